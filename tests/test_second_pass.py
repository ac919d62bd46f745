"""The second look: stories that turn out to be one are merged, one that is two is split, and nothing else is moved."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from dateline.cli.stories import command
from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming
from dateline.stories.second_pass import Part, Settlement, leads_to, settle
from dateline.stories.settings import stored_means
from dateline.stories.splitting import sides

DAY = datetime(2016, 12, 5, 8, tzinfo=UTC)
WIDTH = 512

HARBOUR = "the harbour master of Port Ellery shut the northern basin after the sea wall slid"
HARBOUR_CHINESE = "埃勒里港务局长称，海堤滑塌后北港池已经关闭，无人受伤，渡轮改停南码头"
ZOO = "keepers at the zoo of Brennick named the panda twins salt and pepper on their birthday"


def direction(number: int) -> np.ndarray:
    found = np.random.default_rng(number).standard_normal(WIDTH)
    return found / np.linalg.norm(found)


def article(
    name: str, text: str, parts: Mapping[int, float], *, hours: float | None = 0, language: str = "en"
) -> Incoming:
    """An article whose centred vector is the sum of some directions, with a little of its own."""
    own = sum(name.encode()) * 1000 + 7
    vector = sum((weight * direction(at) for at, weight in parts.items()), 0.1 * direction(own))
    mean = stored_means("fast")[language]
    published = None if hours is None else DAY + timedelta(hours=hours)
    # Far from the stored mean, which a language's first articles then hardly move.
    return Incoming(name, "", text, published, language, (mean + 0.5 * vector).astype(np.float32))


def worded(text: str, number: int) -> str:
    """The same words in another order: nobody takes it for a copy."""
    parts = text.split() if " " in text else [text[at : at + 3] for at in range(0, len(text), 3)]
    order = np.random.default_rng(number).permutation(len(parts))
    return (" " if " " in text else "").join(parts[at] for at in order) + "."


class Stream:
    """Places articles and remembers what settling asks for."""

    def __init__(self) -> None:
        self.grouper = Grouper()
        self.reports: dict[str, list[Incoming]] = defaultdict(list)
        self.asked: list[str] = []
        self.known: dict[str, str] = {}

    def place(self, *articles: Incoming) -> None:
        for one in articles:
            self.reports[self.grouper.place(one).story].append(one)

    def members(self, stories: Sequence[str]) -> Mapping[str, Sequence[Incoming]]:
        self.asked += stories
        return {story: self.reports[story] for story in stories}

    def settle(self, focus: Sequence[str] | None = None) -> dict[str, Settlement]:
        found = settle(self.grouper, list(self.reports) if focus is None else focus, self.members, self.known.get)
        return {one.engine: one for one in found}

    def keep(self, found: Mapping[str, Settlement]) -> None:
        for one in found.values():
            for part in one.parts:
                for name in part.articles or [report.id for report in self.reports[one.engine]]:
                    self.known[name] = part.story


def tellings(
    prefix: str, text: str, *, number: int, hours: float | None = 0, language: str = "en", shared: float = 0.6
) -> list[Incoming]:
    """Reports of one event that share words, and little of their vectors with those in other words."""
    return [
        article(
            f"{prefix}{at}",
            worded(text, at),
            {1: shared, 100 + sum(prefix.encode()) * 10 + at: 0.8},
            hours=None if hours is None else hours + at * 0.1,
            language=language,
        )
        for at in range(number)
    ]


def apart(hours: float | None = 0) -> Stream:
    """Four reports in each of two languages, which the stream held apart because the first ones were too far off."""
    stream = Stream()
    english = tellings("en", HARBOUR, number=4, hours=0 if hours is not None else None)
    chinese = tellings("zh", HARBOUR_CHINESE, number=4, hours=hours, language="zh")
    # The first ones share nothing: each opens a story.
    english[0] = article("en0", english[0].text, {11: 0.6, 10: 0.8}, hours=None if hours is None else 0)
    chinese[0] = article("zh0", chinese[0].text, {12: 0.6, 10: -0.4}, hours=hours, language="zh")
    for one in range(4):
        stream.place(english[one], chinese[one])
    assert set(stream.reports) == {"s-en0", "s-zh0"}, "the stream itself was to hold them apart"
    return stream


def test_stories_in_two_languages_that_grew_together_become_one() -> None:
    found = apart().settle()
    assert found["s-zh0"].parts == (Part("s-en0"),)
    assert found["s-en0"].parts == (Part("s-en0"),)
    assert "alike" in found["s-zh0"].note


@pytest.mark.parametrize("focus", [["s-en0"], ["s-zh0"], ["s-zh0", "s-en0"]])
def test_the_older_story_stays_whichever_grew(focus: list[str]) -> None:
    assert apart().settle(focus)["s-zh0"].parts == (Part("s-en0"),)


@pytest.mark.parametrize("hours", [30, None])
def test_stories_of_other_days_or_none_stay_two(hours: float | None) -> None:
    found = apart(hours).settle()
    assert all(one.parts == (Part(one.engine),) for one in found.values())


def test_looking_changes_nothing_in_the_engine_and_repeats() -> None:
    looked, alone = apart(), apart()
    assert looked.settle() == looked.settle() == alone.settle()
    later = tellings("en", HARBOUR, number=6)[4:]
    places = [looked.grouper.place(one) for one in later]
    assert places == [alone.grouper.place(one) for one in later]


def test_a_merge_found_before_is_kept_while_the_story_grows_away() -> None:
    stream = apart()
    stream.keep(stream.settle())
    stream.place(*tellings("zhx", HARBOUR_CHINESE, number=8, language="zh", shared=-0.2))
    assert stream.settle(["s-zh0"])["s-zh0"].parts == (Part("s-en0"),)


def test_numbered_siblings_are_never_merged() -> None:
    stream = Stream()
    for at in range(4):
        for number in (2, 3):
            text = worded("was launched, the space agency said, and mission control cheered", 10 * at + number)
            stream.place(article(f"t{number}-{at}", f"Tiansi-{number} {text}", {1: 0.9}, hours=at * 0.1))
    assert set(stream.reports) == {"s-t2-0", "s-t3-0"}
    assert all(one.parts == (Part(one.engine),) for one in stream.settle().values())


def test_chain_of_merges_leads_to_its_end() -> None:
    found = {
        "s-b": Settlement("s-b", (Part("s-a"),)),
        "s-c": Settlement("s-c", (Part("s-c"), Part("s-x", ("x",)))),
    }
    settled = {"d": "s-b", "e": "s-d", "x": "s-x"}.get
    assert leads_to("s-e", found, settled) == "s-a"
    assert leads_to("s-c", found, settled) == "s-c"
    assert leads_to("s-unknown", found, settled) == "s-unknown"


def two_in_one(first: int, second: int) -> Stream:
    """A story whose reports, alike at first, fall into two groups by words and vectors."""
    stream = Stream()
    shared = "a vote on the harbour law of Ellery was held in the assembly of the island"
    one = "fishermen cheered the quotas for cod and herring off the western banks"
    other = "students protested at fees for lectures in the capital's old university"
    for at in range(max(first, second)):
        for prefix, words, number in (("f", one, first), ("g", other, second)):
            if at < number:
                own = 2 if prefix == "f" else 3
                stream.place(
                    article(f"{prefix}{at}", worded(f"{shared} {words}", at), {1: 0.75, own: 0.65}, hours=at * 0.2)
                )
    return stream


def test_story_of_two_groups_is_split_and_the_first_keeps_its_name() -> None:
    stream = two_in_one(6, 5)
    assert list(stream.reports) == ["s-f0"], "the stream itself was to hold them together"
    found = stream.settle()
    assert found["s-f0"].parts == (Part("s-f0"), Part("s-g0", tuple(f"g{at}" for at in range(5))))
    assert leads_to("s-f0", found) == "s-f0"


def test_split_holds_between_looks_and_new_reports_go_with_the_nearer_group() -> None:
    stream = two_in_one(6, 5)
    stream.keep(stream.settle())
    text = "students protested at fees for lectures, and a vote on the harbour law of Ellery was held in the assembly"
    stream.place(article("new", text, {1: 0.75, 3: 0.65}, hours=2))
    assert list(stream.reports) == ["s-f0"]
    (split,) = stream.settle().values()
    assert split.parts[1] == Part("s-g0", ("g0", "g1", "g2", "g3", "g4", "new"))


def test_groups_of_languages_are_no_split() -> None:
    stream = Stream()
    for at in range(5):
        stream.place(article(f"e{at}", worded(HARBOUR, at), {1: 0.8, 2: 0.5}, hours=at * 0.1))
        stream.place(article(f"z{at}", worded(HARBOUR_CHINESE, at), {1: 0.8, 3: 0.5}, hours=at * 0.1, language="zh"))
    assert list(stream.reports) == ["s-e0"]
    assert stream.settle()["s-e0"].parts == (Part("s-e0"),)


def test_reports_of_small_stories_are_not_read() -> None:
    stream = apart()
    stream.place(article("zoo", ZOO, {50: 1}))
    stream.settle()
    assert stream.asked == []


def test_unknown_story_is_passed_over() -> None:
    assert Stream().settle(["s-gone"]) == {}


def test_sides_of_reports_that_are_all_alike_are_told_all_the_same() -> None:
    assert sides(np.ones((4, 4)))[0]


def _batch(path: Path, rows: list[dict[str, object]], *options: str) -> list[dict[str, object]]:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = CliRunner().invoke(command, [str(path), *options])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_batch_puts_a_copy_with_the_text_it_is_of(tmp_path: Path) -> None:
    text = (
        "The sea wall of Port Ellery slid into the northern basin on Monday night, the harbour master said, and ships "
        "were told to wait outside until divers had seen the piles. Nobody was hurt. Two cranes stood crooked, and the "
        "ferry to Hallen was moved to the southern quay for the rest of the week."
    )
    rows: list[dict[str, object]] = [
        {"id": "a", "text": text, "published": "2016-12-05T08:00:00Z"},
        {"id": "b", "text": ZOO, "published": "2016-12-05T09:00:00Z"},
        {"id": "c", "text": text, "published": "2016-12-05T10:00:00Z"},
    ]
    answers = _batch(tmp_path / "in.jsonl", rows, "--batch")
    assert [one["story"] for one in answers] == ["s-a", "s-b", "s-a"]

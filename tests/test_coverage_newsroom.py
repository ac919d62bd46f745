"""Coverage in a newsroom: months of reports in two languages, issues made here and imported, and what is drafted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from dateline.covering import PROFILES
from dateline.importing import Import
from dateline.memory import Coverage
from dateline.newsroom import Newsroom, open_newsroom
from dateline.records import Item

Dateline = Callable[..., Result]
SETTINGS = '[newsroom]\ntitle = "Letter"\n\n[[sources]]\nname = "Files"\nkind = "folder"\npath = "in.jsonl"\n'


def row(key: str, day: str, outlet: str, title: str, text: str, language: str = "en") -> dict[str, str]:
    return {
        "url": f"https://{outlet.lower().replace(' ', '-')}.example/{key}" if outlet.isascii() else f"https://paper.example/{key}",
        "title": title, "text": text, "published": f"2016-{day}T08:00:00Z", "outlet": outlet, "language": language,
    }  # fmt: skip


# An affair in English and Chinese, one in English alone, and what only looks like them.
ROWS = [
    row(
        "dam-1", "09-06", "Harbour Daily", "Crack found in Quillan dam above Marsby",
        "Inspectors found a crack of 14 metres in the Quillan dam above the town of Marsby, the water board said "
        "on Tuesday. The lake will be lowered by three metres within ten days.\n\nBoard engineer Petra Vance said "
        "there was no danger to the 8,200 people of Marsby. Fishing on the lake is banned until further notice.",
    ),
    row(
        "ba-1", "09-07", "南江日报", "马斯比上游奎兰大坝发现裂缝",
        "马斯比镇上游的奎兰大坝近日被发现一条长14米的裂缝，水务局6日通报，将在十天内把水库水位降低三米。\n\n"
        "水务局工程师说，镇上8200名居民没有危险，水库暂停钓鱼。", "zh",
    ),
    row(
        "loom-1", "09-12", "Meridian Wire", "Loomis Textiles shuts its last mill in Ansel Valley",
        "Loomis Textiles will close its last mill in the Ansel Valley at the end of the year, with the loss of 640 "
        "jobs, the company said on Monday. The mill has made sailcloth since 1871.\n\nUnion secretary Dora Haskell "
        "called the decision a betrayal and asked the province for a rescue.",
    ),
    # October: a recap, news of the dam in Chinese, another dam, another mill.
    row(
        "loom-2", "10-04", "Coast Gazette", "Looking back: the end of sailcloth in Ansel Valley",
        "In September Loomis Textiles told the Ansel Valley that its last mill will close when the year ends. The mill "
        "has woven sailcloth since 1871, and 640 jobs go with it.\n\nDora Haskell of the union spoke of a betrayal. "
        "She wants the province to come to the rescue.",
    ),
    row(
        "ba-2", "10-11", "南江日报", "奎兰大坝裂缝加固开工 预计耗资2600万元",
        "奎兰大坝裂缝加固工程11日开工，预计耗资2600万元，明年五月完工。承建方为海拓岩土公司，将在坝体内打入96根锚索。\n\n"
        "马斯比镇长罗燕说，施工期间上游公路夜间封闭。", "zh",
    ),
    row(
        "fire-1", "10-13", "Meridian Wire", "Fire destroys paper mill at Corran Bridge",
        "A fire destroyed the paper mill at Corran Bridge on Wednesday night. Nobody was hurt; 210 people worked "
        "there.\n\nOwner Tolland Paper said it would decide by spring whether to build again.",
    ),
    # November: nothing but what was told of the dam, and one thing more of the mill.
    row(
        "dam-2", "11-03", "Coast Gazette", "What is being done about the Quillan dam",
        "In September a crack 14 metres long came to light in the Quillan dam above Marsby, and the water board "
        "lowered the lake by three metres.\n\nNobody among the 8,200 people of Marsby was in danger, engineer "
        "Petra Vance said then. Work to strengthen the dam began in October.",
    ),
    row(
        "loom-3", "11-15", "Harbour Daily", "Province offers 9.5 million to keep Loomis mill alive",
        "The province has offered Loomis Textiles 9.5 million crowns to keep its last mill in the Ansel Valley open "
        "for two more years, minister Gregor Anholt said on Tuesday.\n\nLoomis said it would answer by Christmas. "
        "Union secretary Dora Haskell called the offer a start.",
    ),
]  # fmt: skip
MONTHS = ("2016-09", "2016-10", "2016-11")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with three months of reports, none of them drafted."""
    folder = tmp_path_factory.mktemp("covered") / "desk"
    folder.mkdir()
    body = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ROWS)
    (folder / "in.jsonl").write_text(body, encoding="utf-8")
    (folder / "dateline.toml").write_text(SETTINGS, encoding="utf-8")
    with open_newsroom(folder, overrides=["text.jobs=1"]) as newsroom:
        newsroom.gather()
        newsroom.read()
        newsroom.group()
        newsroom.record()
        newsroom.link()
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "desk"))


def told(newsroom: Newsroom, month: str) -> dict[str, Coverage]:
    """What is covered of a month's stories, by the address's end of their reports."""
    return {
        report.url.rpartition("/")[2]: one.coverage
        for one in newsroom.rank(newsroom.period(month))
        for report in one.story.articles
    }


def publish(newsroom: Newsroom, month: str) -> Sequence[Item]:
    issue, _ = newsroom.draft(newsroom.period(month))
    newsroom.publish(issue.id)
    return [item for section in issue.sections for item in section.items]


def test_months_in_a_row_tell_news_and_leave_repeats_out(desk: Path, dateline: Dateline) -> None:
    with open_newsroom(desk) as newsroom:
        assert {one.state for one in told(newsroom, "2016-10").values()} == {"new"}  # nothing is published yet
        first = publish(newsroom, "2016-09")
        assert not any(item.headline.startswith("Update") for item in first)
        october = told(newsroom, "2016-10")
        assert {key: one.state for key, one in october.items() if key in ("loom-2", "ba-2", "fire-1")} == {
            "loom-2": "repeat", "ba-2": "update", "fire-1": "new",
        }  # fmt: skip
        loom = next(item.number for item in first if "Loomis" in item.headline)
        assert (october["loom-2"].number, october["loom-2"].item) == (1, loom)
        assert "2600万元" in {words for one in october["ba-2"].fresh for words in one.told}
        second = publish(newsroom, "2016-10")
        assert "Update: 奎兰大坝裂缝加固开工 预计耗资2600万元" in [item.headline for item in second]
        assert not any("sailcloth" in item.headline for item in second)
        issue = newsroom.issue("2016-10")
        note = f"left out: “Looking back: the end of sailcloth in Ansel Valley” was in no. 1, item {loom}, "
        assert note + "and nothing is new since" in issue.notes
        item = next(item for item in second if item.headline.startswith("Update"))
        assert any("update of no. 1, " in reason and "new are" in reason for reason in item.reasons)
        assert any("2600万元" in one.text for part in item.paragraphs for one in part.sentences)
        november = told(newsroom, "2016-11")
        assert {key: one.state for key, one in november.items() if key in ("dam-2", "loom-3")} == {
            "dam-2": "repeat", "loom-3": "update",
        }  # fmt: skip
        assert (november["dam-2"].number, november["loom-3"].number) == (1, 1)
        assert not [one for one in newsroom.check("2016-10") if one.rule == "item-in-earlier-issue"]
    shown = dateline("rank", desk, "--period", "2016-11")
    assert "repeat of no. 1, " in " ".join(shown.stdout.split())
    rows = json.loads(dateline("rank", desk, "--period", "2016-11", "--json").stdout)
    states = {one["articles"][-1]["url"].rpartition("/")[2]: one["coverage"] for one in rows}
    assert states["loom-3"]["state"] == "update"
    assert any("9.5 million" in words for one in states["loom-3"]["fresh"] for words in one["told"])


LETTER = """\
Old Letter

News

1. A crack in the dam above Marsby

(Somebody, 08-09-2016)

A crack of 14 metres was found in the Quillan dam above Marsby. The lake will be lowered by three metres in ten days, \
the water board said. Engineer Petra Vance said the 8,200 people of Marsby were in no danger, and that fishing on the \
lake is banned.

2. The last mill

(Meridian Wire, 12-09-2016)

Loomis Textiles closes its last mill in the Ansel Valley, with the loss of 640 jobs.

({address})
"""


@pytest.mark.parametrize("address", ["https://meridian-wire.example/loom-1", "https://meridian-wire.example/gone"])
def test_what_an_imported_issue_had_is_known_by_text_and_by_address(desk: Path, tmp_path: Path, address: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER.format(address=address), encoding="utf-8")
    taken: list[object] = []
    with open_newsroom(desk) as newsroom:
        newsroom.take_in([path], who="Ada Hand", period="2016-09", on_import=taken.append)
        assert isinstance(taken[0], Import)
        october, november = told(newsroom, "2016-10"), told(newsroom, "2016-11")
        assert (november["dam-2"].state, november["dam-2"].item, november["dam-2"].number) == ("repeat", 1, None)
        assert (november["loom-3"].state, november["loom-3"].item) == ("update", 2)
        assert october["fire-1"].state == "new"
        assert october["loom-2"].item == 2
        known = address.endswith("loom-1")  # that the mill has made sailcloth since 1871, and what Haskell said
        assert october["loom-2"].state == ("repeat" if known else "update")
        kept = desk / "issues" / taken[0].issue.id / PROFILES
        body = kept.read_bytes()
        kept.write_bytes(b"[1, {")
        assert told(newsroom, "2016-10") == october
        assert kept.read_bytes() == body
        assert told(newsroom, "2016-10") == october


def test_an_issue_whose_files_are_gone_is_known_by_its_index(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        publish(newsroom, "2016-09")
        before = told(newsroom, "2016-10")
        shutil.rmtree(desk / "issues")
        assert {key: one.state for key, one in told(newsroom, "2016-10").items()} == {
            key: one.state for key, one in before.items()
        }


def test_a_draft_and_another_edition_cover_nothing(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        newsroom.draft(newsroom.period("2016-09"))
        assert {one.state for one in told(newsroom, "2016-10").values()} == {"new"}
        newsroom.publish("2016-09")
        period = newsroom.period("2016-10")
        other = newsroom.rank(period, edition_name="weekly-roundup")
        assert {one.coverage.state for one in other} == {"new"}
        assert {one.coverage.state for one in newsroom.rank(period)} > {"new"}

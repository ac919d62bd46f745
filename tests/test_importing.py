"""Past issues in a newsroom: kept whole, found, counted as covered, taught from, edited, closed and read back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import make_newsroom
from dateline.errors import BadSettings, NotFound
from dateline.importing import Import, Unkept
from dateline.newsroom import Newsroom, open_newsroom
from dateline.records import PastIssue, PastItem
from dateline.sample.site import SampleSite
from dateline.text.past.read import read_past
from sample_truth import placed

Dateline = Callable[..., Result]
WHO = "Ada Hand"
LETTER = """\
Harbour Letter

Introduction

The story of the month covers the new ferry. A bridge is mended. Rice has been counted.

Story of the Month

The ferry is back in the old harbour

(Harbour Daily, 28-11-2016)

The ferry came back on Monday after four months of repairs, and the whole town came to look at it from the quay.

It carries 310 passengers and 40 cars, the harbour office said on 22
nd
November. Fares stay as they were for now.

(http://harbour-daily.example/2016/11/the-ferry-is-back-in-the-old-har
bour-17)

News

1. Bridge mended before the frost

(The Post, 15-11-2016)

Workers have mended the bridge over the Au, a month earlier than planned and for less money than was set aside.

What comes next

The second bridge will be closed for repairs from 4 January, according to the works office of the town.

(http://post.example/bridge)

2. Rice counted at last

(The Post, 17-11-2016)

A count of rice in the town's stores found 3,024 sacks, which is more than anybody had thought there could be.

(http://post.example/rice)
"""
WEEKLY = """\
# 港口周刊（第 12 期）：渡轮回来了

这里记录每周值得分享的内容，周五发布。讨论区见[论坛](https://forum.example/12)。

## 新闻

1、[渡轮恢复航行](https://post.example/zh/ferry)（中文）

修理用了四个月，渡轮星期一回到老港。

2、[Rice counted](https://post.example/rice)（英文）

仓库里一共有3024袋大米。

## 工具

1、[潮汐表](https://tides.example/)

查询潮汐的小工具，也可以看[说明](https://tides.example/about)。
"""


def take_in(newsroom: Newsroom, *paths: Path, **more: str) -> list[Import | Unkept]:
    told: list[Import | Unkept] = []
    newsroom.take_in(paths, who=WHO, on_import=told.append, **more)  # type: ignore[arg-type]
    return told


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def items_of(past: PastIssue) -> list[PastItem]:
    return [item for section in past.sections for item in section.items]


def what_counts(past: PastIssue) -> dict[str, object]:
    """What must never be lost of an issue."""
    return {
        "title": past.title,
        "number": past.number,
        "introduction": [one.text for one in past.introduction],
        "sections": [one.title for one in past.sections],
        "items": [
            {
                "number": one.number,
                "title": one.title,
                "outlet": one.outlet,
                "published": one.published,
                "url": one.url,
                "links": [link.url for link in one.links],
                "paragraphs": [(part.text, part.kind) for part in one.paragraphs],
            }
            for one in items_of(past)
        ],
    }


@pytest.fixture
def empty(sample_site: SampleSite, tmp_path: Path) -> Path:
    return make_newsroom(tmp_path / "desk", sample_site)


def test_a_file_becomes_an_issue_with_its_original_beside_it(empty: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "letter.txt", LETTER)
    with open_newsroom(empty) as newsroom:
        (told,) = take_in(newsroom, path)
        assert isinstance(told, Import)
        assert told.issue.id == "2016-11-monthly-letter"
        known = newsroom.issues()[0]
        assert known.imported
        assert newsroom.standing(known.id)[0].steps[0].what == "imported"
        assert isinstance(take_in(newsroom, path)[0], Import)  # the same file again is no error and no second issue
        assert take_in(newsroom, path)[0].known  # type: ignore[union-attr]
        assert len(newsroom.issues()) == 1
    folder = empty / "issues" / "2016-11-monthly-letter"
    assert (folder / "original.txt").read_text("utf-8") == LETTER
    assert (folder / "draft.md").is_file()


@pytest.mark.parametrize(
    ("name", "text", "period"), [("letter.txt", LETTER, None), ("issue-12.md", WEEKLY, "2016-W48")]
)
@pytest.mark.parametrize("form", ["md", "json", "html", "pdf"])
def test_import_edit_close_publish_import_loses_nothing(
    empty: Path, tmp_path: Path, name: str, text: str, period: str | None, form: str
) -> None:
    first = read_past(text.encode(), name)
    with open_newsroom(empty) as newsroom:
        (told,) = take_in(newsroom, written(tmp_path, name, text), **({"period": period} if period else {}))
        assert isinstance(told, Import), told
        draft = told.draft.read_text("utf-8")
        edited = draft.replace("3,024 sacks", "3,025 sacks").replace("3024袋", "3025袋")
        assert edited != draft
        told.draft.write_text(edited, "utf-8")
        newsroom.close_issue(told.issue.id, who=WHO, anyway="a test")
    path = empty / "issues" / told.issue.id / f"issue.{form}"
    again = read_past(path.read_bytes(), path.name)
    wanted = json.dumps(what_counts(first), ensure_ascii=False)
    wanted = wanted.replace("3,024 sacks", "3,025 sacks").replace("3024袋", "3025袋")
    assert what_counts(again) == {**json.loads(wanted, object_hook=None)} | {
        "items": [
            {**one, "paragraphs": [tuple(part) for part in one["paragraphs"]]} for one in json.loads(wanted)["items"]
        ]
    }


def test_what_was_imported_is_found_by_search(empty: Path, tmp_path: Path) -> None:
    with open_newsroom(empty) as newsroom:
        take_in(newsroom, written(tmp_path, "letter.txt", LETTER))
        hits = newsroom.search("frost", kind="issues")
    assert [hit.title for hit in hits] == ["Bridge mended before the frost"]


def test_what_was_imported_counts_as_covered(desk: Path, tmp_path: Path) -> None:
    report = next(article for article, _ in placed(desk) if article.url.endswith("china-space-plans-20161227"))
    letter = LETTER.replace("http://post.example/rice", report.url)
    with open_newsroom(desk) as newsroom:
        before = newsroom.rank(newsroom.period("2016-12"))
        (told,) = take_in(newsroom, written(tmp_path, "letter.txt", letter))
        assert isinstance(told, Import)
        assert any(item.story for section in told.issue.sections for item in section.items)
        after = newsroom.rank(newsroom.period("2016-12"))
    assert before[0].story.id == next(one for one in before if report in one.story.articles).story.id
    reasons = next(one for one in after if report in one.story.articles).reasons
    assert any(one.signal == "novelty" and one.points < 0 for one in reasons)


def test_an_imported_issue_is_not_drafted_over(empty: Path, tmp_path: Path, sample_site: SampleSite) -> None:
    letter = LETTER.replace("-11-2016", "-12-2016")
    with open_newsroom(empty, overrides=["text.jobs=1"]) as newsroom:
        (told,) = take_in(newsroom, written(tmp_path, "letter.txt", letter))
        report = newsroom.run(period="2016-12")
        assert isinstance(told, Import)
        assert report.issue is None
        assert "imported" in (report.note or "")


def test_bad_files_are_told_and_stop_no_others(empty: Path, tmp_path: Path) -> None:
    undated = "\n".join(line for line in LETTER.splitlines() if "2016)" not in line)
    paths = [
        tmp_path / "gone.txt",
        written(tmp_path, "empty.txt", ""),
        written(tmp_path, "undated.txt", undated),
        written(tmp_path, "letter.txt", LETTER),
        written(tmp_path, "other.txt", LETTER.replace("Harbour Letter", "Another Letter")),
    ]
    with open_newsroom(empty) as newsroom:
        told = take_in(newsroom, *paths)
    problems = [one.problem for one in told if isinstance(one, Unkept)]
    assert len(problems) == 4
    assert "cannot be opened" in problems[0]
    assert "--period" in problems[2]
    assert "has 2016-11-monthly-letter already" in problems[3]


def test_settings_that_cannot_be_are_told_before_anything_is_read(empty: Path, tmp_path: Path) -> None:
    with open_newsroom(empty) as newsroom:
        with pytest.raises(BadSettings):
            take_in(newsroom, tmp_path / "gone.txt", period="December")
        with pytest.raises(NotFound):
            take_in(newsroom, tmp_path / "gone.txt", edition_name="gazette")


def test_the_command_takes_files_into_a_newsroom(empty: Path, tmp_path: Path, dateline: Dateline) -> None:
    path = written(tmp_path, "letter.txt", LETTER)
    result = dateline("import", path, "--into", empty)
    assert result.exit_code == 0, result.output
    assert "2016-11-monthly-letter" in result.output
    assert dateline("import", tmp_path / "gone.txt", "--into", empty).exit_code == 1

"""Sources that stand at the end, under a number or below a label, and heads whose number and period are told twice."""

from __future__ import annotations

import pytest

from dateline.errors import Unreadable
from dateline.records import PastIssue, PastItem
from dateline.text.past.read import read_past


def items(issue: PastIssue) -> list[PastItem]:
    """All items of an issue, in order."""
    return [item for section in issue.sections for item in section.items]


def told(name: str, text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Title, outlet, day and address of each item."""
    return [(item.title, item.outlet, item.published, item.url) for item in items(read_past(text.encode(), name))]


ENDED = {
    "paragraphs": "Quay Notes\nNo. 4 - May 2024\n\nThe line sold two ships. (Coast Courier, 2 May 2024)\n\n"
    "The gate closes for a year. (Harbour Times, 3 May 2024)\n",
    "bullets": "Quay Notes\nNo. 4 - May 2024\n\n• The line sold two ships. Coast Courier, 2 May 2024\n"
    "• The gate closes for a year. Harbour Times, 3 May 2024.\n",
}


@pytest.mark.parametrize("manner", ENDED)
def test_text_that_ends_with_its_source_is_an_item(manner: str) -> None:
    issue = read_past(ENDED[manner].encode(), "notes.txt")
    assert (issue.title, issue.number, issue.period) == ("Quay Notes", 4, "2024-05")
    assert [(item.title, item.outlet, item.published, item.paragraphs[0].text) for item in items(issue)] == [
        (None, "Coast Courier", "2024-05-02", "The line sold two ships."),
        (None, "Harbour Times", "2024-05-03", "The gate closes for a year."),
    ]


def test_mark_in_a_title_leads_to_the_address_at_the_end() -> None:
    text = "Quay Notes\n3 May 2024\n\n1) Line sells ships [1]\n\nIt sold two.\n\nCoast Courier, 2 May 2024\n\n"
    text += "2) Gate closes [2]\n\nIt closes for a year.\n\nTide, 3 May 2024\n\nReferences\n\n"
    text += "[1] https://c.example/1\n[2] https://t.example/2\n"
    assert told("a.txt", text) == [
        ("Line sells ships", "Coast Courier", "2024-05-02", "https://c.example/1"),
        ("Gate closes", "Tide", "2024-05-03", "https://t.example/2"),
    ]


@pytest.mark.parametrize(
    ("line", "outlet", "day"),
    [
        ("(Tide, December 22\nnd, 2016)", "Tide", "2016-12-22"),
        ("(Outlet, 2016-12-02)", "Outlet", "2016-12-02"),
        ("Source, 2016-12-02", "Source", "2016-12-02"),
        ("海事日报 2016年12月5日", "海事日报", "2016-12-05"),
    ],
)
def test_line_below_a_title_gives_outlet_and_day(line: str, outlet: str, day: str) -> None:
    text = "Quay Letter\nNo. 12 – December 2016\n\n"
    text += "".join(f"{n}. Line sells ships\n{line}\n\nIt sold two to a bank in Leith.\n\n" for n in (1, 2))
    issue = read_past(text.encode(), "a.txt")
    assert (issue.number, issue.period, issue.language) == (12, "2016-12", "en")
    assert [(item.outlet, item.published) for item in items(issue)] == [(outlet, day)] * 2


def test_source_before_its_link_in_brackets_ends_an_item() -> None:
    text = "<h1>Rope Digest</h1>" + "".join(
        f"<h3>Rope {n}</h3><p>It is long.</p><p>— Tide, {n}/03/2021 (<a href='https://r.example/{n}'>link</a>)</p>"
        f"<ul><li>See also: <a href='https://p.example/{n}'>the paper</a></li></ul>"
        for n in (4, 25)
    )
    issue = read_past(text.encode(), "a.html")
    assert [(item.outlet, item.published, item.url) for item in items(issue)] == [
        ("Tide", "2021-03-04", "https://r.example/4"),
        ("Tide", "2021-03-25", "https://r.example/25"),
    ]
    assert all(
        [one.text for one in item.paragraphs] == ["It is long."] and len(item.links) == 1 for item in items(issue)
    )


def test_field_with_year_and_number_gives_the_number() -> None:
    text = "---\ntitle: 港口周报\nissue: 2021年第7期\ndate: 2021-02-21\n---\n\n# 港口周报\n\n"
    text += "2021年第7期（2月15日—2月21日）\n\n"
    text += "## 港口\n\n### 东港易主\n\n来源：海事日报　日期：2021年2月16日\n\n东港卖了。\n"
    issue = read_past(text.encode(), "a.md")
    assert (issue.number, issue.period) == (7, "2021-02-15..2021-02-21")
    assert told("a.md", text) == [("东港易主", "海事日报", "2021-02-16", None)]


def test_mark_of_language_is_no_outlet() -> None:
    text = "# 周刊第 9 期：船\n\n## 科技\n\n1、[船](https://s.example/1)（英文）\n\n一艘船。\n\n2、[灯](https://s.example/2)\n\n一盏灯。\n"
    issue = read_past(text.encode(), "a.md")
    assert [(item.title, item.outlet, item.published, item.language) for item in items(issue)] == [
        ("船", None, None, "en"),
        ("灯", None, None, None),
    ]


def test_page_that_is_nested_too_deep_says_so() -> None:
    with pytest.raises(Unreadable, match="nested too deep"):
        read_past(b"<html><body>" + b"<div>" * 20_000 + b"x" + b"</div>" * 20_000, "a.html")

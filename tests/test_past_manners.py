"""Manners of setting an issue that are told apart by a few lines: heads, sources, bold titles, footers, footnotes."""

from __future__ import annotations

import time

import pytest

from dateline.errors import Unreadable
from dateline.records import PastIssue, PastItem
from dateline.text.past.read import read_past

BODY = """

## 港口

### 东港易主

来源：海事日报 | 日期：2024-05-01

东港的股份周三卖给了一家公司。

### 西港扩建

来源：海事日报（英文） 日期：2024-05-02

西港扩建了。
"""


def items(issue: PastIssue) -> list[PastItem]:
    """All items of an issue, in order."""
    return [item for section in issue.sections for item in section.items]


@pytest.mark.parametrize(
    ("head", "number", "period"),
    [
        ("# 港口周报\n\n2024年第18期｜5月3日", 18, "2024-05-03"),
        ("# 港口周报\n\n**第 18 期** · 2024.05.03", 18, "2024-05-03"),
        ("# 港口周报 Vol.18\n\n> 2024-05-03", 18, "2024-05-03"),
        ("# 港口周报\n\n第十八期\u30002024年5月3日\n编辑：李四", 18, "2024-05-03"),
        ("# 第18期：潮水", 18, None),
        ("# 港口周报第18期（2024.5.3）", 18, "2024-05-03"),
        ("---\ntitle: 港口周报\nissue: 18\ndate: 2024-05-03\n---\n", 18, "2024-05-03"),
        ("# 港口周报\n\n发布日期：2024年5月3日", None, "2024-05-03"),
        ("# 港口周报 | 总第18期 | 2024年4月27日-5月3日", 18, "2024-04-27..2024-05-03"),
        ("# 港口周报\n## 第18期（2024年5月3日）", 18, "2024-05-03"),
        ("# 港口周报\n\n- 期号：18\n- 日期：2024-05-03", 18, "2024-05-03"),
        ("# 2024年5月3日 港口周报 #18", 18, "2024-05-03"),
        ("# 港口周报 2024-05", None, "2024-05"),
    ],
)
def test_head_tells_number_and_period(head: str, number: int | None, period: str | None) -> None:
    issue = read_past(f"{head}{BODY}".encode(), "issue.md")
    assert (issue.number, issue.period) == (number, period)
    assert [(item.title, item.outlet, item.published) for item in items(issue)] == [
        ("东港易主", "海事日报", "2024-05-01"),
        ("西港扩建", "海事日报", "2024-05-02"),
    ]


@pytest.mark.parametrize(
    ("name", "number", "period"),
    [
        ("letter-2016-11.md", None, "2016-11"),
        ("weekly-2024-05-04.md", None, "2024-05-04"),
        ("issue-252.md", 252, None),
        ("2024-05-03-zhou.md", None, "2024-05-03"),
    ],
)
def test_name_of_a_file_gives_number_and_period(name: str, number: int | None, period: str | None) -> None:
    issue = read_past(f"# 港口{BODY}".encode(), name)
    assert (issue.number, issue.period) == (number, period)


def page(parts: str, head: str = "<h1>Rope Digest</h1><p>No. 9, 4 March 2021</p>") -> PastIssue:
    """The issue of a web page."""
    return read_past(
        f"<html><head><title>Rope Digest</title></head><body>{head}{parts}</body></html>".encode(), "a.html"
    )


SOURCES = {
    "above": "<p>Rope Times – {n} March 2021</p><h3>Rope {n} is long</h3><p>It is long.</p><p>It is blue.</p>",
    "below": "<h3>Rope {n} is long</h3><p>Rope Times · March {n}</p><p>It is long.</p><p>It is blue.</p>",
    "last": "<h3>Rope {n} is long</h3><p>It is long.</p><p>It is blue.</p><p>Rope Times, {n} March</p>",
    "linked": "<h3>Rope {n} is long</h3><p>It is long.</p><p>It is blue.</p>"
    "<p><a href='https://r.example/{n}'>Rope Times, {n} March 2021</a></p>",
    "read in": "<h3>Rope {n} is long</h3><p>It is long.</p><p>It is blue.</p>"
    "<p><a href='https://r.example/{n}'>Read in Rope Times</a> ({n} March 2021)</p>",
    "arrow": "<h3>Rope {n} is long</h3><p>It is long.</p><p>It is blue.</p><p>→ Rope Times, {n} March 2021</p>",
    "bold lead": "<p><b>Rope {n} is long.</b> It is long. (Rope Times, {n} March 2021)</p><p>It is blue.</p>",
    "list": "<ul><li><b>Rope {n} is long</b><br>It is long.<br>It is blue.<br>"
    "<i>Rope Times, {n} March 2021</i></li></ul>",
}


@pytest.mark.parametrize("manner", SOURCES)
def test_source_is_found_wherever_it_stands(manner: str) -> None:
    issue = page("<h2>Policy</h2>" + "".join(SOURCES[manner].format(n=n) for n in (1, 2, 3)))
    assert [(item.title or "").rstrip(".") for item in items(issue)] == [f"Rope {n} is long" for n in (1, 2, 3)]
    assert [(item.outlet, item.published) for item in items(issue)] == [
        ("Rope Times", f"2021-03-0{n}") for n in (1, 2, 3)
    ]
    assert all([one.text for one in item.paragraphs] == ["It is long.", "It is blue."] for item in items(issue))
    assert [section.title for section in issue.sections] == ["Policy"]


def test_short_paragraph_of_a_marked_up_format_is_a_paragraph() -> None:
    text = "<h3>Rope {n}</h3><p>Rope Times, {n} March 2021</p><p>Nobody knows</p><p>It is blue.</p>"
    text += "<h4>Detail</h4><p>Blue.</p>"
    for item in items(page("<h2>Policy</h2>" + text.format(n=1) + text.format(n=2))):
        assert [(one.kind, one.text) for one in item.paragraphs] == [
            ("text", "Nobody knows"),
            ("text", "It is blue."),
            ("subheading", "Detail"),
            ("text", "Blue."),
        ]


def test_footer_of_a_mail_is_its_closing() -> None:
    head = "<p>View in <a href='https://m.example/v'>browser</a></p><h1>Rope Digest</h1><p>Issue 9 | 4 March 2021</p>"
    item = "<h3><a href='https://r.example/{n}'>Rope {n}</a></h3><p>Rope Times, {n} March 2021</p><p>It is blue.</p>"
    foot = "<hr><p>Rope Press, 12 Quay Street</p><p><a href='https://m.example/u'>Unsubscribe</a> | Preferences</p>"
    issue = page(item.format(n=1) + item.format(n=2) + foot, head)
    assert (issue.title, issue.number, issue.period) == ("Rope Digest", 9, "2021-03-04")
    assert [one.text for one in issue.closing] == ["Rope Press, 12 Quay Street", "Unsubscribe | Preferences"]
    assert [item.title for item in items(issue)] == ["Rope 1", "Rope 2"]
    assert all(len(item.paragraphs) == 1 and not item.links for item in items(issue))


def test_footnote_goes_with_the_text_that_refers_to_it() -> None:
    text = "# Ropes 4\n\n## 1. One\n\nIt is long.[^a]\n\n## 2. Two\n\nIt is blue.\n\n[^a]: See [the paper](https://p.example/)."
    first, second = items(read_past(text.encode(), "a.md"))
    assert [one.text for one in first.paragraphs] == ["It is long.[^a]", "[^a]: See the paper."]
    assert [link.url for link in first.links] == ["https://p.example/"]
    assert not second.links


HOSTILE = {
    "links.md": b"# T\n\n## S\n\n" + b" ".join(b"[a%d](https://x.example/%d)" % (n, n) for n in range(20_000)),
    "lines.txt": b"1. Title\n\n" + b"\n".join(b"https://x.example/%d" % n for n in range(20_000)),
    "closing.txt": b"http://" + b")" * 500_000,
    "closing.md": b"http://a" + b")" * 500_000,
    "sources.txt": b"(SCMP, 12-12-2016)\n\n" * 15_000,
    "days.txt": b"3 May 2024\n" * 20_000,
    "rows.txt": b"a b c\n" * 200_000,
    "cells.html": b"<table>" + b"<tr><td>a<td>b" * 25_000,
    "breaks.html": b"<p>" + b"a<br>" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_read_or_refused_in_time(name: str) -> None:
    started = time.process_time()
    try:
        read_past(HOSTILE[name], name)
    except Unreadable as error:
        assert "more than" in str(error)
    assert time.process_time() - started < 5

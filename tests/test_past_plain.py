"""Plain text and PDF to blocks: what is joined, mended and dropped, and that no word goes missing."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest
import typst

from dateline.errors import Unreadable
from dateline.records import PastIssue
from dateline.text.encoding import decode
from dateline.text.past import pdf, plain
from dateline.text.past.attribution import read_attribution
from dateline.text.past.blocks import Document
from dateline.text.past.structure import build

CASES = sorted((Path(__file__).parent / "past_cases").glob("*.txt"))
# Words that stand for a field, and are gone when that is filled: labels and months.
_TAKEN = re.compile(
    r"(?:source|sources|read|more|on|link|by|in|german|chinese|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|introduction|editorial|st|nd|rd|th)"
)


def texts(name: str, text: str) -> list[str]:
    """The texts of the blocks of a text."""
    return [block.text for block in plain.document_of(text).blocks]


def everything(issue: PastIssue) -> str:
    """All words of an issue, wherever they went."""
    said: list[str] = [issue.title or "", str(issue.number or ""), issue.period or ""]
    said += [one.text for one in (*issue.introduction, *issue.closing)]
    said += [link.url for link in issue.links] + [remark.quote for remark in issue.remarks]
    for section in issue.sections:
        said.append(section.title or "")
        for item in section.items:
            said += [item.title or "", str(item.number or ""), item.outlet or "", item.published or "", item.url or ""]
            said += [one.text for one in item.paragraphs] + [link.url for link in item.links]
    return "\n".join(said)


def counted(text: str) -> Counter[str]:
    """Letters of a text by kind of word: words of letters, Chinese characters one by one."""
    joined = re.sub(r"https?://\S+(?:\n\s*\S+\))?", " ", text)
    return Counter(re.findall(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+", joined.casefold()))


def lost(raw: str, issue: PastIssue) -> Counter[str]:
    """Words of a file that are nowhere in its issue, without labels, months and halves of joined words."""
    missing = counted(re.sub("来源|原文链接|链接|导语|英文", "", raw)) - counted(everything(issue))
    whole = re.sub(r"\W", "", everything(issue).casefold())
    return Counter({word: n for word, n in missing.items() if not _TAKEN.fullmatch(word) and word not in whole})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_past_issue_keeps_every_word_of_its_file(path: Path) -> None:
    issue = build(plain.read(path.read_bytes()), path.name)
    assert not lost(decode(path.read_bytes()), issue)


@pytest.mark.shared
def test_seeds_keep_every_word(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        issue = build(plain.read(path.read_bytes()), path.name)
        assert not lost(path.read_text(encoding="utf-8"), issue)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened on 22\nnd\n May and closed.", ["It opened on 22nd May and closed."]),
        ("It opened on 14\nth December and closed.", ["It opened on 14th December and closed."]),
        ("See (https://a.example/one-\ntwo.html)", ["See (https://a.example/one-two.html)"]),
        ("A\x00 word\x07 here", ["A word here"]),
        ("• one\n• two", ["one", "two"]),
        ("News\n====\nText of it.", ["News", "Text of it."]),
        ("", []),
        (" \n\n\f\n \n", []),
    ],
)
def test_plain_text_gives_blocks(text: str, expected: list[str]) -> None:
    assert texts("t.txt", text) == expected


def test_wrapped_rows_are_joined_where_the_next_word_did_not_fit() -> None:
    rows = [
        "The ferry was late because the tide was low and the",
        "captain had slept. It left at noon with nine people and",
    ]
    rows += ["a dog on board, all of whom had paid.", "Nobody minded the delay, as the sun was out and the bay"]
    rows += [
        "was calm, and the band that had missed the boat before",
        "played on the quay until the rope was cast off for good",
    ]
    found = texts("t.txt", "\n".join([*rows, "that day."]))
    assert [one[:9] for one in found] == ["The ferry", "Nobody mi"]


def test_hyphen_of_a_wrapped_word_goes_and_that_of_a_compound_stays() -> None:
    rows = ["The social-messaging firm and its develop-", "ment arm were parted by the court, as social-"]
    rows += ["messaging is a trade, and the development took", "years and went on until nobody could say"]
    (whole,) = texts("t.txt", "\n".join([*rows, "what it was for, and then it was over."]))
    assert "development arm" in whole and "as social-messaging is" in whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Wall Street Courier, 28-12-2016)", ("Wall Street Courier", "2016-12-28", None)),
        ("Source: Nature, 3 May 2024", ("Nature", "2024-05-03", None)),
        ("— Reuters, 12 May 2024", ("Reuters", "2024-05-12", None)),
        ("By Ida Fenn | The Guardian | May 3, 2024", ("The Guardian", "2024-05-03", None)),
        ("来源：新华社 2024-05-03", ("新华社", "2024-05-03", None)),
        ("（人民日报，2024年5月3日）", ("人民日报", "2024-05-03", None)),
        ("（财新，2024年5月3日，英文）", ("财新", "2024-05-03", "en")),
        ("Caixin (in Chinese), 3 May 2024", ("Caixin", "2024-05-03", "zh")),
        ("Quelle: Die Zeit, 3. Mai 2024", ("Die Zeit", "2024-05-03", None)),
        ("Fuente: El País, 3 de mayo de 2024", ("El País", "2024-05-03", None)),
        ("Source : Le Monde, 1er mars 2024", ("Le Monde", "2024-03-01", None)),
        ("Источник: Коммерсантъ, 12 мая 2024", ("Коммерсантъ", "2024-05-12", None)),
        ("[SCMP, Dec. 21, 2016]", ("SCMP", "2016-12-21", None)),
        ("SCMP – 21 December 2016", ("SCMP", "2016-12-21", None)),
        ("21 December 2016 | SCMP", ("SCMP", "2016-12-21", None)),
        ("Published in Nature on 3 May 2024", ("Nature", "2024-05-03", None)),
        ("(Nature, May 2024)", ("Nature", "2024-05", None)),
        ("SCMP, 21/12/2016", ("SCMP", "2016-12-21", None)),
        ("(SCMP, 12/21/2016)", ("SCMP", "2016-12-21", None)),
        ("(SCMP, 03/04/2016)", ("SCMP", None, None)),
        ("(SCMP)", ("SCMP", None, None)),
        ("Source: Tech Courier", ("Tech Courier", None, None)),
        ("المصدر: رويترز، 2024-05-12", ("رويترز", "2024-05-12", None)),
    ],
)
def test_attribution_is_read(text: str, expected: tuple[str | None, str | None, str | None]) -> None:
    told = read_attribution(text, (), None)
    assert told and (told.outlet, told.published, told.language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2024, the firm said that it would close.",
        "The firm (founded in 1911) closed.",
        "Apple plans for June 2024",
        "China's plan for 2020",
        "New rules boost robot production",
        "“We will see,” he said.",
        "",
        "(",
    ],
)
def test_text_and_titles_are_no_attribution(text: str) -> None:
    assert read_attribution(text, (), None) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 5000,
        b"\n" * 30_000,
        b"a" * 2_000_000,
        b"(" * 60_000,
        b"1. " * 30_000,
        b"https://" * 30_000,
        b"(https://a.example/" + b"x-\n" * 15_000,
        b"22\nnd\n" * 15_000,
        b"7\n" * 15_000,
        b"http://a.example/b\n" * 30_000,
        b"- - - \n" * 15_000,
        "\u202e\u05d0\u05d1 \u0627\u0644\n".encode() * 10_000,
        "标题\n（来源：新华社".encode("utf-16"),
        bytes(range(256)) * 2000,
        b"Title (" * 30_000,
        b"by a | " * 15_000,
        "“".encode() * 30_000,
        b"[x](y) " * 15_000,
    ],
    ids=range(19),
)
def test_hostile_bytes_give_an_issue_in_time(body: bytes) -> None:
    started = time.process_time()
    build(plain.read(body), "hostile.txt")
    assert time.process_time() - started < 5


def test_large_text_is_read_in_time() -> None:
    text = (Path(__file__).parent / "past_cases" / "harbour-letter.txt").read_text(encoding="utf-8")
    started = time.process_time()
    build(plain.document_of(text * (1_000_000 // len(text))), "large.txt")
    assert time.process_time() - started < 5


_PDF = """
#set page(width: 400pt, height: 320pt, footer: context align(center, counter(page).display()))
#set text(size: 11pt)
#set par(leading: 5pt, spacing: 14pt)
= Lighthouse Letter
Issue 4, June 2021

== News

*1. The lamp goes out*

(Coast Courier, 12-06-2021)

#for name in ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy") [
The keeper of #name Tower said that the #name lamp had been lit every night since #name was built. At #name it will be
dark from now on, and nobody at #name knows who pays for the glass, the oil and the long stairs of #name.

]
#link("https://coast.example.com/lamp")[(https://coast.example.com/lamp)]

*2. #link("https://coast.example.com/boats")[Boats are counted again]*

(Coast Courier, 14-06-2021)

There were nine of them, as there had been the year before.
"""


def test_pdf_gives_items_with_their_links_and_without_page_numbers() -> None:
    issue = build(pdf.read(typst.compile(_PDF.encode())), "letter.pdf")
    items = [item for section in issue.sections for item in section.items]
    assert [(item.number, item.title, item.outlet, item.published) for item in items] == [
        (1, "The lamp goes out", "Coast Courier", "2021-06-12"),
        (2, "Boats are counted again", "Coast Courier", "2021-06-14"),
    ]
    assert [item.url for item in items] == ["https://coast.example.com/lamp", "https://coast.example.com/boats"]
    assert [len(item.paragraphs) for item in items] == [9, 1]
    assert (issue.title, issue.number, issue.period) == ("Lighthouse Letter", 4, "2021-06")
    assert [remark.quote for remark in issue.remarks if remark.kind == "page-foot"] == ["1", "2", "3"]


def test_broken_pdf_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        pdf.read(b"%PDF-1.7 nothing")


def test_document_without_blocks_is_an_empty_issue() -> None:
    issue = build(Document(()), "2016-12-28-empty.txt")
    assert (issue.title, issue.period, issue.sections) == (None, "2016-12-28", ())

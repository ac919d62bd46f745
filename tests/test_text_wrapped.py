"""Wrapped lines with blank lines between them, as a PDF's text has them, become paragraphs again."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.text.plain import read_text
from dateline.text.wrapped import joined

LETTER = """Harbour news

The ferry that left the quay in spring came back on Monday with forty passengers, two cars and

a goat. Its captain said that the crossing had been calm on the whole, and that it was on the 22
nd
 December that the well-

known current off the point had not been felt by anybody on board, which surprised the pilot of

the harbour and all of his crew.

(The Gazette, 22-12-2016)

The town council met in the evening and spoke for three hours about the lamp at the end of the

pier, which has been dark since the storm. “It must burn again before the winter,” so the mayor

said. No money was found.

Engineers from the coast guard will look at the cable next week, and a report is to be written

by the end of January, according to a paper that was handed out at the door of the town hall to

everybody who came in.

(https://gazette.example/ferry-came-back-with-forty-passengers)
"""


def test_double_spaced_lines_become_paragraphs() -> None:
    parts = joined(LETTER).split("\n\n")
    assert [part[:12] for part in parts] == [
        "Harbour news", "The ferry th", "(The Gazette", "The town cou", "Engineers fr", "(https://gaz",
    ]  # fmt: skip
    assert "22nd December" in parts[1]
    assert "the well-known current" in parts[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line.",
        "Roses are red\n\n" * 30,
        "A whole paragraph, long as they are. " * 10 + "\n\nAnother one.",
        "x" * 100_000,
    ],
    ids=["empty", "line", "verse", "paragraphs", "one word"],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert joined(text) == text


TOWNS = "Aldby Brackwater Corrie Dunmore Eastness Farrow Glenholm Hartsay Innisk Jarrow".split()
HEADLINES = [
    f"{town} {verb} a Second Bridge Across the Sound as Ferries Stay in Port for the Fourth Day"
    for town in TOWNS
    for verb in ("Plans", "Refuses")
]
# One paragraph of 240 characters, cut at every 40th, and a short second one.
CHINESE = (
    "港务局周一表示，渡轮在春天离开码头以后第一次回到港口，船上有四十名乘客、两辆汽车和一只山羊，船长说航行总体平静。"
    * 9
)
CHINESE_LINES = [CHINESE[at : at + 40] for at in range(0, 480, 40)]
CHINESE_HEADLINES = [
    "渡轮回到港口" * count + "镇议会讨论码头尽头的路灯今年冬天能否重新点亮一次" for count in range(1, 5)
] * 5


@pytest.mark.parametrize("lines", [HEADLINES, CHINESE_HEADLINES], ids=["headlines", "Chinese headlines"])
def test_list_of_headlines_is_not_melted(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    assert joined(text) == text
    assert len(read_text(text.encode(), url=None, charset=None).paragraphs) >= len(lines) - 1  # one may be the title


def test_wrapped_chinese_lines_are_joined_without_spaces() -> None:
    assert joined("\n\n".join(CHINESE_LINES)) == "".join(CHINESE_LINES)


def test_wrapped_arabic_lines_are_joined_with_spaces() -> None:
    line = "قالت هيئة الميناء، إن العبارة عادت يوم الاثنين وعلى متنها أربعون راكبا وسيارتان وماعز واحد"
    assert joined("\n\n".join([line] * 14)) == " ".join([line] * 14)


@pytest.mark.shared
def test_seeds_of_the_task_stay_as_measured(shared: Path) -> None:
    letter, report = (path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt")))
    assert len(joined(letter).split("\n\n")) == 169
    assert joined(report) == report


def test_long_lines_without_blank_ones_are_paragraphs_and_short_ones_headings() -> None:
    long = "A sentence that goes on for quite a while until it ends. " * 4
    page = read_text(f"{long}\nA heading\n{long}\n{long}\n".encode(), url=None, charset=None)
    assert len(page.paragraphs) == 4

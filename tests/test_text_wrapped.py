"""Wrapped lines with blank lines between them, as a PDF's text has them, become paragraphs again."""

from __future__ import annotations

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


def test_long_lines_without_blank_ones_are_paragraphs_and_short_ones_headings() -> None:
    long = "A sentence that goes on for quite a while until it ends. " * 4
    page = read_text(f"{long}\nA heading\n{long}\n{long}\n".encode(), url=None, charset=None)
    assert len(page.paragraphs) == 4

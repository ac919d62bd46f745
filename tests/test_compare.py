"""Figures side by side: whose they are, for when they hold, why they differ, and the picture of them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from dateline.publish.series import draw
from dateline.record.compare import compare
from dateline.record.datelines import find_datelines, newest_year
from dateline.record.figures import find_figures
from dateline.record.subjects import attribute
from dateline.records import Comparison, Figure, Name, Statement
from dateline.sentences import paragraphs, sentences

DAY = "2016-12-01"
NAMES = {
    "Larkchat": "product", "Petrel": "organisation", "Petrel Group": "organisation", "Gannet": "organisation",
    "Ada Quill": "person", "Norway": "place", "China": "place", "Fathom Research": "organisation", "云雀": "product",
    "海燕公司": "organisation", "挪威": "place",
}  # fmt: skip


def names_in(text: str) -> tuple[Name, ...]:
    found: list[Name] = []
    for word, kind in sorted(NAMES.items(), key=lambda one: -len(one[0])):
        at = text.find(word)
        while at >= 0:
            if not any(one.start <= at < one.end for one in found):
                found.append(Name(word, at, at + len(word), kind, word))
            at = text.find(word, at + 1)
    return tuple(sorted(found, key=lambda one: one.start))


def figures_in(text: str, language: str = "en") -> tuple[Figure, ...]:
    return attribute(text, sentences(text), find_figures(text, language), names_in(text))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Larkchat's 40 million users sing at dawn.", "Larkchat"),
        ("Petrel, which has more than 30 million users on its singing app Larkchat, is growing.", "Larkchat"),
        ("Petrel said Larkchat had 40 million users.", "Larkchat"),
        ("Petrel worries about Larkchat. The app's base of 40 million users has stopped growing.", "Larkchat"),
        ("Petrel Group opened a yard. The company employs 4,000 people.", "Petrel Group"),
        ("Petrel, known for apps such as Larkchat, also has over 60 million users.", "Petrel"),
        ("According to Fathom Research, Gannet sold 3 million boats.", "Gannet"),
        ("Gannet, 33% of which is owned by Petrel, is for sale.", "Gannet"),
        ("Petrel was founded by Ada Quill and has 90 employees.", "Petrel"),
        ("It rained for 40 days.", None),
    ],
)
def test_figure_belongs_to_the_name_a_reader_would_say(text: str, subject: str | None) -> None:
    assert figures_in(text)[-1].subject == subject


def test_figure_of_a_chinese_sentence_has_its_subject() -> None:
    assert figures_in("云雀的月活跃用户达到4000万。", "zh")[0].subject == "云雀"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Larkchat has 30 million users in Norway.", "in Norway"),
        ("Larkchat has 30 million users outside China.", "outside China"),
        ("Larkchat has 30 million Norwegian users.", "Norwegian"),
        ("Larkchat has 30 million users worldwide.", "worldwide"),
        ("In China, 30 million people use Larkchat.", "in China"),
        ("Larkchat has 30 million users.", None),
    ],
)
def test_scope_is_what_limits_a_figure(text: str, scope: str | None) -> None:
    assert figures_in(text)[0].scope == scope


def statement(text: str, stated: str | None, source: str = "a1") -> Statement:
    return Statement(figures_in(text)[0], source, "The Gazette", "T", f"https://x.example/{source}", stated, text)


def compared(*given: tuple[str, str | None]) -> Comparison:
    found = compare([statement(text, stated, f"a{at}") for at, (text, stated) in enumerate(given)])
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("first", "second", "verdict", "reason"),
    [
        (("Larkchat has 40 million users.", DAY), ("Larkchat has 40m users.", "2016-12-09"), "agrees", "same"),
        (("Larkchat has more than 40 million users.", DAY), ("Larkchat has 43 million users.", DAY),
         "agrees", "leaves room"),
        (("Larkchat has 40 million users.", DAY), ("Larkchat has 31 million users in Norway.", DAY),
         "explained", "scope: no limit told, against in Norway"),
        (("Larkchat has 40 million users.", DAY), ("Larkchat has 55 million users.", "2019-03-01"), "explained",
         "date: 2016-12-01, against 2019-03-01"),
        (("Larkchat has 40 million daily users.", DAY), ("Larkchat has 70 million registered users.", DAY),
         "explained", "counted: daily, against registered"),
        (("Gannet sold 900 boats in 2015.", DAY), ("Gannet produced 1,200 boats in 2015.", DAY),
         "explained", "made"),
        (("Larkchat has 40 million users.", DAY), ("Larkchat has 90 million users.", DAY), "unexplained",
         "counted alike"),
        (("Larkchat has 40 million users.", None), ("Larkchat has 90 million users.", DAY), "open", "not known"),
        (("Gannet trained 40 pilots.", DAY), ("Gannet trained 90 pilots for the navy.", DAY), "open", "a part"),
        (("Gannet sold 900 boats in 2015.", DAY), ("Gannet sold 400 boats in the first half of 2015.", DAY),
         "explained", "period: 2015, against 2015-01/2015-06"),
        (("Larkchat has 40 million users.", DAY), ("Larkchat may have 90 million users.", DAY), "open", "may"),
        (("Larkchat has 40 million users.", DAY), ("Larkchat has 4 million paying users.", DAY), "explained",
         "counted: all, against paying"),
    ],
)  # fmt: skip
def test_difference_is_explained_only_by_what_differs(
    first: tuple[str, str | None], second: tuple[str, str | None], verdict: str, reason: str
) -> None:
    found = compared(first, second).differences
    assert [one.verdict for one in found] == [verdict]
    assert reason in found[0].reason


def test_quantities_of_a_subject_stand_apart() -> None:
    found = compare(
        [
            statement("Larkchat has 40 million users.", DAY),
            statement("Larkchat has 900 employees.", DAY),
            statement("Larkchat's revenue was $3 million.", DAY),
            statement("Larkchat's revenue was €2 million.", DAY),
        ]
    )
    assert sorted((one.quantity, one.unit) for one in found) == [
        ("employees", None), ("revenue", "EUR"), ("revenue", "USD"), ("users", None),
    ]  # fmt: skip


DIGEST = """Larkchat grows

(The Gazette, 28-12-2016)

Larkchat has 40 million users.

Petrel looks abroad

The Courier, 3 January 2017

Larkchat has 41 million users. On 4 January 2017 it rained."""


def test_attribution_lines_date_what_stands_below_them() -> None:
    found = find_datelines(DIGEST, paragraphs(DIGEST), "en")
    assert [(one.day, one.outlet) for one in found] == [("2016-12-28", "The Gazette"), ("2017-01-03", "The Courier")]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Founded in 2009, it grew until it launched seven apps in 2019. It wants to be green by 2030.", "2019"),
        ("No year here.", None),
        ("", None),
    ],
)
def test_newest_year_is_not_one_ahead(text: str, year: str | None) -> None:
    assert newest_year(text, "en") == year


def test_picture_is_svg_with_every_point_and_source_and_nothing_that_runs() -> None:
    hostile = replace(
        statement("Larkchat has 55 million users.", "2019-03-01", "a9"), outlet="<script>x</script>\x00\u202e"
    )
    first = statement("Larkchat has 40 million users in Norway.", DAY)
    svg = draw(compare([first, hostile])[0])
    root = ET.fromstring(svg)
    texts = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert sum(text.startswith(("1: ", "2: ")) for text in texts) == 2
    assert any("The Gazette, 2016-12-01" in text for text in texts)
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert b"href" not in svg
    assert svg == draw(compare([first, hostile])[0])


@pytest.mark.parametrize("value", [0.0, -5.0, 1e-9, 1e18])
def test_picture_of_odd_values_is_drawn(value: float) -> None:
    one = statement("Larkchat has 40 million users.", None)
    odd = replace(one, figure=replace(one.figure, value=value))
    assert ET.fromstring(draw(compare([odd])[0])).tag.endswith("svg")

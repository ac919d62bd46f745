"""What is new since: which sentences are told to tell something, and which are known in other words."""

from __future__ import annotations

import pytest

from dateline.records import Article, Facts, Figure, Quote
from dateline.stories.freshness import Told, fresh, told
from dateline.stories.freshness_figures import Amount, amounts_of_title, is_told
from storyline_cases import facts, figure, report

BEFORE = report(
    "a",
    "2024-05-01",
    "Hydrosund fined over Karun Dam",
    'Hydrosund was fined 412 million euros on Monday. Nearly 300 people had lost their homes. "We shall appeal against'
    ' this ruling at once," said Aveline Moreau in Lyon.',
)
BEFORE_FACTS = facts(
    BEFORE,
    ["Hydrosund", "Aveline Moreau|person", "Lyon|place|lyon"],
    [
        figure(BEFORE, "412 million euros", 412e6, "money", unit="EUR"),
        figure(BEFORE, "Nearly 300 people", 300.0, hedge="nearly", unit="people"),
    ],
    ["We shall appeal against this ruling at once,"],
)
KNOWN = told([BEFORE], {"a": BEFORE_FACTS})


def new_in(article: Article, read: Facts, before: Told = KNOWN, **more: int) -> list[tuple[str, ...]]:
    """What is told by each fresh sentence of an article."""
    return [one.told for one in fresh([article], {article.id: read}, before, **more)]


def test_a_new_figure_name_and_quotation_are_told_with_their_sentences() -> None:
    text = (
        "Hydrosund has lost its appeal. It must pay 431 million euros. "
        '"The bill is large but we can carry it," said Orla Keane, who runs its finances.'
    )
    article = report("b", "2024-08-01", "Hydrosund loses", text)
    read = facts(
        article,
        ["Hydrosund", "Orla Keane|person"],
        [figure(article, "431 million euros", 431e6, "money", unit="EUR")],
        ["The bill is large but we can carry it,"],
    )
    found = fresh([article], {"b": read}, KNOWN)
    assert [one.told for one in found] == [
        ("The bill is large but we can carry it,", "Orla Keane"),
        ("431 million euros",),
    ]
    assert all(article.text[one.start : one.end] == one.text and one.article == "b" for one in found)
    assert found[1].text == "It must pay 431 million euros."


@pytest.mark.parametrize(
    ("text", "value", "hedge", "kind", "unit"),
    [
        ("297 people", 297.0, None, "count", "people"),
        ("about 300 residents", 300.0, "about", "count", "residents"),
        ("just over €410 million", 410e6, "more than", "money", "EUR"),
        ("more than €400 million", 400e6, "more than", "money", "EUR"),
        ("€412m", 412e6, None, "money", "EUR"),
    ],
)
def test_the_same_figure_in_other_words_is_no_news(
    text: str, value: float, hedge: str | None, kind: str, unit: str
) -> None:
    article = report("b", "2024-08-01", "A look back", f"What happened then was that it came to {text} in the end.")
    assert new_in(article, facts(article, [], [figure(article, text, value, kind, hedge=hedge, unit=unit)])) == []


@pytest.mark.parametrize(
    ("text", "value", "hedge", "kind", "unit"),
    [
        ("340 people", 340.0, None, "count", "people"),
        ("more than 500 residents", 500.0, "more than", "count", "residents"),
        ("$412 million", 412e6, None, "money", "USD"),
        ("12 percent", 12.0, None, "percent", "percent"),
        ("450 million euros", 450e6, None, "money", "EUR"),
    ],
)
def test_another_figure_is_news(text: str, value: float, hedge: str | None, kind: str, unit: str) -> None:
    article = report("b", "2024-08-01", "News", f"It came to {text} in the end.")
    read = facts(article, [], [figure(article, text, value, kind, hedge=hedge, unit=unit)])
    assert new_in(article, read) == [(text,)]


def test_a_figure_in_other_letters_is_known() -> None:
    article = report("b", "2024-08-01", "卡伦大坝", "海卓桑德被罚4.12亿欧元，近300人失去家园。", language="zh")
    read = facts(
        article,
        [],
        [
            figure(article, "4.12亿欧元", 412e6, "money", unit="EUR"),
            figure(article, "近300人", 300.0, hedge="nearly", unit="人"),
        ],
    )
    assert new_in(article, read) == []


def test_a_name_in_letters_that_were_not_there_before_is_hardly_news() -> None:
    article = report("b", "2024-08-01", "罚款", "海卓桑德公司总裁莫罗出庭。", language="zh")
    assert new_in(article, facts(article, ["海卓桑德", "莫罗|person"])) == []
    known = facts(article, ["海卓桑德||hydrosund", "莫罗|person|moreau"])
    assert new_in(article, known) != []  # things that the gazetteer knows, and that were not told


def test_dates_ages_spans_and_years_are_no_news() -> None:
    text = "The 54-year-old left in 2023 after 12 years, 3 months and 40 days, the third to go; 4 stayed."
    article = report("b", "2024-08-01", "Gone", text)
    read = facts(
        article,
        [],
        [
            figure(article, "54-year-old", 54.0, "measure", unit="years"),
            figure(article, "2023", 2023.0, "number"),
            figure(article, "12 years", 12.0, "measure", unit="years"),
            figure(article, "40 days", 40.0, "measure", unit="days"),
            figure(article, "third", 3.0, "rank", unit="rank"),
            figure(article, "4", 4.0, "number"),
        ],
    )
    assert new_in(article, read) == []


def test_outlets_authors_weekdays_and_generic_bodies_are_no_news() -> None:
    text = (
        "The Daily Bell's Ann Lee wrote on Tuesday that the Government and the Ministry of Justice had met in France."
    )
    article = report("b", "2024-08-01", "Met", text, outlet="The Daily Bell")
    names = ["The Daily Bell", "Tuesday|other", "Government", "Ministry of Justice", "France|place|fr"]
    assert new_in(article, facts(article, names)) in ([], [("Ministry of Justice", "France")])


def test_shorter_and_longer_forms_of_a_name_are_known() -> None:
    article = report("b", "2024-08-01", "Again", "Moreau and Hydrosund Holdings met Aveline Moreau's lawyers.")
    assert new_in(article, facts(article, ["Moreau|person", "Hydrosund Holdings", "Aveline Moreau|person"])) == []


def test_a_quotation_told_before_is_known_with_other_words_around_it() -> None:
    article = report("b", "2024-08-01", "Again", 'She had said that they "shall appeal against this ruling at once".')
    assert new_in(article, facts(article, [], [], ["shall appeal against this ruling at once"])) == []


def test_two_reports_that_tell_the_same_are_told_once() -> None:
    one = report("b", "2024-08-01", "Loss", "The firm lost 97 million euros, Orla Keane said.")
    two = report("c", "2024-08-01", "Red", "A loss of nearly 100 million euros was reported.")
    read = {
        "b": facts(one, ["Orla Keane|person"], [figure(one, "97 million euros", 97e6, "money", unit="EUR")]),
        "c": facts(two, [], [figure(two, "nearly 100 million euros", 1e8, "money", unit="EUR", hedge="nearly")]),
    }
    assert [one.article for one in fresh([one, two], read, KNOWN)] == ["b"]


def test_no_more_than_asked_and_the_most_telling_first() -> None:
    text = "They met Ada Byron. They met Ben Cole and Cy Dent of Eastfield. They met Flo Gray."
    article = report("b", "2024-08-01", "Met", text)
    read = facts(
        article, [f"{name}|person" for name in ("Ada Byron", "Ben Cole", "Cy Dent", "Flo Gray")] + ["Eastfield"]
    )
    assert new_in(article, read, most=2) == [("Ben Cole", "Cy Dent", "Eastfield"), ("Ada Byron",)]


def test_nothing_is_new_since_nothing() -> None:
    article = report("b", "2024-08-01", "Met", "They met Ada Byron.")
    assert fresh([article], {"b": facts(article, ["Ada Byron|person"])}, Told()) == ()
    assert told([], {}).is_nothing
    assert not told([article], {}).is_nothing


def test_what_is_told_can_be_gathered_piece_by_piece() -> None:
    later = report("b", "2024-08-01", "Met", "They met Ada Byron.")
    read = {"a": BEFORE_FACTS, "b": facts(later, ["Ada Byron|person"])}
    assert told([later], read, told([BEFORE], read)) == told([BEFORE, later], read)


def test_articles_without_text_or_facts_tell_nothing() -> None:
    empty, long = report("b", None, "", ""), report("c", None, "Long", "a" * 100_000)
    assert fresh([empty, long], {}, KNOWN) == ()
    odd = Figure("∞", 0, 1, "count", float("inf"))
    assert fresh([long], {"c": Facts(figures=(odd, Figure("?", 0, 1, "count", None)))}, KNOWN) == ()
    beyond = Facts(quotes=(Quote("of which the text is gone", 10**6, 10**6 + 5),))
    assert fresh([long], {"c": beyond}, KNOWN) == ()


def test_numbers_of_titles_were_told() -> None:
    assert [
        (one.sort, one.value) for one in amounts_of_title("US scraps 13-country rule; 1.5 million chips, 40% less")
    ] == [
        ("count", 13.0),
        ("count", 1.5e6),
        ("percent", 40.0),
    ]
    assert [one.value for one in amounts_of_title("名单缩至13国 1.2万颗")] == [13.0, 12_000.0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Amount("count", 19, None), Amount("count", 20, None), False),  # tolls rise by ones
        (Amount("count", 297, None), Amount("count", 300, None), True),
        (Amount("count", 297, None), Amount("count", 301, None), False),
        (Amount("count", 297, None), Amount("count", 300, "more than"), False),
        (Amount("count", 5, None), Amount("percent", 5, None), False),
        (Amount("count", 0, None), Amount("count", 0, None), True),
        (Amount("count", -5, None), Amount("count", 5, None), False),
    ],
)
def test_two_amounts_may_be_one(one: Amount, other: Amount, same: bool) -> None:
    assert is_told(one, [other]) is same
    assert is_told(other, [one]) is same

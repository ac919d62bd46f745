"""What is told as background, and whether reports tell of a later day or look back."""

from __future__ import annotations

import pytest

from dateline.memory import Fresh
from dateline.record.stage import text_article
from dateline.records import Article, Facts, Figure, Name
from dateline.stories.freshness_acting import acting, later


def report(text: str, day: str, title: str = "A ferry ran aground", language: str = "en") -> Article:
    return text_article("now", title, text, language, f"{day}T09:00:00+00:00")


def test_places_known_names_and_hedged_figures_are_background() -> None:
    names = (
        Name("Ann Lee", 0, 7, "person", "Ann Lee"),
        Name("Parisville", 8, 18, "place", "Parisville"),
        Name("NASA", 19, 23, "organisation", "NASA", entry="nasa"),
    )
    figures = (
        Figure("4 million", 24, 33, "count", 4e6),
        Figure("about 300", 34, 43, "count", 300.0, hedge="about"),
    )
    told = ("Ann Lee", "Parisville", "NASA", "4 million", "about 300", "never again")
    found = (Fresh("now", 0, 50, "", told), Fresh("now", 60, 70, "", ("Ann Lee",)))
    assert acting(found, {"now": Facts(names, figures)}) == ("Ann Lee", "4 million", "never again")
    assert acting(found, {}) == told
    assert acting((), {}) == ()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The captain was charged on Tuesday.", "en", 1.0),
        ("Last month a ferry ran onto rocks.", "en", -1.0),
        ("Last month a ferry ran onto rocks. The captain was charged on Tuesday.", "en", 1.0),
        ("A ferry ran onto rocks.", "en", 0.0),
        ("\u4e0a\u6708\uff0c\u4e00\u8258\u6e21\u8f6e\u89e6\u7901\u3002", "zh", -1.0),
        ("", "en", 0.0),
    ],
)
def test_a_later_day_counts_for_and_looking_back_against(text: str, language: str, expected: float) -> None:
    before = [report("A ferry ran aground on Monday.", "2024-05-14")]
    assert later([report(text, "2024-06-12", language=language)], before) == expected


def test_without_days_nothing_is_later() -> None:
    now = [report("The captain was charged on Tuesday.", "2024-06-12")]
    assert later(now, []) == 0.0
    assert later([], now) == 0.0

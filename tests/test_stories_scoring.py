"""How channels and traits are put together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dateline.stories.features import Kind, terms
from dateline.stories.report import Report
from dateline.stories.scoring import Channels, fit, is_in_doubt
from dateline.stories.settings import Rule, rules
from dateline.stories.traits import Traits

RULE = Rule(
    lexical=0.5, same=0.3, across=0.4, late=0.1, day=0.05, apart=0.2, heads=0.1, places=0.06, figures=0.08, agreed=0.02
)
ALIKE = Channels(dense=0.4, lexical=0.4, late=0.0)
TEXT = "Rescue teams searched the harbour of Hallen through the night. " * 8


def report(traits: Traits, text: str = TEXT) -> Report:
    """A report with these traits."""
    return Report("r", Kind.LEAD, "en", None, terms("", text), np.zeros(2, dtype=np.float32), traits)


@pytest.mark.parametrize(
    ("one", "other", "name", "points"),
    [
        (Traits(days=frozenset({10})), Traits(days=frozenset({3, 10})), "day of the event", 0.05),
        (Traits(days=frozenset({10})), Traits(days=frozenset({7})), "day of the event", -0.2),
        (Traits(days=frozenset({10})), Traits(days=frozenset({8})), "day of the event", 0.0),
        (
            Traits(names={"simar": 1}, heads=frozenset({"simar"})),
            Traits(names={"dorgi": 2}, heads=frozenset({"dorgi"})),
            "names of the headlines",
            -0.1,
        ),
        (
            Traits(names={"simar": 1}, heads=frozenset({"simar"})),
            Traits(names={"hallen": 2}, heads=frozenset({"hallen"})),  # which the report's text has
            "names of the headlines",
            0.0,
        ),
        (Traits(names={"place:a": 1}), Traits(names={"place:b": 1}), "places", -0.06),
        (Traits(names={"place:a": 1}), Traits(names={"place:b": 1, "place:a": 2}), "places", 0.0),
        (
            Traits(told=frozenset({5.4}), figures=frozenset({5.4})),
            Traits(told=frozenset({5.1}), figures=frozenset({5.1, 9.9})),
            "figures of the headlines",
            -0.08,
        ),
        (
            Traits(told=frozenset({312e3}), figures=frozenset({312e3})),
            Traits(figures=frozenset({3e5})),
            "figures of the headlines",
            0.02,
        ),
    ],
)
def test_a_trait_speaks_for_or_against(one: Traits, other: Traits, name: str, points: float) -> None:
    parts = dict(fit(RULE, report(one), other, ALIKE).parts)
    assert parts.get(name, 0.0) == pytest.approx(points)


def test_across_languages_only_known_names_make_headlines_strangers() -> None:
    one = Traits(names={"simar": 1}, heads=frozenset({"simar"}))
    other = Traits(names={"地震": 1}, heads=frozenset({"地震"}))
    across = Channels(dense=0.5, lexical=None, late=0.0)
    assert "names of the headlines" not in dict(fit(RULE, report(one), other, across).parts)
    known = Traits(names={"person:a": 1}, heads=frozenset({"person:a"}))
    stranger = Traits(names={"person:b": 1}, heads=frozenset({"person:b"}))
    assert dict(fit(RULE, report(known), stranger, across).parts)["names of the headlines"] == pytest.approx(-0.1)


def test_reports_without_a_name_in_common_must_be_more_alike() -> None:
    rule = replace(RULE, places=0.0, names=0.1, names_across=0.2)
    here, there = Traits(names={"simar": 1, "place:a": 1}), Traits(names={"dorgi": 1, "place:a": 1})
    across = Channels(dense=0.5, lexical=None, late=0.0)
    assert dict(fit(rule, report(here), there, ALIKE).parts)["names"] == pytest.approx(-0.1)
    assert "names" not in dict(fit(rule, report(here), here, ALIKE).parts)
    assert "names" not in dict(fit(rule, report(here), there, across).parts)  # a place is enough
    stranger = Traits(names={"place:b": 1})
    assert dict(fit(rule, report(here), stranger, across).parts)["names"] == pytest.approx(-0.2)


@pytest.mark.parametrize("alike", [0.0, 0.1, 0.4])
def test_the_same_hours_and_day_count_no_more_than_a_share_of_the_likeness(alike: float) -> None:
    same_day = Traits(days=frozenset({10}))
    parts = dict(fit(replace(RULE, bonus=0.7), report(same_day), same_day, Channels(alike, alike, -1.0)).parts)
    assert parts["days"] + parts["day of the event"] == pytest.approx(min(0.15, 0.7 * alike))


def test_the_margin_is_the_sum_of_its_parts_and_falls_with_lateness() -> None:
    margins = []
    for late in (-1.0, -0.9, -0.5, 0.0, 0.5, 1.0):
        found = fit(RULE, report(Traits()), Traits(), replace(ALIKE, late=late))
        assert found.margin == pytest.approx(sum(points for _, points in found.parts))
        margins.append(found.margin)
    assert margins == sorted(margins, reverse=True)
    assert margins[0] - margins[3] == pytest.approx(0.1)


def test_numbered_siblings_are_refused() -> None:
    one, other = Traits({"tiansi": frozenset({2})}), Traits({"tiansi": frozenset({3})})
    assert fit(RULE, report(one), other, ALIKE).veto == "numbered siblings"


def test_short_reports_must_be_more_alike() -> None:
    rule = replace(RULE, short=0.2)
    long, short = (fit(rule, report(Traits(), text), Traits(), ALIKE).margin for text in (word_list(80), "Two words."))
    assert long > short


def word_list(count: int) -> str:
    """So many different words."""
    return " ".join(f"word{number}" for number in range(count))


def test_the_exact_model_is_asked_near_the_threshold_and_counts_half() -> None:
    rule = replace(RULE, doubt=0.15)
    close = fit(rule, report(Traits()), Traits(), ALIKE)
    assert is_in_doubt(rule, close)
    assert not is_in_doubt(rule, fit(rule, report(Traits()), Traits(), replace(ALIKE, dense=0.9)))
    asked = fit(rule, report(Traits()), Traits(), replace(ALIKE, exact=0.0))
    assert close.margin - asked.margin == pytest.approx(0.5 * 0.2)


@pytest.mark.parametrize("profile", ["fast", "exact"])
def test_shipped_rules_are_whole_and_headlines_never_ask_the_exact_model(profile: str) -> None:
    shipped = rules(profile)
    assert set(shipped) == set(Kind)
    assert shipped[Kind.HEADLINE].doubt == 0

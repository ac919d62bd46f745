"""How well a report fits a story: the channels put together, what speaks for it, and what forbids it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dateline.stories.report import Report
from dateline.stories.settings import Rule
from dateline.stories.siblings import are_siblings
from dateline.stories.traits import Traits

_HALF_WEEK, _FIRST, _MIDDLE = 84.0, 12.0, 48.0  # hours
_APART = 3  # days: a report of the next day or two may tell of what followed


@dataclass(frozen=True, slots=True)
class Channels:
    """What the channels say of a report and a story."""

    dense: float  # cosine of the vectors
    lexical: float | None  # cosine of the terms; None: the story has no report in the report's language
    late: float  # from -1, within the story's days, to 1, a week away or more; 0: either is undated


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a report fits a story."""

    margin: float  # at least 0 is enough
    similarity: float
    channel: str  # what decided: lexical, dense, both
    veto: str = ""  # why it is refused however alike; empty: it is not
    parts: tuple[tuple[str, float], ...] = ()  # what was added up to the margin, by name


def fit(rule: Rule, report: Report, story: Traits, channels: Channels) -> Fit:
    """How well a report fits a story of these traits under the rule of its kind."""
    veto = "numbered siblings" if are_siblings(report.traits.numbers, story.numbers) else ""
    late = ("days", -rule.late * _steep(channels.late))
    day = ("day of the event", _day(rule, report.traits, story))
    if channels.lexical is None:
        parts: tuple[tuple[str, float], ...] = (("dense", channels.dense), late, day, ("threshold", -rule.across))
        return Fit(sum(value for _, value in parts), channels.dense, "dense", veto, parts)
    words = rule.lexical * channels.lexical
    similarity = words + (1 - rule.lexical) * channels.dense
    strong = [name for name, value in (("lexical", channels.lexical), ("dense", channels.dense)) if value >= similarity]
    parts = (("lexical", words), ("dense", similarity - words), late, day, ("threshold", -rule.same))
    margin = sum(value for _, value in parts)
    return Fit(margin, similarity, "both" if len(strong) != 1 else strong[0], veto, parts)


def _steep(late: float) -> float:
    """The lateness as it counts: -1 at once, 0 after two days, 1 after a week; the first hours say most."""
    if late == 0:
        return 0.0
    hours = (late + 1) * _HALF_WEEK
    there, middle = math.log1p(hours / _FIRST), math.log1p(_MIDDLE / _FIRST)
    if hours <= _MIDDLE:
        return there / middle - 1
    return (there - middle) / (math.log1p(2 * _HALF_WEEK / _FIRST) - middle)


def _day(rule: Rule, report: Traits, story: Traits) -> float:
    """What it adds that both name the day on which it happened, the same or another."""
    if not report.days or not story.days:
        return 0.0
    between = min(abs(one - other) for one in report.days for other in story.days)
    return rule.day if between == 0 else -rule.apart if between >= _APART else 0.0

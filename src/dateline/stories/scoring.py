"""How well a report fits a story: the channels put together, what speaks for it, and what forbids it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dateline.stories.amounts import agree
from dateline.stories.features import term_id
from dateline.stories.report import Report
from dateline.stories.settings import Rule
from dateline.stories.siblings import are_siblings
from dateline.stories.traits import Traits, is_known

_HALF_WEEK, _FIRST, _MIDDLE = 84.0, 12.0, 48.0  # hours
_WORDS = 60  # different words of a report that is not short
_APART = 3  # days: a report of the next day or two may tell of what followed

Parts = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Channels:
    """What the channels say of a report and a story."""

    dense: float  # cosine of the vectors
    lexical: float | None  # cosine of the terms; None: the story has no report in the report's language
    late: float  # from -1, within the story's days, to 1, a week away or more; 0: either is undated
    exact: float | None = None  # cosine of the exact model's vectors; None: it was not asked


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a report fits a story."""

    margin: float  # at least 0 is enough
    similarity: float
    channel: str  # what decided: lexical, dense, both
    veto: str = ""  # why it is refused however alike; empty: it is not
    parts: Parts = ()  # what was added up to the margin, by name


def fit(rule: Rule, report: Report, story: Traits, channels: Channels) -> Fit:
    """How well a report fits a story of these traits under the rule of its kind."""
    veto = "numbered siblings" if are_siblings(report.traits.numbers, story.numbers) else ""
    late = ("days", -rule.late * _steep(channels.late))
    dense = channels.dense if channels.exact is None else (channels.dense + channels.exact) / 2
    signs = _evidence(rule, report, story, channels.lexical is None)
    if channels.lexical is None:
        parts: Parts = (("dense", dense), *_bounded((late, *signs), rule.bonus * dense), ("threshold", -rule.across))
        return Fit(sum(value for _, value in parts), dense, "dense", veto, parts)
    words = rule.lexical * channels.lexical
    similarity = words + (1 - rule.lexical) * dense
    strong = [name for name, value in (("lexical", channels.lexical), ("dense", dense)) if value >= similarity]
    needed = rule.same + rule.short * max(0.0, 1 - report.terms.words / _WORDS)
    signs = _bounded((late, *signs), rule.bonus * similarity)
    parts = (("lexical", words), ("dense", similarity - words), *signs, ("threshold", -needed))
    margin = sum(value for _, value in parts)
    return Fit(margin, similarity, "both" if len(strong) != 1 else strong[0], veto, parts)


def is_in_doubt(rule: Rule, found: Fit) -> bool:
    """Whether the exact model should be asked before this is decided."""
    return not found.veto and abs(found.margin) < rule.doubt


def _evidence(rule: Rule, report: Report, story: Traits, across: bool) -> Parts:
    """What the traits add to the margin, and take off it, by name; what says nothing is left out."""
    traits = report.traits
    parts = (
        ("day of the event", _day(rule, traits, story)),
        ("names of the headlines", -rule.heads if rule.heads and _are_strangers(report, story, across) else 0.0),
        ("names", _names(rule, traits, story, across)),
        ("places", -rule.places if rule.places and _are_elsewhere(traits, story) else 0.0),
        ("figures of the headlines", _figures(rule, traits, story)),
    )
    return tuple(part for part in parts if part[1])


def _bounded(signs: Parts, most: float) -> Parts:
    """The signs, those for the report brought down to `most` together: the same hours and day alone are no event."""
    gained = sum(value for _, value in signs if value > 0)
    if not gained or gained <= most:
        return signs
    share = max(0.0, most) / gained
    return tuple((name, value * share if value > 0 else value) for name, value in signs)


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
    if not report.days or not story.days:
        return 0.0
    between = min(abs(one - other) for one in report.days for other in story.days)
    return rule.day if between == 0 else -rule.apart if between >= _APART else 0.0


def _are_strangers(report: Report, story: Traits, across: bool) -> bool:
    """Whether the headlines of both have names, and the other knows none of them; across languages, known names."""
    heads, others = report.traits.heads, story.heads
    if across:
        heads, others = frozenset(filter(is_known, heads)), frozenset(filter(is_known, others))
    if not heads or not others or not heads.isdisjoint(story.names) or not others.isdisjoint(report.traits.names):
        return False
    words = np.array([term_id(name) for name in others if not is_known(name)], dtype=np.int64)
    return not np.isin(words, report.terms.ids[: report.terms.words]).any()


def _names(rule: Rule, report: Traits, story: Traits, across: bool) -> float:
    """What is taken off where no name is in common; within a language too many reports share a place."""
    here, there = set(report.names), set(story.names)
    if across:  # only names that the gazetteer knows are alike in two languages
        here, there = set(filter(is_known, here)), set(filter(is_known, there))
        return -rule.names_across if here and there and here.isdisjoint(there) else 0.0
    return -rule.names if here and there and here & there <= report.places else 0.0


def _are_elsewhere(report: Traits, story: Traits) -> bool:
    here, there = report.places, story.places
    return bool(here and there and here.isdisjoint(there))


def _figures(rule: Rule, report: Traits, story: Traits) -> float:
    known = sum(any(agree(one, other) for other in story.figures) for one in report.told)
    known += sum(any(agree(one, other) for other in report.figures) for one in story.told)
    if known:
        return rule.agreed * min(2, known)
    return -rule.figures if report.told and story.told else 0.0

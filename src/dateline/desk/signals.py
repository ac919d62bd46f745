"""The signals of a score: one pure function each, from a story to points and a reason that people can read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dateline.desk.coverage import REPEAT, UPDATE, told_of
from dateline.desk.terms import BeatTerms
from dateline.memory import Coverage
from dateline.periods import in_period, independent
from dateline.records import Outlet, Period, Ranked, Reason, Story
from dateline.tokens import count_words

_LEAD = 600  # characters at the head of a text that count as its lead
_OF_AN_UPDATE = 0.3  # share of the points of novelty that an update loses
_LONG = 800  # words beyond which length adds nothing
_EXCLUDED = -20.0  # points of a story that an excluded term takes off the beat
_OFF = "off the beat"
_STRUCK = "excluded: "  # begins the reason of such a story
_IN_TITLES, _IN_LEADS = 0.6, 0.4  # parts of a term's strength, by the share of reports that have it there
_FAINT = 0.15  # strength below which a term is not what a story is about
_COUNTED = 3  # topics and watched names that count, each less than the one before
_A_NAME = 0.5  # what a watched name weighs against a topic
_SQUARE = 1.5  # strength from which a story is as squarely on the beat as can be


@dataclass(frozen=True, slots=True)
class Context:
    """What the signals know besides the story."""

    terms: BeatTerms
    outlets: Mapping[str, Outlet]  # by name
    period: Period
    weights: Mapping[str, float]  # points by signal
    coverage: Mapping[str, Coverage] = field(default_factory=dict)  # by story, of those that are not new


def voices(story: Story, context: Context) -> tuple[str, ...]:
    """The independent voices in the period: copies do not count, outlets of one publisher family count once."""
    own = independent(story, context.period)
    return tuple(dict.fromkeys(_family(one.outlet, context.outlets) for one in own))


def _family(name: str, outlets: Mapping[str, Outlet]) -> str:
    outlet = outlets.get(name)
    return outlet.family if outlet and outlet.family else name


def score_voices(story: Story, context: Context) -> Reason:
    """More independent voices, more weight: points for each doubling."""
    number = len(voices(story, context))
    points = context.weights["voices"] * math.log2(number)
    folded = len([one for one in in_period(story, context.period) if one.id in story.copies])
    text = f"{number} independent voice{'s' if number != 1 else ''}"
    return Reason("voices", points, text + (f", {folded} cop{'ies' if folded != 1 else 'y'} folded" if folded else ""))


def matches(story: Story, context: Context) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """Topics and watched names of the story with their strength from 0 to their weight, strongest first."""
    reports = independent(story, context.period)
    titles = [one.title for one in reports]
    leads = [one.text[:_LEAD] for one in reports]
    topics, names = list[tuple[str, float]](), list[tuple[str, float]]()
    for found, table in ((topics, context.terms.topics), (names, context.terms.watched)):
        for entry, pattern in table:
            in_titles = sum(bool(pattern.search(title)) for title in titles) / len(titles)
            in_leads = sum(bool(pattern.search(lead)) for lead in leads) / len(leads)
            strength = entry.weight * (_IN_TITLES * in_titles + _IN_LEADS * in_leads)
            if strength >= _FAINT:
                found.append((entry.name, strength))
        found.sort(key=lambda pair: (-pair[1], pair[0]))
    return topics, names


def score_beat(story: Story, context: Context) -> Reason:
    """How squarely the story is on the beat: the best topic, with something for further topics and watched names."""
    reports = independent(story, context.period)
    struck = [match.group() for one in reports if (match := context.terms.excluded.search(one.title))]
    if 2 * len(struck) > len(reports):
        return Reason("beat", _EXCLUDED, f"{_STRUCK}{struck[0]}")
    topics, names = matches(story, context)
    strength = sum(value / (1 + at) for at, (_, value) in enumerate(topics[:_COUNTED]))
    strength += _A_NAME * sum(value / (1 + at) for at, (_, value) in enumerate(names[:_COUNTED]))
    told = [name for name, _ in topics[:2]] + [name for name, _ in names[:2]]
    return Reason("beat", context.weights["beat"] * min(strength, _SQUARE), ", ".join(told) if told else _OFF)


def is_excluded(one: Ranked) -> bool:
    """Whether an excluded term takes the story off the beat."""
    return any(reason.signal == "beat" and reason.text.startswith(_STRUCK) for reason in one.reasons)


def is_off_beat(one: Ranked) -> bool:
    """Whether the story has no topic and no watched name of the beat."""
    return any(reason.signal == "beat" and reason.text == _OFF for reason in one.reasons)


def score_outlet(story: Story, context: Context) -> Reason:
    """The weight of the best outlet that reports it."""
    known = [
        (context.outlets[one.outlet].weight if one.outlet in context.outlets else 1.0, one.outlet)
        for one in independent(story, context.period)
    ]
    weight, name = max(known)
    return Reason("outlet", context.weights["outlet"] * weight, name)


def score_novelty(story: Story, context: Context) -> Reason:
    """Points lost when an earlier issue had the story: all of a repeat's, some of an update's."""
    coverage = context.coverage.get(story.id, Coverage())
    lost = {UPDATE: _OF_AN_UPDATE, REPEAT: 1.0}.get(coverage.state, 0.0)
    return Reason("novelty", -lost * context.weights["novelty"] if lost else 0.0, told_of(coverage))


def score_depth(story: Story, context: Context) -> Reason:
    """Length of the fullest report, on a scale where each doubling adds the same."""
    words = max(count_words(one.text) for one in independent(story, context.period))
    points = context.weights["depth"] * min(1.0, math.log2(1 + words) / math.log2(1 + _LONG))
    return Reason("depth", points, f"{words} words at most")


def score_recency(story: Story, context: Context) -> Reason:
    """Where in the period the story's newest report stands."""
    days = [one.day for one in independent(story, context.period) if one.day]
    if not days:
        return Reason("recency", 0.0, "undated")
    newest = max(days)
    return Reason("recency", context.weights["recency"] * _share(newest, context.period), newest.isoformat())


def _share(day: date, period: Period) -> float:
    span = (period.last - period.first).days
    return (day - period.first).days / span if span else 1.0


SIGNALS = (score_voices, score_beat, score_outlet, score_novelty, score_depth, score_recency)

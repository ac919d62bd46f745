"""Ranks the stories of a period."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.desk.signals import SIGNALS, Context, matches
from dateline.memory import Coverage
from dateline.records import Ranked, Story


def rank(stories: Iterable[Story], context: Context) -> list[Ranked]:
    """The stories by score, best first, each with the reason of every signal; the score is the reasons' sum."""
    ranked = []
    for story in stories:
        reasons = tuple(signal(story, context) for signal in SIGNALS)
        topics = tuple(name for name, _ in matches(story, context)[0])
        coverage = context.coverage.get(story.id, Coverage())
        ranked.append(Ranked(story, sum(reason.points for reason in reasons), reasons, topics, coverage))
    return sorted(ranked, key=lambda one: (-one.score, one.story.id))

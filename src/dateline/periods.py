"""Which of a story's reports an issue of a period is about: one answer for the desk that ranks and the draft."""

from __future__ import annotations

from dateline.records import Article, Period, Story


def in_period(story: Story, period: Period) -> tuple[Article, ...]:
    """The story's reports of the period and its undated ones; all of them when none is of the period."""
    dated = {one.id for one in story.articles if one.day and period.first <= one.day <= period.last}
    return tuple(one for one in story.articles if one.day is None or one.id in dated) if dated else story.articles


def independent(story: Story, period: Period) -> tuple[Article, ...]:
    """The story's reports of the period without copies; one of these when there are only copies.

    The period comes first: a reprint of the period stands for an original that is older than it.
    """
    reports = in_period(story, period)
    return tuple(one for one in reports if one.id not in story.copies) or reports[:1]

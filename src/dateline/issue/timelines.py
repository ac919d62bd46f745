"""Gives the items of an issue the timelines of their storylines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dateline.memory import Timeline
from dateline.records import Issue, Item

LEAST = 3  # chapters; two are no line
_MOST = 3  # timelines of an issue
_KINDS = ("stories", "spotlight")


def with_timelines(issue: Issue, timeline_of: Callable[[str], Timeline | None]) -> Issue:
    """The issue, the items set in full that have the longest storylines with their timelines, one a storyline.

    `timeline_of` tells that of a story, up to the issue's last day; None: it is in no storyline.
    """
    full = [item for one in issue.sections if one.kind in _KINDS and one.style == "item" for item in one.items]
    found: dict[str, tuple[Item, Timeline]] = {}
    for item in full:
        line = timeline_of(item.story) if item.story else None
        if line and len(line.points) >= LEAST:
            found.setdefault(line.id, (item, line))
    chosen = sorted(found.values(), key=lambda row: len(row[1].points), reverse=True)[:_MOST]
    lines = {item.id: line for item, line in chosen}
    if not lines:
        return issue
    return replace(
        issue,
        sections=tuple(
            replace(one, items=tuple(replace(item, storyline=lines.get(item.id)) for item in one.items))
            if one.kind in _KINDS and one.style == "item"
            else one
            for one in issue.sections
        ),
    )

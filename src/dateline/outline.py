"""Which chapters of a storyline its timeline shows."""

from __future__ import annotations

from datetime import date

from dateline.memory import Chapter, Storyline, Timeline, TimelinePoint

MOST = 12  # points of a timeline


def outline(storyline: Storyline, *, story: str = "", last: date | None = None, most: int = MOST) -> Timeline:
    """The storyline up to the day `last` as a timeline: its first chapter, that of `story`, and the newest others.

    Chapters without a day have no place on it. Empty `story`: none is marked; no `last`: to its end.
    """
    dated = [(one.first, one) for one in storyline.chapters if one.first and (last is None or one.first <= last)]
    dated.sort(key=lambda row: (row[0], row[1].story))
    places = range(len(dated))
    kept = {*places[:1], *(at for at in places if dated[at][1].story == story)}
    newest = [at for at in reversed(places) if at not in kept]
    kept.update(newest[: max(most - len(kept), 0)])
    return Timeline(
        storyline.id,
        storyline.title,
        tuple(_point(*row, row[1].story == story) for at, row in enumerate(dated) if at in kept),
    )


def _point(day: date, chapter: Chapter, is_this: bool) -> TimelinePoint:
    return TimelinePoint(
        day, chapter.title, chapter.outlet, chapter.url, chapter.reports, is_this, language=chapter.language
    )

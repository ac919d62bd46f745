"""Placements, and the stories that they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, and_, delete, func, or_, select

from dateline.records import Article, Period, Placement, Story
from dateline.store.articles import to_article
from dateline.store.schema import articles, captures, placements


def version(connection: Connection) -> str | None:
    """The version of the stage that made the placements; None: there are none."""
    row = connection.execute(select(placements.c.version).limit(1)).first()
    return str(row[0]) if row else None


def forget(connection: Connection) -> None:
    """Drop all placements, because another version or profile places anew."""
    connection.execute(delete(placements))


def placed(connection: Connection) -> list[tuple[Article, Placement]]:
    """All articles that have a place, in the order of placing."""
    statement = select(articles, placements).join(placements, placements.c.article == articles.c.id)
    rows = connection.execute(statement.order_by(placements.c.position))
    return [(to_article(row), _to_placement(row)) for row in rows]


def save(connection: Connection, found: Iterable[Placement], stage: str) -> None:
    """Add placements behind those that are there."""
    last = connection.execute(select(func.max(placements.c.position))).scalar()
    for position, placement in enumerate(found, (last if last is not None else -1) + 1):
        connection.execute(placements.insert().values(**asdict(placement), position=position, version=stage))


def in_period(connection: Connection, period: Period, zone: ZoneInfo) -> list[Story]:
    """The stories with a report in the period, each with its reports up to the period's end.

    An article counts by the day its outlet wrote; a story of undated ones only by the day, in `zone`, on which one of
    them was fetched.
    """
    day = func.substr(articles.c.published_as, 1, 10)
    dated = and_(day >= period.first.isoformat(), day <= period.last.isoformat())
    begins = datetime.combine(period.first, time(), zone)
    ends = datetime.combine(period.last + timedelta(days=1), time(), zone)
    undated = and_(articles.c.published_as.is_(None), captures.c.fetched >= begins, captures.c.fetched < ends)
    chosen = (
        select(placements.c.story)
        .join(articles, articles.c.id == placements.c.article)
        .join(captures, captures.c.id == articles.c.capture)
        .where(or_(dated, undated))
        .distinct()
    )
    stories = _load(connection, chosen)
    return [_until(story, period) for story in stories if _belongs(story, period)]


def before(connection: Connection, period: Period, days: str) -> list[Article]:
    """The dated articles from the day `days` (YYYY-MM-DD) until the period begins, oldest first, without copies."""
    day = func.substr(articles.c.published_as, 1, 10)
    joined = articles.join(placements, placements.c.article == articles.c.id)
    own = or_(placements.c.group.is_(None), placements.c.group == articles.c.id)
    statement = select(articles).select_from(joined).where(day >= days, day < period.first.isoformat(), own)
    return [to_article(row) for row in connection.execute(statement.order_by(articles.c.published, articles.c.id))]


def count(connection: Connection) -> int:
    """The number of stories."""
    return int(connection.execute(select(func.count(func.distinct(placements.c.story)))).scalar_one())


def _load(connection: Connection, chosen: Select[Any]) -> list[Story]:
    statement = (
        select(articles, placements.c.story, placements.c.group)
        .join(placements, placements.c.article == articles.c.id)
        .where(placements.c.story.in_(chosen))
        .order_by(articles.c.published.is_(None), articles.c.published, articles.c.id)
    )
    members: dict[str, list[Article]] = defaultdict(list)
    copies: dict[str, set[str]] = defaultdict(set)
    originals: set[str] = set()  # groups of copies whose earliest member was met
    for row in connection.execute(statement):
        members[row.story].append(to_article(row))
        group = row.group or row.id
        if group in originals:
            copies[row.story].add(row.id)
        originals.add(group)
    return [Story(story, tuple(found), frozenset(copies[story])) for story, found in sorted(members.items())]


def _until(story: Story, period: Period) -> Story:
    kept = tuple(article for article in story.articles if article.day is None or article.day <= period.last)
    return Story(story.id, kept, story.copies & {article.id for article in kept})


def _belongs(story: Story, period: Period) -> bool:
    days = [article.day for article in story.articles if article.day]
    return not days or any(period.first <= day <= period.last for day in days)


def _to_placement(row: Any) -> Placement:
    return Placement(row.article, row.story, row.copy_of, row.similarity, row.channel, row.group)

"""Placements, and the stories that they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, literal, or_, select, union, update
from sqlalchemy.dialects.sqlite import insert

from dateline import agencies as news_agencies
from dateline.memory import Change
from dateline.records import Article, Period, Placement, Story
from dateline.store.articles import to_article
from dateline.store.schema import articles, captures, earlier_placements, placements, story_aliases, story_changes

_AT_ONCE = 900  # below the least number of parameters that SQLite takes


@dataclass(frozen=True, slots=True)
class Step:
    """Where an article came from and goes."""

    article: str
    voice: str  # the first article of its group of copies; itself where it has none
    streamed: str  # the story that it was given when it came
    engine: str  # where the engine has it now
    settled: str  # where it was settled for good


def version(connection: Connection) -> str | None:
    """The version of the stage that made the placements; None: there are none."""
    row = connection.execute(select(placements.c.version).limit(1)).first()
    return str(row[0]) if row else None


def placed(connection: Connection) -> list[tuple[Article, Placement]]:
    """All articles that have a place, in the order of placing."""
    statement = select(articles, placements).join(placements, placements.c.article == articles.c.id)
    rows = connection.execute(statement.order_by(placements.c.position))
    return [(to_article(row), _to_placement(row)) for row in rows]


def forget(connection: Connection) -> None:
    """Drop all placements, because another version or profile places anew; where each article was is remembered."""
    statement = insert(earlier_placements).from_select(
        ["article", "story"], select(placements.c.article, placements.c.story).where(literal(True))
    )
    connection.execute(statement.on_conflict_do_nothing())
    connection.execute(delete(placements))


def save(connection: Connection, found: Iterable[Placement], stage: str) -> None:
    """Add placements behind those that are there."""
    last = connection.execute(select(func.max(placements.c.position))).scalar()
    rows = [
        {
            **asdict(placement),
            "streamed": placement.story,
            "engine": placement.story,
            "position": position,
            "version": stage,
        }
        for position, placement in enumerate(found, (last if last is not None else -1) + 1)
    ]
    if rows:
        connection.execute(placements.insert(), rows)


def grown(connection: Connection, position: int) -> list[str]:
    """The streamed stories that had an article placed at or after a position, in order of their first article."""
    statement = select(placements.c.streamed).where(placements.c.position >= position).order_by(placements.c.position)
    return [*dict.fromkeys(str(one) for (one,) in connection.execute(statement))]  # grouped by SQL, all rows are read


def members(connection: Connection, streamed: Sequence[str]) -> list[tuple[str, Article]]:
    """The reports of streamed stories, copies left out, in order of placing; each behind its story."""
    statement = (
        select(articles, placements.c.streamed)
        .join(placements, placements.c.article == articles.c.id)
        .where(placements.c.streamed.in_(streamed), placements.c.channel != "copy")
        .order_by(placements.c.position)
    )
    return [(str(row.streamed), to_article(row)) for row in connection.execute(statement)]


def settle(connection: Connection, streamed: str, story: str, wanted: Sequence[str] = ()) -> None:
    """A streamed story and what was merged into it, or those of its articles that are wanted with their copies, is part
    of a story for good.
    """
    if wanted:
        groups = select(placements.c.group).where(placements.c.article.in_(wanted), placements.c.group.is_not(None))
        named = or_(
            placements.c.article.in_(wanted),
            and_(placements.c.streamed == streamed, placements.c.group.in_([*wanted, *connection.scalars(groups)])),
        )
    else:
        named = or_(placements.c.streamed == streamed, placements.c.settled == streamed)
    connection.execute(update(placements).where(named).values(settled=story))


def settled_of(connection: Connection, article: str) -> str | None:
    """The story in which an article was settled for good; None: it was not looked at yet."""
    return connection.execute(select(placements.c.settled).where(placements.c.article == article)).scalar()


def unsettled(connection: Connection, streamed: Iterable[str]) -> list[Step]:
    """The articles of streamed stories, and all others that are not where they were settled."""
    settled = func.coalesce(placements.c.settled, placements.c.streamed)
    voice = func.coalesce(placements.c.group, placements.c.article)
    columns = (placements.c.article, voice, placements.c.streamed, placements.c.engine, settled)
    rows = connection.execute(select(*columns).where(placements.c.engine != settled)).all()
    found = {row[0]: Step(*row) for row in rows}
    for story in streamed:
        own = or_(placements.c.streamed == story, placements.c.settled == story)
        for row in connection.execute(select(*columns).where(own)):
            found[row[0]] = Step(*row)
    return [found[article] for article in sorted(found)]


def shift(connection: Connection, moves: Iterable[tuple[str, str]]) -> None:
    """From now on the engine has an article in a story: pairs of both."""
    for article, story in moves:
        connection.execute(update(placements).where(placements.c.article == article).values(engine=story))


def follow(connection: Connection) -> None:
    """Put every article where the engine has it; the editor's hand is laid over that."""
    apart = placements.c.story != placements.c.engine
    connection.execute(update(placements).where(apart).values(story=placements.c.engine))


def note(connection: Connection, change: Change) -> None:
    """Add a step to the history of stories."""
    connection.execute(story_changes.insert().values(**asdict(change)))


def regrouped(connection: Connection, at: datetime) -> int:
    """After all was placed anew: old ids lead to the stories that have most of what they had; how many do."""
    if connection.execute(select(earlier_placements.c.article).limit(1)).first() is None:
        return 0
    held = (
        select(earlier_placements.c.story.label("old"), placements.c.story.label("new"), func.count().label("number"))
        .join(placements, placements.c.article == earlier_placements.c.article)
        .group_by(earlier_placements.c.story, placements.c.story)
        .order_by(func.count().desc(), placements.c.story)
    )
    there = set(connection.execute(select(placements.c.story).distinct()).scalars())
    leads: dict[str, str] = {}
    for old, new, _ in connection.execute(held):
        if old not in there:
            leads.setdefault(old, new)
    for old, new in sorted(leads.items()):
        lead(connection, old, new, at, "grouped anew")
    connection.execute(delete(earlier_placements))
    return len(leads)


def lead(connection: Connection, old: str, new: str, at: datetime, note: str) -> None:
    """From now on an old id leads to a story."""
    values = {"old": old, "new": new, "at": at, "note": note}
    connection.execute(
        insert(story_aliases).values(**values).on_conflict_do_update(index_elements=["old"], set_=values)
    )


def resolve(connection: Connection, story: str) -> str | None:
    """The story that an id means, through what it was merged into; None: there is none."""
    seen = set()
    while story not in seen:
        seen.add(story)
        if connection.execute(select(placements.c.article).where(placements.c.story == story).limit(1)).first():
            return story
        led = connection.execute(select(story_aliases.c.new).where(story_aliases.c.old == story)).scalar()
        if led is None:
            return None
        story = str(led)
    return None


def in_period(connection: Connection, period: Period, zone: ZoneInfo) -> list[Story]:
    """The stories with a report in the period, each with its reports up to the period's end.

    An article counts by the day its outlet wrote; a story of undated ones only by the day, in `zone`, on which one of
    them was fetched.
    """
    after = period.last + timedelta(days=1)
    begins, ends = (datetime.combine(day, time(), zone) for day in (period.first, after))
    placed = select(placements.c.story).join(articles, articles.c.id == placements.c.article)
    dated = placed.where(_published(period.first.isoformat(), after.isoformat()))
    undated = placed.join(captures, captures.c.id == articles.c.capture).where(
        articles.c.published_as.is_(None), captures.c.fetched >= begins, captures.c.fetched < ends
    )
    stories = _load(connection, select(union(dated, undated).subquery().c.story))
    return [_until(story, period) for story in stories if _belongs(story, period)]


def load(connection: Connection, wanted: Sequence[str]) -> list[Story]:
    """The stories of these ids with all their reports, by id; those that are not there are left out."""
    found = []
    for at in range(0, len(wanted), _AT_ONCE):
        found += _load(connection, wanted[at : at + _AT_ONCE])
    return sorted(found, key=lambda story: story.id)


def of_article(connection: Connection, ref: str) -> str | None:
    """The story of an article, by the article's id or address; None: it has none."""
    statement = select(placements.c.story).join(articles, articles.c.id == placements.c.article)
    found = connection.execute(statement.where(or_(articles.c.id == ref, articles.c.url == ref)).limit(1)).scalar()
    return None if found is None else str(found)


def before(connection: Connection, period: Period, days: str) -> list[Article]:
    """The dated articles from the day `days` (YYYY-MM-DD) until the period begins, oldest first, without copies."""
    joined = articles.join(placements, placements.c.article == articles.c.id)
    own = or_(placements.c.group.is_(None), placements.c.group == articles.c.id)
    statement = select(articles).select_from(joined).where(_published(days, period.first.isoformat()), own)
    return [to_article(row) for row in connection.execute(statement.order_by(articles.c.published, articles.c.id))]


def count(connection: Connection) -> int:
    """The number of stories."""
    return int(connection.execute(select(func.count(func.distinct(placements.c.story)))).scalar_one())


def _published(first: str, after: str) -> ColumnElement[bool]:
    """Whether an article's outlet wrote the day `first` or a later one, before the day `after`, both YYYY-MM-DD.

    `published_as` begins with the day, so that it is compared as it stands, and its index is used.
    """
    return and_(articles.c.published_as >= first, articles.c.published_as < after)


def _load(connection: Connection, chosen: Select[Any] | Sequence[str]) -> list[Story]:
    statement = (
        select(articles, placements.c.story, placements.c.group)
        .join(placements, placements.c.article == articles.c.id)
        .where(placements.c.story.in_(chosen))
        .order_by(articles.c.published.is_(None), articles.c.published, articles.c.id)
    )
    members: dict[str, list[Article]] = defaultdict(list)
    groups: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for row in connection.execute(statement):
        article = to_article(row)
        members[row.story].append(article)
        groups[row.story, row.group or row.id].append(article)
    copies: dict[str, set[str]] = defaultdict(set)
    for (story, _), found in groups.items():
        if len(found) > 1:
            copies[story].update({one.id for one in found} - {_original(found)})
    return [Story(story, tuple(found), frozenset(copies[story])) for story, found in sorted(members.items())]


def _original(copies: Sequence[Article]) -> str:
    """Who of several articles with one text wrote it."""
    return news_agencies.original(
        [news_agencies.Member(one.id, one.published, one.outlet, news_agencies.credited(one.text)) for one in copies]
    )


def _until(story: Story, period: Period) -> Story:
    kept = tuple(article for article in story.articles if article.day is None or article.day <= period.last)
    copies = story.copies & {article.id for article in kept}
    if len(copies) == len(kept):  # their original is of a later day
        copies -= {article.id for article in kept[:1]}
    return Story(story.id, kept, copies)


def _belongs(story: Story, period: Period) -> bool:
    days = [article.day for article in story.articles if article.day]
    return not days or any(period.first <= day <= period.last for day in days)


def _to_placement(row: Any) -> Placement:
    return Placement(row.article, row.story, row.copy_of, row.similarity, row.channel, row.group)

"""What the grouper keeps between runs: resting stories, articles that copies may be of, and its background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from dateline.memory import ArticleState, StoryState
from dateline.store.database import Database
from dateline.store.schema import article_states, articles, grouping_states, placements, story_states

_LOOKED_AT, _OPEN = "looked-at", "open"
_AT_ONCE = 900  # below the least number of parameters that SQLite takes


class Shelf:
    """The stories and articles that rest in a newsroom's database."""

    def __init__(self, database: Database):
        self._database = database

    def stories(self, first: datetime, last: datetime) -> Iterator[StoryState]:
        """The stories with a report between two moments or around them, the one that grew first first."""
        awake = select(story_states).where(story_states.c.last >= first, story_states.c.first <= last)
        yield from self._stories(awake.order_by(story_states.c.last, story_states.c.number))

    def story(self, story: str) -> StoryState | None:
        """The story of this id; None: it does not rest here."""
        return next(iter([*self._stories(select(story_states).where(story_states.c.story == story))]), None)

    def articles(self, first: datetime, last: datetime) -> Iterator[ArticleState]:
        """The articles between two moments, in order of placing."""
        statement = (
            select(article_states, placements.c.streamed, placements.c.group, placements.c.copy_of)
            .add_columns(articles.c.published, articles.c.outlet)
            .join(placements, placements.c.article == article_states.c.article)
            .join(articles, articles.c.id == article_states.c.article)
            .where(article_states.c.moment >= first, article_states.c.moment <= last)
            .order_by(placements.c.position)
        )
        with self._database.begin() as connection:
            for row in connection.execution_options(yield_per=1000).execute(statement):
                yield _article(row)

    def text(self, article: str) -> str | None:
        """The text of an article; None: it is not known."""
        with self._database.begin() as connection:
            return connection.execute(select(articles.c.text).where(articles.c.id == article)).scalar()

    def _stories(self, statement: Any) -> Iterator[StoryState]:
        with self._database.begin() as connection:
            for row in connection.execution_options(yield_per=500).execute(statement):
                yield StoryState(*row)


def load(connection: Connection) -> tuple[tuple[str, bytes], ...]:
    """What was saved of the grouping as a whole, by name; empty: nothing was grouped yet."""
    rows = connection.execute(select(grouping_states).where(grouping_states.c.key.not_in((_LOOKED_AT, _OPEN))))
    return tuple((str(key), bytes(data)) for key, data in rows)


def save(
    connection: Connection,
    stories: Sequence[StoryState],
    placed: Sequence[ArticleState],
    grouping: Iterable[tuple[str, bytes]],
) -> None:
    """Keep stories and articles and the grouping as a whole."""
    if stories:
        rows = [
            {"story": one.story, "number": one.number, "first": one.first, "last": one.last, "data": one.data}
            for one in stories
        ]
        statement = upsert(story_states)
        new = {name: statement.excluded[name] for name in ("number", "first", "last", "data")}
        connection.execute(statement.on_conflict_do_update(index_elements=["story"], set_=new), rows)
    if placed:
        connection.execute(
            insert(article_states),
            [{"article": one.article, "moment": one.moment, "data": one.data} for one in placed],
        )
    for key, data in (*grouping, (_OPEN, b"")) if placed else grouping:
        values = {"key": key, "data": data}
        connection.execute(
            upsert(grouping_states).values(**values).on_conflict_do_update(index_elements=["key"], set_=values)
        )


def looked_at(connection: Connection) -> int:
    """How many of the articles placed were there when stories were last looked at again for good."""
    found = connection.execute(select(grouping_states.c.data).where(grouping_states.c.key == _LOOKED_AT)).scalar()
    return int(found) if found is not None else 0


def look_at(connection: Connection, placed: int) -> None:
    """Note how many articles were there when stories were looked at again for good."""
    save(connection, (), (), [(_LOOKED_AT, str(placed).encode())])


def is_open(connection: Connection) -> bool:
    """Whether a run placed articles, or dropped all places, and was stopped before it came to its end."""
    return connection.execute(select(grouping_states.c.key).where(grouping_states.c.key == _OPEN)).first() is not None


def finish(connection: Connection) -> None:
    """Note that a run came to its end."""
    connection.execute(delete(grouping_states).where(grouping_states.c.key == _OPEN))


def grew_since(connection: Connection, stories: Sequence[str], moment: datetime) -> bool:
    """Whether any of the stories has a report of a moment or later."""
    for at in range(0, len(stories), _AT_ONCE):
        part = and_(story_states.c.story.in_(stories[at : at + _AT_ONCE]), story_states.c.last >= moment)
        if connection.execute(select(story_states.c.story).where(part).limit(1)).first():
            return True
    return False


def forget(connection: Connection) -> None:
    """Drop all of it, because another version or profile groups anew."""
    for table in (story_states, article_states, grouping_states):
        connection.execute(delete(table))
    save(connection, (), (), [(_OPEN, b"")])


def _article(row: Any) -> ArticleState:
    original = row.copy_of or row.article
    return ArticleState(row.article, row.moment, row.data, row.streamed, row.published, row.outlet, row.group, original)

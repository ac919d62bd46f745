"""What editors did to stories by hand, the history of stories, and the stories as the hand leaves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, func, or_, select, update

from dateline.memory import Action, Change
from dateline.records import Article, Placement
from dateline.store.articles import to_article
from dateline.store.schema import (
    articles,
    placements,
    story_actions,
    story_aliases,
    story_changes,
    storyline_links,
)

_AT_ONCE = 900  # below the least number of parameters that SQLite takes
_ENGINE = func.coalesce(placements.c.engine, placements.c.story, type_=String)


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with its place, and the story that the engine would have it in."""

    article: Article
    placement: Placement
    engine: str
    streamed: str  # the story that the engine gave it when it came


def save(connection: Connection, action: Action) -> None:
    """Keep an action under its number."""
    connection.execute(
        story_actions.insert().values(
            id=action.id,
            at=action.at,
            who=action.who,
            what=action.what,
            story=action.story,
            other=action.other,
            articles=list(action.articles),
            apart=list(action.apart),
            text=action.text,
            undone=action.undone,
        )
    )


def undo(connection: Connection, number: int, at: datetime) -> None:
    """Note that an action holds no more."""
    connection.execute(update(story_actions).where(story_actions.c.id == number).values(undone=at))


def every(connection: Connection) -> list[Action]:
    """All actions, those that were undone among them, oldest first."""
    rows = connection.execute(select(story_actions).order_by(story_actions.c.id))
    return [Action(**{**row._mapping, "articles": tuple(row.articles), "apart": tuple(row.apart)}) for row in rows]


def note(connection: Connection, change: Change) -> None:
    """Add a step to the history of stories."""
    connection.execute(
        story_changes.insert().values(
            at=change.at, who=change.who, what=change.what, story=change.story, other=change.other, note=change.note
        )
    )


def history(connection: Connection, ids: Sequence[str] | None = None) -> list[Change]:
    """The history of a story under all its ids, oldest first; None: of all stories."""
    statement = select(story_changes).order_by(story_changes.c.id)
    if ids is not None:
        statement = statement.where(or_(story_changes.c.story.in_(ids), story_changes.c.other.in_(ids)))
    rows = connection.execute(statement)
    return [Change(row.at, row.who, row.what, row.story, row.other, row.note) for row in rows]


def aliases(connection: Connection, story: str) -> list[str]:
    """The ids that lead to a story, over others too, in order."""
    found: dict[str, None] = {}
    wanted = [story]
    while wanted:
        rows = connection.execute(select(story_aliases.c.old).where(story_aliases.c.new.in_(wanted[:_AT_ONCE])))
        fresh = [str(old) for (old,) in rows if old not in found and old != story]
        found |= dict.fromkeys(fresh)
        wanted = [*wanted[_AT_ONCE:], *fresh]
    live = set(_chosen(connection, select(placements.c.story).distinct(), placements.c.story, sorted(found)))
    return sorted(found.keys() - {one.story for one in live})


def engine_stories(connection: Connection, named: Iterable[str], ids: Iterable[str]) -> dict[str, str]:
    """Article → the story that the engine has it in, of all articles in one with a named one or in one of these ids."""
    statement = select(placements.c.article, _ENGINE.label("engine"))
    engines = {row.engine for row in _chosen(connection, statement, placements.c.article, sorted(named))}
    rows = _chosen(connection, statement, placements.c.engine, sorted({*engines, *ids}))
    return {str(row.article): str(row.engine) for row in rows}


def settle(connection: Connection, story_of: Mapping[str, str]) -> None:
    """Put articles into the stories that the hand wants them in, and all others where the engine has them."""
    away = select(placements.c.article).where(placements.c.story != _ENGINE)
    back = [str(article) for (article,) in connection.execute(away) if article not in story_of]
    for at in range(0, len(back), _AT_ONCE):
        some = placements.c.article.in_(back[at : at + _AT_ONCE])
        connection.execute(update(placements).where(some).values(story=_ENGINE))
    held = select(placements.c.article, placements.c.story)
    there = {row.article: row.story for row in _chosen(connection, held, placements.c.article, sorted(story_of))}
    for article, story in sorted(story_of.items()):
        if there.get(article, story) != story:
            connection.execute(update(placements).where(placements.c.article == article).values(story=story))


def final(connection: Connection, stories: Sequence[str]) -> dict[str, str]:
    """Article → story, of the articles of these stories."""
    statement = select(placements.c.article, placements.c.story)
    return {str(row.article): str(row.story) for row in _chosen(connection, statement, placements.c.story, stories)}


def members(connection: Connection, stories: Sequence[str]) -> list[Placed]:
    """The articles of these stories in order of time, undated ones last."""
    return _placed(connection, placements.c.story, stories)


def placed(connection: Connection, wanted: Sequence[str]) -> list[Placed]:
    """The articles of these ids that have a place, in order of time, undated ones last."""
    return _placed(connection, placements.c.article, wanted)


def called(connection: Connection, ref: str) -> str | None:
    """The article that an id or address means; None: there is none. Of several at one address the newest."""
    found = select(articles.c.id).where(or_(articles.c.id == ref, articles.c.url == ref))
    article = connection.execute(found.order_by(articles.c.id != ref, articles.c.published.desc()).limit(1)).scalar()
    return None if article is None else str(article)


def storylines(connection: Connection, stories: Sequence[str]) -> dict[str, str]:
    """Story → storyline, of those of these stories that are linked."""
    statement = select(storyline_links.c.story, storyline_links.c.storyline)
    rows = _chosen(connection, statement, storyline_links.c.story, stories)
    return {str(row.story): str(row.storyline) for row in rows}


def _placed(connection: Connection, column: ColumnElement[Any], wanted: Sequence[str]) -> list[Placed]:
    statement = select(articles, *(one for one in placements.columns if one.name != "version"), _ENGINE.label("by"))
    joined = statement.join(placements, placements.c.article == articles.c.id)
    found = [
        Placed(to_article(row), _to_placement(row), row.by, row.streamed or row.by)
        for row in _chosen(connection, joined, column, wanted)
    ]
    return sorted(
        found,
        key=lambda one: (
            one.article.published is None,
            one.article.published_as and one.article.published,
            one.article.id,
        ),
    )


def _to_placement(row: Any) -> Placement:
    return Placement(row.article, row.story, row.copy_of, row.similarity, row.channel, row.group)


def _chosen(
    connection: Connection, statement: Select[Any], column: ColumnElement[Any], wanted: Sequence[str]
) -> list[Any]:
    """The rows whose column has one of these values."""
    found: list[Any] = []
    for at in range(0, len(wanted), _AT_ONCE):
        found += connection.execute(statement.where(column.in_(wanted[at : at + _AT_ONCE]))).all()
    return found

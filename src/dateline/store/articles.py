"""Articles, and the captures still to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from dateline.records import Article, Capture, Link, Span
from dateline.store.ledger import to_capture
from dateline.store.schema import articles, captures, placements, readings, vectors


def unread(connection: Connection, version: str) -> list[Capture]:
    """Captures of pages without a reading under this version of the text stage, oldest first."""
    joined = captures.outerjoin(readings, readings.c.capture == captures.c.id)
    statement = (
        select(captures)
        .select_from(joined)
        .where(captures.c.role == "page", or_(readings.c.capture.is_(None), readings.c.version != version))
        .order_by(captures.c.fetched, captures.c.id)
    )
    return [to_capture(row) for row in connection.execute(statement)]


def save_article(connection: Connection, article: Article, version: str) -> None:
    """Keep an article in place of an earlier reading of the same address, and note that its capture is read.

    An older capture never replaces what a newer one gave.
    """
    newest = connection.execute(
        select(func.max(captures.c.fetched))
        .join(articles, articles.c.capture == captures.c.id)
        .where(articles.c.id == article.id)
    ).scalar()
    fetched = connection.execute(select(captures.c.fetched).where(captures.c.id == article.capture)).scalar()
    if newest is None or fetched is None or _moment(newest) <= _moment(fetched):
        values = asdict(article)
        connection.execute(insert(articles).values(**values).on_conflict_do_update(index_elements=["id"], set_=values))
        connection.execute(delete(vectors).where(vectors.c.article == article.id, vectors.c.digest != article.digest))
    _note(connection, article.capture, version, article.id, None)


def save_unreadable(connection: Connection, capture: Capture, version: str, problem: str) -> None:
    """Note why a capture holds no article."""
    _note(connection, capture.id, version, None, problem)


def unreadable(connection: Connection) -> list[tuple[Capture, str]]:
    """The captures that hold no article, with the reason."""
    statement = select(captures, readings.c.problem).join(readings).where(readings.c.problem.is_not(None))
    return [(to_capture(row), str(row.problem)) for row in connection.execute(statement)]


def unplaced(connection: Connection) -> list[str]:
    """Ids of the articles that no story has yet, in order of publication; undated ones last, as they were fetched."""
    statement = (
        select(articles.c.id)
        .join(captures, captures.c.id == articles.c.capture)
        .outerjoin(placements, placements.c.article == articles.c.id)
        .where(placements.c.article.is_(None))
        .order_by(
            articles.c.published.is_(None), func.coalesce(articles.c.published, captures.c.fetched), articles.c.id
        )
    )
    return [str(one) for (one,) in connection.execute(statement)]


def fetched(connection: Connection, wanted: Sequence[str]) -> list[tuple[Article, datetime]]:
    """The articles of these ids, in their order, each with the time it was fetched."""
    statement = (
        select(articles, captures.c.fetched)
        .join(captures, captures.c.id == articles.c.capture)
        .where(articles.c.id.in_(wanted))
    )
    found = {row.id: (to_article(row), _moment(row.fetched)) for row in connection.execute(statement)}
    return [found[one] for one in wanted]


def count(connection: Connection) -> int:
    """The number of articles."""
    return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())


def counts_by_source(connection: Connection) -> dict[str, int]:
    """The number of articles of each source."""
    rows = connection.execute(select(articles.c.source, func.count()).group_by(articles.c.source))
    return {source: int(number) for source, number in rows}


def newest_day(connection: Connection) -> str | None:
    """The newest day of publication, YYYY-MM-DD; None: no dated article."""
    newest = connection.execute(select(func.max(func.substr(articles.c.published_as, 1, 10)))).scalar()
    return str(newest) if newest else None


def to_article(row: Row[Any]) -> Article:
    """The record of a row of the article table (more columns are passed over)."""
    values = {column.name: getattr(row, column.name) for column in articles.columns}
    return Article(
        **{
            **values,
            "byline": tuple(values["byline"]),
            "paragraphs": tuple(Span(**span) for span in values["paragraphs"]),
            "sentences": tuple(Span(**span) for span in values["sentences"]),
            "links": tuple(Link(**link) for link in values["links"]),
            "notes": tuple(values["notes"]),
        }
    )


def captures_of(connection: Connection, ids: Sequence[str], urls: Sequence[str]) -> dict[str, str]:
    """The captures that these articles, by id or address, were read from: id and digest."""
    wanted = or_(articles.c.id.in_(ids), articles.c.url.in_(urls))
    rows = connection.execute(select(articles.c.capture, articles.c.digest).where(wanted))
    return {str(row.capture): str(row.digest) for row in rows}


def digests(connection: Connection, wanted: Sequence[str]) -> dict[str, str]:
    """The digests of captures, by id."""
    rows = connection.execute(select(captures.c.id, captures.c.digest).where(captures.c.id.in_(wanted)))
    return {str(row.id): str(row.digest) for row in rows}


def _note(connection: Connection, capture: str, version: str, article: str | None, problem: str | None) -> None:
    values = {"capture": capture, "version": version, "article": article, "problem": problem}
    connection.execute(insert(readings).values(**values).on_conflict_do_update(index_elements=["capture"], set_=values))


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)

"""What the record keeps of articles: names, figures, quotes and events, and which articles it has still to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from dateline.records import Article, Event, Facts, Figure, Name, Quote, Span
from dateline.store.articles import to_article
from dateline.store.schema import articles, events, facts, figures, names, quotes

_Fact = Name | Figure | Quote | Event
_TABLES = (names, figures, quotes, events)


def count_unread(connection: Connection, version: str) -> int:
    """The number of articles that the record has not read under this version."""
    return int(connection.execute(_waiting(select(func.count()), version)).scalar_one())


def unread(connection: Connection, version: str, limit: int) -> list[Article]:
    """Articles that the record has not read under this version, or that were read anew since, oldest first."""
    ordered = _waiting(select(articles), version).order_by(
        articles.c.published.is_(None), articles.c.published, articles.c.id
    )
    return [to_article(row) for row in connection.execute(ordered.limit(limit))]


def save(connection: Connection, article: Article, found: Facts, *, version: str, problem: str | None = None) -> None:
    """Keep the facts of an article in place of earlier ones, or the reason why there are none."""
    kept: tuple[Sequence[_Fact], ...] = (found.names, found.figures, found.quotes, found.events)
    for table, rows in zip(_TABLES, kept, strict=True):
        connection.execute(delete(table).where(table.c.article == article.id))
        _add(connection, table, article.id, rows)
    values = {"article": article.id, "digest": article.digest, "version": version, "problem": problem}
    connection.execute(insert(facts).values(**values).on_conflict_do_update(index_elements=["article"], set_=values))


def problems(connection: Connection) -> list[tuple[str, str]]:
    """Addresses of articles whose facts could not be read, with the reason."""
    rows = select(articles.c.url, facts.c.problem).join(articles).where(facts.c.problem.is_not(None))
    return [(str(row.url), str(row.problem)) for row in connection.execute(rows)]


def of_article(connection: Connection, article: str) -> Facts:
    """What the record keeps of an article; empty when it has not read it."""
    rows = {
        table.name: connection.execute(
            select(table).where(table.c.article == article).order_by(table.c.start, table.c.end)
        ).all()
        for table in _TABLES
    }
    return Facts(
        names=tuple(Name(**_values(row)) for row in rows["name"]),
        figures=tuple(to_figure(row) for row in rows["figure"]),
        quotes=tuple(
            Quote(**{**_values(row), "parts": tuple(Span(**part) for part in row.parts)}) for row in rows["quote"]
        ),
        events=tuple(Event(**{**_values(row), "actors": tuple(row.actors)}) for row in rows["event"]),
    )


def figures_about(connection: Connection, subjects: Sequence[str]) -> list[tuple[Article, list[Figure]]]:
    """The articles that state figures of one of these subjects, oldest first, each with those figures.

    No subjects: all figures that have one.
    """
    wanted = figures.c.subject.in_(subjects) if subjects else figures.c.subject.is_not(None)
    rows = connection.execute(select(figures).where(wanted).order_by(figures.c.article, figures.c.start))
    found: dict[str, list[Figure]] = {}
    for row in rows:
        found.setdefault(row.article, []).append(to_figure(row))
    order = (articles.c.published.is_(None), articles.c.published, articles.c.id)
    about = select(articles).where(articles.c.id.in_(select(figures.c.article).where(wanted))).order_by(*order)
    return [(to_article(row), found[row.id]) for row in connection.execute(about)]


def planned(connection: Connection, since: str, after: str) -> list[tuple[Article, Event]]:
    """What reports published from the day `since` to the day `after` say is planned for later than that."""
    joined = events.join(articles, articles.c.id == events.c.article)
    wanted = (
        events.c.tense == "planned",
        events.c.when > after,
        articles.c.published_as >= since,
        func.substr(articles.c.published_as, 1, 10) <= after,
    )
    rows = connection.execute(
        select(events).select_from(joined).where(*wanted).order_by(events.c.when, events.c.article, events.c.start)
    ).all()
    known = {
        row.id: to_article(row)
        for row in connection.execute(select(articles).where(articles.c.id.in_({row.article for row in rows})))
    }
    return [(known[row.article], Event(**{**_values(row), "actors": tuple(row.actors)})) for row in rows]


def names_about(connection: Connection, subjects: Sequence[str]) -> dict[str, list[Name]]:
    """The mentions of these subjects, by article; no subjects: of all that have figures."""
    wanted = tuple(subjects) or select(figures.c.subject).where(figures.c.subject.is_not(None)).distinct()
    found: dict[str, list[Name]] = {}
    for row in connection.execute(select(names).where(names.c.name.in_(wanted))):
        found.setdefault(row.article, []).append(Name(**_values(row)))
    return found


def subjects_like(connection: Connection, subjects: Sequence[str]) -> list[str]:
    """The subjects of figures that are written like these but for their case."""
    folded = [subject.lower() for subject in subjects]
    rows = connection.execute(select(figures.c.subject).where(func.lower(figures.c.subject).in_(folded)).distinct())
    return [str(row[0]) for row in rows]


def to_figure(row: Row[Any]) -> Figure:
    """The record of a row of the figure table (more columns are passed over)."""
    values = {column.name: getattr(row, column.name) for column in figures.columns if column.name != "article"}
    return Figure(**{**values, "same_as": Span(**values["same_as"]) if values["same_as"] else None})


def _waiting(what: Select[Any], version: str) -> Select[Any]:
    joined = articles.outerjoin(facts, facts.c.article == articles.c.id)
    due = or_(facts.c.article.is_(None), facts.c.version != version, facts.c.digest != articles.c.digest)
    return what.select_from(joined).where(due)


def _add(connection: Connection, table: Table, article: str, rows: Sequence[_Fact]) -> None:
    keys = [column.name for column in table.primary_key if column.name != "article"]
    unique = {tuple(getattr(row, key) for key in keys): row for row in rows}
    if unique:
        connection.execute(table.insert(), [{"article": article, **asdict(row)} for row in unique.values()])


def _values(row: Row[Any]) -> dict[str, Any]:
    return {key: value for key, value in row._mapping.items() if key != "article"}

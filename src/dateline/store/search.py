"""The search index: SQLite's FTS5 over the words of `tokens.search_words`, a table each for articles, names, items.

The tables are contentless: a document that changed gets a new number, and its old words lead to no row of `document`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, text

from dateline.records import Article, Figure, Issue, Item, Limits, Name, Query
from dateline.store.articles import to_article
from dateline.store.facts import to_figure
from dateline.store.schema import articles, documents, figures, issue_items, names, placements
from dateline.tokens import search_words

_GAP = "\ue000"  # for private use: no word of a text or query
_TABLES = {"article": "document_text", "name": "document_text_name", "item": "document_text_item"}
_FIND = """
SELECT document.ref AS ref, document.part AS part, best.score AS score
FROM (SELECT rowid, rank AS score FROM {table} WHERE {table} MATCH :match ORDER BY rank LIMIT :depth) AS best
JOIN document ON document.id = best.rowid
ORDER BY best.score, document.ref LIMIT :most
"""
_FIND_LIMITED = """
SELECT document.ref AS ref, document.part AS part, best.rank AS score
FROM {table} AS best JOIN document ON document.id = best.rowid
WHERE best.{table} MATCH :match {limits}
ORDER BY best.rank, document.ref LIMIT :most
"""
_REACHED = "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH :match LIMIT :depth)"
_CONDITIONS = {
    "first": "AND document.day >= :first",
    "last": "AND document.day <= :last",
    "outlet": "AND document.outlet = :outlet",
    "language": "AND document.language = :language",
    "story": "AND document.ref IN (SELECT article FROM placement WHERE story = :story)",
    "has_figure": "AND document.figures > 0",
}
_FORMS = """
WITH RECURSIVE form (text) AS (
  SELECT min(name.text) FROM name WHERE name.name = :name
  UNION ALL
  SELECT (SELECT min(name.text) FROM name WHERE name.name = :name AND name.text > form.text)
  FROM form WHERE form.text IS NOT NULL)
SELECT text FROM form WHERE text IS NOT NULL
"""  # one step of the index a form, however many mentions there are
_SAMPLE = 500  # mentions that the kind of a name is told from


@dataclass(frozen=True, slots=True)
class Found:
    """A document that a query found; a larger score is better."""

    ref: str
    part: int
    score: float


def match_of(query: Query) -> str:
    """The query in FTS5's own syntax, empty when it asks for nothing; words are quoted, so none is an operator."""
    groups = [" OR ".join(_phrase(words) for words in group if words) for group in query.groups]
    wanted = " AND ".join(f"({group})" for group in groups if group)
    unwanted = " OR ".join(_phrase(words) for words in query.excluded if words)
    return f"({wanted}) NOT ({unwanted})" if wanted and unwanted else wanted


def find(connection: Connection, kind: str, query: Query, limits: Limits, most: int) -> list[Found]:
    """The documents of a kind (article, name or item) that a query finds, best first."""
    match = match_of(query)
    if not match:
        return []
    given = {key: getattr(limits, key) for key in _CONDITIONS if getattr(limits, key)}
    if not given:
        return _find_anywhere(connection, _TABLES[kind], match, most)
    conditions = " ".join(_CONDITIONS[key] for key in given)
    statement = text(_FIND_LIMITED.format(table=_TABLES[kind], limits=conditions))
    return _found(connection.execute(statement, {"match": match, "most": most, **given}))


def _find_anywhere(connection: Connection, table: str, match: str, most: int) -> list[Found]:
    """The best of all documents: ranked before they are looked up, deeper where replaced ones were among the best."""
    statement, depth = text(_FIND.format(table=table)), most
    while True:
        found = _found(connection.execute(statement, {"match": match, "most": most, "depth": depth}))
        if len(found) == most or depth > 1_000_000:
            return found
        reached = connection.execute(text(_REACHED.format(table=table)), {"match": match, "depth": depth}).scalar_one()
        if reached < depth:
            return found
        depth *= 8


def _found(rows: Iterable[Any]) -> list[Found]:
    return [Found(row.ref, row.part, -row.score) for row in rows]


def index_articles(connection: Connection, found: Iterable[tuple[Article, Sequence[Name]]]) -> None:
    """Make articles, and the names in them, findable in place of what was indexed of them before.

    Save their facts first: a name is found by all forms that the newsroom's articles have of it.
    """
    forms: dict[str, set[str]] = defaultdict(set)
    for article, mentions in found:
        day = article.day.isoformat() if article.day else None
        stated = connection.execute(select(func.count()).where(figures.c.article == article.id)).scalar_one()
        about = {"day": day, "outlet": article.outlet, "language": article.language, "figures": stated}
        _put(connection, "article", article.id, about=about, title=article.title, body=article.text)
        for mention in mentions:
            forms[mention.name].add(mention.text)
    for name, here in forms.items():
        every = here.union(connection.execute(text(_FORMS), {"name": name}).scalars())
        _put(connection, "name", name, about={}, title=name, body="\n\n".join(sorted(every)))


def index_issue(connection: Connection, issue: Issue) -> None:
    """Make the items of an issue findable in place of those it had before."""
    connection.execute(delete(documents).where(documents.c.kind == "item", documents.c.ref == issue.id))
    for part, item in enumerate(item for section in issue.sections for item in section.items):
        about = {"day": item.published, "outlet": item.outlet, "language": issue.language}
        _put(connection, "item", issue.id, about=about, title=item.headline, body=text_of(item), part=part)


def issues_not_indexed(connection: Connection) -> set[str]:
    """The issues of which no item is findable."""
    indexed = select(documents.c.ref).where(documents.c.kind == "item")
    items = select(issue_items.c.issue).where(issue_items.c.issue.not_in(indexed)).distinct()
    return {str(row[0]) for row in connection.execute(items)}


def text_of(item: Item) -> str:
    """The running text of an item."""
    return "\n\n".join(" ".join(sentence.text for sentence in one.sentences) for one in item.paragraphs)


def articles_by_id(connection: Connection, wanted: Sequence[str]) -> dict[str, Article]:
    """Articles by id."""
    rows = connection.execute(select(articles).where(articles.c.id.in_(wanted)))
    return {row.id: to_article(row) for row in rows}


def ids_of_urls(connection: Connection, urls: Sequence[str]) -> list[str]:
    """The articles at these addresses, in the addresses' order."""
    rows = connection.execute(select(articles.c.url, articles.c.id).where(articles.c.url.in_(urls)))
    known = {row.url: row.id for row in rows}
    return [known[url] for url in urls if url in known]


def stories_of(connection: Connection, wanted: Sequence[str]) -> dict[str, str]:
    """The story of each of these articles that has one."""
    rows = connection.execute(select(placements.c.article, placements.c.story).where(placements.c.article.in_(wanted)))
    return {row.article: row.story for row in rows}


def figures_of(connection: Connection, wanted: Sequence[str]) -> dict[str, list[Figure]]:
    """The figures of each of these articles, in order."""
    rows = connection.execute(
        select(figures).where(figures.c.article.in_(wanted)).order_by(figures.c.article, figures.c.start)
    )
    found: dict[str, list[Figure]] = defaultdict(list)
    for row in rows:
        found[row.article].append(to_figure(row))
    return dict(found)


def mentions_of(connection: Connection, wanted: Sequence[str], limits: Limits) -> dict[str, int]:
    """The number of articles, within the limits, that mention each of these names; without those that none mentions."""
    conditions: list[ColumnElement[bool]] = [names.c.name.in_(wanted)]
    about = [documents.c.day >= limits.first] if limits.first else []
    about += [documents.c.day <= limits.last] if limits.last else []
    about += [documents.c.outlet == limits.outlet] if limits.outlet else []
    about += [documents.c.language == limits.language] if limits.language else []
    if about:
        within = select(documents.c.ref).where(documents.c.kind == "article", *about)
        conditions.append(names.c.article.in_(within))
    if limits.story:
        conditions.append(names.c.article.in_(select(placements.c.article).where(placements.c.story == limits.story)))
    rows = connection.execute(
        select(names.c.name, func.count(func.distinct(names.c.article))).where(*conditions).group_by(names.c.name)
    )
    return {name: int(number) for name, number in rows}


def kind_of(connection: Connection, name: str) -> str:
    """The kind that most mentions of a name give it, told from some hundreds of them."""
    some = select(names.c.kind).where(names.c.name == name).limit(_SAMPLE).subquery()
    ordered = select(some.c.kind).group_by(some.c.kind).order_by(func.count().desc(), some.c.kind)
    return str(connection.execute(ordered.limit(1)).scalar_one())


def outlets(connection: Connection, kind: str) -> list[str]:
    """The outlets of all documents of a kind."""
    return _values(connection, kind, documents.c.outlet)


def languages(connection: Connection, kind: str) -> list[str]:
    """The languages of all documents of a kind."""
    return _values(connection, kind, documents.c.language)


def _values(connection: Connection, kind: str, column: ColumnElement[Any]) -> list[str]:
    rows = connection.execute(select(column).distinct().where(documents.c.kind == kind, column.is_not(None)))
    return sorted(rows.scalars())


def _put(
    connection: Connection, kind: str, ref: str, *, about: dict[str, Any], title: str, body: str, part: int = 0
) -> None:
    digest = "sha256:" + hashlib.sha256(f"{title}\0{body}".encode("utf-8", "replace")).hexdigest()
    known = _number(connection, kind, ref, part)
    if known and known[1] == digest:
        if about:
            connection.execute(documents.update().where(documents.c.id == known[0]).values(**about))
        return
    connection.execute(
        delete(documents).where(documents.c.kind == kind, documents.c.ref == ref, documents.c.part == part)
    )
    row = {"kind": kind, "ref": ref, "part": part, "digest": digest, **about}
    number = connection.execute(documents.insert().values(**row)).inserted_primary_key[0]  # type: ignore[index]
    words = {"id": number, "title": " ".join(_runs(title)), "body": " ".join(_runs(body))}
    insert = f"INSERT INTO {_TABLES[kind]} (rowid, title, body) VALUES (:id, :title, :body)"
    connection.execute(text(insert), words)


def _number(connection: Connection, kind: str, ref: str, part: int) -> tuple[int, str] | None:
    row = connection.execute(
        select(documents.c.id, documents.c.digest).where(
            documents.c.kind == kind, documents.c.ref == ref, documents.c.part == part
        )
    ).first()
    return (row.id, row.digest) if row else None


def _runs(body: str) -> Iterator[str]:
    """The words, with a gap behind each paragraph that no phrase reaches over."""
    for paragraph in unicodedata.normalize("NFC", body).split("\n\n"):
        yield from (word.key for word in search_words(paragraph))
        yield _GAP


def _phrase(words: Sequence[str]) -> str:
    quoted = '"' + " ".join(word.rstrip("*").replace('"', '""') for word in words) + '"'
    return quoted + (" *" if words[-1].endswith("*") else "")

"""The search index: SQLite's FTS5 over words and bigrams (see `tokens`), one document an article, name or item.

The index is contentless: a document that changed gets a new number, and its old words lead to no row of `document`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, text

from dateline.records import Article, Figure, Issue, Item, Limits, Name, Query
from dateline.store.articles import to_article
from dateline.store.facts import to_figure
from dateline.store.schema import articles, documents, figures, names, placements
from dateline.tokens import tokens

_GAP = "qparagraphq"
_FIND = """
SELECT document.ref AS ref, document.part AS part, -bm25(document_text, 4.0, 1.0) AS score
FROM document_text JOIN document ON document.id = document_text.rowid
WHERE document_text MATCH :match AND document.kind = :kind {limits}
ORDER BY score DESC, document.ref LIMIT :most
"""
_CONDITIONS = {
    "first": "AND document.day >= :first",
    "last": "AND document.day <= :last",
    "outlet": "AND document.outlet = :outlet",
    "language": "AND document.language = :language",
    "story": "AND document.ref IN (SELECT article FROM placement WHERE story = :story)",
    "has_figure": "AND EXISTS (SELECT 1 FROM figure WHERE figure.article = document.ref)",
}


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
    statement = text(_FIND.format(limits=" ".join(_CONDITIONS[key] for key in given)))
    rows = connection.execute(statement, {"match": match, "kind": kind, "most": most, **given})
    return [Found(row.ref, row.part, row.score) for row in rows]


def index_articles(connection: Connection, found: Iterable[tuple[Article, Sequence[Name]]]) -> None:
    """Make articles, and the names in them, findable in place of what was indexed of them before."""
    for article, mentions in found:
        day = article.day.isoformat() if article.day else None
        about = {"day": day, "outlet": article.outlet, "language": article.language}
        _put(connection, "article", article.id, about=about, title=article.title, body=article.text)
        for name, forms in _forms(mentions).items():
            if not _number(connection, "name", name, 0):
                _put(connection, "name", name, about={}, title=name, body="\n".join(sorted(forms)))


def index_issue(connection: Connection, issue: Issue) -> None:
    """Make the items of an issue findable in place of those it had before."""
    connection.execute(delete(documents).where(documents.c.kind == "item", documents.c.ref == issue.id))
    for part, item in enumerate(item for section in issue.sections for item in section.items):
        about = {"day": item.published, "outlet": item.outlet, "language": issue.language}
        _put(connection, "item", issue.id, about=about, title=item.headline, body=text_of(item), part=part)


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


def mentions_of(connection: Connection, wanted: Sequence[str], limits: Limits) -> dict[str, tuple[str, int]]:
    """The kind of each of these names and the number of articles, within the limits, that mention it."""
    day = func.substr(articles.c.published_as, 1, 10)
    conditions: list[ColumnElement[bool]] = [names.c.name.in_(wanted)]
    conditions += [day >= limits.first] if limits.first else []
    conditions += [day <= limits.last] if limits.last else []
    conditions += [articles.c.outlet == limits.outlet] if limits.outlet else []
    conditions += [articles.c.language == limits.language] if limits.language else []
    rows = connection.execute(
        select(names.c.name, func.max(names.c.kind), func.count(func.distinct(names.c.article)))
        .join(articles, articles.c.id == names.c.article)
        .where(and_(*conditions))
        .group_by(names.c.name)
    )
    return {name: (kind, int(number)) for name, kind, number in rows}


def _put(
    connection: Connection, kind: str, ref: str, *, about: dict[str, Any], title: str, body: str, part: int = 0
) -> None:
    digest = "sha256:" + hashlib.sha256(f"{title}\0{body}".encode("utf-8", "replace")).hexdigest()
    known = _number(connection, kind, ref, part)
    if known and known[1] == digest:
        connection.execute(documents.update().where(documents.c.id == known[0]).values(**about))
        return
    connection.execute(
        delete(documents).where(documents.c.kind == kind, documents.c.ref == ref, documents.c.part == part)
    )
    row = {"kind": kind, "ref": ref, "part": part, "digest": digest, **about}
    number = connection.execute(documents.insert().values(**row)).inserted_primary_key[0]  # type: ignore[index]
    words = {"id": number, "title": " ".join(tokens(title)), "body": " ".join(_runs(body))}
    connection.execute(text("INSERT INTO document_text (rowid, title, body) VALUES (:id, :title, :body)"), words)


def _number(connection: Connection, kind: str, ref: str, part: int) -> tuple[int, str] | None:
    row = connection.execute(
        select(documents.c.id, documents.c.digest).where(
            documents.c.kind == kind, documents.c.ref == ref, documents.c.part == part
        )
    ).first()
    return (row.id, row.digest) if row else None


def _runs(body: str) -> Iterator[str]:
    """The words, with a gap behind each paragraph that no phrase reaches over."""
    for paragraph in body.split("\n\n"):
        yield from tokens(paragraph)
        yield _GAP


def _forms(mentions: Iterable[Name]) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        forms[mention.name].add(mention.text)
    return dict(forms)


def _phrase(words: Sequence[str]) -> str:
    quoted = '"' + " ".join(word.rstrip("*").replace('"', '""') for word in words) + '"'
    return quoted + (" *" if words[-1].endswith("*") else "")

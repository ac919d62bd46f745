"""Which storyline each story is of, and the profile by which later stories are compared with it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from dateline.store.schema import articles, issue_items, placements, storyline_links

_AT_ONCE = 900  # below the least number of parameters that SQLite takes


@dataclass(frozen=True, slots=True)
class Linked:
    """A story with its storyline."""

    story: str
    number: int  # in order of linking
    storyline: str
    similarity: float
    channel: str
    members: str  # digest of the articles that its profile was made from
    version: str
    data: bytes


def stale(connection: Connection, version: str) -> list[tuple[str, str]]:
    """The stories that are not linked, or not as they are now, each with its members; in order of publication.

    All placements are read, one after another: which articles a story has, and the text of each, is told by a digest
    that no database can make by itself.
    """
    found: list[tuple[bool, datetime | None, str, str]] = []
    for story, rows in groupby(connection.execute(_placed()), key=itemgetter(0)):
        articles_now, digests, published, members, versions = zip(*(row[1:] for row in rows), strict=True)
        now = _members(articles_now, digests)
        if (members[0], versions[0]) != (now, version):
            first = min((one for one in published if one), default=None)
            found.append((first is None, first, story, now))
    return [(story, members) for _, _, story, members in sorted(found)]


def drop(connection: Connection, stories: Iterable[str]) -> None:
    """Forget the links of stories that are linked anew, and of those that are no more."""
    gone = ~storyline_links.c.story.in_(select(placements.c.story))
    connection.execute(delete(storyline_links).where(gone))
    wanted = list(stories)
    for at in range(0, len(wanted), _AT_ONCE):
        part = storyline_links.c.story.in_(wanted[at : at + _AT_ONCE])
        connection.execute(delete(storyline_links).where(part))


def every(connection: Connection) -> Iterator[Linked]:
    """All links, in the order in which they were made, read as they are asked for: within the transaction."""
    statement = select(storyline_links).order_by(storyline_links.c.number).execution_options(yield_per=_AT_ONCE)
    return (Linked(*row) for row in connection.execute(statement))


def save(connection: Connection, links: Sequence[Linked]) -> None:
    """Keep links."""
    for one in links:
        values = {name: getattr(one, name) for name in Linked.__slots__}
        connection.execute(
            insert(storyline_links).values(**values).on_conflict_do_update(index_elements=["story"], set_=values)
        )


def next_number(connection: Connection) -> int:
    """The number of the next link."""
    last = connection.execute(select(func.max(storyline_links.c.number))).scalar()
    return 0 if last is None else int(last) + 1


def of_story(connection: Connection, story: str) -> str | None:
    """The storyline of a story; None: it is not linked yet."""
    found = connection.execute(select(storyline_links.c.storyline).where(storyline_links.c.story == story)).scalar()
    return None if found is None else str(found)


def of_articles(connection: Connection, wanted: Sequence[str]) -> dict[str, str]:
    """The storylines of articles, by article."""
    found: dict[str, str] = {}
    statement = select(placements.c.article, storyline_links.c.storyline).join(
        storyline_links, storyline_links.c.story == placements.c.story
    )
    for at in range(0, len(wanted), _AT_ONCE):
        part = statement.where(placements.c.article.in_(wanted[at : at + _AT_ONCE]))
        found |= {str(article): str(line) for article, line in connection.execute(part)}
    return found


def linked(connection: Connection, wanted: Sequence[str]) -> dict[str, Linked]:
    """The links of these stories, by story; those that are not linked yet are left out."""
    found = {}
    for at in range(0, len(wanted), _AT_ONCE):
        part = storyline_links.c.story.in_(wanted[at : at + _AT_ONCE])
        for row in connection.execute(select(storyline_links).where(part)):
            found[str(row.story)] = Linked(*row)
    return found


def chapters(connection: Connection, storyline: str) -> list[Linked]:
    """The stories of a storyline."""
    return chapters_of(connection, [storyline])[storyline]


def chapters_of(connection: Connection, wanted: Sequence[str]) -> dict[str, list[Linked]]:
    """The stories of each of these storylines; none of one that is not there."""
    found: dict[str, list[Linked]] = {line: [] for line in wanted}
    for at in range(0, len(wanted), _AT_ONCE):
        part = storyline_links.c.storyline.in_(wanted[at : at + _AT_ONCE])
        for row in connection.execute(select(storyline_links).where(part)):
            found[row.storyline].append(Linked(*row))
    return found


def several(connection: Connection) -> list[str]:
    """The storylines that have more than one story."""
    statement = select(storyline_links.c.storyline).group_by(storyline_links.c.storyline).having(func.count() > 1)
    return sorted(str(one) for (one,) in connection.execute(statement))


def issues_of(connection: Connection, stories: Sequence[str]) -> dict[str, list[str]]:
    """The issues that had these stories, by story."""
    found: dict[str, list[str]] = defaultdict(list)
    for at in range(0, len(stories), _AT_ONCE):
        part = issue_items.c.story.in_(stories[at : at + _AT_ONCE])
        for story, issue in connection.execute(select(issue_items.c.story, issue_items.c.issue).where(part)):
            found[story].append(issue)
    return {story: sorted(set(issues)) for story, issues in found.items()}


def _placed() -> Select[Any]:
    """Every article with its story and the link of that, story by story."""
    return (
        select(
            placements.c.story,
            placements.c.article,
            articles.c.digest,
            articles.c.published,
            storyline_links.c.members,
            storyline_links.c.version,
        )
        .join(articles, articles.c.id == placements.c.article)
        .outerjoin(storyline_links, storyline_links.c.story == placements.c.story)
        .order_by(placements.c.story, placements.c.article)
        .execution_options(yield_per=_AT_ONCE)
    )


def _members(found: Sequence[str], digests: Sequence[str]) -> str:
    """A digest of a story's articles, given by id and what they were read from, in order of their ids."""
    told = "\n".join(f"{article} {digest}" for article, digest in zip(found, digests, strict=True))
    return f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"

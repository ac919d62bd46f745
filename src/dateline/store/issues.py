"""The index of issues: their numbers and states, what they held, and the digest of the draft as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from dateline.records import Issue, Period
from dateline.store.schema import issue_items, issues

_NO_NUMBER = -1  # in the table, whose column has taken no NULL since the first release
DRAFT, REVIEW, CLOSED = "draft", "review", "closed"


@dataclass(frozen=True, slots=True)
class Known:
    """An issue that the newsroom has made or taken in."""

    id: str
    edition: str
    number: int | None  # None: an imported issue that does not say
    period: str
    first: str  # YYYY-MM-DD
    last: str  # YYYY-MM-DD
    drafted: str  # digest of the Markdown as Dateline wrote it
    published: datetime | None  # None: never
    state: str = DRAFT  # draft, review or closed
    imported: str | None = None  # digest of the file it was imported from; None: made here


@dataclass(frozen=True, slots=True)
class Covered:
    """What an earlier issue had."""

    issue: str
    number: int | None
    story: str
    headline: str
    url: str


def every(connection: Connection) -> list[Known]:
    """All issues, by period and edition."""
    rows = connection.execute(select(issues).order_by(issues.c.first, issues.c.last, issues.c.edition))
    return [_numbered(Known(**row._asdict())) for row in rows]


def number_for(connection: Connection, issue: str, edition: str, first_number: int) -> int:
    """The number an issue has, or the next one of its edition."""
    own = connection.execute(select(issues.c.number).where(issues.c.id == issue)).scalar()
    if own is not None:
        return int(own)
    counted = select(func.max(issues.c.number)).where(issues.c.edition == edition, issues.c.number != _NO_NUMBER)
    last = connection.execute(counted).scalar()
    return first_number if last is None else int(last) + 1


def covered(connection: Connection, edition: str, period: Period) -> list[Covered]:
    """What the published and imported issues of an edition before this period have had; a draft may yet change."""
    out = or_(issues.c.published.is_not(None), issues.c.imported.is_not(None))
    statement = (
        select(issue_items.c.issue, issues.c.number, issue_items.c.story, issue_items.c.headline, issue_items.c.url)
        .join(issues, issues.c.id == issue_items.c.issue)
        .where(issues.c.edition == edition, issues.c.last < period.first.isoformat(), out)
        .order_by(issues.c.first, issue_items.c.position)
    )
    return [_numbered(Covered(**row._asdict())) for row in connection.execute(statement)]


def save(
    connection: Connection,
    issue: Issue,
    drafted: str,
    published: datetime | None = None,
    *,
    imported: str | None = None,
) -> None:
    """Keep an issue in the index, in place of what was there under its id; `published` None: it was not yet.

    Its state and the file that it was `imported` from stay what they were, unless this is told.
    """
    values = {
        "id": issue.id,
        "edition": issue.edition,
        "number": _NO_NUMBER if issue.number is None else issue.number,
        "period": issue.period.name,
        "first": issue.period.first.isoformat(),
        "last": issue.period.last.isoformat(),
        "drafted": drafted,
        "published": published,
        **({"imported": imported} if imported else {}),
    }
    connection.execute(insert(issues).values(**values).on_conflict_do_update(index_elements=["id"], set_=values))
    connection.execute(delete(issue_items).where(issue_items.c.issue == issue.id))
    for position, item in enumerate(item for section in issue.sections for item in section.items):
        connection.execute(
            issue_items.insert().values(
                issue=issue.id, position=position, story=item.story, headline=item.headline, url=item.url
            )
        )


def open_since(known: Iterable[Known], edition: str, since: date, today: date) -> list[Known]:
    """The drafts of an edition whose period ended on the day `since` or later, and before today."""
    drafts = (
        one
        for one in known
        if one.edition == edition and one.published is None and one.imported is None and one.state == DRAFT
    )
    return [one for one in drafts if since.isoformat() <= one.last < today.isoformat()]


def find(known: Iterable[Known], name: str, edition: str | None) -> list[Known]:
    """The issues that a name means: an id, or a period with all its editions (or the one named)."""
    return [one for one in known if name in (one.id, one.period) and edition in (None, one.edition)]


def set_state(connection: Connection, issue: str, state: str) -> None:
    """Put an issue into a state: draft, review or closed."""
    connection.execute(update(issues).where(issues.c.id == issue).values(state=state))


def picks(connection: Connection, edition: str, before: str) -> list[tuple[Known, list[Covered]]]:
    """The closed and imported issues of an edition that end before a day (YYYY-MM-DD), oldest first, with their items.

    What was published and not closed may be the desk's own proposal, which nobody has judged.
    """
    told = [one for one in every(connection) if one.edition == edition and one.last < before]
    rows = connection.execute(
        select(issue_items, issues.c.number)
        .join(issues, issues.c.id == issue_items.c.issue)
        .order_by(issue_items.c.position)
    )
    found: dict[str, list[Covered]] = {}
    for row in rows:
        found.setdefault(row.issue, []).append(
            _numbered(Covered(row.issue, row.number, row.story, row.headline, row.url))
        )
    return [(one, found.get(one.id, [])) for one in told if one.imported or one.state == CLOSED]


_Numbered = TypeVar("_Numbered", Known, Covered)


def _numbered(row: _Numbered) -> _Numbered:
    return replace(row, number=None) if row.number == _NO_NUMBER else row

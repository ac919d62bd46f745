"""The index of issues: their numbers, what they held, and the digest of the draft as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from dateline.records import Issue, Period
from dateline.store.schema import issue_items, issues


@dataclass(frozen=True, slots=True)
class Known:
    """An issue that the newsroom has made."""

    id: str
    edition: str
    number: int
    period: str
    first: str  # YYYY-MM-DD
    last: str  # YYYY-MM-DD
    drafted: str  # digest of the Markdown as Dateline wrote it
    published: datetime | None  # None: a draft


@dataclass(frozen=True, slots=True)
class Covered:
    """What an earlier issue had."""

    issue: str
    number: int
    story: str
    headline: str
    url: str


def every(connection: Connection) -> list[Known]:
    """All issues, by period and edition."""
    rows = connection.execute(select(issues).order_by(issues.c.first, issues.c.last, issues.c.edition))
    return [Known(**row._asdict()) for row in rows]


def number_for(connection: Connection, issue: str, edition: str, first_number: int) -> int:
    """The number an issue has, or the next one of its edition."""
    own = connection.execute(select(issues.c.number).where(issues.c.id == issue)).scalar()
    if own is not None:
        return int(own)
    last = connection.execute(select(func.max(issues.c.number)).where(issues.c.edition == edition)).scalar()
    return first_number if last is None else int(last) + 1


def covered(connection: Connection, edition: str, period: Period) -> list[Covered]:
    """What the published issues of an edition before this period have had; a draft may yet change."""
    statement = (
        select(issue_items.c.issue, issues.c.number, issue_items.c.story, issue_items.c.headline, issue_items.c.url)
        .join(issues, issues.c.id == issue_items.c.issue)
        .where(issues.c.edition == edition, issues.c.last < period.first.isoformat(), issues.c.published.is_not(None))
        .order_by(issues.c.first, issue_items.c.position)
    )
    return [Covered(**row._asdict()) for row in connection.execute(statement)]


def save(connection: Connection, issue: Issue, drafted: str, published: datetime | None = None) -> None:
    """Keep an issue in the index, in place of what was there under its id; `published` None leaves it a draft."""
    values = {
        "id": issue.id,
        "edition": issue.edition,
        "number": issue.number,
        "period": issue.period.name,
        "first": issue.period.first.isoformat(),
        "last": issue.period.last.isoformat(),
        "drafted": drafted,
        "published": published,
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
    drafts = (one for one in known if one.edition == edition and one.published is None)
    return [one for one in drafts if since.isoformat() <= one.last < today.isoformat()]


def find(known: Iterable[Known], name: str, edition: str | None) -> list[Known]:
    """The issues that a name means: an id, or a period with all its editions (or the one named)."""
    return [one for one in known if name in (one.id, one.period) and edition in (None, one.edition)]

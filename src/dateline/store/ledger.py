"""What intake remembers: visits, and captures with their archive. Each call outlives a kill -9 when it returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.dialects.sqlite import insert

from dateline.records import Capture, FeedEntry, Payload, Visit
from dateline.store.captures import Captures, capture_of
from dateline.store.database import Database
from dateline.store.schema import captures, visits
from dateline.urls import short_digest


class StoreLedger:
    """The newsroom's ledger (protocols.Ledger)."""

    def __init__(self, database: Database, archive: Captures):
        self.database = database
        self.archive = archive

    def visit(self, url: str) -> Visit | None:
        """The last visit to an address."""
        with self.database.begin() as connection:
            row = connection.execute(select(visits).where(visits.c.url == url)).first()
        return Visit(**row._asdict()) if row else None

    def record(self, visit: Visit) -> None:
        """Remember a visit in place of the one before."""
        values = asdict(visit)
        statement = insert(visits).values(**values).on_conflict_do_update(index_elements=["url"], set_=values)
        with self.database.begin() as connection:
            connection.execute(statement)

    def keep(self, payload: Payload) -> Capture:
        """Write a payload to the archive unless it is what the newest capture of this address holds."""
        new = capture_of(payload)
        newest = self._newest(payload.url)
        if newest and newest.digest == new.digest:
            return newest
        again = f"{new.id}\n{payload.fetched.isoformat()}"  # a page that went back to what it was
        capture = self.archive.append(payload, key=short_digest(again) if self._is_taken(new.id) else None)
        with self.database.begin() as connection:
            add_captures(connection, [capture])
        return capture

    def recover(self) -> int:
        """Index what a killed run wrote to the archive and did not index; the number of captures found."""
        with self.database.begin() as connection:
            ends = connection.execute(
                select(captures.c.file, func.max(captures.c.offset + captures.c.length)).group_by(captures.c.file)
            )
            known = {file: int(end) for file, end in ends}
            found = [
                capture
                for file in sorted({*known, *self.archive.files()})
                for capture in self.archive.recover(file, known.get(file, 0))
            ]
            add_captures(connection, found)
        return len(found)

    def visits(self, role: str) -> dict[str, Visit]:
        """The last visits of one role by address."""
        with self.database.begin() as connection:
            rows = connection.execute(select(visits).where(visits.c.role == role))
            return {row.url: Visit(**row._asdict()) for row in rows}

    def problems(self) -> list[Visit]:
        """The pages and files whose last visit failed."""
        with self.database.begin() as connection:
            rows = connection.execute(select(visits).where(visits.c.problem.is_not(None)).order_by(visits.c.url))
            return [Visit(**row._asdict()) for row in rows]

    def _newest(self, url: str) -> Capture | None:
        statement = select(captures).where(captures.c.url == url).order_by(captures.c.fetched.desc()).limit(1)
        with self.database.begin() as connection:
            row = connection.execute(statement).first()
        return to_capture(row) if row else None

    def _is_taken(self, key: str) -> bool:
        with self.database.begin() as connection:
            return connection.execute(select(captures.c.id).where(captures.c.id == key)).first() is not None


def add_captures(connection: Connection, found: Iterable[Capture]) -> None:
    """Index captures; those that are there already stay as they are."""
    for capture in found:
        connection.execute(insert(captures).values(**asdict(capture)).on_conflict_do_nothing())


def to_capture(row: Row[Any]) -> Capture:
    """The record of a row of the capture table (more columns are passed over)."""
    values = {column.name: getattr(row, column.name) for column in captures.columns}
    hint = values.pop("hint")
    return Capture(**values, hint=to_hint(hint) if hint else None)


def to_hint(values: dict[str, Any]) -> FeedEntry:
    """What a feed said of a page, as it was kept."""
    return FeedEntry(**{**values, "authors": tuple(values.get("authors", ()))})

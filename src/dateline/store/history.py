"""What was done with issues: who moved them on, what went into a closed one, and what was put right later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from dateline.records import Correction
from dateline.store.schema import corrections, issue_events, issue_inputs


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an issue's history."""

    at: datetime
    who: str
    what: str  # imported, reviewed, returned, closed, corrected …
    note: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """Something that went into a closed issue."""

    kind: str  # capture, settings, edition, version, file
    name: str
    digest: str  # of a version: the version itself


def note(connection: Connection, issue: str, step: Step) -> None:
    """Add a step to an issue's history."""
    connection.execute(
        issue_events.insert().values(issue=issue, at=step.at, who=step.who, what=step.what, note=step.note)
    )


def steps(connection: Connection, issue: str) -> list[Step]:
    """The history of an issue, oldest first."""
    rows = connection.execute(select(issue_events).where(issue_events.c.issue == issue).order_by(issue_events.c.id))
    return [Step(row.at, row.who, row.what, row.note) for row in rows]


def freeze(connection: Connection, issue: str, inputs: Iterable[Input]) -> None:
    """Keep what went into an issue, in place of what was kept before."""
    connection.execute(delete(issue_inputs).where(issue_inputs.c.issue == issue))
    rows = [{"issue": issue, "kind": one.kind, "name": one.name, "digest": one.digest} for one in inputs]
    if rows:
        connection.execute(issue_inputs.insert(), rows)


def inputs(connection: Connection, issue: str) -> list[Input]:
    """What went into an issue, by kind and name."""
    ordered = (
        select(issue_inputs).where(issue_inputs.c.issue == issue).order_by(issue_inputs.c.kind, issue_inputs.c.name)
    )
    return [Input(row.kind, row.name, row.digest) for row in connection.execute(ordered)]


def correct(connection: Connection, issue: str, correction: Correction) -> None:
    """Add a correction to an issue."""
    connection.execute(
        corrections.insert().values(
            issue=issue, day=correction.date, who=correction.by, item=correction.item, text=correction.text
        )
    )


def corrections_of(connection: Connection, issue: str) -> tuple[Correction, ...]:
    """The corrections of an issue, oldest first."""
    rows = connection.execute(select(corrections).where(corrections.c.issue == issue).order_by(corrections.c.id))
    return tuple(Correction(row.day, row.text, row.item, row.who) for row in rows)

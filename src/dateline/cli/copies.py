"""The filter `dateline copies`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO

import click

from dateline.cli.jsonl import Failed, Row, Safely, read_rows, write_row
from dateline.clock import parse_iso
from dateline.errors import Unreadable
from dateline.processes import spread
from dateline.stories.copies import CopyFinder, CopyMatch
from dateline.stories.copy_runs import shingles

_UNDATED = datetime.max.replace(tzinfo=UTC)


@click.command("copies")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to read texts with.")
def command(file: BinaryIO, jobs: int) -> None:
    """Find copies: articles that are nearly the same text as another.

    Reads JSON Lines {id, text, title?, published?} and writes {id, copy_of, group, similarity} in the same order.
    copy_of is the first-published member of the group, or null; group is null for an article without copies. The whole
    input is read before the first line is written.

    \b
    Example:
        $ dateline copies < articles.jsonl
        {"id": "a1", "copy_of": null, "group": "a1", "similarity": 1.0}
        {"id": "a2", "copy_of": "a1", "group": "a1", "similarity": 0.9412}
    """
    rows = list(spread(read_rows(file), Safely(_prepared), jobs=jobs))
    for row in _answers(rows):
        write_row(row)
    sys.stdout.flush()
    sys.exit(any(isinstance(row, Failed) for row in rows))


def _prepared(row: Row) -> Row:
    """The row with its text as shingles and its date read; raises Unreadable."""
    if not isinstance(row.get("text"), str):
        raise Unreadable("text is missing or is no string")
    published = row.get("published")
    moment = parse_iso(published) if isinstance(published, str) else None
    return {"id": row["id"], "shingles": shingles(row["text"]), "published": moment}


def _answers(rows: list[Row]) -> Iterable[Row]:
    """One answer a row, in the rows' order; articles are compared in order of publication, the undated last."""
    finder = CopyFinder()
    matches: dict[int, CopyMatch] = {}
    first_of_group: set[str] = set()
    readable = [at for at, row in enumerate(rows) if not isinstance(row, Failed)]
    for at in sorted(
        readable, key=lambda at: rows[at]["published"] or _UNDATED
    ):  # places stand for ids: those may repeat
        matches[at] = finder.place_shingles(str(at), rows[at]["shingles"], rows[at]["published"])
        first_of_group.add(matches[at].group or "")
    for at, row in enumerate(rows):
        if at not in matches:
            yield row
            continue
        _, group, similarity = matches[at]
        if group is not None:
            first = rows[int(group)]["id"]
            yield {"id": row["id"], "copy_of": first, "group": first, "similarity": round(similarity, 4)}
        elif str(at) in first_of_group:
            yield {"id": row["id"], "copy_of": None, "group": row["id"], "similarity": 1.0}
        else:
            yield {"id": row["id"], "copy_of": None, "group": None, "similarity": 0.0}

"""The filter `dateline copies`."""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from os import SEEK_CUR
from struct import Struct
from tempfile import TemporaryFile
from typing import BinaryIO

import click
import numpy as np

from dateline.agencies import Member, credited
from dateline.agencies import original as original_of
from dateline.cli.jsonl import Failed, Row, Safely, read_rows, write_row
from dateline.clock import parse_iso
from dateline.errors import Unreadable
from dateline.processes import spread
from dateline.stories.copies import CopyFinder, CopySettings
from dateline.stories.copy_diff import CopyDiff, diff
from dateline.stories.copy_runs import Shingles, shingles

_SIZES = Struct("<QQ")
_UNDATED = datetime.max.replace(tzinfo=UTC)


@click.command("copies")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to read texts with.")
@click.option("--diff", "with_diff", is_flag=True, help="Say of each copy what it adds, drops and changes.")
def command(file: BinaryIO, jobs: int, with_diff: bool) -> None:
    """Find copies: articles that are nearly the same text as another.

    Reads JSON Lines {id, text, title?, published?, outlet?} and writes {id, copy_of, group, similarity} in the same
    order. copy_of is the first-published member of the group, or null; where outlets are given, it is the member by
    the agency that most of the others credit, if there is one. group is null for an article without copies.

    The whole input is read before the first line is written; it waits in a temporary file, not in memory. An article is
    compared with the 250,000 that were published before it. With --diff the line of a copy has adds and drops
    (sentences) and changes (sentences with the words that differ).

    \b
    Example:
        $ dateline copies < articles.jsonl
        {"id": "a1", "copy_of": null, "group": "a1", "similarity": 1.0}
        {"id": "a2", "copy_of": "a1", "group": "a1", "similarity": 0.9412}
    """
    with TemporaryFile(prefix="dateline-copies-") as spool:
        waiting = _Waiting(spool)
        for row in spread(read_rows(file), Safely(_Prepare(with_diff)), jobs=jobs):
            waiting.add(row)
        for row in _answers(waiting, with_diff):
            write_row(row)
    sys.stdout.flush()
    sys.exit(waiting.has_failed)


class _Prepare:
    """Turns a row into what is kept of it; an object, as it is sent to the processes."""

    def __init__(self, with_text: bool):
        self.with_text = with_text

    def __call__(self, row: Row) -> Row:
        """The row with its text as runs and its date read; raises Unreadable."""
        text, published, outlet = row.get("text"), row.get("published"), row.get("outlet")
        if not isinstance(text, str):
            raise Unreadable("text is missing or is no string")
        return {
            "id": row["id"],
            "runs": shingles(text),
            "published": parse_iso(published) if isinstance(published, str) else None,
            "outlet": outlet if isinstance(outlet, str) else "",
            "credit": credited(text),
            "text": text if self.with_text else None,
        }


class _Waiting:
    """Rows in a file, by their places; only their dates and where they begin are in memory."""

    def __init__(self, spool: BinaryIO):
        self.has_failed = False
        self.has_outlets = False
        self._spool = spool
        self._starts = array("Q")
        self._moments = array("d")  # seconds; not a number: the row could not be read
        self._end = 0

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, row: Row) -> None:
        """Put in the next row."""
        is_bad = isinstance(row, Failed)
        published = row.get("published")
        self.has_failed |= is_bad
        self.has_outlets |= bool(row.get("outlet"))
        self._moments.append(math.nan if is_bad else (published or _UNDATED).timestamp())
        self._starts.append(self._end)
        runs = b"" if is_bad else row["runs"].tobytes()
        kept = {**row, "runs": None, "published": published and published.isoformat()}
        head = json.dumps(kept).encode()
        self._end += self._spool.write(_SIZES.pack(len(runs), len(head)) + runs + head)

    def in_time(self) -> list[int]:
        """The places of the rows that could be read, in order of publication, the undated last."""
        moments = np.array(self._moments)
        order = np.argsort(moments, kind="stable")
        found: list[int] = order[: len(moments) - int(np.isnan(moments).sum())].tolist()
        return found

    def is_bad(self, at: int) -> bool:
        """Whether the row at a place could not be read."""
        return math.isnan(self._moments[at])

    def runs(self, at: int) -> Shingles:
        """The runs of the row at a place."""
        return np.frombuffer(self._read(at, head=False), dtype=np.uint64)

    def row(self, at: int) -> Row:
        """The row at a place without its runs."""
        row: Row = json.loads(self._read(at, head=True))
        return row

    def member(self, at: int) -> Member:
        """The row at a place as its group sees it."""
        row = self.row(at)
        return Member(
            str(at), row["published"] and datetime.fromisoformat(row["published"]), row["outlet"], row["credit"]
        )

    def _read(self, at: int, *, head: bool) -> bytes:
        self._spool.seek(self._starts[at])
        runs, size = _SIZES.unpack(self._spool.read(_SIZES.size))
        if head:
            self._spool.seek(runs, SEEK_CUR)
        return self._spool.read(size if head else runs)


def _answers(waiting: _Waiting, with_diff: bool) -> Iterator[Row]:
    """One answer a row, in the rows' order; articles are compared in order of publication, the undated last."""
    settings = CopySettings()
    finder = CopyFinder(replace(settings, undated=settings.most), runs=lambda place: waiting.runs(int(place)))
    similarities = array("d", bytes(8 * len(waiting)))
    members: defaultdict[int, list[int]] = defaultdict(list)
    for at in waiting.in_time():  # places stand for ids: those may repeat
        match = finder.place_shingles(str(at), waiting.runs(at), None)
        if match.group is not None:
            members[int(match.group)].append(at)
            similarities[at] = match.similarity
    originals = dict(_originals(waiting, members))
    for at in range(len(waiting)):
        row = waiting.row(at)
        if waiting.is_bad(at):
            yield {key: value for key, value in row.items() if key not in ("runs", "published")}
            continue
        first = originals.get(at)
        if first is None:
            yield {"id": row["id"], "copy_of": None, "group": None, "similarity": 0.0}
        elif first == at:
            yield {"id": row["id"], "copy_of": None, "group": row["id"], "similarity": 1.0}
        else:
            original = waiting.row(first)
            similarity = round(similarities[at] or similarities[first], 4)  # of what the other copies: it came first
            answer = {"id": row["id"], "copy_of": original["id"], "group": original["id"], "similarity": similarity}
            yield answer | (_differences(diff(original["text"], row["text"])) if with_diff else {})


def _originals(waiting: _Waiting, members: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Each place in a group of copies with that of the group's original."""
    for first, others in members.items():
        group = [first, *others]
        original = int(original_of([waiting.member(at) for at in group])) if waiting.has_outlets else first
        yield from ((at, original) for at in group)


def _differences(found: CopyDiff) -> Row:
    changes = [
        {"from": one.original, "to": one.copy, "words": [[mark.before, mark.after] for mark in one.marks]}
        for one in found.changed
    ]
    return {"adds": list(found.added), "drops": list(found.dropped), "changes": changes}

"""`dateline events`: what happened or is planned, by whom and when, one JSON line a text."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from dateline.cli.jsonl import Row, read_rows, run_filter
from dateline.cli.named import day_of, gazetteer, jobs_option, named_text, names_option
from dateline.record.events import find_events
from dateline.records import Event

_EXAMPLE = """\b
Example:
  echo '{"id": 1, "text": "Solaria bought Heliotec in May.", "published": "2020-06-02"}' | dateline events
"""


@click.command(name="events", epilog=_EXAMPLE)
@names_option
@jobs_option
def command(own: Path | None, jobs: int) -> None:
    """Find the events in texts: reads {id, text, language?, published?} a line, writes {id, events[]}.

    An event has type (appointment, launch, partnership, investment, acquisition, listing, policy, standard, report,
    expansion, research or agreement), text, start, end, actors (who acts first), when (ISO 8601, relative words
    counted from published) and tense (happened or planned). Exit code 1: some lines could not be read.
    """
    if own is not None:
        gazetteer(own)  # a wrong file is told once, before any text is read
    raise SystemExit(run_filter(read_rows(sys.stdin.buffer), EventReader(own), jobs=jobs, chunk=32))


@dataclass(frozen=True, slots=True)
class EventReader:
    """Reads the events of rows; it is sent to the processes. `own` is the newsroom's names.toml."""

    own: Path | None

    def __call__(self, row: Row) -> Row:
        """The line of one row; Unreadable when it has no text."""
        text, language, names = named_text(row, self.own)
        events = find_events(text, language, names, day_of(row))
        return {"id": row["id"], "events": [_as_row(event) for event in events]}


def _as_row(event: Event) -> Row:
    row: Row = {key: getattr(event, key) for key in ("type", "text", "start", "end", "when", "tense")}
    return {**row, "actors": list(event.actors)}

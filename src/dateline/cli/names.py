"""`dateline names`: the names in texts, one JSON line each."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from dateline.cli.jsonl import Row, read_rows, run_filter
from dateline.cli.named import gazetteer, jobs_option, named_text, names_option

_EXAMPLE = """\b
Example:
  echo '{"id": 1, "text": "Cheng Wei of Didi spoke in Beijing."}' | dateline names
"""


@click.command(name="names", epilog=_EXAMPLE)
@names_option
@jobs_option
def command(own: Path | None, jobs: int) -> None:
    """Find the names in texts: reads {id, text, language?} a line, writes {id, names[]}.

    A name has text, start, end, kind (person, organisation, place, product or other), name (the thing's one name),
    entry (its id in the list of known names) and role. Exit code 1: some lines could not be read.
    """
    if own is not None:
        gazetteer(own)  # a wrong file is told once, before any text is read
    raise SystemExit(run_filter(read_rows(sys.stdin.buffer), NameReader(own), jobs=jobs, chunk=32))


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads the names of rows; it is sent to the processes. `own` is the newsroom's names.toml."""

    own: Path | None

    def __call__(self, row: Row) -> Row:
        """The line of one row; Unreadable when it has no text."""
        _, _, names = named_text(row, self.own)
        keys = ("text", "start", "end", "kind", "name", "entry", "role")
        return {"id": row["id"], "names": [{key: getattr(name, key) for key in keys} for name in names]}

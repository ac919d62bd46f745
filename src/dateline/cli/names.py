"""`dateline names`: the names in texts, one JSON line each."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import click

from dateline.cli.jsonl import Row, read_rows, run_filter
from dateline.errors import Unreadable
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.names import find_names
from dateline.text.language import detect_language

_EXAMPLE = """\b
Example:
  echo '{"id": 1, "text": "Cheng Wei of Didi spoke in Beijing."}' | dateline names
"""


@click.command(name="names", epilog=_EXAMPLE)
@click.option(
    "--names",
    "own",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A names.toml of your own, laid over the shipped names.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Spread the texts over N processes."
)
def command(own: Path | None, jobs: int) -> None:
    """Find the names in texts: reads {id, text, language?} a line, writes {id, names[]}.

    A name has text, start, end, kind (person, organisation, place, product or other), name (the thing's one name),
    entry (its id in the list of known names) and role. Exit code 1: some lines could not be read.
    """
    if own is not None:
        _gazetteer(own)  # a wrong file is told once, before any text is read
    raise SystemExit(run_filter(read_rows(sys.stdin.buffer), NameReader(own), jobs=jobs, chunk=32))


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads the names of rows; it is sent to the processes. `own` is the newsroom's names.toml."""

    own: Path | None

    def __call__(self, row: Row) -> Row:
        """The line of one row; Unreadable when it has no text."""
        text, language = row.get("text"), row.get("language")
        if not isinstance(text, str):
            raise Unreadable("text is missing or is no string")
        if not isinstance(language, str) or not language:
            language = detect_language(text)
        gazetteer = _gazetteer(self.own)
        names = gazetteer.corrected(find_names(text, language, gazetteer))
        keys = ("text", "start", "end", "kind", "name", "entry", "role")
        return {"id": row["id"], "names": [{key: getattr(name, key) for key in keys} for name in names]}


@lru_cache(maxsize=1)
def _gazetteer(own: Path | None) -> Gazetteer:
    return load(own)

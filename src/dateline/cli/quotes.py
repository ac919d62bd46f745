"""`dateline quotes`: the quotations in texts with their speakers, one JSON line each."""

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
from dateline.record.quotes import find_quotes
from dateline.records import Name, Quote
from dateline.text.language import detect_language

_EXAMPLE = """\b
Example:
  echo '{"id": 1, "text": "“We will hire,” said Ana Ruiz, head of Solaria."}' | dateline quotes
"""


@click.command(name="quotes", epilog=_EXAMPLE)
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
    """Find the quotations in texts: reads {id, text, language?} a line, writes {id, quotes[]}.

    A quote has text (parts joined by " … " where the sentence breaks it), start, end, speaker, role and parts, the
    start and end of each part. Exit code 1: some lines could not be read.
    """
    if own is not None:
        gazetteer(own)  # a wrong file is told once, before any text is read
    raise SystemExit(run_filter(read_rows(sys.stdin.buffer), QuoteReader(own), jobs=jobs, chunk=32))


@dataclass(frozen=True, slots=True)
class QuoteReader:
    """Reads the quotations of rows; it is sent to the processes. `own` is the newsroom's names.toml."""

    own: Path | None

    def __call__(self, row: Row) -> Row:
        """The line of one row; Unreadable when it has no text."""
        text, language, names = named_text(row, self.own)
        return {"id": row["id"], "quotes": [_as_row(quote) for quote in find_quotes(text, language, names)]}


def named_text(row: Row, own: Path | None) -> tuple[str, str, tuple[Name, ...]]:
    """Text, language and names of a row; Unreadable when it has no text."""
    text, language = row.get("text"), row.get("language")
    if not isinstance(text, str):
        raise Unreadable("text is missing or is no string")
    if not isinstance(language, str) or not language:
        language = detect_language(text)
    return text, language, find_names(text, language, gazetteer(own))


@lru_cache(maxsize=1)
def gazetteer(own: Path | None) -> Gazetteer:
    """The shipped names with those of the newsroom laid over them; raises BadSettings for a file that is none."""
    return load(own)


def _as_row(quote: Quote) -> Row:
    row: Row = {key: getattr(quote, key) for key in ("text", "start", "end", "speaker", "role")}
    return {**row, "parts": [[part.start, part.end] for part in quote.parts]}

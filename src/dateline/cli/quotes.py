"""`dateline quotes`: the quotations in texts with their speakers, one JSON line each."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from dateline.cli.jsonl import Row, read_rows, run_filter
from dateline.cli.named import gazetteer, jobs_option, named_text, names_option
from dateline.record.quotes import find_quotes
from dateline.records import Quote

_EXAMPLE = """\b
Example:
  echo '{"id": 1, "text": "“We will hire,” said Ana Ruiz, head of Solaria."}' | dateline quotes
"""


@click.command(name="quotes", epilog=_EXAMPLE)
@names_option
@jobs_option
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


def _as_row(quote: Quote) -> Row:
    row: Row = {key: getattr(quote, key) for key in ("text", "start", "end", "speaker", "role")}
    return {**row, "parts": [[part.start, part.end] for part in quote.parts]}

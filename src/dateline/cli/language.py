"""`dateline language`: the language of texts, one JSON line each."""

from __future__ import annotations

import sys

import click

from dateline.cli.jsonl import Row, read_rows, run_filter
from dateline.errors import Unreadable
from dateline.text.language import detect_language

_EXAMPLE = """\b
Example:
  echo '{"id": 1, "text": "Guten Morgen aus Berlin"}' | dateline language
"""


@click.command(name="language", epilog=_EXAMPLE)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Spread the texts over N processes."
)
def command(jobs: int) -> None:
    """Tell the language of texts: reads {id, text} a line, writes {id, language}.

    The language is ISO 639-1, or und when it cannot be told. Exit code 1: some lines could not be read.
    """
    raise SystemExit(run_filter(read_rows(sys.stdin.buffer), _language, jobs=jobs, chunk=256))


def _language(row: Row) -> Row:
    text = row.get("text")
    if not isinstance(text, str):
        raise Unreadable("text is missing or is no string")
    return {"id": row["id"], "language": detect_language(text)}

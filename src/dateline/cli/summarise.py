"""`dateline summarise`: the sentences that say most, each an exact span of a document."""

from __future__ import annotations

import sys

import click

from dateline.cli.jsonl import Row, read_rows, run_filter
from dateline.errors import Unreadable
from dateline.issue.extract import summarise

_USUAL = 3


@click.command(epilog='Example:  echo \'{"id": 1, "documents": ["…"], "sentences": 3}\' | dateline summarise')
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to spread the work over.")
def command(jobs: int) -> None:
    """Choose sentences from documents: JSON Lines {id, documents[], sentences} in, {id, sentences[]} out."""
    sys.exit(run_filter(read_rows(sys.stdin.buffer), summarise_row, jobs=jobs))


def summarise_row(row: Row) -> Row:
    """One line of the filter; raises Unreadable for a row that cannot be read."""
    documents, limit = row.get("documents"), row.get("sentences", _USUAL)
    if not isinstance(documents, list) or not all(isinstance(text, str) for text in documents):
        raise Unreadable("documents must be a list of texts")
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise Unreadable("sentences must be a whole number, 1 or more")
    chosen = summarise(documents, limit)
    return {
        "id": row["id"],
        "sentences": [
            {
                "text": documents[one.document][one.start : one.end],
                "document": one.document,
                "start": one.start,
                "end": one.end,
            }
            for one in chosen
        ],
    }

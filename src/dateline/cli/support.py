"""`dateline support`: whether sources carry a sentence, and what is missing, one JSON line each."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import click

from dateline.cli.jsonl import Row, read_rows, run_filter
from dateline.errors import Unreadable
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.support import judge

_EXAMPLE = """\b
Examples:
  echo '{"id": 1, "claim": "Sales rose.", "sources": ["Sales fell by a third."]}' | dateline support
  dateline support my-desk 2016-12
"""


@click.command(name="support", epilog=_EXAMPLE)
@click.argument("newsroom", required=False, type=click.Path(path_type=Path))
@click.argument("issue", required=False)
@click.option("--edition", metavar="NAME", help="Of an issue: its form.")
@click.option("--model", is_flag=True, help="Of an issue: ask the model in the settings too; it may only add problems.")
@click.option("--json", "as_json", is_flag=True, help="Of an issue: print JSON, every sentence with its verdict.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Filter: spread over N processes."
)
def command(
    newsroom: Path | None, issue: str | None, edition: str | None, model: bool, as_json: bool, jobs: int
) -> None:
    """Check sentences against sources: reads {id, claim, sources[]} a line, writes {id, supported, score, problems[]}.

    A problem has a kind (number, name, negation …), the words of the sentence that are not carried, and in message
    what the source has instead. Lines on one source are fastest next to one another. Exit code 1: some lines could
    not be read.

    With a newsroom and an issue (or its period) it is no filter: it names every sentence of the issue, as edited, that
    the reports behind it do not carry. Exit code 1: there are such sentences.
    """
    if newsroom is None:
        raise SystemExit(run_filter(read_rows(sys.stdin.buffer), support_row, jobs=jobs))
    if issue is None:
        raise click.UsageError("name the issue, or its period: dateline support my-desk 2016-12")
    from dateline.cli.supported import show  # what a filter does not need

    raise SystemExit(show(newsroom, issue, edition=edition, model=model, as_json=as_json))


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return load()


def support_row(row: Row) -> Row:
    """One line of the filter; raises Unreadable for a row that cannot be read."""
    claim, sources = row.get("claim"), row.get("sources")
    if not isinstance(claim, str):
        raise Unreadable("claim is missing or is no string")
    if not isinstance(sources, list) or not all(isinstance(source, str) for source in sources):
        raise Unreadable("sources must be a list of texts")
    verdict = judge(claim, sources, _gazetteer())
    problems = [{"kind": lack.kind, "text": lack.text, "message": lack.message} for lack in verdict.lacks]
    return {"id": row["id"], "supported": verdict.supported, "score": round(verdict.score, 4), "problems": problems}

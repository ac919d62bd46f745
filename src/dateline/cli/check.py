"""`dateline check`: what the copy desk finds in files, one JSON line each, or in an issue of a newsroom."""

from __future__ import annotations

import sys
from datetime import date
from functools import lru_cache
from pathlib import Path

import click

from dateline import clock
from dateline.checking import Reading, proof_of_past, surroundings_of_past
from dateline.cli.jsonl import Row, paths_of, read_file, run_filter
from dateline.issue.copydesk.desk import check
from dateline.record.gazetteer import load
from dateline.records import Problem
from dateline.text.past.read import read_past

_EXAMPLE = """\b
Examples:
  dateline check letter-2016-12.txt
  dateline check my-desk 2016-12
  dateline check my-desk 2016-12 --fix
"""


@click.command(name="check", epilog=_EXAMPLE)
@click.argument("files", nargs=-1, metavar="[FILE]... | NEWSROOM ISSUE")
@click.option("--edition", metavar="NAME", help="Of an issue: its form.")
@click.option("--fix", is_flag=True, help="Mend what is certain, in the text file or in the issue's draft.md.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to measure dates against (default: today).")
@click.option("--json", "as_json", is_flag=True, help="Of an issue: print JSON.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Files: spread over N processes."
)
def command(files: tuple[str, ...], edition: str | None, fix: bool, today: object, as_json: bool, jobs: int) -> None:
    """Read issues as a copy desk does: reads files, writes {path, problems[{rule, severity, quote, where, message}]}.

    A file is any past issue that `dateline import` reads; - reads paths from standard input. A problem has the rule
    that found it, error, warning or note, the words, where they stand, what is wrong, and in mend what to do.

    With a newsroom and an issue (or its period) it is no filter: it holds the issue, as edited, against its reports,
    the record and earlier issues, and tells the problems for people. Exit code 1: there is an error among them.
    `dateline check --rules` lists the rules.
    """
    day = today.date() if hasattr(today, "date") else None
    if len(files) == 2 and Path(files[0]).is_dir():
        from dateline.cli.checked import show  # what a filter does not need

        raise SystemExit(show(Path(files[0]), files[1], edition=edition, fix=fix, today=day, as_json=as_json))
    if not files:
        raise click.UsageError("name a file, or a newsroom and an issue: dateline check my-desk 2016-12")
    if fix:
        from dateline.cli.checked import fix_files

        raise SystemExit(fix_files(list(paths_of(files)), day or clock.now().date()))
    rows = ({"path": path, "today": (day or clock.now().date()).isoformat()} for path in paths_of(files))
    sys.exit(run_filter(rows, check_row, jobs=jobs, chunk=1))


def check_row(row: Row) -> Row:
    """One line of the filter; raises Unreadable for a file that cannot be read."""
    path = str(row["path"])
    problems = problems_of(read_file(path), Path(path).name, date.fromisoformat(row["today"]))
    return {"path": path, "problems": [as_row(one) for one in problems]}


def problems_of(body: bytes, name: str, today: date) -> tuple[Problem, ...]:
    """What the copy desk finds in a file."""
    reading = _reading()
    proof = proof_of_past(read_past(body, name), reading)
    return check(proof, surroundings_of_past(proof, reading, today))


def as_row(one: Problem) -> Row:
    """A problem as it is written."""
    row: Row = {
        "rule": one.rule,
        "severity": one.severity,
        "quote": one.quote,
        "where": one.where,
        "message": one.message,
        "mend": one.mend,
    }
    return row if one.replacement is None else {**row, "replacement": one.replacement}


@lru_cache(maxsize=1)
def _reading() -> Reading:
    return Reading(load())

"""`dateline check` for people: the problems of an issue, and the mending of what is certain."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from dateline.cli.check import as_row, problems_of
from dateline.cli.common import newsroom_at, print_json
from dateline.cli.jsonl import read_file, write_row
from dateline.errors import DatelineError, Unreadable
from dateline.issue.copydesk.fixing import fixed
from dateline.records import Problem
from dateline.store import files

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_TEXTS = (".txt", ".md", ".markdown", ".text")


def show(newsroom: Path, issue: str, *, edition: str | None, fix: bool, today: date | None, as_json: bool) -> int:
    """Print the problems of an issue; the exit code: 1 when an error is among them."""
    with newsroom_at(newsroom) as opened:
        if fix:
            for path, applied in opened.fix(issue, edition_name=edition, today=today):
                for one in applied:
                    click.echo(f"mended in {path}: “{one.quote}” → “{one.replacement}” ({one.rule})", err=True)
        problems = opened.check(issue, edition_name=edition, today=today)
    if as_json:
        print_json([as_row(one) for one in problems])
    else:
        tell(problems)
    return 1 if any(one.severity == "error" for one in problems) else 0


def tell(problems: Sequence[Problem]) -> None:
    """The problems by place, gravest marked, and how many of each kind."""
    where = None
    for one in problems:
        if one.where != where:
            where = one.where
            click.secho(where, bold=True)
        severity = click.style(f"{one.severity:7}", fg=_COLOURS.get(one.severity))
        quoted = f"“{_short(one.quote)}”: " if one.quote else ""
        click.echo(f"  {severity} {quoted}{one.message} [{one.rule}]")
        if one.mend:
            click.echo(f"          → {one.mend}")
    counts = Counter(one.severity for one in problems)
    told = ", ".join(f"{counts[name]} {name}{'s' * (counts[name] != 1)}" for name in _COLOURS if counts[name])
    click.echo(told or "nothing to mend")


def fix_files(paths: Sequence[str], today: date) -> int:
    """Mend what is certain in text files, in place; the line of each tells what was mended and what is left."""
    bad = 0
    for path in paths:
        try:
            write_row(_fix_file(Path(path), today))
        except DatelineError as error:
            bad += 1
            write_row({"path": path, "error": str(error)})
    sys.stdout.flush()
    return 1 if bad else 0


def _fix_file(path: Path, today: date) -> dict[str, object]:
    if path.suffix.lower() not in _TEXTS:
        raise Unreadable("only text and Markdown files can be mended in place: mend this one in its own program")
    body = read_file(str(path))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not UTF-8 (byte {error.start}): save it as UTF-8") from error
    mended, applied = fixed(text, problems_of(body, path.name, today))
    if applied:
        files.write(path, mended.encode())
    left = problems_of(mended.encode(), path.name, today)
    return {
        "path": str(path),
        "mended": [as_row(one) for one in applied],
        "problems": [as_row(one) for one in left],
    }


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"

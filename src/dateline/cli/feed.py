"""`dateline feed`: feeds in, JSON Lines out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from dateline.cli.jsonl import Row, run_filter
from dateline.errors import Unreadable
from dateline.text.feed import read_feed


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to spread over.")
@click.option("--url", help="Where a single FILE came from: relative links are made absolute against it.")
def command(files: tuple[str, ...], jobs: int, url: str | None) -> None:
    """Read feeds (RSS, RDF, Atom, CDF, JSON Feed) and write one line of JSON for each.

    `-` reads the paths from standard input, one a line; so does giving no FILE. A line has the keys path, format,
    title, link, language, entries and problems; for a file that cannot be read it has path and error, and the exit
    code is 1.

    \b
    Example:
      dateline feed news.rss | jq '.entries[].title'
      ls feeds/*.xml | dateline feed --jobs 2 -
    """
    if url and (len(files) != 1 or files[0] == "-"):
        raise click.UsageError("--url goes with a single FILE")
    rows: Iterator[Row] = ({"path": path, "url": url} for path in _paths(files or ("-",)))
    sys.exit(run_filter(rows, read_row, jobs=jobs, chunk=4))


def read_row(row: Row) -> Row:
    """The line for one feed file; raises Unreadable when it cannot be read."""
    try:
        body = Path(row["path"]).read_bytes()
    except OSError as error:
        raise Unreadable(f"the file cannot be read: {error.strerror or error}") from error
    return {"path": row["path"], **asdict(read_feed(body, url=row["url"]))}


def _paths(files: tuple[str, ...]) -> Iterator[str]:
    for name in files:
        if name == "-":
            yield from (path for line in sys.stdin if (path := line.rstrip("\r\n")))
        else:
            yield name

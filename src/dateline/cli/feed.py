"""`dateline feed`: feeds in, JSON Lines out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

from dateline.cli.jsonl import Row, paths_of, read_file, run_filter
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
    rows: Iterator[Row] = ({"path": path, "url": url} for path in paths_of(files or ("-",)))
    sys.exit(run_filter(rows, read_row, jobs=jobs, chunk=4))


def read_row(row: Row) -> Row:
    """The line for one feed file; raises Unreadable when it cannot be read."""
    return {"path": row["path"], **asdict(read_feed(read_file(row["path"]), url=row["url"]))}

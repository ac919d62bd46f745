"""`dateline extract`: pages, PDFs, mails and texts to articles, one JSON line a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

import click

from dateline.cli.jsonl import Row, paths_of, read_file, run_filter
from dateline.clock import now
from dateline.errors import Unreadable
from dateline.text.readers import media_type_of, read_document

_EXAMPLE = """\b
Example:
  dateline extract page.html report.pdf letter.eml
  find pages -name '*.html' | dateline extract --jobs 2 -
  dateline extract --url https://example.org/2024/story page.html
"""


@click.command(name="extract", epilog=_EXAMPLE)
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.option("--url", help="Where the file came from; for a single file.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Spread the files over N processes."
)
def command(files: tuple[str, ...], url: str | None, jobs: int) -> None:
    """Read articles out of HTML, PDF, EML, TXT, Markdown and JSON files.

    Writes one JSON object a line: path, url, title, byline, outlet, published, modified, language, text, paragraphs,
    links. With - the paths are read from standard input, one a line. Exit code 1: some files could not be read.
    """
    if not files:
        raise click.UsageError("name the files to read, or - to read their paths from standard input")
    if url is not None and (len(files) != 1 or files[0] == "-"):
        raise click.UsageError("--url goes with a single file")
    rows: Iterator[Row] = ({"path": path} for path in paths_of(files))
    raise SystemExit(run_filter(rows, partial(_extract, url=url), jobs=jobs, chunk=4))


def _extract(row: Row, *, url: str | None) -> Row:
    path = str(row["path"])
    body = read_file(path)
    page = read_document(body, media_type_of(path, body), url=url, now=now())
    text = "\n\n".join(page.paragraphs)
    if not page.title and not text:
        raise Unreadable("there is neither a title nor text in it")
    return {
        "path": path,
        "url": page.url or url,
        "title": page.title,
        "byline": list(page.byline),
        "outlet": page.outlet,
        "published": page.published,
        "modified": page.modified,
        "language": page.language,
        "text": text,
        "paragraphs": list(page.paragraphs),
        "links": [asdict(link) for link in page.links],
        "problems": list(page.problems),
    }

"""`dateline import`: files of a back catalogue to issues, one JSON line a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

import click

from dateline.cli.jsonl import Row, paths_of, read_file, run_filter
from dateline.records import PastIssue, PastItem, PastParagraph
from dateline.text.past.read import read_past

_EXAMPLE = """\b
Example:
  dateline import letter-12.docx letter-13.pdf
  find archive -name '*.md' | dateline import --jobs 2 -
"""


@click.command(name="import", epilog=_EXAMPLE)
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Spread the files over N processes."
)
def command(files: tuple[str, ...], jobs: int) -> None:
    """Read past issues out of TXT, Markdown, HTML, PDF, DOCX and EML files, and Dateline's own.

    Writes one JSON object a line: path, title, number, period, language, introduction, sections (each with its items:
    number, title, outlet, published, url, links, paragraphs), closing, links, problems: what was dropped, mended or not
    understood. With - the paths are read from standard input, one a line. Exit code 1: some files could not be read.
    """
    if not files:
        raise click.UsageError("name the files to read, or - to read their paths from standard input")
    rows: Iterator[Row] = ({"path": path} for path in paths_of(files))
    raise SystemExit(run_filter(rows, _import, jobs=jobs, chunk=4))


def _import(row: Row) -> Row:
    path = str(row["path"])
    return {"path": path, **issue_row(read_past(read_file(path), path))}


def issue_row(issue: PastIssue) -> Row:
    """A past issue as the filters write it."""
    return {
        "title": issue.title,
        "number": issue.number,
        "period": issue.period,
        "language": issue.language,
        "introduction": _texts(issue.introduction),
        "sections": [
            {"title": section.title, "items": [_item_row(item) for item in section.items]} for section in issue.sections
        ],
        "closing": _texts(issue.closing),
        "links": [asdict(link) for link in issue.links],
        "problems": [asdict(remark) for remark in issue.remarks],
    }


def _item_row(item: PastItem) -> Row:
    return {
        "number": item.number,
        "title": item.title,
        "outlet": item.outlet,
        "published": item.published,
        "url": item.url,
        "language": item.language,
        "links": [asdict(link) for link in item.links],
        "paragraphs": _texts(item.paragraphs),
        "subheadings": list(_subheadings(item.paragraphs)),
    }


def _texts(paragraphs: Iterable[PastParagraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs if paragraph.kind != "subheading"]


def _subheadings(paragraphs: Iterable[PastParagraph]) -> Iterator[Row]:
    """The sub-headings, each with the number of paragraphs that stand before it."""
    before = 0
    for paragraph in paragraphs:
        if paragraph.kind == "subheading":
            yield {"text": paragraph.text, "before": before}
        else:
            before += 1

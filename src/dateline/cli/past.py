"""`dateline import`: files of a back catalogue to issues, one JSON line a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from dateline.cli.jsonl import Row, paths_of, read_file, run_filter
from dateline.cli.person import who_is
from dateline.records import PastIssue, PastItem, PastParagraph
from dateline.text.past.read import read_past

_EXAMPLE = """\b
Example:
  dateline import letter-12.docx letter-13.pdf
  find archive -name '*.md' | dateline import --jobs 2 -
  dateline import letter-2016-11.pdf --into my-desk --period 2016-11
"""


@click.command(name="import", epilog=_EXAMPLE)
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Spread the files over N processes."
)
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="NEWSROOM", help="Keep the files as issues of this newsroom."
)
@click.option("--edition", metavar="NAME", help="With --into: the form they are issues of (default: the newsroom's).")
@click.option("--period", metavar="PERIOD", help="With --into: when the issue is from, where the file does not say.")
@click.option("--by", metavar="NAME", help="With --into: who takes them in (default: the name you are logged in by).")
@click.option("--json", "as_json", is_flag=True, help="With --into: print JSON.")
def command(
    files: tuple[str, ...],
    jobs: int,
    into: Path | None,
    edition: str | None,
    period: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Read past issues out of TXT, Markdown, HTML, PDF, DOCX and EML files, and Dateline's own.

    Writes one JSON object a line: path, title, number, period, language, introduction, sections (each with its items:
    number, title, outlet, published, url, links, paragraphs), closing, links, problems: what was dropped, mended or not
    understood. With - the paths are read from standard input, one a line. Exit code 1: some files could not be read.

    With --into it is no filter: it keeps each file as an issue of a newsroom, to be found, edited, closed and published
    like one that was made there; what it had counts as covered, and what it picked teaches the ranking.
    """
    if not files:
        raise click.UsageError("name the files to read, or - to read their paths from standard input")
    if into is not None:
        from dateline.cli.taken_in import take_in  # what a filter does not need

        who = who_is(by)
        raise SystemExit(take_in(list(paths_of(files)), into, edition=edition, period=period, who=who, as_json=as_json))
    if edition or period or by or as_json:
        raise click.UsageError("--edition, --period, --by and --json go with --into NEWSROOM")
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

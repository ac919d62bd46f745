"""`dateline figures`: the figures in texts, one JSON line each; or those of one subject side by side."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path

import click

from dateline.cli.jsonl import Row, read_rows, run_filter
from dateline.errors import Unreadable
from dateline.record.datelines import with_days
from dateline.record.figures import find_figures
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.names import find_names
from dateline.record.subjects import attribute
from dateline.sentences import paragraphs, sentences
from dateline.text.language import detect_language

_FORMATS = ("table", "json", "csv", "parquet", "svg")
_EXAMPLE = """\b
Examples:
  echo '{"id": 1, "text": "Sales rose 21 percent to almost $3bn in 2016."}' | dateline figures
  dateline figures my-desk --subject WeChat
  dateline figures my-desk --subject 微信 --out wechat.svg
  dateline figures letter.txt report.pdf page.html --subject WeChat
  dateline figures my-desk --all
"""


@click.command(name="figures", epilog=_EXAMPLE)
@click.argument("paths", nargs=-1, metavar="[NEWSROOM | FILE...]")
@click.option("--subject", metavar="NAME", help="Set the figures of this subject side by side, under any of its names.")
@click.option("--all", "everything", is_flag=True, help="Set side by side every quantity that has two figures or more.")
@click.option("--quantity", metavar="WORD", help="Only this quantity of the subject: users, revenue.")
@click.option("--full", is_flag=True, help="In the table, tell of every pair of figures.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="How to show them: a table, or as --out ends.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file: .csv, .json, .parquet or .svg.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Filter: spread the texts over N processes.",
)
def command(
    paths: tuple[str, ...],
    subject: str | None,
    everything: bool,
    quantity: str | None,
    full: bool,
    form: str | None,
    out: Path | None,
    jobs: int,
) -> None:
    """Find the figures in texts: reads {id, text, language?, published?} a line, writes {id, figures[]}.

    A figure has text, start, end, kind (money, percent, count, measure, rank or number), value, low, high, unit,
    hedge, period, modality, counted, subject, scope, same_as and stated. "Last year" is told from the day published.

    With --subject or --all it is no filter: it shows the figures of a newsroom, or of files (text, Markdown, HTML,
    PDF, mail, JSON), side by side, with what explains their differences. Exit code 1: something could not be read; 3:
    there are no such figures.
    """
    for name, given in (("--subject", subject), ("--quantity", quantity)):
        if given is not None and not given.strip():
            raise click.UsageError(f"{name} names nothing")
    if subject or everything:
        from dateline.cli.compared import show  # what a filter does not need

        shown = _form(form, out, full=full)
        return show(paths, subject and subject.strip(), quantity=quantity, form=shown, out=out, full=full)
    if paths or out or quantity or form or full:
        raise click.UsageError("a filter reads standard input; to compare figures name a --subject, or say --all")
    raise SystemExit(run_filter(read_rows(sys.stdin.buffer), read_row, jobs=jobs, chunk=64))


def _form(form: str | None, out: Path | None, *, full: bool) -> str:
    """The format that is asked for, else the one that the file's name ends in; raises UsageError when none fits."""
    asked = form or (out.suffix.lower().removeprefix(".") if out else "table")
    if out and (asked == "table" or asked not in _FORMATS):
        raise click.UsageError(f"a file is .csv, .json, .parquet or .svg, not {out.name}")
    if full and asked != "table":
        raise click.UsageError(f"--full is for the table, not for {asked}")
    return asked


def read_row(row: Row) -> Row:
    """The line of one row; Unreadable when it has no text, or `published` is no string."""
    text, language = row.get("text"), row.get("language")
    if not isinstance(text, str):
        raise Unreadable("text is missing or is no string")
    if not isinstance(language, str) or not language:
        language = detect_language(text)
    day = _day(row.get("published"))
    figures = find_figures(text, language, day)
    if figures:
        figures = attribute(text, sentences(text), figures, find_names(text, language, _gazetteer()))
        figures = with_days(text, paragraphs(text), figures, language, dated=True)
    return {"id": row["id"], "figures": [asdict(figure) for figure in figures]}


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return load()


def _day(published: object) -> date | None:
    """The day of publication; None when it is not given or cannot be read."""
    if published is not None and not isinstance(published, str):
        raise Unreadable("published is no string")
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None

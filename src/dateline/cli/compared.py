"""What `dateline figures --subject` does: figures of one subject side by side, as a table, file or picture."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from dateline.cli.common import newsroom_at, print_json
from dateline.cli.jsonl import read_file
from dateline.comparing import names_of, repeated, text_article
from dateline.errors import BadSettings, NotFound, Unreadable
from dateline.export import write_rows
from dateline.publish.series import draw
from dateline.record.compare import compare
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.stage import read_facts
from dateline.record.statements import statements_of
from dateline.records import Comparison, Point, Statement
from dateline.text.language import detect_language
from dateline.text.plain import read_text

_TYPES: dict[str, type] = {
    "subject": str, "quantity": str, "value": float, "low": float, "high": float, "unit": str, "hedge": str,
    "text": str, "measure": str, "scope": str, "as_of": str, "modality": str, "stated": str, "outlet": str,
    "title": str, "url": str, "source": str, "sentence": str, "notes": str,
}  # fmt: skip


def show(paths: Sequence[str], subject: str | None, *, quantity: str | None, form: str, out: Path | None) -> None:
    """Print or write the comparisons of a subject in a newsroom, or in text files; ends the program.

    Exit code 3: the subject has no figures. Raises BadSettings for a form that cannot be printed.
    """
    found = _found(paths, subject)
    if quantity:
        found = tuple(one for one in found if one.quantity == quantity)
    if not found:
        what = f"the {quantity} of {subject}" if quantity else subject or "one quantity twice"
        raise NotFound(f"there are no figures of {what}")
    if form == "table":
        click.echo("\n\n".join(map(_table, found)))
    elif form == "svg":
        _write(draw(_one(found, subject)), out)
    elif form == "json" and out is None:
        print_json(_rows(found))
    else:
        write_rows(_rows(found), out or _stdout(form), form, types=_TYPES)


def _found(paths: Sequence[str], subject: str | None) -> tuple[Comparison, ...]:
    files = [path for path in paths if Path(path).is_file()]
    if files and len(files) < len(paths):
        raise BadSettings(
            f"{next(one for one in paths if one not in files)} is no file: name one newsroom, or text files"
        )
    if len(paths) > 1 and not files:
        raise NotFound(f"{paths[0]} is no file: name one newsroom, or text files")
    if not files:
        with newsroom_at(Path(paths[0]) if paths else None) as opened:
            return opened.compare(subject)
    gazetteer = load()
    names = names_of(subject, gazetteer) if subject else ()
    statements = [
        one for path in files for one in _of_file(path, gazetteer) if not names or one.figure.subject in names
    ]
    compared = compare(statements)
    return compared if subject else repeated(compared)


def _of_file(path: str, gazetteer: Gazetteer) -> Iterator[Statement]:
    page = read_text(read_file(path), url=None, charset=None)
    body = "\n\n".join(page.paragraphs)
    if not body:
        raise Unreadable(f"{path} holds no text")
    article = text_article(path, Path(path).name, body, detect_language(body))
    yield from statements_of(article, read_facts(article, gazetteer).figures)


def _one(found: Sequence[Comparison], subject: str | None) -> Comparison:
    """The quantity to draw: the one with the most figures; which others there are is told."""
    if len(found) > 1:
        others = ", ".join(f"“{one.quantity}”" for one in found[1:6])
        click.echo(f"drawn: {found[0].quantity} of {found[0].subject}; with --quantity also {others}", err=True)
    return found[0]


def _write(body: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(body)
    else:
        out.write_bytes(body)
        click.echo(str(out), err=True)


def _stdout(form: str) -> BinaryIO:
    if form == "parquet":
        raise BadSettings("Parquet is no text: name a file with --out FILE.parquet")
    return sys.stdout.buffer


def _table(one: Comparison) -> str:
    """A comparison for people: a line a figure, then why they differ."""
    unit = f" ({one.unit})" if one.unit else ""
    lines = [f"{one.subject}: {one.quantity}{unit}"]
    for place, point in enumerate(one.points, 1):
        lines.append(f"  {place}. {_line(point)}")
        lines.append(f"     {_shortened(point.statement.sentence)}")
    shown = [difference for difference in one.differences if difference.verdict != "agrees"]
    lines += [
        f"  {difference.first + 1} and {difference.second + 1}: {_VERDICTS[difference.verdict]} {difference.reason}"
        for difference in shown
    ]
    return "\n".join(lines)


_VERDICTS = {"explained": "differ by", "open": "open:", "unexplained": "UNEXPLAINED:"}


def _line(point: Point) -> str:
    figure = point.statement.figure
    about = [
        figure.text,
        point.measure,
        point.scope and f"scope {point.scope}",
        figure.modality != "stated" and figure.modality,
    ]
    said = ", ".join(one for one in (point.statement.outlet, point.statement.stated) if one)
    return "; ".join(str(one) for one in [*about, f"for {point.as_of or 'an unknown day'}", said] if one)


def _shortened(sentence: str, most: int = 150) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _rows(found: Sequence[Comparison]) -> list[dict[str, object]]:
    return [_row(one, place, point) for one in found for place, point in enumerate(one.points)]


def _row(one: Comparison, place: int, point: Point) -> dict[str, object]:
    figure, statement = point.statement.figure, point.statement
    notes = [
        f"{difference.verdict} against {one.points[other].statement.figure.text}: {difference.reason}"
        for difference in one.differences
        for other in [difference.second if difference.first == place else difference.first]
        if place in (difference.first, difference.second)
    ]
    return {
        "subject": one.subject,
        "quantity": one.quantity,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "hedge": figure.hedge,
        "text": figure.text,
        "measure": point.measure,
        "scope": point.scope,
        "as_of": point.as_of,
        "modality": figure.modality,
        "stated": statement.stated,
        "outlet": statement.outlet,
        "title": statement.title,
        "url": statement.url,
        "source": statement.source,
        "sentence": statement.sentence,
        "notes": "; ".join(notes),
    }

"""What `dateline figures --subject` does: figures of one subject side by side, as a table, file or picture."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from dateline import clock
from dateline.cli.common import newsroom_at, print_json
from dateline.cli.jsonl import read_file
from dateline.cli.told import TYPES, as_rows, as_table
from dateline.comparing import names_of, repeated
from dateline.errors import BadSettings, NotFound, Unreadable
from dateline.export import write_rows
from dateline.publish.series import draw
from dateline.record.compare import compare
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.stage import read_facts, text_article
from dateline.record.statements import statements_of
from dateline.records import Article, Comparison, Statement
from dateline.text.language import detect_language
from dateline.text.readers import media_type_of, read_document

_MOST_NAMED = 12  # quantities that a message lists
_MOST_NUL = 0.6  # part of a file's bytes; UTF-16 has about half, what has more is no text
_LINES = (".jsonl", ".jsonl.gz", ".ndjson")


def show(
    paths: Sequence[str], subject: str | None, *, quantity: str | None, form: str, out: Path | None, full: bool
) -> None:
    """Print or write the comparisons of a subject in a newsroom, or in files of text; ends the program.

    Raises NotFound when the subject has no figures, BadSettings for a form that cannot be printed, Unreadable for a
    file that holds no text.
    """
    found = _of_quantity(_found(paths, subject), subject, quantity)
    if form == "table":
        click.echo(as_table(found, full=full))
    elif form == "svg":
        _write(draw(_one(found, subject)), out)
    elif form == "json" and out is None:
        print_json(as_rows(found))
    else:
        write_rows(as_rows(found), out or _stdout(form), form, types=TYPES)


def _of_quantity(found: tuple[Comparison, ...], subject: str | None, quantity: str | None) -> tuple[Comparison, ...]:
    """The comparisons of one quantity, whatever its case; raises NotFound, naming those there are."""
    if quantity is None:
        return found
    chosen = tuple(one for one in found if one.quantity.casefold() == quantity.strip().casefold())
    if not chosen:
        known = list(dict.fromkeys(one.quantity for one in found))
        more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
        raise NotFound(
            f"there are no figures of {f'the {quantity} of {subject}' if subject else quantity}; "
            f"there are: {', '.join(known[:_MOST_NAMED])}{more}"
        )
    return chosen


def _found(paths: Sequence[str], subject: str | None) -> tuple[Comparison, ...]:
    """The comparisons of a newsroom or of files; raises NotFound when there are none."""
    if _are_files(paths):
        gazetteer = load()
        statements = [one for path in paths for one in _of_file(path, gazetteer)]
        names = names_of(subject, gazetteer) if subject else ()
        found = compare([one for one in statements if not names or one.figure.subject in names])
        found = found if subject else repeated(found)
        known: Iterable[str] = (one.figure.subject for one in statements if one.figure.subject)
    else:
        with newsroom_at(Path(paths[0]) if paths else None) as opened:
            found = opened.compare(subject)
            gazetteer = opened.gazetteer()
        known = (entry.name for entry in gazetteer.entries.values())
    if not found:
        hint = _meant(subject, known) if subject and not gazetteer.lookup(subject) else ""
        raise NotFound(f"there are no figures of {subject or 'one quantity twice'}{hint}")
    return found


def _are_files(paths: Sequence[str]) -> bool:
    """Whether files are named, and not a newsroom; raises an error for a mixture, and for what is neither."""
    for path in map(Path, paths):
        if path.exists() and not path.is_file() and not path.is_dir():
            raise Unreadable(f"{path} is a device or pipe: name one newsroom, or files of text")
    files = [path for path in paths if Path(path).is_file()]
    if files and len(files) < len(paths):
        other = next(path for path in paths if path not in files)
        raise BadSettings(f"{other} is no file: name one newsroom, or files of text")
    if len(paths) > 1 and not files:
        raise NotFound(f"{paths[0]} is no file: name one newsroom, or files of text")
    return bool(files)


def _meant(subject: str, known: Iterable[str]) -> str:
    """What a message adds about names like that of a subject nobody knows."""
    spelt = {name.casefold(): name for name in known}
    near = [spelt[one] for one in difflib.get_close_matches(subject.casefold(), spelt, n=3, cutoff=0.75)]
    return f"; is it {' or '.join(near)} that is meant?" if near else ""


def _of_file(path: str, gazetteer: Gazetteer) -> Iterator[Statement]:
    article = _article(path)
    read = read_facts(article, gazetteer)
    yield from statements_of(article, read.figures, read.names)


def _article(path: str) -> Article:
    """What a page, PDF, mail or text holds, dated where it says so; raises Unreadable."""
    if path.lower().endswith(_LINES):
        raise Unreadable(f"{path} holds JSON Lines, which the filter reads: dateline figures < FILE")
    body = _bytes_of(path)
    try:
        page = read_document(body, media_type_of(path, body), url=Path(path).absolute().as_uri(), now=clock.now())
    except Unreadable as error:
        raise Unreadable(f"{path}: {error}") from error
    text = "\n\n".join(page.paragraphs)
    if not text:
        raise Unreadable(f"{path} holds no text")
    name = Path(path).name
    article = text_article(path, page.title or name, text, page.language or detect_language(text))
    published = clock.parse_iso(page.published or "")
    return replace(
        article, outlet=page.outlet or name, published=published, published_as=page.published if published else None
    )


def _bytes_of(path: str) -> bytes:
    try:
        body = read_file(path)
    except Unreadable as error:
        raise Unreadable(f"{path}: {error}") from error
    if body.count(0) > _MOST_NUL * len(body):
        raise Unreadable(f"{path} is binary data, not text")
    return body


def _one(found: Sequence[Comparison], subject: str | None) -> Comparison:
    """The quantity to draw: the one with the most figures; which others there are is told."""
    if len(found) > 1:
        others = ", ".join(f"“{one.quantity}”" if subject else f"{one.subject}: {one.quantity}" for one in found[1:6])
        click.echo(f"drawn: {found[0].quantity} of {found[0].subject}; with --quantity also {others}", err=True)
    return found[0]


def _write(body: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(body)
        return
    try:
        out.write_bytes(body)
    except OSError as error:
        raise BadSettings(f"{out} cannot be written: {error.strerror}") from error
    click.echo(str(out), err=True)


def _stdout(form: str) -> BinaryIO:
    if form == "parquet":
        raise BadSettings("Parquet is no text: name a file with --out FILE.parquet")
    return sys.stdout.buffer

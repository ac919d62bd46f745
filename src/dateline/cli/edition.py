"""`dateline edition`: the editions that there are, new ones, and how they look."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline import config, plugins
from dateline.cli.common import json_option, print_json
from dateline.errors import BadSettings, DatelineError, NotFound, Unreadable
from dateline.issue import edition
from dateline.issue.edition_reader import parse

if TYPE_CHECKING:
    from dateline.issue.like_own import Own

_FILE = "dateline.toml"
_RENDERED = ("html", "pdf")
_newsroom_option = click.option(
    "--newsroom",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="DATELINE_NEWSROOM",
    help="The newsroom whose editions/ is meant (default: the one that this folder lies in).",
)


@click.group(epilog="Example:  dateline edition list && dateline edition preview weekly-roundup")
def command() -> None:
    """List, show, make and preview editions: the forms that an issue can take."""


@command.command("list", epilog="Example:  dateline edition list")
@_newsroom_option
@json_option
def list_(newsroom: Path | None, as_json: bool) -> None:
    """Show every edition with what it is; a newsroom's own win over shipped ones of the same name.

    Exit code 1 when one of them cannot be used.
    """
    folder = _folder(newsroom)
    rows = [_row(name, folder) for name in edition.names(folder)]
    if as_json:
        print_json(rows)
    else:
        width = max(len(str(row["name"])) for row in rows)
        for row in rows:
            where = f"  ({row['file']})" if row["file"] and not row["problem"] else ""
            told = row["problem"] or f"{row['period']!s:<5}  {row['summary']}{where}"
            click.echo(f"{row['name']!s:<{width}}  {told}")
    sys.exit(1 if any(row["problem"] for row in rows) else 0)


def _row(name: str, folder: Path | None) -> dict[str, str | None]:
    row: dict[str, str | None] = {"name": name, "period": None, "summary": None, "file": None, "problem": None}
    try:
        text, path = edition.source(name, folder)
        form = parse(text, name, path)
    except DatelineError as error:
        return {**row, "problem": str(error)}
    return {**row, "period": form.period, "summary": form.summary, "file": str(path) if path else None}


@command.command(epilog="Example:  dateline edition show weekly-roundup")
@click.argument("name")
@_newsroom_option
def show(name: str, newsroom: Path | None) -> None:
    """Print the TOML of the edition NAME, after checking it."""
    folder = _folder(newsroom)
    text, path = edition.source(name, folder)
    parse(text, name, path)
    click.echo(text, nl=not text.endswith("\n"))


@command.command(epilog="Example:  dateline edition new our-letter --from monthly-letter --newsroom my-desk")
@click.argument("name")
@click.option("--from", "source", metavar="NAME", help="The edition to begin with; else a file that shows every key.")
@_newsroom_option
def new(name: str, source: str | None, newsroom: Path | None) -> None:
    """Write a commented edition NAME into the newsroom's editions/ for you to edit."""
    folder = _folder(newsroom)
    target = _target(name, folder)
    if source:
        text, _ = edition.source(source, folder)
        text = _renamed(text, name)
    else:
        text = _renamed(files("dateline.issue").joinpath("new_edition.toml").read_text(encoding="utf-8"), name)
    _write(target, text, name)


@command.command(epilog="Example:  dateline edition like last-issue.pdf --name our-letter --newsroom my-desk")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", default="like-before", show_default=True, help="What the edition is to be called.")
@_newsroom_option
def like(file: Path, name: str, newsroom: Path | None) -> None:
    """Propose an edition in the form of the past issue FILE: sections, quotas, numbers, attributions, introduction.

    In a newsroom it is written into its editions/; elsewhere it is printed.
    """
    from dateline.issue.like import propose
    from dateline.text.past.read import read_past

    _check_name(name)
    folder = _folder(newsroom)
    target = _target(name, folder) if folder else None
    body = file.read_bytes()
    try:
        past, shown = read_past(body, file.name), _text_of(body)
    except Unreadable as error:
        raise Unreadable(f"{file}: {error}") from error
    text = propose(past, name, shown, _languages(folder), _own(body, shown))
    parse(text, name)
    if target is None:
        click.echo(text, nl=False)
        return
    _write(target, text, name)


@command.command(epilog="Example:  dateline edition preview weekly-roundup --out look")
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("preview"), show_default=True)
@click.option("--language", metavar="CODE", help="Of its texts (default: the first it has).")
@_newsroom_option
def preview(name: str, out: Path, language: str | None, newsroom: Path | None) -> None:
    """Write a page and a PDF of invented stories in the form of the edition NAME."""
    from dateline.issue.preview import preview as made

    form = edition.load(name, _folder(newsroom))
    issue = made(form, language or next(iter(form.texts)))
    out.mkdir(parents=True, exist_ok=True)
    for kind in _RENDERED:
        path = out / f"{name}.{kind}"
        path.write_bytes(plugins.load("dateline.renderers", kind)().render(issue))
        click.echo(path)


def _folder(newsroom: Path | None) -> Path | None:
    """The newsroom that is named, which must be one, or that this folder lies in; None: it lies in none."""
    if newsroom is not None:
        if not (newsroom / _FILE).is_file():
            raise NotFound(f"{newsroom} is no newsroom: it has no {_FILE}. Make one with: dateline init {newsroom}")
        return newsroom
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / _FILE).is_file()), None)


def _target(name: str, folder: Path | None) -> Path:
    """Where a new edition is written; raises BadSettings for a name that cannot be or is taken."""
    _check_name(name)
    if folder is None:
        raise NotFound("there is no newsroom here to write an edition into: name one with --newsroom")
    target = folder / edition.FOLDER / f"{name}.toml"
    if target.exists():
        raise BadSettings(f"{target} is there already: edit it, or choose another name")
    return target


def _check_name(name: str) -> None:
    if not edition.is_name(name):
        raise BadSettings(f"an edition cannot be called {name!r}: write letters, digits and hyphens, 64 at most")


def _own(body: bytes, text: str) -> Own | None:
    """What an issue of ours says of its own form; None: it is none of ours."""
    from dateline.issue import like_own
    from dateline.text.past.own_pdf import attachment

    if b"%PDF-" in body[:1024]:
        data = attachment(body)
        return like_own.of_json(data) if data else None
    return like_own.of_json(body) if body.lstrip().startswith(b"{") else like_own.of_text(text)


def _write(target: Path, text: str, name: str) -> None:
    """Write a new edition and say what can be done with it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    click.echo(f"{target} is written. Edit it, then:")
    click.echo(f"  dateline edition preview {name} --newsroom {target.parent.parent}")
    click.echo(f"  dateline draft {target.parent.parent} --edition {name}")


def _renamed(text: str, name: str) -> str:
    """The text with this name in place of its own."""
    rows = text.split("\n")
    at = next((at for at, row in enumerate(rows) if row.split("=")[0].strip() == "name"), None)
    if at is None:
        return f'name = "{name}"\n{text}'
    return "\n".join([*rows[:at], f'name = "{name}"', *rows[at + 1 :]])


def _languages(folder: Path | None) -> tuple[str, ...]:
    """The language of the newsroom's issues."""
    return (config.load(folder).text("newsroom.language"),) if folder else ()


def _text_of(body: bytes) -> str:
    """The text of a file, in which the forms of attributions, dates and links can be seen; empty: it shows none."""
    from dateline.text.past import docx, pdf

    if b"%PDF-" in body[:1024] or body.startswith(b"PK"):
        document = docx.read(body) if body.startswith(b"PK") else pdf.read(body)
        return "\n".join(block.text for block in document.blocks)
    return "" if body.lstrip().startswith(b"{") else body.decode("utf-8", "replace")

"""`dateline storyline`: the affairs that a newsroom follows over months and years."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from dateline.cli.common import json_option, newsroom_at, print_json
from dateline.cli.person import who_is
from dateline.errors import BadSearch, BadSettings, NotFound
from dateline.memory import Chapter, Fresh, Phase, Storyline
from dateline.newsroom import Newsroom
from dateline.publish.storyline import svg as picture_of

_FILE = "dateline.toml"
_COLOURS = {Phase.NEW: "green", Phase.DEVELOPING: "green", Phase.REVIVED: "cyan", Phase.FADING: "yellow"}
_WIDTH = 100
_SHOW = """\b
Examples:
  dateline storyline show my-desk s-3f2a9c01d4e5b678
  dateline storyline show my-desk Norvane cloud fine --since 2025-01-01
  dateline storyline show my-desk l-3f2a9c01d4e5b678 --svg norvane.svg
"""
_by = click.option("--by", metavar="NAME", help="Who does it (default: the name you are logged in by).")


@click.group(epilog="Example:  dateline storyline list my-desk --phase revived")
def storyline() -> None:
    """Stories of one affair over days, months and years: what came when, and what is new since."""


@storyline.command("list", epilog="Example:  dateline storyline list my-desk --phase developing --json")
@click.argument("newsroom", required=False, type=click.Path(path_type=Path))
@click.option("--phase", type=click.Choice([one.value for one in Phase]), help="Only those that stand so today.")
@json_option
def list_storylines(newsroom: Path | None, phase: str | None, as_json: bool) -> None:
    """List the storylines of two stories and more, the one that was reported last first."""
    with newsroom_at(newsroom) as opened:
        found = opened.storylines(Phase(phase) if phase else None)
    if as_json:
        print_json([_row(one) for one in found])
        return
    for one in found:
        first, last = _days(one)
        stands = click.style(f"{one.phase.value:10}", fg=_COLOURS.get(one.phase))
        muted = "  muted" if one.muted else ""
        click.echo(f"{one.id}  {stands}  {first} – {last}  {len(one.chapters):3} stories  {one.title}{muted}")
    if not found:
        click.echo("no storyline" + (f" is {phase}" if phase else " of two stories or more"), err=True)


@storyline.command(epilog=_SHOW)
@click.argument("words", nargs=-1, required=True, metavar="[NEWSROOM] ID|STORY|ARTICLE|WORDS...")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Tell what is new since this day, not each time.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Draw it to this file.")
@click.option("--language", default="en", show_default=True, help="Of the words in the picture: en, zh, de, es, fr.")
@json_option
def show(words: tuple[str, ...], since: Any, svg: Path | None, language: str, as_json: bool) -> None:
    """Show a storyline by time: each story with outlet, reports and issues, and what it told that was not told before.

    It is meant by its id, by a story or article in it, or by words of a story. Exit code 3: there is none.
    """
    folder = Path(words[0]) if len(words) > 1 and (Path(words[0]) / _FILE).is_file() else None
    with newsroom_at(folder) as opened:
        found = _meant(opened, words[1:] if folder else words, since.date() if since else None)
    if svg:
        _draw(found, svg, language)
    if as_json:
        print_json({**asdict(found), "phase": found.phase.value})
        return
    _tell(found)


@storyline.command(epilog='Example:  dateline storyline mute my-desk l-3f2a9c01d4e5b678 --by "Ada Hand"')
@click.argument("names", nargs=-1, required=True, metavar="[NEWSROOM] ID|STORY|ARTICLE")
@_by
def mute(names: tuple[str, ...], by: str | None) -> None:
    """Mute a storyline: its stories are proposed for no issue until it is unmuted."""
    _mute(names, by, on=True)


@storyline.command(epilog="Example:  dateline storyline unmute my-desk l-3f2a9c01d4e5b678")
@click.argument("names", nargs=-1, required=True, metavar="[NEWSROOM] ID|STORY|ARTICLE")
@_by
def unmute(names: tuple[str, ...], by: str | None) -> None:
    """Unmute a storyline."""
    _mute(names, by, on=False)


def _mute(names: tuple[str, ...], by: str | None, *, on: bool) -> None:
    if len(names) > 2:
        raise click.UsageError(
            f"name a newsroom and a storyline: dateline storyline {'' if on else 'un'}mute my-desk ID"
        )
    with newsroom_at(Path(names[0]) if len(names) == 2 else None) as opened:
        done = opened.mute(names[-1], on, who=who_is(by))
    click.echo(f"{done.story} is {'muted' if on else 'proposed again'}")


def _meant(opened: Newsroom, words: tuple[str, ...], since: date | None) -> Storyline:
    """The storyline that an id or words mean; raises NotFound."""
    if len(words) == 1:
        try:
            return opened.storyline(words[0], since)
        except NotFound:
            pass  # words, then
    asked = " ".join(words)
    try:
        hits = opened.search(asked, kind="stories", most=5)
    except BadSearch as error:
        raise NotFound(f"no storyline has the id {asked!r}, and as words: {error}") from error
    lines: dict[str, Storyline] = {}
    for hit in hits:
        try:
            found = opened.storyline(hit.story or hit.id, since)
        except NotFound:  # it waits to be linked
            continue
        lines.setdefault(found.id, found)
    if not lines:
        raise NotFound(f"there is no storyline for {asked!r}: dateline storyline list names them")
    best, *others = lines.values()
    for one in others:
        click.echo(f"also: {one.id}  {one.title}", err=True)
    return best


def _draw(found: Storyline, path: Path, language: str) -> None:
    try:
        path.write_text(picture_of(found, language), "utf-8", "replace")
    except OSError as error:
        raise BadSettings(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"drawn to {path}", err=True)


def _tell(found: Storyline) -> None:
    first, last = _days(found)
    click.secho(found.title, bold=True)
    days = first if first == last else f"{first} – {last}"
    click.echo(f"{found.id}, {found.phase.value}, {days}{', muted' if found.muted else ''}")
    for chapter in found.chapters:
        click.echo()
        _tell_chapter(chapter)


def _tell_chapter(chapter: Chapter) -> None:
    day = chapter.first.isoformat() if chapter.first else "undated"
    reports = "1 report" if chapter.reports == 1 else f"{chapter.reports} reports"
    issues = [f"in {issue}" for issue in chapter.issues]
    link = [f"linked by {chapter.channel}, {chapter.similarity:.2f}"] if chapter.similarity else []
    click.secho(f"{day:12}{chapter.title}", bold=True)
    click.echo(f"{'':12}{', '.join(part for part in (chapter.outlet, reports, *issues, *link) if part)}")
    click.echo(f"{'':12}{chapter.story}")
    for fresh in chapter.fresh:
        click.echo(textwrap.fill(_marked(fresh), _WIDTH, initial_indent=" " * 12 + "+ ", subsequent_indent=" " * 14))


def _marked(fresh: Fresh) -> str:
    return f"{' '.join(fresh.text.split())} [{'; '.join(fresh.told)}]"


def _days(found: Storyline) -> tuple[str, str]:
    days = sorted(day for one in found.chapters for day in (one.first, one.last) if day)
    return (days[0].isoformat(), days[-1].isoformat()) if days else ("undated", "undated")


def _row(found: Storyline) -> dict[str, Any]:
    first, last = (None if day == "undated" else day for day in _days(found))
    return {
        "id": found.id,
        "title": found.title,
        "phase": found.phase.value,
        "first": first,
        "last": last,
        "stories": len(found.chapters),
        "reports": sum(chapter.reports for chapter in found.chapters),
        "muted": found.muted,
    }


commands = {"storyline": storyline}

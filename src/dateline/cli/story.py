"""`dateline story`: the stories of a newsroom, and the editor's hand on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.markup import escape

from dateline.cli.common import json_option, newsroom_argument, newsroom_at, period_option, print_json
from dateline.cli.person import who_is
from dateline.cli.storied import (
    action_line,
    brief,
    days_of,
    marks,
    print_table,
    put_by,
    reports,
    step_line,
    table_of,
    tell_copies,
    title_of,
    voices,
)
from dateline.memory import Action
from dateline.newsroom import Newsroom

_F = TypeVar("_F", bound=Callable[..., Any])
_FILE = "dateline.toml"


def _names(usage: str) -> Callable[[_F], _F]:
    return click.argument("names", nargs=-1, metavar=f"[NEWSROOM] {usage}")


def _by(function: _F) -> _F:
    return click.option("--by", metavar="NAME", help="Who does it (default: the name you are logged in by).")(function)


def _read(names: tuple[str, ...], number: int, example: str) -> tuple[Path | None, tuple[str, ...]]:
    """The newsroom, where it is named, and as many names as are needed."""
    if len(names) not in (number, number + 1):
        raise click.UsageError(f"example: dateline story {example}")
    return (Path(names[0]) if len(names) > number else None), names[len(names) - number :]


@click.group(epilog='Example:  dateline story title my-desk s-3f2a9c01d4e5b678 "The dam at Mosul"')
def story() -> None:
    """The stories of a newsroom: look at them, merge, split, move articles, title, pin, undo."""


@story.command("list", epilog="Example:  dateline story list my-desk --period 2016-12")
@newsroom_argument
@period_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Stories shown.")
@json_option
def list_stories(newsroom: Path | None, period: str | None, limit: int, as_json: bool) -> None:
    """List the stories of a period, pinned ones first, then those that most outlets report."""
    with newsroom_at(newsroom) as opened:
        days = opened.period(period)
        found = opened.stories(days)
    found.sort(key=lambda one: (not one.is_pinned, -voices(one), one.members[0].published or "9", one.id))
    if as_json:
        print_json([brief(one) for one in found[:limit]])
        return
    table = table_of("story", "days", "reports", "title")
    for one in found[:limit]:
        table.add_row(one.id, days_of(one), reports(one), escape(f"{one.title}{marks(one)}"))
    print_table(table, f"{days.name}: {len(found)} stories" + (f", {limit} shown" if len(found) > limit else ""))


@story.command(epilog="Example:  dateline story show my-desk s-3f2a9c01d4e5b678")
@_names("STORY|ARTICLE|URL")
@json_option
def show(names: tuple[str, ...], as_json: bool) -> None:
    """Show a story: its articles by time, what put each into it, what copies add to their originals, its history.

    A story is meant by its id (an old one too), or by the id or address of one of its articles.
    """
    folder, (ref,) = _read(names, 1, "show my-desk s-3f2a9c01d4e5b678")
    with newsroom_at(folder) as opened:
        found = opened.story(ref)
    if as_json:
        print_json(asdict(found))
        return
    click.secho(f"{found.title}{marks(found)}", bold=True)
    click.echo(f"{found.id}, {reports(found)}, {days_of(found)}")
    if found.asked in found.aliases:
        click.secho(f"{found.asked} is an old id: it leads here", fg="yellow")
    elif found.aliases:
        click.echo(f"old ids that lead here: {', '.join(found.aliases)}")
    if found.storyline:
        click.echo(f"part of the storyline {found.storyline}: dateline storyline show {found.storyline}")
    table = table_of("day", "outlet", "article", "put here by", "id")
    for member in found.members:
        day, by = member.published or "undated", put_by(member)
        table.add_row(day, escape(member.outlet), escape(title_of(member, found)), by, member.article)
    print_table(table)
    tell_copies(found)
    for change in found.history:
        click.echo(step_line(change))


@story.command(epilog='Example:  dateline story merge my-desk s-3f2a9c01d4e5b678 s-90ab12cd34ef5678 --by "Ana Hand"')
@_names("STAYS ENDS")
@click.option("--note", default="", metavar="TEXT", help="Why, for the history.")
@_by
@json_option
def merge(names: tuple[str, ...], note: str, by: str | None, as_json: bool) -> None:
    """Make two stories one: the articles of ENDS go to STAYS, whose id and title stay. ENDS leads there from now on.

    No regrouping takes apart what was merged. A story is meant by its id, or by the id or address of an article.
    """
    folder, (stays, ends) = _read(names, 2, "merge my-desk s-3f2a9c01d4e5b678 s-90ab12cd34ef5678")
    with newsroom_at(folder) as opened:
        _tell(opened, opened.merge(stays, ends, who=who_is(by), note=note), as_json)


@story.command(epilog="Example:  dateline story split my-desk s-3f2a9c01d4e5b678 0c4d1e2f3a4b5c6d 7e8f901a2b3c4d5e")
@_names("STORY ARTICLE...")
@_by
@json_option
def split(names: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Take articles (ids or addresses) out of STORY into one of their own; copies go with their original.

    No regrouping brings together what was split. A late report goes to the part that it is nearer to.
    """
    folder = Path(names[0]) if names and (Path(names[0]) / _FILE).is_file() else None
    named = names[1:] if folder else names
    if len(named) < 2:
        raise click.UsageError(
            "name a story and what to take out of it: dateline story split s-3f2a9c01d4e5b678 0c4d1e2f3a4b5c6d"
        )
    with newsroom_at(folder) as opened:
        _tell(opened, opened.split(named[0], named[1:], who=who_is(by)), as_json)


@story.command(epilog="Example:  dateline story move my-desk 0c4d1e2f3a4b5c6d s-90ab12cd34ef5678")
@_names("ARTICLE STORY")
@_by
@json_option
def move(names: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Take ARTICLE (id or address) out of its story and into STORY; copies go with their original."""
    folder, (article, takes) = _read(names, 2, "move my-desk 0c4d1e2f3a4b5c6d s-90ab12cd34ef5678")
    with newsroom_at(folder) as opened:
        _tell(opened, opened.move(article, takes, who=who_is(by)), as_json)


@story.command(epilog='Example:  dateline story title my-desk s-3f2a9c01d4e5b678 "The dam at Mosul"')
@_names("STORY TEXT")
@_by
@json_option
def title(names: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Give STORY a working title; it stays with the story's articles when they are grouped anew."""
    folder, (ref, text) = _read(names, 2, 'title my-desk s-3f2a9c01d4e5b678 "The dam at Mosul"')
    with newsroom_at(folder) as opened:
        _tell(opened, opened.title(ref, text, who=who_is(by)), as_json)


@story.command(epilog="Example:  dateline story pin my-desk s-3f2a9c01d4e5b678")
@_names("STORY")
@click.option("--off", is_flag=True, help="Take the pin off.")
@_by
@json_option
def pin(names: tuple[str, ...], off: bool, by: str | None, as_json: bool) -> None:
    """Pin STORY, or take the pin off."""
    folder, (ref,) = _read(names, 1, "pin my-desk s-3f2a9c01d4e5b678")
    with newsroom_at(folder) as opened:
        _tell(opened, opened.pin(ref, not off, who=who_is(by)), as_json)


@story.command(epilog="Examples:  dateline story undo my-desk\n\n           dateline story undo my-desk 7")
@_names("[ACTION]")
@_by
@json_option
def undo(names: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Take back the last thing that was done by hand, or the ACTION of this number (dateline story history)."""
    numbered = bool(names) and names[-1].lstrip("#").isascii() and names[-1].lstrip("#").isdigit()
    folder, rest = _read(names, 1, "undo my-desk 7") if numbered else (*_read(names, 0, "undo my-desk 7")[:1], ())
    number = int(rest[0].lstrip("#")) if rest else None
    with newsroom_at(folder) as opened:
        done = opened.undo(number, who=who_is(by))
    if as_json:
        print_json(asdict(done))
    else:
        click.echo(f"#{done.id} is undone: {action_line(done)}")


@story.command(epilog="Example:  dateline story history my-desk s-3f2a9c01d4e5b678")
@click.argument("names", nargs=-1, metavar="[NEWSROOM] [STORY]")
@json_option
def history(names: tuple[str, ...], as_json: bool) -> None:
    """Tell what became of the stories, or of STORY under all its ids: who did what; #7 is what undo takes."""
    is_folder = bool(names) and (Path(names[0]) / _FILE).is_file()
    folder, rest = _read(names, len(names) - is_folder, "history my-desk s-3f2a9c01d4e5b678")
    if len(rest) > 1:
        raise click.UsageError("name at most one story: dateline story history my-desk s-3f2a9c01d4e5b678")
    with newsroom_at(folder) as opened:
        found = opened.history(rest[0] if rest else None)
        undone = {one.id for one in opened.actions() if one.undone}
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for change in found:
        number = change.note.split(":")[0].lstrip("#")
        was = change.what != "undone" and number.isdigit() and int(number) in undone
        click.secho(step_line(change) + ("  (undone)" if was else ""), dim=was)


def _tell(opened: Newsroom, done: Action, as_json: bool) -> None:
    """What was done, what the story is now, and how to take it back."""
    if as_json:
        print_json(asdict(done))
        return
    click.echo(f"#{done.id} {action_line(done)}")
    for ref in (done.story, *([done.other] if done.apart else [])):
        now = opened.story(ref)
        click.echo(f"  {now.id}: {now.title}{marks(now)}, {reports(now)}")
    click.echo(f"take it back with: dateline story undo {opened.folder} {done.id}")


commands = {"story": story}

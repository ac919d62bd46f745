"""`dateline story`: the stories of a newsroom, and the editor's hand on them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dateline.cli.common import json_option, newsroom_argument, newsroom_at, period_option, print_json
from dateline.cli.person import who_is
from dateline.memory import Action, Change, Member, StoryView
from dateline.newsroom import Newsroom

_F = TypeVar("_F", bound=Callable[..., Any])
_FILE = "dateline.toml"
_LINES = 8  # shown of what a copy adds and changes


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
    found.sort(key=lambda one: (not one.is_pinned, -_voices(one), one.members[0].published or "9", one.id))
    if as_json:
        print_json([_brief(one) for one in found[:limit]])
        return
    table = _table("story", "days", "reports", "title")
    for one in found[:limit]:
        table.add_row(one.id, _days(one), _reports(one), escape(f"{one.title}{_marks(one)}"))
    _print(table, f"{days.name}: {len(found)} stories" + (f", {limit} shown" if len(found) > limit else ""))


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
    click.secho(f"{found.title}{_marks(found)}", bold=True)
    click.echo(f"{found.id}, {_reports(found)}, {_days(found)}")
    if found.asked in found.aliases:
        click.secho(f"{found.asked} is an old id: it leads here", fg="yellow")
    elif found.aliases:
        click.echo(f"old ids that lead here: {', '.join(found.aliases)}")
    if found.storyline:
        click.echo(f"part of the storyline {found.storyline}: dateline storyline show {found.storyline}")
    table = _table("day", "outlet", "article", "put here by", "id")
    for member in found.members:
        day, by = member.published or "undated", _put_by(member)
        table.add_row(day, escape(member.outlet), escape(_told(member, found)), by, member.article)
    _print(table)
    _tell_copies(found)
    for change in found.history:
        click.echo(_step(change))


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
        click.echo(f"#{done.id} is undone: {_action(done)}")


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
        click.secho(_step(change) + ("  (undone)" if was else ""), dim=was)


def _tell(opened: Newsroom, done: Action, as_json: bool) -> None:
    """What was done, what the story is now, and how to take it back."""
    if as_json:
        print_json(asdict(done))
        return
    click.echo(f"#{done.id} {_action(done)}")
    for ref in (done.story, *([done.other] if done.apart else [])):
        now = opened.story(ref)
        click.echo(f"  {now.id}: {now.title}{_marks(now)}, {_reports(now)}")
    click.echo(f"take it back with: dateline story undo {opened.folder} {done.id}")


def _action(one: Action) -> str:
    number = len(one.articles) if one.what != "split" else len(one.apart)
    return {
        "merge": f"{one.other} merged into {one.story}, {number} articles",
        "split": f"{number} article{'s' * (number != 1)} of {one.story} taken out into {one.other}",
        "move": f"{one.text} moved from {one.other} to {one.story}",
        "title": f"{one.story} titled {one.text!r}",
        "pin": f"{one.story} {'pinned' if one.text == 'on' else 'unpinned'}",
        "mute": f"{one.story} {'muted' if one.text == 'on' else 'unmuted'}",
    }[one.what]


def _step(change: Change) -> str:
    told = {
        "merged": f"{change.other} merged into {change.story}",
        "split": f"{change.other} split from {change.story}",
        "moved": f"moved from {change.other} to {change.story}",
        "undone": f"{change.note} undone",
    }.get(change.what, f"{change.story} {change.what}")
    if change.what == "undone":
        return f"{change.at:%Y-%m-%d %H:%M}  {told} by {change.who}"
    return f"{change.at:%Y-%m-%d %H:%M}  {told} by {change.who}  {change.note}".rstrip()


def _told(member: Member, story: StoryView) -> str:
    """The title; of a copy: of whose article."""
    return member.title if member.copy_of is None else f"{member.title}\ncopy of {_original(member, story)}"


def _original(copy: Member, story: StoryView) -> str:
    named = (f"{one.outlet} ({one.article})" for one in story.members if one.article == copy.copy_of)
    return next(named, f"{copy.copy_of} in another story")


def _tell_copies(story: StoryView) -> None:
    """What copies add to their originals and change, then what they drop."""
    for copy in (member for member in story.members if member.copy_of):
        changes = "it is word for word the same" if not copy.adds else ""
        click.echo(f"{copy.outlet} ({copy.article}) against {_original(copy, story)}: {changes}".rstrip())
        lines = sorted(copy.adds, key=lambda line: "+~-".find(line[0]))
        for line in lines[:_LINES]:
            click.echo(f"  {line}")
        if len(lines) > _LINES:
            click.echo(f"  and {len(lines) - _LINES} more (--json has all)")


def _put_by(member: Member) -> str:
    engine = member.channel if member.channel == "new" else f"{member.channel} {member.similarity:.2f}"
    return f"hand ({engine})" if member.by_hand else engine


def _marks(one: StoryView) -> str:
    told = [word for word, holds in (("pinned", one.is_pinned), ("working title", one.is_titled)) if holds]
    return f" ({', '.join(told)})" if told else ""


def _voices(one: StoryView) -> int:
    return sum(member.copy_of is None for member in one.members)


def _reports(one: StoryView) -> str:
    voices, copies = _voices(one), len(one.members) - _voices(one)
    told = f"{voices} report{'s' * (voices != 1)}"
    return told + (f" and {copies} cop{'ies' if copies > 1 else 'y'}" if copies else "")


def _days(one: StoryView) -> str:
    days = sorted(member.published for member in one.members if member.published)
    if not days:
        return "undated"
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _brief(one: StoryView) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "reports": _voices(one),
        "copies": len(one.members) - _voices(one),
        "days": sorted({member.published for member in one.members if member.published}),
        "outlets": sorted({member.outlet for member in one.members if member.copy_of is None}),
        "pinned": one.is_pinned,
        "titled": one.is_titled,
        "storyline": one.storyline,
    }


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        wide = name in ("title", "article")
        table.add_column(name, overflow="fold", ratio=1 if wide else None, no_wrap=name in ("id", "story", "day"))
    return table


def _print(table: Table, title: str = "") -> None:
    if title:
        click.echo(title)
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table)


commands = {"story": story}

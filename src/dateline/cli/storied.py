"""How the command `story` tells stories and what was done to them."""

from __future__ import annotations

import sys

import click
from rich import box
from rich.console import Console
from rich.table import Table

from dateline.memory import Action, Change, Member, StoryView

_LINES = 8  # shown of what a copy adds and changes


def action_line(one: Action) -> str:
    """What was done, on a line."""
    number = len(one.articles) if one.what != "split" else len(one.apart)
    return {
        "merge": f"{one.other} merged into {one.story}, {number} articles",
        "split": f"{number} article{'s' * (number != 1)} of {one.story} taken out into {one.other}",
        "move": f"{one.text} moved from {one.other} to {one.story}",
        "title": f"{one.story} titled {one.text!r}",
        "pin": f"{one.story} {'pinned' if one.text == 'on' else 'unpinned'}",
        "mute": f"{one.story} {'muted' if one.text == 'on' else 'unmuted'}",
    }[one.what]


def step_line(change: Change) -> str:
    """A step of a history, on a line."""
    told = {
        "merged": f"{change.other} merged into {change.story}",
        "split": f"{change.story} split from {change.other}",
        "moved": f"moved from {change.other} to {change.story}",
        "undone": f"{change.note} undone",
    }.get(change.what, f"{change.story} {change.what}")
    if change.what == "undone":
        return f"{change.at:%Y-%m-%d %H:%M}  {told} by {change.who}"
    return f"{change.at:%Y-%m-%d %H:%M}  {told} by {change.who}  {change.note}".rstrip()


def title_of(member: Member, story: StoryView) -> str:
    """The title; of a copy: of whose article."""
    return member.title if member.copy_of is None else f"{member.title}\ncopy of {_original(member, story)}"


def _original(copy: Member, story: StoryView) -> str:
    named = (f"{one.outlet} ({one.article})" for one in story.members if one.article == copy.copy_of)
    return next(named, f"{copy.copy_of} in another story")


def tell_copies(story: StoryView) -> None:
    """What copies add to their originals and change, then what they drop."""
    for copy in (member for member in story.members if member.copy_of):
        changes = "the same text, but for agency lines and spelling" if not copy.adds else ""
        click.echo(f"{copy.outlet} ({copy.article}) against {_original(copy, story)}: {changes}".rstrip())
        lines = sorted(copy.adds, key=lambda line: "+~-".find(line[0]))
        for line in lines[:_LINES]:
            click.echo(f"  {line}")
        if len(lines) > _LINES:
            click.echo(f"  and {len(lines) - _LINES} more (--json has all)")


def put_by(member: Member) -> str:
    """What put an article where it is: the engine's channel with the similarity, or the hand."""
    engine = member.channel if member.channel == "new" else f"{member.channel} {member.similarity:.2f}"
    return f"hand ({engine})" if member.by_hand else engine


def marks(one: StoryView) -> str:
    """Whether a story is pinned or titled by hand, in parentheses."""
    told = [word for word, holds in (("pinned", one.is_pinned), ("working title", one.is_titled)) if holds]
    return f" ({', '.join(told)})" if told else ""


def voices(one: StoryView) -> int:
    """The number of reports that are no copies."""
    return sum(member.copy_of is None for member in one.members)


def reports(one: StoryView) -> str:
    """How many reports and copies a story has."""
    own, copies = voices(one), len(one.members) - voices(one)
    told = f"{own} report{'s' * (own != 1)}"
    return told + (f" and {copies} cop{'ies' if copies > 1 else 'y'}" if copies else "")


def days_of(one: StoryView) -> str:
    """From when to when it was reported."""
    days = sorted(member.published for member in one.members if member.published)
    if not days:
        return "undated"
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def brief(one: StoryView) -> dict[str, object]:
    """A story in a list for programs."""
    return {
        "id": one.id,
        "title": one.title,
        "reports": voices(one),
        "copies": len(one.members) - voices(one),
        "days": sorted({member.published for member in one.members if member.published}),
        "outlets": sorted({member.outlet for member in one.members if member.copy_of is None}),
        "pinned": one.is_pinned,
        "titled": one.is_titled,
        "storyline": one.storyline,
    }


def table_of(*columns: str) -> Table:
    """An empty table."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        wide = name in ("title", "article")
        table.add_column(name, overflow="fold", ratio=1 if wide else None, no_wrap=name in ("id", "story", "day"))
    return table


def print_table(table: Table, title: str = "") -> None:
    """Print a table as wide as the terminal, or as a page where there is none."""
    if title:
        click.echo(title)
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table)

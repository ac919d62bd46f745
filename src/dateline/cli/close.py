"""`dateline review`, `close`, `correct`, `watch` and `issue`: an issue on its way out, and after."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from dateline.cli.common import edition_option, json_option, newsroom_at, print_json, progress_bar, set_option
from dateline.cli.person import who_is
from dateline.errors import NotFound, Unreadable
from dateline.newsroom import Newsroom
from dateline.store.issues import Known

_F = TypeVar("_F", bound=Callable[..., Any])
_WORDS = {"ok": "green", "redirected": "yellow", "changed": "yellow", "unseen": "cyan"}


def _by(function: _F) -> _F:
    return click.option("--by", metavar="NAME", help="Who does it (default: the name you are logged in by).")(function)


def _names(names: tuple[str, ...], verb: str) -> tuple[Path | None, str]:
    if len(names) > 2:
        raise click.UsageError(f"name a newsroom and an issue: dateline {verb} my-desk 2016-12")
    return (Path(names[0]) if len(names) == 2 else None), names[-1]


@click.command(epilog='Example:  dateline review my-desk 2016-12 --by "Ada Hand"')
@click.argument("names", nargs=-1, required=True, metavar="[NEWSROOM] ISSUE")
@edition_option
@_by
@click.option("--back", is_flag=True, help="Give it back: it is a draft again.")
@set_option
def review(names: tuple[str, ...], edition: str | None, by: str | None, back: bool, overrides: tuple[str, ...]) -> None:
    """Put the draft of ISSUE into review: it is drafted anew no more, unless you say so."""
    folder, issue = _names(names, "review")
    with newsroom_at(folder, overrides) as opened:
        for one in opened.review(issue, who=who_is(by), edition_name=edition, back=back):
            click.echo(f"{one.id}: {_state(one)}")


@click.command(epilog='Example:  dateline close my-desk 2016-12 --by "Ada Hand"')
@click.argument("names", nargs=-1, required=True, metavar="[NEWSROOM] ISSUE")
@edition_option
@_by
@click.option("--anyway", metavar="WHY", default="", help="Close it although the copy desk finds errors, and say why.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to measure dates against (default: today).")
@set_option
@json_option
def close(
    names: tuple[str, ...],
    edition: str | None,
    by: str | None,
    anyway: str,
    today: Any,
    overrides: tuple[str, ...],
    as_json: bool,
) -> None:
    """Close ISSUE: freeze it with the digests of all that went in, and write its renditions and the feed.

    The copy desk reads it first; an error must be mended, or WHY it goes out is kept in its history. A closed issue
    never changes; what was wrong in it is put right with `dateline correct`.
    """
    folder, issue = _names(names, "close")
    with newsroom_at(folder, overrides) as opened:
        day = today.date() if today else None
        paths = opened.close_issue(issue, who=who_is(by), edition_name=edition, anyway=anyway.strip(), today=day)
    _print_paths(paths, as_json)


@click.command(epilog='Example:  dateline correct my-desk 2016-12 "The fibre was 404 kilometres long." --item i-s-1234')
@click.argument("names", nargs=-1, required=True, metavar="[NEWSROOM] ISSUE TEXT")
@edition_option
@click.option("--item", metavar="ID", help="The item that it is about (dateline issue show names them).")
@_by
@set_option
@json_option
def correct(
    names: tuple[str, ...],
    edition: str | None,
    item: str | None,
    by: str | None,
    overrides: tuple[str, ...],
    as_json: bool,
) -> None:
    """Add a dated correction to a closed ISSUE: every rendition and the feed show it; the issue itself stays."""
    if len(names) not in (2, 3):
        raise click.UsageError('name an issue and say what was wrong: dateline correct my-desk 2016-12 "…"')
    folder = Path(names[0]) if len(names) == 3 else None
    if not names[-1].strip():
        raise click.UsageError("the correction is empty: say what was wrong and what is right")
    with newsroom_at(folder, overrides) as opened:
        paths = opened.correct(names[-2], names[-1], who=who_is(by), item=item, edition_name=edition)
    _print_paths(paths, as_json)


@click.command(epilog="Examples:  dateline watch my-desk\n\n           dateline watch my-desk 2016-12 --json")
@click.argument("names", nargs=-1, metavar="[NEWSROOM] [ISSUE]")
@edition_option
@set_option
@json_option
def watch(names: tuple[str, ...], edition: str | None, overrides: tuple[str, ...], as_json: bool) -> None:
    """Visit the links of closed issues again: which are dead, moved, changed in substance, corrected or retracted.

    Exit code 1: there is one that readers should know of.
    """
    if len(names) > 2:
        raise click.UsageError("name a newsroom and at most one issue: dateline watch my-desk 2016-12")
    folder = Path(names[0]) if names else None
    with newsroom_at(folder, overrides) as opened, progress_bar() as progress:
        found = opened.watch(names[1] if len(names) == 2 else None, edition_name=edition, progress=progress)
    if as_json:
        print_json(
            [
                {"issue": one.issue, "item": one.item, "url": one.url, "state": one.state.state,
                 "detail": one.state.detail, "leads_to": one.state.url}
                for one in found
            ]
        )  # fmt: skip
    else:
        for one in found:
            if one.state.state != "ok":
                state = click.style(f"{one.state.state:10}", fg=_WORDS.get(one.state.state, "red"))
                click.echo(f"{state} {one.url}\n           {one.issue}: {one.item}\n           {one.state.detail}")
        click.echo(f"{len(found)} links, {sum(one.state.state == 'ok' for one in found)} as they were")
    sys.exit(any(one.state.state not in ("ok", "redirected", "unseen") for one in found))


@click.group(epilog="Example:  dateline issue list my-desk")
def issue() -> None:
    """The issues of a newsroom: which there are, where they stand, who did what."""


@issue.command("list", epilog="Example:  dateline issue list my-desk --json")
@click.argument("newsroom", required=False, type=click.Path(path_type=Path))
@json_option
def list_issues(newsroom: Path | None, as_json: bool) -> None:
    """List the issues with their state."""
    with newsroom_at(newsroom) as opened:
        known = opened.issues()
    if as_json:
        print_json([_row(one) for one in known])
        return
    for one in known:
        number = f"no. {one.number}" if one.number is not None else "no number"
        click.echo(f"{one.id:40} {number:10} {_state(one)}")


@issue.command(epilog="Example:  dateline issue show my-desk 2016-12")
@click.argument("names", nargs=-1, required=True, metavar="[NEWSROOM] ISSUE")
@edition_option
@json_option
def show(names: tuple[str, ...], edition: str | None, as_json: bool) -> None:
    """Show the items of ISSUE, its history and corrections, and whether what went into it is still the same."""
    folder, name = _names(names, "issue show")
    with newsroom_at(folder) as opened:
        told = [_told(opened, one) for one in opened.standing(name, edition_name=edition)]
    if as_json:
        print_json(told)
        return
    for one in told:
        click.secho(f"{one['id']}: {one['told']}", bold=True)
        if one["problem"]:
            click.secho(f"  {one['problem']}", fg="yellow")
        for key, headline in one["items"].items():
            click.echo(f"  {key}  {headline}")
        for step in one["history"]:
            click.echo(
                f"  {step['at'][:16].replace('T', ' ')}  {step['what']} by {step['who']}  {step['note']}".rstrip()
            )
        for row in one["corrections"]:
            click.echo(f"  correction of {row['date']}: {row['text']}")
        for row in one["changed"]:
            click.secho(f"  since it was closed: {row}", fg="yellow")


def _told(opened: Newsroom, one: Any) -> dict[str, Any]:
    items: dict[str, str] = {}
    problem = None
    try:
        read = opened.issue(one.known.id)
        items = {item.id: item.headline for section in read.sections for item in section.items}
    except (Unreadable, NotFound) as error:  # an editor is at work in it; its history can be told all the same
        problem = str(error)
    return {
        **_row(one.known),
        "told": _state(one.known),
        "items": items,
        "problem": problem,
        "history": [
            {"at": step.at.isoformat(), "who": step.who, "what": step.what, "note": step.note} for step in one.steps
        ],
        "corrections": [
            {"date": row.date, "text": row.text, "item": row.item, "by": row.by} for row in one.corrections
        ],
        "changed": list(one.changed),
    }


def _row(one: Known) -> dict[str, Any]:
    return {
        "id": one.id,
        "edition": one.edition,
        "number": one.number,
        "period": one.period,
        "state": one.state,
        "imported": one.imported is not None,
        "published": one.published.isoformat() if one.published else None,
    }


def _state(one: Known) -> str:
    told = {"draft": "draft", "review": "in review", "closed": "closed"}[one.state]
    told += ", imported" if one.imported else ""
    return told + (f", published {one.published:%Y-%m-%d %H:%M} UTC" if one.published else "")


def _print_paths(paths: list[Path], as_json: bool) -> None:
    if as_json:
        print_json([str(path) for path in paths])
        return
    for path in paths:
        click.echo(str(path))


commands = {"review": review, "close": close, "correct": correct, "watch": watch, "issue": issue}

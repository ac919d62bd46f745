"""`dateline publish`: an issue in all its forms."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.common import edition_option, json_option, newsroom_at, print_json, set_option


@click.command(epilog="Example:  dateline publish my-desk 2016-12")
@click.argument("names", nargs=-1, required=True, metavar="[NEWSROOM] ISSUE")
@edition_option
@set_option
@json_option
def command(names: tuple[str, ...], edition: str | None, overrides: tuple[str, ...], as_json: bool) -> None:
    """Write page, PDF, Markdown and JSON of ISSUE: its name, or its period for all editions of that period."""
    if len(names) > 2:
        raise click.UsageError("name a newsroom and an issue: dateline publish my-desk 2016-12")
    folder = Path(names[0]) if len(names) == 2 else None
    with newsroom_at(folder, overrides) as opened:
        paths = opened.publish(names[-1], edition_name=edition)
    if as_json:
        print_json([str(path) for path in paths])
        return
    for path in paths:
        click.echo(str(path))

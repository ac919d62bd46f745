"""Filters of the contract that a later release brings: they say so, and exit 2."""

from __future__ import annotations

import sys

import click

_LATER = ("import", "check")


def _command(name: str) -> click.Command:
    @click.command(name, context_settings={"ignore_unknown_options": True})
    @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
    def later(rest: tuple[str, ...]) -> None:
        click.echo(f"dateline {name}: not yet (not implemented in this release)", err=True)
        sys.exit(2)

    later.help = f"Not yet: a later release brings the filter {name}."
    return later


commands = {name: _command(name) for name in _LATER}

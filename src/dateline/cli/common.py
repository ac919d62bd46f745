"""What the commands of a newsroom share: finding it, its flags, progress and tables."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from dateline.errors import NotFound
from dateline.newsroom import Newsroom, open_newsroom

_FILE = "dateline.toml"
_F = TypeVar("_F", bound=Callable[..., Any])
console = Console(stderr=True, highlight=False)

newsroom_argument = click.argument("newsroom", required=False, type=click.Path(path_type=Path))
set_option = click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="NAME=VALUE",
    help="A setting for this call, such as stories.profile=exact.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
edition_option = click.option(
    "--edition", metavar="NAME", help="Form of the issue, such as monthly-letter (dateline edition list)."
)
period_option = click.option(
    "--period",
    metavar="PERIOD",
    help="2016-12, 2016-W51, 2016-12-05 or 2016-12-05..2016-12-11 (default: the current one).",
)


def newsroom_at(folder: Path | None, overrides: tuple[str, ...] = ()) -> Newsroom:
    """The newsroom that is meant; raises NotFound, naming the choices, when it is not clear which."""
    return open_newsroom(folder or _find(), overrides=overrides)


def _find() -> Path:
    """$DATELINE_NEWSROOM, else this folder or one above it, else the only one just below."""
    named = os.environ.get("DATELINE_NEWSROOM")
    if named:
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _FILE).is_file():
            return folder
    below = sorted(path.parent for path in here.glob(f"*/{_FILE}"))
    if len(below) == 1:
        return below[0]
    if below:
        raise NotFound(f"which newsroom? There are {', '.join(path.name for path in below)}: name one")
    raise NotFound("there is no newsroom here: make one with: dateline init my-desk --beat china-tech")


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal and nothing elsewhere; yields the function that moves it."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        tasks: dict[str, Any] = {}

        def move(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of or None)
            bar.update(tasks[what], completed=done, total=of or None)

        yield move


def print_json(data: object) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1, default=str))

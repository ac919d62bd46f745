"""`dateline init`: a new newsroom."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from dateline.cli.common import newsroom_at
from dateline.errors import BadNewsroom, NotFound

_BEATS = files("dateline.beats")


@click.command(epilog="Example:  dateline init my-desk --beat china-tech")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--beat", default="empty", show_default=True, help="What is followed: china-tech, or empty.")
def command(folder: Path, beat: str) -> None:
    """Make a newsroom in FOLDER: a commented dateline.toml and an empty database."""
    known = sorted(path.name.removesuffix(".toml") for path in _BEATS.iterdir() if path.name.endswith(".toml"))
    if beat not in known:
        raise NotFound(f"there is no beat {beat!r}: choose one of {', '.join(known)}")
    path = folder / "dateline.toml"
    if path.exists():
        raise BadNewsroom(f"{path} is there already: edit it, or choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text((_BEATS / f"{beat}.toml").read_text(encoding="utf-8"), encoding="utf-8")
    with newsroom_at(folder) as newsroom:
        number = len(newsroom.config.sources)
    click.echo(f"{folder} is a newsroom with {number} sources. Look through {path}, then:")
    click.echo(f"  dateline source check {folder}\n  dateline run {folder}")

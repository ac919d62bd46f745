"""Plug-ins by entry points; the built-in ones come through the same door (pyproject.toml)."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from dateline.errors import BadSettings

GROUPS = ("dateline.sources", "dateline.embedders", "dateline.writers", "dateline.renderers", "dateline.channels")


def names(group: str) -> tuple[str, ...]:
    """The plug-ins of a group, sorted; nothing is loaded."""
    return tuple(sorted(point.name for point in entry_points(group=group)))


def load(group: str, name: str) -> Any:
    """The class or function behind a name; raises BadSettings, naming what there is."""
    point: EntryPoint | None = next(iter(entry_points(group=group, name=name)), None)
    if point is None:
        kind = group.removeprefix("dateline.").removesuffix("s")
        raise BadSettings(f"there is no {kind} {name!r}: choose one of {', '.join(names(group))}")
    try:
        return point.load()
    except ImportError as error:
        raise BadSettings(
            f"{name!r} needs a package that is not installed ({error}): install dateline[{name}]"
        ) from error

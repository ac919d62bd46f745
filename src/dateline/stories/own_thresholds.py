"""The thresholds that a newsroom calibrated on labelled articles of its own: read from its thresholds.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.errors import BadSettings
from dateline.stories import VERSION
from dateline.stories.features import Kind
from dateline.stories.settings import Rule, rules

NAME = "thresholds.toml"
FIELDS = ("same", "late", "across")  # of a rule, in the order in which they are calibrated


def own_rules(path: Path, profile: str) -> Mapping[Kind, Rule] | None:
    """The shipped rules of a profile with the newsroom's own values in them; None: it has none for the profile.

    Raises BadSettings for a file that cannot be read, or that was made with an earlier way of reading articles.
    """
    table = _read(path)
    own = {kind: table[kind.value][profile] for kind in Kind if profile in table.get(kind.value, {})}
    if not own:
        return None
    recipe = table.get("calibration", {}).get("recipe")
    if recipe != VERSION:
        raise BadSettings(
            f"{path} was calibrated for version {recipe} of the grouping, which is at {VERSION}: "
            f"run dateline calibrate again, or remove the file"
        )
    return {kind: _merged(path, kind, rule, own.get(kind, {})) for kind, rule in rules(profile).items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:  # ValueError: no TOML, no UTF-8
        raise BadSettings(f"{path} cannot be read: {error}") from error
    unknown = [name for name in table if name not in {"calibration", *Kind}]
    if unknown or not all(isinstance(part, dict) for part in table.values()):
        raise BadSettings(f"{path} holds what is no threshold: {', '.join(unknown) or 'a value outside a table'}")
    return table


def _merged(path: Path, kind: Kind, rule: Rule, own: Any) -> Rule:
    if not isinstance(own, dict):
        raise BadSettings(f"{path}: the thresholds for {kind.value} are no table")
    for name, value in own.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if name not in FIELDS or not is_number or not -1 <= value <= 2:
            raise BadSettings(f"{path}: {kind.value}.{name} = {value!r}; known are {', '.join(FIELDS)}, from -1 to 2")
    return replace(rule, **{name: float(value) for name, value in own.items()})

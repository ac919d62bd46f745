"""Settings of the stage, and the thresholds kept as data beside it (thresholds.toml says how they were calibrated)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib.resources import files

import numpy as np

from dateline.errors import BadSettings
from dateline.stories.background import Frequencies, Vector
from dateline.stories.copies import CopySettings
from dateline.stories.features import Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """How the two channels are put together for one kind of report, and what is enough to join a story."""

    lexical: float  # share of the lexical channel, 0…1; the rest is the dense one's
    same: float  # the least sum for a story that has reports in the article's language
    across: float  # the least cosine of the dense channel for a story that has none
    late: float  # added to both for a story a week away, taken off for one of the same days
    short: float = 0.0  # added to `same` for a report of no words, the less of it the nearer it has 60 different ones
    day: float = 0.0  # taken off where both tell of the same day
    apart: float = 0.0  # added where the days they tell of are three or more from one another
    names: float = 0.0  # added where both have names, and none in common but of places
    names_across: float = 0.0  # the same across languages, where a place in common is enough
    heads: float = 0.0  # added where neither's text has a name of the other's headlines
    places: float = 0.0  # added where both name places, and none in common
    figures: float = 0.0  # added where neither's text has a figure of the other's headlines
    agreed: float = 0.0  # taken off for each figure of a headline that the other has, up to two
    bonus: float = 1.0  # what days and figures take off is at most this share of the likeness by words and vectors
    doubt: float = 0.0  # margins nearer to 0 than this are worth asking the exact model, where there is one


@dataclass(frozen=True, slots=True)
class StorySettings:
    """What decides whether an article joins a story."""

    profile: str = "fast"  # embedder that made the vectors; its thresholds and stored means apply
    window: timedelta = timedelta(days=14)  # a story silent for longer takes no dated article
    undated: timedelta = timedelta(days=31)  # the same for an undated article, which may be older than it came
    stored_weight: float = 50  # articles that a stored mean stands for
    candidates: int = 24  # stories looked at, from each channel
    compared: int = 12  # of them, compared in full
    room: int = 40_000  # stories that are live at once; beyond, those that have not grown for longest rest
    remembered: int = 300_000  # articles of which copies are looked for at once
    copies: CopySettings = field(default_factory=CopySettings)
    rules: Mapping[Kind, Rule] | None = None  # None: those that are shipped for the profile


def vectors_of(profile: str) -> str:
    """The embedder whose vectors a profile keeps of every article: `exact` asks its own model in doubt only."""
    return "fast" if profile == "exact" else profile


@cache
def rules(profile: str) -> Mapping[Kind, Rule]:
    """The rules of a profile by kind of report; raises BadSettings for a profile without thresholds."""
    table = tomllib.loads(files(__package__).joinpath("thresholds.toml").read_text("utf-8"))
    try:
        return {kind: Rule(**table[kind.value][vectors_of(profile)]) for kind in Kind}
    except KeyError as error:
        raise BadSettings(f"no thresholds for the profile {profile!r}: choose fast or exact") from error


@cache
def stored_means(profile: str) -> Mapping[str, Vector]:
    """The mean vector of each language that is stored for a profile; empty for a profile without."""
    table = json.loads(files(__package__).joinpath("means.json").read_text("utf-8"))
    return {language: np.array(mean, dtype=np.float32) for language, mean in table.get(profile, {}).items()}


@cache
def stored_background() -> Frequencies:
    """The document frequencies that every newsroom starts from."""
    table = json.loads(files(__package__).joinpath("background.json").read_text("utf-8"))
    counts = [(at, int(count)) for count, terms in table["terms"].items() for at in terms]
    counts.sort()
    return Frequencies(
        table["articles"],
        np.array([at for at, _ in counts], dtype=np.int64),
        np.array([count for _, count in counts], dtype=np.float32),
    )

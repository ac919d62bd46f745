"""Whether the reports of one story fall into two groups that are farther apart than the reports of one event are."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from dateline.errors import BadSettings
from dateline.stories.background import Vector
from dateline.stories.features import Weights, kind_of
from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming, Report

Settled = Callable[[str], str | None]  # an article → the story it was settled in for good; None: never looked at
_STEPS = (8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)  # a story is looked at when it has grown to so many reports
_COMPARED = 32  # reports compared each with each: of more, the first and the last

Likeness = npt.NDArray[np.float64]
Side = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Splits:
    """When a story is two."""

    least: int  # reports of a story that is looked at
    most: int
    group: int  # reports of each group
    closeness: Mapping[str, float]  # by kind: reports of two groups are at most so alike, against those within one, by
    # each channel; headlines say too little to tell groups by


@cache
def splits(profile: str) -> Splits:
    """The thresholds of a profile; raises BadSettings for a profile without."""
    table = tomllib.loads(files(__package__).joinpath("thresholds.toml").read_text("utf-8"))["split"]
    if profile not in table:
        raise BadSettings(f"no thresholds for splitting under the profile {profile!r}: choose fast or exact")
    return Splits(**table[profile])


def parted(grouper: Grouper, reports: Sequence[Incoming], settled: Settled, rule: Splits) -> list[str]:
    """The articles that are not of the first report's event, in order; none: all are.

    Looked at when a story has grown to certain sizes; in between, a report that came goes with the group it is nearer
    to. Languages are never held against each other: the groups are those of the language of most.
    """
    before = sum(settled(one.id) is not None for one in reports)
    if any(before < step <= len(reports) for step in _STEPS):
        groups = _found(grouper, reports, rule)
    else:
        groups = _known(reports, settled)
    return _completed(grouper, reports, groups) if groups else []


def _known(reports: Sequence[Incoming], settled: Settled) -> dict[str, bool] | None:
    """Which articles were with the first one, which not; None: all were."""
    ids = {f"s-{one.id}" for one in reports[1:]}
    stories = {one.id: story for one in reports if (story := settled(one.id)) is not None}
    groups = {article: story not in ids for article, story in stories.items()}
    return None if all(groups.values()) else groups


def _found(grouper: Grouper, reports: Sequence[Incoming], rule: Splits) -> dict[str, bool] | None:
    """Two groups of some of the reports, by whether an article is with the first one; None: they are no two."""
    kind = Counter(kind_of(one.title, one.text) for one in reports).most_common(1)[0][0]
    if kind.value not in rule.closeness:
        return None
    read = [grouper.read(one) for one in (*reports[: _COMPARED // 2], *reports[_COMPARED // 2 :][-_COMPARED // 2 :])]
    language = Counter(one.language for one in read).most_common(1)[0][0]
    read = [one for one in read if one.language == language]
    if len(read) < 2 * rule.group:
        return None
    dense, lexical = likeness(read, [grouper.live.weighed(one.terms) for one in read])
    side = sides(dense + lexical)
    if min(side.sum(), (~side).sum()) < rule.group:
        return None
    if max(closeness(dense, side), closeness(lexical, side)) > rule.closeness[kind.value]:
        return None
    return {one.id: bool(first) for one, first in zip(read, side, strict=True)}


def _completed(grouper: Grouper, reports: Sequence[Incoming], groups: Mapping[str, bool]) -> list[str]:
    """The articles that are not with the first one; those that are in no group go with the nearer one."""
    vectors = {one.id: grouper.centred(one) for one in reports}
    one_side = np.sum([vectors[article] for article, is_first in groups.items() if is_first], axis=0)
    other = np.sum([vectors[article] for article, is_first in groups.items() if not is_first], axis=0)
    first = groups.get(reports[0].id, True)
    found = []
    for one in reports[1:]:
        side = groups[one.id] if one.id in groups else _nearer(vectors[one.id], one_side, other)
        if side != first:
            found.append(one.id)
    return found


def likeness(reports: Sequence[Report], weights: Sequence[Weights]) -> tuple[Likeness, Likeness]:
    """The dense and the lexical cosines of each two reports."""
    ids, where = np.unique(np.concatenate([one.terms.ids for one in reports]), return_inverse=True)
    words = np.zeros((len(reports), len(ids)))
    at = 0
    for row, one in enumerate(weights):
        words[row, where[at : at + len(one)]] = one
        at += len(one)
    dense = np.stack([one.vector for one in reports]).astype(np.float64)
    return dense @ dense.T, words @ words.T


def sides(alike: Likeness) -> Side:
    """Two groups: the two sides of the direction in which the reports differ most; the first report's is True."""
    middle = alike - alike.mean(axis=0) - alike.mean(axis=1)[:, None] + alike.mean()
    direction = np.linalg.eigh(middle)[1][:, -1]
    found: Side = (direction >= 0) == (direction[0] >= 0)
    return found


def closeness(alike: Likeness, side: Side) -> float:
    """How alike reports of the two groups are, against those within the looser one; 1: there are no groups."""
    between = float(alike[np.ix_(side, ~side)].mean())
    return between / max(min(_within(alike, side), _within(alike, ~side)), 1e-6)


def _within(alike: Likeness, side: Side) -> float:
    """The mean likeness of each two different reports of a group."""
    group = alike[np.ix_(side, side)]
    pairs = len(group) * (len(group) - 1)
    return float((group.sum() - np.trace(group)) / pairs) if pairs else 1.0


def _nearer(vector: Vector, one: Vector, other: Vector) -> bool:
    """Whether a vector lies closer to the first of two groups, given as sums of vectors."""
    return bool(np.dot(vector, one) * np.linalg.norm(other) >= np.dot(vector, other) * np.linalg.norm(one))

"""A ranker that learns from past picks: pairwise logistic regression over the signals and the topics of the beat.

In each past issue every story that was picked should have ranked above every one that was not. The weights start from
the shipped ones and move only as far as the picks pull them (a Gaussian prior around the shipped weights), so with no
history the shipped weights stand. A replay over the past issues, each ranked by what was learned before it, tells
whether the learned weights do better; only then are they used.

Pairwise: Herbrich, Graepel, Obermayer, "Support vector learning for ordinal regression" (1999), with the logistic loss
of Burges et al., "Learning to rank using gradient descent" (2005).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dateline.desk.signals import is_excluded
from dateline.records import Ranked, Reason

SIGNALS = ("voices", "beat", "outlet", "novelty", "depth", "recency")
TOPIC = "topic: "  # begins the name of a topic's weight
_PRIOR = 0.3  # how strongly the weights are held to the shipped ones
_STEPS = 30  # of Newton's method; it has settled after ten
_PAIRS = 4_000  # of one issue that count; of more, those with the best-ranked stories that were passed over
_LEAST = 3  # issues that a replay needs before it says anything
_BETTER = 0.01  # by which the learned weights must find more of the picks
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Past:
    """A past issue: the stories it could have had, ranked by the shipped weights, and those it had."""

    issue: str
    ranked: tuple[Ranked, ...]
    picked: frozenset[str]  # ids of stories among the ranked


@dataclass(frozen=True, slots=True)
class Finding:
    """How well a ranking finds what was picked, over several issues: means of each issue's share."""

    precision: float  # of the stories proposed
    recall: float  # of the picks


@dataclass(frozen=True, slots=True)
class Replay:
    """Past issues ranked by what was learned before each, beside the shipped weights."""

    issues: int
    shipped: Finding
    learned: Finding

    @property
    def is_better(self) -> bool:
        """Whether the learned weights find more of the picks, over enough issues to say so."""
        return self.issues >= _LEAST and self.learned.recall >= self.shipped.recall + _BETTER


@dataclass(frozen=True, slots=True)
class Learned:
    """What past picks taught: factors on the points of the signals (1: as shipped), and points for topics."""

    weights: Mapping[str, float]
    issues: int  # that were learned from
    replay: Replay | None = None  # None: too few issues

    @property
    def is_used(self) -> bool:
        """Whether the weights rank, or the shipped ones stand."""
        return self.replay is not None and self.replay.is_better


def learn(past: Sequence[Past], quota: int) -> Learned:
    """What the picks of past issues, oldest first, teach; an edition proposes `quota` stories."""
    usable = [one for one in past if one.picked and len(one.picked) < len(one.ranked)]
    return Learned(_weights(usable), len(usable), _replay(usable, quota))


def apply(ranked: Sequence[Ranked], learned: Learned) -> list[Ranked]:
    """The stories ranked by the learned weights, each signal with its factor; what is off the beat stays so."""
    again = [one if is_excluded(one) else _weighted(one, learned) for one in ranked]
    return sorted(again, key=lambda one: (-one.score, one.story.id))


def _weighted(one: Ranked, learned: Learned) -> Ranked:
    reasons = [
        replace(reason, points=reason.points * learned.weights.get(reason.signal, 1.0)) for reason in one.reasons
    ]
    liked = sum(learned.weights.get(TOPIC + name, 0.0) for name in one.topics)
    if liked:
        text = f"{', '.join(one.topics)}, as picked in {learned.issues} past issues"
        reasons.append(Reason("taste", liked, text))
    return replace(one, reasons=tuple(reasons), score=sum(reason.points for reason in reasons))


def _replay(past: Sequence[Past], quota: int) -> Replay | None:
    """Each issue but the first, ranked by what those before it taught."""
    if len(past) <= _LEAST:
        return None
    shipped, learned = list[tuple[float, float]](), list[tuple[float, float]]()
    for at in range(1, len(past)):
        one = past[at]
        shipped.append(_found(one.ranked, one, quota))
        before = Learned(_weights(past[:at]), at)
        learned.append(_found(apply(one.ranked, before), one, quota))
    return Replay(len(shipped), _mean(shipped), _mean(learned))


def _found(ranked: Sequence[Ranked], one: Past, quota: int) -> tuple[float, float]:
    proposed = [row.story.id for row in ranked if not is_excluded(row)][: max(1, quota)]
    hits = sum(key in one.picked for key in proposed)
    return hits / max(1, len(proposed)), hits / len(one.picked)


def _mean(rows: Sequence[tuple[float, float]]) -> Finding:
    return Finding(sum(one for one, _ in rows) / len(rows), sum(one for _, one in rows) / len(rows))


def _weights(past: Sequence[Past]) -> dict[str, float]:
    """The weights that past issues teach, by name."""
    topics = sorted({name for one in past for row in one.ranked for name in row.topics})
    names = [*SIGNALS, *(TOPIC + name for name in topics)]
    prior = np.array([1.0] * len(SIGNALS) + [0.0] * len(topics))
    pairs = [_differences(one, topics) for one in past]
    found = _fitted([rows for rows in pairs if len(rows)], prior)
    floors = [0.0] * len(SIGNALS) + [-np.inf] * len(topics)  # more voices never make a story worth less
    return dict(zip(names, (round(float(value), 6) for value in np.maximum(found, floors)), strict=True))


def _differences(one: Past, topics: Sequence[str]) -> Vector:
    """What each picked story has more than each that was passed over; shape (pairs, weights)."""
    able = [row for row in one.ranked if not is_excluded(row)]
    picked = [_features(row, topics) for row in able if row.story.id in one.picked]
    passed = [_features(row, topics) for row in able if row.story.id not in one.picked]
    most = max(1, _PAIRS // max(1, len(picked)))
    rows = [up - down for up in picked for down in passed[:most]]
    return np.array(rows) if rows else np.zeros((0, len(SIGNALS) + len(topics)))


def _features(row: Ranked, topics: Sequence[str]) -> Vector:
    points = {reason.signal: reason.points for reason in row.reasons}
    return np.array([points.get(name, 0.0) for name in SIGNALS] + [float(name in row.topics) for name in topics])


def _fitted(issues: Sequence[Vector], prior: Vector) -> Vector:
    """The weights of least loss by Newton's method; each issue counts the same however many pairs it has."""
    weights = prior.copy()
    for _ in range(_STEPS if issues else 0):
        step = np.linalg.solve(*_slope(issues, weights, prior))
        size, loss = 1.0, _loss(issues, weights, prior)
        while size > 1e-6 and _loss(issues, weights - size * step, prior) > loss:
            size /= 2  # far from the minimum a whole step leaps over it
        weights = weights - size * step
        if float(np.abs(size * step).max()) < 1e-9:
            break
    return weights


def _loss(issues: Sequence[Vector], weights: Vector, prior: Vector) -> float:
    held = _PRIOR / 2 * float((weights - prior) @ (weights - prior))
    return held + sum(float(np.logaddexp(0, -(rows @ weights)).mean()) for rows in issues)


def _slope(issues: Sequence[Vector], weights: Vector, prior: Vector) -> tuple[Vector, Vector]:
    """Curvature and gradient of the loss."""
    gradient, curvature = _PRIOR * (weights - prior), _PRIOR * np.eye(len(prior))
    for rows in issues:
        wrong = np.exp(-np.logaddexp(0, rows @ weights))
        gradient -= rows.T @ wrong / len(rows)
        curvature += (rows * (wrong * (1 - wrong))[:, None]).T @ rows / len(rows)
    return curvature, gradient

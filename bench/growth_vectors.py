"""Vectors for the growth bench without a model's hours: really embedded reports, moved by really measured differences.

A pool of reports is embedded. An article's vector is that of a pool report with the same base, plus a step of the event
(the difference of two events of one base, times `event`), plus a step of the report (the difference of two reports of
one event, times `report`). The two sizes are fitted so that the mean cosines within an event, and between events of one
base, are those of the really embedded reports.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import numpy as np
import numpy.typing as npt
from growth_news import Made, News

from dateline.protocols import Embedder
from dateline.stories.embedders import lead

Vectors = npt.NDArray[np.float32]
REPORTS = 4000
_STEPS = np.linspace(0.0, 1.6, 9)
_PAIRS = 4000


@dataclass(frozen=True, slots=True)
class Closeness:
    """Mean cosines of centred vectors."""

    within: float  # reports of one event
    between: float  # reports of different events of one base
    apart: float  # reports of different bases


@dataclass(frozen=True, slots=True)
class Pool:
    """Embedded reports, and how far from them the vectors of the others lie."""

    rows: Vectors
    base: npt.NDArray[np.int64]
    event: npt.NDArray[np.int64]
    steps: tuple[Vectors, Vectors]  # differences between events of one base, between reports of one event
    sizes: tuple[float, float]
    real: Closeness
    fitted: Closeness

    def vector(self, article: Made) -> Vectors:
        """The vector of an article; the same for the same article."""
        own = np.flatnonzero(self.base == article.base)
        return self._moved(own if len(own) else np.arange(len(self.rows)), article.event, article.number)

    def _moved(self, own: npt.NDArray[np.intp], event: int, number: int) -> Vectors:
        draw = np.random.default_rng((event, 1))
        row = self.rows[own[draw.integers(len(own))]]
        row = row + self.sizes[0] * self.steps[0][draw.integers(len(self.steps[0]))]
        other = np.random.default_rng((number, 2)).integers(len(self.steps[1]))
        moved = row + self.sizes[1] * self.steps[1][other]
        return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)


def pool_of(news: News, embedder: Embedder, folder: Path) -> Pool:
    """The pool; its vectors are kept in the folder, because embedding them takes half a minute."""
    reports = [one for one in news.stream(3 * REPORTS) if not one.copy][:REPORTS]
    texts = [lead(one.title, one.text) for one in reports]
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    path = folder / f"pool-{digest[:16]}.npy"
    if path.is_file():
        rows = np.load(path)
    else:
        rows = embedder.embed(texts)
        np.save(path, rows)
    return fitted(rows, reports)


def fitted(rows: Vectors, reports: Sequence[Made]) -> Pool:
    """The pool of embedded reports with the sizes of steps that give their cosines best."""
    base, event = np.array([one.base for one in reports]), np.array([one.event for one in reports])
    pairs = [*_pairs(base, event)]
    steps = (_steps(rows, pairs[1]), _steps(rows, pairs[0]))
    middle = rows.mean(axis=0)
    real = Closeness(*(_cosine(rows - middle, np.array(found)) for found in pairs))
    best: Pool | None = None
    for sizes in product(_STEPS.tolist(), repeat=2):
        pool = Pool(rows, base, event, steps, (sizes[0], sizes[1]), real, _closeness(rows, base, steps, sizes, middle))
        if best is None or _error(pool) < _error(best):
            best = pool
    assert best is not None
    return best


def _error(pool: Pool) -> float:
    return abs(pool.real.within - pool.fitted.within) + abs(pool.real.between - pool.fitted.between)


def _closeness(
    rows: Vectors,
    base: npt.NDArray[np.int64],
    steps: tuple[Vectors, Vectors],
    sizes: tuple[float, ...],
    middle: Vectors,
) -> Closeness:
    """Mean cosines of made vectors: two reports of each of two events of one base, for a thousand bases."""
    draw = np.random.default_rng(7)
    one = draw.integers(len(rows), size=1000)
    other = np.array([draw.choice(np.flatnonzero(base == base[at])) for at in one.tolist()])
    parts = []
    for start in (one, other):
        event = rows[start] + sizes[0] * steps[0][draw.integers(len(steps[0]), size=len(start))]
        for _ in range(2):
            made = event + sizes[1] * steps[1][draw.integers(len(steps[1]), size=len(start))]
            parts.append(_unit(made / np.linalg.norm(made, axis=1, keepdims=True) - middle))
    within = float(np.einsum("ij,ij->i", parts[0], parts[1]).mean())
    between = float(np.einsum("ij,ij->i", parts[0], parts[2]).mean())
    return Closeness(within, between, float(np.einsum("ij,ij->i", parts[0], np.roll(parts[0], 1, axis=0)).mean()))


def _pairs(base: npt.NDArray[np.int64], event: npt.NDArray[np.int64]) -> tuple[list[tuple[int, int]], ...]:
    """Pairs of reports: of one event, of different events of one base, of different bases."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at, name in enumerate(base.tolist()):
        groups[name].append(at)
    within: list[tuple[int, int]] = []
    between: list[tuple[int, int]] = []
    for group in groups.values():
        for pair in combinations(group, 2):
            (within if event[pair[0]] == event[pair[1]] else between).append(pair)
    draw = np.random.default_rng(11)
    apart = [
        (int(one), int(other)) for one, other in draw.integers(len(base), size=(_PAIRS, 2)) if base[one] != base[other]
    ]
    return tuple(
        [found[at] for at in draw.permutation(len(found))[:_PAIRS].tolist()] for found in (within, between, apart)
    )


def _steps(rows: Vectors, pairs: Sequence[tuple[int, int]]) -> Vectors:
    found = np.array(pairs)
    return np.asarray(rows[found[:, 0]] - rows[found[:, 1]], dtype=np.float32)


def _cosine(rows: Vectors, pairs: npt.NDArray[np.int64]) -> float:
    units = _unit(rows)
    return float(np.einsum("ij,ij->i", units[pairs[:, 0]], units[pairs[:, 1]]).mean())


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)

"""A small linear sequence model that marks names in Chinese text, trained by tools/train_chinese_names.py."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from dateline.record.chinese_features import BUCKETS, Grid, read_grid

KINDS = ("person", "organisation", "place", "product", "other")
LABELS = ("O", *(f"{mark}-{kind}" for kind in KINDS for mark in "BIES"))
_FORBIDDEN = -1e6
_BLOCK = 20_000  # characters tagged together, so that memory does not grow with the text


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by bucket and label, and what a label may follow."""

    weights: NDArray[np.float32]  # BUCKETS × labels
    moves: NDArray[np.float32]  # from × to


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name that the model marks."""

    start: int
    end: int
    kind: str


def allowed() -> NDArray[np.float32]:
    """0 where one label may follow another, else a large negative number."""
    moves = np.full((len(LABELS), len(LABELS)), _FORBIDDEN, dtype=np.float32)
    for i, before in enumerate(LABELS):
        for j, after in enumerate(LABELS):
            inside = before[0] in "BI"
            if (inside and after[0] in "IE" and before[2:] == after[2:]) or (not inside and after[0] in "OBS"):
                moves[i, j] = 0
    return moves


@cache
def _model() -> Model:
    """The shipped model: 8-bit weights with one scale."""
    with as_file(files("dateline.record") / "data" / "zh" / "tagger.npz") as path, np.load(path) as stored:
        weights = np.zeros((BUCKETS, len(LABELS)), dtype=np.float32)
        weights[stored["buckets"]] = stored["weights"] * stored["scale"]
        return Model(weights, stored["moves"] + allowed())


def tag_names(text: str) -> list[Tagged]:
    """The names of a text as the model sees them, in order."""
    names: list[Tagged] = []
    at = 0
    while at < len(text):
        end = _cut(text, at)
        block = text[at:end]
        labels = decode(read_grid(block), _model())
        names.extend(Tagged(at + one.start, at + one.end, one.kind) for one in spans_of(labels))
        at = end
    return names


def _cut(text: str, at: int) -> int:
    """The end of the block that begins at a place: behind a line or sentence, if there is one."""
    if len(text) - at <= _BLOCK:
        return len(text)
    best = max(text.rfind(mark, at, at + _BLOCK) for mark in "\n。")
    return best + 1 if best > at else at + _BLOCK


def decode(grid: Grid, model: Model) -> NDArray[np.int64]:
    """The best label of each character, clause by clause, all clauses at once (Viterbi)."""
    count = len(grid.rows)
    labels = np.zeros(count, dtype=np.int64)
    if not grid.clauses:
        return labels
    scores = np.zeros((count + 1, len(LABELS)), dtype=np.float32)
    for column in grid.rows.T:
        scores[:-1] += model.weights[column]
    starts = np.array([start for start, _ in grid.clauses])
    sizes = np.array([end - start for start, end in grid.clauses])
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    first = np.array([0.0 if label[0] in "OBS" else _FORBIDDEN for label in LABELS], dtype=np.float32)
    last = np.array([0.0 if label[0] in "OES" else _FORBIDDEN for label in LABELS], dtype=np.float32)
    best = scores[starts] + first
    back = np.zeros((int(sizes[0]), len(starts), len(LABELS)), dtype=np.int8)
    for step in range(1, int(sizes[0])):
        live = int(np.searchsorted(-sizes, -step, side="left"))
        paths = best[:live, :, None] + model.moves
        back[step, :live] = choice = paths.argmax(axis=1)
        best[:live] = np.take_along_axis(paths, choice[:, None, :], axis=1)[:, 0] + scores[starts[:live] + step]
    ends = (best + last).argmax(axis=1)
    for step in range(int(sizes[0]) - 1, -1, -1):
        live = int(np.searchsorted(-sizes, -step, side="left"))
        labels[starts[:live] + step] = ends[:live]
        if step:
            ends[:live] = back[step, np.arange(live), ends[:live]]
    return labels


def spans_of(labels: NDArray[np.int64]) -> list[Tagged]:
    """The names that labels spell."""
    names: list[Tagged] = []
    start = 0
    for at in np.flatnonzero(labels).tolist():
        mark, _, kind = LABELS[labels[at]].partition("-")
        if mark in "BS":
            start = at
        if mark in "ES":
            names.append(Tagged(start, at + 1, kind))
    return names

"""A linear-chain tagger: weights of features and of neighbouring labels, read from the shipped model."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dateline.record.capitals import Tokens, stretches
from dateline.record.tagger_features import at_offset, stretch_features

_KEPT = 60_000  # words whose features are kept
_LONGEST = 80  # tokens of one stretch; longer ones (a page of headlines) are cut
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of tokens that bears a name."""

    first: int
    last: int  # token after the last
    kind: str
    scores: dict[str, float]  # of each kind, were it the kind of these tokens


@dataclass(frozen=True)
class Tagger:
    """Weights by feature and label, and by pair of labels."""

    labels: tuple[str, ...]
    features: dict[str, int]
    weights: Array  # features + 1 × labels; the last row is zero, for features without weight
    steps: Array  # label × next label
    _words: dict[tuple[str, int], Sequence[int]] = field(default_factory=dict, repr=False)

    def tag(self, tokens: Tokens, language: str | None) -> list[Mention]:
        """The names among the tokens."""
        spans = [cut for span in stretches(tokens) for cut in _cut(*span)]
        if not spans:
            return []
        rows = [stretch_features(tokens, first, last, language or "en", self) for first, last in spans]
        scores = self._scores(rows)
        best = self._best(scores, [last - first for first, last in spans])
        found, at = [], 0
        for (first, last), path in zip(spans, best, strict=True):
            for start, end, kind in runs([self.labels[label] for label in path]):
                kinds = self._kinds(scores[at + start : at + end])
                found.append(Mention(first + start, first + end, kind, kinds))
            at += last - first
        return found

    def _kinds(self, scores: Array) -> dict[str, float]:
        """The score of each kind for the tokens of a name: the first B-, the others I-."""
        kinds, opening, going = self._pairs
        total = scores[0, opening] + scores[1:].sum(0)[going]
        return dict(zip(kinds, total.tolist(), strict=True))

    @cached_property
    def _pairs(self) -> tuple[tuple[str, ...], list[int], list[int]]:
        """The kinds, and the places of their labels B- and I-."""
        kinds = tuple(name[2:] for name in self.labels if name[0] == "B" and "I-" + name[2:] in self.labels)
        opening, going = ([self.labels.index(f"{sign}-{kind}") for kind in kinds] for sign in "BI")
        return kinds, opening, going

    def word(self, word: str, offset: int) -> Sequence[int]:
        """The numbers of the features of a word seen from `offset` words away; kept, as words come again."""
        known = self._words.get((word, offset))
        if known is None:
            if len(self._words) > _KEPT:
                self._words.clear()
            known = self._words[word, offset] = self.texts(at_offset(word, offset))
        return known

    def texts(self, features: Sequence[str]) -> Sequence[int]:
        """The numbers of features that have weights."""
        numbers = self.features
        return [numbers[feature] for feature in features if feature in numbers]

    def _scores(self, rows: list[list[list[int]]]) -> Array:
        """Score of each label for each token of all stretches."""
        flat = [row for stretch in rows for row in stretch]
        none = len(self.features)
        lengths = np.fromiter(map(len, flat), np.intp, len(flat)) + 1
        ids = np.fromiter(chain.from_iterable((none, *row) for row in flat), np.intp, int(lengths.sum()))
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        return np.add.reduceat(self.weights[ids], starts, axis=0)

    def _best(self, scores: Array, lengths: list[int]) -> list[list[int]]:
        """The best labels of each stretch (Viterbi), all stretches a step at a time."""
        count, longest = len(lengths), max(lengths)
        padded = np.zeros((longest, count, len(self.labels)), np.float32)
        at = 0
        for number, length in enumerate(lengths):
            padded[:length, number] = scores[at : at + length]
            at += length
        totals = np.zeros_like(padded)
        backs = np.zeros(padded.shape, np.intp)
        totals[0] = padded[0]
        for step in range(1, longest):
            paths = totals[step - 1][:, :, None] + self.steps
            backs[step] = paths.argmax(1)
            totals[step] = paths.max(1) + padded[step]
        return [self._path(totals[:, i], backs[:, i], length) for i, length in enumerate(lengths)]

    @staticmethod
    def _path(totals: Array, backs: NDArray[np.intp], length: int) -> list[int]:
        label = int(totals[length - 1].argmax())
        path = [label]
        for step in range(length - 1, 0, -1):
            label = int(backs[step, label])
            path.append(label)
        return path[::-1]


def runs(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first, after the last, kind) of runs of B- and I- labels; an I- without its B- opens one too."""
    found: list[tuple[int, int, str]] = []
    start, kind = -1, ""
    for index, label in enumerate([*labels, "O"]):
        if start >= 0 and (label[0] != "I" or label[2:] != kind):
            found.append((start, index, kind))
            start = -1
        if label != "O" and start < 0:
            start, kind = index, label[2:]
    return found


def _cut(first: int, last: int) -> list[tuple[int, int]]:
    return [(at, min(at + _LONGEST, last)) for at in range(first, last, _LONGEST)]


@cache
def load_tagger() -> Tagger:
    """The shipped model (tools/train_names.py makes it from bench/corpus)."""
    packed = resources.files("dateline.record").joinpath("data/tagger_model.gz").read_bytes()
    return unpack(gzip.decompress(packed))


def pack(labels: list[str], features: dict[str, list[float]], steps: list[list[float]]) -> bytes:
    """A model as bytes: a line of JSON, a line a feature, then their weights in hundredths as 16-bit numbers."""
    head = json.dumps({"labels": labels, "count": len(features), "steps": steps})
    names = "".join(name + "\n" for name in features)
    weights = np.round(np.array(list(features.values())) * 100).astype("<i2")
    return f"{head}\n{len(names.encode())}\n{names}".encode() + weights.tobytes()


def unpack(image: bytes) -> Tagger:
    """The tagger of what `pack` made."""
    first = image.index(b"\n") + 1
    second = image.index(b"\n", first) + 1
    head, size = json.loads(image[:first]), int(image[first:second])
    names = image[second : second + size].decode().split("\n")[:-1]
    weights = np.frombuffer(image, "<i2", offset=second + size).reshape(len(names), -1).astype(np.float32) / 100
    zero = np.zeros((1, weights.shape[1]), np.float32)
    numbers = {name: number for number, name in enumerate(names)}
    return Tagger(tuple(head["labels"]), numbers, np.vstack([weights, zero]), np.array(head["steps"], np.float32))

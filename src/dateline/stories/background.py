"""The rolling background: how common each term is, and where the middle of a language's vectors lies."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.stories.features import SPACE, Ids, Terms, Weights

Vector = npt.NDArray[np.float32]
_HORIZON = 20_000  # articles after which the counts are halved, so that the background follows the news


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of `articles` articles each of the terms occurs; terms that are not named occur in none."""

    articles: int
    ids: Ids
    counts: Weights


class Background:
    """Document frequencies over the articles placed so far, old ones fading."""

    def __init__(self, stored: Frequencies | None = None) -> None:
        """Start from stored frequencies, so that a newsroom's first articles do not meet in stop words."""
        self._frequency = np.zeros(SPACE, dtype=np.float32)
        self._articles = 0.0
        if stored is not None:
            self._frequency[stored.ids] = stored.counts
            self._articles = float(stored.articles)

    def add(self, terms: Terms) -> None:
        """Count an article's terms."""
        if self._articles >= _HORIZON:
            self._frequency /= 2
            self._articles /= 2
        self._frequency[terms.ids] += 1
        self._articles += 1

    def to_bytes(self) -> bytes:
        """What a newsroom keeps of it between runs: the terms seen, in ascending order, and their counts."""
        ids = np.flatnonzero(self._frequency).astype("<i4")
        counts = self._frequency[ids].astype("<f4")
        return b"".join((struct.pack("<dI", self._articles, len(ids)), ids.tobytes(), counts.tobytes()))

    @classmethod
    def from_bytes(cls, data: bytes) -> Background:
        """The background that `to_bytes` gave."""
        found = cls()
        found._articles, number = struct.unpack_from("<dI", data)
        ids = np.frombuffer(data, "<i4", number, 12)
        found._frequency[ids] = np.frombuffer(data, "<f4", number, 12 + 4 * number)
        return found

    def idf(self, ids: npt.NDArray[np.integer]) -> Weights:
        """Inverse document frequencies, at least 0; a term not seen yet counts as seen once in a half."""
        seen: Weights = self._frequency[ids] + np.float32(0.5)
        idf: Weights = np.log(np.maximum(np.float32(self._articles + 1) / seen, 1)).astype(np.float32)
        return idf


@dataclass(slots=True)
class _Sum:
    vector: npt.NDArray[np.float64]
    weight: float


class Centres:
    """The mean vector of each language, stored ones first, then moved by what is seen.

    Vectors of one language share a direction that says nothing of the event; without it taken away, languages never
    meet and cosines are all alike.
    """

    def __init__(self, stored: Mapping[str, Vector], weight: float) -> None:
        """`weight`: how many articles a stored mean stands for."""
        self._sums = {key: _Sum(mean.astype(np.float64) * weight, weight) for key, mean in stored.items()}
        self._weight = weight
        self._default = np.mean([*stored.values()], axis=0).astype(np.float64) if stored else None

    def to_bytes(self) -> bytes:
        """What a newsroom keeps of them between runs."""
        names = [[language, one.weight, len(one.vector)] for language, one in sorted(self._sums.items())]
        head = json.dumps(names).encode()
        rows = b"".join(one.vector.astype("<f8").tobytes() for _, one in sorted(self._sums.items()))
        return struct.pack("<I", len(head)) + head + rows

    def load(self, data: bytes) -> None:
        """Take in what `to_bytes` gave, in place of what is there."""
        (size,) = struct.unpack_from("<I", data)
        at = 4 + size
        for language, weight, width in json.loads(data[4:at]):
            self._sums[language] = _Sum(np.frombuffer(data, "<f8", width, at).copy(), weight)
            at += 8 * width

    def centred(self, language: str, vector: Vector) -> Vector:
        """The vector centred, with length 1 (a vector at the centre stays 0); of an unknown language, as it is."""
        known = self._sums.get(language)
        return _unit(vector - known.vector / known.weight) if known else _unit(vector)

    def add(self, language: str, vector: Vector) -> Vector:
        """Count the vector in, and give it back centred as by `centred`."""
        known = self._sums.get(language)
        if known is None:
            start = np.zeros(len(vector)) if self._default is None else self._default * self._weight
            known = self._sums[language] = _Sum(start, self._weight)
        known.vector += vector
        known.weight += 1
        return _unit(vector - known.vector / known.weight)


def _unit(vector: npt.NDArray[np.floating]) -> Vector:
    found = vector.astype(np.float32)
    length = float(np.linalg.norm(found))
    return found / np.float32(length) if length > 1e-6 else found

"""Copies: articles that are nearly the same text as an earlier one (wire copy, reprint, shortened reprint).

A text is the set of its runs of five tokens (words; overlapping bigrams in scripts without spaces), hashed to 64 bits.
Candidates come from MinHash signatures, and from an index of rare runs for texts that were cut so strongly that their
signatures no longer meet. What decides is containment: the share of the shorter text's runs that the longer one has.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rensa import RMinHash, RMinHashLSH

from dateline.tokens import tokens

Shingles = npt.NDArray[np.uint64]

WIDTH = 5  # tokens in a run: independent reports share names and short quotations, seldom five tokens in a row
_PERMUTATIONS, _BANDS, _SEED = 128, 64, 42
_SAMPLE = np.uint64(8)  # one run in eight goes into the index of rare runs
_RARE = 20  # a run of more texts than this is boilerplate, or its texts are found by signature
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CopySettings:
    """When a text is a copy of another; containments are 0…1, sizes in runs."""

    containment: float = 0.65  # texts of similar length
    cut: float = 0.8  # one text is under a third of the other, or both are short
    short: int = 24  # a text of fewer runs is short
    least: int = 6  # a text of fewer runs says too little to be called a copy
    window: timedelta = timedelta(days=45)  # after which no copy is looked for


class CopyMatch(NamedTuple):
    """The original of a copy (None: no copy), the group of copies it belongs to (None: none yet), the containment."""

    original: str | None
    group: str | None
    similarity: float


@dataclass(slots=True)
class _Group:
    name: str
    original: str
    published: datetime


def shingles(text: str) -> Shingles:
    """The sorted, distinct hashes of a text's runs of five tokens; empty for a text with fewer tokens."""
    (hashed,) = RMinHash.hash_token_sets([tokens(text)])
    values = np.array(hashed, dtype=np.uint64)
    if len(values) < WIDTH:
        return np.empty(0, dtype=np.uint64)
    runs = np.zeros(len(values) - WIDTH + 1, dtype=np.uint64)
    for at in range(WIDTH):
        runs = (runs ^ (runs >> np.uint64(29))) * _PRIME + values[at : at + len(runs)]
    return np.unique(runs ^ (runs >> np.uint64(32)))


class CopyFinder:
    """Recognises copies in a stream of articles; what it says depends only on the articles before."""

    def __init__(self, settings: CopySettings | None = None, texts: object = None) -> None:
        self._settings = settings or CopySettings()
        self._ids: list[str] = []
        self._first: dict[str, int] = {}  # where an id came first
        self._shingles: list[Shingles] = []
        self._published: list[datetime] = []
        self._group_of: dict[int, _Group] = {}
        self._rare: dict[int, list[int]] = {}
        self._signatures = RMinHashLSH(0.3, _PERMUTATIONS, _BANDS)

    def place(self, article: str, text: str, published: datetime | None, outlet: str = "") -> CopyMatch:
        """Whether the text is a copy of one before; the original is the first-published of its group so far.

        An article that was published before all others of its group is its original: the match names the group only.
        """
        return self.place_shingles(article, shingles(text), published)

    def place_shingles(self, article: str, runs: Shingles, published: datetime | None) -> CopyMatch:
        """As `place`, for runs made elsewhere."""
        signature = _signature(runs)
        best, similarity = self._closest(runs, signature)
        at = self._add(article, runs, published, signature)
        if best is None:
            return CopyMatch(None, None, 0.0)
        group = self._group_of.setdefault(best, _Group(self._ids[best], self._ids[best], self._published[best]))
        self._join(at, group)
        return CopyMatch(None if group.original == article else group.original, group.name, similarity)

    def sample(self, article: str) -> bytes:
        """What is kept."""
        return self._shingles[self._first[article]].tobytes()

    def forget_before(self, moment: datetime) -> None:
        """Later."""

    def restore(
        self,
        article: str,
        sample: bytes,
        published: datetime | None,
        group: str | None,
        original: str | None,
        outlet: str = "",
    ) -> None:
        """Take in an article that was placed before, with the group it was given."""
        runs = np.frombuffer(sample, dtype=np.uint64)
        at = self._add(article, runs, published, _signature(runs))
        if group is not None and group != article:
            first = self._first[group]
            self._join(at, self._group_of.setdefault(first, _Group(group, group, self._published[first])))

    def _join(self, at: int, group: _Group) -> None:
        self._group_of[at] = group
        if self._published[at] < group.published:
            group.original, group.published = self._ids[at], self._published[at]

    def _add(self, article: str, runs: Shingles, published: datetime | None, signature: RMinHash) -> int:
        at = len(self._ids)
        self._ids.append(article)
        self._first.setdefault(article, at)
        self._shingles.append(runs)
        self._published.append(published or _UNDATED)
        if len(runs) >= self._settings.least:
            self._signatures.insert(at, signature)
            for run in _sample(runs):
                self._rare.setdefault(run, []).append(at)
        return at

    def _closest(self, runs: Shingles, signature: RMinHash) -> tuple[int | None, float]:
        """The earliest of the texts that hold, or are held by, this one to the highest degree."""
        best, highest = None, 0.0
        if len(runs) < self._settings.least:
            return best, highest
        for at in self._candidates(runs, signature):
            containment = self._containment(runs, self._shingles[at])
            if containment > highest:
                best, highest = at, containment
        return best, highest

    def _candidates(self, runs: Shingles, signature: RMinHash) -> list[int]:
        shared: Counter[int] = Counter()
        for run in _sample(runs):
            holders = self._rare.get(run, ())
            if len(holders) <= _RARE:
                shared.update(holders)
        return sorted({*self._signatures.query(signature), *(at for at, count in shared.items() if count > 1)})

    def _containment(self, one: Shingles, other: Shingles) -> float:
        """The containment, or 0 when it is too small for texts of these sizes."""
        small, large = sorted((len(one), len(other)))
        value = len(np.intersect1d(one, other, assume_unique=True)) / small
        strict = small < self._settings.short or 3 * small < large
        return value if value >= (self._settings.cut if strict else self._settings.containment) else 0.0


def _sample(runs: Shingles) -> list[int]:
    """One run in eight, chosen by the run itself: the same ones in each text that has them."""
    kept: list[int] = runs[runs % _SAMPLE == 0].tolist()
    return kept


def _signature(runs: Shingles) -> RMinHash:
    signature = RMinHash(_PERMUTATIONS, _SEED)
    signature.update([run.tobytes() for run in runs])
    return signature

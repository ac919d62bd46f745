"""Which articles hold a run: an index that grows by sorted segments, so that an article costs the same at any size.

A posting is one integer: 32 bits of the run, 32 bits of the article's number. New ones wait in a table; every so often
they become a segment, and segments of like size are merged, without the articles that are gone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint32]
Postings = npt.NDArray[np.uint64]

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


class _Segment(NamedTuple):
    postings: Postings  # ascending
    newest: int  # the highest number


class RunIndex:
    """Articles by the runs they hold. Numbers are below 2**32; what is told does not depend on how postings lie."""

    def __init__(self, living: Callable[[], Numbers], waiting: int) -> None:
        """`living` gives the numbers that merges keep; so many postings wait before they become a segment."""
        self._living, self._most = living, waiting
        self._fresh: list[tuple[Keys, int]] = []  # added since a run was looked up: restoring thousands asks for none
        self._table: dict[int, list[int]] = {}
        self._waiting = 0
        self._segments: list[_Segment] = []

    def add(self, keys: Keys, number: int) -> None:
        """Take in an article's runs."""
        self._fresh.append((keys, number))
        self._waiting += len(keys)
        if self._waiting >= self._most:
            self._flush()

    def find(self, keys: Keys) -> tuple[Numbers, Numbers]:
        """The postings of some distinct runs: places in `keys`, and with each the number of an article that holds it.

        Articles that are gone may be among them; one that came back is told once. `keys` ascend.
        """
        low = keys.astype(np.uint64) << _SHIFT
        parts = [self._in_table(keys), *(_in_segment(segment.postings, low) for segment in self._segments)]
        pairs = np.unique(np.concatenate(parts))
        return (pairs >> _SHIFT).astype(np.int64), (pairs & _LOW).astype(np.int64)

    def prune(self) -> None:
        """Drop the segments that hold no living article."""
        living = self._living()
        oldest = int(living.min()) if len(living) else 1 << 32
        self._segments = [segment for segment in self._segments if segment.newest >= oldest]

    def _in_table(self, keys: Keys) -> Postings:
        for some, number in self._fresh:
            for key in some.tolist():
                self._table.setdefault(key, []).append(number)
        self._fresh.clear()
        found = [place << 32 | number for place, key in enumerate(keys.tolist()) for number in self._table.get(key, ())]
        return np.array(found, dtype=np.uint64)

    def _flush(self) -> None:
        """Make the table a segment, and merge the last segments while they are of like size."""
        held = [key << 32 | number for key, numbers in self._table.items() for number in numbers]
        parts = [some.astype(np.uint64) << _SHIFT | np.uint64(number) for some, number in self._fresh]
        self._push(np.sort(np.concatenate((np.array(held, dtype=np.uint64), *parts))))
        self._table, self._waiting = {}, 0
        self._fresh.clear()
        if self._is_uneven():
            kept = _Kept(self._living())
            while self._is_uneven():
                newer, older = (kept.of(self._segments.pop().postings) for _ in range(2))
                # Stable: a merge sort, which finds the two ascending parts and takes linear time.
                self._push(np.sort(np.concatenate((older, newer)), kind="stable"))

    def _push(self, postings: Postings) -> None:
        if len(postings):
            self._segments.append(_Segment(postings, int((postings & _LOW).max())))

    def _is_uneven(self) -> bool:
        """Whether the last two segments are of like size."""
        return len(self._segments) > 1 and len(self._segments[-2].postings) < 2 * len(self._segments[-1].postings)


class _Kept:
    """Tells the postings of living articles by a table of bits over the span of their numbers."""

    def __init__(self, living: Numbers) -> None:
        self._first = int(living.min()) if len(living) else 0
        self._bits = np.zeros(int(living.max()) - self._first + 1 if len(living) else 1, dtype=np.bool_)
        self._bits[living - self._first] = True

    def of(self, postings: Postings) -> Postings:
        """The postings without those of articles that are gone."""
        at = (postings & _LOW).astype(np.int64) - self._first
        return postings[(at >= 0) & self._bits[np.clip(at, 0, len(self._bits) - 1)]]


def _in_segment(segment: Postings, low: Postings) -> Postings:
    """Places in `low` (the runs as the least posting each could have) and numbers of the articles that hold them."""
    first = segment.searchsorted(low)
    first[first == len(segment)] = 0
    hit = np.flatnonzero((segment[first] ^ low) <= _LOW)
    if not len(hit):
        return np.empty(0, dtype=np.uint64)
    counts = segment.searchsorted(low[hit] | _LOW, side="right") - first[hit]
    starts = np.repeat(first[hit] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    found = segment[starts + np.arange(int(counts.sum()))]
    pairs: Postings = (np.repeat(hit, counts).astype(np.uint64) << _SHIFT) | (found & _LOW)
    return pairs

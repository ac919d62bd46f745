"""Finds the stories that a story may be linked to, without looking at all of them.

Two ways lead to candidates: what they share that is rare (an inverted index), and the direction of their vectors
(SimHash: the signs of a vector as bits, in tables of cells of which those beside the query's own are looked up too).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from dateline.stories.storyline_profile import unpack

Bits = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int32]
_DELTA, _SEGMENT = 50_000, 2_000_000  # postings that wait before they are sorted in, and of a whole segment
_TABLES, _WIDTH = 10, 12  # tables, and bits that name a cell of one
_SCANNED = 4_000  # rows that are compared by all their bits
_BLOCK = 4096
_TURNED = 5  # signs of a table's that may be turned
_TURNS = (np.arange(1 << _TURNED)[:, None] >> np.arange(_TURNED)) & 1  # every choice of them


class Postings:
    """Which rows have a key; rows are given in ascending order."""

    def __init__(self) -> None:
        self._segments: list[tuple[npt.NDArray[np.uint32], Rows]] = []
        self._new: defaultdict[int, list[int]] = defaultdict(list)
        self._waiting = 0

    def add(self, row: int, keys: Iterable[int]) -> None:
        """Note that a row has keys."""
        for key in keys:
            self._new[key].append(row)
            self._waiting += 1
        if self._waiting >= _DELTA:
            self._settle()

    def rows(self, key: int, most: int) -> Rows:
        """The rows that have a key, the latest `most` of them."""
        found = np.array(self._new.get(key, ())[-most:], dtype=np.int32)
        for keys, rows in reversed(self._segments):
            if len(found) >= most:
                break
            wanted = np.uint32(key)  # of the keys' own type: another would have all of them converted
            start, end = int(np.searchsorted(keys, wanted)), int(np.searchsorted(keys, wanted, side="right"))
            if start < end:
                found = np.concatenate([rows[max(start, end - most + len(found)) : end], found])
        return found

    def _settle(self) -> None:
        """Put what is new into sorted arrays, which take a tenth of the room, in segments that are cheap to sort."""
        keys = np.repeat(np.fromiter(self._new, np.uint32, len(self._new)), [*map(len, self._new.values())])
        rows = np.fromiter((row for rows in self._new.values() for row in rows), np.int32, self._waiting)
        if self._segments and len(self._segments[-1][0]) < _SEGMENT:
            before = self._segments.pop()
            keys, rows = np.concatenate([before[0], keys]), np.concatenate([before[1], rows])
        order = np.argsort(keys, kind="stable")
        self._segments.append((keys[order], rows[order]))
        self._new.clear()
        self._waiting = 0


class Directions:
    """Which rows have vectors of about one direction."""

    def __init__(self) -> None:
        self._blocks: list[Bits] = []
        self._cells: list[dict[int, array[int]]] = [{} for _ in range(_TABLES)]
        chosen = np.random.default_rng(5).permutation(512)
        self._chosen = [chosen[at * _WIDTH : (at + 1) * _WIDTH] for at in range(_TABLES)]
        self._powers = 1 << np.arange(_WIDTH)

    def add(self, row: int, packed: npt.NDArray[np.uint8]) -> None:
        """Note the vector of a row; rows without one are passed over."""
        if not len(packed):
            return
        vector = unpack(packed)
        while row >= len(self._blocks) * _BLOCK:
            self._blocks.append(np.zeros((_BLOCK, 8), dtype=np.uint64))
        self._blocks[row // _BLOCK][row % _BLOCK] = _bits(vector)
        for cells, chosen in zip(self._cells, self._chosen, strict=True):
            cell = int((vector[chosen] > 0) @ self._powers)
            if cell not in cells:
                cells[cell] = array("i")
            cells[cell].append(row)

    def near(self, packed: npt.NDArray[np.uint8], most: int) -> list[int]:
        """The `most` rows whose bits are most like those of a vector, the most like first."""
        if not len(packed):
            return []
        vector = unpack(packed)
        found, number = [], 0
        for table, cell in self._probes(vector):
            held = self._cells[table].get(cell)
            if held is not None:
                found.append(np.frombuffer(held, dtype=np.int32))
                number += len(held)
                if number >= _SCANNED:
                    break
        if not found:
            return []
        rows = np.unique(np.concatenate(found))
        bits = np.empty((len(rows), 8), dtype=np.uint64)
        blocks = rows // _BLOCK
        starts = np.searchsorted(blocks, np.arange(len(self._blocks) + 1))
        for at, (start, end) in enumerate(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)):
            if start < end:
                bits[start:end] = self._blocks[at][rows[start:end] % _BLOCK]
        apart = np.bitwise_count(bits ^ _bits(vector)).sum(axis=1, dtype=np.int32)
        kept = np.argsort(apart, kind="stable")[:most]
        nearest: list[int] = rows[kept].tolist()
        return nearest

    def _probes(self, vector: npt.NDArray[np.float32]) -> Iterator[tuple[int, int]]:
        """The cells of a vector, and those that are reached by turning the signs of small numbers, the likeliest first:
        as pairs of table and cell."""
        costs, cells = [], []
        for chosen in self._chosen:
            values = vector[chosen]
            smallest = np.argsort(np.abs(values), kind="stable")[:_TURNED]
            costs.append(_TURNS @ np.abs(values[smallest]))
            cells.append(int((values > 0) @ self._powers) ^ (_TURNS @ self._powers[smallest]))
        order = np.argsort(np.concatenate(costs), kind="stable")
        tables = (order >> _TURNED).tolist()
        return zip(tables, np.concatenate(cells)[order].tolist(), strict=True)


def _bits(vector: npt.NDArray[np.float32]) -> Bits:
    return np.packbits(vector > 0).view(np.uint64)


def most_shared(lists: Sequence[tuple[float, Rows]], most: int) -> list[int]:
    """The rows in whose lists most is shared, by the sum of the lists' weights; of equal ones the latest first."""
    if not lists:
        return []
    rows, at = np.unique(np.concatenate([rows for _, rows in lists]), return_inverse=True)
    weights = np.repeat([weight for weight, _ in lists], [len(rows) for _, rows in lists])
    sums = np.bincount(at, weights=weights, minlength=len(rows))
    best: list[int] = rows[np.lexsort((-rows, -sums))[:most]].tolist()
    return best

"""Labels of a picture: how wide they are, where they are cut, and where each finds room beside its mark."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CELL = 5  # pixels of the grid on which taken room is kept
_LINE = 16  # pixels: height of a label
_AWAY = 19  # pixels from the middle of a mark to that of a label above it
_RINGS = 9
_NEAR_RINGS = 2  # in which room off the lines is looked for
_ANGLES = 12
_MARK = 7  # pixels: half the side of a mark
# What XML does not know, and what turns the direction of the words around it.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_NOTHING: frozenset[tuple[int, int]] = frozenset()
_TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the picture, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands: the middle of its base line; whether it is so far off that a line must lead to it."""

    x: float
    y: float
    far: bool


class Room:
    """What is still free within a box, in which labels find their places one after another.

    Marks and labels are never covered; lines are where there is no other room.
    """

    def __init__(self, within: Box):
        self.within = within
        self.taken: set[tuple[int, int]] = set()
        self.lined: set[tuple[int, int]] = set()

    def mark(self, x: float, y: float) -> None:
        """Take the room of a mark."""
        self.taken.update(_cells(Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK)))

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Note a straight line."""
        steps = int(math.dist(start, end) / _CELL) + 1
        for step in range(steps + 1):
            x, y = (a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
            self.lined.add((int(x // _CELL), int(y // _CELL)))

    def beside(self, x: float, y: float, width: float) -> Place | None:
        """The room for a long label beside a mark: above, below, right or left of it. None: there is none."""
        half, aside = width / 2, width / 2 + 12
        tries = [
            *((shift, rise) for rise in (-_AWAY, _AWAY) for shift in (0.0, half - 6, 6 - half)),
            (aside, 0.0),
            (-aside, 0.0),
        ]
        return self._first(x, y, width, [(0, offset) for offset in tries])

    def around(self, x: float, y: float, width: float) -> Place | None:
        """The nearest room for a short label around a mark. None: there is none near it."""
        return self._first(x, y, width, list(_rings(width)))

    def _first(
        self, x: float, y: float, width: float, tries: Sequence[tuple[int, tuple[float, float]]]
    ) -> Place | None:
        near = [(ring, offset) for ring, offset in tries if ring < _NEAR_RINGS]
        for offsets, lined in ((near, self.lined), (tries, _NOTHING)):
            for ring, (across, down) in offsets:
                box = _around(x + across, y + down, width)
                cells = _cells(box)
                if self._holds(box) and self.taken.isdisjoint(cells) and lined.isdisjoint(cells):
                    self.taken.update(cells)
                    return Place(x + across, y + down + _LINE * 0.3, far=ring > 0)
        return None

    def _holds(self, box: Box) -> bool:
        inside = self.within
        across = inside.left <= box.left and box.right <= inside.right
        return across and inside.top <= box.top and box.bottom <= inside.bottom


def clean(text: str) -> str:
    """On one line, without characters that XML does not know or that turn the direction of others."""
    return " ".join(_UNSEEN.sub(" ", _TURNS.sub("", text)).split())


def width_of(text: str, size: float) -> float:
    """About how many pixels a text is wide in letters of `size` pixels."""
    return size * sum(map(_share, text))


def cut(text: str, width: float, size: float) -> str:
    """The text, or as much of its beginning as is `width` pixels wide, with an ellipsis."""
    if width_of(text, size) <= width:
        return text
    left = width - size
    for at, character in enumerate(text):
        left -= size * _share(character)
        if left < 0:
            return text[:at].rstrip() + "…"
    return text


def _share(character: str) -> float:
    """The width of a character as a part of the size of its letters."""
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.57


def _around(x: float, y: float, width: float) -> Box:
    return Box(x - width / 2, y - _LINE / 2, x + width / 2, y + _LINE / 2)


def _cells(box: Box) -> set[tuple[int, int]]:
    columns = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
    rows = range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
    return {(column, row) for column in columns for row in rows}


def _rings(width: float) -> Iterator[tuple[int, tuple[float, float]]]:
    """Offsets from a mark, the nearest first; on each ring from above it to both sides."""
    for ring in range(_RINGS):
        for step in range(_ANGLES):
            turn = (step + 1) // 2 * (1 if step % 2 else -1)
            angle = math.tau * turn / _ANGLES
            across, up = width / 2 + 10 + ring * _LINE, _AWAY + ring * _LINE
            yield ring, (across * math.sin(angle), -up * math.cos(angle))

"""How wide a row of text is: in columns as typed, or in the widths of the two faces that most documents are set in.

The widths are those of Helvetica (Arial has the same) and Times, in thousandths of an em.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Measure = Callable[[str], float]

_SIGNS = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~’‘“”–—…"
_HELVETICA = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278"
    " 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611"
    " 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556"
    " 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584 222 222 333 333 556 1000 1000"
)
_TIMES = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278"
    " 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722"
    " 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500"
    " 500 333 389 278 500 500 722 500 500 444 480 200 480 541 333 333 444 444 500 1000 1000"
)


def columns(text: str) -> float:
    """The width of a row in columns; a character of Chinese takes two."""
    if text.isascii():
        return len(text)
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


class _Widths(dict[str, float]):
    """The widths of a face's signs; any other is an average letter, or two of them in Chinese."""

    def __missing__(self, sign: str) -> float:
        return self.setdefault(sign, 2.0 if sign > "\u2e80" else 1.0)


def _face(widths: str, usual: float) -> Measure:
    table = _Widths((sign, int(width) / usual) for sign, width in zip(_SIGNS, widths.split(), strict=True))

    def measure(text: str) -> float:
        return sum(map(table.__getitem__, text))

    return measure


helvetica = _face(_HELVETICA, 500)
times = _face(_TIMES, 450)

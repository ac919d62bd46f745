"""The words, numbers and marks of a text with their places: what the readers of figures walk over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SPACE = " \u00a0\u202f\u2009"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_NUMBER = (
    rf"(?<!\w)(?:\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:(?:[.,]|['’](?=\d{3}(?!\d)))\d+)*(?:[eE][+-]?\d+)?(?!\d)|[.,]\d+)"
)
_WORD = rf"[^\W\d_{_CJK}][^\W{_CJK}]*"
_TOKEN = re.compile(rf"(?P<n>{_NUMBER})|{_WORD}(?:['’][^\W\d_{_CJK}]+)?|[^\s]")
_TOKEN_ELIDED = re.compile(rf"(?P<n>{_NUMBER})|(?:[cdjlmnst]|qu)['’](?=\w)|{_WORD}(?:['’][^\W\d_]+)?|[^\s]", re.I)
DASHES = frozenset("-‐‑–—−")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token; `numeric` tells runs of digits."""

    text: str
    raw: tuple[str, ...]
    lower: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    numeric: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.raw)

    def word(self, at: int) -> str:
        """The token at a place in lower case, "" outside the text or behind a paragraph's end."""
        return self.lower[at] if 0 <= at < len(self.raw) else ""

    def joined(self, at: int) -> bool:
        """Whether nothing stands between the token at a place and the one before it."""
        return 0 < at < len(self.raw) and self.start[at] == self.end[at - 1]

    def is_number(self, at: int) -> bool:
        """Whether a run of digits stands at a place."""
        return 0 <= at < len(self.raw) and self.numeric[at]

    def is_dash(self, at: int) -> bool:
        """Whether a hyphen or dash stands at a place."""
        return 0 <= at < len(self.raw) and self.raw[at] in DASHES

    def is_capital(self, at: int) -> bool:
        """Whether the token at a place begins with a capital letter."""
        return 0 <= at < len(self.raw) and self.raw[at][0].isupper()

    def gap(self, at: int) -> str:
        """What stands between the token at a place and the one before it."""
        return self.text[self.end[at - 1] : self.start[at]] if 0 < at < len(self.raw) else ""


def tokenise(text: str, start: int = 0, end: int | None = None, *, elided: bool = False) -> Tokens:
    """The tokens of a part of a text, their places counted from the text's beginning.

    `elided` cuts the French d', l', qu' from the word behind them.
    """
    pattern = _TOKEN_ELIDED if elided else _TOKEN
    matches = list(pattern.finditer(text, start, len(text) if end is None else end))
    if not matches:
        return Tokens(text, (), (), (), (), ())
    raw = tuple([match[0] for match in matches])
    starts, ends = zip(*[match.span() for match in matches], strict=True)
    numeric = tuple([match.lastindex is not None for match in matches])
    return Tokens(text, raw, tuple(map(str.lower, raw)), starts, ends, numeric)


@lru_cache(maxsize=8192)
def phrase(words: str) -> tuple[str, ...]:
    """A phrase of a table as the tokens that it is in a text."""
    return tokenise(words.lower()).raw

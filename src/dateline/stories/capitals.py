"""The names of a report: cheaply found, sure enough to weigh words by them.

In scripts with capitals, a capital within a sentence speaks for a name; at the beginning of one, or in a headline all
of whose words have one, only if the word is nowhere written small. In Chinese, names are what the word segmenter takes
for them.
"""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

_TEXT, _TITLE, _CHINESE_TEXT = 1400, 300, 400  # characters: about the words that the lexical channel reads
# Words of scripts with spaces, digits, and the signs after which a capital says nothing.
_PIECE = re.compile(r"[^\W\d_\u0e00-\u0eff\u2e80-\u9fff\uf900-\uffef][\w'’-]*|[.!?…:;\"“”„«»‘\n•|。！？：；]|\d[\d.,]*")
_BREAKS = frozenset('.!?…:;"“”„«»‘\n•|。！？：；')
_HAN = re.compile("[\u3400-\u9fff]{2}")
_CHINESE = ("nr", "ns", "nt", "nz")  # how the segmenter tags names of people, places, bodies and others
_ENDS = ("'s", "’s", "'", "’")
_NO_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "mr mrs ms dr the".split()
)


@lru_cache(maxsize=8)  # the lexical channel and the traits ask for the same report
def names_in(title: str, text: str) -> frozenset[str]:
    """The case-folded words of a report that are names; a title without text shows none."""
    sure: set[str] = set()
    maybe: set[str] = set()
    small: set[str] = set()
    _sort(text[:_TEXT], sure, maybe, small)
    if text.strip():
        _sort_title(title[:_TITLE], sure, maybe, small)
        sure.update(_chinese(f"{title[:_TITLE]}\n{text[:_CHINESE_TEXT]}"))
    sure.update(word for word in maybe if len(word) > 3)
    return frozenset(word for word in sure - small if len(word) > 1) - _NO_NAMES


def _chinese(text: str) -> list[str]:
    return [word for word, tag in rjieba.tag(text) if tag.startswith(_CHINESE)] if _HAN.search(text) else []


def _sort(text: str, sure: set[str], maybe: set[str], small: set[str]) -> None:
    """Put the words of running text where they belong."""
    begins = True
    for piece in _PIECE.findall(text):
        first = piece[0]
        if first.isupper():
            (maybe if begins and not piece[1:2].isupper() else sure).add(_bare(piece))
        elif first.isalpha():
            small.add(piece.casefold())
        begins = first in _BREAKS


def _sort_title(title: str, sure: set[str], maybe: set[str], small: set[str]) -> None:
    """As running text where the title is written like a sentence; else no capital of it is sure."""
    words = [piece for piece in _PIECE.findall(title) if piece[0].isalpha()]
    capital = [word for word in words if word[0].isupper()]
    written_small = sum(word[0].islower() and len(word) > 3 for word in words)
    if written_small < min(2, len(capital)):
        maybe.update(map(_bare, capital))
    else:
        _sort(title, sure, maybe, small)


def _bare(word: str) -> str:
    """The word folded, without an ending of possession."""
    folded = word.casefold()
    return next((folded.removesuffix(end) for end in _ENDS if folded.endswith(end)), folded)

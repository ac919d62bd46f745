"""What the Chinese tagger sees of each character: its neighbours, the words around it, and classes of characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
import rjieba
from numpy.typing import NDArray

from dateline.record.gazetteer_fold import fold

Codes: TypeAlias = NDArray[np.uint64]
BUCKETS = 1 << 17
LONGEST = 80  # characters decoded together; a longer clause is cut

_BREAK = re.compile(r"[，。！？；：、,!?;:\n\r\t…“”\"《》〈〉【】「」『』()（）\[\]|#@~～—]+")
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)
_TAGS = {
    tag: number
    for number, tag in enumerate(
        "x n nr ns nt nz nrt nrfg v vn a ad an d m q p c u uj ul r f s t j i l b eng zg g k y z o e h".split(), 1
    )
}


@dataclass(frozen=True, slots=True)
class Grid:
    """The features of a text's characters and the clauses they are decoded in."""

    rows: NDArray[np.int64]  # characters × features, each a bucket
    clauses: tuple[tuple[int, int], ...]  # start and end of each, end exclusive


def character_classes() -> tuple[str, ...]:
    """The shipped classes of characters: surnames, given names, sounds of foreign names, endings and so on."""
    lines = (files("dateline.record") / "data" / "zh" / "characters.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _classes() -> dict[int, int]:
    """Code point → bits of the classes of characters it belongs to."""
    bits: dict[int, int] = {}
    for number, row in enumerate(character_classes()):
        for character in row:
            bits[ord(character)] = bits.get(ord(character), 0) | 1 << number
    return bits


@cache
def _class_table() -> Codes:
    """The class bits of each code point up to U+FFFF; Latin letters, digits and the rest have bits of their own."""
    table = np.zeros(65536, dtype=np.uint64)
    for code, bits in _classes().items():
        if code < 65536:
            table[code] = bits
    table[48:58] = 1 << 20
    table[65:91] = table[97:123] = 1 << 21
    return table


def clauses_of(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches between punctuation, none longer than LONGEST."""
    spans, at = [], 0
    for stop in [*(match.span() for match in _BREAK.finditer(text)), (len(text), len(text))]:
        for start in range(at, stop[0], LONGEST):
            spans.append((start, min(start + LONGEST, stop[0])))
        at = stop[1]
    return tuple(spans)


def read_grid(text: str) -> Grid:
    """The features of a text; traditional characters are read as simplified ones."""
    plain = fold(text)
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    classes = _class_table()[np.minimum(codes, 65535).astype(np.int64)]
    shown = np.where(classes & np.uint64(3 << 20) > 0, classes, codes)
    words, tags, places = _words(plain, shown)
    clauses = clauses_of(text)  # folding makes a space of a line's end
    inside = np.zeros(len(codes), dtype=bool)
    for start, end in clauses:
        inside[start:end] = True
    shown = np.where(inside, shown, np.uint64(7))
    return Grid(_rows(shown, classes, (words, tags, places)), clauses)


def _words(plain: str, codes: Codes) -> tuple[Codes, Codes, Codes]:
    """For each character: a number of its word, of the word's tag, and of its place in the word, as three columns.

    Row 0 is the word itself, 1 the one before, 2 the one behind.
    """
    tagged = rjieba.tag(plain) if plain else []
    lengths = np.array([len(word) for word, _ in tagged], dtype=np.int64)
    if int(lengths.sum()) != len(codes):  # the segmenter dropped a character that it cannot hold
        tagged = [(character, "x") for character in plain]
        lengths = np.ones(len(codes), dtype=np.int64)
    if not len(lengths):
        empty = np.zeros((3, 0), dtype=np.uint64)
        return empty, empty, empty
    starts = np.cumsum(lengths) - lengths
    offsets = np.arange(len(codes), dtype=np.int64) - np.repeat(starts, lengths)
    weighed = codes * (_PRIME ** (offsets.astype(np.uint64) + np.uint64(1)))
    word = np.add.reduceat(weighed, starts)
    tag = np.array([_TAGS.get(name, 0) for _, name in tagged], dtype=np.uint64)
    size = np.repeat(lengths, lengths)
    place = np.minimum(offsets, 3) + 4 * np.minimum(size - 1 - offsets, 3)
    columns = [np.repeat(np.stack([one, _shift(one, 1), _shift(one, -1)]), lengths, axis=1) for one in (word, tag)]
    return columns[0], columns[1], place.astype(np.uint64)[None, :]


def _shift(column: Codes, by: int) -> Codes:
    """The column moved: by 1, each place has what stood before it; 1 beyond the ends."""
    moved = np.full_like(column, 1)
    if abs(by) < len(column):
        if by > 0:
            moved[by:] = column[:-by]
        elif by < 0:
            moved[:by] = column[-by:]
        else:
            moved = column
    return moved


def _rows(codes: Codes, classes: Codes, words: tuple[Codes, Codes, Codes]) -> NDArray[np.int64]:
    """All features as buckets."""
    word, tag, places = words
    place = places[0]
    c = {by: _shift(codes, -by) for by in range(-3, 4)}
    k = {by: _shift(classes, -by) for by in range(-2, 3)}
    p = {by: _shift(tag[0] * np.uint64(64) + place, -by) for by in (-2, -1, 0, 1, 2)}
    tagged = tag[0] * np.uint64(64) + place
    features = (
        (c[-2],), (c[-1],), (c[0],), (c[1],), (c[2],),
        (c[-2], c[-1]), (c[-1], c[0]), (c[0], c[1]), (c[1], c[2]), (c[-1], c[1]),
        (c[-3], c[-2], c[-1]), (c[1], c[2], c[3]), (c[-1], c[0], c[1]),
        (tagged,), (tagged, word[0]), (tagged, word[1]), (tagged, word[2]),
        (tagged, tag[1]), (tagged, tag[2]), (tag[1], tagged, tag[2]),
        (p[-1], tagged), (tagged, p[1]), (p[-2], p[-1]), (p[1], p[2]),
        (k[-1], k[0], k[1]), (k[-2], k[-1], k[0]), (k[0], k[1], k[2]), (k[0], place, word[2]), (k[0], place, word[1]),
        (k[0], c[1]), (k[0], k[1], c[2]), (k[0], c[-1]), (k[-1], k[0], c[-2]),
    )  # fmt: skip
    return np.stack([_bucket(number, parts) for number, parts in enumerate(features, 1)], axis=1)


def _bucket(number: int, parts: tuple[Codes, ...]) -> NDArray[np.int64]:
    mixed = np.full_like(parts[0], np.uint64(number))
    for part in parts:
        mixed = (mixed ^ part) * _PRIME
        mixed ^= mixed >> _SHIFT
        mixed *= _MIX
    return (mixed >> np.uint64(64 - 17)).astype(np.int64)

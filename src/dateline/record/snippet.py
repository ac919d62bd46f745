"""The words around what a search found, with what was found between two marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dateline.records import Query
from dateline.tokens import is_unspaced

OPEN, CLOSE = "\x02", "\x03"
_WIDTH = 240  # characters
_ENDINGS = re.compile(r"(?:ies|es|s|ing|ed|e|y)$")  # what the index's stemmer takes off, roughly


def snippet(text: str, query: Query, width: int = _WIDTH) -> str:
    """About `width` characters of a text where most of the query stands, on one line, its words between marks."""
    flat = " ".join(text.split())
    pattern = _pattern(word for group in query.groups for phrase in group for word in _joined(phrase))
    spans = [match.span() for match in pattern.finditer(_folded(flat))] if pattern else []
    start, end = _window(flat, spans, width)
    parts, at = ["… " if start else ""], start
    for first, last in spans:
        if start <= first and last <= end and first >= at:
            parts += [flat[at:first], OPEN, flat[first:last], CLOSE]
            at = last
    return "".join([*parts, flat[at:end], " …" if end < len(flat) else ""])


def meets(text: str, query: Query) -> bool:
    """Whether every group of a query has a phrase in a text."""
    folded = _folded(" ".join(text.split()))
    return all(any(_stands(phrase, folded) for phrase in group) for group in query.groups)


def _stands(phrase: tuple[str, ...], folded: str) -> bool:
    words = [_one(word) for word in _joined(phrase)]
    return bool(re.search(r"\W*".join(words), folded))


def _folded(text: str) -> str:
    """Case and width folded where that keeps the length."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded if len(folded) == len(text) else "".join(_same_length(character) for character in text)


def _same_length(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return folded if len(folded) == 1 else character


def _joined(phrase: tuple[str, ...]) -> Iterable[str]:
    """The words of a phrase; bigrams of an unspaced run put together again."""
    run = ""
    for word in phrase:
        if not is_unspaced(word):
            yield word
        elif run and run[-1] == word[0] and len(word.rstrip("*")) == 2:
            run += word[1:]
        else:
            if run:
                yield run
            run = word
    if run:
        yield run


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    found = sorted({_one(word) for word in words if word.strip("*")}, key=len, reverse=True)
    return re.compile("|".join(found)) if found else None


def _one(word: str) -> str:
    bare = word.rstrip("*")
    if is_unspaced(bare):
        return re.escape(bare)
    stem = _ENDINGS.sub("", bare) if len(bare) > 4 else bare
    return rf"\b{re.escape(stem)}\w{{0,{20 if word.endswith('*') else 3}}}\b"


def _window(text: str, spans: list[tuple[int, int]], width: int) -> tuple[int, int]:
    """The stretch with the most different finds, begun and ended at spaces where there are some."""
    if len(text) <= width:
        return 0, len(text)
    best, most = 0, 0
    for first, _ in spans[:400]:
        inside = {text[a:b].casefold() for a, b in spans if first <= a and b <= first + width}
        if len(inside) > most:
            best, most = first, len(inside)
    start = max(0, min(best - width // 4, len(text) - width))
    end = min(len(text), start + width)
    space = text.find(" ", start, start + 20) if start else -1
    last = text.rfind(" ", end - 20, end) if end < len(text) else -1
    return (space + 1 if space >= 0 else start), (last if last > start else end)

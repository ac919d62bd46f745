"""The words around what a search found, with what was found between two marks."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.records import Query
from dateline.tokens import Word, is_unspaced, search_words

OPEN, CLOSE = "\x02", "\x03"
_WIDTH = 240  # characters
_READ = 100_000  # characters of a text that are looked through
Phrase = tuple[str, ...]


def snippet(text: str, query: Query, width: int = _WIDTH) -> str:
    """About `width` characters of a text where most of the query stands, on one line, its words between marks."""
    flat = _flat(text[:_READ])
    phrases = [phrase for group in query.groups for phrase in group]
    spans = _apart((start, end) for _, start, end in _found(list(search_words(flat)), phrases))
    start, end = _window(flat, spans, width)
    parts, at = ["… " if start else ""], start
    for first, last in spans:
        if start <= first and last <= end:
            parts += [flat[at:first], OPEN, flat[first:last], CLOSE]
            at = last
    return "".join([*parts, flat[at:end], " …" if end < len(flat) else ""])


def meets(text: str, query: Query) -> bool:
    """Whether every group of a query has a phrase in a text, by the words that the index compares."""
    phrases = [phrase for group in query.groups for phrase in group]
    there = {phrase for phrase, _, _ in _found(list(search_words(_flat(text))), phrases)}
    return all(not there.isdisjoint(group) for group in query.groups)


def _flat(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _found(words: Sequence[Word], phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, int, int]]:
    """Where phrases stand among words: the phrase, start and end."""
    closed: dict[str, list[Phrase]] = defaultdict(list)
    opened: dict[str, list[Phrase]] = defaultdict(list)  # phrases of one word that is a beginning
    for phrase in phrases:
        if len(phrase) == 1 and phrase[0].endswith("*"):
            opened[phrase[0][:-1]].append(phrase)
        else:
            closed[phrase[0]].append(phrase)
    for at, word in enumerate(words):
        candidates = closed.get(word.key, ())
        for beginning, some in opened.items() if opened else ():
            candidates = [*candidates, *some] if word.key.startswith(beginning) else candidates
        for phrase in candidates:
            if (end := _end(words, at, phrase)) is not None:
                yield phrase, word.start, end


def _end(words: Sequence[Word], at: int, phrase: Phrase) -> int | None:
    """Where a phrase that begins at a word ends; None: it does not stand there."""
    there = words[at : at + len(phrase)]
    if len(there) < len(phrase) or any(word.key != key for word, key in zip(there[:-1], phrase[:-1], strict=True)):
        return None
    last, key = there[-1], phrase[-1]
    if not key.endswith("*"):
        return last.end if last.key == key else None
    if not last.key.startswith(key[:-1]):
        return None
    return last.start + len(key) - 1 if is_unspaced(key) else last.end


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, joined where they overlap."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


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

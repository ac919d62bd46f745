"""Clauses of a sentence: the stretches in which one event is told."""

from __future__ import annotations

import itertools
import re

from dateline.records import Span

_BREAK = re.compile(
    r"[;:—–]\s|\s-\s|[“”\"]\s?|"
    r",\s+(?=(?:and|but|while|which|who|whose|where|after|as|although|though|when|before|because|since|whereas|with|"
    r"und|aber|während|nachdem|der|die|das|weil|obwohl|mais|tandis|qui|après|alors|pero|mientras|que|después|y|et)\b)|"
    r"\s+(?=(?:while|but|although|whereas|because|after|before|when|which|who|that|amid|despite|unless|until)\s)|"
    r",\s+(?=(?:[\w’'.&-]+\s){1,4}(?:said|says|told|announced|reported|sagte|teilte)\b)|"
    r"\s+(?=and\s+(?:has|have|was|were|is|are|will|later|then|also|had|plans?)\s)",
    re.I,
)
_RELATIVE = re.compile(r"\s*,?\s*(?:which|who|whose|where|qui|que|der|die|das)\b", re.I)
_COMMA = re.compile(r",\s")
_CHINESE_BREAK = re.compile(r"[，；：,;]|(?<=。)")


def clauses(text: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence in order; a relative clause ends at its comma."""
    cuts, at = [], sentence.start
    for match in _BREAK.finditer(text, sentence.start, sentence.end):
        relative = _RELATIVE.match(text, at)
        if relative:
            comma = _COMMA.search(text, relative.end(), match.start())
            if comma:
                cuts.append(comma.end())
        at = match.end()
        cuts.append(at)
    relative = _RELATIVE.match(text, at)
    comma = _COMMA.search(text, relative.end(), sentence.end) if relative else None
    if comma:
        cuts.append(comma.end())
    return _spans(text, sentence, cuts)


def chinese_clauses(text: str, sentence: Span) -> list[Span]:
    """The clauses of a Chinese sentence: what stands between its commas."""
    cuts = [match.end() for match in _CHINESE_BREAK.finditer(text, sentence.start, sentence.end)]
    return _spans(text, sentence, cuts)


def _spans(text: str, sentence: Span, cuts: list[int]) -> list[Span]:
    bounds = [sentence.start, *sorted(set(cuts)), sentence.end]
    found = []
    for low, high in itertools.pairwise(bounds):
        words = text[low:high]
        start = low + len(words) - len(words.lstrip(" ,;:，；：\n"))
        end = low + len(words.rstrip(" ,;:，；：\n"))
        if end > start:
            found.append(Span(start, end))
    return found

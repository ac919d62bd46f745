"""What figures take from the words beside them: hedges, and the same amount in another currency."""

from __future__ import annotations

from dataclasses import replace

from dateline.record.figure_reading import DURATIONS, Reading
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.hedges import hedge_before, hedge_behind

_SAME_LINKS = frozenset({"(", "or", "oder", "ou", "o", "/"})


def hedged(tokens: Tokens, reading: Reading, words: Vocabulary, floor: int) -> Reading:
    """The figure with the hedge before or behind it; none is looked for before the token `floor`."""
    duration = reading.unit in DURATIONS and tokens.word(reading.end) not in ("ago", "old", "older")
    before = hedge_before(tokens, reading.first, words, duration=duration)
    if before is not None and before[1] >= floor:
        return replace(reading, first=before[1], hedge=before[0])
    behind = hedge_behind(tokens, reading.end, words)
    return reading if behind is None else replace(reading, end=behind[1], hedge=behind[0])


def same_amount(tokens: Tokens, readings: list[Reading], place: int) -> int | None:
    """The figure before, where this one gives the same amount in another currency: A$8,000 (HK$46,248)."""
    if place == 0:
        return None
    one, other = readings[place - 1], readings[place]
    if (one.kind, other.kind) != ("money", "money") or one.unit == other.unit:
        return None
    between = tokens.lower[one.end : other.first]
    link = [word for word in between if word not in (",", "about")]
    return place - 1 if len(link) == 1 and link[0] in _SAME_LINKS else None

"""What figures take from their surroundings: hedges, units of the figures they are compared with, equal amounts."""

from __future__ import annotations

from dataclasses import replace

from dateline.record.figure_reading import DURATIONS, Reading
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.hedges import hedge_before, hedge_behind
from dateline.record.units import Unit, read_noun

_SAME_LINKS = frozenset({"(", "or", "oder", "ou", "o", "/"})


def hedged(tokens: Tokens, reading: Reading, words: Vocabulary, floor: int) -> Reading:
    """The figure with the hedge before or behind it; none is looked for before the token `floor`."""
    duration = reading.unit in DURATIONS and tokens.word(reading.end) not in ("ago", "old", "older")
    before = hedge_before(tokens, reading.first, words, duration=duration)
    if before is not None and before[1] >= floor:
        return replace(reading, first=before[1], hedge=before[0])
    behind = hedge_behind(tokens, reading.end, words)
    return reading if behind is None else replace(reading, end=behind[1], hedge=behind[0])


def completed(tokens: Tokens, readings: list[Reading], words: Vocabulary) -> list[Reading]:
    """Bare numbers take what is counted from the figure that they are compared or listed with."""
    done: list[Reading] = []
    for place, reading in enumerate(readings):
        if reading.kind == "number" and reading.unit is None:
            following = readings[place + 1] if place + 1 < len(readings) else None
            reading = _inherited(tokens, reading, done, following, words)
        done.append(reading)
    return done


def _inherited(
    tokens: Tokens, reading: Reading, before: list[Reading], behind: Reading | None, words: Vocabulary
) -> Reading:
    if any(tokens.word(reading.first - step) in words.words["inherit"] for step in (1, 2, 3)):
        noun = _number_of(tokens, reading.first, words)
        if noun is not None:
            return replace(reading, kind="count", unit=noun.unit, counted=noun.counted)
        source = next((other for other in reversed(before) if other.kind in ("count", "money", "measure")), None)
        if source is not None:
            return replace(reading, kind=source.kind, unit=source.unit, counted=source.counted)
    listed = tokens.word(reading.end) in words.words["joins"] or tokens.word(reading.end) in (",", "or")
    if listed and behind and behind.kind in ("count", "percent", "measure") and behind.first - reading.end <= 1:
        return replace(reading, kind=behind.kind, unit=behind.unit, counted=behind.counted)
    return reading


def _number_of(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    """The noun of "the number of deals" before a figure."""
    for place in range(at - 2, -1, -1):
        found = words.numbers_of.at(tokens, place)
        if found is not None:
            return read_noun(tokens, found[1], words)
    return None


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

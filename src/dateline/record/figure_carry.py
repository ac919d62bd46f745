"""Bare numbers take what they count from the figures around them: 70 in Rome and 30 in Bari; of these, 12 are new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.record.figure_reading import DURATIONS, Reading, scaled
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.units import Unit, plural_before, read_noun

_REACH = 3  # words between a bare number and the figure that it is listed with
_WHOLE = 100  # percent
_ALIKE = 30  # amounts compared are seldom farther apart than by this factor
_SMALL = 10  # spelled numbers up to it are often pronouns: they count only where something says so
_RICH = 1e4  # smaller numbers without a scale are hardly an amount of money
_FEW_TOKENS = 5  # a text that is no more than that says nothing around the number


@dataclass(slots=True)
class Memory:
    """What the sentences read so far leave to the next one."""

    count: Reading | None = None  # the last figure of counted things, and the last of them or of money
    last: Reading | None = None
    tokens: Tokens | None = None  # of the sentence before

    def keep(self, tokens: Tokens, readings: Sequence[Reading]) -> None:
        """Remembers a sentence."""
        self.tokens = tokens
        for reading in readings:
            if reading.kind == "count":
                self.count = reading
            if reading.kind in ("count", "money"):
                self.last = reading


def completed(tokens: Tokens, readings: list[Reading], words: Vocabulary, memory: Memory) -> list[Reading]:
    """Bare numbers take what is counted from the figure that they are compared or listed with."""
    done: list[Reading] = []
    for place, reading in enumerate(readings):
        if reading.kind == "number" and reading.unit is None:
            following = readings[place + 1] if place + 1 < len(readings) else None
            source = _source(tokens, reading, done, following, words) or _remembered(
                tokens, reading, done, words, memory
            )
            reading = reading if source is None else _taken(reading, source)
        done.append(reading)
    memory.keep(tokens, done)
    return done


def _taken(reading: Reading, source: Reading | Unit) -> Reading:
    factor = source.factor if reading.scale <= 1 else 1.0
    return replace(
        reading,
        kind=source.kind,
        unit=source.unit,
        counted=source.counted,
        value=scaled(reading.value, factor),
        low=scaled(reading.low, factor),
        high=scaled(reading.high, factor),
    )


def _source(
    tokens: Tokens, reading: Reading, before: list[Reading], behind: Reading | None, words: Vocabulary
) -> Reading | Unit | None:
    """The figure of the same sentence that is listed or compared with a bare number, or the noun before it."""
    if any(tokens.word(reading.first - step) in words.words["inherit"] for step in (1, 2, 3)):
        noun = _number_of(tokens, reading.first, words)
        if noun is not None:
            return noun
        source = next((other for other in reversed(before) if _fits(reading, other)), None)
        if source is not None and not (source.unit in DURATIONS and source.kind == "measure"):
            return source
    if before and _is_second(tokens, reading, before[-1], words):
        return before[-1]
    if tokens.word(reading.first - 1) in words.words["numbered"]:
        noun = plural_before(tokens, reading.first - 1, words)
        if noun is not None:
            return noun
    return behind if behind is not None and _is_listed(tokens, reading, behind, words) else None


def _is_second(tokens: Tokens, reading: Reading, other: Reading, words: Vocabulary) -> bool:
    """Aged 20 and 25: a number that "and" joins to the figure before it."""
    if other.kind not in ("count", "measure") or reading.first - other.end != 1:
        return False
    return tokens.lower[other.end] in words.words["joins"] and _is_closed(tokens, reading, words)


def _fits(reading: Reading, other: Reading) -> bool:
    if other.kind == "percent":
        return reading.scale <= 1 and 0 < (reading.value or reading.high or 0) <= 100
    return other.kind in ("count", "money", "measure")


def _is_listed(tokens: Tokens, reading: Reading, behind: Reading, words: Vocabulary) -> bool:
    """Whether only a word of joining, and an adjective or two, stand between a bare number and the figure behind it."""
    if behind.kind not in ("count", "percent", "measure", "money"):
        return False
    between = tokens.lower[reading.end : behind.first]
    if behind.kind == "percent" and (between[:1] == (",",) or (reading.value or reading.high or 0) > _WHOLE):
        return False  # 4,900, or 11 percent
    if not 0 < len(between) <= _REACH or (between[-1] not in words.words["listed"] and between != (",",)):
        return False
    if between[-1] in words.words["to_words"] and tokens.word(reading.first - 1) not in words.words["from_words"]:
        return between[-1] in words.words["joins"] or between[-1] in words.words["or_words"]
    return all(word.isalpha() or word in "-," for word in between) and not any(
        word in words.nouns.stop for word in between[:-1]
    )


def _number_of(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    """The noun of "the number of deals" before a figure."""
    for place in range(at - 2, -1, -1):
        found = words.numbers_of.at(tokens, place)
        if found is not None:
            return read_noun(tokens, found[1], words)
    return None


def _remembered(
    tokens: Tokens, reading: Reading, before: list[Reading], words: Vocabulary, memory: Memory
) -> Reading | Unit | None:
    """What a bare number counts by the figures before it, in its sentence or an earlier one."""
    if len(tokens) <= _FEW_TOKENS:
        return None
    alike = next((other for other in reversed(before) if _is_parallel(tokens, reading, other, words)), None)
    if alike is not None:
        return alike
    part = _is_part(tokens, reading, words)
    if not part and _is_pronoun(tokens, reading, words):
        return None
    near = next((other for other in reversed(before) if _is_near(reading, other, part=part)), None)
    if near is not None or not (part or _is_closed(tokens, reading, words)):
        return near
    return _from_memory(reading, words, memory, part=part)


def _from_memory(reading: Reading, words: Vocabulary, memory: Memory, *, part: bool) -> Reading | Unit | None:
    """What the sentences before leave: money where it is of the same size, else what was counted last."""
    last, count = memory.last, memory.count
    if last is not None and last.kind == "money" and not part and (_is_rich(reading) or _is_near(reading, last)):
        return last if _is_rich(reading) == _is_rich(last) else count
    if count is not None or memory.tokens is None or not part:
        return count
    return plural_before(memory.tokens, len(memory.tokens), words, reach=len(memory.tokens))


def _is_near(reading: Reading, other: Reading, *, part: bool = False) -> bool:
    """Whether a figure before a bare number is of its kind and size."""
    if other.kind == "count":
        return not (_is_rich(reading) and reading.scale > 1e6 and not _is_rich(other))
    if other.kind not in ("money", "measure", "percent") or (other.unit in DURATIONS and other.kind == "measure"):
        return False
    one, two = (abs(each.value or each.high or 0) / each.factor for each in (reading, other))
    two *= other.factor
    if other.kind == "percent":
        return (
            reading.scale <= 1
            and not part
            and 0 < one <= _WHOLE
            and one <= two * _ALIKE / 3
            and two <= one * _ALIKE / 3
        )
    return part or (0 < one <= two * _ALIKE and two <= one * _ALIKE)


def _is_part(tokens: Tokens, reading: Reading, words: Vocabulary) -> bool:
    """12 of them, of these 12."""
    behind = words.parts.at(tokens, reading.end)
    return behind is not None or any(
        words.parts_before.before(tokens, place) is not None for place in (reading.first, reading.first - 1)
    )


def _is_parallel(tokens: Tokens, reading: Reading, other: Reading, words: Vocabulary) -> bool:
    """42 years after the war and 21 after the peace; 19 times, five fewer: the same word follows, or it compares."""
    if other.unit is None or other.kind == "rank":
        return False
    following = tokens.word(reading.end)
    if following in words.words["fewer"] and reading.first - other.end <= 2:
        return True
    return _fits(reading, other) and (following.isalpha() and following == tokens.word(other.end))


def _is_pronoun(tokens: Tokens, reading: Reading, words: Vocabulary) -> bool:
    small = not tokens.is_number(reading.core) and (reading.value or reading.high or 0) <= _SMALL
    return small and tokens.word(reading.end) not in words.words["fewer"]


def _is_rich(reading: Reading) -> bool:
    return abs(reading.value or reading.high or 0) >= _RICH and reading.scale >= _RICH


def _is_closed(tokens: Tokens, reading: Reading, words: Vocabulary) -> bool:
    """Whether no word follows that could be what is counted."""
    following = tokens.word(reading.end)
    return not following[:1].isalnum() or following in words.nouns.stop or following in words.words["fewer"]

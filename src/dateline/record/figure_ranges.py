"""Ranges: 5 to 10 percent, between 3 and 5 million, $5bn-$10bn."""

from __future__ import annotations

from dataclasses import replace

from dateline.record.figure_reading import Reading, scaled
from dateline.record.figure_single import single
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.numbers import Number, may_begin, read_number
from dateline.record.units import currency_before, read_unit


def ranged(tokens: Tokens, first: Number, money: tuple[str, int] | None, words: Vocabulary) -> Reading | None:
    """5 to 10 percent, between 3 and 5 million, $5bn-$10bn, 10–15 km."""
    unit = read_unit(tokens, first, words)
    at = unit.end if unit else first.end
    if not _links(tokens, at, first, words):
        return None
    second = _second(tokens, at + 1, words)
    if second is None or first.value is None or second.value is None or (second.spelled != first.spelled and unit):
        return None
    if first.share != second.share and (first.spelled or second.spelled):
        return None  # fell by a fifth to 40 million
    low = (
        first.value * second.factor if first.factor == 1 and first.value < second.value / second.factor else first.value
    )
    if low >= second.value or _is_change(tokens, first.start, words):
        return None
    whole = single(tokens, replace(second, start=first.start), money, words)
    if whole is None or whole.value is None or (unit and (whole.unit, whole.kind) != (unit.unit, unit.kind)):
        return None
    factor = whole.value / second.value if second.value else 1
    return replace(whole, value=None, low=scaled(low, factor), high=whole.value, core=first.start)


def _second(tokens: Tokens, at: int, words: Vocabulary) -> Number | None:
    symbol = currency_before(tokens, at + 1) or currency_before(tokens, at + 2)
    if symbol is not None and symbol[1] == at:
        at += 1 if tokens.is_number(at + 1) else 2
    if at >= len(tokens) or not may_begin(tokens, at, words) or tokens.word(at) in words.words["articles"]:
        return None
    return read_number(tokens, at, words)


def _links(tokens: Tokens, at: int, first: Number, words: Vocabulary) -> bool:
    word = tokens.word(at)
    if tokens.is_dash(at):
        behind = at + 1 < len(tokens) and (
            tokens.numeric[at + 1] or not tokens.raw[at + 1].isalpha() or tokens.lower[at + 1] in words.numbers
        )
        behind = behind or ((symbol := currency_before(tokens, at + 3)) is not None and symbol[1] == at + 1)
        return behind and tokens.joined(at) == tokens.joined(at + 1)
    if word not in words.words["to_words"]:
        return False
    if word in words.words["or_words"]:
        second = read_number(tokens, at + 1, words) if at + 1 < len(tokens) else None
        return second is not None and first.value is not None and second.value == first.value + 1
    if word in words.words["joins"] or word in words.words["and_words"]:
        return any(tokens.word(first.start - step) in words.words["between_words"] for step in (1, 2, 3))
    return True


def _is_change(tokens: Tokens, at: int, words: Vocabulary) -> bool:
    """Rose from 10 to 20 percent: two figures, no range."""
    if words.language == "de":
        return False  # von 10 auf 20
    if tokens.word(at - 1) not in words.words["from_words"] or tokens.word(at - 1) in words.words["between_words"]:
        return False
    return any(
        (found := words.modality.at(tokens, place)) is not None and found[0] == "change"
        for place in range(max(0, at - 8), at)
    )

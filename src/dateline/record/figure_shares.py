"""Shares, ratios and ages: two-thirds of, one in five, a 50-something, he was 26."""

from __future__ import annotations

from dateline.record.figure_reading import Reading
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.numbers import Number, read_number
from dateline.record.units import read_unit


def is_something(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    return tokens.is_dash(number.end) and tokens.word(number.end + 1) in words.words["something"]


def something(tokens: Tokens, number: Number) -> Reading | None:
    """A 50-something woman: an age within ten years."""
    if number.value is None or number.value % 10 or not 10 <= number.value < 100:
        return None
    end = number.end + 1 + tokens.is_dash(number.end)
    low = number.value
    return Reading(number.start, end, "measure", low, low, low + 9, unit="years", core=number.start)


def share_of(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """Two-thirds of, half of: a share of a whole is a percentage; alone it is a number."""
    assert number.value is not None
    following = tokens.word(number.end)
    spelled_half = number.spelled and number.end - number.start == 1
    if spelled_half and following not in words.words["of_words"] and following not in words.words["halves_before"]:
        return None if len(tokens) > 1 else Reading(number.start, number.end, "number", number.value, core=number.start)
    if (spelled_half and tokens.word(number.start - 1) in words.ordinals) or (
        number.spelled and following in words.ordinals
    ):
        return None  # the first half of the match
    if number.end - number.start >= len(tokens) or (not number.spelled and following not in words.words["of_words"]):
        return Reading(number.start, number.end, "number", number.value, core=number.start)
    return Reading(number.start, number.end, "percent", number.value * 100, unit="percent", core=number.start)


def ratio_of(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """One in three, nine out of ten: a percentage."""
    link = words.out_of.at(tokens, number.end)
    if link is None or number.value is None or number.scaled or link[1] >= len(tokens):
        return None
    whole = read_number(tokens, link[1], words)
    if whole is None or whole.value is None or not number.value < whole.value <= 1000:
        return None
    plain = link[1] - number.end == 1  # "one in five" may also be "ten in 2016"
    if plain and not (number.spelled and number.value < 10 and tokens.word(whole.end).isalpha()):
        return None
    if tokens.is_dash(whole.end) or read_unit(tokens, whole, words):
        return None
    share = 100 * number.value / whole.value
    return Reading(number.start, whole.end, "percent", share, unit="percent", core=number.start)


def is_age(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """Aged 12, at the age of 16, she was 26, James Ford, 42, …"""
    if number.value is None or number.scaled or not 0 < number.value < 120 or number.value % 1:
        return False
    at, end = number.start, number.end
    if any(words.ages.before(tokens, place) for place in (at, at - 1)):
        return True
    closed = tokens.word(end) in ("", ".", ",", ";", ")")
    if closed and tokens.word(at - 2) in words.words["persons"] and tokens.word(at - 1) in words.words["being"]:
        return True
    named = tokens.word(at - 1) == "," and tokens.is_capital(at - 2) and tokens.is_capital(at - 3)
    return named and tokens.word(end) in (",", ".") and not number.spelled and number.value >= 10

"""Shares, ratios and ages: two-thirds of, one in five, a 50-something, he was 26."""

from __future__ import annotations

from dataclasses import replace

from dateline.record.figure_reading import Reading
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.hedges import hedge_before
from dateline.record.numbers import Number, read_number
from dateline.record.units import read_unit

_FEW_TOKENS = 5  # "half a minute" and the like say nothing around the number
_GROWN = 10  # years: below, a number behind a name is hardly an age


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
    if spelled_half and _stands_alone(tokens, number, words):
        return Reading(number.start, number.end, "percent", number.value * 100, unit="percent", core=number.start)
    if spelled_half and following not in words.words["of_words"] and following not in words.words["halves_before"]:
        return None if len(tokens) > 1 else Reading(number.start, number.end, "number", number.value, core=number.start)
    if (spelled_half and tokens.word(number.start - 1) in words.ordinals) or (
        number.spelled and following in words.ordinals
    ):
        return None  # the first half of the match
    if number.end - number.start >= len(tokens) or (not number.spelled and following not in words.words["of_words"]):
        return Reading(number.start, number.end, "number", number.value, core=number.start)
    return Reading(number.start, number.end, "percent", number.value * 100, unit="percent", core=number.start)


def _stands_alone(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """By half, nearly half came, half got one, half another: a half of what was named."""
    following, before = tokens.word(number.end), tokens.word(number.start - 1)
    if following in words.words["no_halves"] or tokens.is_dash(number.end) or len(tokens) <= _FEW_TOKENS:
        return False
    verb = words.language == "en" and following.endswith("ed")
    if following[:1].isalpha() and not (verb or following in words.nouns.stop or following in words.words["others"]):
        return False
    if before in words.words["by_words"] or hedge_before(tokens, number.start, words, duration=False) is not None:
        return True
    return number.start == 0 or before in (",", ";", ":", *words.words["joins"])


def ratio_of(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """One in three, nine out of ten: a percentage."""
    link = words.out_of.at(tokens, number.end)
    if link is None or number.value is None or number.scaled or link[1] >= len(tokens):
        return None
    whole = read_number(tokens, link[1], words) if not tokens.is_dash(number.end - 1) else None
    if whole is None or whole.value is None or not number.value < whole.value <= 1000:
        return None
    plain = link[1] - number.end == 1  # "one in five" may also be "ten in 2016"
    closed = tokens.word(whole.end) in ("", ".", ",", ";", "!", "?") and whole.spelled
    if plain and not (number.spelled and number.value < 10 and (closed or tokens.word(whole.end).isalpha())):
        return None
    if tokens.is_dash(whole.end) or read_unit(tokens, whole, words):
        return None
    share = 100 * number.value / whole.value
    return Reading(number.start, whole.end, "percent", share, unit="percent", core=number.start)


def ratio_of_nouns(tokens: Tokens, number: Number, end: int, words: Vocabulary) -> Reading | None:
    """Nine pigs in ten: the noun stands before the whole, and none behind it."""
    found = ratio_of(tokens, replace(number, end=end), words)
    if found is None or (words.language == "de" and number.value == 1):
        return None
    following = tokens.word(found.end)
    return found if not following.isalnum() or following in words.nouns.stop or words.language != "en" else None


def each_nth(tokens: Tokens, at: int, words: Vocabulary) -> Reading | None:
    """Every fifth house, jeder fünfte: a percentage."""
    value = words.ordinals.get(tokens.word(at))
    if value is None or value < 2 or tokens.word(at - 1) not in words.words["each"]:
        return None
    return Reading(at - 1, at + 1, "percent", 100 / value, unit="percent", core=at)


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
    return not number.spelled and number.value >= _GROWN and _is_apposed(tokens, at, end, words)


def _is_apposed(tokens: Tokens, at: int, end: int, words: Vocabulary) -> bool:
    """Her, at 71, …; James Ford, 42, …; his son, 12, …; Ana Ruiz (42)."""
    opener, closer, before = tokens.word(at - 1), tokens.word(end), tokens.word(at - 2)
    if before == closer == "," and opener in words.words["at_age"]:
        return True
    person = before in words.words["persons"] or before in words.words["kin"]
    titled = before.isalpha() and before not in words.nouns.stop and before[-1] not in "sx" and at > 2
    if opener == closer == "," and (person or (titled and not tokens.is_capital(at - 2))):
        return True
    if not (opener == "," and closer in (",", ".")) and not (opener == "(" and closer == ")"):
        return False
    return tokens.is_capital(at - 2) and (tokens.is_capital(at - 3) or tokens.word(at - 3) in words.words["name_parts"])

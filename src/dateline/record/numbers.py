"""Numbers as digits and as words: 1,234.5, 40 000, 2.4 billion, one hundred and two, dreihundertzwölf, two-thirds.

A number is read from a place of the tokens on; what is counted, and whether it is a figure at all, others decide.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.record.figure_compounds import compound
from dateline.record.figure_digits import ascii_digits, parse_digits
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary

_LOWER_PARTS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 25, 32, 50, 64, 100})
_CODES = frozenset({"RMB", "USD", "EUR", "GBP", "CNY", "HKD", "CHF", "AUD"})
_SIGNS = frozenset("-−–")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    value: float | None  # None: vague, at least `low`
    low: float | None = None
    spelled: bool = False  # in words
    scaled: bool = False  # with hundred, million, k …
    share: bool = False  # a fraction below one in words or as a/b
    factor: float = 1.0  # of the scale behind digits: a range gives it to its lower end


def scale_of(number: Number) -> float:
    """The thousand, million … that a number is written with; 1 for one in plain digits."""
    value = abs(number.value or number.low or 0)
    return _step(value) if number.scaled and value % 1 == 0 else 1e3 if number.scaled else 1.0


def may_begin(tokens: Tokens, at: int, words: Vocabulary) -> bool:
    """Whether a number could begin at a token: digits, or a word of the language's tables."""
    return (
        tokens.numeric[at]
        or tokens.lower[at] in words.anchors
        or (words.compounds and compound(tokens.lower[at], words) is not None)
    )


def read_number(tokens: Tokens, at: int, words: Vocabulary) -> Number | None:
    """The number that begins at a token, as long as it goes."""
    if tokens.is_number(at):
        return _from_digits(tokens, at, words)
    return (
        _vague(tokens, at, words)
        or _couple(tokens, at, words)
        or _half(tokens, at, words)
        or _from_words(tokens, at, words)
    )


# Digits -----------------------------------------------------------------------------------------------------------


def _from_digits(tokens: Tokens, at: int, words: Vocabulary) -> Number | None:
    value = parse_digits(tokens.raw[at], words.decimal)
    if value is None:
        return None
    fraction = _slashed(tokens, at)
    if fraction is not None:
        return Number(at, at + 3, value / fraction, share=True)
    end = at + 1
    if tokens.is_number(end) and _slashed(tokens, end) and "\n" not in tokens.gap(end):
        value, end = (
            value + float(ascii_digits(tokens.raw[end])) / float(ascii_digits(tokens.raw[end + 2])),
            end + 3,
        )  # 10 1/2
    elif _mark(tokens.word(end)) is not None:
        value, end = value + (_mark(tokens.word(end)) or 0), end + 1  # 10½
    return _with_sign(tokens, _scaled(tokens, Number(at, end, value), words))


def _slashed(tokens: Tokens, at: int) -> float | None:
    """The lower part of a/b that begins at a token."""
    if not (
        tokens.word(at + 1) == "/" and tokens.joined(at + 1) and tokens.joined(at + 2) and tokens.is_number(at + 2)
    ):
        return None
    upper, lower = tokens.raw[at], tokens.raw[at + 2]
    if not (upper.isdecimal() and lower.isdecimal() and len(upper) < 3 and len(lower) < 4):
        return None
    if int(lower) not in _LOWER_PARTS or int(upper) >= int(lower) or tokens.word(at + 3) == "/":
        return None
    return float(lower)


@lru_cache(maxsize=64)
def _mark(word: str) -> float | None:
    if len(word) != 1 or word.isdigit() or word.isalpha():
        return None
    value = unicodedata.numeric(word, -1.0)
    return value if 0 < value < 1 else None


def _with_sign(tokens: Tokens, number: Number) -> Number:
    """A minus sign that stands at the number and behind nothing."""
    before = number.start - 1
    if number.value is None or before < 0 or tokens.raw[before] not in _SIGNS or not tokens.joined(number.start):
        return number
    if tokens.joined(before) and tokens.raw[before - 1] != "(":
        return number
    return replace(number, start=before, value=-number.value)


def _scaled(tokens: Tokens, number: Number, words: Vocabulary) -> Number:
    """The number with the scales behind it: million, hundred thousand, bn."""
    end, value = number.end, number.value
    assert value is not None
    if tokens.is_dash(end) and tokens.joined(end) and tokens.joined(end + 1) and tokens.word(end + 1) in words.scales:
        end += 1  # 2-million
    scale = words.scales.get(tokens.word(end))
    short = words.short_scales.get(tokens.raw[end]) if scale is None and end < len(tokens) else None
    if short is not None and _is_short_scale(tokens, end, words):
        dot = tokens.word(end + 1) == "." and tokens.joined(end + 1) and words.language == "de"
        return replace(number, end=end + 1 + dot, value=value * short, scaled=True, factor=short)
    if scale is None:
        return number
    parts = [value]
    while (scale := words.scales.get(tokens.word(end))) is not None:
        bound = scale if scale >= 100 else math.inf
        small = math.fsum(part for part in parts if part < bound) or 1.0
        parts, end = [*(part for part in parts if part >= bound), small * scale], end + 1
    total = math.fsum(parts)
    return _tail(
        tokens, replace(number, end=end, value=total, scaled=True, factor=total / value if value else 1), words
    )


def _is_short_scale(tokens: Tokens, at: int, words: Vocabulary) -> bool:
    """Letters like m and k scale a number; a lone m beside no money and before no plural is metres."""
    if tokens.raw[at] == "m":
        rich = (tokens.raw[at - 2 : at - 1] and tokens.raw[at - 2] in "$€£¥₹") or tokens.raw[max(0, at - 2)] in _CODES
        plural = any(
            tokens.word(at + step).endswith("s") and tokens.word(at + step) not in words.nouns.stop for step in (1, 2)
        )
        return bool(tokens.joined(at) and (rich or (plural and tokens.word(at + 1) not in words.nouns.stop)))
    if tokens.joined(at):
        return not (tokens.is_dash(at + 1) and tokens.joined(at + 1) and tokens.is_number(at + 2))
    return len(tokens.raw[at]) > 1 or tokens.raw[at] in "kMK"


def _tail(tokens: Tokens, number: Number, words: Vocabulary) -> Number:
    """What is added behind a scale: 3 hundred and 21, 2 millones y medio, two million and a half."""
    at, value = number.end, number.value
    assert value is not None
    joined = tokens.word(at) in words.words["joins"]
    following = at + joined
    half = fraction_behind(tokens, following, words) if joined else None
    if half is not None:
        share, end = half
        return replace(number, end=end, value=value + share * words.scales.get(tokens.word(at - 1), 1.0))
    more = None if not joined or tokens.is_number(following) else _from_words(tokens, following, words)
    if more is not None and more.value is not None and not more.share and more.value < _step(value):
        return replace(number, end=more.end, value=value + more.value)
    if tokens.is_number(following) and words.scales.get(tokens.word(at - 1), 0) >= 100:
        extra = _from_digits(tokens, following, words)
        if extra and extra.value is not None and extra.value < _step(value) and (joined or extra.scaled):
            return replace(number, end=extra.end, value=value + extra.value)
    return number


def _step(value: float) -> float:
    """The largest power of thousand (or hundred) that divides a value: what may be added is smaller."""
    return next((step for step in (1e12, 1e9, 1e6, 1e3, 1e2) if value >= step and value % step == 0), 1.0)


# Words ------------------------------------------------------------------------------------------------------------


def _vague(tokens: Tokens, at: int, words: Vocabulary) -> Number | None:
    """Hundreds of millions (of users): at least one hundred million."""
    low, end = words.vague.get(tokens.word(at)), at + 1
    if low is None:
        return None
    while tokens.word(end) in words.words["of_words"]:
        following = tokens.word(end + 1)
        more = words.vague.get(following) or words.scales.get(following)
        if more is None:
            return Number(at, end, None, low=low, spelled=True, scaled=True)
        low, end = low * more, end + 2
    if end > at + 1:
        return Number(at, end, None, low=low, spelled=True, scaled=True)
    return None


def _couple(tokens: Tokens, at: int, words: Vocabulary) -> Number | None:
    """A couple of thousand: two of them."""
    found = words.couples.at(tokens, at)
    scale = words.scales.get(tokens.word(found[1])) if found is not None else None
    return None if found is None or scale is None else Number(at, found[1] + 1, 2 * scale, spelled=True, scaled=True)


def _half(tokens: Tokens, at: int, words: Vocabulary) -> Number | None:
    """Half a million, half a dozen, a half."""
    if words.fractions.get(tokens.word(at)) != 2:
        return None
    end = at + 1
    if tokens.word(end) in words.words["articles"]:
        end += 1
    scale = words.scales.get(tokens.word(end))
    if scale is not None:
        return Number(at, end + 1, scale / 2, spelled=True, scaled=True)
    if end > at + 1 and begins_unit(tokens, end, words):
        return Number(at, end, 0.5, spelled=True)
    return Number(at, at + 1, 0.5, spelled=True, share=True)


def begins_unit(tokens: Tokens, at: int, words: Vocabulary) -> bool:
    """Whether percent, a measure or money is named at a token."""
    return any(table.at(tokens, at) is not None for table in (words.percent, words.measures, words.money, words.cents))


def _from_words(tokens: Tokens, at: int, words: Vocabulary) -> Number | None:
    parts: list[float] = []
    end, scaled = at, False
    if tokens.word(at) in words.words["articles"] and not (
        tokens.word(at) in words.numbers and tokens.word(at + 1) in words.scales
    ):
        number = _from_article(tokens, at, words)
        if number is not None or tokens.word(at) not in words.numbers:
            return number
    while True:
        place = _over_link(tokens, end, words) if parts else end
        word = tokens.word(place)
        value = number_word(word, words)
        scale = words.scales.get(word)
        if parts and parts[-1] == 4 and value == 20 and words.language == "fr":
            parts[-1] = 80.0  # quatre-vingt
        elif value is not None and _fits(parts, value):
            parts.append(value)
        elif scale is not None and (parts or _may_lead(tokens, place, scale, words)):
            bound = scale if scale >= 100 else math.inf  # fifteen dozen: a dozen multiplies all before it
            small = math.fsum(part for part in parts if part < bound) or 1.0
            parts, scaled = [*(part for part in parts if part >= bound), small * scale], True
        else:
            break
        end = place + 1
    if not parts:
        return None
    number = Number(at, end, math.fsum(parts), spelled=True, scaled=scaled)
    number = _decimal_words(tokens, number, words)
    return _with_fraction(tokens, number, words)


def _may_lead(tokens: Tokens, at: int, scale: float, words: Vocabulary) -> bool:
    """Whether a scale may stand without a number: mil, tausend; in English only in "a billion-user app"."""
    if words.language != "en":
        return scale >= 100 and scale < 1e6
    return tokens.is_dash(at + 1) and tokens.joined(at + 1) and tokens.joined(at + 2) and scale > 12


def _from_article(tokens: Tokens, at: int, words: Vocabulary) -> Number | None:
    """A hundred, a dozen, a third of."""
    scale = words.scales.get(tokens.word(at + 1))
    if scale is not None:
        number = _scaled(tokens, Number(at, at + 1, 1.0, spelled=True), words)
        return number if number.scaled else None
    lower = words.fractions.get(tokens.word(at + 1))
    if tokens.word(at + 1) in words.words["halves"]:
        return Number(at, at + 2, 0.5, spelled=True, share=True)
    if lower is None or not _ends_share(tokens, at + 2, lower, words):
        return None
    of, scale = tokens.word(at + 2) in words.words["of_words"], words.scales.get(tokens.word(at + 4))
    if of and scale is not None and tokens.word(at + 3) in words.words["articles"]:
        return Number(at, at + 5, scale / lower, spelled=True, scaled=True)  # a quarter of a million
    return Number(at, at + 2, 1 / lower, spelled=True, share=True)


def _ends_share(tokens: Tokens, at: int, lower: float, words: Vocabulary) -> bool:
    """Whether "a third" ends before a token; before a noun it is an ordinal, and "a quarter" may be three months."""
    following = tokens.word(at)
    if following in words.words["of_words"] or at >= len(tokens):
        return at < len(tokens) or lower != 4
    if lower == 4 and tokens.word(at - 3) not in words.words["by_words"]:
        return False
    return not following[0].isalnum() or following in words.nouns.stop


def _over_link(tokens: Tokens, at: int, words: Vocabulary) -> int:
    """The place behind "and" or a hyphen within a number; the same place where there is none."""
    if tokens.is_dash(at):
        return at + 1
    if tokens.word(at) in words.words["joins"] and number_word(tokens.word(at + 1), words) is not None:
        return at if fraction_behind(tokens, at + 1, words) else at + 1
    return at


def _fits(parts: list[float], value: float) -> bool:
    """Whether a word's value may follow: forty two, hundred twelve; not ten nine."""
    if not parts:
        return True
    last = parts[-1]
    if last < 100:
        return (
            (value < 10 and last >= 20 and last % 10 == 0)
            or (last in (60, 80) and 10 <= value < 20)
            or _is_dix(last, value)
        )
    return value < _step(last)


def _is_dix(last: float, value: float) -> bool:
    return last == 10 and 7 <= value <= 9  # dix-sept


def number_word(word: str, words: Vocabulary) -> float | None:
    """The value of one number word, German compounds included."""
    value = words.numbers.get(word)
    return compound(word, words) if value is None and words.compounds else value


def _decimal_words(tokens: Tokens, number: Number, words: Vocabulary) -> Number:
    """Two point five."""
    at = number.end
    if tokens.word(at) not in words.words["points"] or number.value is None:
        return number
    digits, end = "", at + 1
    if words.language != "en":  # read as one number: coma veintiocho
        part = _from_words(tokens, end, words)
        if part is None or part.value is None or part.value % 1:
            return number
        digits, end = str(int(part.value)), part.end
        return _scaled(tokens, replace(number, end=end, value=float(f"{int(number.value)}.{digits}")), words)
    while (value := number_word(tokens.word(end), words)) is not None and len(digits) < 12:
        if tokens.is_dash(end + 1) and value % 10 == 0 and (unit := words.numbers.get(tokens.word(end + 2))):
            value, end = value + unit, end + 2
        digits, end = digits + str(int(value)), end + 1
    if not digits:
        return number
    return _scaled(tokens, replace(number, end=end, value=float(f"{int(number.value)}.{digits}")), words)


def _with_fraction(tokens: Tokens, number: Number, words: Vocabulary) -> Number:
    """Two-thirds, one and a half (million), three and two thirds."""
    at, value = number.end, number.value
    assert value is not None
    place = at + (tokens.is_dash(at) and tokens.joined(at))
    lower = words.fractions.get(tokens.word(place))
    agrees = value == 1 or tokens.word(place)[-1:] in "sn" or words.language in ("de", "es")
    if lower is not None and agrees and (place > at or value < 100):
        share = value / lower
        return replace(number, end=place + 1, value=share, share=share < 1)
    if tokens.word(at) in words.words["joins"] or tokens.word(at) in words.words["points"]:
        behind = fraction_behind(tokens, at + 1, words)
        if behind is not None:
            share, end = behind
            unit = words.scales.get(tokens.word(at - 1), 1.0)  # two million and a half
            return _scaled(tokens, replace(number, end=end, value=value + share * unit), words)
    return number


def fraction_behind(tokens: Tokens, at: int, words: Vocabulary) -> tuple[float, int] | None:
    """A half, two thirds, medio behind "and": its value and the place behind it."""
    word = tokens.word(at)
    lower = words.fractions.get(word)
    if lower == 2:
        return 0.5, at + 1
    upper = 1.0 if word in words.words["articles"] else words.numbers.get(word)
    lower = words.fractions.get(tokens.word(at + 1))
    return None if upper is None or lower is None or upper >= lower else (upper / lower, at + 2)

"""The figure of one number: money, percent, measure, multiple, share, age, or a count of what stands behind it."""

from __future__ import annotations

from dataclasses import replace

from dateline.record.figure_filters import follows_figure, follows_name
from dateline.record.figure_reading import DURATIONS, Reading, scaled
from dateline.record.figure_shares import is_age, is_something, ratio_of, ratio_of_nouns, share_of, something
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import BOUNDS, Vocabulary
from dateline.record.hedges import hedge_before, hedge_behind
from dateline.record.numbers import Number, begins_unit, fraction_behind, may_begin, read_number, scale_of
from dateline.record.units import Unit, read_noun, read_unit, singular_to_plural

_SMALL = 10  # number words up to ten are often no more than a reference: the two sides
_TIMES = frozenset({"times", "fois", "veces", "mal"})


def multiple(tokens: Tokens, at: int, words: Vocabulary) -> Reading | None:
    """Doubled, twice that number, threefold; 10 times, 5-fold."""
    value, word = words.times.get(tokens.word(at)), tokens.word(at)
    if value is None:
        return None
    if word in words.words["adverbs"] and tokens.word(at + 1) not in words.words["times_before"]:
        return None
    return Reading(at, at + 1, "number", value, unit="times", core=at)


def single(tokens: Tokens, number: Number, money: tuple[str, int] | None, words: Vocabulary) -> Reading | None:
    """The figure of a number that is no range; `money` is the currency before it and the token where that begins.

    None where the number is no figure: a pronoun, a reference ("the two"), a part of a name.
    """
    if money is not None:
        return _with_cents(tokens, number, _money(number, money), words)
    if tokens.word(number.start - 1) in words.words["per"]:
        return None  # three per 100,000 people: a basis
    unit = read_unit(tokens, number, words)
    if unit is not None:
        return _with_unit(tokens, number, unit, words)
    return (
        _hedged_behind(tokens, number, words) or _percent_of(tokens, number, words) or _unitless(tokens, number, words)
    )


def _unitless(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    if tokens.word(number.end) in words.words["something"] or is_something(tokens, number, words):
        return something(tokens, number)
    if number.share:
        return _half_more(tokens, number, words) or share_of(tokens, number, words)
    if is_age(tokens, number, words):
        return Reading(number.start, number.end, "measure", number.value, unit="years", core=number.start)
    ratio = ratio_of(tokens, number, words)
    if ratio is not None or (number.value == 1 and number.spelled and not number.scaled):
        return ratio or _one(tokens, number, words)
    return _compounded(tokens, number, words) or counted(tokens, number, words)


def _half_more(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """Año y medio: one and a half of a unit without a number."""
    at = number.start - 2
    if number.value != 0.5 or tokens.word(at + 1) not in words.words["joins"] or at < 0:
        return None
    unit = words.measures.at(tokens, at)
    if unit is None or unit[1] != at + 1 or words.language == "en":
        return None
    return Reading(at, number.end, "measure", 1.5, unit=unit[0], core=at)


def _hedged_behind(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """Five or more states: the unit behind the hedge that stands behind the number."""
    hedge = hedge_behind(tokens, number.end, words)
    if hedge is None:
        return None
    number = replace(number, end=hedge[1])
    unit = read_unit(tokens, number, words)
    if unit is not None:
        found = _with_unit(tokens, number, unit, words)
    else:
        found = counted(tokens, number, words) if read_noun(tokens, number.end, words) else None
    return None if found is None else replace(found, hedge=hedge[0])


def _percent_of(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """Percent of 10, at a sentence's beginning: ten percent."""
    head = words.percent.at(tokens, 0)
    if head is None or head[1] != number.start - 1 or tokens.word(head[1]) not in words.words["of_words"]:
        return None
    return Reading(0, number.end, "percent", number.value, unit="percent", core=number.start)


def _money(number: Number, money: tuple[str, int], end: int | None = None) -> Reading:
    return Reading(
        money[1],
        end or number.end,
        "money",
        number.value,
        number.low,
        unit=money[0],
        core=number.start,
        scale=scale_of(number),
    )


def _with_unit(tokens: Tokens, number: Number, unit: Unit, words: Vocabulary) -> Reading | None:
    lone_half = number.share and number.spelled and number.value == 0.5 and number.end - number.start == 1
    if lone_half and (unit.kind == "percent" or (unit.unit not in DURATIONS and tokens.is_dash(number.end))):
        return None
    if number.spelled and number.value == 1 and not number.scaled and words.language != "en" and unit.unit in DURATIONS:
        return None  # un año, eine Stunde: an article
    in_capitals = tokens.is_capital(number.start) and tokens.is_capital(unit.end - 1)
    if number.spelled and tokens.is_dash(number.end) and (in_capitals or tokens.word(unit.end) == "plan"):
        return None  # Five-Year Plan
    reading = Reading(
        number.start,
        unit.end,
        unit.kind,
        scaled(number.value, unit.factor),
        scaled(number.low, unit.factor),
        unit=unit.unit,
        core=number.start,
        factor=unit.factor,
        scale=scale_of(number),
    )
    return _with_cents(tokens, number, _and_half(tokens, reading, words), words)


def _and_half(tokens: Tokens, reading: Reading, words: Vocabulary) -> Reading:
    """Two years and a half: the fraction behind the unit."""
    if reading.kind != "measure" or reading.value is None or tokens.word(reading.end) not in words.words["joins"]:
        return reading
    if words.language == "en" and tokens.word(reading.end + 1) not in words.words["articles"]:
        return reading
    behind = fraction_behind(tokens, reading.end + 1, words)
    return reading if behind is None else replace(reading, value=reading.value + behind[0], end=behind[1])


def one_unit(tokens: Tokens, at: int, words: Vocabulary) -> Reading | None:
    """A year and a half, less than a dollar: an article is a number where a fraction or a hedge says so."""
    if tokens.word(at) not in words.words["articles"] or not begins_unit(tokens, at + 1, words):
        return None
    number = Number(at, at + 1, 1.0, spelled=True)
    unit = read_unit(tokens, number, words)
    if unit is None or tokens.is_dash(at + 1):
        return None
    reading = Reading(at, unit.end, unit.kind, scaled(1.0, unit.factor), unit=unit.unit, core=at, factor=unit.factor)
    halved = _and_half(tokens, reading, words)
    if halved is not reading:
        return halved
    hedge = hedge_before(tokens, at, words, duration=reading.unit in DURATIONS)
    if tokens.word(unit.end) in words.words["before"]:
        return None  # more than a year before
    return reading if hedge is not None and hedge[0] in BOUNDS and reading.unit != "times" else None


def _with_cents(tokens: Tokens, number: Number, reading: Reading, words: Vocabulary) -> Reading:
    """Three dollars and fifty cents, 15 dólares con 50: one amount."""
    if reading.kind != "money" or reading.end == number.end or reading.value is None or reading.value % 1:
        return reading
    at = reading.end
    joined = tokens.word(at) in words.words["joins"] or tokens.word(at) in words.words["points"]
    more = read_number(tokens, at + joined, words) if at + joined < len(tokens) else None
    if more is None or more.value is None or not 0 < more.value < 100 or more.value % 1 or more.scaled:
        return reading
    tenths = words.tenths.at(tokens, more.end)
    if tenths is not None and tenths[0] == reading.unit:
        return _with_tenths(tokens, reading, more, tenths[1], words)
    cents = words.cents.at(tokens, more.end)
    end = cents[1] if cents is not None else _end_of_cents(tokens, more, words, joined=joined)
    return reading if end is None else replace(reading, value=round(reading.value + more.value / 100, 2), end=end)


def _end_of_cents(tokens: Tokens, more: Number, words: Vocabulary, *, joined: bool) -> int | None:
    """The token behind cents that are not called so, where nothing else can be counted: thirteen dollars forty-five."""
    if read_unit(tokens, more, words) or read_noun(tokens, more.end, words):
        return None
    ended = tokens.word(more.end) in ("", ".", "!", "?", *words.words["joins"])
    return more.end if ended and ((more.value or 0) >= 10 or (joined and more.spelled)) else None


def _with_tenths(tokens: Tokens, reading: Reading, more: Number, end: int, words: Vocabulary) -> Reading:
    """One kuai and five mao five: 1.55 yuan."""
    value = (reading.value or 0) + (more.value or 0) / 10
    last = read_number(tokens, end, words) if end < len(tokens) else None
    if last is not None and last.value is not None and last.value < 10 and not read_unit(tokens, last, words):
        value, end = value + last.value / 100, last.end
    return replace(reading, value=round(value, 2), end=end)


def _one(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """One in words: of which one sank, un Français sur cinq, or a number where nothing else is said."""
    if words.parts_before.before(tokens, number.start) is not None:
        return _bare(tokens, number, words)
    return ratio_of_nouns(tokens, number, number.end + 1, words) or _alone(tokens, number)


def _alone(tokens: Tokens, number: Number) -> Reading | None:
    """One as a number: only where nothing else is said."""
    whole = all(not tokens.raw[at][0].isalnum() for at in range(len(tokens)) if not number.start <= at < number.end)
    return Reading(number.start, number.end, "number", number.value, core=number.start) if whole else None


def _compounded(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """A billion-user app, a 200-member council: the noun before the hyphen's second half in the plural."""
    at = number.end
    if not (tokens.is_dash(at) and tokens.joined(at) and tokens.joined(at + 1) and at + 1 < len(tokens)):
        return None
    noun = tokens.lower[at + 1]
    if not noun.isalpha() or len(noun) < 3 or tokens.is_capital(at + 1):
        return None
    if noun in words.fractions or noun in words.ordinals or noun in words.numbers:
        return None  # twenty-sixth
    if noun in words.words["attached"] or (number.spelled and (number.value or 0) <= 3 and not number.scaled):
        return None
    unit = singular_to_plural(noun, words.language)
    return Reading(number.start, at + 2, "count", number.value, number.low, unit=unit, counted=noun, core=number.start)


def counted(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    at = number.end
    hyphened = tokens.is_dash(at) and tokens.joined(at) and tokens.joined(at + 1)
    if hyphened and tokens.raw[at + 1][0].isalpha():
        return None  # three-dimensional, one-off
    if tokens.word(at) in _TIMES:
        return Reading(number.start, at + 1, "number", number.value, number.low, unit="times", core=number.start)
    noun = read_noun(tokens, at, words) or _noun_behind_of(tokens, at, words)
    if _is_reference(tokens, number, words):
        return None
    if noun is None:
        named = follows_name(tokens, number, words) and not follows_figure(tokens, number, words)
        return None if named else _bare(tokens, number, words)
    end = noun.end if noun.end > at else at
    ratio = ratio_of_nouns(tokens, number, end, words) if end > at else None
    if ratio is not None:
        return ratio
    return Reading(
        number.start, end, "count", number.value, number.low, unit=noun.unit, counted=noun.counted, core=number.start
    )


def _is_reference(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """The two sides, his three sons: small number words behind a determiner name things, they count nothing new."""
    if not number.spelled or number.scaled or number.value is None or number.value > _SMALL:
        return False
    if number.value > 1 and tokens.word(number.start - 1) in words.words["conjunctions"]:
        return False  # he said that eight boats …
    return tokens.word(number.start - 1) in words.words["determiners"]


def _noun_behind_of(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    """25 of the 118 start-ups, millions of merchants: the noun behind "of", its span only where no number is passed."""
    if tokens.word(at) not in words.words["of_words"]:
        return None
    place = at + 1
    while tokens.word(place) in words.words["determiners"] or tokens.word(place) in words.words["leading"]:
        place += 1
    number = read_number(tokens, place, words) if place < len(tokens) and may_begin(tokens, place, words) else None
    if number is not None:
        noun = read_noun(tokens, number.end, words)
        return None if noun is None else replace(noun, end=at)
    return read_noun(tokens, place, words)


def _bare(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    if number.value is None or (tokens.word(number.end) in ("(", "%") and number.spelled):
        return None
    return Reading(number.start, number.end, "number", number.value, core=number.start, scale=scale_of(number))


def year_like(tokens: Tokens, number: Number, money: tuple[str, int] | None, words: Vocabulary) -> Reading | None:
    """What looks like a year is a figure only with a sign of money, a unit, or people behind it."""
    if money is not None:
        return _money(number, money)
    unit = read_unit(tokens, number, words)
    if unit is not None and (unit.kind != "measure" or unit.unit not in DURATIONS):
        return _with_unit(tokens, number, unit, words)
    noun = read_noun(tokens, number.end, words)
    if noun is None:
        return None
    hedge = hedge_before(tokens, number.start, words, duration=True)
    if noun.unit in words.nouns.people or (hedge is not None and hedge[0] != "about"):
        return counted(tokens, number, words)
    return None

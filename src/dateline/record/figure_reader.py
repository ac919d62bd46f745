"""Reads the figures of one sentence from its tokens: number, range, unit, hedge, modality, period."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from dateline.record.dates import Time, find_times
from dateline.record.figure_filters import follows_name, is_no_figure
from dateline.record.figure_modality import modality_of
from dateline.record.figure_periods import period_of
from dateline.record.figure_ranks import read_rank
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.hedges import hedge_before, hedge_behind
from dateline.record.numbers import Number, compound, may_begin, read_number
from dateline.record.units import Unit, currency_before, read_noun, read_unit, singular_to_plural
from dateline.records import Figure, Span

_DURATIONS = frozenset(
    {"years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades", "centuries", "quarters"}
)
_SMALL = 10  # number words up to ten are often no more than a reference: the two sides
_SAME_LINKS = frozenset({"(", "or", "oder", "ou", "o", "/"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure at tokens `first` to `end` (exclusive), before period and modality are known."""

    first: int
    end: int
    kind: str
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    counted: str | None = None
    hedge: str | None = None
    core: int = 0  # the token at which the number begins


def read_sentence(tokens: Tokens, words: Vocabulary, published: date | None) -> list[Figure]:
    """The figures of a sentence, in order."""
    if words.strong.isdisjoint(tokens.lower) and not any(tokens.numeric) and not _has_compound(tokens, words):
        return []
    times = find_times(tokens.text, tokens.start[0], tokens.end[-1], words.language, published)
    readings = _completed(tokens, _readings(tokens, words, times), words)
    return _figures(tokens, readings, times, words)


def _has_compound(tokens: Tokens, words: Vocabulary) -> bool:
    return words.compounds and any(compound(word, words) is not None for word in tokens.lower)


def _readings(tokens: Tokens, words: Vocabulary, times: list[Time]) -> list[Reading]:
    found: list[Reading] = []
    starts = [time.start for time in times]
    at = 0
    while at < len(tokens):
        if not may_begin(tokens, at, words):
            at += 1
            continue
        place = bisect_right(starts, tokens.start[at]) - 1
        time = times[place] if place >= 0 and tokens.start[at] < times[place].end else None
        floor = found[-1].end if found else 0
        reading, behind = read_figure(tokens, at, words, time)
        if reading is not None:
            reading = replace(reading, first=max(floor, reading.first))
            found.append(_hedged(tokens, reading, words, floor))
            behind = max(behind, found[-1].end)
        at = max(behind, at + 1)
    return found


def read_figure(tokens: Tokens, at: int, words: Vocabulary, time: Time | None) -> tuple[Reading | None, int]:
    """The figure whose number begins at a token, without its hedge, and the token from which to read on."""
    if time is not None and time.form != "year":
        return None, at + 1
    reading = _multiple(tokens, at, words) or (None if time else _rank(tokens, at, words))
    if reading is not None:
        return reading, reading.end
    number = read_number(tokens, at, words)
    if number is None:
        return None, at + 1
    money = currency_before(tokens, number.start)
    if money is None and is_no_figure(tokens, number, words):
        return None, number.end
    reading = _ranged(tokens, number, money, words)
    if reading is None and (number.end - number.start > 1 or not time):
        reading = _single(tokens, number, money, words)
    elif reading is None:
        reading = _year_like(tokens, number, money, words)
    return reading, reading.end if reading else number.end


def _rank(tokens: Tokens, at: int, words: Vocabulary) -> Reading | None:
    rank = read_rank(tokens, at, words)
    return None if rank is None else Reading(rank.start, rank.end, "rank", rank.value, unit="rank", core=rank.start)


def _multiple(tokens: Tokens, at: int, words: Vocabulary) -> Reading | None:
    """Doubled, twice that number, threefold; 10 times, 5-fold."""
    value, word = words.times.get(tokens.word(at)), tokens.word(at)
    if value is None:
        return None
    if word in words.words["adverbs"] and tokens.word(at + 1) not in words.words["times_before"]:
        return None
    return Reading(at, at + 1, "number", value, unit="times", core=at)


# One number -------------------------------------------------------------------------------------------------------


def _single(tokens: Tokens, number: Number, money: tuple[str, int] | None, words: Vocabulary) -> Reading | None:
    if money is not None:
        return _with_cents(tokens, number, _money(number, money), words)
    unit = read_unit(tokens, number, words)
    if unit is not None:
        return _with_unit(tokens, number, unit, words)
    head = words.percent.at(tokens, 0)
    if head is not None and head[1] == number.start - 1 and tokens.word(head[1]) in words.words["of_words"]:
        return Reading(0, number.end, "percent", number.value, unit="percent", core=number.start)  # percent of 10
    if tokens.word(number.end) in words.words["something"] or _is_something(tokens, number, words):
        return _something(tokens, number)
    if number.share:
        return _share(tokens, number, words)
    ratio = _ratio(tokens, number, words)
    if ratio is not None:
        return ratio
    if number.value == 1 and number.spelled and not number.scaled:
        return _alone(tokens, number)
    return _compounded(tokens, number, words) or _counted(tokens, number, words)


def _money(number: Number, money: tuple[str, int], end: int | None = None) -> Reading:
    return Reading(money[1], end or number.end, "money", number.value, number.low, unit=money[0], core=number.start)


def _with_unit(tokens: Tokens, number: Number, unit: Unit, words: Vocabulary) -> Reading | None:
    if number.share and number.spelled and number.value == 0.5 and number.end - number.start == 1:
        if unit.kind == "percent" or unit.unit not in _DURATIONS and tokens.is_dash(number.end):
            return None
    if (
        number.spelled
        and number.value == 1
        and not number.scaled
        and words.language != "en"
        and unit.unit in _DURATIONS
    ):
        return None  # un año, eine Stunde: an article
    if number.spelled and number.end < len(tokens) and tokens.is_dash(number.end) and tokens.is_capital(unit.end - 1):
        if tokens.is_capital(number.start):
            return None  # Five-Year Plan
    reading = Reading(
        number.start,
        unit.end,
        unit.kind,
        _times(number.value, unit.factor),
        _times(number.low, unit.factor),
        unit=unit.unit,
        core=number.start,
    )
    return _with_cents(tokens, number, reading, words)


def _times(value: float | None, factor: float) -> float | None:
    return value if value is None or factor == 1 else round(value * factor, 10)


def _with_cents(tokens: Tokens, number: Number, reading: Reading, words: Vocabulary) -> Reading:
    """Three dollars and fifty cents, 15 dólares con 50: one amount."""
    if reading.kind != "money" or reading.end == number.end or reading.value is None or reading.value % 1:
        return reading
    at = reading.end
    joined = tokens.word(at) in words.words["joins"] or tokens.word(at) in words.words["points"]
    more = read_number(tokens, at + joined, words)
    tenths = None if more is None else words.tenths.at(tokens, more.end)
    if more is not None and tenths is not None and tenths[0] == reading.unit:
        return _with_tenths(tokens, reading, more, tenths[1], words)
    if more is None or more.value is None or not 0 < more.value < 100 or more.value % 1 or more.scaled:
        return reading
    cents = words.cents.at(tokens, more.end)
    if cents is not None:
        return replace(reading, value=round(reading.value + more.value / 100, 2), end=cents[1])
    if read_unit(tokens, more, words) or read_noun(tokens, more.end, words):
        return reading
    ended = tokens.word(more.end) in ("", ".", "!", "?", *words.words["joins"])
    if ended and (more.value >= 10 or joined and more.spelled):
        return replace(reading, value=round(reading.value + more.value / 100, 2), end=more.end)
    return reading


def _with_tenths(tokens: Tokens, reading: Reading, more: Number, end: int, words: Vocabulary) -> Reading:
    """One kuai and five mao five: 1.55 yuan."""
    value = (reading.value or 0) + (more.value or 0) / 10
    last = read_number(tokens, end, words) if end < len(tokens) else None
    if last is not None and last.value is not None and last.value < 10 and not read_unit(tokens, last, words):
        value, end = value + last.value / 100, last.end
    return replace(reading, value=round(value, 2), end=end)


def _is_something(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    return tokens.is_dash(number.end) and tokens.word(number.end + 1) in words.words["something"]


def _something(tokens: Tokens, number: Number) -> Reading | None:
    """A 50-something woman: an age within ten years."""
    if number.value is None or number.value % 10 or not 10 <= number.value < 100:
        return None
    end = number.end + 1 + tokens.is_dash(number.end)
    low = number.value
    return Reading(number.start, end, "measure", low, low, low + 9, unit="years", core=number.start)


def _share(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    """Two-thirds of, half of: a share of a whole is a percentage; alone it is a number."""
    assert number.value is not None
    following = tokens.word(number.end)
    spelled_half = number.spelled and number.end - number.start == 1
    if spelled_half and following not in words.words["of_words"] and following not in words.words["halves_before"]:
        return None if len(tokens) > 1 else Reading(number.start, number.end, "number", number.value, core=number.start)
    if (
        spelled_half
        and tokens.word(number.start - 1) in words.ordinals
        or number.spelled
        and following in words.ordinals
    ):
        return None  # the first half of the match
    if number.end - number.start >= len(tokens) or not number.spelled and following not in words.words["of_words"]:
        return Reading(number.start, number.end, "number", number.value, core=number.start)
    return Reading(number.start, number.end, "percent", number.value * 100, unit="percent", core=number.start)


def _ratio(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
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
    if noun in words.words["attached"] or number.spelled and (number.value or 0) <= 3 and not number.scaled:
        return None
    unit = singular_to_plural(noun, words.language)
    return Reading(number.start, at + 2, "count", number.value, number.low, unit=unit, counted=noun, core=number.start)


def _counted(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    at = number.end
    if tokens.is_dash(at) and tokens.joined(at) and (number.spelled or tokens.joined(at + 1)):
        if at + 1 < len(tokens) and tokens.raw[at + 1][0].isalpha() and tokens.joined(at + 1):
            return None  # three-dimensional, one-off
    noun = read_noun(tokens, at, words) or _noun_behind_of(tokens, at, words)
    if noun is not None and noun.unit in ("times", "fois", "veces", "mal"):
        return Reading(number.start, noun.end, "number", number.value, number.low, unit="times", core=number.start)
    if _is_reference(tokens, number, words):
        return None
    if noun is None:
        return None if follows_name(tokens, number, words) else _bare(tokens, number, words)
    end = noun.end if noun.end > at else at
    return Reading(
        number.start, end, "count", number.value, number.low, unit=noun.unit, counted=noun.counted, core=number.start
    )


def _is_reference(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """The two sides, his three sons: small number words behind a determiner name things, they count nothing new."""
    if not number.spelled or number.scaled or number.value is None or number.value > _SMALL:
        return False
    return tokens.word(number.start - 1) in words.words["determiners"]


def _noun_behind_of(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    """25 of the 118 start-ups, millions of merchants: the noun behind "of", its span only where no number is passed."""
    if tokens.word(at) not in words.words["of_words"]:
        return None
    place = at + 1
    while tokens.word(place) in words.words["determiners"]:
        place += 1
    number = read_number(tokens, place, words) if place < len(tokens) and may_begin(tokens, place, words) else None
    if number is not None:
        noun = read_noun(tokens, number.end, words)
        return None if noun is None else replace(noun, end=at)
    return read_noun(tokens, place, words)


def _bare(tokens: Tokens, number: Number, words: Vocabulary) -> Reading | None:
    if number.value is None or tokens.word(number.end) in ("(", "%") and number.spelled:
        return None
    return Reading(number.start, number.end, "number", number.value, core=number.start)


def _year_like(tokens: Tokens, number: Number, money: tuple[str, int] | None, words: Vocabulary) -> Reading | None:
    """What looks like a year is a figure only with a sign of money, a unit, or people behind it."""
    if money is not None:
        return _money(number, money)
    unit = read_unit(tokens, number, words)
    if unit is not None and (unit.kind != "measure" or unit.unit not in _DURATIONS):
        return _with_unit(tokens, number, unit, words)
    noun = read_noun(tokens, number.end, words)
    if noun is None:
        return None
    hedge = hedge_before(tokens, number.start, words, duration=True)
    if noun.unit in words.nouns.people or hedge is not None and hedge[0] != "about":
        return _counted(tokens, number, words)
    return None


# Ranges -----------------------------------------------------------------------------------------------------------


def _ranged(tokens: Tokens, first: Number, money: tuple[str, int] | None, words: Vocabulary) -> Reading | None:
    """5 to 10 percent, between 3 and 5 million, $5bn-$10bn, 10–15 km."""
    unit = read_unit(tokens, first, words)
    at = unit.end if unit else first.end
    if not _links(tokens, at, first, words):
        return None
    second = _second(tokens, at + 1, words)
    if second is None or first.value is None or second.value is None or second.spelled != first.spelled and unit:
        return None
    low = (
        first.value * second.factor if first.factor == 1 and first.value < second.value / second.factor else first.value
    )
    if low >= second.value or _is_change(tokens, first.start, words):
        return None
    whole = _single(tokens, replace(second, start=first.start), money, words)
    if whole is None or whole.value is None or unit and (whole.unit, whole.kind) != (unit.unit, unit.kind):
        return None
    factor = whole.value / second.value if second.value else 1
    return replace(whole, value=None, low=_times(low, factor), high=whole.value, core=first.start)


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
        behind = at + 1 < len(tokens) and (tokens.numeric[at + 1] or not tokens.raw[at + 1].isalpha())
        behind = behind or (symbol := currency_before(tokens, at + 3)) is not None and symbol[1] == at + 1
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
    if tokens.word(at - 1) not in words.words["from_words"] or tokens.word(at - 1) in words.words["between_words"]:
        return False
    return any(
        (found := words.modality.at(tokens, place)) is not None and found[0] == "change"
        for place in range(max(0, at - 8), at)
    )


# Hedges, inherited units ------------------------------------------------------------------------------------------


def _hedged(tokens: Tokens, reading: Reading, words: Vocabulary, floor: int) -> Reading:
    duration = reading.unit in _DURATIONS and tokens.word(reading.end) not in ("ago", "old", "older")
    before = hedge_before(tokens, reading.first, words, duration=duration)
    if before is not None and before[1] >= floor:
        return replace(reading, first=before[1], hedge=before[0])
    behind = hedge_behind(tokens, reading.end, words)
    if behind is None and reading.kind == "count":
        behind = hedge_behind(tokens, reading.core + 1, words)
        return reading if behind is None else replace(reading, hedge=behind[0])
    return reading if behind is None else replace(reading, end=behind[1], hedge=behind[0])


def _completed(tokens: Tokens, readings: list[Reading], words: Vocabulary) -> list[Reading]:
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
    if behind and behind.kind in ("count", "percent", "measure") and behind.first - reading.end <= 1:
        if tokens.word(reading.end) in words.words["joins"] or tokens.word(reading.end) in (",", "or"):
            return replace(reading, kind=behind.kind, unit=behind.unit, counted=behind.counted)
    return reading


def _number_of(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    """The noun of "the number of deals" before a figure."""
    for place in range(at - 2, -1, -1):
        found = words.numbers_of.at(tokens, place)
        if found is not None:
            return read_noun(tokens, found[1], words)
    return None


# Records ----------------------------------------------------------------------------------------------------------


def _figures(tokens: Tokens, readings: list[Reading], times: list[Time], words: Vocabulary) -> list[Figure]:
    spans = [Span(tokens.start[reading.first], tokens.end[reading.end - 1]) for reading in readings]
    found = []
    for place, (reading, span) in enumerate(zip(readings, spans, strict=True)):
        same = _same_amount(tokens, readings, place)
        found.append(
            Figure(
                text=tokens.text[span.start : span.end],
                start=span.start,
                end=span.end,
                kind=reading.kind,
                value=reading.value,
                low=reading.low,
                high=reading.high,
                unit=reading.unit,
                hedge=reading.hedge,
                period=period_of(tokens.text, spans, place, times, words),
                modality=modality_of(tokens, reading.first, reading.kind, words),
                counted=reading.counted,
                same_as=None if same is None else spans[same],
            )
        )
    return found


def _same_amount(tokens: Tokens, readings: list[Reading], place: int) -> int | None:
    """The figure before, where this one gives the same amount in another currency: A$8,000 (HK$46,248)."""
    if place == 0:
        return None
    one, other = readings[place - 1], readings[place]
    if (one.kind, other.kind) != ("money", "money") or one.unit == other.unit:
        return None
    between = tokens.lower[one.end : other.first]
    link = [word for word in between if word not in (",", "about")]
    return place - 1 if len(link) == 1 and link[0] in _SAME_LINKS else None

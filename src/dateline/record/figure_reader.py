"""Reads the figures of one sentence from its tokens: number, range, unit, hedge, modality, period."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date

from dateline.record.dates import Time, find_times
from dateline.record.figure_carry import Memory, completed
from dateline.record.figure_compounds import compound
from dateline.record.figure_filters import is_no_figure
from dateline.record.figure_links import hedged, same_amount
from dateline.record.figure_modality import modality_of
from dateline.record.figure_periods import period_of
from dateline.record.figure_ranges import ranged
from dateline.record.figure_ranks import read_rank
from dateline.record.figure_reading import DURATIONS, Reading
from dateline.record.figure_shares import each_nth
from dateline.record.figure_single import multiple, one_unit, single, year_like
from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.numbers import may_begin, read_number
from dateline.record.units import currency_before
from dateline.records import Figure, Span


def read_sentence(tokens: Tokens, words: Vocabulary, published: date | None, memory: Memory) -> list[Figure]:
    """The figures of a sentence, in order; `memory` holds those of the sentences before it and takes these."""
    if not _may_hold(tokens, words):
        memory.tokens = tokens
        return []
    times = find_times(tokens.text, tokens.start[0], tokens.end[-1], words.language, published)
    readings = completed(tokens, _readings(tokens, words, times), words, memory)
    return _figures(tokens, readings, times, words, published)


def _may_hold(tokens: Tokens, words: Vocabulary) -> bool:
    """Whether a sentence has digits or a word that could begin a figure."""
    told = not words.strong.isdisjoint(tokens.lower) or any(tokens.numeric)
    return told or not words.bounds.isdisjoint(tokens.lower) or _has_compound(tokens, words)


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
            found.append(hedged(tokens, reading, words, floor))
            behind = max(behind, found[-1].end)
        at = max(behind, at + 1)
    return found


def read_figure(tokens: Tokens, at: int, words: Vocabulary, time: Time | None) -> tuple[Reading | None, int]:
    """The figure whose number begins at a token, without its hedge, and the token from which to read on."""
    if time is not None and time.form != "year":
        return None, at + 1
    reading = multiple(tokens, at, words) or (
        None if time else each_nth(tokens, at, words) or _rank(tokens, at, words) or one_unit(tokens, at, words)
    )
    if reading is not None:
        return reading, reading.end
    number = read_number(tokens, at, words)
    if number is None:
        return None, at + 1
    money = currency_before(tokens, number.start)
    if money is None and is_no_figure(tokens, number, words):
        return None, number.end
    reading = ranged(tokens, number, money, words)
    if reading is not None and time and reading.kind == "number":
        return None, reading.end  # 1948 to 1951
    if reading is None and (number.end - number.start > 1 or not time):
        reading = single(tokens, number, money, words)
    elif reading is None:
        reading = year_like(tokens, number, money, words)
    return reading, reading.end if reading else number.end


def _rank(tokens: Tokens, at: int, words: Vocabulary) -> Reading | None:
    rank = read_rank(tokens, at, words)
    return None if rank is None else Reading(rank.start, rank.end, "rank", rank.value, unit="rank", core=rank.start)


def _modality(tokens: Tokens, reading: Reading, period: str | None, published: date | None, words: Vocabulary) -> str:
    """The modality that the words tell; what is for a time to come is a forecast, an age is always stated."""
    if reading.unit == "years" and reading.end - reading.first == 1 and tokens.is_number(reading.core):
        return "stated"
    kind = "duration" if reading.unit in DURATIONS else reading.kind
    told = modality_of(tokens, reading.first, reading.end, kind, words)
    to_come = period is not None and published is not None and period[:10] > published.isoformat()
    return "forecast" if to_come and told == "stated" and kind != "money" else told


def _figures(
    tokens: Tokens, readings: list[Reading], times: list[Time], words: Vocabulary, published: date | None
) -> list[Figure]:
    spans = [Span(tokens.start[reading.first], tokens.end[reading.end - 1]) for reading in readings]
    found = []
    for place, (reading, span) in enumerate(zip(readings, spans, strict=True)):
        same = same_amount(tokens, readings, place)
        period = period_of(tokens.text, spans, place, times, words)
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
                period=period,
                modality=_modality(tokens, reading, period, published, words),
                counted=reading.counted,
                same_as=None if same is None else spans[same],
            )
        )
    return found

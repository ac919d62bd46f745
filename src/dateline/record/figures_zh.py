"""Figures in Chinese text: numerals of both kinds with scale, unit, hedge, period, modality and what is counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.record.figures_zh_context import hedge_before, hedge_behind, hedge_of_share, modality_of
from dateline.record.figures_zh_nouns import counted_before, counted_noun
from dateline.record.figures_zh_periods import Stretch
from dateline.record.figures_zh_read import Amount, read_amount
from dateline.record.figures_zh_spans import find_spans
from dateline.record.figures_zh_units import not_figures
from dateline.record.numbers_zh import plain
from dateline.records import Figure, Span

_START = re.compile(r"[0-9.零一二三四五六七八九两俩十百千万亿几半数翻对]")
_SAME = re.compile(r"[(（,，]\s*(?:折合|约合|合|相当于|约|大约|折算|即|约为|人民币|合人民币|约合人民币){1,3}\s*$")
_NUMERALS = re.compile(r"[0-9.,零一二三四五六七八九两俩十百千万亿几半数]{40,}")  # no figure is that long
_SENTENCE = re.compile(r"[。！？!?\n]")
_WITHIN = 8  # periods on either side that are looked at
_COMMA = re.compile(r"[,，;；:：]")
_OPENING = re.compile(r"[，,；;](?:而|但|其中)?$")


def find_chinese_figures(text: str, published: date | None) -> tuple[Figure, ...]:
    """The figures of a Chinese text in order, not overlapping; periods are read relative to the day of publication."""
    line = plain(text)
    periods = find_spans(line, published)
    blocked = _Blocked(line, periods)
    ends = [match.start() for match in _SENTENCE.finditer(line)]
    figures: list[Figure] = []
    at = 0
    while start := _START.search(line, at):
        at = start.start()
        if (free := blocked.until(at)) > at:
            at = free
            continue
        found = read_amount(line, at, blocked.until)
        if found is None:
            at = _skip(line, at)
            continue
        near = _near(found.start, periods, ends)
        figure = _figure(text, line, found, _past_clause(line, found.start, near, published))
        twin = _same_as(line, found, figures[-1] if figures else None)
        figures.append(_completed(line, figure, near, twin))
        at = max(found.end, figure.end)
    return tuple(figures)


class _Blocked:
    """The stretches of a text whose numerals are no figures."""

    def __init__(self, line: str, periods: Sequence[Stretch]) -> None:
        spans = sorted(
            [match.span() for match in not_figures().finditer(line)] + [(p.start, p.end) for p in periods if p.blocks]
        )
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def until(self, at: int) -> int:
        """Where the stretch that covers a place ends; the place itself when it is free."""
        index = bisect_right(self._starts, at) - 1
        return max(at, self._ends[index]) if index >= 0 else at


def _skip(line: str, at: int) -> int:
    """Behind an Arabic numeral that is no figure, so that its tail is not taken for one."""
    if run := _NUMERALS.match(line, at):
        return run.end()
    end = at + 1
    while end < len(line) and (line[at].isdigit() or line[at] == ".") and (line[end].isdigit() or line[end] in ".,"):
        end += 1
    return end


def _figure(text: str, line: str, found: Amount, since: int) -> Figure:
    """The figure with hedge, modality and noun."""
    number = found.number
    hedge, start = hedge_before(line, found.start)
    behind, end = hedge_behind(line, found.end)
    hedge = hedge or behind or ("more than" if number.more else None)
    if hedge is None and found.unit in ("percent", "times"):
        hedge = hedge_of_share(line, start)
    noun = None
    if found.kind == "count" or (found.kind == "number" and (number.scaled or abs(number.value or 0) >= 10)):
        noun = counted_noun(text, end, found.unit)
        if noun and found.kind == "number" and not noun.direct:
            noun = None
        end += len(noun.phrase) if noun else 0
        noun = noun or counted_before(line, start)
    return Figure(
        text=text[start:end],
        start=start,
        end=end,
        kind="count" if noun else found.kind,
        value=number.value,
        low=number.low,
        high=number.high,
        unit=noun.head if noun else found.unit,
        hedge=hedge,
        modality=modality_of(line, start, since),
        counted=noun.phrase if noun else None,
    )


def _completed(line: str, figure: Figure, near: Sequence[Stretch], twin: Figure | None) -> Figure:
    """The figure with its period; one that gives another again takes that one's period and modality."""
    if twin is not None:
        link = Span(twin.start, twin.end)
        return replace(figure, same_as=link, period=twin.period, modality=twin.modality)
    return replace(figure, period=_period(line, figure, near))


def _same_as(line: str, found: Amount, last: Figure | None) -> Figure | None:
    """The amount that this one gives again in another currency: （约合…）."""
    if last is None or found.kind != "money" or last.kind != "money" or last.unit == found.unit:
        return None
    between = line[last.end : found.start]
    return last if len(between) <= 8 and (_SAME.search(between) or between[:1] in "(（") else None


def _near(at: int, periods: Sequence[Stretch], ends: Sequence[int]) -> Sequence[Stretch]:
    """The periods of the sentence around a place that may be those of its figures."""
    sentence = bisect_right(ends, at)
    first = ends[sentence - 1] if sentence else -1
    last = ends[sentence] if sentence < len(ends) else 10**9
    here = bisect_right(periods, at, key=_start)
    inside = [period for period in periods[max(0, here - _WITHIN) : here + _WITHIN] if first < period.start < last]
    return [period for period in inside if period.iso and not period.basis]


def _start(period: Stretch) -> int:
    return period.start


def _period(line: str, figure: Figure, near: Sequence[Stretch]) -> str | None:
    """The nearest period before the figure in its sentence, else the first behind it in its clause."""
    for period in reversed(near):
        if period.end <= figure.start and not (period.event and _COMMA.search(line, period.end, figure.start)):
            return period.iso
    behind = next((period for period in near if period.start >= figure.end), None)
    return behind.iso if behind and not _COMMA.search(line, figure.end, behind.start) else None


def _past_clause(line: str, at: int, near: Sequence[Stretch], published: date | None) -> int:
    """Where the clause begins that a past period opens: 预计今年…，2015年为…; 0 when none does."""
    if published is None:
        return 0
    for period in reversed(near):
        last = (period.iso or "").rpartition("/")[2]
        opens = _OPENING.search(line, max(0, period.start - 3), period.start)
        if period.end <= at and opens and last < published.isoformat()[: len(last)]:
            return period.start
    return 0

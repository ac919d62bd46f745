"""Whether a figure was told before, in other words: nearly 300 and 297, 41.2 million and more than 40 million."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.records import Figure

_HEDGED = 0.1  # how far from the exact figure a hedged one may be
_ROUNDED = 0.02  # how far from the exact figure one that was rounded without a word may be
_LARGE = 100  # a smaller figure is not rounded without a word: 19 and 20 dead are two tolls
_ALIKE = 0.001  # exact figures that differ by less are one: currencies, units of measure
_SPANS = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months quarter quarters year years decade"
    " decades sekunden minuten stunden tage tagen wochen monate monaten jahre jahren segundos minutos horas días"
    " semanas meses años heures jours semaines mois ans années 年 天 日 月 个月 小时 分钟 秒 周".split()
)
_YEARS = range(1900, 2101)
_FEW = 10
_TIMES = {"million": 1e6, "billion": 1e9, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_OF_TITLE = re.compile(
    r"(?<![\d.,A-Za-z])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?) ?(?P<times>million|billion|[万萬亿億])?(?P<share>%|％)?",
    re.I,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as far as it is compared."""

    sort: str  # what it may be compared with: money and its currency, percent, or any count
    value: float
    hedge: str | None


def amount_of(figure: Figure) -> Amount | None:
    """The figure as it is compared; None: it has no bound at all."""
    values = [value for value in (figure.value, figure.low, figure.high) if value is not None and math.isfinite(value)]
    if not values:
        return None
    sort = figure.kind if figure.kind == "percent" else f"money {figure.unit}" if figure.kind == "money" else "count"
    return Amount(sort, values[0], figure.hedge or (None if figure.value is not None else "about"))


def amounts_of_title(title: str) -> Iterator[Amount]:
    """The plain numbers of a title, whose figures the record does not read."""
    for match in _OF_TITLE.finditer(title):
        value = float(match["number"].replace(",", "")) * _TIMES.get((match["times"] or "").casefold(), 1)
        yield Amount("percent" if match["share"] else "count", value, None)


def weight_of(figure: Figure) -> float:
    """How much a figure tells that was not told, 0…1: dates, ages and times nothing, small numbers and ranks little."""
    amount = amount_of(figure)
    if amount is None or _is_time(figure, amount.value):
        return 0.0
    if figure.kind == "rank":
        return 0.2
    if figure.kind in ("money", "percent"):
        return 1.0
    return 0.3 if abs(amount.value) < _FEW and float(amount.value).is_integer() else 0.9


def _is_time(figure: Figure, value: float) -> bool:
    """Whether a figure is a span of time, an age or a year."""
    unit = (figure.unit or "").casefold()
    if unit in _SPANS or unit.split(" ")[-1] in _SPANS or "years old" in (figure.counted or ""):
        return True
    return figure.kind in ("number", "count") and value in _YEARS and "," not in figure.text and not _scaled(figure)


def _scaled(figure: Figure) -> bool:
    """Whether words, not digits alone, make the value: 2 thousand."""
    return not any(number.replace(",", "") == f"{figure.value:.0f}" for number in _NUMBER.findall(figure.text))


def is_told(amount: Amount, before: Iterable[Amount]) -> bool:
    """Whether one of the amounts before is this one, as exact or as rounded as it may be."""
    return any(one.sort == amount.sort and _same(one, amount) for one in before)


def _same(one: Amount, other: Amount) -> bool:
    larger = max(abs(one.value), abs(other.value))
    if larger == 0 or one.value * other.value < 0:
        return one.value == other.value
    apart = abs(one.value - other.value) / larger
    if apart <= _ALIKE:
        return True
    if apart > _HEDGED:
        return False
    if one.hedge or other.hedge:
        return _admits(one, other.value) or _admits(other, one.value)
    rounder, exact = sorted((one, other), key=lambda amount: _digits(amount.value))
    return larger >= _LARGE and apart <= _ROUNDED and _digits(rounder.value) <= 2 < _digits(exact.value)


def _admits(hedged: Amount, value: float) -> bool:
    """Whether a hedged amount may stand for a value that is near it."""
    if hedged.hedge in ("more than", "at least"):
        return value >= hedged.value
    if hedged.hedge in ("less than", "nearly", "up to"):
        return value <= hedged.value
    return hedged.hedge is not None


def _digits(value: float) -> int:
    """How many digits of a value say something: 2 of 41,000,000."""
    return len(f"{abs(value):.6g}".partition("e")[0].replace(".", "").strip("0")) or 1

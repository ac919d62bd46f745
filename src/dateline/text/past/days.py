"""Days as past issues write them: D-M-Y and M-D-Y told apart by what the issue itself allows, months by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dateline.text.feed_dates import read_date

DAY_FIRST, MONTH_FIRST = "DMY", "MDY"
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d./-]?\d)")
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})(?!\d)|\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號])"
)
_WEEKDAYS = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_NAMED = re.compile(
    rf"(?:\b(?:{_WEEKDAYS})\.?,?\s+)?(?<!\d)"
    r"(?:\d{1,2}(?:st|nd|rd|th|er|\.|º|ª)?(?:-|\s(?:of\s|de\s|del\s)?|(?=[^\W\d_]))(?P<m1>[^\W\d]{3,10})\.?,?[-\s](?:de\s|del\s)?"
    r"|(?P<m2>[^\W\d]{3,10})\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s)(?:19|20)\d\d(?!\d)",
    re.I,
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RUSSIAN = {
    name: number for number, name in enumerate("янв фев мар апр мая июн июл авг сен окт ноя дек".split(), 1)
}  # the beginnings of the genitives; read_date knows the other languages
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAY = re.compile(rf"^(?:{_WEEKDAYS})\.?,?\s+", re.I)
_MONTH = re.compile(
    r"(?<!\d)(?:((?:19|20)\d\d)\s?(?:年\s?|[-./])(\d{1,2})\s?月?(?![\d日号])"
    r"|(?P<name>[A-Za-z\u00c0-\u04ff]{3,10})\.?,?\s(?:de\s)?(?P<year>(?:19|20)\d\d)(?!\d|\s?[-./]\s?\d))"
)
_YEARLESS = re.compile(
    r"(?<!\d)\d{1,2}\s?月\s?\d{1,2}\s?[日号]"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s\d{1,2}(?:st|nd|rd|th)?)?(?=$|[\W_])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day or month found in a text."""

    start: int
    end: int
    iso: str | None  # YYYY-MM-DD or YYYY-MM; None: a date whose year or order cannot be told
    yearless: tuple[int, int] | None = None  # month and day of a date without its year


def find_day(text: str, order: str | None) -> Day | None:
    """The first date of a text; `order` is the issue's DMY or MDY, None when the issue does not show it."""
    if not _DIGIT.search(text):
        return None
    found = list(_found(text, order))
    return min(found, key=lambda day: (day.iso is None, len(day.iso or "") < 10, day.start)) if found else None


def day_order(texts: Iterable[str], near: str | None) -> str | None:
    """Whether an issue writes day or month first: by the numbers above 12, else by what lies closer together.

    `near` is a day, month or year that the issue is known to be of. None: both are as good.
    """
    pairs = [_numbers(match) for text in texts for match in _NUMERIC.finditer(text)]
    sure = [a > 12 for a, b, _ in pairs if (a > 12) != (b > 12)]
    if sure:
        return DAY_FIRST if sum(sure) * 2 >= len(sure) else MONTH_FIRST
    spans = {}
    for order in (DAY_FIRST, MONTH_FIRST):
        days = sorted(day for pair in pairs if (day := _day(*_ordered(pair, order))))
        spans[order] = _spread(days, near) if days else None
    first, second = spans[DAY_FIRST], spans[MONTH_FIRST]
    if first is None or second is None or first == second:
        return None
    return DAY_FIRST if first < second else MONTH_FIRST


def _spread(days: list[date], near: str | None) -> int:
    parts = [int(part) for part in (near or "").replace("..", "-").split("-") if part.isdigit()]
    anchor = _day(parts[0], parts[1], parts[2] if len(parts) > 2 else 15) if len(parts) > 1 else None
    away = sum(abs((day - anchor).days) for day in days) if anchor else 0
    return (days[-1] - days[0]).days + away


def _found(text: str, order: str | None) -> Iterator[Day]:
    dated = _YEAR.search(text) is not None  # the forms that spell the year out need not be tried without one
    for match in _YEAR_FIRST.finditer(text) if dated else ():
        year, month, number = (int(part) for part in match.groups() if part)
        if day := _day(year, month, number):
            yield Day(match.start(), match.end(), day.isoformat())
    for match in _NUMERIC.finditer(text):
        yield Day(match.start(), match.end(), _numeric(match, order))
    for match in _NAMED.finditer(text) if dated else ():
        moment = read_date(_plain(match))
        if moment:
            yield Day(match.start(), match.end(), moment[:10])
    if dated:
        yield from _months(text)
    yield from _yearless(text)


def _plain(match: re.Match[str]) -> str:
    """A date with a month's name as `read_date` takes it."""
    text = _WEEKDAY.sub("", match.group()).replace(" of ", " ").replace(" del ", " ").replace("er ", " ")
    month = _RUSSIAN.get((match["m1"] or "").casefold()[:3])
    numbers = re.findall(r"\d+", text)
    return f"{numbers[-1]}-{month:02}-{int(numbers[0]):02}" if month else text


def _months(text: str) -> Iterator[Day]:
    for match in _MONTH.finditer(text):
        if match["name"]:
            moment = read_date(f"1 {match['name']} {match['year']}")
        else:
            moment = read_date(f"{match[1]}-{int(match[2]):02}-01")
        if moment:
            yield Day(match.start(), match.end(), moment[:7])


def _yearless(text: str) -> Iterator[Day]:
    for match in _YEARLESS.finditer(text):
        numbers = [int(number) for number in re.findall(r"\d+", match.group())]
        if len(numbers) == 2:
            yield Day(match.start(), match.end(), None, (numbers[0], numbers[1]))
        elif numbers:
            name = re.search(r"[a-z]{3}", match.group(), re.I)
            month = _MONTHS.index(name.group().lower()) + 1 if name and name.group().lower() in _MONTHS else 0
            yield Day(match.start(), match.end(), None, (month, numbers[0]) if month else None)


def nearest_day(month: int, number: int, near: str) -> str | None:
    """The day of a date without its year that lies closest to another day; None: there is none."""
    year, anchor = int(near[:4]), date.fromisoformat(near)
    days = [day for each in (year - 1, year, year + 1) if (day := _day(each, month, number))]
    return min(days, key=lambda day: abs((day - anchor).days)).isoformat() if days else None


def _numeric(match: re.Match[str], order: str | None) -> str | None:
    pair = _numbers(match)
    if pair[0] > 12:
        order = DAY_FIRST
    elif pair[1] > 12:
        order = MONTH_FIRST
    elif order is None and match[2] != "/":
        order = DAY_FIRST  # with hyphens or stops nobody writes the month first
    elif pair[0] == pair[1]:
        order = DAY_FIRST
    day = _day(*_ordered(pair, order)) if order else None
    return day.isoformat() if day else None


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    year = int(match[4])
    return int(match[1]), int(match[3]), year + 2000 if year < 100 else year


def _ordered(numbers: tuple[int, int, int], order: str) -> tuple[int, int, int]:
    first, second, year = numbers
    return (year, second, first) if order == DAY_FIRST else (year, first, second)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""The ISO periods that the forms of time expressions stand for: date, quarter, span of years, relative year …"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Parts:
    """What one expression holds, by the letters of its groups."""

    found: dict[str, str]
    table: dict[str, Any]
    today: date | None
    ahead: bool = False  # the sentence speaks of what is to come

    def get(self, key: str) -> str:
        return (self.found.get(key) or "").casefold()

    def month(self, key: str = "m") -> int | None:
        word = self.get(key).rstrip(".")
        return int(word) if word.isdecimal() else self.table.get("months", {}).get(word)

    def number(self, key: str) -> int | None:
        word = re.sub(r"(?:st|nd|rd|th|er)$", "", self.get(key))
        return int(word) if word.isdecimal() else self.table.get("numbers", {}).get(word)

    def year(self, key: str = "y") -> int | None:
        """The year written, or told by a relative word."""
        if self.get(key):
            return int(self.get(key))
        words = " ".join(self.get("rel").split())
        if words and self.today:
            return self.today.year + int(self.table["relative"][words])
        return None


def _date(parts: Parts) -> str | None:
    month, day, year = parts.month(), parts.number("d"), parts.year()
    if month is None or day is None:
        return None
    if year is None:
        if parts.today is None:
            return None
        year = _nearest_year(parts.today, month, day)
    return date(year, month, day).isoformat()


def _nearest_year(today: date, month: int, day: int) -> int:
    """The year in which a day without a year lies nearest to the day of publication."""
    days = [
        (abs((date(year, month, min(day, 28)) - today).days), year) for year in range(today.year - 1, today.year + 2)
    ]
    return min(days)[1]


def _iso(parts: Parts) -> str | None:
    return date(int(parts.get("y")), int(parts.get("m")), int(parts.get("d"))).isoformat()


def _numeric(parts: Parts) -> str | None:
    """12/28/2016 and 28-12-2016: month first only with slashes in English, unless it cannot be."""
    a, b, year = int(parts.get("a")), int(parts.get("b")), int(parts.get("y"))
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    month_first = parts.get("s") == "/" and parts.table.get("month_first", False)
    month, day = (a, b) if (month_first and a <= 12) or b > 12 else (b, a)
    return date(year, month, day).isoformat()


def _numeric_span(parts: Parts) -> str | None:
    if parts.today is None:
        return None
    first = date(parts.today.year, int(parts.get("m")), int(parts.get("d")))
    last = date(parts.today.year, int(parts.get("o")), int(parts.get("e")))
    return f"{first}/{last}"


def _month(parts: Parts) -> str | None:
    month, year = parts.month(), parts.year()
    if month is None:
        return None
    if year is None:
        if parts.today is None:
            return None
        ahead = month < parts.today.month if parts.ahead else -(month > parts.today.month)
        year = parts.today.year + ahead
    return f"{year}-{month:02}"


def _year(parts: Parts) -> str | None:
    year = parts.year()
    return None if year is None else str(year)


def _span(parts: Parts) -> str | None:
    first, last = parts.get("y"), parts.get("z")
    last = first[: len(first) - len(last)] + last
    return f"{first}/{last}" if int(first) < int(last) else None


def _months(year: int, first: int, last: int) -> str:
    return f"{year}-{first:02}/{year}-{last:02}"


def _quarter(parts: Parts) -> str | None:
    quarter, year = _ordinal(parts), parts.year()
    if quarter is None:
        return None
    if year is None:
        if parts.today is None:
            return None
        year = parts.today.year - (3 * quarter - 2 > parts.today.month)
    return _months(year, 3 * quarter - 2, 3 * quarter)


def _quarter_span(parts: Parts) -> str | None:
    first, last, year = _ordinal(parts), parts.table["ordinals"].get(parts.get("r")), parts.year()
    if year is None and parts.today is not None and last is not None:
        year = parts.today.year - (3 * last - 2 > parts.today.month)
    if first is None or last is None or year is None or first >= last:
        return None
    return _months(year, 3 * first - 2, 3 * last)


def _two_years(parts: Parts) -> str | None:
    first, last = int(parts.get("y")), int(parts.get("z"))
    return f"{first}/{last}" if last == first + 1 else str(first)


def _ordinal(parts: Parts) -> int | None:
    return int(parts.get("qn")) if parts.get("qn") else parts.table["ordinals"].get(parts.get("q"))


def _half(parts: Parts) -> str | None:
    half, year = _ordinal(parts), parts.year() or (parts.today.year if parts.today else None)
    return None if half is None or year is None else _months(year, 6 * half - 5, 6 * half)


def _first_months(parts: Parts) -> str | None:
    number, year = parts.number("n"), parts.year() or (parts.today.year if parts.today else None)
    return _months(year, 1, number) if number and year and number <= 12 else None


def _year_months(parts: Parts) -> str | None:
    """The 12 months to March 31: whole months that end with the one named."""
    number, month, year = parts.number("n"), parts.month(), parts.year()
    if not number or not month:
        return None
    if year is None:
        if parts.today is None:
            return None
        year = parts.today.year - (month > parts.today.month)
    first_year, first = divmod(year * 12 + month - number, 12)
    return f"{first_year}-{first + 1:02}/{year}-{month:02}"


def _decade(parts: Parts) -> str | None:
    return f"{parts.get('y')}/{int(parts.get('y')) + 9}"


def _relative_span(parts: Parts) -> str | None:
    number = parts.number("n")
    if number is None or parts.today is None:
        return None
    unit, ahead = parts.get("u")[:2], parts.get("r")[:2] in ("ne", "co", "fo", "nä", "ko", "pr")
    if unit in ("ye", "ja", "añ", "an", "de", "dé"):
        years = number * (10 if unit in ("de", "dé") or "zehnt" in parts.get("u") else 1)
        first, last = parts.today.year, parts.today.year + years * (1 if ahead else -1)
        return f"{min(first, last)}/{max(first, last)}"
    if unit in ("mo", "me"):
        months = parts.today.year * 12 + parts.today.month - 1
        first, last = sorted((months, months + number * (1 if ahead else -1)))
        return f"{first // 12}-{first % 12 + 1:02}/{last // 12}-{last % 12 + 1:02}"
    days = timedelta(days=number * (7 if unit in ("we", "wo", "se") else 1))
    other = parts.today + (days if ahead else -days)
    return f"{min(other, parts.today)}/{max(other, parts.today)}"


def _relative_month(parts: Parts) -> str | None:
    if parts.today is None:
        return None
    step, today = {"last": -1, "this": 0, "next": 1}[parts.get("r")], parts.today
    if parts.get("u") == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return f"{monday}/{monday + timedelta(days=6)}"
    if parts.get("u") == "quarter":
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + step, 4)
        return _months(year, quarter * 3 + 1, quarter * 3 + 3)
    year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
    return f"{year}-{month + 1:02}"


def _weekday(parts: Parts) -> str | None:
    if parts.today is None:
        return None
    back = (parts.today.weekday() - int(parts.table["weekdays"][parts.get("w")])) % 7
    return (parts.today - timedelta(days=back)).isoformat()


def _day_word(parts: Parts) -> str | None:
    if parts.today is None:
        return None
    return (parts.today + timedelta(days=int(parts.table["day_words"].get(parts.get("w"), 0)))).isoformat()


FORMS: dict[str, Callable[[Parts], str | None]] = {
    "date": _date,
    "iso": _iso,
    "numeric": _numeric,
    "numeric_span": _numeric_span,
    "month": _month,
    "year": _year,
    "relative_year": _year,
    "span": _span,
    "quarter": _quarter,
    "quarter_span": _quarter_span,
    "two_years": _two_years,
    "half": _half,
    "first_months": _first_months,
    "year_months": _year_months,
    "decade": _decade,
    "relative_span": _relative_span,
    "relative_month": _relative_month,
    "weekday": _weekday,
    "day_word": _day_word,
    "before_event": lambda _parts: None,
}

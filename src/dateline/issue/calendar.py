"""The calendar: what is planned for the time after an issue's period, each with the sentence that says so."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.records import Article, Event, Period, Span
from dateline.tokens import tokens

_WHEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_INTERVAL = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-01/(?P=year)-(?P<last>\d{2})-(?P<day>\d{2})")
_LIKE = 0.5  # likeness of two sentences on one date from which they tell of one event
_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
_DAYS = {"en": "{day} {month} {year}", "de": "{day}. {month} {year}", "es": "{day} de {month} de {year}"}
_OF_MONTH = {"es": "{month} de {year}"}


@dataclass(frozen=True, slots=True)
class Coming:
    """An event that a report says is planned."""

    article: Article
    event: Event
    span: Span  # of the sentence that says so


def coming(events: Sequence[Coming], period: Period) -> list[Coming]:
    """The events after the period, by date, those without a day behind those with one; each event once.

    What is to happen in some year only is left out: it is a deadline or a forecast.
    """
    dated = [one for one in events if _is_after(one.event, period)]
    found = list[Coming]()
    for one in sorted(dated, key=lambda one: f"{(one.event.when or '').split('/')[0]}~"):
        if not any(_is_same(one, other) for other in found):
            found.append(one)
    return found


def told_day(when: str, language: str) -> str:
    """A day, month or year as people write it: 17 January 2017, January 2017; whole months as April–June 2017.

    Of another interval its beginning.
    """
    match, months = _WHEN.match(when), _months(when)
    if match is None:
        return when
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if months and language == "zh":
        return f"{year}年{month}月至{months}月"
    if months:
        names = _MONTHS.get(language, _MONTHS["en"])
        joint = _OF_MONTH.get(language, "{month} {year}")
        return joint.format(year=year, month=f"{names[month - 1]}–{names[months - 1]}")
    if language == "zh":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    if not month:
        return str(year)
    names = _MONTHS.get(language, _MONTHS["en"])
    form = _DAYS.get(language, _DAYS["en"]) if day else _OF_MONTH.get(language, "{month} {year}")
    return form.format(year=year, month=names[month - 1], day=day)


def _months(when: str) -> int:
    """The last month of an interval of whole months of one year; 0: it is none."""
    match = _INTERVAL.fullmatch(when)
    if match is None or match["month"] == match["last"]:
        return 0
    try:
        is_whole = int(match["day"]) == monthrange(int(match["year"]), int(match["last"]))[1]
    except ValueError:
        return 0
    return int(match["last"]) if is_whole else 0


def _is_after(event: Event, period: Period) -> bool:
    """Whether all of the day or month lies behind the period, and is a date."""
    match = _WHEN.match(event.when or "")
    if match is None or match[2] is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day) > period.last
    except ValueError:
        return False


def _is_same(one: Coming, other: Coming) -> bool:
    if one.event.when != other.event.when:
        return False
    if one.article.id == other.article.id and one.span == other.span:
        return True
    first, second = (set(_words(each)) for each in (one, other))
    return len(first & second) > _LIKE * min(len(first), len(second))


def _words(one: Coming) -> Iterator[str]:
    return iter(tokens(one.article.text[one.span.start : one.span.end]))

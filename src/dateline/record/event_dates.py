"""When a clause says that something happens, as ISO 8601: a day, month or year, or an interval of two days."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

_SPACED = ("en", "de", "fr", "es")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PLAIN_YEAR = re.compile(
    rf"(?:\b(?:in|by|around|since|until|before|from|during|early|late|mid-?|of|year|im jahr|bis|seit|anfang|ende|en|"
    rf"desde|hasta|para|depuis|d’ici|d'ici|fin|début)\s+){_YEAR}\b(?!\s*[-–%]\d)",
    re.I,
)
_GERMAN_YEAR = re.compile(rf"(?<![\d.,]){_YEAR}(?![\d.,%]*\d|\s*(?:Euro|Mio|Millionen|Prozent|Mitarbeiter))")
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<unit>day|week|month|year)s?\s+ago\b",
    re.I,
)
_QUARTER = re.compile(rf"\b(?P<which>first|second|third|fourth|Q[1-4])(?:\s+quarter)?(?:\s+of)?\s+{_YEAR}\b", re.I)
_CHINESE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d|今|去|明)年)?(?:初|底|末)?(?:(?P<month>1[0-2]|[1-9])月(?:份|初|底)?)?(?:(?P<day>3[01]|[12]\d|[1-9])[日号號])?"
)
# Times that a plan may name beside a day or month: a quarter or half of a year, a month of the next year.
_HALF = re.compile(rf"\b(?P<which>first|second)\s+half\s+of\s+(?:{_YEAR}|(?P<next>next year))", re.I)
_QUARTER_NEXT = re.compile(r"\b(?P<which>first|second|third|fourth)\s+quarter\s+of\s+(?P<next>next year)", re.I)
_NEXT_MONTH = re.compile(r"\bnext month\b", re.I)
_LED = re.compile(
    r"\b(?:by|until|till|from|before|in|on|of|during|for|ending|beginning|starting|and|late|early|mid|next)[ -]$", re.I
)
_CHINESE_PART = re.compile(r"(?P<year>20\d\d|今|明)年(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四])季度)")
_CHINESE_DAY = re.compile(
    r"(?:(?P<year>20\d\d|今|明)年)?(?P<month>1[0-2]|[1-9])月(?:份|底|初|[上中下]旬)?(?:(?P<day>3[01]|[12]\d|[1-9])[日号號])?"
)
_CHINESE_NEXT_MONTH = re.compile("下个?月|下個月")
_ORDINALS = "一二三四"
_SAME_SEASON = 62  # days back within which a day or month without a year is the last one, for a plan too
_CHINESE_SAYING = re.compile(
    "表示|说|說|称(?!为)|稱(?!為)|指出|介绍|透露|强调|认为|告诉|获悉|宣布|公布|报道|会议上|[0-9]日[电電讯訊]|消息"
)
_TOLD_ON = (
    r"(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"\s+\d{1,2}|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|yesterday|today)\b"
)
_SAYING = re.compile(
    rf"\b(?:said|told|announced|confirmed|reported|wrote|added|noted|notice|statement|signed|unveiled|agreed)\b"
    rf"(?:\s+[\w’'-]+){{0,8}}?\s+{_TOLD_ON}",
    re.I,
)
_COUNTS = {word: at for at, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


def find_when(words: str, language: str | None, published: date | None, *, planned: bool = False) -> str | None:
    """The first time that the words tell, exact ones before relative ones; None where they tell none.

    A month or weekday without a year is the last one before `published`, for plans the next one; without `published`
    it stays unknown, as do all relative words.
    """
    for read in (_iso, _chinese, _calendar, _quarter, _years, _relative, _weekday):
        found = read(words, language, published, planned)
        if found:
            return found
    return None


def without_saying(words: str) -> str:
    """The words of a plan without those that tell when it was told: these do not date it."""
    told = [match.end() for match in _CHINESE_SAYING.finditer(words)]
    return _SAYING.sub(" ", words[told[-1] if told else 0 :])


def find_coming(words: str, language: str, published: date) -> Iterator[tuple[str, int, bool]]:
    """Days, months, quarters and half-years of a plan, in English or Chinese: when, where, whether it has day or year.

    Those without a year are the next ones; what lies just behind `published` is none of a plan.
    """
    found = _coming_chinese(words, published) if language == "zh" else _coming_english(words, published)
    yield from sorted(found, key=lambda one: one[1])


def _coming_english(words: str, published: date) -> Iterator[tuple[str, int, bool]]:
    next_year = published.year + 1
    taken = list[tuple[int, int]]()
    for pattern, months in ((_HALF, 6), (_QUARTER_NEXT, 3), (_QUARTER, 3)):
        for match in pattern.finditer(words):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            which = _WHICH[match["which"].casefold()] - 1
            year = int(match["year"]) if match["year"] else next_year
            yield _interval(year, which * months + 1, months), match.start(), True
    for match in _NEXT_MONTH.finditer(words):
        yield _month(published.year * 12 + published.month), match.start(), False
    day_first, month_first, months_of = _months("en")
    for pattern in (day_first, month_first):
        for match in pattern.finditer(words):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            name = match["month"]
            day = int(match["day"]) if match["day"] else None
            led = match["lead"] or _LED.search(words[: match.start("month")])
            if not name[0].isupper() or (day is None and not led) or match["lead"] in ("since", "last"):
                continue
            follows = re.match(r",?\s+next year\b", words[match.end() :])
            told = int(match["year"]) if match["year"] else next_year if follows else None
            when = _dated(told, months_of[name.casefold()], day, published, True)
            if when:
                yield (
                    when,
                    match.start("day") if day and pattern is day_first else match.start("month"),
                    bool(day or told),
                )


def _coming_chinese(words: str, published: date) -> Iterator[tuple[str, int, bool]]:
    for match in _CHINESE_PART.finditer(words):
        year, quarter = _chinese_year(match["year"], published), match["quarter"]
        if year:
            first, months = (_ORDINALS.index(quarter) * 3 + 1, 3) if quarter else (1 if match["half"] == "上" else 7, 6)
            yield _interval(year, first, months), match.start(), True
    for match in _CHINESE_NEXT_MONTH.finditer(words):
        yield _month(published.year * 12 + published.month), match.start(), False
    for match in _CHINESE_DAY.finditer(words):
        year, day = _chinese_year(match["year"], published), int(match["day"]) if match["day"] else None
        if words[match.end() : match.end() + 1] not in ("至", "-", "—", "电", "讯") and words[: match.start()][
            -1:
        ] not in (*"0123456789至个個-—",):
            when = _dated(year, int(match["month"]), day, published, True)
            if when:
                yield when, match.start(), bool(day or year)


def _iso(words: str, language: str | None, published: date | None, planned: bool) -> str | None:
    match = _ISO.search(words)
    return _day(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def _chinese(words: str, language: str | None, published: date | None, planned: bool) -> str | None:
    for match in _CHINESE.finditer(words) if re.search("[年月日号號]", words) else ():
        if not (match["year"] or match["month"]) and not (match["day"] and language == "zh" and published):
            continue
        if match["month"] is None and match["year"] and not match["year"].isdigit():
            continue  # 去年 alone is a relative word
        year = _chinese_year(match["year"], published)
        if match["month"] is None:
            if match["year"]:
                return str(year)
            return _day(published.year, published.month, int(match["day"])) if published else None
        return _dated(year, int(match["month"]), int(match["day"]) if match["day"] else None, published, planned)
    return None


def _chinese_year(word: str | None, published: date | None) -> int | None:
    if word is None or word.isdigit():
        return int(word) if word else None
    return published.year + {"今": 0, "去": -1, "明": 1}[word] if published else None


def _calendar(words: str, language: str | None, published: date | None, planned: bool) -> str | None:
    day_first, month_first, months = _months(language)
    for pattern in (day_first, month_first):
        for match in pattern.finditer(words):
            alone = match["day"] is None and match["year"] is None
            if alone and (not match["lead"] or (language == "en" and match["month"].islower())):
                continue  # a verb, or a name
            day = int(match["day"]) if match["day"] else None
            year = int(match["year"]) if match["year"] else None
            return _dated(year, months[match["month"].casefold()], day, published, planned)
    return None


def _quarter(words: str, language: str | None, published: date | None, planned: bool) -> str | None:
    match = _QUARTER.search(words)
    if not match:
        return None
    return _interval(int(match["year"]), (_WHICH[match["which"].casefold()] - 1) * 3 + 1, 3)


def _years(words: str, language: str | None, published: date | None, planned: bool) -> str | None:
    match = _PLAIN_YEAR.search(words) or (_GERMAN_YEAR.search(words) if language == "de" else None)
    return match["year"] if match else None


def _relative(words: str, language: str | None, published: date | None, planned: bool) -> str | None:
    if published is None:
        return None
    ago = _AGO.search(words)
    pattern, table = _relatives(language)
    match = pattern.search(words)
    if match and (not ago or match.start() < ago.start()):
        unit, count = table[match.group().casefold()]
        return _shifted(published, unit, count)
    if ago:
        count = _COUNTS.get(ago["count"].casefold()) or int(ago["count"])
        return _shifted(published, ago["unit"].casefold(), -count)
    return None


def _weekday(words: str, language: str | None, published: date | None, planned: bool) -> str | None:
    if published is None:
        return None
    for chosen in _languages(language):
        names = str(_tables()[chosen].get("weekdays", "")).split()
        match = re.search(rf"\b(?:{'|'.join(names)})\b", words, re.I) if names else None
        if match:
            behind = (published.weekday() - names.index(match.group().casefold())) % 7
            return (published + timedelta(days=7 - behind if planned and behind else -behind)).isoformat()
    return None


def _dated(year: int | None, month: int, day: int | None, published: date | None, planned: bool) -> str | None:
    """A day or month; without a year the one that `published` makes likely."""
    if year is None:
        if published is None:
            return None
        later = (month, day or 1) > (published.month, published.day)
        earlier = (month, day or 31) < (published.month, published.day)
        next_one = earlier and planned and not _is_just_past(published, month, day)
        year = published.year + (-1 if later and not planned else 1 if next_one else 0)
    return f"{year:04}-{month:02}" if day is None else _day(year, month, day)


def _is_just_past(published: date, month: int, day: int | None) -> bool:
    """Whether a day or month of this year lies so near behind that it is when something was said or done."""
    try:
        return (
            published - date(published.year, month, day or monthrange(published.year, month)[1])
        ).days <= _SAME_SEASON
    except ValueError:
        return False


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None  # 30 February


def _interval(year: int, month: int, months: int) -> str:
    last = month + months - 1
    return f"{date(year, month, 1).isoformat()}/{date(year, last, monthrange(year, last)[1]).isoformat()}"


def _shifted(published: date, unit: str, count: int) -> str | None:
    shift: dict[str, Callable[[], str]] = {
        "day": lambda: (published + timedelta(days=count)).isoformat(),
        "week": lambda: _week(published + timedelta(weeks=count)),
        "month": lambda: _month(published.year * 12 + published.month - 1 + count),
        "quarter": lambda: _interval(published.year, (published.month - 1) // 3 * 3 + 1, 3),
        "year": lambda: f"{published.year + count:04}",
    }
    try:
        return shift[unit]()
    except (OverflowError, ValueError):
        return None  # 999 years ago


def _week(day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _month(months: int) -> str:
    return f"{months // 12:04}-{months % 12 + 1:02}"


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("dateline.record").joinpath("data/events/dates.toml").read_text(encoding="utf-8"))


def _languages(language: str | None) -> tuple[str, ...]:
    return (language,) if language in (*_SPACED, "zh") else (*_SPACED, "zh")


@cache
def _relatives(language: str | None) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    table = {
        words: (str(entry[0]), int(entry[1]))
        for chosen in _languages(language)
        for words, entry in _tables()[chosen]["relative"].items()
    }
    longest_first = sorted(table, key=lambda words: (-len(words), words))
    pattern = "|".join(rf"\b{re.escape(one)}\b" if one.isascii() else re.escape(one) for one in longest_first)
    return re.compile(pattern, re.I), table


@cache
def _months(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    """Patterns for "14th December 2016" and "December 14, 2016" or "in August", and the numbers of the months."""
    months: dict[str, int] = {}
    for chosen in _languages(language):
        months |= {name: at for at, name in enumerate(str(_tables()[chosen].get("months", "")).split(), 1)}
    if "january" in months:
        shorts = "jan feb mar apr may jun jul aug sep oct nov dec".split()
        months |= {name: at for at, name in enumerate(shorts, 1)} | {"sept": 9}
    name = "|".join(sorted(months, key=lambda one: (-len(one), one))) or "(?!)"
    lead = r"(?:\b(?P<lead>in|since|by|until|on|last|this|next|im|seit|bis|am|en|desde|el|le|early|late|mid)[ -])?"
    year = rf"(?:\s*,?\s+(?:de\s+)?{_YEAR})?"
    day_first = rf"{lead}\b(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?(?P<month>{name})\b\.?{year}"
    day = r"(?:\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*(?:%|per|million)))?"
    month_first = rf"{lead}\b(?P<month>{name})\b\.?{day}{year}"
    return re.compile(day_first, re.I), re.compile(month_first, re.I), months

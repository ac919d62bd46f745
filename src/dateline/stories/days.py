"""The day of the event that a report tells of: “on Sunday”, 9月28日, “le 13 octobre”, counted from its publication.

Two reports of one event name the same day however they are worded; reports of look-alikes seldom do.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_BEGINNING = 500  # characters of the text: further down a report tells of other days
_WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
        "一 二 三 四 五 六 日",
    )
    for number, name in enumerate(names.split())
} | {"天": 6}
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr - jun jul aug sep oct nov dec",
        "- - - - - - - - sept - - -",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
    if name != "-"
}
_AGO = {
    name: days
    for days, names in enumerate(
        (
            "today tonight heute hoy aujourd'hui aujourd’hui 今天 今日 今晨 今早 今晚",
            "yesterday gestern hier ayer 昨天 昨日 昨晚",
        )
    )
    for name in names.split()
}
_LATIN = sorted(({*_WEEKDAYS, *_AGO} - set("一二三四五六日天")), key=len, reverse=True)
_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?:周|星期|礼拜)(?P<han>[一二三四五六日天])"
    rf"|(?:(?P<year>\d{{4}})年)?(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})[日号](?!线)"
    rf"|(?P<word>今[天日晨早晚]|昨[天日晚])"
    rf"|\b(?P<latin>{'|'.join(name for name in _LATIN if name.isascii() or name[0].isascii())})\b"
    rf"|\b(?P<before>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s(?:de\s)?(?P<named>{_NAMED})\b\.?(?:,?\s(?:de\s)?(?P<then>\d{{4}})\b)?"
    rf"|\b(?P<first>{_NAMED})\.?\s(?P<after>\d{{1,2}})\b(?!\s?[.:%]?\d)(?:\s?,?\s(?P<since>\d{{4}})\b)?",
    re.IGNORECASE,
)
_BACK, _AHEAD = 10, 1  # days from publication between which a day may be the event's
_SURE = 4  # days back to which a weekday leads; further back, it may as well be the coming one


def event_day(text: str, published: date | None) -> int | None:
    """The ordinal of the first day that a text names and that may be its event's; None: it names none.

    Undated texts give a day only if its year is written.
    """
    for match in _DAY.finditer(text[:_BEGINNING]):
        day = _read(match, published)
        if day is not None and (published is None or -_BACK <= (day - published).days <= _AHEAD):
            return day.toordinal()
    return None


def _read(match: re.Match[str], published: date | None) -> date | None:
    found = match.groupdict()
    word = (found["word"] or found["latin"] or "").casefold()
    if word in _AGO:
        return published and published - timedelta(days=_AGO[word])
    if found["han"] or word:
        return published and _last(_WEEKDAYS[found["han"] or word], published)
    month = found["month"] or _MONTHS.get((found["named"] or found["first"] or "").casefold())
    year = found["year"] or found["then"] or found["since"]
    return _nearest(year, month, found["day"] or found["before"] or found["after"], published)


def _last(weekday: int, published: date) -> date | None:
    back = (published.weekday() - weekday) % 7
    return published - timedelta(days=back) if back <= _SURE else None


def _nearest(year: str | None, month: str | int | None, day: str, published: date | None) -> date | None:
    """The day with these numbers that is nearest to the publication; None: there is none."""
    if published is None and not (year and month):
        return None
    try:
        if year and month:
            return date(int(year), int(month), int(day))
        assert published is not None
        around = [published + timedelta(days=days) for days in range(-_BACK, _AHEAD + 1)]
    except ValueError:
        return None
    fitting = [one for one in around if one.day == int(day) and (month is None or one.month == int(month))]
    return fitting[-1] if fitting else None

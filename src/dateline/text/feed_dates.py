"""The dates of feeds, in the forms that feeds are seen to use, as ISO 8601 in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_ISO = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2}))?(?!\d)|-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|-?(?P<ordinal>\d{3})(?!\d))?"
    r"(?:[Tt\s]+(?P<time>\d.*))?\s*$"
)
_SHORT_ISO = re.compile(r"(?P<year>\d{2}|-\d{2}|-)-?(?P<month>\d{2})?-?(?P<day>\d{2})?\s*$")
_DAY_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[.\s/-]+(?:de\s+)?(?P<month>[^\W\d]+)\.?,?[\s/-]+(?:de\s+)?"
    r"(?P<year>\d{4}|\d{2})(?:,?\s+(?:at\s+)?(?P<time>\d.*))?$"
)
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
    r"(?:(?P<year>\d{4})(?:,?\s+(?:at\s+)?(?P<time>\d.*))?|(?P<t2>\d{1,2}:\d.*?)\s+(?P<y2>\d{4}))$"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?:\s*[./年년-]\s*)(?P<month>\d{1,2}|[^\W\d]+)(?:\s*[./月월-]\s*)(?P<day>\d{1,2})[日일.]?,?"
    r"(?:[\sT]*(?P<time>(?:[^\W\d]+\s*)?\d.*))?$"
)
_CLOCK = re.compile(
    r"(?P<before>[^\W\d]+\s*)?(?P<hour>\d{1,2})(?::?(?P<minute>\d{2}))?(?::?(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?"
    r"\s*(?P<after>[aApP]\.?[mM]\.?)?\s*(?P<zone>.*)$"
)
_OFFSET = re.compile(r"(?:GMT|UTC?|Z)?\s*(?P<sign>[+\-−])\s*(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?$", re.I)
_WEEKDAY = re.compile(r"^(?:[^\W\d]+\.?,|[^\W\d]{2,3}\.?)\s*(?=\d)")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio janeiro ene gen ιαν janu január januari janv",
            "feb february februar février fevrier febrero febbraio fevereiro fev fév φεβ febr február februari févr",
            "mar march märz mars marzo março marco mär mrz μάώ μαώ μαρ márc márci március mrt maart marc",
            "apr april avril abril aprile avr abr απρ ápri ápr április",
            "may mai mayo maggio maio mag μάϊ μαϊ μαι máj május mei",
            "jun june juni juin junio giugno junho giu ιούν ιον ιουν júni jún június",
            "jul july juli juillet julio luglio julho lug ιούλ ιολ ιουλ júli júl július juil",
            "aug august août aout agosto ago αύγ αυγ augu augusztus augustus aoû",
            "sep sept september septembre septiembre settembre setembro set σεπ szep szept szeptember",
            "oct okt october oktober octobre octubre ottobre outubro ott out οκτ októ október",
            "nov november novembre noviembre novembro νοέ νοε nove",
            "dec dez december dezember décembre decembre diciembre dicembre dezembro dic déc δεκ dece",
        ),
        1,
    )
    for name in names.split()
}
# RFC 822 with the names seen beside it; hours from UTC.
_ZONES = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "ast": -4, "adt": -3, "akst": -9, "akdt": -8, "hst": -10, "bst": 1, "west": 1,
    "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4, "hkt": 8, "sgt": 8, "awst": 8,
    "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "et": -5, "ct": -6, "mt": -7, "pt": -8,
    "at": -4, "a": -1, "n": 1, "m": -12, "y": 12,
}  # fmt: skip
_AFTERNOON = ("p", "下午", "오후", "午後", "晚上")
_FORENOON = ("a", "上午", "오전", "午前")


def read_date(text: str) -> str | None:
    """The moment a feed's date names, as ISO 8601 in UTC; what it leaves open is its first day, midnight, UTC.

    Reads RFC 822 and 2822, ISO 8601 and W3C-DTF, asctime, and written dates with month names of eight languages or
    Chinese, Japanese and Korean marks. None: it names no moment.
    """
    text = _REMARK.sub("", " ".join(text[:120].split()))
    for candidate in (text, _WEEKDAY.sub("", text)):
        for pattern in (_ISO, _SHORT_ISO, _YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST):
            found = pattern.match(candidate)
            moment = _moment({key: value for key, value in found.groupdict().items() if value}) if found else None
            if moment is not None:
                return moment.isoformat().replace("+00:00", "Z")
    return None


def _moment(parts: dict[str, str]) -> datetime | None:
    year = _year(parts.get("year") or parts["y2"])
    month = _month(parts.get("month") or parts.get("m1") or "1")
    day = int(parts.get("day") or parts.get("d1") or 1)
    clock = _clock(parts.get("time") or parts.get("t2") or "")
    if month is None or clock is None:
        return None
    try:
        if "ordinal" in parts:
            start = datetime(year, 1, 1) + timedelta(days=int(parts["ordinal"]) - 1)
        else:
            start = datetime(year, month, day)
        return (start + clock).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _year(text: str) -> int:
    number = int(text.strip("-") or 0)
    if len(text) == 4:
        return number
    return number + (1900 if number >= 69 else 2000)  # POSIX's window


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    name = text.casefold()
    return _MONTHS.get(name) or _MONTHS.get(name[:3])


def _clock(text: str) -> timedelta | None:
    """Time of day less its zone: what is to be added to midnight of the day as written; None: not a time."""
    if not text:
        return timedelta()
    found = _CLOCK.match(text)
    if found is None:
        return None
    half = (found["before"] or found["after"] or "").strip().casefold()
    zone = _zone(found["zone"].strip())
    hour, minute, second = (int(found[key] or 0) for key in ("hour", "minute", "second"))
    if half.startswith(_AFTERNOON):
        hour = hour % 12 + 12
    elif half.startswith(_FORENOON):
        hour %= 12
    if zone is None or hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second) - zone


def _zone(text: str) -> timedelta | None:
    offset = _OFFSET.match(text)
    if offset:
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return None if size >= timedelta(hours=24) else (-size if offset["sign"] != "+" else size)
    hours = _ZONES.get(text.rstrip(".").casefold())
    return None if hours is None else timedelta(hours=hours)

"""Days in the manner of an edition: 28-12-2016, 28 December 2016, Dec 28, 2016, 2016年12月28日; written and read back.

A form is a text with the tokens YYYY, MM, DD, M, D, Mon and Month; what stands between them is kept.
"""

from __future__ import annotations

import functools
import re
from datetime import date

USUAL = ("DD-MM-YYYY", "YYYY-MM-DD", "D Month YYYY", "YYYY年M月D日")  # read whatever the edition's own form is
_TOKEN = re.compile("YYYY|Month|Mon|MM|DD|M|D")
_NUMBERS = {"YYYY": r"\d{4}", "MM": r"\d{2}", "DD": r"\d{1,2}", "M": r"\d{1,2}", "D": r"\d{1,2}"}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "zh": " ".join(f"{month}月" for month in range(1, 13)),
    "ja": " ".join(f"{month}月" for month in range(1, 13)),
    "ko": " ".join(f"{month}월" for month in range(1, 13)),
}
_SHORT = {
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "fr": "janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.",
}
_CJK = ("zh", "ja", "ko")


def months(language: str, *, short: bool = False) -> tuple[str, ...]:
    """The names of the months in a language (ISO 639-1 or BCP 47); in English where they are not known."""
    code = language.lower().replace("_", "-").split("-")[0]
    names = _MONTHS.get(code, _MONTHS["en"]).split()
    if not short or code in _CJK:
        return tuple(names)
    return tuple(_SHORT[code].split() if code in _SHORT else (name[:3] for name in names))


def write(day: str, form: str, language: str) -> str:
    """A day (YYYY-MM-DD) in the form; what is no day stays as it is written."""
    try:
        found = date.fromisoformat(day[:10])
    except ValueError:
        return day
    parts = {
        "YYYY": f"{found.year:04}",
        "MM": f"{found.month:02}",
        "DD": f"{found.day:02}",
        "M": str(found.month),
        "D": str(found.day),
        "Mon": months(language, short=True)[found.month - 1],
        "Month": months(language)[found.month - 1],
    }
    return _TOKEN.sub(lambda match: parts[match[0]], form)


def says_a_day(form: str) -> bool:
    """Whether a form names year, month and day, so that what it writes can be read back."""
    tokens = set(_TOKEN.findall(form))
    return "YYYY" in tokens and bool(tokens & {"DD", "D"}) and bool(tokens & {"MM", "M", "Mon", "Month"})


@functools.cache
def pattern(form: str) -> str:
    """The regular expression, without groups, of days in this form or in one that is usual."""
    return "|".join(_expression(one, grouped=False) for one in _readable(form))


def read(text: str, form: str) -> str | None:
    """The day (YYYY-MM-DD) that a text says in this form or a usual one; None: it is none."""
    for one in _readable(form):
        match = re.fullmatch(_expression(one, grouped=True), text.strip(), re.I)
        if match:
            return _day(match.groupdict())
    return None


def _readable(form: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*((form,) if says_a_day(form) else ()), *USUAL)))


@functools.cache
def _expression(form: str, *, grouped: bool) -> str:
    parts, at, seen = list[str](), 0, set[str]()
    for match in _TOKEN.finditer(form):
        parts.append(_literal(form[at : match.start()]))
        token, at = match[0], match.end()
        inner = _NUMBERS.get(token) or _names()
        group = {"Y": "year", "M": "month", "D": "day"}[token[0]]
        parts.append(f"(?P<{group}>{inner})" if grouped and group not in seen else f"(?:{inner})")
        seen.add(group)
    return "".join([*parts, _literal(form[at:])])


def _literal(text: str) -> str:
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", text))


@functools.cache
def _numbers_of_months() -> dict[str, int]:
    found: dict[str, int] = {}
    for code in _MONTHS:
        for names in (months(code), months(code, short=True)):
            for number, name in enumerate(names, 1):
                found.setdefault(name.lower(), number)
                found.setdefault(name.lower().rstrip("."), number)
    return {**found, "sept": 9}


@functools.cache
def _names() -> str:
    return "(?:" + "|".join(re.escape(name) for name in sorted(_numbers_of_months(), key=len, reverse=True)) + ")"


def _day(parts: dict[str, str]) -> str | None:
    month = parts["month"]
    number = int(month) if month.isdecimal() else _numbers_of_months()[month.lower()]
    try:
        return date(int(parts["year"]), number, int(parts["day"])).isoformat()
    except ValueError:
        return None

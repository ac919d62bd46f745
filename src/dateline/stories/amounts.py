"""The figures of a report as plain numbers, whatever language and scale they are written in: 12亿 is $1.2bn is 1.2 Mrd.

Only figures that tell something are read: with a decimal, a scale or a sign of money or per cent, or from 100 up; no
years. Small counts grow from report to report of one event.
"""

from __future__ import annotations

import re

_SCALES = {
    name: scale
    for scale, names in (
        (1e3, "thousand k tausend mille mil 千"),
        (1e4, "万 萬"),
        (1e6, "million millions mn mln m millionen mio millones millón 百万 百萬"),
        (1e8, "亿 億"),
        (1e9, "billion billions bn milliarde milliarden mrd milliard milliards b"),
        (1e12, "trillion trillions tn 万亿 萬億"),
    )
    for name in names.split()
}
_SHARES = frozenset(("%", "％", "percent", "per cent", "percentage", "prozent", "por ciento", "pour cent"))
_LATIN = "|".join(sorted((name for name in (*_SCALES, *_SHARES) if name[0].isascii() and name != "%"), key=len)[::-1])
_FIGURE = re.compile(
    r"(?<![A-Za-zÀ-ɏ\d.,-])([$€£¥]|[A-Z]{1,3}\$)?(\d{1,3}(?:[,.\u202f\u00a0' ]\d{3})+(?:[.,]\d{1,3})?|"
    r"\d{1,15}(?:[.,]\d{1,4})?)"
    rf"(?:[\s-]?((?:{_LATIN})\b|[%％]|万亿|萬億|百万|百萬|[万萬亿億])|千(?=[余多]?[人名户元辆套])|(?![\w]*[A-Za-z\d]))",
    re.IGNORECASE,
)
_COMMA = frozenset("de fr es it pt nl pl ru da sv nb cs tr uk id".split())  # languages whose decimals have a comma
_GROUPS = {",": re.compile(r"[.\u202f\u00a0' ](?=\d{3})"), ".": re.compile(r"[,\u202f\u00a0' ](?=\d{3})")}


def figures_in(text: str, language: str) -> frozenset[float]:
    """The figures of a text; per cent as hundredths."""
    return frozenset(filter(None, (_value(match, language) for match in _FIGURE.finditer(text))))


def agree(one: float, other: float) -> bool:
    """Whether two figures may be one, rounded in different ways; small ones with decimals are not rounded."""
    larger = max(one, other)
    return abs(one - other) <= (0.04 * larger if larger >= 100 else 1e-6 * larger)


def _value(match: re.Match[str], language: str) -> float | None:
    money, digits, scale = match.groups()
    mark = "," if language in _COMMA else "."
    plain = _GROUPS[mark].sub("", digits)
    try:
        value = float(plain.replace(",", "."))
    except ValueError:
        return None
    word = (scale or "").casefold()
    if word in _SHARES:
        return value / 100
    value *= _SCALES.get(word, 1)
    if money or word or value != int(value):
        return value
    return value if value >= 100 and not (len(digits) == 4 and 1900 <= value < 2100) else None

"""Numbers in other forms: letters for scales, fractions in words, half a year for six months."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from dateline.records import Figure

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
_FRACTION = re.compile(
    r"\b(?:(an?|one|two|three|four|five|seven|nine)[ -])?(half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b",
    re.IGNORECASE,
)
_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_SCALED = re.compile(r"(\d[\d,.]*)\s?(k|mn|mio|m|bn|b|tn)\b", re.IGNORECASE)
_SPANS = {"half a year": "6 months", "half an hour": "30 minutes", "a year and a half": "18 months"}
_SPANS |= {"half a century": "50 years", "a quarter of an hour": "15 minutes", "a fortnight": "14 days"}
_SMALL = {"6": "six", "18": "eighteen", "50": "fifty", "30": "thirty", "15": "fifteen", "14": "fourteen"}


def is_written_otherwise(figure: Figure, theirs: Sequence[Figure], text: str) -> bool:
    """Whether a source writes the figure in letters, as a fraction in words, or in another unit of time."""
    held = [bound for other in theirs for bound in (other.value, other.low, other.high) if bound is not None]
    mine = set(_scaled(figure.text))
    if any(_is_close(one, other) for one in mine for other in held):
        return True
    value = figure.value
    if value is not None and any(_is_close(value, other) for other in _scaled(text)):
        return True
    if value is not None and any(
        math.isclose(value, other * by, rel_tol=0.02) for other in _fractions(text) for by in (1, 100)
    ):
        return True
    return _is_other_span(figure.text.casefold(), text.casefold())


def _scaled(text: str) -> Iterator[float]:
    for number, letter in _SCALED.findall(text):
        plain = number.replace(",", "").rstrip(".")
        if plain.count(".") <= 1:
            yield float(plain) * _SCALES[letter.lower()]


def _fractions(text: str) -> Iterator[float]:
    for count, part in _FRACTION.findall(text):
        if count or part.casefold() == "half":
            yield _COUNTS[(count or "a").casefold()] / _PARTS[part.casefold().removesuffix("s")]


def _is_other_span(mine: str, text: str) -> bool:
    for words, digits in _SPANS.items():
        number, unit = digits.split()
        forms = (words, digits, f"{_SMALL[number]} {unit}")
        if any(_is_in(mine, form) for form in forms) and any(form in text for form in forms):
            return True
    return False


def _is_in(mine: str, form: str) -> bool:
    return form in mine or (len(mine) > 5 and mine in form)


def _is_close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-4)

"""Digits with separators as numbers: 1,234.5, 1.234,5, 40 000, 1e10; versions and lists are none."""

from __future__ import annotations

import math
import re
import unicodedata

_MOST_DIGITS = 30  # more are no quantity but a key or rubbish
_SPACES = re.compile(r"[\s'’]")
_EXPONENT = re.compile(r"[eE][+-]?\d+$")


def parse_digits(raw: str, decimal: str) -> float | None:
    """The value of digits with separators; None for a version, a list, or more digits than a quantity has.

    `decimal` is the language's decimal mark. A mark of the other kind groups thousands only where it can.
    """
    if len(raw) > _MOST_DIGITS:
        return None
    digits = _SPACES.sub("", raw)
    exponent = _EXPONENT.search(digits)
    body = _grouped(digits[: exponent.start()] if exponent else digits, decimal)
    if body is None:
        return None
    value = float(ascii_digits(body + (exponent.group() if exponent else "")))
    return value if math.isfinite(value) else None


def ascii_digits(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(c, c)) for c in digits)


def _grouped(body: str, decimal: str) -> str | None:
    other = "," if decimal == "." else "."
    if decimal in body and other in body:
        decimal, other = (decimal, other) if body.rfind(decimal) > body.rfind(other) else (other, decimal)
        whole, _, part = body.rpartition(decimal)
        return None if decimal in whole or not _is_grouped(whole, other) else whole.replace(other, "") + "." + part
    mark = decimal if decimal in body else other
    if body.count(mark) > 1:
        return body.replace(mark, "") if _is_grouped(body, mark) else None
    if mark == other and _is_grouped(body, mark):
        return body.replace(mark, "")
    return body.replace(mark, ".")


def _is_grouped(body: str, mark: str) -> bool:
    head, *groups = body.split(mark)
    return 1 <= len(head) <= 3 and head[0] != "0" and all(len(group) == 3 for group in groups)

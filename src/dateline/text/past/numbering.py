"""Numbers that stand before the titles of items: 1. 1、 (1) No. 3 （一） 第一条 ① IV."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_DIGITS = "零一二三四五六七八九"
_FORMS = (
    ("word", re.compile(r"(?:no\.|nr\.|item|news|#|№|n°)\s*(\d{1,3})\s*(?:[.:)）、：-](?!\d)|(?=\s|$))\s*", re.I)),
    ("dot", re.compile(r"(\d{1,3})\s?[.．](?!\d)\s*")),
    ("comma", re.compile(r"(\d{1,3})\s?、\s*")),
    ("paren", re.compile(r"(\d{1,3})\s?[)）]\s*")),
    ("parens", re.compile(r"[(（]\s?(\d{1,3})\s?[)）]\s*")),
    ("bracket", re.compile(r"[\[【]\s?(\d{1,3})\s?[\]】]\s*")),
    ("dash", re.compile(r"(\d{1,2})\s+[-–—|]\s+|(\d{1,2}):\s+")),
    ("circle", re.compile(r"([①-⑳])\s*")),
    ("han", re.compile(r"([一二三四五六七八九十]{1,3})\s?[、.．：]\s*")),
    ("han-parens", re.compile(r"[(（]\s?([一二三四五六七八九十]{1,3})\s?[)）][、.．]?\s*")),
    ("han-article", re.compile(r"第\s?([一二三四五六七八九十]{1,3}|\d{1,3})\s?[条則则篇条條]\s*[:：、.．]?\s*")),
    ("roman", re.compile(r"([IVXL]{1,6})[.)]\s+")),
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text with the number before it taken off."""

    number: int
    style: str
    rest: str


def read_number(text: str) -> Numbered | None:
    """The number that a text begins with and the rest; None: it begins with none, or with a figure or year."""
    for style, form in _FORMS:
        found = form.match(text)
        if found:
            value = _value(next(group for group in found.groups() if group))
            return Numbered(value, style, text[found.end() :].strip()) if value else None
    return None


def han_number(text: str) -> int | None:
    """A Chinese numeral below a hundred, or a number in digits; None: it is none."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.find(text) if len(text) == 1 and text in _DIGITS else None
    if not all(len(part) <= 1 and part in _DIGITS for part in (tens, ones)):
        return None
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def _value(sign: str) -> int | None:
    if sign[0] in _ROMAN:
        values = [_ROMAN[letter] for letter in sign]
        return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    if "①" <= sign <= "⑳":
        return ord(sign) - ord("①") + 1
    return han_number(sign)

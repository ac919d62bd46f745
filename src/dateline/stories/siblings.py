"""Numbered siblings: Tiansi-2 and Tiansi-3, 天丝二号 and 天丝三号 are two things, however alike their reports read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Numbers = Mapping[str, frozenset[int]]

_SPACED = re.compile(r"\b([^\W\d_]{3,}(?:['’ ][^\W\d_]{1,3})?)[-‐‑–]([0-9]{1,3})\b(?![.,-]?\d)")
_HAN = re.compile(r"([\u3400-\u9fff]{2})([0-9]{1,3}|[一二三四五六七八九十]{1,3})[号號]")
_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}
_BEGINNING = 400  # characters of the text: further down a report tells of what was before


def numbers_of(title: str, text: str) -> Numbers:
    """The numbers of each numbered name: those of the title, or of the text's beginning where the title has none."""
    found = {**_collect(text[:_BEGINNING]), **_collect(title[:_BEGINNING])}
    return {name: frozenset(numbers) for name, numbers in found.items()}


def are_siblings(one: Numbers, other: Numbers) -> bool:
    """Whether both speak of a name with numbers that differ, and of none with the same."""
    shared = one.keys() & other.keys()
    return bool(shared) and not any(one[name] & other[name] for name in shared)


def joined(all_numbers: Iterable[Numbers]) -> Numbers:
    """The numbers of several reports together."""
    found: dict[str, frozenset[int]] = {}
    for numbers in all_numbers:
        for name, values in numbers.items():
            found[name] = found.get(name, frozenset()) | values
    return found


def _collect(text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for name, number in [*_SPACED.findall(text), *_HAN.findall(text)]:
        found.setdefault(name.casefold(), set()).add(int(number) if number.isdigit() else _value(number))
    return found


def _value(numeral: str) -> int:
    """A Chinese numeral under a hundred: 三, 十, 十四, 二十, 二十三."""
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens[-1:], 1) * 10 if ten else 0) + _DIGITS.get(ones[-1:], 0)

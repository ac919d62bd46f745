"""Expressions of time in a text: the periods for which figures hold, and what looks like a number but is a time.

Dates, months, quarters, halves, years, spans of years, "the first 11 months of 2016", "last year" seen from the day of
publication. Clock times, addresses and versions are found too, as spans without a period.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import Any

from dateline.record.figure_forms import FORMS, Parts

_BEFORE = 60  # characters in which a verb tells that a month is to come
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_HEAD = 3  # letters by which a word is told to be one that begins an expression
_WEB = ("@", "://", "www.")  # without one of them there is no address


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time in a text, or something else that holds no figures."""

    start: int
    end: int
    period: str | None  # ISO 8601; None: it cannot be told, or it is no period
    form: str  # of the pattern; "mask": no time


@dataclass(frozen=True, slots=True)
class _Calendar:
    """One language's compiled expressions and words."""

    pattern: re.Pattern[str]
    unlinked: re.Pattern[str]  # the same but for addresses, tried only where an expression can begin
    forms: tuple[tuple[str, dict[str, str]], ...]  # form, and its groups' names in the pattern
    table: dict[str, Any]
    future: re.Pattern[str]


def find_times(text: str, start: int, end: int, language: str, published: date | None) -> list[Time]:
    """The expressions of time between two places of a text, in order, none in another."""
    calendar = _calendar(language)
    found = []
    stretch = text[start:end].lower()
    pattern = calendar.pattern if any(sign in stretch for sign in _WEB) else calendar.unlinked
    for match in pattern.finditer(text, start, end):
        place = int((match.lastgroup or "f0")[1:])
        form, groups = calendar.forms[place]
        period = None
        if form != "mask":
            parts = Parts(
                {key: match[name] for key, name in groups.items()},
                calendar.table,
                published,
                _ahead(text, start, match.start(), form, calendar),
            )
            period = _safely(FORMS[form], parts)
        found.append(Time(match.start(), match.end(), period, form))
    return found


def _ahead(text: str, start: int, at: int, form: str, calendar: _Calendar) -> bool:
    """Whether the words before a month without a year speak of what is to come."""
    return form == "month" and calendar.future.search(text, max(start, at - _BEFORE), at) is not None


def _safely(form: Callable[[Parts], str | None], parts: Parts) -> str | None:
    try:
        return form(parts)
    except (ValueError, OverflowError):  # 31 February, the year 0
        return None


@lru_cache(maxsize=8)
def _calendar(language: str) -> _Calendar:
    path = resources.files("dateline.record") / "data" / "figures" / "periods.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    table = tables.get(language, tables["en"]) | {"month_first": language == "en"}
    entries = [("mask", pattern) for pattern in tables["any"]["masks"][:1]]
    entries += [(entry["form"], entry["re"]) for entry in tables["any"]["patterns"] + table["patterns"]]
    entries += [("mask", pattern) for pattern in tables["any"]["masks"][1:] + table["masks"]]
    pieces, forms = [], []
    for place, (form, pattern) in enumerate(entries):
        piece, groups = _named_apart(_filled(pattern, table), place)
        pieces.append(f"(?P<f{place}>{piece})")
        forms.append((form, groups))
    return _Calendar(
        _compiled(pieces),
        _compiled(pieces[1:], rf"(?=[\d\[(+]|{_one_of(_heads(table, tables['any']))})"),
        tuple(forms),
        table,
        re.compile(rf"\b(?:{table['future']})\b", re.I),
    )


def _compiled(pieces: list[str], ahead: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.$€£¥₹,]){ahead}(?i:{'|'.join(pieces)})(?!\w)")


def _heads(table: dict[str, Any], everywhere: dict[str, Any]) -> set[str]:
    """The first letters of all words with which an expression begins; a short word ends with a space."""
    tables = [table.get(key, {}) for key in ("numbers", "ordinals", "relative", "weekdays", "day_words")]
    listed = [*table.get("heads", "").split(), *everywhere["heads"].split(), *chain.from_iterable(tables)]
    words = [f"{word.split()[0]} "[: _HEAD + 1] for word in listed]
    heads = {word if word[-1] == " " else word[:_HEAD] for word in words}
    return {head.removesuffix("* ") for head in heads} | {month[:_HEAD] for month in table.get("months", {})}


def _one_of(heads: set[str]) -> str:
    """A pattern for the heads in small and large letters, a letter after the other: it fails at the first."""
    rests: dict[str, set[str]] = {}
    for head in sorted(heads):
        rests.setdefault(head[0], set()).add(head[1:])
    choices = []
    for letter, rest in rests.items():
        either = r"(?!\w)" if letter == " " else f"[{re.escape(letter + letter.upper())}]"
        choices.append(either if "" in rest else either + _one_of(rest))
    return f"(?:{'|'.join(choices)})"


def _filled(pattern: str, table: dict[str, Any]) -> str:
    def choice(words: dict[str, Any]) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))

    macros = {
        "{Y}": rf"(?P<y>{_YEAR})",
        "{Z}": rf"(?P<z>{_YEAR}|\d\d)",
        "{D}": r"(?:the )?(?P<d>\d{1,2})(?:\s?(?:st|nd|rd|th))?",
    }
    if "months" in table:
        macros |= {
            "{M}": rf"(?P<m>{choice(table['months'])})\.?",
            "{N}": choice(table["numbers"]),
            "{O}": choice(table["ordinals"]),
            "{R}": rf"(?:the )?(?P<rel>{choice(table['relative'])})",
        }
    for name, filling in macros.items():
        pattern = pattern.replace(name, filling)
    return re.sub(r"(\[[^\]]*\])| ", lambda match: match[1] or r"[ \u00a0\n]", pattern)


def _named_apart(pattern: str, place: int) -> tuple[str, dict[str, str]]:
    """The pattern with its groups' names made unique, and the names by the letters."""
    groups: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        groups[match[1]] = f"{match[1]}_{place}"
        return f"(?P<{match[1]}_{place}>"

    renamed = re.sub(r"\(\?P<(\w+)>", rename, pattern)
    renamed = re.sub(r"\(\?P=(\w+)\)", lambda match: f"(?P={match[1]}_{place})", renamed)
    return renamed, groups

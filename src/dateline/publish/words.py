"""The words that a rendition adds to an issue: labels, dates, language marks, read from `words.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from dateline import dateforms
from dateline.records import Period

_FALLBACK = "en"  # for an issue in a language that has no words of its own


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str  # ISO 639-1
    labels: dict[str, str]
    months: tuple[str, ...]
    languages: dict[str, str]  # ISO 639-1 → name

    def dated(self, iso: str | None, form: str) -> str:
        """A day (YYYY-MM-DD) in a form of `dateforms`; empty for none. A month has its name, all else stays so."""
        if not iso:
            return ""
        if not re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", iso) or iso.startswith("0000"):
            return dateforms.write(iso, form, self.language)
        month = date.fromisoformat(f"{iso}-01")
        return self._days("month", month, month)

    def period(self, period: Period) -> str:
        """The days an issue covers, as the masthead says them: December 2016, 5–11 December 2016."""
        first, last = period.first, period.last
        if first == last:
            return self._days("day", first, last)
        if first.year != last.year:
            return self._days("across_years", first, last)
        if first.month != last.month:
            return self._days("within_year", first, last)
        whole = first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1)
        return self._days("month" if whole else "within_month", first, last)

    def mark(self, language: str) -> str:
        """What tells that a text is in another language than the issue: in Chinese; empty when there is no need."""
        code = language.lower().replace("_", "-").split("-")[0]
        if code in ("", "und", self.language):
            return ""
        return self.labels["mark"].format(language=self.languages.get(code, code))

    def bracketed(self, *parts: str) -> str:
        """The parts that are not empty, with commas, in this language's brackets; nothing for no parts."""
        kept = self.labels["comma"].join(part for part in parts if part)
        return f"{self.labels['open']}{kept}{self.labels['close']}" if kept else ""

    def _days(self, form: str, first: date, last: date) -> str:
        return self.labels[form].format(
            y1=first.year,
            m1=first.month,
            d1=first.day,
            n1=self.months[first.month - 1],
            y2=last.year,
            m2=last.month,
            d2=last.day,
            n2=self.months[last.month - 1],
        )


def words_for(language: str) -> Words:
    """The words for an issue in a language (ISO 639-1 or BCP 47); English where there are none of its own.

    The marks are measured against the issue's language, also where its labels are English.
    """
    code = language.lower().replace("_", "-").split("-")[0]
    tables = _tables()
    table = tables.get(code, tables[_FALLBACK])
    labels = {key: value for key, value in table.items() if isinstance(value, str)}
    return Words(code or _FALLBACK, labels, tuple(table["months"]), table["languages"])


@functools.cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))

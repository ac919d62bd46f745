"""The days that a text itself gives for its parts: by the attribution lines of a digest, or by its newest year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.record.dates import find_times
from dateline.records import Figure, Span

_LONGEST = 140  # characters of an attribution line
_AHEAD = re.compile(r"(?:\b(?:by|until|till|before|through|bis|hasta|para|d'ici(?: à)?|to)|到|至)\s*$", re.I)
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Dateline:
    """From `start` on, what stands in a text was stated on this day."""

    start: int
    day: str  # YYYY-MM-DD
    outlet: str | None  # who stated it; None: the line names nobody


def find_datelines(text: str, paragraphs: Sequence[Span], language: str | None) -> tuple[Dateline, ...]:
    """The attribution lines of a text, such as "(The Gazette, 22-12-2016)", in order.

    A line of this kind is a short paragraph that is not a sentence and ends in a day, with a bracket or not.
    """
    found = []
    for span in paragraphs:
        line = text[span.start : span.end]
        if span.end - span.start > _LONGEST or not any(character.isdigit() for character in line):
            continue
        times = [one for one in find_times(text, span.start, span.end, language or "en", None) if _is_day(one.period)]
        if len(times) == 1 and not text[times[0].end : span.end].strip(" )]）】.。"):
            outlet = text[span.start : times[0].start].strip(" ([（【,，:：-–—|\t") or None
            found.append(Dateline(span.start, str(times[0].period), outlet))
    return tuple(found)


def newest_year(text: str, language: str | None) -> str | None:
    """The newest year that a text speaks of, but for years ahead ("by 2030"); None: it names none."""
    years = []
    for one in find_times(text, 0, len(text), language or "en", None):
        if one.period and not _AHEAD.search(text[max(0, one.start - 12) : one.start]):
            years += _YEAR.findall(one.period)
    return max(years, default=None)


def with_days(
    text: str, paragraphs: Sequence[Span], figures: Sequence[Figure], language: str | None, *, dated: bool
) -> tuple[Figure, ...]:
    """The figures, each with the day that the text gives for it.

    In a text without attribution lines that is not dated itself, the newest year it speaks of stands for the day.
    """
    if not figures:
        return ()
    lines = find_datelines(text, paragraphs, language)
    fallback = None if dated or lines else newest_year(text, language)
    starts = [line.start for line in lines]
    found = []
    for figure in figures:
        at = bisect_right(starts, figure.start) - 1
        stated = lines[at].day if at >= 0 else fallback
        found.append(replace(figure, stated=stated) if stated else figure)
    return tuple(found)


def _is_day(period: str | None) -> bool:
    return bool(period and _FULL_DAY.fullmatch(period))

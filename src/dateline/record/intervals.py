"""Days, months, years and intervals of ISO 8601 as first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_PART = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    def holds(self, other: Interval) -> bool:
        """Whether the other lies wholly in this one."""
        return self.first <= other.first and other.last <= self.last


def interval_of(text: str | None) -> Interval | None:
    """The days of "2016", "2016-12", "2016-12-28" or two of these with a slash; None: it is none of them."""
    parts = (text or "").split("/")
    if len(parts) > 2:
        return None
    found = [_PART.fullmatch(part) for part in parts]
    try:
        first, last = (_day(found[0], end=False), _day(found[-1], end=True))
    except ValueError:
        return None
    return Interval(first, last) if first and last and first <= last else None


def _day(part: re.Match[str] | None, *, end: bool) -> date | None:
    if part is None:
        return None
    year = int(part[1])
    month = int(part[2]) if part[2] else (12 if end else 1)
    day = int(part[3]) if part[3] else (monthrange(year, month)[1] if end and 1 <= month <= 12 else 1)
    return date(year, month, day)

"""The scales of a drawn series: which years and values the axes show, and where a day or value lies on them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MOST = 1e300  # a value beyond it is not drawn: differences of two would be no number
_STEPS = (1, 2, 2.5, 5, 10)
_YEARS = (1, 2, 5, 10)
_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1, ""))


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: `low` lies at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies, in pixels."""
        return self.start + (self.end - self.start) * ((value - self.low) / (self.high - self.low))


def is_drawable(value: float) -> bool:
    """Whether a value has a place on a scale: infinity and what is no number have none."""
    return math.isfinite(value) and abs(value) <= _MOST


def levels(values: Iterable[float]) -> tuple[float, ...]:
    """Round levels from zero or below the least value to above the largest one; zero is always among them."""
    given = [0.0, *values]
    low, high = min(given), max(given)
    step = _round_step((high - low) / 4, _STEPS)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(place * step for place in range(first, max(last, first + 1) + 1))


def years(moments: Iterable[float]) -> tuple[float, float] | None:
    """The whole years around moments; None: there are none."""
    given = list(moments)
    if not given:
        return None
    first, last = math.floor(min(given)), math.ceil(max(given))
    return float(first), float(max(last, first + 1))


def ticks(span: tuple[float, float]) -> tuple[tuple[float, str], ...]:
    """The years to be named on the axis, at most about ten; the quarters where it is one year."""
    first, last = int(span[0]), int(span[1])
    if last - first == 1:
        return tuple((first + quarter / 4, f"{first:04}-{quarter * 3 + 1:02}") for quarter in range(4))
    step = int(_round_step((last - first) / 10, _YEARS)) or 1
    return tuple((float(year), f"{year}") for year in range(-(-first // step) * step, last + 1, step))


def moment(day: str | None) -> float | None:
    """A day, month or year of ISO 8601 as a number of years; the middle of a month or year. None: no such thing."""
    if not day or len(day) < 4 or not (day[:4].isascii() and day[:4].isdecimal()):
        return None
    year = int(day[:4])
    if len(day) == 4:
        return year + 0.5
    try:
        found = date.fromisoformat(day if len(day) == 10 else f"{day[:7]}-15")
    except ValueError:
        return year + 0.5
    return year + (found.timetuple().tm_yday - 1) / 366


def spoken(value: float) -> str:
    """A level in words that are read at a glance: 750,000, 1.5 million, -20 billion."""
    if value and not 1e-4 <= abs(value) < 1e15:
        return f"{value:.3g}"
    size, word = next(((size, word) for size, word in _SCALES if abs(value) >= size), (1, ""))
    return f"{value / size:,.6g}{word}" if word else f"{value:,.10g}"


def _round_step(least: float, steps: tuple[float, ...]) -> float:
    """The next round number not below `least`; 1 for one too small to tell from nothing."""
    if least < 1 / _MOST:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next((step * power for step in steps if step * power >= least * (1 - 1e-12)), 10 * power)

"""The timeline of an item in an issue: a line of time with numbers on it as SVG, and what each number is as text.

The line takes places in hundredths of its width and letters in pixels, so that it can be read on a telephone and on
paper alike: numbers that would cover each other stand side by side, each joined to its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import jinja2

from dateline.memory import Timeline, TimelinePoint
from dateline.publish.colours import LIGHT, Scheme
from dateline.publish.labels import clean
from dateline.publish.plain import foreign_tag, linkable, plain
from dateline.publish.sheet import Course, Stop
from dateline.publish.words import Words

_NARROW = 300  # pixels: the least width at which the numbers of an issue's timeline may not cover each other
_STRIP = (640, 66)  # pixels of the line of time where it has no width of its own
_DOT = 20.5  # pixels from one number to the next
_MARGIN = 12  # pixels from the edge to the first day
_DAYS, _MONTHS, _YEARS = 40, 1_100, 20_000  # days up to which a line is marked by days, months, years
_MIDDLE = (36.0, 64.0)  # where years are named; the ends have the first and the last day
_YEARS_APART = 10.0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number on the line of time; places in hundredths of its width."""

    number: int
    x: float  # where it stands
    at: float  # where its day is
    is_this: bool


def course(timeline: Timeline, name: str, words: Words, form: str, colours: Scheme = LIGHT) -> Course | None:
    """A timeline as it is set in an issue, with its line of time as SVG; None: there is nothing on it.

    `name` begins the ids within the SVG. Its colours are attributes, which the classes of a page win over.
    """
    stops = _stops(timeline, words, form)
    if not stops:
        return None
    told = _Told(timeline, stops, words)
    wide = _strip(told, f"{name}-w", _STRIP[0], _STRIP[0] * 9 // 10, colours)
    narrow = _strip(told, f"{name}-s", _STRIP[0], _NARROW, colours)
    return Course(words.labels["timeline"], told.title, told.words, wide, narrow, stops)


@dataclass(frozen=True, slots=True)
class _Told:
    """A timeline with its stops, and the words for it."""

    timeline: Timeline
    stops: tuple[Stop, ...]
    spoken: Words

    @property
    def title(self) -> str:
        """What the picture is of."""
        labels, title = self.spoken.labels, _told(self.timeline.title)
        return labels["timeline"] + (labels["colon"] + title if title else "")

    @property
    def words(self) -> str:
        """What the picture shows: each number with its day."""
        labels = self.spoken.labels
        return labels["semicolon"].join(f"{one.number}{labels['colon']}{_told(one.date)}" for one in self.stops)


def _stops(timeline: Timeline, words: Words, form: str) -> tuple[Stop, ...]:
    return tuple(_stop(number, point, words, form) for number, point in enumerate(timeline.points, 1))


def _stop(number: int, point: TimelinePoint, words: Words, form: str) -> Stop:
    labels, headline, outlet = words.labels, plain(point.headline), plain(point.outlet)
    reports = labels["reports"].format(count=point.reports) if point.reports > 1 else ""
    parts = [words.mark(point.language), reports, labels["this"] if point.is_this else ""]
    return Stop(
        number=number,
        date=plain(words.dated(point.day.isoformat(), form)) or point.day.isoformat(),
        iso=point.day.isoformat(),
        headline=headline or plain(point.url) or labels["untitled"],
        lang=foreign_tag(headline, point.language, words.language),
        url=linkable(plain(point.url)),
        outlet=outlet,
        outlet_lang=foreign_tag(outlet, point.language, words.language),
        note=labels["comma"].join(part for part in parts if part),
        is_this=point.is_this,
    )


def _strip(told: _Told, name: str, width: int, least: int, colours: Scheme = LIGHT) -> str:
    """The line of time; `least`: the width down to which its numbers do not cover each other."""
    points, low = told.timeline.points, _hundredths(_MARGIN, least)
    line = _Line(points[0].day, points[-1].day, low, 100 - low)
    places = [line.at(point.day) for point in points]
    spread = _apart(places, _hundredths(_DOT, least), (low, 100 - low))
    marks = zip(spread, places, points, strict=True)
    first, last = _told(told.stops[0].date), _told(told.stops[-1].date)
    ends = [(0.0, "start", first), (100.0, "end", last)] if line.first < line.last else [(50.0, "middle", first)]
    return _template().render(
        name=name,
        title=told.title,
        description=told.words,
        width=width,
        height=_STRIP[1],
        narrow=least <= _NARROW,
        colours=colours,
        low=low,
        high=100 - low,
        ticks=[(line.at(day), long) for day, long in line.ticks()],
        marks=[_Mark(number, x, at, point.is_this) for number, (x, at, point) in enumerate(marks, 1)],
        days=[*ends, *((x, "middle", f"{year}") for x, year in line.years())],
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of days, and where it lies in hundredths of the width."""

    first: date
    last: date
    low: float
    high: float

    def at(self, day: date) -> float:
        """Where a day lies; a line of one day has it in the middle."""
        if self.first == self.last:
            return 50.0
        return round(self.low + (self.high - self.low) * (day - self.first).days / (self.last - self.first).days, 2)

    def ticks(self) -> Iterator[tuple[date, bool]]:
        """The days, months or years that are marked, the longer marks for months, years and decades."""
        span = (self.last - self.first).days
        if span <= _DAYS:
            days = (self.first + timedelta(at) for at in range(span + 1))
            yield from ((day, day.day == 1) for day in days)
        elif span <= _MONTHS:
            months = ((year, month) for year in self._years() for month in range(1, 13))
            yield from ((day, day.month == 1) for day in self._within(date(*one, 1) for one in months))
        elif span <= _YEARS:
            yield from ((day, day.year % 10 == 0) for day in self._within(date(year, 1, 1) for year in self._years()))

    def years(self) -> Iterator[tuple[float, int]]:
        """The years that are named, and where."""
        before = 0.0
        for day in self._within(date(year, 1, 1) for year in self._years()):
            x = self.at(day)
            if _MIDDLE[0] <= x <= _MIDDLE[1] and x - before >= _YEARS_APART:
                yield x, day.year
                before = x

    def _years(self) -> range:
        return range(self.first.year, self.last.year + 1)

    def _within(self, days: Iterable[date]) -> Iterator[date]:
        return (day for day in days if self.first <= day <= self.last)


def _apart(places: Sequence[float], least: float, within: tuple[float, float]) -> list[float]:
    """The places in order, each `least` from the one before, as near to where they were as can be.

    Those in each other's way share what they move (isotonic regression by pooling); more than there is room for stand
    closer.
    """
    low, high = within
    least = min(least, (high - low) / max(len(places) - 1, 1))
    pools: list[tuple[float, int]] = []
    for at, place in enumerate(places):
        mean, count = place - at * least, 1
        while pools and pools[-1][0] > mean:
            before, others = pools.pop()
            mean, count = (mean * count + before * others) / (count + others), count + others
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    end = high - (len(places) - 1) * least
    return [round(min(max(place, low), end) + at * least, 2) for at, place in enumerate(flat)]


def _hundredths(pixels: float, width: int) -> float:
    return round(100 * pixels / width, 2)


def _told(text: str) -> str:
    return clean(plain(text))


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(files(__package__).joinpath("strip.svg.jinja").read_text("utf-8"))

"""A comparison as a picture: its figures over time with their sources, as SVG that loads nothing and runs nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import jinja2

from dateline.records import Comparison, Point

_LEFT, _RIGHT, _TOP, _WIDTH, _HEIGHT = 92, 40, 84, 880, 300
_LINE = 21  # of the list of sources
_SHAPES = ("circle", "square", "triangle", "diamond")
_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1, ""))
_LONGEST = 108  # characters of a line of the list
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Mark:
    """One point on the picture."""

    x: float
    y: float
    number: int  # in the list of sources
    label: str
    label_y: float
    anchor: str
    series: int
    shape: str
    hollow: bool  # forecast, target or estimate


@dataclass(frozen=True, slots=True)
class _Sheet:
    """All that the template shows."""

    title: str
    description: str
    width: int
    height: float
    marks: tuple[_Mark, ...]
    lines: tuple[tuple[int, str], ...]  # series, and the points of its line
    legend: tuple[tuple[int, str, str, float], ...]  # series, shape, words, x
    years: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    sources: tuple[tuple[float, str], ...]
    left: float
    right: float
    bottom: float


def draw(comparison: Comparison) -> bytes:
    """The SVG of a comparison in UTF-8; the same comparison gives the same bytes.

    Points that are counted in one way and hold for one scope are joined; hollow ones are forecasts, targets or
    estimates. Points without a day stand at the right edge. Every point is numbered as in the list of sources below.
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(files(__package__).joinpath("series.svg.jinja").read_text("utf-8"))
    return template.render(sheet=_lay_out(comparison)).encode("utf-8", "replace")


def _lay_out(comparison: Comparison) -> _Sheet:
    points = comparison.points
    names = list(dict.fromkeys(map(_series, points)))
    years = _years(points)
    top = _ceiling(max((point.value for point in points), default=1) or 1)
    bottom = _TOP + _HEIGHT
    marks = tuple(_mark(place, point, names.index(_series(point)), years, top) for place, point in enumerate(points))
    sources = tuple(
        (bottom + 62 + at * _LINE, line)
        for at, line in enumerate(_source(at, point) for at, point in enumerate(points, 1))
    )
    return _Sheet(
        title=_clean(
            f"{comparison.subject}: {comparison.quantity}" + (f" ({comparison.unit})" if comparison.unit else "")
        ),
        description=_clean("; ".join(f"{_day(point)}: {point.statement.figure.text}" for point in points)),
        width=_LEFT + _WIDTH + _RIGHT,
        height=bottom + 70 + len(points) * _LINE,
        marks=_spread(marks),
        lines=_lines(marks),
        legend=_legend(names),
        years=tuple((_x(year, years), f"{year:.0f}") for year in _ticks(years)),
        levels=tuple((_y(top * part / 4, top), _number(top * part / 4)) for part in range(5)),
        sources=sources,
        left=_LEFT,
        right=_LEFT + _WIDTH,
        bottom=bottom,
    )


def _series(point: Point) -> str:
    words = [point.measure or "", f"({point.scope})" if point.scope else ""]
    return " ".join(word for word in words if word) or "as stated"


def _mark(place: int, point: Point, series: int, years: tuple[float, float], top: float) -> _Mark:
    x, y = _x(_year(point.as_of, years[1]), years), _y(point.value, top)
    label = f"{place + 1}: {_clean(point.statement.figure.text)}"[:44]
    anchor = "start" if x < _LEFT + 90 else "end" if x > _LEFT + _WIDTH - 90 else "middle"
    hollow = point.statement.figure.modality in ("forecast", "target", "estimate")
    return _Mark(x, y, place + 1, label, y - 13, anchor, series % 4, _SHAPES[series % 4], hollow)


def _spread(marks: tuple[_Mark, ...]) -> tuple[_Mark, ...]:
    """The marks with labels that would lie on one another moved up."""
    taken: list[tuple[float, float]] = []
    moved = []
    for mark in marks:
        y = mark.label_y
        while any(abs(x - mark.x) < 150 and abs(other - y) < 15 for x, other in taken) and y > 40:
            y -= 15
        taken.append((mark.x, y))
        moved.append(
            _Mark(mark.x, mark.y, mark.number, mark.label, y, mark.anchor, mark.series, mark.shape, mark.hollow)
        )
    return tuple(moved)


def _lines(marks: Sequence[_Mark]) -> tuple[tuple[int, str], ...]:
    found = []
    for series in sorted({mark.series for mark in marks}):
        own = [f"{mark.x:.1f},{mark.y:.1f}" for mark in marks if mark.series == series and not mark.hollow]
        if len(own) > 1:
            found.append((series, " ".join(own)))
    return tuple(found)


def _legend(names: Sequence[str]) -> tuple[tuple[int, str, str, float], ...]:
    found, x = [], float(_LEFT)
    for place, name in enumerate(names[:6]):
        words = _clean(name)[:36]
        found.append((place % 4, _SHAPES[place % 4], words, x))
        x += 34 + 7.2 * len(words)
    return tuple(found)


def _year(day: str | None, unknown: float) -> float:
    """A day, month or year of ISO 8601 as a number of years."""
    if not day or not day[:4].isdecimal():
        return unknown
    year = int(day[:4])
    if len(day) == 4:
        return year + 0.5
    try:
        found = date.fromisoformat(day if len(day) == 10 else f"{day[:7]}-15")
    except ValueError:
        return year + 0.5
    return year + (found.timetuple().tm_yday - 1) / 366


def _years(points: Sequence[Point]) -> tuple[float, float]:
    known = [_year(point.as_of, 0) for point in points if point.as_of]
    first, last = math.floor(min(known, default=2000)), math.ceil(max(known, default=2001))
    return float(first), float(max(last, first + 1))


def _ticks(years: tuple[float, float]) -> list[float]:
    step = max(1, math.ceil((years[1] - years[0]) / 10))
    return [float(year) for year in range(int(years[0]), int(years[1]) + 1, step)]


def _x(year: float, years: tuple[float, float]) -> float:
    return _LEFT + 24 + (_WIDTH - 48) * (year - years[0]) / (years[1] - years[0])


def _y(value: float, top: float) -> float:
    return _TOP + _HEIGHT * (1 - min(1, max(0, value / top)))


def _ceiling(value: float) -> float:
    """The next round number above, so that the levels are round too."""
    if value <= 0:
        return 1.0
    power = 10 ** math.floor(math.log10(value))
    return float(next(step * power for step in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10) if step * power >= value))


def _number(value: float) -> str:
    size, word = next(((size, word) for size, word in _SCALES if abs(value) >= size), (1, ""))
    return f"{value / size:g}{word}"


def _day(point: Point) -> str:
    return point.as_of or "undated"


def _source(number: int, point: Point) -> str:
    one = point.statement
    parts = [f"{number}. {one.figure.text}", _series(point), f"for {_day(point)}"]
    said = ", ".join(part for part in (one.outlet, one.figure.stated or one.stated) if part)
    line = _clean("; ".join(parts) + (f" — {said}" if said else ""))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _clean(text: str) -> str:
    """On one line, without characters that XML does not know."""
    return " ".join(_CONTROL.sub(" ", text).split())

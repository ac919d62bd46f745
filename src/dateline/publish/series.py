"""A comparison as a picture: its figures over time with their sources, as SVG that loads nothing and runs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby, pairwise

import jinja2

from dateline.publish.axes import Scale, is_drawable, levels, moment, spoken, ticks, years
from dateline.publish.labels import Box, Place, Room, clean, cut, width_of
from dateline.records import Comparison, Point

_LEFT, _RIGHT, _WIDTH, _HEIGHT = 112, 32, 868, 320  # pixels; margins, and the plot between them
_LEGEND = 62  # y of the legend's first line
_LINE = 21  # of the legend and of the list of sources
_HEADROOM = 28  # of the plot above its highest level, for labels
_UNDATED = 120  # width of the column of points without a day
_WORDS_UP_TO = 10  # points; more have only their numbers beside them
_LONGEST = 320  # pixels of a label
_OWN = 8  # series with a look of their own
_OTHERS = _OWN  # the look that the rest share
_SHAPES = (
    "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z",  # circle
    "m-5 -5h10v10h-10z",  # square
    "m0 -6.5l6.5 11.5h-13z",  # triangle
    "m0 -7l7 7l-7 7l-7 -7z",  # diamond
    "m0 6.5l6.5 -11.5h-13z",  # triangle on its point
    "m-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",  # cross
    "m-6.5 0l3.2 -5.6h6.6l3.2 5.6l-3.2 5.6h-6.6z",  # hexagon
    "m-7 -3.5h14v7h-14z",  # bar
    "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",  # dot: all others
)
_PROJECTED = ("forecast", "target", "estimate")


_Line = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Mark:
    """One point on the picture."""

    x: float
    y: float
    series: int
    hollow: bool  # forecast, target or estimate
    dated: bool
    label: str = ""
    place: Place | None = None  # of the label; None: there is no room for it


@dataclass(frozen=True, slots=True)
class _Sheet:
    """All that the template shows."""

    title: str
    description: str
    width: int
    height: float
    shapes: tuple[str, ...]
    marks: tuple[_Mark, ...]
    lines: tuple[tuple[int, _Line], ...]  # each of one series
    legend: tuple[tuple[int, bool, str, float, float], ...]  # series, hollow, words, x, y
    years: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str, bool], ...]  # y, words, whether it is zero
    sources: tuple[tuple[float, str], ...]
    fence: float | None  # x of the line before the undated
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Plot:
    """The scales, and where the undated stand."""

    across: Scale | None  # of years; None: nothing is dated
    up: Scale
    undated: float


def draw(comparison: Comparison) -> bytes:
    """The SVG of a comparison in UTF-8; the same comparison gives the same bytes.

    Points that are counted in one way and hold for one scope are joined over time, but not where one day has several
    values; hollow ones are forecasts, targets or estimates, and are not joined. Points without a day stand in a column
    of their own. Every point is numbered as in the list of sources below.
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(files(__package__).joinpath("series.svg.jinja").read_text("utf-8"))
    return template.render(sheet=_lay_out(comparison)).encode("utf-8", "replace")


def _lay_out(comparison: Comparison) -> _Sheet:
    points = comparison.points
    drawn = [(number, point) for number, point in enumerate(points, 1) if is_drawable(point.value)]
    looks = _looks(point for _, point in drawn)
    legend = _legend(looks, any(map(_is_hollow, points)))
    top = legend[-1][-1] + 18 if legend else _LEGEND
    bottom = top + _HEADROOM + _HEIGHT
    steps = levels(point.value for _, point in drawn)
    span = years(at for _, point in drawn if (at := moment(point.as_of)) is not None)
    plot = _plot(drawn, span, Scale(steps[0], steps[-1], bottom, top + _HEADROOM))
    marks = [_mark(point, looks[_series(point)], plot) for _, point in drawn]
    lines = _lines(marks)
    has_undated = any(not mark.dated for mark in marks)
    named = ticks(span) if span else ()
    unit = f" ({comparison.unit})" if comparison.unit else ""
    return _Sheet(
        title=cut(clean(f"{comparison.subject}: {comparison.quantity}{unit}"), _LEFT + _WIDTH - 24, 22),
        description=clean("; ".join(f"{point.as_of or 'undated'}: {point.statement.figure.text}" for point in points)),
        width=_LEFT + _WIDTH + _RIGHT,
        height=bottom + 70 + len(points) * _LINE,
        shapes=_SHAPES,
        marks=_labelled(drawn, marks, _room(marks, lines, [plot.up.at(level) for level in steps], top)),
        lines=lines,
        legend=legend,
        years=(
            *((plot.across.at(year), words) for year, words in named if plot.across),
            *([(plot.undated, "undated")] if has_undated else []),
        ),
        levels=tuple((plot.up.at(level), spoken(level), level == 0) for level in steps),
        sources=tuple((bottom + 62 + at * _LINE, _source(at + 1, point)) for at, point in enumerate(points)),
        fence=_LEFT + _WIDTH - _UNDATED if has_undated and span else None,
        left=_LEFT,
        right=_LEFT + _WIDTH,
        top=top,
        bottom=bottom,
    )


def _plot(drawn: Sequence[tuple[int, Point]], span: tuple[float, float] | None, up: Scale) -> _Plot:
    if span is None:
        return _Plot(None, up, _LEFT + _WIDTH / 2)
    undated = any(moment(point.as_of) is None for _, point in drawn)
    end = _LEFT + _WIDTH - 24 - (_UNDATED if undated else 0)
    return _Plot(Scale(*span, _LEFT + 24, end), up, _LEFT + _WIDTH - _UNDATED / 2)


def _series(point: Point) -> str:
    words = [point.measure or "", f"({point.scope})" if point.scope else ""]
    return " ".join(word for word in words if word) or "as stated"


def _looks(points: Iterable[Point]) -> Mapping[str, int]:
    """The look of each series: those with the most points have one of their own, the rest one in common."""
    counted = Counter(map(_series, points))
    own = {name for name, _ in counted.most_common(_OWN)}
    free = iter(range(_OWN))
    return {name: next(free) if name in own else _OTHERS for name in counted}


def _is_hollow(point: Point) -> bool:
    return point.statement.figure.modality in _PROJECTED


def _mark(point: Point, series: int, plot: _Plot) -> _Mark:
    at = moment(point.as_of)
    x = plot.undated if at is None or plot.across is None else plot.across.at(at)
    return _Mark(x, plot.up.at(point.value), series, _is_hollow(point), dated=at is not None)


def _room(marks: Sequence[_Mark], lines: Iterable[tuple[int, _Line]], rules: Sequence[float], top: float) -> Room:
    """The room of the plot that marks, lines and rules leave; the first rule is at its bottom."""
    room = Room(Box(_LEFT, top, _LEFT + _WIDTH, rules[0]))
    for mark in marks:
        room.mark(mark.x, mark.y)
    for start, end in (pair for _, line in lines for pair in pairwise(line)):
        room.line(start, end)
    for rule in rules:
        room.line((_LEFT, rule), (_LEFT + _WIDTH, rule))
    return room


def _labelled(drawn: Sequence[tuple[int, Point]], marks: Sequence[_Mark], room: Room) -> tuple[_Mark, ...]:
    """The marks with their labels: number and words where there is room, else the number."""
    return tuple(
        _with_label(mark, number, point if len(drawn) <= _WORDS_UP_TO else None, room)
        for mark, (number, point) in zip(marks, drawn, strict=True)
    )


def _with_label(mark: _Mark, number: int, point: Point | None, room: Room) -> _Mark:
    label, place = str(number), None
    if point:
        words = cut(clean(f"{number}: {point.statement.figure.text}"), _LONGEST, 14)
        place = room.beside(mark.x, mark.y, width_of(words, 14) + 4)
        label = words if place else label
    place = place or room.around(mark.x, mark.y, width_of(label, 14) + 2)
    return _Mark(mark.x, mark.y, mark.series, mark.hollow, mark.dated, label, place)


def _lines(marks: Sequence[_Mark]) -> tuple[tuple[int, _Line], ...]:
    """The stretches of each series with a look of its own; days with several values part them."""
    found: list[tuple[int, _Line]] = []
    for series in range(_OWN):
        own = sorted((mark.x, mark.y) for mark in marks if mark.series == series and mark.dated and not mark.hollow)
        stretch: list[tuple[float, float]] = []
        for _, day in groupby(own, key=lambda at: round(at[0], 1)):
            places = list(day)
            if places[-1][1] - places[0][1] <= 4:
                stretch.append(places[0])
            else:
                found.append((series, stretch))
                stretch = []
        found.append((series, stretch))
    return tuple((series, stretch) for series, stretch in found if len(stretch) > 1)


def _legend(looks: Mapping[str, int], hollow: bool) -> tuple[tuple[int, bool, str, float, float], ...]:
    """What each look means, in as many lines as it takes."""
    entries = [(series, False, cut(clean(name), 300, 13)) for name, series in looks.items() if series < _OWN]
    others = sum(series == _OTHERS for series in looks.values())
    if others:
        entries.append((_OTHERS, False, f"{others} other ways of counting, not joined"))
    if hollow:
        entries.append((_OTHERS, True, "hollow: forecast, target or estimate"))
    found, x, y = [], float(_LEFT), float(_LEGEND)
    for series, empty, words in entries:
        width = 34 + width_of(words, 13)
        if x > _LEFT and x + width > _LEFT + _WIDTH:
            x, y = float(_LEFT), y + _LINE
        found.append((series, empty, words, x, y))
        x += width
    return tuple(found)


def _source(number: int, point: Point) -> str:
    one = point.statement
    when = f"for {point.as_of}" if point.as_of else "undated"
    parts = [f"{number}. {one.figure.text}", _series(point), when, *([] if is_drawable(point.value) else ["not drawn"])]
    said = ", ".join(part for part in (one.outlet, one.figure.stated or one.stated) if part)
    return cut(clean("; ".join(parts) + (f" — {said}" if said else "")), _LEFT + _WIDTH - 24, 13)

"""Drawn comparisons: every point at its value and day, nothing over anything else, and valid XML."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pytest

from dateline.publish.axes import levels, moment, spoken, ticks
from dateline.publish.labels import clean, cut, width_of
from dateline.publish.series import draw
from dateline.records import Comparison, Figure, Point, Statement

SVG = "{http://www.w3.org/2000/svg}"
DAY = "2016-03-01"


def point(value: float, day: str | None = DAY, *, words: str = "", measure: str | None = None, outlet: str = "Gazette",
          modality: str = "stated") -> Point:  # fmt: skip
    text = words or f"{value:g} boats"
    figure = Figure(text, 0, len(text), "count", value, None, None, "boats", subject="Gannet", modality=modality)
    statement = Statement(figure, "a1", outlet, "T", "https://x.example/", day, f"Gannet has {text}.")
    return Point(statement=statement, value=value, as_of=day, measure=measure, scope=None)


def drawn(points: Sequence[Point], subject: str = "Gannet") -> ET.Element:
    svg = draw(Comparison(subject, "boats", None, tuple(points), ()))
    assert svg == draw(Comparison(subject, "boats", None, tuple(points), ()))
    return ET.fromstring(svg)


def of_class(root: ET.Element, tag: str, name: str) -> list[ET.Element]:
    return [one for one in root.iter(SVG + tag) if name in (one.get("class") or "").split()]


def marks(root: ET.Element, legend: int = 1) -> list[tuple[float, float]]:
    """Where the marks are; the first are those of the legend."""
    places = [(one.get("d") or "").split("m")[0][1:].split() for one in of_class(root, "path", "mark")]
    return [(float(x), float(y)) for x, y in places[legend:]]


def texts(root: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(SVG + "text")]


def zero(root: ET.Element) -> float:
    (line,) = of_class(root, "line", "zero")
    return float(line.get("y1") or "nan")


def test_each_series_has_its_own_look_and_line() -> None:
    root = drawn(
        [point(10 * way + year, f"{2010 + year}", measure=f"way {way}") for way in range(8) for year in (0, 1)]
    )
    lines = [(one.get("class"), one.get("points")) for one in root.iter(SVG + "polyline")]
    assert len(lines) == len({look for look, _ in lines}) == 8
    assert all(len((places or "").split()) == 2 for _, places in lines)
    shapes = {(one.get("d") or "").split("m", 1)[1] for one in of_class(root, "path", "mark")}
    assert len(shapes) == 8


def test_series_beyond_eight_are_neutral_and_not_joined() -> None:
    many = [point(10 * way + year, f"{2010 + year}", measure=f"way {way}") for way in range(11) for year in (0, 1)]
    root = drawn(many)
    assert len(list(root.iter(SVG + "polyline"))) == 8
    assert len(of_class(root, "path", "s8")) == 1 + 3 * 2
    assert "3 other ways of counting, not joined" in texts(root)


def test_legend_wraps_and_names_all() -> None:
    root = drawn([point(way, measure=f"counted in the way number {way}") for way in range(8)])
    named = [one for one in of_class(root, "text", "quiet") if "".join(one.itertext()).startswith("counted in")]
    assert len(named) == 8
    assert len({one.get("y") for one in named}) > 1
    lowest = max(float(one.get("y") or 0) for one in named)
    assert all(float(one.get("y") or 0) - 14 > lowest for one in of_class(root, "text", "label"))


def test_negative_values_lie_below_the_line_of_zero() -> None:
    root = drawn([point(-500e6, "2010"), point(-20e6, "2011"), point(0, "2012"), point(300e6, "2013")])
    heights = [y - zero(root) for _, y in marks(root)]
    assert heights[0] > heights[1] > heights[2] == 0 > heights[3]
    assert heights[0] / heights[3] == pytest.approx(-500 / 300, rel=0.01)


def test_undated_points_stand_in_their_own_column_and_are_not_joined() -> None:
    root = drawn([point(1, None), point(2, None), point(3, "2014"), point(4, "2016"), point(5, "not a day")])
    (line,) = root.iter(SVG + "polyline")
    assert len((line.get("points") or "").split()) == 2
    places = marks(root)
    assert places[0][0] == places[1][0] == places[4][0] > max(places[2][0], places[3][0]) + 50
    assert "undated" in texts(root)


def test_no_year_is_made_up_where_none_is_known() -> None:
    root = drawn([point(value, None) for value in (1, 2, 3)])
    assert not list(root.iter(SVG + "polyline"))
    assert "undated" in texts(root)
    assert not {"2000", "2001"} & set(texts(root))


def test_values_of_one_day_are_not_joined() -> None:
    assert not list(drawn([point(value) for value in range(1, 13)]).iter(SVG + "polyline"))
    assert len(list(drawn([point(5, "2015"), point(5), point(5), point(9, "2017")]).iter(SVG + "polyline"))) == 1


@pytest.mark.parametrize(
    "points",
    [
        [point(300 + at) for at in range(12)],
        [point(at * 37 % 900, f"{2010 + at // 12}-{at % 12 + 1:02}-11", measure=f"way {at % 4}") for at in range(120)],
        [point(5) for _ in range(25)],
        [point(at + 1, f"201{at}", words="most loyal and long-suffering boats " * 5) for at in range(6)],
        [point(at + 1, f"201{at}", words="超过六亿活跃用户数量每月统计" * 4) for at in range(10)],
    ],
    ids=["one day", "many", "one value", "long", "Chinese"],
)  # fmt: skip
def test_labels_lie_in_the_plot_and_not_on_one_another(points: Sequence[Point]) -> None:
    root = drawn(points)
    frame = [float(one.get("x1") or 0) for one in of_class(root, "line", "zero")] + [zero(root)]
    boxes = []
    for label in of_class(root, "text", "label"):
        words, x, y = "".join(label.itertext()), float(label.get("x") or 0), float(label.get("y") or 0)
        half = width_of(words, 14) / 2
        boxes.append((x - half, y - 10, x + half, y + 2))
        assert len(points) <= 10 or words.isdecimal()
    assert len(boxes) > len(points) * 0.8
    for at, (left, top, right, bottom) in enumerate(boxes):
        assert frame[0] <= left <= right <= 980
        assert 62 < top <= bottom <= frame[1] + 5
        assert not any(left < r and li < right and top < b and t < bottom for li, t, r, b in boxes[:at])


def test_cut_texts_end_in_an_ellipsis() -> None:
    long = "boats of the most remarkable kind " * 20
    shown = texts(drawn([point(3, words=long, measure=long, outlet=long)], subject=long))
    assert all(len(one) < 200 for one in shown)
    assert sum(one.endswith("…") for one in shown) == 4  # title, legend, label and source


def test_hostile_characters_are_removed() -> None:
    root = drawn(
        [point(4, words="\u202e4 \x00million\u2066 </text><script>x</script>\ud800\u200f", outlet="\u202ebad")]
    )
    shown = "".join(texts(root)) + "".join(root.find(f"{SVG}desc").itertext())  # type: ignore[union-attr]
    assert not set("\u202e\u2066\u200f\x00") & set(shown)
    assert not list(root.iter(SVG + "script"))
    assert "4 million </text>" in shown


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 1e308, -1e308])
def test_value_that_has_no_place_is_listed_and_not_drawn(value: float) -> None:
    root = drawn([point(value), point(3)])
    assert len(marks(root)) == 1
    assert any("not drawn" in one for one in texts(root))


@pytest.mark.parametrize("value", [0.0, 1e-320, -1e-9, 1e299, 9e12])
def test_odd_values_are_drawn(value: float) -> None:
    assert len(marks(drawn([point(value), point(1)]))) == 2


def test_comparison_without_points_is_drawn() -> None:
    assert drawn([]).tag.endswith("svg")


def test_forecasts_are_hollow_not_joined_and_explained() -> None:
    root = drawn([point(1, "2015"), point(2, "2016"), point(9, "2020", modality="forecast")])
    assert len(of_class(root, "path", "hollow")) == 2  # with that of the legend
    (line,) = root.iter(SVG + "polyline")
    assert len((line.get("points") or "").split()) == 2
    assert "hollow: forecast, target or estimate" in texts(root)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (750_000, "750,000"), (0, "0"), (1.5e6, "1.5 million"), (-2e10, "-20 billion"), (0.25, "0.25"), (1e18, "1e+18"),
        (1e-9, "1e-09"), (2.5e12, "2.5 trillion"),
    ],
)  # fmt: skip
def test_level_is_read_at_a_glance(value: float, words: str) -> None:
    assert spoken(value) == words


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], (0, 1)), ([0], (0, 1)), ([3], (0, 1, 2, 3)), ([-4, 4], (-4, -2, 0, 2, 4)), ([-3], (-3, -2, -1, 0))],
)
def test_levels_are_round_and_hold_zero(values: list[float], expected: tuple[float, ...]) -> None:
    assert levels(values) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2016", 2016.5), ("2016-01-01", 2016), (None, None), ("", None), ("soon", None), ("2016-99-99", 2016.5),
     ("0044", 44.5)],
)  # fmt: skip
def test_moment_of_a_day(day: str | None, expected: float | None) -> None:
    assert moment(day) == expected


def test_ticks_are_few() -> None:
    assert [words for _, words in ticks((2016, 2017))] == ["2016-01", "2016-04", "2016-07", "2016-10"]
    assert len(ticks((44, 2017))) <= 11


def test_cut_and_clean() -> None:
    assert cut("short", 100, 14) == "short"
    assert width_of(cut("超过六亿活跃用户" * 9, 100, 14), 14) <= 100
    assert clean("a\u2028b\tc\ufeff") == "a b c"

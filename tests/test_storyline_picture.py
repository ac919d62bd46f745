"""The picture of a storyline: whole, safe and the same each time, whatever the storyline holds."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from dateline.memory import Chapter, Phase, Storyline
from dateline.pictures import wrong_with
from dateline.publish.storyline import svg

_SVG = "{http://www.w3.org/2000/svg}"


def chapter(number: int, day: date | None, title: str, reports: int = 1, outlet: str = "Gazette") -> Chapter:
    """A chapter of one day."""
    return Chapter(f"s-{number}", day, day, title, outlet, "https://gazette.example/", reports)


def line(*chapters: Chapter, title: str = "The dam", phase: Phase = Phase.STEADY) -> Storyline:
    """A storyline of some chapters."""
    return Storyline("l-1", title, chapters, phase)


THREE = line(
    chapter(1, date(2024, 1, 10), "Cracks found", 2),
    chapter(2, date(2024, 1, 30), "Dam closed", 9),
    chapter(3, date(2025, 6, 2), "Builder sued"),
    phase=Phase.REVIVED,
)
LONG = line(
    *(chapter(at, date(2019, 1, 1) + timedelta(days=at * 23), f"Chapter {at} " * 12, at) for at in range(1, 61))
)
HOSTILE = line(
    chapter(1, None, '<script>alert("1")</script> & \u202eevil\x00 \ud800'),
    chapter(2, date(1, 1, 1), "Old", 10**6, outlet="url(https://x.example/)"),
    chapter(3, date(9999, 12, 31), "Late", 0, outlet="]]>"),
    title='"><image href="https://x.example/"/>',
)
ALL = {
    "three": THREE,
    "long": LONG,
    "hostile": HOSTILE,
    "one": line(chapter(1, date(2025, 6, 2), "Only one")),
    "undated": line(chapter(1, None, "No day"), chapter(2, None, "")),
    "nothing": line(title=""),
    "chinese": line(chapter(1, date(2024, 3, 16), "最长隧道贯通" * 20), chapter(2, date(2024, 3, 16), "铺轨启动")),
}


def texts(picture: str) -> list[str]:
    """The words that are drawn, in order."""
    return ["".join(one.itertext()) for one in ElementTree.fromstring(picture).iter(f"{_SVG}text")]


def circles(picture: str) -> list[ElementTree.Element]:
    """The dots, those of the axis first."""
    return [*ElementTree.fromstring(picture).iter(f"{_SVG}circle")]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["en", "zh", "de", "fr", "es-MX", "xx"])
def test_every_picture_is_whole_and_harmless(name: str, language: str) -> None:
    picture = svg(ALL[name], language)
    assert picture == svg(ALL[name], language)
    root = ElementTree.fromstring(picture)
    assert (root.get("role"), root.get("width")) == ("img", "680")
    named = [root.get("aria-labelledby"), root.get("aria-describedby")]
    assert [root.find(f"{_SVG}{kind}").get("id") for kind in ("title", "desc")] == named  # type: ignore[union-attr]
    assert not re.search(
        r"<script|<image|href=|@import|url\(http", re.sub(r"<(text|title|desc)\b.*?</\1>", "", picture)
    )


@pytest.mark.parametrize("name", ["three", "undated", "chinese", "nothing"])
def test_a_picture_may_stand_in_an_issue(name: str) -> None:
    assert wrong_with("svg", svg(ALL[name]).encode()) == ""


def test_chapters_silences_and_phase_are_told() -> None:
    told = texts(svg(THREE))
    assert told[:2] == ["The dam", "revived · 3 chapters · 10 Jan 2024 – 2 Jun 2025"]
    assert [one for one in told if one in ("Cracks found", "Dam closed", "Builder sued")] == [
        "Cracks found",
        "Dam closed",
        "Builder sued",
    ]
    assert "16 months of silence" in told
    assert "Gazette · 9 reports" in told
    assert sum("silence" in one for one in told) == 1


def test_dots_stand_at_their_time_and_grow_with_reports() -> None:
    dots = circles(svg(THREE))
    on_axis = sorted((float(one.get("cx", 0)), float(one.get("r", 0))) for one in dots[:3])
    first, second, last = (x for x, _ in on_axis)
    assert (second - first) / (last - first) == pytest.approx(20 / 509, abs=0.01)
    assert on_axis[1][1] == 10.0 > on_axis[0][1] > on_axis[2][1] == 4.0


def test_headlines_are_cut_to_the_picture() -> None:
    told = [one for one in texts(svg(LONG)) if one.startswith("Chapter")]
    assert len(told) == 60
    assert all(one.endswith("…") and len(one) < 80 for one in told)
    assert any(one.endswith("…") and len(one) < 50 for one in texts(svg(ALL["chinese"])))


def test_undated_chapters_stand_last_and_on_no_axis() -> None:
    told = texts(svg(line(chapter(1, None, "No day"), chapter(2, date(2024, 1, 1), "A day"))))
    assert told.index("A day") < told.index("No day")
    assert len(circles(svg(ALL["undated"]))) == 2  # in the list only


def test_the_words_are_of_the_language() -> None:
    told = texts(svg(THREE, "zh-Hant"))
    assert told[1] == "再起 · 3章 · 2024年1月10日 – 2025年6月2日"
    assert "沉寂16个月" in told

"""How a story is held against remembered items: what is compared, what counts as told, what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dateline.desk.coverage import Printed
from dateline.record.gazetteer import load
from dateline.record.stage import read_facts
from dateline.records import Article
from dateline.remembering import Memory, Read, Seen, nearness, seen
from desk_samples import article, story

CRACK = (
    "Inspectors found a crack of 14 metres in the Quillan dam above Marsby, the water board said. Engineer Petra Vance "
    "said the 8,200 people of Marsby were in no danger."
)
REPAIR = "Haltock Geo will drive 96 anchors into the Quillan dam above Marsby for 26 million crowns, the board said."
WOOL = "Sheep farmers of the Tarn valley sold 40,000 fleeces at the spring market, more than in any year since 1990."


def read(title: str, text: str, *, towards: int | None = None, **more: str) -> Read:
    """A report with facts; its vector, if any, points where `towards` says: another number is another direction."""
    one = article(title, text, **more)
    vector = None
    if towards is not None:
        drawn = np.random.default_rng(abs(towards)).normal(size=512).astype(np.float32)
        vector = np.sign(towards) * 4 * drawn / np.linalg.norm(drawn)  # long: the language's mean hardly moves it
    return Read(one, read_facts(one, load()), vector)


def item(key: str = "i") -> Printed:
    return Printed(key, "2016-11-letter", 12, 3, "Crack in Quillan dam", "", "", date(2016, 11, 30))


def memory(now: Read, before: Read, *, lines: tuple[str, str] = ("", "")) -> Memory:
    return Memory(
        {f"s-{now.article.id}": seen("s", [now], lines[0])},
        {"i": seen("i", [before], lines[1])},
        reports=lambda _: [now],
        told=lambda _: [before],
    )


def likeness(now: Read, before: Read, *, lines: tuple[str, str] = ("", "")) -> float:
    return memory(now, before, lines=lines).alike(story(now.article)).get("i", 0.0)


TOLD = read("Crack in Quillan dam above Marsby", CRACK)


@pytest.mark.parametrize(
    ("now", "is_like"),
    [
        (read("Marsby looks at the crack in Quillan dam", CRACK, outlet="Post"), True),
        (read("Anchors for the Quillan dam above Marsby", REPAIR), True),
        (read("A good spring for wool", WOOL), False),
        (read("", ""), False),
    ],
)
def test_items_without_vectors_are_compared_by_names_and_words(now: Read, is_like: bool) -> None:
    assert (likeness(now, TOLD) >= 1) is is_like
    assert (likeness(now, TOLD, lines=("l-1", "")) >= 1) is is_like


def test_what_was_linked_is_taken_as_linked() -> None:
    now = read("Anchors for the Quillan dam above Marsby", REPAIR)
    assert likeness(now, TOLD, lines=("l-1", "l-1")) >= 1
    assert likeness(now, TOLD, lines=("l-1", "l-2")) == 0
    wool, dam = read("A good spring for wool", WOOL, towards=3), read(TOLD.article.title, CRACK, towards=-3)
    assert likeness(wool, dam, lines=("l-1", "l-1")) < 1  # of a storyline that has wandered off


def test_one_event_told_twice_is_seen_from_near_though_linked_apart() -> None:
    first, second = _twins()
    now = read(first.title, first.text, towards=3)
    near, far = (read(second.title, second.text, towards=towards, outlet="Post") for towards in (3, 4))
    assert likeness(now, near, lines=("l-1", "l-2")) >= 1
    assert likeness(now, far, lines=("l-1", "l-2")) == 0


def _twins() -> tuple[Article, Article]:
    return (
        article("Crack in Quillan dam above Marsby", CRACK),
        article("Marsby dam cracked", CRACK.replace("Inspectors found", "The board found"), outlet="Post"),
    )


def test_news_are_names_and_figures_that_were_not_told() -> None:
    now = read("Anchors for the Quillan dam above Marsby", REPAIR, towards=5)
    news = memory(now, TOLD).news(story(now.article), [item()])
    told = {words for one in news.fresh for words in one.told}
    assert any("26 million" in words for words in told)
    assert not any("Quillan" in words for words in told)
    assert news.near is None  # what was told has no vector
    assert all(one.text == REPAIR[one.start : one.end] for one in news.fresh)


def test_a_report_that_was_told_has_no_news() -> None:
    news = memory(TOLD, TOLD).news(story(TOLD.article), [item()])
    assert (news.fresh, news.near) == ((), 1.0)


def test_nearness_is_the_mean_over_the_reports_of_the_most_like() -> None:
    here, there = read("A", CRACK, towards=7), read("B", CRACK, towards=8)
    same = nearness([here], [there, replace(here, article=article("C"))])
    assert same == pytest.approx(1.0, abs=0.02)
    both, other = nearness([here, there], [here]), nearness([there], [here])
    assert both is not None and other is not None
    assert both == pytest.approx((1 + other) / 2, abs=0.02)
    assert nearness([here], []) is None
    assert nearness([TOLD], [here]) is None


def test_nothing_is_like_where_nothing_is_known() -> None:
    one = story(TOLD.article)
    nobody = Memory({}, {"i": Seen(seen("i", [TOLD]).profile)}, reports=lambda _: [], told=lambda _: [])
    assert nobody.alike(one) == {}
    assert Memory({one.id: seen(one.id, [TOLD])}, {}, reports=lambda _: [], told=lambda _: []).alike(one) == {}

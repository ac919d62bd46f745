"""New, update or repeat: what is told of a story whose affair an earlier issue had, and of which issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from dateline.desk.coverage import BLIND, Earlier, News, Printed, headline_key, is_new, judge, place_of, told_of
from dateline.memory import Coverage, Fresh
from dateline.records import Story
from desk_samples import article, story


def printed(key: str, issue: int = 1, place: int = 1, **more: str) -> Printed:
    return Printed(
        key=key,
        issue=f"2016-{issue:02}-letter",
        number=issue,
        place=place,
        headline=more.get("headline", f"Headline of {key}"),
        url=more.get("url", ""),
        story=more.get("story", ""),
        last=date(2016, issue, 28),
    )


def fresh(*told: str) -> tuple[Fresh, ...]:
    return (Fresh("a1", 0, 10, "A sentence.", told),) if told else ()


@dataclass(frozen=True)
class Seen:
    """Sees what a test tells it."""

    likeness: Mapping[str, float] = field(default_factory=dict)
    told: News = field(default_factory=lambda: News((), None))

    def alike(self, story: Story) -> Mapping[str, float]:
        return self.likeness

    def news(self, story: Story, items: Sequence[Printed]) -> News:
        return self.told


FERRY = story(
    article("The night ferry is back in the harbour", url="https://a.example/ferry"),
    article("Ferry runs again", url="https://b.example/1"),
    key="s-ferry",
)
TOLD, UNTOLD = News(fresh("Ann Lee", "4 million euros"), 0.6), News((), 0.8)


@pytest.mark.parametrize(
    ("item", "has"),
    [
        (printed("i", story="s-ferry"), True),
        (printed("i", story="s-other"), False),
        (printed("i", url="https://b.example/1"), True),
        (printed("i", url="https://B.example/1?utm_source=letter#top"), True),
        (printed("i", url="https://b.example/2"), False),
        (printed("i", headline="THE NIGHT FERRY IS BACK, in the harbour!"), True),
        (printed("i", headline="Update: the night ferry is back in the harbour"), True),
        (printed("i", headline="Ferry runs again"), False),  # too short to tell one report from another
        (printed("i", headline=""), False),
    ],
)
def test_an_item_of_the_story_is_known_by_id_address_or_headline(item: Printed, has: bool) -> None:
    assert [one.key for one in Earlier([item]).of(FERRY)] == ["i"] * has
    assert judge(FERRY, Earlier([item]), BLIND).state == ("repeat" if has else "new")


@pytest.mark.parametrize(
    ("items", "alike", "news", "state", "at"),
    [
        ([], {}, TOLD, "new", None),
        ([printed("a")], {"a": 0.9}, TOLD, "new", None),
        ([printed("a")], {"a": 1.0}, TOLD, "update", (1, 1)),
        ([printed("a")], {"a": 1.0}, UNTOLD, "repeat", (1, 1)),
        ([printed("a", story="s-ferry")], {}, TOLD, "update", (1, 1)),
        ([printed("a", story="s-ferry")], {}, UNTOLD, "repeat", (1, 1)),
        # The latest issue; in it the item of the story, else the one most like it, else the first.
        ([printed("a", 3), printed("b", 2)], {"a": 1.1, "b": 2.0}, TOLD, "update", (3, 1)),
        ([printed("a", 3, 2), printed("b", 3, 5)], {"a": 1.1, "b": 2.0}, TOLD, "update", (3, 5)),
        ([printed("a", 3, 2), printed("b", 3, 5)], {"a": 1.1, "b": 1.1}, TOLD, "update", (3, 2)),
        ([printed("a", 3, 2), printed("b", 3, 5, story="s-ferry")], {"a": 2.0}, TOLD, "update", (3, 5)),
        # A repeat is of the issue that had the story itself, though a later one had its affair.
        ([printed("a", 2, story="s-ferry"), printed("b", 4)], {"b": 1.5}, UNTOLD, "repeat", (2, 1)),
        ([printed("a", 2, story="s-ferry"), printed("b", 4)], {"b": 1.5}, TOLD, "update", (4, 1)),
        ([printed("a", 2, story="s-ferry"), printed("b", 4)], {"b": 0.5}, TOLD, "update", (2, 1)),
    ],
)
def test_state_and_the_item_that_is_named(
    items: list[Printed], alike: dict[str, float], news: News, state: str, at: tuple[int, int] | None
) -> None:
    coverage = judge(FERRY, Earlier(items), Seen(alike, news))
    assert coverage.state == state
    assert ((coverage.number, coverage.item) if at else None) == at
    assert coverage.fresh == (news.fresh if state == "update" else ())
    if at:
        assert coverage.headline in {one.headline for one in items}
    assert judge(FERRY, Earlier(reversed(items)), Seen(alike, news)) == coverage


@pytest.mark.parametrize(
    ("told", "near", "expected"),
    [
        ((), None, False),
        (("Ann Lee",), None, True),
        ((), 0.9, False),
        ((), 0.65, False),
        ((), 0.4, True),  # far from all that was told: another event of the affair
        (("Ann Lee",), 0.6, True),
        (("Ann Lee",), 0.85, False),  # nearly the same text with one name more
        (("Ann Lee", "4 million", "12 ships", "“never again”"), 0.95, True),
        (("Ann Lee", "Ann Lee"), 0.75, False),  # told twice is told once
    ],
)
def test_how_much_must_be_new(told: tuple[str, ...], near: float | None, expected: bool) -> None:
    assert is_new(News(fresh(*told), near)) is expected


@pytest.mark.parametrize(
    ("acting", "later", "expected"),
    [
        (None, 0.0, True),
        (("Ann Lee",), 0.0, True),
        ((), 0.0, False),  # nothing but background
        ((), 1.0, True),  # but of a day that had not come
        (("Ann Lee",), -1.0, False),  # it looks back
        (("Ann Lee", "4 million"), -1.0, True),
    ],
)
def test_background_is_no_news_and_a_later_day_is(acting: tuple[str, ...] | None, later: float, expected: bool) -> None:
    assert is_new(News(fresh("Ann Lee", "4 million", "Paris"), 0.6, acting, later)) is expected


def test_where_it_was_is_told_for_people() -> None:
    was = Coverage("repeat", "2016-11-letter", 12, 3, "A headline")
    assert (place_of(was), told_of(was)) == ("no. 12, item 3", "repeat of no. 12, item 3")
    assert told_of(Coverage("repeat", "2016-11-letter", None, 3)) == "repeat of 2016-11-letter, item 3"
    assert told_of(Coverage()) == "new"
    news = Coverage("update", "2016-11-letter", 12, 3, "A", fresh("Ann Lee", "4 million", "4 ships", "5 ships"))
    assert told_of(news) == "update of no. 12, item 3: new are Ann Lee, 4 million, 4 ships"


@pytest.mark.parametrize("headline", ["", "…", "Ferry", "\u202eferry\u202c back", "\ud800", "?" * 10_000])
def test_a_headline_that_says_little_is_no_key(headline: str) -> None:
    assert headline_key(headline) == ""
    assert Earlier([printed("i", headline=headline)]).of(FERRY) == []

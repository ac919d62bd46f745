"""Whether earlier issues had a story: new, an update of what they had, or a repeat.

Pure: what is known of the earlier items, and what a story tells beyond them, is looked up by who calls.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dateline.memory import Coverage, Fresh
from dateline.records import Story
from dateline.tokens import tokens
from dateline.urls import canonical

NEW, UPDATE, REPEAT = "new", "update", "repeat"
_TELLING = 4  # words of a headline that no other event has
_AFFAIR = 1.0  # likeness from which a story is of the affair of an item
# A story is an update when it tells enough that is new, counted in names, figures and quotations that are no mere
# background: one of them where its reports are as near to what was told as reports of one affair mostly are, more where
# they are nearer. That it tells of a later day counts as one, that it looks back as one less. What is far from all that
# was told is another event of the affair, though it names nobody new. Read off written affairs.
_ENOUGH, _NEAR, _STEP = 1.0, 0.63, 0.1  # things told; a cosine, and how much nearer asks for one thing more
_LATER = 1.0  # what a later day counts, and looking back takes away
_NEAREST = 0.9
_HEADS = frozenset(("update", "updated", "更新", "aktualisiert", "actualización"))
_SHOWN = 3  # things told that a reason names
_MARKS = " ,.;:，。；：、"  # that a quotation ends in


@dataclass(frozen=True, slots=True)
class Printed:
    """An item of an earlier issue."""

    key: str  # its own
    issue: str
    number: int | None  # of the issue; None: it has none
    place: int  # in the issue, from 1
    headline: str
    url: str  # empty: it names none
    story: str  # under its id of today; empty: none is known
    last: date  # of the issue's period


@dataclass(frozen=True, slots=True)
class News:
    """What a story tells beyond some items."""

    fresh: tuple[Fresh, ...]
    near: float | None  # cosine of its reports to the most like of what was told; None: unknown
    acting: tuple[str, ...] | None = None  # the things told that are no background; None: they all are news
    later: float = 0.0  # how far its reports tell of a day after what was told; below 0: they look back


class Earlier:
    """The items of earlier issues, found by what they have in common with a story."""

    def __init__(self, items: Iterable[Printed]):
        self.items = {one.key: one for one in items}
        self._by_mark: defaultdict[str, list[Printed]] = defaultdict(list)
        for one in self.items.values():
            for mark in _marks((one.story,), (one.url,), (one.headline,)):
                self._by_mark[mark].append(one)

    def of(self, story: Story) -> list[Printed]:
        """The items of the story itself: by its id, by the address or the headline of one of its reports."""
        urls, titles = [one.url for one in story.articles], [one.title for one in story.articles]
        found = {one.key: one for mark in _marks((story.id,), urls, titles) for one in self._by_mark.get(mark, ())}
        return list(found.values())


def _marks(stories: Iterable[str], urls: Iterable[str], headlines: Iterable[str]) -> Iterator[str]:
    yield from (f"s {one}" for one in stories if one)
    yield from (f"u {canonical(one)}" for one in urls if one)
    yield from (f"h {key}" for one in headlines if (key := headline_key(one)))


class Sight(Protocol):
    """What is seen of stories and items together."""

    def alike(self, story: Story) -> Mapping[str, float]:
        """The items, by key, that are like a story, with how surely they are of one affair: 1 and more, they are."""

    def news(self, story: Story, items: Sequence[Printed]) -> News:
        """What the story tells that neither these items nor the reports they were made from told."""


class _Blind:
    """Sees nothing but ids, addresses and headlines."""

    def alike(self, story: Story) -> Mapping[str, float]:
        """None."""
        return {}

    def news(self, story: Story, items: Sequence[Printed]) -> News:
        """None."""
        return News((), None)


BLIND: Sight = _Blind()


def judge(story: Story, earlier: Earlier, sight: Sight) -> Coverage:
    """Whether items of earlier issues had a story, or its affair, and whether it has news since.

    Told is the latest issue that had the affair; of a repeat the latest that had the story itself, where one had. Of
    several items of that issue it is the one of this story, else the one most like it.
    """
    same, alike = earlier.of(story), sight.alike(story)
    keys = dict.fromkeys([one.key for one in same] + [key for key, value in alike.items() if value >= _AFFAIR])
    if not keys:
        return Coverage()
    related = [earlier.items[key] for key in keys]
    news = sight.news(story, related)
    is_news = is_new(news)
    latest = max(
        related if is_news else same or related,
        key=lambda one: (one.last, one in same, alike.get(one.key, 0.0), -one.place),
    )
    return Coverage(
        UPDATE if is_news else REPEAT,
        latest.issue,
        latest.number,
        latest.place,
        latest.headline,
        news.fresh if is_news else (),
    )


def is_new(news: News) -> bool:
    """Whether there is enough news to tell a story again."""
    told = len({words for one in news.fresh for words in one.told} if news.acting is None else news.acting)
    near = _NEAR if news.near is None else min(news.near, _NEAREST)
    return told + _LATER * news.later - (near - _NEAR) / _STEP >= _ENOUGH


def headline_key(headline: str) -> str:
    """A headline without case, marks and “Update:”; empty when it is too short to tell one report from another."""
    words = tokens(headline)
    words = words[1:] if words[:1] and words[0] in _HEADS else words
    return " ".join(words) if len(words) >= _TELLING else ""


def place_of(coverage: Coverage) -> str:
    """Where an earlier issue had it, for people: no. 12, item 3."""
    issue = f"no. {coverage.number}" if coverage.number is not None else coverage.issue
    return f"{issue}, item {coverage.item}" if coverage.item is not None else f"{issue}, “{coverage.headline}”"


def told_of(coverage: Coverage) -> str:
    """The state, for people: new; update of no. 12, item 3: new are 4 million, Ann Lee; repeat of no. 12, item 3."""
    if coverage.state == NEW:
        return NEW
    told = list(dict.fromkeys(words.strip(_MARKS) for one in coverage.fresh for words in one.told))[:_SHOWN]
    news = f": new are {', '.join(told)}" if told else ""
    return f"{coverage.state} of {place_of(coverage)}{news}"

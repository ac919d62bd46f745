"""What a newsroom remembers of an item of an earlier issue, and how a story is held against it.

The desk judges (`desk.coverage`); the stories stage tells likeness and news. Here the two meet, without a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dateline.desk.coverage import News, Printed
from dateline.records import Article, Facts, Story
from dateline.stories.background import Vector
from dateline.stories.freshness import fresh, told
from dateline.stories.freshness_acting import acting, later
from dateline.stories.storyline_profile import Profile, StoryFacts, profile, unpack
from dateline.stories.storylines import likeness

_LOOKED_AT = 0.3  # cosine from which two profiles are compared, of which one is not linked
_ONE_EVENT = 0.64  # cosine of one event told twice
_AFFAIR = 1.0
_BARELY = 0.5  # likeness below which two stories of a storyline are too far apart for one to be news of the other


@dataclass(frozen=True, slots=True)
class Read:
    """A report, or the text of an item, with what was read in it."""

    article: Article
    facts: Facts
    vector: Vector | None  # of the profile fast, not centred; None: there is none
    profile: Profile | None = None  # of this text alone, where it is made already


@dataclass(frozen=True, slots=True)
class Seen:
    """A story or an item as it is compared."""

    profile: Profile
    storyline: str = ""  # empty: not known


class Memory:
    """A `desk.coverage.Sight` on the stories of a period and the items of earlier issues."""

    def __init__(
        self,
        stories: Mapping[str, Seen],
        items: Mapping[str, Seen],
        *,
        reports: Callable[[Story], Sequence[Read]],
        told: Callable[[Printed], Sequence[Read]],
    ):
        """`stories` by id, `items` by key.

        `reports` gives the reports that a story is now told by; `told` an item's own text and what it was made from.
        """
        self._stories, self._items = stories, items
        self._reports, self._told = reports, told

    def alike(self, story: Story) -> Mapping[str, float]:
        """The items, by key, that are like a story, with how surely they are of one affair: 1 and more, they are.

        What was linked is taken as linked, but for stories of one storyline that have hardly anything in common, and
        for two that tell of one event: that is seen best from near.
        """
        own = self._stories.get(story.id)
        if own is None or not self._items:
            return {}
        found = {}
        near = (self._dense @ _unit(own.profile)).tolist()
        for (key, item), cosine in zip(self._items.items(), near, strict=True):
            is_one_line = bool(own.storyline) and own.storyline == item.storyline
            least = _ONE_EVENT if own.storyline and item.storyline else _LOOKED_AT
            is_blind = not (len(own.profile.dense) and len(item.profile.dense))
            if is_one_line or cosine >= least or (is_blind and least == _LOOKED_AT):
                like = likeness(own.profile, item.profile)
                found[key] = max(_AFFAIR, like) if is_one_line and like >= _BARELY else like
        return found

    def news(self, story: Story, items: Sequence[Printed]) -> News:
        """What the story tells that neither these items nor the reports they were made from told."""
        before = {one.article.id: one for item in items for one in self._told(item)}
        now = [one for one in self._reports(story) if one.article.id not in before]
        if not now:
            return News((), 1.0)
        known = {one.article.id: one.facts for one in (*before.values(), *now)}
        was_told = told((one.article for one in before.values()), known)
        reports = [one.article for one in now]
        found = fresh(reports, known, was_told)
        since = later(reports, (one.article for one in before.values()))
        return News(found, nearness(now, before.values()), acting(found, known), since)

    @cached_property
    def _dense(self) -> npt.NDArray[np.float32]:
        return np.stack([_unit(one.profile) for one in self._items.values()])


def _unit(one: Profile) -> npt.NDArray[np.float32]:
    return unpack(one.dense) if len(one.dense) else np.zeros(512, dtype=np.float32)


def seen(key: str, reports: Sequence[Read], storyline: str = "") -> Seen:
    """How a story or an item of these reports is compared."""
    vectors = {one.article.id: one.vector for one in reports if one.vector is not None}
    known = {one.article.id: one.facts for one in reports}
    return Seen(profile(StoryFacts(key, tuple(one.article for one in reports), vectors, known)), storyline)


def nearness(now: Iterable[Read], before: Iterable[Read]) -> float | None:
    """How near reports are, on average, to the most like of those before; None: vectors are missing."""
    rows, others = _directions(now), _directions(before)
    if not len(rows) or not len(others):
        return None
    return float((rows @ others.T).max(axis=1).mean())


def _directions(reports: Iterable[Read]) -> npt.NDArray[np.float32]:
    profiles = (one.profile or seen(one.article.id, [one]).profile for one in reports)
    found = [unpack(one.dense) for one in profiles if len(one.dense)]
    return np.stack(found) if found else np.zeros((0, 512), dtype=np.float32)

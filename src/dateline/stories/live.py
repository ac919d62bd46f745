"""The stories as the grouper compares them: one row of a matrix and some sparse centroids each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.stories.background import Background, Vector
from dateline.stories.features import Ids, Terms, Weights
from dateline.stories.traits import Traits

_TERMS = 6000  # of a lexical centroid; the lightest are dropped
_WORD_SHARE = 0.75  # of the squared length; the rest is the character n-grams'
_RARE = 25  # terms of an article by which stories are looked up
_HOLDERS = 400  # a term of more stories than this leads nowhere


@dataclass(slots=True)
class _Centroid:
    """The sum of the reports of one language in a story, each scaled to length 1 when it came."""

    ids: Ids
    weights: Weights
    length: float = 0.0  # under the inverse document frequencies of when the story last grew


@dataclass(slots=True)
class LiveStory:
    """What is remembered of a story."""

    id: str
    first: datetime | None = None  # earliest and latest publication; None: all undated
    last: datetime | None = None
    lexical: dict[str, _Centroid] = field(default_factory=dict)  # by language
    traits: Traits = field(default_factory=Traits)

    def seen(self, published: datetime | None) -> None:
        """Stretch the story's days."""
        if published is not None:
            self.first = min(self.first or published, published)
            self.last = max(self.last or published, published)

    def away(self, published: datetime | None) -> timedelta | None:
        """How far a moment is from the story's days; None: one of them is undated."""
        if published is None or self.first is None or self.last is None:
            return None
        return max(self.first - published, published - self.last, timedelta())


class LiveStories:
    """All stories: dense centroids as rows of one matrix, lexical centroids by language, an index of rare words."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self.stories: list[LiveStory] = []
        self._sums = np.zeros((0, 0), dtype=np.float32)
        self._units = self._sums
        self._days = np.zeros((0, 2))  # first and last publication in seconds; undated: all times
        self._holders: dict[int, list[int]] = {}

    def open(self, name: str, width: int) -> int:
        """A new, empty row; `width` is the length of the vectors."""
        at = len(self.stories)
        self.stories.append(LiveStory(name))
        if at == len(self._sums):
            rows = max(256, 2 * at)
            self._sums, self._units = _longer(self._sums, rows, width), _longer(self._units, rows, width)
            self._days = _longer(self._days, rows, 2)
        self._days[at] = (-np.inf, np.inf)
        return at

    def seen(self, at: int, published: datetime | None) -> None:
        """Stretch the days of the story in row `at`."""
        story = self.stories[at]
        story.seen(published)
        if story.first is not None and story.last is not None:
            self._days[at] = (story.first.timestamp(), story.last.timestamp())

    def awake(self, published: datetime | None, window: timedelta) -> npt.NDArray[np.bool_]:
        """Which stories are no further than the window from a moment; all, when it is not known."""
        if published is None:
            return np.ones(len(self.stories), dtype=np.bool_)
        first, last = self._days[: len(self.stories)].T
        moment, reach = published.timestamp(), window.total_seconds()
        found: npt.NDArray[np.bool_] = (first - reach <= moment) & (moment <= last + reach)
        return found

    def grow(self, at: int, language: str, terms: Terms, vector: Vector) -> None:
        """Add a report to the centroids of the story in row `at`."""
        self._sums[at] += vector
        self._units[at] = self._sums[at] / np.float32(max(float(np.linalg.norm(self._sums[at])), 1e-9))
        if len(terms.ids):
            self._grow_lexical(at, language, terms)

    def _grow_lexical(self, at: int, language: str, terms: Terms) -> None:
        weights = balanced(terms, self._background.idf(terms.ids))
        known = self.stories[at].lexical.get(language)
        ids, fresh = terms.ids, terms.ids[: terms.words]
        if known is not None:
            fresh = fresh[~np.isin(fresh, known.ids, assume_unique=True)]
            ids, where = np.unique(np.concatenate((known.ids, terms.ids)), return_inverse=True)
            weights = np.bincount(where, np.concatenate((known.weights, weights))).astype(np.float32)
        for word in fresh.tolist():
            self._holders.setdefault(word, []).append(at)
        strength = weights * self._background.idf(ids)
        if len(ids) > _TERMS:
            keep = np.sort(np.argsort(-strength, kind="stable")[:_TERMS])
            ids, weights, strength = ids[keep], weights[keep], strength[keep]
        self.stories[at].lexical[language] = _Centroid(ids, weights, float(np.linalg.norm(strength)))

    def dense(self, vector: Vector) -> npt.NDArray[np.float32]:
        """The cosine of the vector with each story's centroid."""
        if not self.stories:
            return np.empty(0, dtype=np.float32)
        cosines: npt.NDArray[np.float32] = self._units[: len(self.stories)] @ vector
        return cosines

    def sharing(self, terms: Terms, among: npt.NDArray[np.intp], limit: int) -> list[int]:
        """The stories, of those given, that share the most of the article's rarest words, no more than `limit`."""
        words = terms.ids[: terms.words]
        idf = self._background.idf(words)
        shared: defaultdict[int, float] = defaultdict(float)
        for place in np.argsort(-idf, kind="stable")[:_RARE].tolist():
            holders = self._holders.get(int(words[place]), ())
            if len(holders) <= _HOLDERS:
                for at in holders:
                    shared[at] += float(idf[place]) ** 2
        allowed = set(among.tolist()) if len(among) < len(self.stories) else shared.keys()
        ranked = sorted(((-weight, at) for at, weight in shared.items() if at in allowed))
        return [at for _, at in ranked[:limit]]

    def lexical(self, at: int, language: str, ids: Ids, strength: Weights) -> float | None:
        """The cosine with a story's reports of this language; None: it has none. `strength` has length 1."""
        centroid = self.stories[at].lexical.get(language)
        if centroid is None:
            return None
        where = np.minimum(np.searchsorted(centroid.ids, ids), len(centroid.ids) - 1)
        weights = np.where(centroid.ids[where] == ids, centroid.weights[where], np.float32(0))
        return float(weights @ (strength * self._background.idf(ids))) / max(centroid.length, 1e-9)


def _longer(rows: npt.NDArray[Any], length: int, width: int) -> npt.NDArray[Any]:
    """The rows with as many zeros behind them as make up the length."""
    longer = np.zeros((length, width), dtype=rows.dtype)
    if len(rows):
        longer[: len(rows)] = rows
    return longer


def balanced(terms: Terms, idf: Weights) -> Weights:
    """The terms' weights scaled so that, under these frequencies, words have their share of a length of 1."""
    scaled = terms.weights.copy()
    for part, share in ((slice(None, terms.words), _WORD_SHARE), (slice(terms.words, None), 1 - _WORD_SHARE)):
        length = float(np.linalg.norm(scaled[part] * idf[part]))
        scaled[part] *= np.float32(share**0.5 / max(length, 1e-9))
    return scaled

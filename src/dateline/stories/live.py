"""The stories that may still grow: dense centroids as rows of one matrix, lexical ones by language, two indexes.

Candidates come from random-hyperplane signatures of the dense centroids (Charikar 2002), compared by Hamming distance,
and from an index of rare words; neither looks at a story's content. A story that rests is put away and can be brought
back, byte for byte; what the indexes give depends on the stories that are awake only, not on when they were loaded.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.stories.background import Background, Vector
from dateline.stories.features import SPACE, Kind, Terms, Weights
from dateline.stories.traits import Traits

_TERMS = 6000  # of a lexical centroid; the lightest are dropped, n-grams before words
_WORD_SHARE = 0.75  # of the squared length; the rest is the character n-grams'
_RARE = 25  # terms of an article by which stories are looked up
_HOLDERS = 400  # a term of more stories than this leads nowhere
_BITS, _SEED = 512, 20161205
_NEAR = 3  # times as many stories are looked at by signature as are then taken by cosine
_SAMPLES = 3  # leads kept of a story, for an embedder that reads them only in doubt
_HALF = SPACE >> 1
_WEEK = timedelta(days=7)
Numbers = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int32]


@dataclass(slots=True)
class Centroid:
    """The sum of the reports of one language in a story, each scaled to length 1 when it came."""

    ids: Ids
    weights: Weights
    length: float = 0.0  # under the inverse document frequencies of when the story last grew


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a report."""

    article: str
    language: str
    lead: str


@dataclass(slots=True)
class LiveStory:
    """What is remembered of a story."""

    id: str
    number: int  # in order of opening
    begun: datetime  # the earliest and latest of its reports' times, undated ones by when they came
    touched: datetime
    turn: int = 0  # how many articles had been placed when it last grew
    first: datetime | None = None  # earliest and latest publication; None: all undated
    last: datetime | None = None
    reports: int = 0  # copies not counted
    kind: Kind = Kind.WHOLE  # of the report that came last
    total: Vector = field(default_factory=lambda: np.zeros(0, dtype=np.float32))  # sum of its reports' vectors
    lexical: dict[str, Centroid] = field(default_factory=dict)  # by language
    traits: Traits = field(default_factory=Traits)
    samples: tuple[Sample, ...] = ()

    def seen(self, published: datetime | None, moment: datetime) -> None:
        """Stretch the story's days."""
        self.begun, self.touched = min(self.begun, moment), max(self.touched, moment)
        if published is not None:
            self.first = min(self.first or published, published)
            self.last = max(self.last or published, published)

    def away(self, published: datetime | None) -> timedelta | None:
        """How far a moment is from the story's days; None: one of them is undated."""
        if published is None or self.first is None or self.last is None:
            return None
        return max(self.first - published, published - self.last, timedelta())

    @property
    def centre(self) -> Vector:
        """The mean direction of its reports' vectors, of length 1."""
        return self.total / np.float32(max(float(np.linalg.norm(self.total)), 1e-9))

    def terms(self) -> Terms:
        """The terms of its reports, of whatever language."""
        ids = np.unique(np.concatenate([np.zeros(0, np.int64), *(one.ids for one in self.lexical.values())]))
        return Terms(ids.astype(np.int64), np.ones(len(ids), dtype=np.float32))

    def apart(self, other: LiveStory) -> timedelta | None:
        """How far the first reports of two stories are from one another; None: one story is undated."""
        return None if self.first is None or other.first is None else abs(self.first - other.first)

    def lateness(self, published: datetime | None) -> float:
        """From -1, within the story's days, to 1, a week away or more; 0 when either is undated.

        Reports of one event come within a few days; the same words a week later tell of its look-alike.
        """
        away = self.away(published)
        return 0.0 if away is None else min(2 * (away / _WEEK), 2.0) - 1

    def sampled(self, sample: Sample) -> None:
        """Keep a report's beginning: the first two, and the newest."""
        self.samples = (*self.samples[: _SAMPLES - 1], sample)


class LiveStories:
    """The live stories, no more than `room`: beyond, the one that has not grown for longest is let go."""

    def __init__(self, background: Background, room: int) -> None:
        self._background = background
        self._room = room
        self._row: OrderedDict[str, int] = OrderedDict()  # by story, the one that grew last at the end
        self._free: list[int] = []
        self._stories: list[LiveStory | None] = []  # by row
        self._row_of = np.full(1024, -1, dtype=np.int64)  # by a story's number; -1: it is not live
        self._totals = np.zeros((0, 0), dtype=np.float32)
        self._norms = np.zeros(0, dtype=np.float32)
        self._bits = np.zeros((_BITS // 64, 0), dtype=np.uint64)
        self._days = np.zeros((0, 2))  # begun and touched in seconds
        self._numbers = np.zeros(0, dtype=np.int64)
        self._worded = np.zeros(0, dtype=np.bool_)  # whether its reports have words: nothing joins one without
        self._holders: dict[int, array[int]] = {}  # word → numbers of the stories that have it, gone ones among them
        self._held = np.zeros(_HALF, dtype=np.int32)  # by how many live stories
        self._gone: set[int] = set()  # numbers that are still in the index of words
        self._scratch = np.zeros(SPACE, dtype=np.float32)

    def __len__(self) -> int:
        return len(self._row)

    def __contains__(self, story: str) -> bool:
        return story in self._row

    def __getitem__(self, story: str) -> LiveStory:
        found = self._stories[self._row[story]]
        assert found is not None
        return found

    def __iter__(self) -> Iterator[LiveStory]:
        return iter([self[story] for story in self._row])

    def bring(self, story: LiveStory) -> None:
        """Take a story in: a new one, or one that rested; it counts as the one that grew last.

        Raises ValueError for one that is live: it would take the other's place.
        """
        if story.id in self._row:
            raise ValueError(f"the story {story.id} is live already")
        if story.number in self._gone:
            self._sweep_holders()
        at = self._free.pop() if self._free else len(self._stories)
        if at == len(self._stories):
            self._stories.append(None)
            self._grow_rows(at, len(story.total))
        self._stories[at] = story
        self._row[story.id] = at
        self._note_row(story.number, at)
        self._numbers[at] = story.number
        for centroid in story.lexical.values():
            self._index(story.number, _words(centroid))
        self._refresh(at)

    def let_go(self, story: str) -> LiveStory:
        """Drop a story and give it back."""
        at = self._row.pop(story)
        found = self._stories[at]
        assert found is not None
        self._stories[at] = None
        self._free.append(at)
        self._row_of[found.number] = -1
        self._days[at] = (np.inf, -np.inf)
        for centroid in found.lexical.values():
            self._held[_words(centroid)] -= 1
        self._gone.add(found.number)
        if len(self._gone) > max(1024, len(self._row)):
            self._sweep_holders()
        return found

    def crowded_out(self) -> list[str]:
        """The stories that must go because there is no room, the one that has not grown for longest first."""
        over = len(self._row) - self._room
        return list(islice(self._row, over)) if over > 0 else []

    def resting(self, before: datetime) -> list[str]:
        """The stories that were touched before a moment, in order of opening."""
        return self._ids(np.flatnonzero(self._days[: len(self._stories), 1] < before.timestamp()))

    def to_come(self, after: datetime) -> list[str]:
        """The stories that begin after a moment, in order of opening."""
        return self._ids(np.flatnonzero(self._days[: len(self._stories), 0] > after.timestamp()))

    def seen(self, story: str, published: datetime | None, moment: datetime) -> None:
        """Stretch the days of a story."""
        self[story].seen(published, moment)
        self._refresh_days(self._row[story])

    def lift(self, moment: datetime) -> None:
        """Move the stories without any date to a moment: that of the first dated article."""
        for story in self:
            if story.first is None:
                story.begun = story.touched = moment
                self._refresh_days(self._row[story.id])

    def grow(self, story: str, language: str, terms: Terms, vector: Vector) -> None:
        """Add a report to the centroids of a story."""
        self._row.move_to_end(story)
        found = self[story]
        found.total = found.total + vector
        found.reports += 1
        if len(terms.ids):
            self._grow_lexical(found, language, terms)
        self._refresh(self._row[story])

    def awake(self, moment: datetime, window: timedelta) -> npt.NDArray[np.intp]:
        """The rows of the stories with words that are no further than the window from a moment."""
        at, reach = moment.timestamp(), window.total_seconds()
        return np.flatnonzero(self._worded & (self._days[:, 0] - reach <= at) & (at <= self._days[:, 1] + reach))

    def nearest(self, vector: Vector, among: npt.NDArray[np.intp], limit: int) -> list[tuple[str, float]]:
        """The stories, of those rows, that are nearest to a vector, with their cosines; no more than `limit`."""
        if not len(among):
            return []
        if len(among) > _NEAR * limit:
            among = self._closest(vector, among, _NEAR * limit)
        found = []
        for at in among.tolist():
            cosine = self._cosine(at, vector)
            found.append((-cosine, int(self._numbers[at]), at))
        found.sort()
        return [(self._story_at(at).id, -cosine) for cosine, _, at in found[:limit]]

    def _closest(self, vector: Vector, among: npt.NDArray[np.intp], most: int) -> npt.NDArray[np.intp]:
        """Those of the rows whose signatures are closest to a vector's; of equals the ones opened first."""
        differ = np.bitwise_count(self._bits[:, : len(self._stories)] ^ _signature(vector)[:, np.newaxis])
        apart = differ.sum(axis=0, dtype=np.uint16)[among]
        edge = np.partition(apart, most)[most]
        close, ties = among[apart < edge], among[apart == edge]
        first = np.argsort(self._numbers[ties], kind="stable")[: most - len(close)]
        return np.concatenate((close, ties[first]))

    def dense(self, story: str, vector: Vector) -> float:
        """The cosine of a vector with a story's centroid."""
        return self._cosine(self._row[story], vector)

    def sharing(self, terms: Terms, among: npt.NDArray[np.intp], limit: int) -> list[str]:
        """The stories, of those rows, that share the most of a report's rarest words, no more than `limit`."""
        words = terms.ids[: terms.words]
        words = words[self._held[words] <= _HOLDERS]
        idf = self._background.idf(words)
        rarest = np.argsort(-idf, kind="stable")[:_RARE].tolist()
        lists = [(place, holders) for place in rarest if (holders := self._holders.get(int(words[place])))]
        if not lists or not len(among):
            return []
        rows = self._row_of[np.concatenate([np.frombuffer(holders, np.int64) for _, holders in lists])]
        weights = np.repeat([float(idf[place]) ** 2 for place, _ in lists], [len(holders) for _, holders in lists])
        wanted = np.zeros(len(self._stories) + 1, dtype=np.bool_)  # the last one is for stories that are gone: row -1
        wanted[among] = True
        kept = wanted[rows]
        shared = np.bincount(rows[kept], weights[kept])
        found = np.flatnonzero(shared)
        ranked = found[np.lexsort((self._numbers[found], -shared[found]))][:limit]
        return [self._story_at(at).id for at in ranked.tolist()]

    def lexical(
        self, stories: Sequence[str], language: str, terms: Terms, *, words_only: bool = False
    ) -> list[float | None]:
        """The cosine of a report's terms with each story's reports of this language; None: it has none.

        `words_only`: the part of it that comes from words, which is most of it and quicker to have.
        """
        self._scratch[terms.ids] = self.weighed(terms) * self._background.idf(terms.ids)
        found: list[float | None] = []
        for story in stories:
            centroid = self[story].lexical.get(language)
            if centroid is None:
                found.append(None)
            else:
                size = len(_words(centroid)) if words_only else len(centroid.ids)
                product = float(np.dot(centroid.weights[:size], self._scratch.take(centroid.ids[:size], mode="clip")))
                found.append(product / max(centroid.length, 1e-9))
        self._scratch[terms.ids] = 0
        return found

    def weighed(self, terms: Terms) -> Weights:
        """The weights of a report's terms under the document frequencies of now, of length 1."""
        idf = self._background.idf(terms.ids)
        weights: Weights = balanced(terms, idf) * idf
        return weights

    def around(self, story: str, window: timedelta) -> npt.NDArray[np.intp]:
        """The rows of the other stories with words whose first reports are within the window of a story's."""
        at = self._row[story]
        near = self._worded & (np.abs(self._days[:, 0] - self._days[at, 0]) <= window.total_seconds())
        near[at] = False
        return np.flatnonzero(near)

    def alike(self, story: str, others: Sequence[str]) -> list[tuple[float, float | None]]:
        """How alike a story and each of others are: the cosine of the dense centroids, and of the lexical ones.

        The lexical one is the mean over the languages that both have reports in; None: there is none.
        """
        one = self[story]
        lexical: list[list[float]] = [[] for _ in others]
        for language, centroid in one.lexical.items():
            idf = self._background.idf(centroid.ids)
            self._scratch[centroid.ids] = centroid.weights * idf * idf
            for found, other in zip(lexical, others, strict=True):
                known = self[other].lexical.get(language)
                if known is not None:
                    product = float(np.dot(known.weights, self._scratch[known.ids]))
                    found.append(product / max(known.length * centroid.length, 1e-9))
            self._scratch[centroid.ids] = 0
        dense = [self.dense(other, one.centre) for other in others]
        return [(a, sum(b) / len(b) if b else None) for a, b in zip(dense, lexical, strict=True)]

    def _ids(self, rows: npt.NDArray[np.intp]) -> list[str]:
        found = [one for one in (self._stories[at] for at in rows.tolist()) if one is not None]
        return [one.id for one in sorted(found, key=lambda one: one.number)]

    def _story_at(self, at: int) -> LiveStory:
        found = self._stories[at]
        assert found is not None
        return found

    def _cosine(self, at: int, vector: Vector) -> float:
        return float(np.dot(self._totals[at], vector)) / max(float(self._norms[at]), 1e-9)

    def _refresh(self, at: int) -> None:
        story = self._story_at(at)
        total = story.total
        self._totals[at] = total
        self._worded[at] = bool(story.lexical)
        self._norms[at] = np.linalg.norm(total)
        self._bits[:, at] = _signature(total)
        self._refresh_days(at)

    def _refresh_days(self, at: int) -> None:
        story = self._story_at(at)
        self._days[at] = (story.begun.timestamp(), story.touched.timestamp())

    def _grow_rows(self, at: int, width: int) -> None:
        if at < len(self._totals):
            return
        rows = max(256, 2 * at)
        self._totals = _longer(self._totals, (rows, width))
        self._norms = _longer(self._norms, (rows,))
        self._bits = np.ascontiguousarray(_longer(self._bits.T, (rows, len(self._bits))).T)
        self._numbers = _longer(self._numbers, (rows,))
        self._worded = _longer(self._worded, (rows,))
        fresh = len(self._days)
        self._days = _longer(self._days, (rows, 2))
        self._days[fresh:] = (np.inf, -np.inf)

    def _grow_lexical(self, story: LiveStory, language: str, terms: Terms) -> None:
        weights = balanced(terms, self._background.idf(terms.ids))
        known = story.lexical.get(language)
        ids: Ids = terms.ids.astype(np.int32)
        fresh = ids[: terms.words]
        if known is not None:
            fresh = fresh[~np.isin(fresh, known.ids, assume_unique=True)]
            ids, where = np.unique(np.concatenate((known.ids, ids)), return_inverse=True)
            weights = np.bincount(where, np.concatenate((known.weights, weights))).astype(np.float32)
        self._index(story.number, fresh)
        strength = weights * self._background.idf(ids)
        if len(ids) > _TERMS:
            keep = _strongest(ids, strength)
            self._unindex(story.number, ids[(ids < _HALF) & ~keep])
            ids, weights, strength = ids[keep], weights[keep], strength[keep]
        story.lexical[language] = Centroid(ids, weights, float(np.linalg.norm(strength)))

    def _index(self, number: int, words: Ids) -> None:
        self._held[words] += 1
        for word in words.tolist():
            self._hold(word, number)

    def _hold(self, word: int, number: int) -> None:
        holders = self._holders.get(word)
        if holders is None:
            self._holders[word] = array("q", (number,))
        else:
            holders.append(number)

    def _note_row(self, number: int, at: int) -> None:
        if number >= len(self._row_of):
            longer = np.full(2 * number, -1, dtype=np.int64)
            longer[: len(self._row_of)] = self._row_of
            self._row_of = longer
        self._row_of[number] = at

    def _unindex(self, number: int, words: Ids) -> None:
        self._held[words] -= 1
        for word in words.tolist():
            self._holders[word].remove(number)

    def _sweep_holders(self) -> None:
        """Make the index anew without the stories that are gone."""
        self._holders, self._gone = {}, set()
        for at in self._row.values():
            story = self._story_at(at)
            for centroid in story.lexical.values():
                for word in _words(centroid).tolist():
                    self._hold(word, story.number)


def balanced(terms: Terms, idf: Weights) -> Weights:
    """The terms' weights scaled so that, under these frequencies, words have their share of a length of 1."""
    scaled = terms.weights.copy()
    for part, share in ((slice(None, terms.words), _WORD_SHARE), (slice(terms.words, None), 1 - _WORD_SHARE)):
        length = float(np.linalg.norm(scaled[part] * idf[part]))
        scaled[part] *= np.float32(share**0.5 / max(length, 1e-9))
    return scaled


def _words(centroid: Centroid) -> Ids:
    return centroid.ids[: int(np.searchsorted(centroid.ids, _HALF))]


def _strongest(ids: Ids, strength: Weights) -> npt.NDArray[np.bool_]:
    """Which terms are kept: the strongest words, at most half of the room, then the strongest n-grams."""
    keep = np.zeros(len(ids), dtype=np.bool_)
    words = int(np.searchsorted(ids, _HALF))
    keep[np.argsort(-strength[:words], kind="stable")[: _TERMS // 2]] = True
    room = _TERMS - int(keep.sum())
    keep[words + np.argsort(-strength[words:], kind="stable")[:room]] = True
    return keep


@cache
def _planes(width: int) -> npt.NDArray[np.float32]:
    return np.random.default_rng(_SEED).standard_normal((width, _BITS)).astype(np.float32)


def _signature(vector: Vector) -> npt.NDArray[np.uint64]:
    """On which side of each of 512 planes a vector lies, as 8 words of 64 bits."""
    return np.packbits(vector @ _planes(len(vector)) > 0).view(np.uint64)


def _longer(rows: npt.NDArray[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """The rows with zeros behind them up to the shape."""
    longer = np.zeros(shape, dtype=rows.dtype)
    longer[: len(rows)] = rows if len(rows) else 0
    return longer

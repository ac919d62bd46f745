"""The stage as a newsroom runs it: articles that wait are placed behind those that have a story already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline.protocols import Embedder
from dateline.records import Article, Placement
from dateline.stories.background import Vector
from dateline.stories.embedders import lead
from dateline.stories.grouper import Grouper, Saved
from dateline.stories.report import Incoming

PASS = 200  # articles after which the stories that grew are looked at again; batches end there


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is to be placed, and when it was fetched."""

    article: Article
    came: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be kept in one transaction."""

    placements: tuple[Placement, ...]
    vectors: tuple[tuple[Article, Vector], ...]  # that were made for them
    saved: Saved
    is_cut: bool  # stories are to be looked at again; it is empty then


class Stage:
    """Places articles; the vectors it is given are not made again."""

    def __init__(self, grouper: Grouper, embedder: Embedder):
        self.grouper = grouper
        self._embedder = embedder

    def place(self, waiting: Sequence[Waiting], vectors: Mapping[str, Vector]) -> Iterator[Batch]:
        """Place articles in order.

        A batch ends after each `PASS` articles of all that were ever placed, and before the first of a new week: so the
        cuts do not depend on how many came at once. Where the last run stopped at one, the first batch is empty.
        """
        at = 0
        while at < len(waiting):
            if self._is_cut(waiting[at]):
                yield Batch((), (), self.grouper.saved(), True)
            size = self._size(waiting, at)
            yield self._batch(waiting[at : at + size], vectors)
            at += size

    def vector(self, article: Article) -> Vector:
        """The vector of an article, made now."""
        vector: Vector = self._embedder.embed([lead(article.title, article.text)])[0]
        return vector

    def _is_cut(self, one: Waiting) -> bool:
        """Whether stories are to be looked at again before this article."""
        return self.grouper.placed > 0 and (self.grouper.placed % PASS == 0 or _week(one) > self._week())

    def _size(self, waiting: Sequence[Waiting], at: int) -> int:
        """How many articles come before the next cut."""
        most, week = PASS - self.grouper.placed % PASS, max(self._week(), _week(waiting[at]))
        later = (number for number, one in enumerate(waiting[at : at + most]) if _week(one) > week)
        return next(later, most)

    def _week(self) -> tuple[int, int]:
        return self.grouper.clock.isocalendar()[:2]

    def _batch(self, waiting: Sequence[Waiting], vectors: Mapping[str, Vector]) -> Batch:
        placements, made = [], []
        for one in waiting:
            article = one.article
            vector = vectors.get(article.id)
            if vector is None:
                vector = self.vector(article)
                made.append((article, vector))
            placements.append(self.grouper.place(incoming(article, vector), one.came))
        return Batch(tuple(placements), tuple(made), self.grouper.saved(), False)


def _week(one: Waiting) -> tuple[int, int]:
    """The year and week of an article's publication; of an undated one before all others."""
    return one.article.published.isocalendar()[:2] if one.article.published else (0, 0)


def incoming(article: Article, vector: Vector) -> Incoming:
    """An article with its vector, as the grouper takes it."""
    return Incoming(
        article.id, article.title, article.text, article.published, article.language, vector, article.outlet
    )

"""The stage as a newsroom runs it: articles that wait are placed behind those that have a story already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from dateline.protocols import Embedder
from dateline.records import Article, Placement
from dateline.stories.background import Vector
from dateline.stories.embedders import lead
from dateline.stories.grouper import Grouper
from dateline.stories.settings import StorySettings


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with the place it has."""

    article: Article
    placement: Placement


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be kept in one transaction: placements, and the vectors that were made for them."""

    placements: tuple[Placement, ...]
    vectors: tuple[tuple[Article, Vector], ...]


class Stage:
    """Places articles; the vectors it is given are not made again."""

    def __init__(self, profile: str, window: timedelta, embedder: Embedder, vectors: Mapping[str, Vector]):
        self.embedder = embedder
        self.vectors = dict(vectors)
        self.grouper = Grouper(StorySettings(profile=profile, window=window))

    def restore(self, placed: Sequence[Placed]) -> None:
        """Take in what was placed before, in the order of placing."""
        for one in placed:
            article = one.article
            vector, _ = self._vector(article)
            self.grouper.restore(
                one.placement, article.title, article.text, article.published, article.language, vector
            )

    def place(self, articles: Sequence[Article], size: int) -> Iterator[Batch]:
        """Place articles in order, in batches of `size`."""
        for at in range(0, len(articles), size):
            placements, vectors = [], []
            for article in articles[at : at + size]:
                vector, is_new = self._vector(article)
                placements.append(
                    self.grouper.place(
                        article.id, article.title, article.text, article.published, article.language, vector
                    )
                )
                if is_new:
                    vectors.append((article, vector))
            yield Batch(tuple(placements), tuple(vectors))

    def _vector(self, article: Article) -> tuple[Vector, bool]:
        known = self.vectors.get(article.id)
        if known is not None:
            return known, False
        return self.embedder.embed([lead(article.title, article.text)])[0], True

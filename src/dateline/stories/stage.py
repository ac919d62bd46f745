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
        self._made: list[tuple[Article, Vector]] = []  # and not handed over yet
        self.grouper = Grouper(StorySettings(profile=profile, window=window))

    def restore(self, placed: Sequence[Placed]) -> None:
        """Take in what was placed before, in the order of placing."""
        for one in placed:
            article = one.article
            vector = self._vector(article)
            self.grouper.restore(
                one.placement, article.title, article.text, article.published, article.language, vector
            )

    def place(self, articles: Sequence[Article], size: int) -> Iterator[Batch]:
        """Place articles in order, in batches of `size`."""
        for at in range(0, len(articles), size):
            placements = []
            for article in articles[at : at + size]:
                vector = self._vector(article)
                placements.append(
                    self.grouper.place(
                        article.id, article.title, article.text, article.published, article.language, vector
                    )
                )
            yield Batch(tuple(placements), tuple(self._made))
            self._made = []

    def _vector(self, article: Article) -> Vector:
        """The article's vector: known, or made and noted for the next batch."""
        if article.id not in self.vectors:
            self.vectors[article.id] = self.embedder.embed([lead(article.title, article.text)])[0]
            self._made.append((article, self.vectors[article.id]))
        return self.vectors[article.id]

"""How like two stories are by their words: the stand-in for storylines when picks are spread."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dateline.records import Article, Story
from dateline.tokens import tokens

_LEAD = 700  # characters of each report that are compared
Vector = Mapping[str, float]


class Words:
    """TF-IDF over a set of articles; the background is that set."""

    def __init__(self, articles: Iterable[Article]):
        self._bags = {one.id: frozenset(tokens(f"{one.title} {one.text[:_LEAD]}")) for one in articles}
        self._seen = Counter(word for bag in self._bags.values() for word in bag)

    def vector(self, articles: Sequence[Article]) -> Vector:
        """The unit vector of some of the articles together."""
        counts = Counter(word for one in articles for word in self._bags[one.id])
        total = len(self._bags)
        raw = {word: count / len(articles) * math.log(total / self._seen[word]) for word, count in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {word: value / length for word, value in raw.items() if value}


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of two unit vectors."""
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(value * large.get(word, 0.0) for word, value in small.items())


def earlier_reports(story: Story, words: Words, earlier: Sequence[Article], most: int) -> tuple[Article, ...]:
    """The earlier articles that give a story its background, most alike first."""
    own = words.vector(story.articles)
    near = [(cosine(own, words.vector([one])), one) for one in earlier]
    chosen = sorted(((value, one) for value, one in near if value >= 0.12), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(one for _, one in chosen[:most])

"""How like two stories are: the stand-in for storylines when picks are spread and background is looked for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.records import Article
from dateline.tokens import tokens

_LEAD = 700  # characters of each report that are compared
_MANY = 60  # vectors that tell it of themselves; fewer are compared around the mean of all that the newsroom has
_ENOUGH = 20  # vectors whose mean tells what is common to all
# Least values for one affair, read off the pairs of a month's stories in our sample: unrelated ones stay below .25 in
# the dense channel and below .06 in the lexical one, follow-ups lie at .3 to .7 and .08 to .16.
_DENSE, _LEXICAL = 0.30, 0.06
_DENSE_ALONE, _LEXICAL_ALONE = 0.45, 0.35  # for two languages; for articles without vectors
_DENSE_AGREED = 0.25  # for two languages where figures agree
_AGREE = 2  # figures that two reports in different languages share where they tell of one affair
_EXACT = 3  # digits of one figure that is enough
_TELLING = 20  # a smaller figure is shared by chance
_TIMES = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "万亿": 1e12}
_FIGURE = re.compile(
    r"(?<![A-Za-z\d.,])(?P<number>\d[\d,]*(?:\.\d+)?) ?(?P<times>million|billion|trillion|万亿|[万萬亿億])?", re.I
)
Vector = Mapping[str, float]
Dense = npt.NDArray[np.float32]


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


@dataclass(frozen=True, slots=True)
class Profile:
    """What a story, or an article alone, is compared by."""

    words: Vector
    dense: Dense | None  # unit vector; None: the stories stage made none, or too few to tell what is common
    languages: frozenset[str]
    figures: frozenset[float] = frozenset()  # that tell something: no small numbers, no years
    few: bool = False  # it is compared among so few reports that their words do not tell what is rare


class Affairs:
    """Tells which stories are of one affair, by their words and by the vectors that the stories stage made.

    Vectors are compared around a mean: what every text shares says nothing. The few reports of a day or week do not
    tell what that is; all that the newsroom has do.
    """

    def __init__(self, articles: Iterable[Article], vectors: Mapping[str, Dense]):
        known = {one.id: one for one in articles}
        self._words = Words(known.values())
        self._vectors = {key: vectors[key] for key in known if key in vectors}
        self._few = len(known) < _MANY
        around = self._vectors if len(self._vectors) >= _MANY else vectors
        self._centre = np.mean(list(around.values()), axis=0) if len(around) >= _ENOUGH else None

    def profile(self, articles: Sequence[Article]) -> Profile:
        """The profile of some of the articles together."""
        rows = [self._vectors[one.id] for one in articles if one.id in self._vectors]
        dense = None
        if rows and self._centre is not None:
            mean = np.mean(rows, axis=0) - self._centre
            dense = mean / (float(np.linalg.norm(mean)) or 1.0)
        return Profile(
            self._words.vector(articles),
            dense,
            frozenset(one.language for one in articles),
            frozenset(value for one in articles for value in _figures(f"{one.title} {one.text[:_LEAD]}")),
            few=self._few,
        )


def _figures(text: str) -> Iterator[float]:
    """The telling figures of a text as numbers, whatever its language: 800 million, 8亿."""
    for match in _FIGURE.finditer(text):
        value = float(match["number"].replace(",", "")) * _TIMES.get((match["times"] or "").casefold(), 1)
        if value >= _TELLING and not (match["times"] is None and 1900 <= value < 2100):
            yield value


def likeness(a: Profile, b: Profile) -> float:
    """How surely two profiles are of one affair: 1 and more, they are."""
    lexical = cosine(a.words, b.words)
    if a.dense is None or b.dense is None:
        return lexical / _LEXICAL_ALONE
    dense = float(a.dense @ b.dense)
    if not a.languages & b.languages:
        shared = a.figures & b.figures
        agree = len(shared) >= _AGREE or any(len(f"{value:.0f}".rstrip("0")) >= _EXACT for value in shared)
        return dense / (_DENSE_AGREED if agree else _DENSE_ALONE)
    if a.few and b.few:
        return max(min(dense / _DENSE_ALONE, 2 * lexical / _LEXICAL), min(dense / _DENSE, lexical / _LEXICAL))
    return min(dense / _DENSE, lexical / _LEXICAL)


def earlier_reports(
    story: Sequence[Article], affairs: Affairs, earlier: Sequence[Article], most: int
) -> tuple[Article, ...]:
    """The earlier articles that give a story its background, most alike first."""
    own = affairs.profile(story)
    near = [(likeness(own, affairs.profile([one])), one) for one in earlier]
    chosen = sorted(((value, one) for value, one in near if value >= 1), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(one for _, one in chosen[:most])

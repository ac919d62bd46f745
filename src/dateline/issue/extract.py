"""Chooses the sentences that say most: TF-IDF centroid with a lead prior and maximal marginal relevance.

Sources: Radev et al. 2004 (centroid summarisation), Carbonell and Goldstein 1998 (MMR). Sentences are taken as they
stand, so each one is a span of its document.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.records import Span
from dateline.sentences import paragraphs, sentences
from dateline.tokens import count_words, tokens

_LEAD = 4.0  # how much the place in the document counts against the content
_DIVERSITY = 0.35  # how much likeness to a sentence already chosen costs
_SAME = 0.95  # likeness from which a sentence only repeats one already chosen: taken when there is nothing else
_SHORTEST = 5  # words; shorter lines are headings, captions, credits
_DATELINED = 2  # paragraphs at the head of a document, of which one may begin with a dateline
# SHENYANG, Dec 14 (Agency) —; LONDON —; Place, day (Agency) --; 某社北京12月14日电（记者 …）; 本报讯（记者 …）
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .,'’/-]{2,40}(?:,[^—–()\n]{1,30})?\s*\([^()\n]{2,40}\)\s*(?:[—–]|--?)\s*"
    r"|[A-Z][A-Z .,'’/-]{2,40}(?:,[^—–()\n]{1,30})?\s*(?:[—–]|--)\s*(?![^\n]*(?:[—–]|--))"
    r"|[^—–\n]{1,40}\([A-Z][^()\n]{1,40}\)\s*(?:[—–-]+)\s+"
    r"|[^，。\n]{2,16}[社网網报報][\u4e00-\u9fff]{0,8}\d{1,2}月\d{1,2}日[电電讯訊]\s*(?:[（(][^）)\n]{1,40}[）)])?\s*"
    r"|[^，。\n]{0,10}[报報网網][讯訊]\s*(?:[（(][^）)\n]{1,40}[）)]|[：:]|\s)\s*)"
)
_LEANING = re.compile(
    r"[\"“‘「]?(?:this(?! (?:morning|afternoon|evening|week(?:end)?|month|quarter|year|decade|spring|summer|autumn"
    r"|fall|winter)\b)"
    r"|he|she|they|it|that|these|those|but|however|and|or|so|yet|also|still|moreover|meanwhile|instead"
    r"|his|her|their|its|such|both|another|then|there|which|er|sie|es|doch|aber|il|elle|ils|mais|ella|pero)\b"
    r"|[“「]?(?:他|她|它|这|那|此|但|不过|然而|同时|另外|因此|所以|其|该|对此|与此|而|照此|据此|为此|由此|折算|换算|换言之|也就是说|相比之下)",
    re.I,
)
Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence that was chosen: documents[document][start:end]."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be chosen, with what it weighs."""

    document: int
    span: Span
    order: int  # place among the sentences of its document
    vector: Vector
    words: int
    leans: bool  # it begins with a word that points back to the sentence before it


def without_dateline(text: str, span: Span) -> Span:
    """The span without the place, day and agency that a wire report begins with."""
    found = _DATELINE.match(text[span.start : span.end])
    return Span(span.start + found.end(), span.end) if found else span


def candidates(documents: Sequence[str]) -> list[Candidate]:
    """The sentences of the documents that could stand in a summary, in order."""
    found = []
    for number, text in enumerate(documents):
        first = {paragraph.start for paragraph in paragraphs(text)[:_DATELINED]}
        spans = [without_dateline(text, span) if span.start in first else span for span in sentences(text)]
        for order, span in enumerate(spans):
            sentence = text[span.start : span.end]
            vector: Vector = {word: float(number) for word, number in Counter(tokens(sentence)).items()}
            found.append(Candidate(number, span, order, vector, count_words(sentence), leans(sentence)))
    return found


def leans(sentence: str) -> bool:
    """Whether a sentence begins with a word that points back: he, this, but; 他, 这, 但."""
    return bool(_LEANING.match(sentence))


def summarise(documents: Sequence[str], limit: int) -> list[Chosen]:
    """At most `limit` sentences of the documents, in the order of the documents."""
    pool = candidates(documents)
    scores = relevance(pool)
    usable = [at for at, one in enumerate(pool) if one.words >= _SHORTEST] or list(range(len(pool)))
    chosen = pick(pool, scores, usable, limit)
    return [Chosen(pool[at].document, pool[at].span.start, pool[at].span.end) for at in sorted(chosen)]


def pick(pool: Sequence[Candidate], scores: Sequence[float], usable: Sequence[int], limit: int) -> list[int]:
    """Indices of the best `limit` of the usable candidates, each unlike the ones before it."""
    if limit >= len(usable):
        return list(usable)
    weighed = weigh([one.vector for one in pool])
    chosen, likeness = list[int](), dict.fromkeys(usable, 0.0)
    # Worth only falls while others are chosen: what is up to date and still on top is best.
    repeated = list[int]()
    heap = [(-scores[at], at, 0) for at in likeness]
    heapq.heapify(heap)
    while heap and len(chosen) < limit:
        _, at, compared = heapq.heappop(heap)
        if compared < len(chosen):
            likeness[at] = max(likeness[at], *(_dot(weighed[at], weighed[one]) for one in chosen[compared:]))
            heapq.heappush(heap, (_DIVERSITY * likeness[at] - scores[at], at, len(chosen)))
        elif likeness[at] > _SAME:
            repeated.append(at)
        else:
            chosen.append(at)
    return chosen + repeated[: limit - len(chosen)]


class Weighable(Protocol):
    """What relevance looks at: words with their counts, and the place in the document."""

    @property
    def vector(self) -> Vector:
        """Words with their counts."""

    @property
    def order(self) -> int:
        """Place in the document."""


def relevance(pool: Sequence[Weighable]) -> list[float]:
    """The worth of each candidate: closeness to the centroid of all, and an early place in its document."""
    return [near + _LEAD / (1 + one.order) ** 0.5 for near, one in zip(closeness(pool), pool, strict=True)]


def closeness(pool: Sequence[Weighable]) -> list[float]:
    """How close each candidate is to the centroid of all; the closest has 1."""
    weighed = weigh([one.vector for one in pool])
    centroid: Vector = {}
    for vector in weighed:
        for word, weight in vector.items():
            centroid[word] = centroid.get(word, 0.0) + weight
    near = [_dot(vector, centroid) for vector in weighed]
    top = max(near, default=0.0) or 1.0
    return [value / top for value in near]


def weigh(vectors: Sequence[Vector]) -> list[Vector]:
    """TF-IDF over sentences, unit length."""
    seen = Counter(word for vector in vectors for word in vector)
    total = len(vectors)
    weighed = []
    for vector in vectors:
        raw = {word: (1 + math.log(count)) * math.log(1 + total / seen[word]) for word, count in vector.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        weighed.append({word: value / length for word, value in raw.items()})
    return weighed


def _dot(a: Vector, b: Vector) -> float:
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(value * large.get(word, 0.0) for word, value in small.items())

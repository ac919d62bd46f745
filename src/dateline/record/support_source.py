"""A source prepared for many claims: its sentences as words, and where each word stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from dateline.record.support_lexicon import (
    GENERAL,
    NEAR,
    OPPOSITE,
    OTHER,
    SAME,
    SISTER,
    SPECIAL,
    Lexicon,
    Vector,
    load_lexicon,
)
from dateline.record.support_words import Line, Word, split_lines

MOST_CHARACTERS = 200_000  # of a source that is read; a claim that needs more is not carried
_SIGNS = {"dollar": "$", "euro": "€", "pound": "£", "percent": "%", "cent": "%", "yen": "¥", "degree": "°"}
_STEM = 5  # letters that two words of one family share at their beginning
_RANK = {SAME: 1.0, GENERAL: 0.9, NEAR: 0.6, SPECIAL: 0.4, SISTER: 0.3, OPPOSITE: 0.2, OTHER: 0.0}


@dataclass(frozen=True, slots=True)
class Match:
    """What of a source answers to a word of the claim."""

    lemma: str  # the source's word; empty: nothing does
    relation: str  # exact, stem, or one of the lexicon's
    strength: float  # 1: says the same
    likeness: float  # cosine to the nearest word of the source; 1 for the same


@dataclass(frozen=True, slots=True)
class Source:
    """The words of one or more sources, in order."""

    text: str
    lines: tuple[Line, ...]
    flat: tuple[Word, ...]  # all words
    line_of: tuple[int, ...]  # of each word its line
    starts: tuple[int, ...]  # of each line the place of its first word
    places: dict[str, list[int]]  # of each base form its places in `flat`
    lexicon: Lexicon
    families: dict[str, list[str]]  # of the first letters the content words that begin so
    vocabulary: tuple[str, ...]  # words with a vector, in the order of `matrix`
    matrix: npt.NDArray[np.float32]
    cache: dict[str, Match]

    def match(self, lemma: str) -> Match:
        """What answers to a word of the claim anywhere in the source."""
        if lemma in self.places:
            return Match(lemma, "exact", 1.0, 1.0)
        if any(sign in self.text for sign in _SIGNS.get(lemma, ())):
            return Match(lemma, "exact", 1.0, 1.0)
        found = self.cache.get(lemma)
        if found is None:
            found = self.cache[lemma] = self._nearest(lemma)
        return found

    def _nearest(self, lemma: str) -> Match:
        like, likeness = self._most_like(lemma)
        best = Match(like, OTHER, 0.0, likeness)
        related = self.lexicon.related(lemma)
        for word in related.keys() & self.places.keys():
            best = max(best, Match(word, related[word], _RANK[related[word]], likeness), key=lambda one: one.strength)
        if best.strength < _RANK[GENERAL]:
            best = max(best, self._above_or_below(lemma, likeness), key=lambda one: one.strength)
        if best.strength < 1:
            for word in self.families.get(lemma[:_STEM], ()) if len(lemma) >= _STEM else ():
                if is_family(lemma, word):
                    return Match(word, "stem", 0.95, likeness)
        return best

    def _above_or_below(self, lemma: str, likeness: float) -> Match:
        senses, wider = self.lexicon.senses(lemma), self.lexicon.wider(lemma)
        found = Match("", OTHER, 0.0, likeness)
        if not senses:
            return found
        for word in self.places:
            if not senses.isdisjoint(self.lexicon.wider(word)):
                return Match(word, GENERAL, _RANK[GENERAL], likeness)
            if not wider.isdisjoint(self.lexicon.senses(word)):
                found = Match(word, SPECIAL, _RANK[SPECIAL], likeness)
        return found

    def _most_like(self, lemma: str) -> tuple[str, float]:
        vector = self.lexicon.vector(lemma)
        if vector is None or not self.vocabulary:
            return "", 0.0
        cosines = self.matrix @ vector
        at = int(cosines.argmax())
        return self.vocabulary[at], float(cosines[at])


def is_family(one: str, other: str) -> bool:
    """Whether two words are forms of one root: they share all but short endings."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= max(_STEM, max(len(one), len(other)) - 4) and shared >= min(len(one), len(other)) - 3


def _prepare(text: str, lexicon: Lexicon) -> Source:
    lines = split_lines(text[:MOST_CHARACTERS], lexicon)
    flat = tuple(word for line in lines for word in line.words)
    places: dict[str, list[int]] = defaultdict(list)
    families: dict[str, list[str]] = defaultdict(list)
    for at, word in enumerate(flat):
        if word.lemma not in places and word.content and len(word.lemma) >= _STEM:
            families[word.lemma[:_STEM]].append(word.lemma)
        places[word.lemma].append(at)
    vectors: dict[str, Vector] = {}
    for lemma in places:
        vector = lexicon.vector(lemma)
        if vector is not None and lexicon.has_content(lemma):
            vectors[lemma] = vector
    return Source(
        text=text,
        lines=lines,
        flat=flat,
        line_of=tuple(number for number, line in enumerate(lines) for _ in line.words),
        starts=tuple(accumulate((len(line.words) for line in lines), initial=0)),
        places=dict(places),
        lexicon=lexicon,
        families=dict(families),
        vocabulary=tuple(vectors),
        matrix=np.array(list(vectors.values()), dtype=np.float32),
        cache={},
    )


@lru_cache(maxsize=32)
def prepare(sources: tuple[str, ...]) -> Source:
    """The sources of a claim, prepared; the last ones are kept, as claims on one source come together."""
    return _prepare("\n\n".join(sources), load_lexicon())

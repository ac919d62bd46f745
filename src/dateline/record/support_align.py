"""Lays the words of a claim's sentence over the words of a source: what answers to what, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.record.support_source import Match, Source
from dateline.record.support_words import Line, Word
from dateline.records import Span

_MOST = 2  # sentences of the source over which one of the claim is laid
_NEAR = 6  # words of the source between the answers to two neighbours
_NEIGHBOURS = 3
_ANSWERS = 0.9  # strength of a match from which the source says the same


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of the claim's words that stands in the source word for word."""

    first: int  # place in the claim's sentence
    length: int
    place: int  # place in the source


@dataclass(frozen=True, slots=True)
class Alignment:
    """One sentence of a claim over its source."""

    line: Line
    lines: tuple[int, ...]  # the source's sentences that carry most of it, the best first
    matches: tuple[Match, ...]  # one a word of the sentence, anywhere in the source
    places: tuple[int, ...]  # one a word: where in the chosen sentences it answers; -1: nowhere there
    weights: tuple[float, ...]  # one a word; 0 for words without content
    fragments: tuple[Fragment, ...]
    tightness: float  # share of the weight that the best sentence of the source carries

    def carrying(self, source: Source) -> list[Word]:
        """The words of the sentences of the source that carry this one."""
        return [word for number in self.lines for word in source.lines[number].words]

    def is_anchored(self, at: int) -> bool:
        """Whether a content word near this one has its answer near this one's in the source."""
        place = self.places[at]
        return any(
            other != at and self.weights[other] and self.places[other] >= 0 and abs(self.places[other] - place) <= _NEAR
            for other in range(max(0, at - _NEIGHBOURS), min(len(self.places), at + _NEIGHBOURS + 1))
        )


def align(line: Line, source: Source, carried: Sequence[Span] = ()) -> Alignment:
    """The sentence over the sentences of the source that carry it; `carried` are known to be there in other words."""
    matches = tuple(
        Match(word.lemma, "exact", 1.0, 1.0)
        if any(span.start <= word.start < span.end for span in carried)
        else source.match(word.lemma)
        for word in line.words
    )
    weights = tuple(_weight(word, source) for word in line.words)
    fragments = _fragments(line.words, source)
    lines = _choose(line.words, matches, weights, source)
    places = _lay(matches, lines, source)
    share = sum(
        weight
        for weight, place, match in zip(weights, places, matches, strict=True)
        if place >= 0 and match.strength >= _ANSWERS and source.line_of[place] == lines[0]
    )
    return Alignment(line, lines, matches, places, weights, fragments, share / (sum(weights) or 1))


def _weight(word: Word, source: Source) -> float:
    if not word.content:
        return 0.0
    return 0.8 if word.number else source.lexicon.weight(word.lemma)


def _choose(
    words: tuple[Word, ...], matches: tuple[Match, ...], weights: tuple[float, ...], source: Source
) -> tuple[int, ...]:
    """Greedily the sentences that carry the most weight not yet carried, earlier ones first where they are equal."""
    holds: dict[int, dict[str, float]] = {}
    for word, match, weight in zip(words, matches, weights, strict=True):
        worth = (weight or 0.02) * (match.strength if match.strength >= 0.3 else 0)
        if worth:
            for place in source.places.get(match.lemma, ()):
                holds.setdefault(source.line_of[place], {})[word.lemma] = worth
    chosen: list[int] = []
    carried: set[str] = set()
    while holds and len(chosen) < _MOST:
        gains = {
            number: sum(worth for lemma, worth in held.items() if lemma not in carried)
            for number, held in holds.items()
        }
        best = max(gains, key=lambda number: (gains[number], -number))
        if gains[best] < 0.15:
            break
        chosen.append(best)
        carried |= holds.pop(best).keys()
    return tuple(chosen)


def _lay(matches: tuple[Match, ...], lines: tuple[int, ...], source: Source) -> tuple[int, ...]:
    """A place in the chosen sentences for each word, near the place of the word before where there is a choice."""
    found: list[int] = []
    last = -1
    rank = {number: order for order, number in enumerate(lines)}
    for match in matches:
        usable = [place for place in source.places.get(match.lemma, ()) if source.line_of[place] in rank]
        if not usable or match.strength < 0.2:
            found.append(-1)
            continue
        after = last + 1
        place = min(usable, key=lambda at: rank[source.line_of[at]] if last < 0 else abs(at - after) + 3 * (at < last))
        found.append(place)
        last = place
    return tuple(found)


def _fragments(words: tuple[Word, ...], source: Source) -> tuple[Fragment, ...]:
    """The claim cut greedily into the longest runs that the source has (Grusky et al. 2018, "Newsroom")."""
    found: list[Fragment] = []
    at = 0
    flat = source.flat
    while at < len(words):
        best = Fragment(at, 0, -1)
        for place in source.places.get(words[at].lemma, ()):
            length = 1
            while (
                at + length < len(words)
                and place + length < len(flat)
                and words[at + length].lemma == flat[place + length].lemma
            ):
                length += 1
            if length > best.length:
                best = Fragment(at, length, place)
        if best.length:
            found.append(best)
        at += max(1, best.length)
    return tuple(found)

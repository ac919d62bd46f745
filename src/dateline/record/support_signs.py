"""Signs in how a claim's words lie over a source that it may not be carried: numbers from 0, more is worse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dateline.record.support_align import Alignment
from dateline.record.support_lexicon import OPPOSITE, SAME, SISTER, SPECIAL
from dateline.record.support_source import Source

Signs = defaultdict[str, float]
_FAR = 10  # words of the source between two that stand side by side in the claim
_JUMP = 8
_RUN = 3  # words of a run that counts as taken over
_FULL = 15.0  # mean length of taken runs from which a sentence counts as copied
_SLOT = 6  # words of the source in the gap where a word of the claim should stand
_AROUND = 5


def signs_of(alignment: Alignment, source: Source) -> Signs:
    """The signs of one sentence of a claim."""
    found: Signs = defaultdict(float)
    _outside(alignment, source, found)
    _novel(alignment, source, found)
    _order(alignment, source, found)
    _runs(alignment, source, found)
    _cues(alignment, source, found)
    return found


def _outside(alignment: Alignment, source: Source, found: Signs) -> None:
    """The share of the sentence's weight that the best sentence, and the best two, of the source do not have."""
    total = sum(alignment.weights) or 1.0
    first = alignment.lines[0] if alignment.lines else -1
    for weight, place, match in zip(alignment.weights, alignment.places, alignment.matches, strict=True):
        found["outside two"] += weight * (place < 0) / total
        found["outside one"] += weight * (place < 0 or source.line_of[place] != first) / total
        found["unsaid"] += weight * (1 - match.strength) / total


def _novel(alignment: Alignment, source: Source, found: Signs) -> None:
    """Words that the source has not, by part of speech and by what it has instead."""
    lexicon = source.lexicon
    for at, (word, match) in enumerate(zip(alignment.line.words, alignment.matches, strict=True)):
        if match.relation == "exact" or not word.content:
            continue
        if word.number:
            found["new number"] += 1
            continue
        part = lexicon.part(word.lemma)
        kind = (
            "name"
            if at and word.text[0].isupper()
            else {"n": "noun", "v": "verb", "a": "quality", "r": "quality"}.get(part, "word")
        )
        found[f"new {kind}"] += 1 - match.strength
        if match.strength < 0.5:
            found[f"strange {kind}"] += 1 - max(match.likeness, 0.0)
        if match.relation in (SPECIAL, SISTER):
            found["narrower" if match.relation == SPECIAL else "beside"] += 1
        _slot(at, alignment, source, found)


def _slot(at: int, alignment: Alignment, source: Source, found: Signs) -> None:
    """What the source has between the neighbours of a word that it has not."""
    places, matches = alignment.places, alignment.matches
    before = [
        places[n] for n in range(at - 1, max(-1, at - 4), -1) if places[n] >= 0 and matches[n].relation == "exact"
    ]
    behind = [
        places[n] for n in range(at + 1, min(len(places), at + 4)) if places[n] >= 0 and matches[n].relation == "exact"
    ]
    if not (before and behind and 0 < behind[0] - before[0] <= _SLOT):
        return
    mine = {word.lemma for word in alignment.line.words}
    slot = [word.lemma for word in source.flat[before[0] + 1 : behind[0]] if word.content and word.lemma not in mine]
    related = source.lexicon.related(alignment.line.words[at].lemma)
    relations = {related.get(lemma) for lemma in slot}
    if OPPOSITE in relations:
        found["opposite in place"] += 1
    elif slot and SAME not in relations:
        found["other word in place"] += 1
    elif not slot:
        found["put in"] += 1


def _order(alignment: Alignment, source: Source, found: Signs) -> None:
    """Neighbours in the claim that are far apart in the source."""
    laid = [place for weight, place in zip(alignment.weights, alignment.places, strict=True) if weight and place >= 0]
    steps = list(pairwise(laid))
    if steps:
        found["jumps"] += sum(abs(b - a) > _JUMP for a, b in steps) / len(steps)
        found["backwards"] += sum(b < a for a, b in steps) / len(steps)
    sure = [
        match.lemma
        for weight, match in zip(alignment.weights, alignment.matches, strict=True)
        if weight and match.strength >= 0.9
    ]
    pairs = list(pairwise(sure))
    if pairs:
        found["apart"] += sum(_distance(a, b, source) > _FAR for a, b in pairs) / len(pairs)


def _distance(one: str, other: str, source: Source) -> int:
    """Words between the nearest places of two words of the source."""
    mine, theirs = source.places.get(one, ()), source.places.get(other, ())
    if not mine or not theirs or len(mine) * len(theirs) > 400:
        return 0  # in other words there, or all over the source: it tells nothing
    return min(abs(a - b) for a in mine for b in theirs)


def _runs(alignment: Alignment, source: Source, found: Signs) -> None:
    """How little is taken over in long runs, and how often one changes the sentence that it is taken from."""
    count = len(alignment.line.words)
    found["not copied"] += 1 - min(sum(run.length**2 for run in alignment.fragments) / count, _FULL) / _FULL
    found["in pieces"] += len(alignment.fragments) / count
    found["no long run"] += 1 - max((run.length for run in alignment.fragments), default=0) / count
    long = [run for run in alignment.fragments if run.length >= _RUN]
    found["switches"] += sum(source.line_of[a.place] != source.line_of[b.place] for a, b in pairwise(long))


def _cues(alignment: Alignment, source: Source, found: Signs) -> None:
    """Denials and doubts that nothing near the answers has; numbers among other words; words said twice."""
    words, cues = alignment.line.words, source.lexicon.cues
    near = {
        source.flat[at].lemma
        for place in alignment.places
        if place >= 0
        for at in range(max(0, place - 3), min(len(source.flat), place + 3))
    }
    mine = {word.lemma for word in words}
    found["denial put in"] += bool(mine & cues["negation"]) and not near & cues["negation"]
    found["doubt put in"] += len((mine & cues["maybe"]) - near)
    found["number elsewhere"] += sum(
        _is_elsewhere(at, alignment, source) for at in range(len(words)) if words[at].number
    )
    content = [word.lemma for word in words if word.content]
    found["repeats"] += (len(content) - len(set(content))) / len(words)


def _is_elsewhere(at: int, alignment: Alignment, source: Source) -> bool:
    """Whether a number that the source has stands there among other words than in the claim."""
    places = source.places.get(alignment.line.words[at].lemma, ())
    around = {word.lemma for word in alignment.line.words[max(0, at - 3) : at + 4] if word.content and not word.number}
    return bool(places) and not any(_shares(source, place, around) for place in places)


def _shares(source: Source, place: int, around: set[str]) -> bool:
    there = {word.lemma for word in source.flat[max(0, place - _AROUND) : place + _AROUND + 1]}
    return len(around & there) >= min(2, len(around))


def claim_signs(signs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The signs of a claim: of its sentences the sum and the worst."""
    found: dict[str, float] = {}
    for one in signs:
        for name, value in one.items():
            found[f"all {name}"] = found.get(f"all {name}", 0.0) + value
            found[f"worst {name}"] = max(found.get(f"worst {name}", 0.0), value)
    return found

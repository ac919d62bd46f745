"""Opposites, quantifiers, superlatives, conditions and causes: small words that make a sentence say something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.record.support_align import Alignment
from dateline.record.support_frames import is_denied
from dateline.record.support_lexicon import OPPOSITE, SAME, Lexicon
from dateline.record.support_source import Source
from dateline.record.support_words import Word
from dateline.records import Lack

_REACH = 4  # words between a quantifier and what it counts
_BESIDE = 3  # words around an opposite that are the same in claim and source
_SOME = 4  # quantifiers from "many" up are compared
_STRONG = 6  # quantifiers from "most" up need one of at least their rank in the source
_SUPERLATIVES = frozenset("first last only best worst most least record unprecedented sole top".split())
_PARTIAL = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth one among nearly almost 2nd 3rd 4th 5th".split()
)
_WITH_TO = frozenset("subject depend depending contingent provided provide assume assuming".split())
_CAUSAL = frozenset(
    "because due owing as since so thanks thank result cause lead reason blame attribute amid over for "
    "from prompt trigger by cite force drive with follow bring therefore consequently why mean make spark help".split()
)


def contrast_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """What the claim says more strongly, or the other way round, than the sentences that carry it."""
    if not alignment.lines:
        return
    yield from _opposite(alignment, source)
    yield from _quantifier(alignment, source)
    yield from _superlative(alignment, source)
    yield from _condition(alignment, source)
    yield from _cause(alignment, source)


def _opposite(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A word whose opposite stands where it should stand in the sentence that carries the claim."""
    words, lexicon = alignment.line.words, source.lexicon
    mine = {word.lemma for word in words}
    number = alignment.lines[0]
    theirs_words, start = source.lines[number].words, source.starts[number]
    main = _main_clause(alignment, theirs_words, start)
    whole = {word.lemma for word in theirs_words}
    for at, word in enumerate(words):
        clause = _clause_beside_word(at, alignment, theirs_words, start, main)
        theirs = {other.lemma: place for place, other in enumerate(theirs_words) if other.clause == clause}
        if word.number or word.lemma in (theirs if clause == main else whole):
            continue
        related = lexicon.related(word.lemma)
        if any(related.get(lemma) == SAME and lemma not in mine for lemma in theirs):
            continue
        for lemma in related.keys() & theirs.keys():
            if related[lemma] != OPPOSITE or lemma in mine or not _is_beside(at, start + theirs[lemma], alignment):
                continue
            if is_denied(words, at, lexicon) == is_denied(theirs_words, theirs[lemma], lexicon):
                yield Lack("opposite", word.text, f"the source has “{theirs_words[theirs[lemma]].text}”")
                return


def _clause_beside_word(at: int, alignment: Alignment, words: Sequence[Word], start: int, main: int) -> int:
    """The clause in which the nearest neighbour of a word has its answer."""
    near = sorted(range(max(0, at - _BESIDE), min(len(alignment.places), at + _BESIDE + 1)), key=lambda n: abs(n - at))
    for other in near:
        place = alignment.places[other] - start
        if other != at and alignment.weights[other] and 0 <= place < len(words):
            return words[place].clause
    return main


def _main_clause(alignment: Alignment, words: Sequence[Word], start: int) -> int:
    """The clause of the source's sentence that carries most of the claim's weight."""
    carried: dict[int, float] = {}
    for weight, place in zip(alignment.weights, alignment.places, strict=True):
        if start <= place < start + len(words):
            clause = words[place - start].clause
            carried[clause] = carried.get(clause, 0.0) + weight
    return max(carried, key=lambda clause: (carried[clause], -clause), default=0)


def _is_beside(at: int, place: int, alignment: Alignment) -> bool:
    """Whether the claim's words around `at` have their answers around `place`."""
    around = range(max(0, at - _BESIDE), min(len(alignment.places), at + _BESIDE + 1))
    return any(alignment.places[other] >= 0 and abs(alignment.places[other] - place) <= _BESIDE + 2 for other in around)


def _quantifier(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A quantifier that no word of the sentences that carry the claim reaches."""
    words, ranks = alignment.line.words, source.lexicon.quantifiers
    theirs = [ranks[word.lemma] for word in alignment.carrying(source) if word.lemma in ranks]
    for at, word in enumerate(words):
        rank = ranks.get(word.lemma, 0)
        if rank < _SOME or _is_part_of_superlative(words, at) or any(other >= rank for other in theirs):
            continue
        if theirs or rank >= _STRONG:
            yield Lack(
                "quantifier",
                word.text,
                "the source says it of fewer" if theirs else "the source does not say it of so many",
            )
            return


def _is_part_of_superlative(words: Sequence[Word], at: int) -> bool:
    return words[at].lemma == "most" and at > 0 and words[at - 1].lemma in ("the", "its", "their", "world", "s")


def is_superlative(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word says that nothing goes beyond it."""
    form = word.text.casefold()
    if form in _SUPERLATIVES:
        return True
    return form.endswith("est") and lexicon.lemma(form) != form and len(form) > 4


def _superlative(alignment: Alignment, source: Source) -> Iterator[Lack]:
    words, lexicon = alignment.line.words, source.lexicon
    carrying = alignment.carrying(source)
    for at, word in enumerate(words):
        if not is_superlative(word, lexicon) and not _is_part_of_superlative(words, at):
            continue
        same = [place for place, other in enumerate(carrying) if _same_superlative(word, other, lexicon)]
        if not same:
            yield Lack("superlative", word.text, "the source does not go so far")
            return
        limits = [_limit(carrying, place) for place in same]
        if all(limits) and not _limit(words, at):
            yield Lack("superlative", word.text, f"the source limits it: “{limits[0]}”")
            return


def _same_superlative(word: Word, other: Word, lexicon: Lexicon) -> bool:
    if word.text.casefold() == other.text.casefold():
        return True
    return is_superlative(other, lexicon) and lexicon.related(word.lemma).get(other.lemma) == SAME


def _limit(words: Sequence[Word], at: int) -> str | None:
    """What takes a superlative back: second largest, one of the largest, nearly the largest."""
    return next((words[place].text for place in range(max(0, at - 3), at) if words[place].lemma in _PARTIAL), None)


def _condition(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A condition beside the words that the claim takes, which the claim leaves out."""
    cues = source.lexicon.cues["condition"]
    if any(word.lemma in cues for word in alignment.line.words):
        return
    number = alignment.lines[0]
    words, start = source.lines[number].words, source.starts[number]
    for place, word in enumerate(words[:-1]):
        if word.lemma not in cues or (word.lemma in _WITH_TO and words[place + 1].lemma not in ("to", "on", "that")):
            continue
        beside = _clause_beside(words, place)
        if _taken(alignment, start, words, beside) > 0.5 and _taken(alignment, start, words, word.clause) <= 0.5:
            text = " ".join(other.text for other in words[place : place + 6])
            yield Lack("condition", "", f"the source says it only under a condition: “{text} …”")
            return


def _clause_beside(words: Sequence[Word], place: int) -> int:
    """The clause that a condition holds for: the one behind it where it opens the sentence, else the one before."""
    return words[place].clause + 1 if place == 0 else words[place - 1].clause


def _taken(alignment: Alignment, start: int, words: Sequence[Word], clause: int) -> float:
    """The share of a clause's content words that the claim takes."""
    own = [at + start for at, word in enumerate(words) if word.clause == clause and word.content]
    return sum(at in alignment.places for at in own) / len(own) if own else 0.0


def _cause(alignment: Alignment, source: Source) -> Iterator[Lack]:
    cues = source.lexicon.cues["cause"]
    there = {word.lemma for word in alignment.carrying(source)}
    if there & _CAUSAL:
        return
    for word in alignment.line.words:
        if word.lemma in cues:
            yield Lack("cause", word.text, "the source gives no such cause")
            return

"""Opposites, quantifiers, superlatives, conditions and causes: small words that make a sentence say something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.record.support_acts import saying
from dateline.record.support_align import Alignment
from dateline.record.support_frames import is_denied
from dateline.record.support_lexicon import OPPOSITE, SAME, Lexicon
from dateline.record.support_source import Source
from dateline.record.support_words import Word
from dateline.records import Lack

_REACH = 4  # words between a quantifier and what it counts
_CONVERSE = [{"buy", "sell"}, {"lend", "borrow"}, {"acquire", "sell"}]
_BESIDE = 3  # words around an opposite that are the same in claim and source
_EACH = 8
_SOME = 4  # quantifiers from "many" up are compared
_STRONG = 6  # quantifiers from "most" up need one of at least their rank in the source
_LIKE = 0.4  # strength of a match from which a word of a cause is taken to be said
_SUPERLATIVES = frozenset("first last only best worst most least record unprecedented sole top".split())
_PARTIAL = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth one among nearly almost 2nd 3rd 4th 5th".split()
)
_MORE = frozenset("more greater higher larger bigger faster longer better stronger older earlier".split())
_LESS = frozenset("fewer less lower smaller slower shorter worse weaker younger later".split())
_WORLD = frozenset("world worldwide global globally ever history planet earth".split())
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
    yield from _comparison(alignment, source)


def _opposite(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A word whose opposite stands where it should stand in the sentence that carries the claim."""
    words, lexicon = alignment.line.words, source.lexicon
    mine = {word.lemma for word in words}
    number = alignment.lines[0]
    theirs_words, start = source.lines[number].words, source.starts[number]
    main = _main_clause(alignment, theirs_words, start)
    whole = {word.lemma for word in theirs_words}
    spots = [(at, clause) for at in range(len(words)) for clause in _clauses(at, alignment, theirs_words, start, main)]
    for at, clause in spots:
        word = words[at]
        theirs = {other.lemma: place for place, other in enumerate(theirs_words) if other.clause == clause}
        if (at and words[at - 1].lemma == "at") or _stands_so(at, alignment, theirs_words, start):
            continue
        if word.number or word.lemma == "half" or word.lemma in (theirs if clause == main else whole):
            continue
        related = lexicon.related(word.lemma)
        if any(related.get(lemma) == SAME and lemma not in mine for lemma in theirs):
            continue
        for lemma in related.keys() & theirs.keys():
            if related[lemma] != OPPOSITE or lemma in mine or not _is_beside(at, start + theirs[lemma], alignment):
                continue
            if _is_converse(at, theirs[lemma], alignment, theirs_words, lexicon):
                continue
            if is_denied(words, at, lexicon) == is_denied(theirs_words, theirs[lemma], lexicon):
                yield Lack("opposite", word.text, f"the source has “{theirs_words[theirs[lemma]].text}”")
                return


def _stands_so(at: int, alignment: Alignment, words: Sequence[Word], start: int) -> bool:
    """Whether the source has the word itself before the word that follows it in the claim."""
    for other in range(at + 1, min(len(alignment.places), at + 1 + _BESIDE)):
        place = alignment.places[other] - start
        if alignment.weights[other]:
            near = words[max(0, place - _BESIDE) : place] if 0 <= place < len(words) else ()
            return any(one.lemma == alignment.line.words[at].lemma for one in near)
    return False


def _is_converse(at: int, place: int, alignment: Alignment, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether one side of a bargain is told from the other: A sold it to B, B bought it."""
    lemmas = {alignment.line.words[at].lemma, words[place].lemma}
    if not any(lemmas <= pair for pair in _CONVERSE):
        return False
    mine = next((act for act in saying(alignment.line.words, lexicon) if act.at == at), None)
    theirs = next((act for act in saying(words, lexicon) if act.at == place), None)
    if mine is None or theirs is None:
        return False
    if mine.agents.names and theirs.agents.names:
        return not mine.agents.names & theirs.agents.names
    return not mine.agents.wide & theirs.agents.wide


def _clauses(at: int, alignment: Alignment, words: Sequence[Word], start: int, main: int) -> list[int]:
    """The clauses in which the nearest neighbour of a word has its answer, and the next one behind it."""
    found = [_clause_beside_word(at, alignment, words, start, main)]
    for other in range(at + 1, min(len(alignment.places), at + 1 + _BESIDE)):
        place = alignment.places[other] - start
        if alignment.weights[other] and not alignment.line.words[other].number:
            found += [words[place].clause] if 0 <= place < len(words) and words[place].clause != found[0] else []
            break
    return found


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
    words, lexicon = alignment.line.words, source.lexicon
    ranks = lexicon.quantifiers
    theirs = [ranks[word.lemma] for word in alignment.carrying(source) if word.lemma in ranks]
    for at, word in enumerate(words):
        rank = ranks.get(word.lemma, 0)
        if at + 1 < len(words) and lexicon.classes.get(words[at + 1].lemma) == "span" and rank == _EACH:
            continue  # "each day" is told as "a day", too
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
        if _is_no_superlative(words, at):
            continue
        if not is_superlative(word, lexicon) and not _is_part_of_superlative(words, at):
            continue
        same = [place for place, other in enumerate(carrying) if _same_superlative(word, other, lexicon)]
        if not same:
            yield Lack("superlative", word.text, "the source does not go so far")
            return
        if _WORLD & _lemmas(words) - _lemmas(carrying):
            yield Lack("superlative", word.text, "the source says it of less than all")
            return
        owned = at and words[at - 1].lemma in ("his", "her", "its", "their")
        other = None if word.lemma == "last" or owned else _other_holder(words, at, same[0], alignment, source)
        if other:
            yield Lack("superlative", word.text, f"in the source it is {other}")
            return
        limits = [_limit(carrying, place) for place in same]
        if all(limits) and not _limit(words, at):
            yield Lack("superlative", word.text, f"the source limits it: “{limits[0]}”")
            return


def _is_no_superlative(words: Sequence[Word], at: int) -> bool:
    """Whether a word that looks like a superlative is a verb or a hedge here: will last, at least."""
    before = words[at - 1].lemma if at else ""
    if words[at].lemma == "last" and before in ("will", "would", "can", "could", "to", "may", "might"):
        return True
    if words[at].lemma == "only":
        return before not in ("the", "its", "his", "her", "their", "s", "a", "world")
    return (
        words[at].text.casefold() in ("least", "most", "latest", "earliest")
        and before in ("at", "the")
        and (words[max(0, at - 2)].lemma == "at" or before == "at")
    )


def _lemmas(words: Sequence[Word]) -> set[str]:
    return {word.lemma for word in words}


def _other_holder(words: Sequence[Word], at: int, place: int, alignment: Alignment, source: Source) -> str | None:
    """Who else goes beyond all others in the source; None: the same, or it cannot be told."""
    number = alignment.lines[0]
    if place >= len(source.lines[number].words):
        number, place = alignment.lines[1], place - len(source.lines[number].words)
    mine = _holder(words, at, source.lexicon)
    theirs = _holder(source.lines[number].words, place, source.lexicon)
    if not (mine and theirs) or mine & theirs or not mine <= source.places.keys():
        return None
    return " ".join(sorted(theirs))


def _holder(words: Sequence[Word], at: int, lexicon: Lexicon) -> frozenset[str]:
    """The names of whom a superlative is said: the subject of its verb, or the words it stands beside."""
    clause = words[at].clause
    acts = [act for act in saying(words, lexicon) if act.at < at and words[act.at].clause == clause]
    if acts:
        party = acts[-1].patients if acts[-1].passive else acts[-1].agents
        return party.names and party.wide
    before = [word for word in words if word.clause == clause - 1]
    return frozenset(word.lemma for word in before if word.content and word.text[0].isupper())


def _same_superlative(word: Word, other: Word, lexicon: Lexicon) -> bool:
    if word.text.casefold() == other.text.casefold():
        return True
    return is_superlative(other, lexicon) and lexicon.related(word.lemma).get(other.lemma) == SAME


def _limit(words: Sequence[Word], at: int) -> str | None:
    """What takes a superlative back: second largest, one of the largest, nearly the largest."""
    return next((words[place].text for place in range(max(0, at - 3), at) if words[place].lemma in _PARTIAL), None)


def _comparison(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """More than where the source has fewer than."""
    mine = _sides(alignment.line.words)
    theirs = _sides(source.lines[alignment.lines[0]].words)
    if mine and theirs and not mine & theirs:
        yield Lack("opposite", " or ".join(sorted(mine)), f"the source has {' or '.join(sorted(theirs))}")


def _sides(words: Sequence[Word]) -> set[str]:
    found = set()
    for at, word in enumerate(words):
        if any(other.lemma == "than" for other in words[at + 1 : at + 1 + _REACH]):
            form = word.text.casefold()
            found |= {"more"} if form in _MORE else {"less"} if form in _LESS else set()
    return found


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
    words, lexicon = alignment.line.words, source.lexicon
    there = {word.lemma for word in alignment.carrying(source)}
    for at, word in enumerate(words):
        if not _is_cause(words, at, lexicon):
            continue
        if not there & _CAUSAL or not _is_there(alignment, source, at):
            yield Lack("cause", word.text, "the source gives no such cause")
            return


def _is_cause(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word opens a cause; "due to meet" is a plan."""
    if words[at].lemma == "blame":
        return True
    if words[at].lemma not in lexicon.cues["cause"]:
        return False
    to = [word for word in words[at + 1 : at + 3] if word.lemma != "to"]
    return words[at].lemma != "due" or not (to and to[0].text == to[0].lemma and lexicon.part(to[0].lemma) == "v")


def _is_there(alignment: Alignment, source: Source, at: int) -> bool:
    """Whether the sentences that carry the claim, or the ones beside them, have something of the cause behind a cue."""
    words = alignment.line.words
    cue = words[at].lemma
    start = (
        next((n for n in range(at + 1, len(words)) if words[n].lemma in ("on", "for")), at) if cue == "blame" else at
    )
    cause = [n for n in range(start + 1, len(words)) if words[n].content and words[n].clause == words[start].clause]
    if not cause or cue in ("cause", "hence", "therefore", "consequently") or (cue == "blame" and start == at):
        return True
    held = [n for n in cause if alignment.matches[n].strength >= _LIKE and _stands_near(alignment, source, n)]
    return len(held) * 2 > len(cause) if len(cause) > 1 else bool(held)


def _stands_near(alignment: Alignment, source: Source, at: int) -> bool:
    lines = {number + step for number in alignment.lines[:1] for step in (-1, 0, 1)}
    return any(source.line_of[place] in lines for place in source.places.get(alignment.matches[at].lemma, ()))

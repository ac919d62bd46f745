"""Who does what to whom, from which place to which, before or after: compared between claim and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.record.support_align import Alignment
from dateline.record.support_lexicon import Lexicon
from dateline.record.support_source import Source, is_family
from dateline.record.support_words import Word
from dateline.records import Lack

_REACH = 9  # words on each side of a verb among which its partners are
_CONFLICTS = {
    frozenset(pair)
    for pair in (
        ("from", "to"),
        ("before", "after"),
        ("until", "since"),
        ("above", "below"),
        ("over", "under"),
        ("with", "without"),
        ("for", "against"),
        ("with", "against"),
        ("inside", "outside"),
        ("despite", "because"),
    )
}
_SIDES = frozenset(word for pair in _CONFLICTS for word in pair)
_BE = frozenset("be get".split())
_PRONOUNS = frozenset("i you he she it we they who which that".split())
_WITHIN = frozenset("of the a an s".split())
_TIMES = frozenset("time night morning evening afternoon today yesterday tomorrow weekend minute second".split())
_TOLD = frozenset("say put report find tell show estimate announce".split())
_MUTUAL = frozenset(
    "meet merge marry partner cooperate collaborate ally unite join agree trade talk discuss negotiate".split()
)


@dataclass(frozen=True, slots=True)
class Partners:
    """The nouns that act and those acted on, by base form."""

    agents: frozenset[str]
    patients: frozenset[str]


def role_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """Verbs whose partners are swapped, and words that stand on the other side of from and to, before and after."""
    words = alignment.line.words
    for at, word in enumerate(words):
        if word.lemma == "than":
            problem = _other_partners(at, alignment, source)
            if problem:
                yield Lack("roles", _stretch(words, at), problem)
                return
    yield from _owner_lacks(alignment, source)
    yield from _side_lacks(alignment, source)


def _acts(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is a verb here: most often one, or in a form that only a verb has."""
    word = words[at]
    if not word.content or word.number or (at and words[at - 1].lemma == "to"):
        return False
    form = word.text.casefold()
    if form == word.lemma and lexicon.may_be(word.lemma, "n"):
        return False
    return lexicon.part(word.lemma) == "v" or (
        form != word.lemma and form.endswith("ed") and lexicon.may_be(word.lemma, "v")
    )


def _other_partners(at: int, alignment: Alignment, source: Source) -> str | None:
    """How the source has the partners of a verb otherwise; None: it has them so, or it cannot be told."""
    mine = partners(alignment.line.words, at, source.lexicon)
    if not mine.agents:
        return None
    swapped, others = False, set[str]()
    capitals = {word.lemma for word in alignment.line.words if word.text[0].isupper()}
    for number in alignment.lines:
        theirs_words = source.lines[number].words
        for place, word in enumerate(theirs_words):
            if word.lemma == alignment.matches[at].lemma:
                theirs = partners(theirs_words, place, source.lexicon)
                if not theirs.agents or mine.agents & theirs.agents:
                    return None
                swapped |= bool(
                    mine.agents & theirs.patients and (mine.patients & theirs.agents or mine.agents <= capitals)
                )
                names = {other.lemma for other in theirs_words if other.text[0].isupper()}
                if mine.agents <= capitals and theirs.agents & names and mine.patients & theirs.patients:
                    others |= theirs.agents
    if swapped:
        return "the source has them the other way round"
    known = mine.agents <= source.places.keys()
    return f"in the source it is {' '.join(sorted(others))}" if others and known else None


def _owner_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A number that the source gives for the subject of another clause than the claim does."""
    words, lexicon = alignment.line.words, source.lexicon
    for at, word in enumerate(words):
        if not word.number or alignment.matches[at].relation != "exact":
            continue
        mine = _subject(words, at, lexicon)
        if not mine or len(source.places.get(word.lemma, ())) != 1:
            continue
        place = source.places[word.lemma][0]
        number = source.line_of[place]
        theirs_words = source.lines[number].words
        clause = theirs_words[place - source.starts[number]].clause
        theirs = _subject(theirs_words, place - source.starts[number], lexicon)
        if _is_said(theirs_words, clause) != _is_said(words, word.clause):
            continue
        if any(is_family(one, other) for one in mine for other in theirs):
            continue
        inside = {other.lemma for other in theirs_words if other.clause == clause}
        around = {other.lemma for line in source.lines[max(0, number - 2) : number + 2] for other in line.words}
        named = {other.lemma for other in words if other.text[0].isupper()}
        if mine & named & around and not theirs & {
            other.lemma for other in theirs_words[1:] if other.text[0].isupper()
        }:
            continue  # "the company" may be the one named
        if theirs and not mine & inside and mine <= around and number in alignment.lines[:1]:
            yield Lack(
                "roles", f"{' '.join(sorted(mine))} … {word.text}", f"in the source it is of {' '.join(sorted(theirs))}"
            )
            return


def _is_said(words: Sequence[Word], clause: int) -> bool:
    return any(word.lemma in _TOLD for word in words if word.clause == clause)


def _subject(words: Sequence[Word], at: int, lexicon: Lexicon) -> frozenset[str]:
    """The first run of names or nouns of the clause of a word, where a verb follows it."""
    clause = words[at].clause
    places = [place for place, word in enumerate(words) if word.clause == clause]
    first = _nearest(words, range(places[0], at), lexicon)
    return (
        first
        if any(_acts(words, place, lexicon) or words[place].lemma in ("say", "put") for place in places if place < at)
        else frozenset()
    )


def partners(words: Sequence[Word], at: int, lexicon: Lexicon) -> Partners:
    """The names and nouns nearest on both sides of a verb, exchanged where it is passive."""
    across = words[at].lemma == "than"
    before = _nearest(words, range(at - 1, max(-1, at - 1 - _REACH), -1), lexicon, across=across)
    behind = _nearest(words, range(at + 1, min(len(words), at + 1 + _REACH)), lexicon)
    if _is_passive(words, at):
        return Partners(behind if _by(words, at) else frozenset(), before)
    return Partners(before, behind)


def _nearest(words: Sequence[Word], places: range, lexicon: Lexicon, *, across: bool = False) -> frozenset[str]:
    """The first run of names or nouns on the way; `across` verbs, too."""
    found: list[str] = []
    for place in places:
        word = words[place]
        if _is_noun(word, lexicon):
            found.append(word.lemma)
        elif (
            word.lemma in _PRONOUNS
            or (found and word.lemma not in _WITHIN)
            or (word.content and not across and lexicon.part(word.lemma) == "v")
        ):
            break
    return frozenset(found)


def _is_noun(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word can name somebody or something here; times do not act."""
    if not word.content or word.number or word.lemma in lexicon.classes or word.lemma in _TIMES:
        return False
    if word.text[0].isupper() or not lexicon.part(word.lemma):
        return True
    return lexicon.may_be(word.lemma, "n") and not word.text.endswith(("ed", "ing"))


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is said of those it is done to: "was bought", "led by"."""
    if words[at].lemma == "than" or words[at].text.casefold() == words[at].lemma or words[at].text.endswith("ing"):
        return False
    return any(words[place].lemma in _BE for place in range(max(0, at - 3), at)) or _by(words, at) == at + 1


def _by(words: Sequence[Word], at: int) -> int | None:
    """Where "by" with somebody behind it follows a verb."""
    places = range(at + 1, min(len(words) - 1, at + 4))
    return next((place for place in places if words[place].lemma == "by" and not words[place + 1].number), None)


def _side_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """Words on the other side; from and to only where both are exchanged, as one may come from and go to one place."""
    turned = []
    for at, word in enumerate(alignment.line.words):
        side = _side(alignment.line.words, at)
        if not word.content or word.number or side is None or alignment.matches[at].relation != "exact":
            continue
        theirs = _their_sides(at, alignment, source)
        if theirs and all(other is not None and frozenset((side, other)) in _CONFLICTS for other in theirs):
            turned.append((side, word, " or ".join(sorted(filter(None, theirs)))))
    both = {side for side, _, _ in turned} >= {"from", "to"}
    for side, word, theirs_side in turned:
        if side not in ("from", "to") or both:
            yield Lack("roles", f"{side} {word.text}", f"in the source: {theirs_side} {word.text}")
            return


def _their_sides(at: int, alignment: Alignment, source: Source) -> set[str | None]:
    found = set()
    for place in source.places.get(alignment.matches[at].lemma, ()):
        number = source.line_of[place]
        if number in alignment.lines:
            found.add(_side(source.lines[number].words, place - source.starts[number]))
    return found


def _side(words: Sequence[Word], at: int) -> str | None:
    """The word like from or to that stands before a word, at most two words away."""
    for place in range(at - 1, max(-1, at - 4), -1):
        if words[place].lemma in _SIDES:
            return words[place].lemma
        if words[place].content and not words[place].text[0].isupper():
            return None
    return None


def _stretch(words: Sequence[Word], at: int) -> str:
    return " ".join(word.text for word in words[max(0, at - 4) : at + 5])

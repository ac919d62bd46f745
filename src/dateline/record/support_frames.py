"""How a sentence puts what it says: denied, planned, left open or as a fact, compared between claim and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.record.support_align import Alignment
from dateline.record.support_lexicon import OPPOSITE, Lexicon
from dateline.record.support_source import Source
from dateline.record.support_words import Word
from dateline.records import Lack

_DENIED, _PLANNED, _AHEAD = 4, 6, 2  # words before a word that can deny it, make it a plan, deny it in "is … not"
_NO = frozenset("no none nothing without neither kein keine sin sans aucun".split())
_DENIALS = frozenset(
    "exempt reject deny refuse decline dispute dismiss fail lack without unchanged avoid unable contradict".split()
)
_CERTAIN = frozenset("certain certainly definitely surely guarantee undoubtedly inevitably sure".split())
_LIKELY = frozenset("probably likely presumably hope expect".split())
_FORETOLD = frozenset("predict forecast anticipate expect assume".split())
_SURE = 0.9  # strength of a match from which the two words count as one
_PHRASES = {"due": {"to"}, "about": {"to"}, "going": {"to"}, "call": {"for"}}  # cues only with the word behind them


def frame_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """Words that the claim denies, asserts, plans or doubts otherwise than every place of the source that has them."""
    seen = set()
    yield from _certain(alignment, source)
    for at, word in enumerate(alignment.line.words):
        if (
            not word.content
            or word.number
            or alignment.places[at] < 0
            or not (alignment.is_anchored(at) or _is_alone(at, alignment, source))
        ):
            continue
        for kind, lack in _compare(at, alignment, source):
            if kind not in seen:
                seen.add(kind)
                yield lack


def _certain(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A claim that calls certain what the source calls likely."""
    lemmas = [word.lemma for word in alignment.line.words]
    sure = [lemma for lemma in lemmas if lemma in _CERTAIN]
    theirs = {word.lemma for word in source.lines[alignment.lines[0]].words} if alignment.lines else set()
    maybe = source.lexicon.cues["maybe"] | _LIKELY
    if sure and not theirs & _CERTAIN and theirs & maybe and not maybe & set(lemmas):
        yield Lack("modality", sure[0], "the source is not so certain")


def _is_alone(at: int, alignment: Alignment, source: Source) -> bool:
    """Whether the source has the word once only."""
    match = alignment.matches[at]
    return match.relation == "exact" and len(source.places.get(match.lemma, ())) == 1


def _compare(at: int, alignment: Alignment, source: Source) -> Iterator[tuple[str, Lack]]:
    words, match, lexicon = alignment.line.words, alignment.matches[at], source.lexicon
    spots = _spots(at, alignment, source)
    if not spots or (match.strength < _SURE and match.relation != OPPOSITE):
        return
    turned = match.relation == OPPOSITE
    if (
        lexicon.part(match.lemma) in ("v", "a")
        or _is_verb(words[at], lexicon)
        or _has_no(words, at)
        or any(_has_no(*spot) for spot in spots)
    ):
        denied = is_denied(words, at, lexicon)
        if denied and _line_denies(alignment, source):
            return
        if _clause_denies(words, at, lexicon) and any(_clause_denies(*spot, lexicon) for spot in spots):
            return
        if all(is_denied(theirs, place, lexicon) != (denied != turned) for theirs, place in spots) and not turned:
            what = "the source denies it" if not denied else "the source does not deny it"
            yield "negation", Lack("negation", _around(words, at), what)
    if turned or not _is_verb(word := words[at], lexicon) or (at and words[at - 1].number):
        return
    mode = modality(words, at, lexicon)
    theirs_modes = {modality(theirs, place, lexicon) for theirs, place in spots}
    foretold = {one.lemma for one in words} & _FORETOLD
    if word.lemma == "blame" or any(one.lemma in foretold for one in alignment.carrying(source)):
        return
    if theirs_modes == {"possible"} and any(one.lemma in lexicon.cues["maybe"] for one in words):
        return
    if mode and None not in theirs_modes and mode not in theirs_modes:
        yield (
            "modality",
            Lack("modality", word.text, f"in the source it is {' or '.join(sorted(filter(None, theirs_modes)))}"),
        )


def _spots(at: int, alignment: Alignment, source: Source) -> list[tuple[Sequence[Word], int]]:
    """Where the source has the word, in the sentences that carry the claim: their words and the place in them."""
    found: list[tuple[Sequence[Word], int]] = []
    for place in source.places.get(alignment.matches[at].lemma, ()):
        number = source.line_of[place]
        if number in alignment.lines:
            found.append((source.lines[number].words, place - source.starts[number]))
    return found


def is_denied(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether an odd number of denials stands before a word in its clause (or right behind it: "is certain not")."""
    clause, found = words[at].clause, 0
    for place in range(at - 1, max(-1, at - 1 - _DENIED), -1):
        if words[place].clause != clause:
            break
        found += _denies(words, place, lexicon) or (
            words[place].lemma in ("decline", "yet") and words[place + 1].lemma == "to"
        )
    found += at + 1 < len(words) and words[at + 1].lemma == "free" and words[at + 1].start == words[at].end + 1
    if _is_verb(words[at], lexicon):
        behind = range(at + 1, min(len(words), at + 3))
        found += any(
            words[to].lemma in _NO and _denies(words, to, lexicon) for to in behind if words[to].clause == clause
        )
    return bool(found % 2)


def _clause_denies(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether anything in the clause of a word denies, or means that something is not done."""
    return any(
        place != at and (_denies(words, place, lexicon) or words[place].lemma in _DENIALS)
        for place in range(len(words))
        if words[place].clause == words[at].clause
    )


def _line_denies(alignment: Alignment, source: Source) -> bool:
    """Whether anything in the sentence that carries most of the claim denies."""
    words = source.lines[alignment.lines[0]].words if alignment.lines else ()
    return any(_denies(words, at, source.lexicon) or words[at].lemma in _DENIALS for at in range(len(words)))


def _denies(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word denies here, and does not bound a number or time: "no fewer than"."""
    return words[at].lemma in lexicon.cues["negation"] and not (
        at + 2 < len(words) and words[at].lemma in ("no", "not") and words[at + 2].lemma == "than"
    )


def _has_no(words: Sequence[Word], at: int) -> bool:
    """Whether a noun is denied by the words right before it: no vehicles, without warning."""
    return any(
        words[place].lemma in _NO for place in range(max(0, at - 2), at) if words[place].clause == words[at].clause
    )


def modality(words: Sequence[Word], at: int, lexicon: Lexicon) -> str | None:
    """planned, possible or fact, by the words before a verb in its clause; None: it cannot be told."""
    clause = words[at].clause
    for place in range(at - 1, max(-1, at - 1 - _PLANNED), -1):
        if words[place].clause != clause:
            break
        lemma, following = words[place].lemma, words[place + 1].lemma
        if lemma in lexicon.cues["maybe"]:
            return "possible"
        if lemma == "to" and place and words[place - 1].text.casefold() in ("is", "are", "was", "were"):
            return "planned"
        if lemma in lexicon.cues["plan"] and following in _PHRASES.get(lemma, {following}):
            return "planned"
    form = words[at].text.casefold()
    before = words[at - 1].text.casefold() if at else ""
    if before in lexicon.cues["fact"] or (
        (form.endswith("ed") or form != words[at].lemma) and not form.endswith(("s", "ing"))
    ):
        return "fact"
    return None


def _is_verb(word: Word, lexicon: Lexicon) -> bool:
    if lexicon.part(word.lemma) == "v":
        return True
    return word.text.casefold() != word.lemma and word.text.endswith(("ed", "en")) and lexicon.may_be(word.lemma, "v")


def _around(words: Sequence[Word], at: int) -> str:
    """The word with those before it in its clause, as the reader needs them to see the denial."""
    return " ".join(word.text for word in words[max(0, at - 2) : at + 1] if word.clause == words[at].clause)

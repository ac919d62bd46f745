"""Quotations and what people are reported to have said: word for word, and by the same speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.record.support_align import Alignment
from dateline.record.support_lexicon import Lexicon
from dateline.record.support_names import words_of
from dateline.record.support_record import Record
from dateline.record.support_source import Source
from dateline.record.support_words import Word
from dateline.records import Lack, Quote

_WORD = re.compile(r"[^\W_]+")
_SAYING = frozenset(
    "say tell announce warn add claim argue explain note state declare insist stress write comment reply confirm admit "
    "deny accuse predict suggest believe report call according".split()
)
_NOUNS = frozenset("state report comment claim note call warn".split())  # in this form they are seldom verbs
_PRONOUNS = frozenset("he she they it we i".split())
_TERM = 24  # characters of a quotation up to which it may be a term that many use
_REACH = 6  # words on each side of a verb of saying among which the speaker is


def quote_lacks(mine: Record, theirs: Record) -> Iterator[Lack]:
    """Quotations of the claim that the source does not have word for word, or has from somebody else."""
    flat = _flat(theirs.text)
    for quote in mine.quotes:
        parts = [_flat(mine.text[part.start : part.end]) for part in quote.parts] or [_flat(quote.text)]
        if not all(part in flat for part in parts):
            yield Lack("quotation", quote.text, "the source does not have these words")
            continue
        holders = [
            other for other in theirs.quotes if any(part.strip() and part in _flat(other.text) for part in parts)
        ]
        speakers = [other.speaker for other in holders if other.speaker] if len(quote.text) > _TERM else []
        if (
            quote.speaker
            and speakers
            and not any(
                _is_same_speaker(quote, speaker, other) for speaker, other in zip(speakers, holders, strict=False)
            )
        ):
            yield Lack("speaker", quote.speaker, f"in the source {speakers[0]} says it")


def _flat(text: str) -> str:
    """The words of a text with single spaces, marks and case left out; Chinese as it stands."""
    return (
        f" {' '.join(_WORD.findall(text.casefold()))} "
        if text.isascii() or " " in text
        else "".join(_WORD.findall(text))
    )


def _is_same_speaker(quote: Quote, speaker: str, other: Quote) -> bool:
    mine = {*words_of(quote.speaker or ""), *words_of(quote.role or "")}
    theirs = {*words_of(speaker), *words_of(other.role or "")}
    return bool(mine & theirs) or bool(mine & _PRONOUNS) or bool(theirs & _PRONOUNS)


def speaker_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A speaker of reported words who is not the one beside the verb of saying in the sentence that carries them."""
    mine = _speakers(alignment.line.words, source.lexicon)
    if not mine or not alignment.lines:
        return
    number = alignment.lines[0]
    theirs = _speakers(source.lines[number].words, source.lexicon)
    if not theirs or theirs & _PRONOUNS or mine & _PRONOUNS:
        return
    if mine & theirs or any(
        source.lexicon.related(one).get(other) in ("same", "near") for one in mine for other in theirs
    ):
        return
    here = {word.lemma for word in source.lines[number].words}
    around = {word.lemma for line in source.lines[max(0, number - 2) : number + 1] for word in line.words}
    names = {word.lemma for word in alignment.line.words if word.text[0].isupper()}
    named = theirs & _capitals(source.lines[number].words)
    if (mine & names and (named or not mine & around)) or (
        _is_told(alignment.line.words) and mine <= source.places.keys() and not mine & here
    ):
        yield Lack("speaker", " ".join(sorted(mine)), f"in the source it is {' '.join(sorted(theirs))}")


def _is_told(words: Sequence[Word]) -> bool:
    """Whether the sentence reports words by the plainest verbs, so that a noun beside them is a speaker."""
    return any(word.lemma in ("say", "tell", "warn", "according") for word in words)


def _capitals(words: Sequence[Word]) -> set[str]:
    return {word.lemma for word in words if word.text[0].isupper()}


def _speakers(words: Sequence[Word], lexicon: Lexicon) -> set[str]:
    """Who speaks in a sentence: the names, else the noun, beside its first verb of saying."""
    for at, word in enumerate(words):
        following = words[at + 1].lemma if at + 1 < len(words) else ""
        if not _says(words, at) or following == "by" or (word.lemma == "according" and following != "to"):
            continue
        before = [] if word.lemma == "according" else words[max(0, at - _REACH) : at][::-1]
        behind = words[at + 1 : at + 1 + _REACH]
        for side in (before, behind):
            found = _speaker(side, lexicon, at_once=side is behind and word.lemma != "according")
            if found:
                return found
    return set()


def _says(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a verb of saying here, and not a noun, a participle or passive."""
    word = words[at]
    if word.lemma not in _SAYING or word.text.casefold() in _NOUNS:
        return False
    if word.text.casefold().endswith("ing") and word.lemma not in ("say", "according"):
        return False
    return not any(words[place].lemma == "be" for place in range(max(0, at - 2), at))


def _speaker(side: Sequence[Word], lexicon: Lexicon, *, at_once: bool) -> set[str]:
    """The first run of capitals on the way; a pronoun or, failing both, the first noun."""
    names: set[str] = set()
    noun: set[str] = set()
    for place, word in enumerate(side):
        if word.lemma in _PRONOUNS:
            return names or noun or {word.lemma}
        if word.text[0].isupper() and word.content:
            names.add(word.lemma)
        elif names:
            break
        elif word.content and not noun and lexicon.part(word.lemma) == "n":
            noun = {word.lemma}
        if at_once and place >= 2 and not names:
            return set()
    return names or noun

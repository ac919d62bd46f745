"""Quotations and what people are reported to have said: word for word, and by the same speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.record.support_acts import GENERIC, akin, saying
from dateline.record.support_align import Alignment
from dateline.record.support_clauses import Party, party_behind
from dateline.record.support_lexicon import Lexicon
from dateline.record.support_names import words_of
from dateline.record.support_record import Record
from dateline.record.support_source import Source
from dateline.record.support_words import Word
from dateline.records import Lack, Quote

_WORD = re.compile(r"[^\W_]+")
_SAYING = frozenset(
    "say tell announce warn add claim argue explain note state declare insist stress write comment reply confirm admit "
    "deny estimate accuse predict suggest believe report call put caution expect promise forecast according".split()
)
_NOUNS = frozenset("estimate state report comment claim note call warn".split())  # in this form they are seldom verbs
_PRONOUNS = frozenset("he she they it we i".split())
_TERM = 24  # characters of a quotation up to which it may be a term that many use
_HELD = 0.6  # strength of a match from which a word counts as said
_BEFORE = 2  # sentences before one in which stands whom its pronouns mean


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
    """A speaker of reported words who is not the one that the sentence of the source with these words has."""
    words, lexicon = alignment.line.words, source.lexicon
    voices = _voices(words, lexicon)
    if not voices or not alignment.lines or words[0].text[0].islower() or all(voice.pronoun for _, voice in voices):
        return
    number = _carrier(voices, alignment, source)
    if number is None:
        return
    theirs_words = source.lines[number].words
    theirs = _voices(theirs_words, lexicon)
    named = [(at, voice) for at, voice in voices if voice.heads and not voice.pronoun]
    for _, voice in named[:1]:
        other = _other_voice(voice, _nearest_voices(theirs, theirs_words, alignment, source, number), number, source)
        if other:
            yield Lack("speaker", " ".join(sorted(voice.heads)), other)


def _other_voice(  # noqa: C901, PLR0911 - a list of decisions
    mine: Party, theirs: Sequence[Party], number: int, source: Source
) -> str | None:
    """Who says it in the source instead; None: the same, or it cannot be told."""
    core = mine.names or mine.heads
    if not core <= source.places.keys() and not (mine.names & source.places.keys()):
        return None
    line = source.lines[number].words
    first = max(0, number - _BEFORE)
    around = {word.lemma for other in source.lines[first : number + 1] for word in other.words}
    if not theirs:
        here = {word.lemma for word in line}
        beside = {word.lemma for other in source.lines[max(0, number - 1) : number + 1] for word in other.words}
        return None if core & here or core & beside else "in the source nobody, or somebody else, says it"
    for voice in theirs:
        if voice.pronoun:
            if not mine.names or core & around:
                return None
        elif akin(core, voice.wide, source.lexicon) or akin(mine.heads, voice.heads, source.lexicon):
            if not (mine.names and voice.names) or core & voice.wide:
                return None
        elif mine.names and not voice.names and core & around and voice.heads & GENERIC:
            if not any(act.agents.names & core for act in saying(line, source.lexicon)):
                return None
        elif voice.names and not mine.names | mine.around and mine.heads & GENERIC:
            return None
    return f"in the source it is {' '.join(sorted(theirs[0].heads))}"


def _voices(words: Sequence[Word], lexicon: Lexicon) -> list[tuple[int, Party]]:
    """Who says something in a sentence, with the place of the verb."""
    found = [(act.at, act.agents) for act in saying(words, lexicon) if _says(words, act.at)]
    for at, word in enumerate(words[:-2]):
        if word.text.casefold() == "according" and words[at + 1].lemma == "to":
            found.append((at, party_behind(words, at + 2, lexicon)))
    return [(at, voice) for at, voice in found if voice.heads or voice.pronoun]


def _carrier(voices: Sequence[tuple[int, Party]], alignment: Alignment, source: Source) -> int | None:
    """The sentence of the source that has most of what is said."""
    aside = {lemma for _, voice in voices for lemma in voice.wide}
    held: dict[int, float] = {}
    for weight, word, match in zip(alignment.weights, alignment.line.words, alignment.matches, strict=True):
        if weight and word.lemma not in aside and match.strength >= _HELD and not _is_saying(word):
            for number in {source.line_of[place] for place in source.places.get(match.lemma, ())}:
                held[number] = held.get(number, 0.0) + weight
    return max(held, key=lambda number: (held[number], number in alignment.lines, -number)) if held else None


def _is_saying(word: Word) -> bool:
    return word.lemma in _SAYING


def _nearest_voices(
    theirs: Sequence[tuple[int, Party]], words: Sequence[Word], alignment: Alignment, source: Source, number: int
) -> list[Party]:
    """Of several speakers of a sentence those in the clause with most of the words, or the clause beside it."""
    if len(theirs) < 2:
        return [voice for _, voice in theirs]
    start = source.starts[number]
    held = [
        (word.number, words[place - start].clause)
        for word, place in zip(alignment.line.words, alignment.places, strict=True)
        if start <= place < start + len(words)
    ]
    clauses = [clause for number, clause in held if number] or [clause for _, clause in held]
    if not clauses:
        return [voice for _, voice in theirs]
    main = max(set(clauses), key=clauses.count)
    near = min(abs(words[at].clause - main) for at, _ in theirs)
    return [voice for at, voice in theirs if abs(words[at].clause - main) == near]


def _says(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a verb of saying here, and not a noun, a participle or passive."""
    word = words[at]
    if word.lemma not in _SAYING or word.text.casefold() in _NOUNS:
        return False
    if word.text.casefold().endswith("ing") and word.lemma not in ("say", "according"):
        return False
    if at and words[at - 1].lemma == "to":
        return False
    return not any(words[place].lemma == "be" for place in range(max(0, at - 2), at))

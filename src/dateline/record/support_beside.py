"""What stands beside a number or a time: its unit, which way it goes, its month, the year meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.record.support_align import Alignment
from dateline.record.support_lexicon import Lexicon
from dateline.record.support_source import Source
from dateline.record.support_words import Word
from dateline.records import Lack

_REACH = 3  # words behind a number among which its unit stands
_BACK = 7  # words before a number among which the way it goes is told
_BETWEEN = frozenset("square cubic metric long short million billion thousand trillion of degree light".split())
_TIED = 0.6  # share of a sentence that one of the source must carry before its times are compared
_WHICH = frozenset("this next last".split())
_CITED = frozenset("according say".split())
_CALENDAR = frozenset({"month", "weekday"})
_BEFORE_TIME = frozenset("in on during by since until from".split())


def beside_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """Numbers with another unit or the other direction, and times that the carrying sentence has otherwise."""
    yield from _unit_lacks(alignment, source)
    if alignment.lines:
        yield from _direction_lacks(alignment, source)
    if alignment.tightness >= _TIED and alignment.lines:
        theirs = source.lines[alignment.lines[0]].words
        yield from _calendar_lacks(alignment.line.words, theirs, source.lexicon)
        yield from _which_lacks(alignment.line.words, theirs, source)
        yield from _place_lacks(alignment.line.words, theirs)


def _unit_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    words, lexicon = alignment.line.words, source.lexicon
    for at, word in enumerate(words):
        mine = _unit(words, at, lexicon) if word.number else None
        if mine is None:
            continue
        theirs = {_unit(source.flat, place, lexicon) for place in source.places.get(word.lemma, ())}
        if theirs and None not in theirs and mine not in theirs:
            yield Lack("unit", f"{word.text} {mine}", f"the source has {word.text} {min(filter(None, theirs))}")


def _unit(words: Sequence[Word], at: int, lexicon: Lexicon) -> str | None:
    """The unit behind a number, as the measures name it; None: it has none."""
    for word in words[at + 1 : at + 1 + _REACH]:
        form = word.text.casefold()
        if form in lexicon.measures:
            return lexicon.measures[form]
        if form not in _BETWEEN:
            return None
    return None


def _direction_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A number before which the claim has a word for one direction and the source only ones for the other."""
    words, lexicon = alignment.line.words, source.lexicon
    for at, word in enumerate(words):
        mine = _way(words, at, lexicon) if word.number else None
        places = source.places.get(word.lemma, ()) if mine else ()
        theirs = [_way(source.flat, place, lexicon) for place in places]
        if mine and theirs and all(way and way[0] != mine[0] for way in theirs):
            yield Lack("opposite", mine[1].text, f"the source has “{theirs[0][1].text if theirs[0] else ''}”")
            return


def _way(words: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[str, Word] | None:
    """Which way a number goes, by the nearest word for it before the number in its clause; None: not told."""
    for place in range(at - 1, max(-1, at - 1 - _BACK), -1):
        if words[place].clause != words[at].clause or words[place].lemma == "from":
            return None
        if words[place].number and words[place + 1].lemma not in lexicon.measures:
            return None
        way = lexicon.directions.get(words[place].lemma)
        if way is not None:
            return way, words[place]
    return None


def _calendar_lacks(words: Sequence[Word], theirs: Sequence[Word], lexicon: Lexicon) -> Iterator[Lack]:
    """A month or day behind a preposition where the source's sentence has another behind the same one."""
    there = _times(theirs, lexicon)
    for (before, name), mine in _times(words, lexicon).items():
        others = there.get((before, name), set())
        if others and not mine & others:
            yield Lack("period", min(mine), f"the source has {before} {min(others)}")


def _times(words: Sequence[Word], lexicon: Lexicon) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for before, word in pairwise(words):
        name = lexicon.classes.get(word.lemma)
        if name in _CALENDAR and before.lemma in _BEFORE_TIME:
            found.setdefault((before.lemma, name), set()).add(word.lemma)
    return found


def _place_lacks(words: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Lack]:
    """Died in one town where the source's sentence, with the same verb, has another."""
    there = _settings(theirs)
    here = {word.lemma for word in theirs}
    for key, mine in _settings(words).items():
        if key in there and mine.lemma not in here and not any(word.lemma in _CITED for word in words):
            yield Lack("name", mine.text, f"the source has {there[key].text}")


def _settings(words: Sequence[Word]) -> dict[tuple[str, str], Word]:
    """Of each word with "in", "at" or "to" and a name right behind it the name."""
    return {
        (word.lemma, words[at + 1].lemma): words[at + 2]
        for at, word in enumerate(words[:-2])
        if words[at + 1].lemma in ("in", "at", "to", "from") and words[at + 2].text[0].isupper() and word.content
    }


def _which_lacks(words: Sequence[Word], theirs: Sequence[Word], source: Source) -> Iterator[Lack]:
    """Next year where the source's sentence says this year."""
    there = _which(theirs, source.lexicon)
    for span, mine in _which(words, source.lexicon).items():
        others = there.get(span, set())
        if others and not mine & others:
            yield Lack("period", f"{min(mine)} {span}", f"the source has {min(others)} {span}")


def _which(words: Sequence[Word], lexicon: Lexicon) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for before, word in pairwise(words):
        if before.lemma in _WHICH and lexicon.classes.get(word.lemma) in ("span", "half", "month", "weekday"):
            found.setdefault(word.lemma, set()).add(before.lemma)
    return found

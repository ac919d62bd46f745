"""Whether a source has the names of a claim, in any of their languages and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.record.gazetteer import Gazetteer
from dateline.record.support_record import Record
from dateline.record.support_source import Source
from dateline.records import Lack, Name

_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u3400-\u9fff]")
_NEAR = 4  # words of a source among which the words of one name stand


def name_lacks(mine: Record, theirs: Record, source: Source, gazetteer: Gazetteer) -> Iterator[Lack]:
    """The claim's names that the source has in no form."""
    entries = {name.entry for name in theirs.names if name.entry}
    folded = theirs.text.casefold()
    for name in mine.names:
        if any(figure.start < name.end and name.start < figure.end for figure in mine.figures):
            continue
        if name.entry in entries or any(is_same_name(name, other) for other in theirs.names):
            continue
        if name.entry is None and _is_other_script(name.text, theirs.text):
            continue  # a name that no list has in both scripts cannot be told
        if (
            _is_contracted(name.text, theirs)
            or _has_words(name, source)
            or _has_alias(name, folded, gazetteer)
            or _is_initials(name.text, theirs.text)
        ):
            continue
        kin = list(dict.fromkeys(other.text for other in theirs.names if other.kind == name.kind))
        yield Lack("name", name.text, f"the source has {', '.join(kin[:3])}" if kin else "the source does not name it")


def is_same_name(one: Name, other: Name) -> bool:
    """Whether two mentions are of one thing: one entry, one name, or a person's name with and without the first."""
    if one.entry and other.entry:
        return one.entry == other.entry
    mine, theirs = words_of(one.name), words_of(other.name)
    if mine == theirs:
        return True
    shorter, longer = sorted((mine, theirs), key=len)
    return (
        bool(shorter)
        and one.kind == other.kind
        and (shorter == longer[-len(shorter) :] or shorter == longer[: len(shorter)])
    )


def words_of(name: str) -> list[str]:
    """The words of a name, case folded."""
    return [word.casefold() for word in _WORD.findall(name)]


def _has_words(name: Name, source: Source) -> bool:
    """Whether all words of the name stand near one another in the source."""
    lemmas = [source.lexicon.lemma(word) for word in _WORD.findall(name.text)]
    lemmas = lemmas[1:] if len(lemmas) > 1 and lemmas[0].isdigit() else lemmas  # "In 2021 Acme"
    lemmas = [lemma for lemma in lemmas if source.lexicon.has_content(lemma) and lemma != "s"]
    if name.start == 0 and len(lemmas) > 1 and source.lexicon.knows(lemmas[0]) and lemmas[0] not in source.places:
        lemmas = lemmas[1:]  # the first word of a sentence is no part of the name: "Competitor Acme said"
    if not all(lemma in source.places for lemma in lemmas):
        return len(lemmas) == 1 and source.match(lemmas[0]).strength >= 0.95
    return not lemmas or any(
        all(any(abs(place - first) <= _NEAR for place in source.places[lemma]) for lemma in lemmas)
        for first in source.places[lemmas[0]]
    )


def _is_other_script(name: str, text: str) -> bool:
    """Whether a name is in Latin letters and the text in Chinese, or the other way round."""
    return bool(_HAN.search(name)) != (len(_HAN.findall(text)) * 4 > len(text))


def _is_contracted(name: str, theirs: Record) -> bool:
    """Whether a Chinese name is a longer one of the source with characters left out, or the end of one is cut off."""
    if not _HAN.search(name) or len(name) < 3:
        return False
    if name[0] in "是由与和在对让给" and name[1:] in theirs.text:
        return True
    if name[-1] in "称说将在与和" and name[:-1] in theirs.text:
        return True
    if len(name) >= 4 and re.search(f"{re.escape(name[:2])}.{{0,4}}{re.escape(name[2:])}", theirs.text):
        return True
    return any(name[:2] == other.text[:2] and is_within_order(name, other.text) for other in theirs.names)


def is_within_order(short: str, long: str) -> bool:
    """Whether all characters of one text stand in another in their order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _has_alias(name: Name, folded: str, gazetteer: Gazetteer) -> bool:
    for alias in {*gazetteer.expand(name.text), *gazetteer.expand(name.name)}:
        form = alias.casefold()
        found = folded.find(form)
        if len(form) > 1 and found >= 0 and (not form.isascii() or re.search(rf"\b{re.escape(form)}\b", folded)):
            return True
    return False


def _is_initials(short: str, text: str) -> bool:
    """Whether a short form in capitals is the initials of words of the text: WHO, EU."""
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= 6 and letters.isupper() and letters.isascii()):
        return False
    pattern = r"\b" + r"(?:\s+(?:of|for|the|and|on)){0,2}[\s-]+".join(rf"{letter}\w+" for letter in letters)
    return re.search(pattern, text) is not None

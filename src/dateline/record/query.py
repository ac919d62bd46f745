"""Reads what a person types into a search: words, "phrases", -without, begin*, names in any of their languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from dateline.errors import BadSearch
from dateline.record.gazetteer import Gazetteer
from dateline.records import Query
from dateline.tokens import folded_word, is_unspaced, search_key, search_words

_PART = re.compile(r'(-?)(?:["“”«»„]([^"“”«»„]*)["“”«»„]|(\S+))')
_LONGEST_NAME = 6  # words
_MOST_WORDS = 64
_EMPTY = frozenset(  # words that nearly every text holds: no one looks for them unless within a phrase
    """
    the a an of to in on for and or is are was were be by at with as that this it its from has have had
    der die das den dem des ein eine und in im von zu mit auf für ist el la los las un una de del y en que por con se
    le les des du et au aux est une dans pour par sur
    """.split()
)
Phrase = tuple[str, ...]


def parse(text: str, gazetteer: Gazetteer) -> Query:
    """The query that a text means; raises BadSearch when it asks for nothing.

    All words must occur, but for articles and the like beside other words. Words that are a name of the gazetteer stand
    for any of its names, and so do names within Chinese text without spaces; a phrase in quotation marks is taken as it
    stands. What is excluded is read in the same way.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) > 2000:
        raise BadSearch("the search is longer than 2,000 characters: search for a few words of it")
    groups: list[tuple[Phrase, ...]] = []
    excluded: list[Phrase] = []
    plain: list[str] = []
    for minus, quoted, word in _PART.findall(text):
        if minus:
            excluded += _alternatives(quoted) if quoted else _excluded(word, gazetteer)
        elif quoted:
            groups += [found] if (found := _alternatives(quoted)) else []
        else:
            plain.append(word)
    groups += _plain_groups([word for word in plain if word.casefold() not in _EMPTY] or plain, gazetteer)
    if not groups:
        raise BadSearch(f"{text[:60]!r} holds no word to search for")
    return Query(tuple(groups[:_MOST_WORDS]), tuple(excluded[:_MOST_WORDS]))


def _plain_groups(words: Sequence[str], gazetteer: Gazetteer) -> list[tuple[Phrase, ...]]:
    groups: list[tuple[Phrase, ...]] = []
    at = 0
    while at < len(words):
        length = _name_length(words[at:], gazetteer)
        if length:
            groups.append(_any_name(" ".join(words[at : at + length]), gazetteer))
        elif is_unspaced(words[at]):
            groups += _unspaced_groups(words[at], gazetteer)
        elif phrases := _alternatives(words[at]):
            groups.append(phrases)
        at += length or 1
    return groups


def _name_length(words: Sequence[str], gazetteer: Gazetteer) -> int:
    """The number of words at the beginning that are together a name of the gazetteer; 0: none."""
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if gazetteer.lookup(" ".join(words[:length])):
            return length
    return 0


def _excluded(word: str, gazetteer: Gazetteer) -> tuple[Phrase, ...]:
    return _any_name(word, gazetteer) if gazetteer.lookup(word) else _alternatives(word)


def _any_name(name: str, gazetteer: Gazetteer) -> tuple[Phrase, ...]:
    """All names of a thing; without the one that was typed where, as typed, it is a common word too (us, who)."""
    names = tuple(one for one in gazetteer.expand(name) if not one.startswith("the "))  # the States: any states
    if any(one != name and _is_spelling(name, one) for one in names):
        names = tuple(one for one in names if one != name)
    phrases = dict.fromkeys(phrase for one in names for phrase in _alternatives(one))
    return tuple(one for one in phrases if not any(_holds(one, other) for other in phrases))


def _holds(phrase: Phrase, other: Phrase) -> bool:
    """Whether a phrase stands only where a shorter one does too (United States of America), which then is enough."""
    width = len(other)
    return width < len(phrase) and any(phrase[at : at + width] == other for at in range(len(phrase) - width + 1))


def _is_spelling(typed: str, name: str) -> bool:
    """Whether a name is what was typed but for the case, and is told apart from it by search."""
    return folded_word(typed) == folded_word(name) and search_key(typed) != search_key(name)


def _unspaced_groups(word: str, gazetteer: Gazetteer) -> Iterator[tuple[Phrase, ...]]:
    """The names within a run without spaces, each in any language, and what stands between them."""
    at = 0
    for match in gazetteer.matches(word):
        if phrases := _alternatives(word[at : match.start]):
            yield phrases
        yield _any_name(word[match.start : match.end], gazetteer)
        at = match.end
    if phrases := _alternatives(word[at:]):
        yield phrases


def _alternatives(text: str) -> tuple[Phrase, ...]:
    """The phrases that a text stands for: one, but for a beginning (robots*) also the word itself; none: no words.

    A last single character of an unspaced script is the beginning of a pair; so is a word that ends in *.
    """
    found = list(search_words(text))
    if not found:
        return ()
    keys, last = [word.key for word in found], found[-1]
    written = text[last.start : last.end]
    is_open = text.rstrip('"“”«»„').endswith("*")
    if is_unspaced(written):
        is_single = len(keys) == 1 or found[-2].end != last.end
        return ((*keys[:-1], keys[-1] + "*") if is_single else tuple(keys[:-1]),)
    if not is_open:
        return (tuple(keys),)
    beginning = folded_word(written)
    if len(beginning) < 2:
        raise BadSearch(f"{written}* would find nearly everything: give at least two letters before the *")
    phrases = ((*keys[:-1], beginning + "*"), tuple(keys))
    return phrases[:1] if keys[-1].startswith(beginning) else phrases

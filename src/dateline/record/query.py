"""Reads what a person types into a search: words, "phrases", -without, begin*, names in any of their languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.errors import BadSearch
from dateline.record.gazetteer import Gazetteer
from dateline.records import Query
from dateline.tokens import is_unspaced, tokens

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

    All words must occur, but for articles and the like beside other words. Words that are a name of the gazetteer stand for any of its names, and so do names within
    Chinese text without spaces; a phrase in quotation marks is taken as it stands.
    """
    if len(text) > 2000:
        raise BadSearch("the search is longer than 2,000 characters: search for a few words of it")
    groups: list[tuple[Phrase, ...]] = []
    excluded: list[Phrase] = []
    plain: list[str] = []
    for minus, quoted, word in _PART.findall(text):
        if minus:
            excluded += [found] if (found := _phrase(quoted or word)) else []
        elif quoted:
            groups += [(found,)] if (found := _phrase(quoted)) else []
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
        elif phrase := _phrase(words[at]):
            groups.append((phrase,))
        at += length or 1
    return groups


def _name_length(words: Sequence[str], gazetteer: Gazetteer) -> int:
    """The number of words at the beginning that are together a name of the gazetteer; 0: none."""
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if gazetteer.lookup(" ".join(words[:length])):
            return length
    return 0


def _any_name(name: str, gazetteer: Gazetteer) -> tuple[Phrase, ...]:
    phrases = [_phrase(one) for one in (name, *gazetteer.expand(name))]
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def _unspaced_groups(word: str, gazetteer: Gazetteer) -> Iterator[tuple[Phrase, ...]]:
    """The names within a run without spaces, each in any language, and what stands between them."""
    at = 0
    for match in gazetteer.matches(word):
        if match.start > at and (phrase := _phrase(word[at : match.start])):
            yield (phrase,)
        yield _any_name(word[match.start : match.end], gazetteer)
        at = match.end
    if phrase := _phrase(word[at:]):
        yield (phrase,)


def _phrase(text: str) -> Phrase:
    """The words of a phrase; a single character of Chinese, or a word ending in *, stands for what begins with it."""
    found = tuple(tokens(text))
    if not found:
        return ()
    opened = text.endswith("*") or (len(found) == 1 and len(found[0]) == 1 and is_unspaced(found[0]))
    return (*found[:-1], found[-1] + "*") if opened else found

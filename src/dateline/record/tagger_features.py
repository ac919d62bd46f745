"""Features of the tokens of a stretch: what the tagger's weights stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from dateline.record.capitals import Tokens
from dateline.record.tagger_words import facts, is_organisation_head, phrase_starts, word_table

Kind = TypeVar("Kind", covariant=True)
_LINKS = frozenset(
    "of the and for de la du des del von van der den di da do dos y e et & al bin ibn le les el und für zu "
    "zur in".split()
)
_PAD = "¶"  # a paragraph's end


@lru_cache(maxsize=60_000)
def at_offset(word: str, offset: int) -> tuple[str, ...]:
    """Features of one word seen from a token `offset` words away from it."""
    place = f"{offset}"
    if word == _PAD:
        return (place + "end",)
    found = [place + fact for fact in facts(word)]
    if abs(offset) < 2:
        found.append(f"{place}w{word.lower()}")
        found += (f"{place}s3{word[-3:].lower()}",)
    elif word.islower():
        found.append(f"{place}w{word}")
    if offset == 0 and len(word) > 3 and word[0].isalpha():
        found += (f"s2{word[-2:].lower()}", f"s4{word[-4:].lower()}", f"p3{word[:3].lower()}", f"p4{word[:4].lower()}")
    return tuple(found)


@lru_cache(maxsize=20_000)
def _pair_keys(word: str) -> tuple[str, str, str, str]:
    """(shape, middle cluster, lists, habit of capitals) of a word, for features of two words."""
    if word == _PAD:
        return ("end", "end", "end", "end")
    parts = facts(word)
    habit = next((part for part in parts if part[0] == "v"), parts[0])
    middle = next((part for part in parts if part[0] == "m"), parts[0])
    flags = next((part for part in parts if part[0] == "F"), parts[0])
    return (parts[0], middle, flags, habit)


class Reader(Protocol[Kind]):
    """Turns features into what is wanted of them: their texts in training, the numbers of their weights in tagging."""

    def word(self, word: str, offset: int) -> Sequence[Kind]:
        """The features of one word seen from a token `offset` words away."""

    def texts(self, features: Sequence[str]) -> Sequence[Kind]:
        """Any other features."""


class Texts:
    """Features as they are."""

    def word(self, word: str, offset: int) -> Sequence[str]:
        """What `at_offset` tells."""
        return at_offset(word, offset)

    def texts(self, features: Sequence[str]) -> Sequence[str]:
        """The same."""
        return features


def stretch_features(tokens: Tokens, first: int, last: int, language: str, reader: Reader[Kind]) -> list[list[Kind]]:
    """The features of each token of a stretch."""
    words, count = tokens.words, len(tokens.words)
    window = [words[i] if 0 <= i < count and words[i][0] != "\n" else _PAD for i in range(first - 3, last + 3)]
    keys = list(map(_pair_keys, window))
    runs = _runs(window, reader)
    manner = _manner(tokens, first) + language
    seen, texts = reader.word, reader.texts
    common = ("bias", "L" + language)
    found: list[list[Kind]] = []
    for at in range(3, last - first + 3):
        shape, middle, flags, habit = keys[at]
        shape1, middle1, flags1, _ = keys[at + 1]
        shape9, middle9, flags9, _ = keys[at - 1]
        opens = "1" if tokens.opens[first + at - 3] else "0"
        row = [
            *seen(window[at], 0),
            *seen(window[at - 1], -1),
            *seen(window[at + 1], 1),
            *seen(window[at - 2], -2),
            *seen(window[at + 2], 2),
        ]
        row += texts(
            (
                *common,
                f"o{opens}{manner}{shape}",
                f"o{opens}{manner}{flags}",
                f"o{opens}{middle}",
                f"o{opens}{habit}{shape1}",
                f"o{opens}{manner}{habit}",
                f"hh{shape9}|{shape}|{shape1}",
                f"m0{middle}|{middle1}",
                f"m9{middle9}|{middle}",
                f"ff{flags}|{flags1}",
                f"fe{flags9}|{flags}",
                f"wh{window[at - 1].lower()}|{shape}",
                f"hw{shape}|{window[at + 1].lower()}",
            )
        )
        row += runs[at]
        found.append(row)
    for index, mark in _places(words, first, last):
        found[index] += texts((mark,))
    return found


def _runs(window: list[str], reader: Reader[Kind]) -> list[Sequence[Kind]]:
    """For each word of a run of capitals: features of the run's first and last word, its length and its neighbours."""
    found: list[Sequence[Kind]] = [()] * len(window)
    at = 0
    while at < len(window):
        if not window[at][0].isupper() and not window[at][0].isdigit():
            at += 1
            continue
        end = at + 1
        while end < len(window) and (window[end][0].isupper() or window[end][0].isdigit() or _links(window, end)):
            end += 1
        found[at:end] = [reader.texts(_run_features(window, at, end))] * (end - at)
        at = end
    return found


def _links(window: list[str], at: int) -> bool:
    return window[at] in _LINKS and at + 1 < len(window) and (window[at + 1][0].isupper() or window[at + 1] in _LINKS)


def _run_features(window: list[str], start: int, end: int) -> tuple[str, ...]:
    before = window[start - 1] if start else _PAD
    after = window[end] if end < len(window) else _PAD
    last, head = _pair_keys(window[end - 1]), _pair_keys(window[start])
    left, right = _pair_keys(before), _pair_keys(after)
    length = min(end - start, 5)
    return (
        f"Rn{length}",
        f"Rl{last[1]}",
        f"Rw{window[end - 1].lower()}",
        f"Rf{head[1]}",
        f"RF{head[2]}|{last[2]}",
        f"R<{before.lower()}",
        f"R<{left[1]}",
        f"R>{after.lower()}",
        f"R>{right[1]}",
        f"R><{before.lower()}|{after.lower()}",
        f"Ro{is_organisation_head(window[end - 1])}{length > 1}",
        f"Rn<{length}{before.lower()}",
        f"Rn>{length}{after.lower()}",
    )


def _places(words: list[str], first: int, last: int) -> Iterator[tuple[int, str]]:
    """(token of the stretch, mark) for those in a place of several words that the table lists."""
    starts, table = phrase_starts(), word_table()
    index = first
    while index < last:
        longest = starts.get(words[index], 0)
        for length in range(min(longest, last - index), 1, -1):
            entry = table.get(" ".join(words[index : index + length]))
            if entry is not None:
                flags = entry[1:]
                yield index - first, f"GB{flags}"
                for inner in range(index + 1, index + length):
                    yield inner - first, f"GI{flags}"
                index += length - 1
                break
        index += 1


def _manner(tokens: Tokens, first: int) -> str:
    """How the words around are written: u all capitals, t most with a capital, n plainly."""
    written = list(map(_case, tokens.words[max(0, first - 6) : first + 10]))
    lower, upper, capital = written.count("l"), written.count("u"), written.count("c")
    if upper > 2 and upper > lower + capital:
        return "u"
    return "t" if upper + capital > 3 and upper + capital > 3 * lower else "n"


@lru_cache(maxsize=20_000)
def _case(word: str) -> str:
    """How a longer word is written: l lower case, u all capitals, c otherwise; nothing for a short word."""
    if len(word) < 4 or not word[0].isalpha():
        return ""
    return "l" if word.islower() else "u" if word.isupper() else "c"

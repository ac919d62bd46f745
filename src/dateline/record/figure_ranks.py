"""Ranks: the second-largest, fifth most valuable, ranked third, in 10th place, No. 1."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary

_BEFORE = frozenset({"der", "die", "das", "den", "dem", "des"})
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_JOINED = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order, at tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    value: float


def read_rank(tokens: Tokens, at: int, words: Vocabulary) -> Rank | None:
    """The rank that an ordinal at a token tells, where a superlative, "place" or "ranked" says that it is one.

    In languages with `ordinals_alone` any ordinal from the second on is a rank.
    """
    if tokens.is_number(at) and _is_place(tokens, at, words):
        return Rank(at, at + 1, float(tokens.raw[at]))
    value, end = _ordinal(tokens, at, words)
    if value is None:
        return None
    behind = _superlative(tokens, end, words)
    if behind is None and tokens.word(end) in words.words["rank_behind"]:
        behind = end + 1
    if behind is None and (_is_ranked(tokens, at, words) or _is_alone(tokens, at, end, value, words)):
        behind = end
    if behind is None and tokens.word(end) in words.words["joins"] and read_rank(tokens, end + 1, words):
        behind = end  # fifth and sixth most valuable
    return None if behind is None else Rank(at, behind, value)


def _is_ranked(tokens: Tokens, at: int, words: Vocabulary) -> bool:
    verb = at - 2 if tokens.word(at - 1) in ("the", "as") else at - 1
    return tokens.word(verb) in words.words["rank_before"]


def _is_alone(tokens: Tokens, at: int, end: int, value: float, words: Vocabulary) -> bool:
    if not words.ordinals_alone:
        return False
    return value >= 2 or end == len(tokens) or tokens.word(at - 1) in words.words["determiners"]


def _is_place(tokens: Tokens, at: int, words: Vocabulary) -> bool:
    """Platz 3, puesto 12, No. 1."""
    if not tokens.raw[at].isdecimal() or len(tokens.raw[at]) > 3:
        return False
    if words.language == "en":
        return tokens.word(at - 1) == "." and at > 1 and tokens.raw[at - 2] == "No" and len(tokens.raw[at]) == 1
    return tokens.word(at - 1) in words.words["rank_before"]


def _ordinal(tokens: Tokens, at: int, words: Vocabulary) -> tuple[float | None, int]:
    value = words.ordinals.get(tokens.word(at))
    if value is not None:
        return value, at + 1
    if tokens.is_number(at) and tokens.raw[at].isdecimal() and len(tokens.raw[at]) < 4:
        if tokens.joined(at + 1) and tokens.word(at + 1) in _SUFFIXES:
            return float(tokens.raw[at]), at + 2
        if words.language == "de" and at and tokens.joined(at + 1) and tokens.word(at + 1) == ".":
            return (
                (float(tokens.raw[at]), at + 2)
                if tokens.is_capital(at + 2) and tokens.lower[at - 1] in _BEFORE
                else (None, at)
            )
    return None, at


def _superlative(tokens: Tokens, at: int, words: Vocabulary) -> int | None:
    """The place behind a superlative: largest, -biggest, most valuable."""
    place = at + tokens.is_dash(at)
    word = tokens.word(place)
    if word in words.words["superlatives"]:
        return place + 1
    ending = words.superlative_ending
    return (
        place + 1 if ending and len(word) > 4 and word.endswith(ending) and word not in ("interest", "forest") else None
    )

"""Numbers that are no figures: parts of names, list numbers, years, house numbers, decades, scores."""

from __future__ import annotations

import re

from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary
from dateline.record.numbers import Number

_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t]*\(?$")
_LEADING_ZERO = re.compile(r"0\d+")
_SHOPPING = frozenset({"festival", "event", "shopping", "sale", "sales", "promotion", "campaign", "carnival", "day"})
_DAY_LIKE = re.compile(r"(\d{1,2})\.(\d{1,2})")
_SCREENS = frozenset({"video", "videos", "tv", "tvs", "resolution", "display", "displays", "screen", "screens"})
_MOST_GOALS = 30
_OPENERS = frozenset('“"‘«„')


def is_year(value: float, raw: str) -> bool:
    """Whether plain digits look like a year."""
    return raw.isdecimal() and len(raw) == 4 and 1500 <= value <= 2100


def is_no_figure(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """Whether the number at these tokens is told by its surroundings to be none, whatever noun follows."""
    if number.spelled:
        return _is_name(tokens, number)
    return (
        _is_glued(tokens, number, words)
        or _is_score(tokens, number)
        or _is_list_number(tokens, number)
        or _is_labelled(tokens, number, words)
        or _is_address(tokens, number, words)
        or _is_shopping_day(tokens, number)
        or _is_model(tokens, number)
        or (tokens.is_capital(number.end) and follows_name(tokens, number, words))
        or (
            (tokens.word(number.end) in ("k",) or tokens.word(number.end - 1) == "k")
            and tokens.word(number.end) in _SCREENS
        )
    )


def _is_name(tokens: Tokens, number: Number) -> bool:
    """Six Group, Big Four: number words in capitals within a sentence."""
    if number.end - number.start != 1 or number.start == 0 or not tokens.is_capital(number.start):
        return False
    return tokens.raw[number.start - 1][0].isalpha() and (
        tokens.is_capital(number.end) or tokens.is_capital(number.start - 1)
    )


def _is_score(tokens: Tokens, number: Number) -> bool:
    """Won 3-2: two small numbers that fall."""
    end = number.end
    if not (tokens.is_dash(end) and tokens.joined(end) and tokens.joined(end + 1) and tokens.is_number(end + 1)):
        return False
    second = tokens.raw[end + 1]
    return second.isdecimal() and len(second) <= 2 and float(second) <= (number.value or 0) <= _MOST_GOALS


def _is_glued(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """COVID-19, F-16, 3Glasses, 5G, 1980s: letters at the number that are no unit, or a word and a hyphen before it."""
    first, end = number.start, number.end
    if _LEADING_ZERO.fullmatch(tokens.raw[first]):
        return True
    if tokens.word(end) in ("/", "_", "@", "#") and tokens.joined(end) and tokens.is_number(end + 1):
        return True
    if (
        tokens.joined(first)
        and tokens.is_dash(first - 1)
        and tokens.raw[first - 1] in "-‐‑"
        and tokens.joined(first - 1)
    ):
        before = tokens.raw[first - 2]
        if before[-1].isalnum() and before not in ("US", "EUR"):
            return True
    if tokens.joined(first) and tokens.raw[first - 1] in "/.#@_":
        return True
    return tokens.joined(end) and tokens.raw[end][0].isalnum() and not _is_unit_letters(tokens, end, words)


def _is_unit_letters(tokens: Tokens, at: int, words: Vocabulary) -> bool:
    found = words.measures.at(tokens, at) or words.money.at(tokens, at) or words.percent.at(tokens, at)
    if found is None:
        return False
    return len(tokens.raw[at]) > 1 or tokens.raw[at] == found[0]


def _is_list_number(tokens: Tokens, number: Number) -> bool:
    """1. Heading, 2) point, (3) at a line's beginning."""
    if number.end - number.start != 1 or len(tokens.raw[number.start]) > 2:
        return False
    mark = tokens.word(number.end)
    if mark not in (".", ")") or not tokens.joined(number.end):
        return False
    if tokens.is_capital(number.start - 1) and mark == ".":
        return False
    if mark == "." and (number.start == 0 or tokens.raw[number.start - 1] in ".!?)"):
        return number.end + 1 >= len(tokens) or tokens.is_capital(number.end + 1)
    line = tokens.text[max(0, tokens.start[number.start] - 12) : tokens.start[number.start]]
    if _LIST_NUMBER.search(line) or not line:
        return number.end + 1 < len(tokens)
    return mark == ")" and tokens.word(number.start - 1) == "(" and len(tokens.raw[number.start]) == 1


def _is_labelled(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """Level 4, Boeing 737, No. 5, Tianhe-2, Web 2.0: a label or a name stands before a plain number."""
    if number.end - number.start != 1 or number.scaled or number.start == 0:
        return False
    at = number.start - 1
    if tokens.raw[at] == "." and at and tokens.joined(at):
        return tokens.lower[at - 1] in ("no", "nr", "nos", "nrs", "vol", "art", "pp", "p", "fig", "sec", "núm", "num")
    before = tokens.raw[at]
    if before in ("#", "№", "§"):
        return True
    if "\n" in tokens.gap(number.start):
        return False
    if tokens.lower[at] not in words.words["labels"]:
        return False
    return (words.language != "de" and tokens.lower[at] in words.words["plain_labels"]) or before.lower() != before


def follows_name(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """Whether a plain number stands behind a capitalised word that is no function word: iPhone 6, Formula 1."""
    if number.spelled or number.scaled or number.end - number.start != 1 or number.start == 0:
        return False
    before = tokens.raw[number.start - 1]
    if "'" in before or "’" in before:
        return False
    if not (before[0].isupper() or before[-1].isupper()) or before.lower() in words.nouns.stop:
        return False
    if words.language == "de" and not before[-1].isupper():
        return False  # every noun is in capitals
    return len(tokens.raw[number.start]) <= 5 and "\n" not in tokens.gap(number.start)


def follows_figure(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    """Italy won 21 games and Spain 22: a name and a number that repeat the frame of a figure before them."""
    at = number.start - 1
    while tokens.is_capital(at):
        at -= 1
    following = tokens.word(number.end)
    if tokens.word(at) not in (*words.words["joins"], ",", ";"):
        return False
    if following[:1].isalnum() and following not in words.nouns.stop:
        return False
    if tokens.lower[number.start - 1] in words.words["labels"] or len(tokens.raw[number.start]) < 2:
        return False
    return any(tokens.numeric[place] and len(tokens.raw[place]) != 4 for place in range(max(0, at - 12), at))


def _is_model(tokens: Tokens, number: Number) -> bool:
    """Long March 5B: a name, and a number with a capital letter at it."""
    last = number.end - 1
    if last == number.start or len(tokens.raw[last]) != 1 or not tokens.joined(last) or not tokens.is_capital(last):
        return False
    return number.start > 1 and tokens.is_capital(number.start - 1) and tokens.is_capital(number.start - 2)


def _is_address(tokens: Tokens, number: Number, words: Vocabulary) -> bool:
    at = number.end
    if number.scaled or not tokens.is_capital(at):
        before = tokens.word(number.start - 1)
        return words.language == "de" and before.endswith(("straße", "strasse", "allee", "platz", "gasse", "weg"))
    return any(tokens.is_capital(place) and tokens.lower[place] in words.words["streets"] for place in (at + 1, at + 2))


def _is_shopping_day(tokens: Tokens, number: Number) -> bool:
    """The 11.11 festival, “12.12”: a day as a name."""
    match = _DAY_LIKE.fullmatch(tokens.raw[number.start]) if number.end - number.start == 1 else None
    if match is None or not (1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31):
        return False
    if number.start and tokens.raw[number.start - 1] in _OPENERS:
        return True
    return any(tokens.word(number.end + step) in _SHOPPING for step in range(4))

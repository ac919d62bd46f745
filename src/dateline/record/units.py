"""What a number counts: money, percent, a measure, or the noun behind it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Phrases, Vocabulary
from dateline.record.numbers import Number

_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_MOST_WORDS = 8  # of the phrase that names what is counted


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that ends before token `end`."""

    kind: str
    unit: str | None
    end: int
    counted: str | None = None
    factor: float = 1.0  # cents are hundredths


@lru_cache(maxsize=1)
def _symbols() -> dict[str, Any]:
    path = resources.files("dateline.record") / "data" / "figures" / "symbols.toml"
    return tomllib.loads(path.read_text("utf-8"))


def currency_before(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The currency whose sign or code stands before the number at a token, and where it begins."""
    table = _symbols()
    sign = tokens.raw[at - 1] if 0 < at <= len(tokens) else ""
    if sign in table["symbols"]:
        return _with_letters(tokens, at - 1, table)
    if (at and sign.isupper() and sign in table["codes"] and sign != "US") or sign == "Rs":
        return table["codes"][sign], at - 1
    if sign == "." and tokens.word(at - 2) == "rs":
        return "INR", at - 2
    return None


def _with_letters(tokens: Tokens, at: int, table: dict[str, Any]) -> tuple[str, int]:
    sign, before = tokens.raw[at], tokens.raw[at - 1] if at else ""
    letters = table["letters"].get(sign, {}).get(before)
    if letters and (tokens.joined(at) or before in ("c", "us", "hk", "nt", "US", "HK")):
        return letters, at - 1
    if sign == "$" and at > 3 and tokens.joined(at) and tokens.lower[at - 4 : at] == ("u", ".", "s", "."):
        return "USD", at - 4
    return table["symbols"][sign], at


def read_unit(tokens: Tokens, number: Number, words: Vocabulary) -> Unit | None:
    """Percent, currency or measure behind a number, with a hyphen, a bracket or "de" between; not a counted noun."""
    at = number.end
    if tokens.is_dash(at) and tokens.joined(at) and tokens.joined(at + 1):
        return _named(tokens, at + 1, number, words)
    if tokens.word(at) in _BRACKETS and not number.spelled:
        inside = _measure(tokens, at + 1, words)
        if inside is not None and tokens.word(inside.end) == _BRACKETS[tokens.word(at)]:
            return Unit("measure", inside.unit, inside.end + 1)
    found = _named(tokens, at, number, words)
    if found is None and number.scaled and tokens.word(at) in words.words["links"]:
        found = _named(tokens, at + 1, number, words)
    return found


def _named(tokens: Tokens, at: int, number: Number, words: Vocabulary) -> Unit | None:
    if at >= len(tokens) or "\n\n" in tokens.gap(at):
        return None
    percent = words.percent.at(tokens, at)
    if percent is not None:
        return Unit("percent", percent[0], percent[1])
    symbol = _symbols()["symbols"].get(tokens.raw[at])
    if symbol is not None and not tokens.is_number(at + 1):
        return Unit("money", symbol, at + 1)
    return _money(tokens, at, words, number) or _measure(tokens, at, words)


def _money(tokens: Tokens, at: int, words: Vocabulary, number: Number) -> Unit | None:
    word = tokens.word(at)
    if word in words.ambiguous:
        rich = number.scaled and (number.value or number.low or 0) >= 1e6
        return Unit("money", words.ambiguous[word], at + 1) if rich else None
    found = _cased(tokens, at, words.money)
    cents = words.cents.at(tokens, at)
    if cents is not None and (found is None or found[1] < cents[1]):
        return Unit("money", cents[0], cents[1], factor=0.01)
    return None if found is None else Unit("money", *found)


def _cased(tokens: Tokens, at: int, table: Phrases[str]) -> tuple[str, int] | None:
    """A phrase of a table; codes of three letters must be in capitals, single letters as the unit is written."""
    found = table.at(tokens, at)
    if found is None or found[1] - at > 1:
        return found
    raw, value = tokens.raw[at], found[0]
    if raw.upper() == value and len(raw) == 3 and value in ("TRY", "ARS", "COP", "SAR", "MAD"):
        return found if raw.isupper() else None
    if len(raw) == 1 and raw.isalpha() and raw != value:
        return None
    return found


def _measure(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    found = _cased(tokens, at, words.measures)
    if found is None:
        return None
    unit, end = found
    if unit == "years" and tokens.is_dash(end) and tokens.word(end + 1) in ("old", "olds"):
        end += 2
    if unit == "years" and tokens.word(end) == "old":
        end += 1
    while (
        tokens.is_dash(end) and tokens.joined(end) and tokens.word(end + 1) in ("long", "high", "wide", "deep", "tall")
    ):
        end += 2
    return Unit("measure", unit, end)


# Counted nouns ----------------------------------------------------------------------------------------------------


def read_noun(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    """The noun that the number before a token counts, with the words that stand before it."""
    if at >= len(tokens) or "\n\n" in tokens.gap(at):
        return None
    if words.nouns.style == "last plural":
        return _last_plural(tokens, at, words)
    return _capital(tokens, at, words) if words.nouns.style == "capital" else _first(tokens, at, words)


def _run(tokens: Tokens, at: int, words: Vocabulary) -> list[tuple[int, int]]:
    """The words from a token on up to a stop, hyphenated ones as one: (first token, token behind)."""
    run: list[tuple[int, int]] = []
    while len(run) < _MOST_WORDS and at < len(tokens) and tokens.raw[at][0].isalpha():
        word = tokens.lower[at]
        if word in words.nouns.stop or "\n\n" in tokens.gap(at):
            break
        if word in words.numbers and word not in words.words["articles"] and not tokens.is_dash(at + 1):
            break
        end = at + 1
        while tokens.is_dash(end) and tokens.joined(end) and tokens.joined(end + 1) and end + 1 < len(tokens):
            end += 2
        if end > at + 1 and tokens.end[end - 1] - tokens.start[at] > 60:
            break
        run.append((at, end))
        at = end
    return run


def _last_plural(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    run = _run(tokens, at, words)
    found = _plural_in(tokens, run, words)
    if found is None and 0 < len(run) <= 2 and _pairs(tokens, run[-1][1], words):
        found = _plural_in(tokens, _run(tokens, run[-1][1] + 1, words)[:3], words)
    return None if found is None else _counted(tokens, at, *found)


def _plural_in(tokens: Tokens, run: list[tuple[int, int]], words: Vocabulary) -> tuple[int, int] | None:
    for place in range(len(run) - 1, -1, -1):
        first, end = run[place]
        if _is_plural(tokens.lower[end - 1], words) and not (end - first == 1 and tokens.is_capital(first) and place):
            return first, end
    return None


def _pairs(tokens: Tokens, at: int, words: Vocabulary) -> bool:
    """Whether "and", "or" or a comma stands between two adjectives: electric and hybrid cars."""
    if tokens.word(at) not in (*words.words["joins"], *words.words["or_words"], ","):
        return False
    return tokens.lower[at - 1][-2:] not in ("ly", "ay") and tokens.word(at + 1) not in words.nouns.stop


def plural_before(tokens: Tokens, at: int, words: Vocabulary, *, reach: int = 1) -> Unit | None:
    """The last plural noun before a token, at most so many tokens back."""
    for place in range(at - 1, max(-1, at - 1 - reach), -1):
        word = tokens.lower[place]
        if not word.isalpha() or word in words.nouns.stop:
            continue
        german = words.nouns.style == "capital"
        if (tokens.is_capital(place) and word.endswith(("n", "e", "r", "s"))) if german else _is_plural(word, words):
            return Unit("count", word, place + 1, tokens.raw[place])
    return None


def _is_plural(word: str, words: Vocabulary) -> bool:
    nouns = words.nouns
    if word in nouns.same:
        return True
    return (
        len(word) > 2
        and word[-1] == "s"
        and word not in nouns.never
        and not word.endswith(("ss", "ous", "us", "is", "'s", "’s"))
    )


def _counted(tokens: Tokens, at: int, first: int, end: int) -> Unit:
    head = tokens.text[tokens.start[first] : tokens.end[end - 1]].lower()
    counted = " ".join(tokens.text[tokens.start[at] : tokens.end[end - 1]].split())
    return Unit("count", head, end, counted)


def _capital(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    """German: the first word in capitals behind at most three adjectives."""
    for first, end in _run(tokens, at, words)[:4]:
        if tokens.is_capital(first):
            head = tokens.text[tokens.start[end - 1] : tokens.end[end - 1]].lower()
            unit = _counted(tokens, at, first, end)
            return Unit("count", head, unit.end, unit.counted)
        if not tokens.lower[first].endswith(("e", "en", "er", "es", "em")):
            return None
    return None


def _first(tokens: Tokens, at: int, words: Vocabulary) -> Unit | None:
    """Spanish and French: the first plural, behind adjectives that stand before their noun."""
    run = _run(tokens, at, words)
    while run and tokens.lower[run[0][0]] in words.words["before_nouns"]:
        run = run[1:]
    if not run or not (tokens.lower[run[0][1] - 1].endswith(("s", "x")) or tokens.lower[run[0][0]] in words.nouns.same):
        return None
    first, end = run[0]
    if tokens.is_capital(first) or tokens.lower[first] in words.nouns.never:
        return None
    head = _counted(tokens, first, first, end)
    behind = run[1] if len(run) > 1 else None
    if behind and tokens.lower[behind[0]].endswith(("s", "x")) and not tokens.is_capital(behind[0]):
        return Unit("count", head.unit, behind[1], _counted(tokens, at, behind[0], behind[1]).counted)
    return Unit("count", head.unit, end, _counted(tokens, at, first, end).counted)


def singular_to_plural(noun: str, language: str) -> str:
    """The plural of an English noun before a hyphen: billion-user → users; other languages keep the word."""
    if language != "en" or noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "sh", "x")) else "s")

"""The verbs and nouns that say that something happens, with what must stand around them, by language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

SPACED = ("en", "de", "fr", "es")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Rule:
    """What must stand around a verb so that it says an event of this type."""

    type: str
    objects: frozenset[str]  # one of these behind the verb; empty: nothing is needed
    before: frozenset[str]  # one of these in front of it; empty: nothing is needed
    person: bool  # the subject is a person
    future: bool  # only as a plan: "will lead"; the past tense says something else
    either: bool  # the object may stand in front: German subordinate clauses
    noun: bool  # the trigger is a noun
    rank: int  # of two events in a clause the one with the lower rank is kept


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb or noun: its words, and how it can stand in a clause."""

    words: tuple[str, ...]
    kinds: frozenset[str]  # base, present, past, participle, ing, any or noun
    rule: Rule


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All forms of a language by their first word, and the words of tense, denial and passive voice."""

    forms: dict[str, tuple[Form, ...]]
    planned: frozenset[str]
    past_infinitive: frozenset[str]
    negated: frozenset[str]
    passive: frozenset[str]
    by: frozenset[str]


@cache
def tables() -> dict[str, dict[str, Any]]:
    """The shipped lists as they are written."""
    source = files("dateline.record").joinpath("data/events/words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def lexicon_of(language: str | None) -> Lexicon:
    """The lexicon of a language with spaces; English for an unknown one."""
    chosen = language if language in SPACED else "en"
    table = tables()[chosen or "en"]
    forms: dict[str, list[Form]] = {}
    for form in _forms(table, english=chosen == "en"):
        forms.setdefault(form.words[0], []).append(form)
    return Lexicon(
        forms={first: tuple(sorted(some, key=lambda one: -len(one.words))) for first, some in forms.items()},
        planned=frozenset(table["planned"]),
        past_infinitive=frozenset(table["past_infinitive"]),
        negated=frozenset(table["negated"]),
        passive=frozenset(table["passive"]),
        by=frozenset(str(table["by"]).split("|")),
    )


def _forms(table: dict[str, Any], *, english: bool) -> Iterator[Form]:
    for entry in table["rule"]:
        rule = _rule(entry)
        for verb in str(entry.get("verbs", "")).split():
            inflected = inflect(verb) if english else {verb: {"any"}}
            for form, kinds in inflected.items():
                yield Form(tuple(form.split("_")), frozenset(kinds), rule)
        noun = _rule(entry, noun=True)
        for words in str(entry.get("nouns", "")).split():
            yield Form(tuple(words.split("_")), frozenset({"noun"}), noun)


def _rule(entry: dict[str, Any], *, noun: bool = False) -> Rule:
    kind = str(entry["type"])
    rank = {"statement": 4, "other": 2}.get(kind, 3 if "agree" in str(entry.get("verbs", "")).split() else 0)
    return Rule(
        type=kind,
        objects=frozenset() if noun else frozenset(str(entry.get("objects", "")).split()),
        before=frozenset(str(entry.get("before", "")).split()),
        person=bool(entry.get("person")),
        future=bool(entry.get("future")),
        either=bool(entry.get("either")),
        noun=noun,
        rank=max(rank, 1) if noun else rank,
    )


def inflect(verb: str) -> dict[str, set[str]]:
    """The forms of an English verb, each with its kinds; irregular ones are given as base:past:participle."""
    base, *irregular = verb.split(":")
    first, _, rest = base.partition("_")
    tail = f"_{rest}" if rest else ""
    past = irregular[0] if irregular else f"{_past(first)}{tail}"
    participle = irregular[1] if len(irregular) > 1 else past
    forms: dict[str, set[str]] = {}
    for form, kind in (
        (base, "base"),
        (f"{_present(first)}{tail}", "present"),
        (past, "past"),
        (participle, "participle"),
        (f"{_stem(first)}ing{tail}", "ing"),
    ):
        forms.setdefault(form, set()).add(kind)
    return forms


def _doubled(word: str) -> str:
    """The last consonant doubled behind a short vowel: step → stepp."""
    syllables = len(re.findall(r"[aeiouy]+", word))
    short = len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    return word + word[-1] if syllables == 1 and short else word


def _stem(word: str) -> str:
    if word.endswith("ie"):
        return f"{word[:-2]}y"
    return word[:-1] if word.endswith("e") and word not in ("be", "agree", "see") else _doubled(word)


def _past(word: str) -> str:
    if word.endswith("e"):
        return f"{word}d"
    if word.endswith("y") and word[-2:-1] not in tuple(_VOWELS):
        return f"{word[:-1]}ied"
    return f"{_doubled(word)}ed"


def _present(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in tuple(_VOWELS):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{word}s"

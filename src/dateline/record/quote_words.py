"""The words that say whose a quotation is, by language, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

SPACED = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of one language (or of all that are written with spaces), in lower case."""

    say: frozenset[str]
    think: frozenset[str]
    he: frozenset[str]
    it: frozenset[str]
    they: frozenset[str]
    speaking: frozenset[str]  # I, we: nobody that the text names
    who: frozenset[str]
    passive: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    splitters: frozenset[str]  # words that begin a clause
    stops: frozenset[str]  # words that end the phrase behind a verb of saying
    links: frozenset[str]  # prepositions inside a speaker's phrase: a spokesman for …
    auxiliaries: frozenset[str]  # may stand between speaker and verb
    companies: frozenset[str]
    anaphors: frozenset[str]  # of the companies: may stand for any organisation
    documents: frozenset[str]
    roles: frozenset[str]
    generic: frozenset[str]  # roles that may stand for anybody named before: the executive
    articles: frozenset[str]  # definite ones
    possessives: frozenset[str]
    titles: frozenset[str]
    verb_words: frozenset[str]
    verb: re.Pattern[str]  # of saying
    any_verb: re.Pattern[str]  # of saying, thinking or naming
    according: re.Pattern[str]
    by: re.Pattern[str]  # behind a quoted term: “…” by X
    according_phrases: tuple[str, ...]  # in lower case
    drops_subject: bool  # whether a verb does without its pronoun: «…», añadió


@cache
def tables() -> dict[str, dict[str, Any]]:
    """The shipped lists as they are written."""
    source = files("dateline.record").joinpath("data/quotes/words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def words_of(language: str | None) -> Words:
    """The lists of a language; those of all languages with spaces when it is unknown or has none."""
    chosen = (language,) if language in SPACED else SPACED

    def words(key: str) -> frozenset[str]:
        return frozenset(word for one in chosen for word in str(tables()[one or "en"].get(key, "")).split())

    according = [phrase for one in chosen for phrase in tables()[one or "en"]["according"]]
    if len(chosen) > 1:
        according = [phrase for phrase in according if phrase not in ("so", "pour")]  # common words in the others
    say, think = words("say"), words("think")
    return Words(
        say=say,
        think=think,
        he=words("he"),
        it=words("it"),
        they=words("they"),
        speaking=words("i"),
        who=words("who"),
        passive=words("passive"),
        determiners=words("a"),
        prepositions=words("prep"),
        splitters=words("split"),
        stops=words("stop"),
        links=words("link"),
        auxiliaries=words("aux"),
        companies=words("company"),
        anaphors=words("anaphor"),
        documents=words("document"),
        roles=words("role"),
        generic=words("generic"),
        articles=words("article"),
        possessives=words("possessive"),
        titles=words("title"),
        verb_words=say | think,
        verb=_any_of(say),
        any_verb=_any_of(say | think),
        according=_any_of(according),
        by=re.compile(r"\s(?:by|von|par|por)\s", re.I),
        according_phrases=tuple(phrase.casefold() for phrase in according),
        drops_subject=bool(words("drops_subject")),
    )


def _any_of(words: frozenset[str] | list[str]) -> re.Pattern[str]:
    """Any of the words; spoke_of also finds the two words with one between them: "spoke only of"."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(re.escape(word).replace("_", r"(?:\s\w+)?\s") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.I)

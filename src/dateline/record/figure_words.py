"""The tables of one language, as the readers of figures use them (data/figures/*.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Generic, TypeVar

from dateline.record.figure_tokens import Tokens, phrase

LANGUAGES = ("en", "de", "es", "fr")
BOUNDS = frozenset({"more than", "less than", "at least", "nearly"})
Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Phrases of words with what each stands for, found at a place of a text; the longest wins."""

    def __init__(self, table: dict[str, Value], *, backward: bool = False):
        self._backward = backward
        self._by_key: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for words, value in table.items():
            tokens = phrase(words)
            self._by_key.setdefault(tokens[-1 if backward else 0], []).append((tokens, value))
        for entries in self._by_key.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Tokens, place: int) -> tuple[Value, int] | None:
        """The value of the phrase that begins at a place, and the place behind it."""
        for words, value in self._by_key.get(tokens.word(place), ()):
            if tokens.lower[place : place + len(words)] == words:
                return value, place + len(words)
        return None

    def before(self, tokens: Tokens, place: int) -> tuple[Value, int] | None:
        """The value of the phrase that ends just before a place, and the place where it begins."""
        for words, value in self._by_key.get(tokens.word(place - 1), ()):
            first = place - len(words)
            if first >= 0 and tokens.lower[first:place] == words:
                return value, first
        return None


@dataclass(frozen=True, slots=True)
class Nouns:
    """How the noun that is counted is found behind a number."""

    style: str  # last plural (English), capital (German) or first (Spanish, French)
    same: frozenset[str]  # plurals without a plural's ending
    never: frozenset[str]  # words that only look like plurals
    stop: frozenset[str]  # words that end the noun's phrase
    people: frozenset[str]  # nouns that make a number like 2000 a count, not a year


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words for numbers, hedges, units and modalities."""

    language: str
    decimal: str
    elided: bool
    compounds: bool  # number words are written as one word (German)
    words: dict[str, frozenset[str]]  # by the table's key: joins, articles, to_words …
    numbers: dict[str, float]
    scales: dict[str, float]
    short_scales: dict[str, float]
    fractions: dict[str, float]
    ordinals: dict[str, float]
    vague: dict[str, float]
    times: dict[str, float]
    percent: Phrases[str]
    hedges: Phrases[str]
    hedges_behind: Phrases[str]
    measures: Phrases[str]
    money: Phrases[str]
    cents: Phrases[str]
    tenths: Phrases[str]
    out_of: Phrases[str]
    ages: Phrases[str]  # aged, at the age of
    ambiguous: dict[str, str]
    numbers_of: Phrases[str]
    couples: Phrases[str]  # a couple of (thousand)
    parts: Phrases[str]  # of them, of which: the number before counts what was named
    parts_before: Phrases[str]  # of these: the number behind does
    modality: Phrases[str]
    modality_behind: Phrases[str]
    superlative_ending: str
    nouns: Nouns
    ordinals_alone: bool  # an ordinal is a rank without a superlative or "place"
    anchors: frozenset[str]  # words at which a figure may begin
    bounds: frozenset[str]  # ends of hedges that make an article a number: less than a dollar
    strong: frozenset[str]  # those of them that are no articles: without one there is no figure in words

    def has(self, key: str, word: str) -> bool:
        """Whether a word is in one of the plain lists."""
        return word in self.words[key]


_LISTS = (
    "joins", "points", "from_words", "to_words", "of_words", "articles", "labels", "attached", "streets",
    "determiners", "superlatives", "rank_before", "rank_behind", "something", "reset", "inherit", "over",
    "over_after", "links", "before_nouns", "adverbs", "times_before", "halves_before", "or_words", "and_words",
    "between_words", "compared", "per", "listed", "fewer", "numbered", "before", "leading", "conjunctions",
    "no_halves", "others", "by_words", "at_age", "kin", "each", "halves", "name_parts", "persons", "being",
    "made_up", "plain_labels", "level_words", "same_period",
)  # fmt: skip


@lru_cache(maxsize=8)
def vocabulary(language: str) -> Vocabulary:
    """The tables of a language; English for one that has none."""
    name = language if language in LANGUAGES else "en"
    table = tomllib.loads((resources.files("dateline.record") / "data" / "figures" / f"{name}.toml").read_text("utf-8"))
    return _vocabulary(name, table)


def _vocabulary(name: str, table: dict[str, Any]) -> Vocabulary:
    numbers, scales, fractions, vague, times, ordinals = (
        table.get(key, {}) for key in ("numbers", "scales", "fractions", "vague", "times", "ordinals")
    )
    nouns = table["nouns"]
    anchors = {*numbers, *scales, *fractions, *vague, *times, *ordinals, *table.get("articles", ())}
    modality = table.get("modality", {})
    return Vocabulary(
        language=name,
        decimal=table["decimal"],
        elided=table.get("elided", False),
        compounds=table.get("compounds", False),
        words={key: frozenset(table.get(key, modality.get(key, ()))) for key in _LISTS},
        numbers=numbers,
        scales=scales,
        short_scales=table.get("short_scales", {}),
        fractions=fractions,
        ordinals=ordinals,
        vague=vague,
        times=times,
        percent=Phrases(_inverted({"percent": table["percent"], "percentage point": table["points_of_percent"]})),
        hedges=Phrases(table.get("hedges", {}), backward=True),
        hedges_behind=Phrases(table.get("hedges_behind", {})),
        measures=Phrases(_inverted(table["measures"])),
        money=Phrases(_inverted(table["currencies"])),
        cents=Phrases(_inverted(table["cents"])),
        tenths=Phrases(_inverted(table.get("tenths", {}))),
        out_of=Phrases(dict.fromkeys(table.get("out_of", ()), "")),
        ambiguous=table.get("ambiguous", {}),
        ages=Phrases(dict.fromkeys(table.get("ages", ()), ""), backward=True),
        couples=Phrases(dict.fromkeys(table.get("couples", ()), "")),
        parts=Phrases(dict.fromkeys(table.get("parts", ()), "")),
        parts_before=Phrases(dict.fromkeys(table.get("parts", ()), ""), backward=True),
        numbers_of=Phrases(dict.fromkeys(table.get("numbers_of", ()), "")),
        modality=Phrases(_modality(modality)),
        modality_behind=Phrases(_modality(modality, "_behind")),
        superlative_ending=table.get("superlative_ending", ""),
        nouns=Nouns(nouns["style"], *(frozenset(nouns.get(key, ())) for key in ("same", "never", "stop", "people"))),
        ordinals_alone=table.get("ordinals_alone", False),
        anchors=frozenset(anchors),
        bounds=_bounds(table.get("hedges", {})) - set(table.get("of_words", ())),
        strong=frozenset(anchors - set(table.get("articles", ())) - {"second"}),
    )


def _bounds(hedges: dict[str, str]) -> frozenset[str]:
    return frozenset(words.split()[-1] for words, hedge in hedges.items() if hedge in BOUNDS)


def _inverted(table: dict[str, list[str]]) -> dict[str, str]:
    return {words: value for value, forms in table.items() for words in forms}


def _modality(table: dict[str, list[str]], where: str = "") -> dict[str, str]:
    return {
        words: name
        for key, name in (
            ("change" + (where or "_before"), "change"),
            ("estimate" + where, "estimate"),
            ("target" + where, "target"),
            ("forecast" + where, "forecast"),
        )
        for words in table.get(key, ())
    }

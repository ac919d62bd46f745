"""What names and figures are compared by across reports, outlets and languages: one key for one thing, as a number.

A name that the gazetteer knows is its entry. Of others the words count, so that Norvane is met again where a report
said Norvane Systems; a word says as little as it is common.
"""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.records import Article, Facts, Figure, Name
from dateline.stories.features import terms
from dateline.stories.settings import stored_background
from dateline.stories.storyline_words import common_words
from dateline.tokens import folded_word, is_unspaced, tokens

# What a name that stands in a title is written in: all languages know an entry, a word those of its script only.
KNOWN, SPACED, HAN = 1, 2, 3
_PARTICLES = frozenset("the of and for in on at de la le les des du del der die das den von van el al y und et".split())
_TITLE, _LEAD, _BODY = 1.0, 0.75, 0.4  # how much a mention says, by where it stands
_LEAD_CHARACTERS = 320
_KINDS = {"place": 0.6, "other": 0.7}  # how much a thing of a kind says; others: 1
_COUNTRY = 0.3  # a country is in every report of it
_LEAST_FIGURE = 20  # a smaller one is shared by chance
_LEAST_DIGITS = 2
_EXACT_DIGITS = 3
_YEARS = range(1900, 2101)
_TIMES = frozenset("years year months month weeks week days day hours hour minutes minute seconds second".split())
_COMMON_COUNT = 6.0  # articles of the background that a common word of no count stands for
_RARE, _FROM_TITLE = 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Key:
    """A name as it is compared."""

    id: int  # 32 bits
    weight: float  # 0…1: where it stands, what it is, how common its words are
    subject: int  # KNOWN, SPACED or HAN where it stands in a title; else 0


def name_keys(articles: Iterable[Article], facts: Mapping[str, Facts]) -> list[Key]:
    """The names of reports of one story, those that say most first."""
    articles = tuple(articles)
    told: defaultdict[int, float] = defaultdict(float)
    subjects: dict[int, int] = {}
    whole = "\n".join(article.text for article in articles)
    for article in articles:
        own: dict[int, float] = {}
        for name in facts.get(article.id, Facts()).names:
            if _is_voice(name, article):
                continue
            in_title = name.text in article.title or name.name in article.title
            for key, weight, title in _of_name(name, article.title):
                place = _TITLE if in_title or title else _LEAD if name.start < _LEAD_CHARACTERS else _BODY
                own[key] = max(own.get(key, 0.0), weight * place)
                if place == _TITLE:
                    subjects[key] = KNOWN if name.entry else HAN if is_unspaced(name.name) else SPACED
        for key, weight in _from_title(article.title, whole):
            own[key] = max(own.get(key, 0.0), weight)
            subjects[key] = HAN
        for key, weight in own.items():
            told[key] += weight
    found = [Key(key, math.sqrt(weight / len(articles)), subjects.get(key, 0)) for key, weight in told.items()]
    return sorted((one for one in found if one.weight > 0.05), key=lambda one: (-one.weight, one.id))


def _is_voice(name: Name, article: Article) -> bool:
    """Whether a name is that of who tells: outlet or author."""
    own = name.name.casefold()
    return (bool(article.outlet) and own == article.outlet.casefold()) or any(
        own == one.casefold() for one in article.byline
    )


def _of_name(name: Name, title: str) -> list[tuple[int, float, bool]]:
    """The keys of one name with their weights, and whether each stands in the title by itself."""
    kind = _KINDS.get(name.kind, 1.0)
    if name.entry is not None:
        weight = _COUNTRY if len(name.entry) == 2 else kind
        return [(entry_key(name.entry), weight * min(rarity(name.name), rarity(name.text)), False)]
    words = [word for word in dict.fromkeys(map(folded_word, tokens(name.name))) if _counts(word)]
    heads = set(map(folded_word, tokens(title)))
    return [(word_key(word), kind * rarity(word) / math.sqrt(len(words)), word in heads) for word in words]


def _from_title(title: str, text: str) -> list[tuple[int, float]]:
    """The bigrams of an unspaced title that the text has too, and other texts hardly.

    A name that nobody knows shows itself so, where no capitals do.
    """
    heads = dict.fromkeys(word for word in tokens(title) if is_unspaced(word))
    found = [word for word in heads if word in text and rarity(word) >= _RARE]
    return [(word_key(word), _FROM_TITLE / math.sqrt(len(found))) for word in found]


def _counts(word: str) -> bool:
    return len(word) > 1 and word not in _PARTICLES and not word.isdigit()


def entry_key(entry: str) -> int:
    """The key of a thing that the gazetteer knows."""
    return zlib.crc32(b"e:" + entry.encode("utf-8", "surrogatepass"))


def word_key(word: str) -> int:
    """The key of a word of a name."""
    return zlib.crc32(b"n:" + word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=50_000)
def rarity(text: str) -> float:
    """How rare the rarest word of a name is in the news at large, from 0 to 1."""
    found = terms(text, "")
    ids = found.ids[: found.words]
    if not len(ids):
        return 0.0
    seen, articles = min(map(seen_in_background, ids.tolist())), stored_background().articles
    return math.log((articles + 1) / (seen + 0.5)) / math.log((articles + 1) / 0.5)


def seen_in_background(term: int) -> float:
    """In how many of the stored background's articles a word occurs."""
    return background_words().get(term, 0.0)


@cache
def background_words() -> Mapping[int, float]:
    """In how many of the stored background's articles each word occurs, where any does."""
    known = stored_background()
    counts = dict.fromkeys(common_words(), _COMMON_COUNT)
    for term, count in zip(known.ids.tolist(), known.counts.tolist(), strict=True):
        counts[term] = max(count, counts.get(term, 0.0))
    return counts


def figure_keys(facts: Iterable[Facts]) -> list[int]:
    """The telling figures of reports, the same in every language: no small ones, years, shares or spans of time."""
    return sorted({key for one in facts for figure in one.figures if (key := _figure_key(figure)) is not None})


def _figure_key(figure: Figure) -> int | None:
    value = figure.value
    if value is None or figure.kind == "rank" or (figure.unit or "").casefold() in _TIMES:
        return None
    if not math.isfinite(value) or (value in _YEARS and figure.unit is None):
        return None
    digits = f"{abs(value):.3g}"
    telling = len(digits.partition("e")[0].replace(".", "").strip("0"))
    if (abs(value) < _LEAST_FIGURE and telling < _EXACT_DIGITS) or (telling < _LEAST_DIGITS and abs(value) < 1e6):
        return None
    unit = figure.unit if figure.kind in ("money", "percent") else ""
    return zlib.crc32(f"{figure.kind if unit else ''}:{unit}:{digits}".encode())

"""What names and figures are compared by across reports, outlets and languages: one key for one thing, as a number.

A name that the gazetteer knows is its entry. Of others the words count, so that Norvane is met again where a report
said Norvane Systems; a word says as little as it is common.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.records import Article, Facts, Figure, Name
from dateline.stories.features import terms
from dateline.stories.report import language_of
from dateline.stories.settings import stored_background
from dateline.stories.storyline_words import common_words
from dateline.tokens import folded_word, is_unspaced, tokens

# Marks of a key: the scripts whose texts could have it, and where it stands.
SPACED, HAN, TITLE, GUESSED = 1, 2, 4, 8  # guessed: a run of an unspaced title that looks like a name
_PARTICLES = frozenset("the of and for in on at de la le les des du del der die das den von van el al y und et".split())
_TITLE, _LEAD, _BODY = 1.0, 0.75, 0.4  # how much a mention says, by where it stands
_LEAD_CHARACTERS = 320
_KINDS = {"place": 0.6, "other": 0.7}  # how much a thing of a kind says; others: 1
_COUNTRY = 0.5  # a country is in every report of it
_INSTITUTION = 0.5  # what acts in many affairs tells little of one
_INSTITUTIONS = frozenset(
    """
    commission court department ministry administration agency bank fund organization organisation union council reserve
    nations university exchange parliament congress senate committee bureau office authority police government academy
    institute house association federation army navy force forces service services party supreme general national
    """.split()
)
_INSTITUTIONS_HAN = tuple(
    "部 局 委 委员会 法院 检察院 大学 研究院 科学院 学院 央行 银行 交易所 政府 公安 总局 总署 办 会 署 院".split()
)
_HAN_NAME = re.compile(r"[^一二两三四五六七八九十百千万亿零]{2}")  # a bigram that may be of a name
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_OWNER = re.compile(r"['’]s?$")
_LEAST_FIGURE = 20  # a smaller one is shared by chance, unless it has _EXACT_DIGITS
_LEAST_DIGITS, _EXACT_DIGITS = 2, 3  # that say something: 41 of 41,000,000
_YEARS = range(1900, 2101)
_TIMES = frozenset("years year months month weeks week days day hours hour minutes minute seconds second".split())
_COMMON_COUNT = 6.0  # articles of the background that a common word of no count stands for
_RARE, _FROM_TITLE = 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Key:
    """A name as it is compared."""

    id: int  # 32 bits
    weight: float  # 0…1: where it stands, what it is, how common its words are
    marks: int


def name_keys(articles: Iterable[Article], facts: Mapping[str, Facts]) -> list[Key]:
    """The names of reports of one story, those that say most first."""
    articles = tuple(articles)
    told: defaultdict[int, float] = defaultdict(float)
    marks: defaultdict[int, int] = defaultdict(int)
    whole = "\n".join(article.text for article in articles)
    every = [name for article in articles for name in facts.get(article.id, Facts()).names]
    named = {word for name in every for form in {name.text, name.name} for word in map(folded_word, tokens(form))}
    for article in articles:
        own: dict[int, float] = {}
        for key in (*_named(article, facts.get(article.id, Facts())), *_guessed(article, whole, named)):
            own[key.id] = max(own.get(key.id, 0.0), key.weight)
            marks[key.id] |= key.marks
        for at, weight in own.items():
            told[at] += weight
    scripts = [script_of(article) for article in articles]
    could = {mark: sum(bool(script & mark) for script in scripts) for mark in (SPACED, HAN, SPACED | HAN)}
    found = [Key(at, math.sqrt(weight / max(1, could[marks[at] & 3])), marks[at]) for at, weight in told.items()]
    return sorted((one for one in found if one.weight > 0.05), key=lambda one: (-one.weight, one.id))


def script_of(article: Article) -> int:
    """SPACED or HAN."""
    return script_of_language(language_of(article.language, article.text))


def script_of_language(language: str) -> int:
    """SPACED or HAN."""
    return HAN if language in ("zh", "ja") else SPACED


def _named(article: Article, facts: Facts) -> Iterator[Key]:
    """The keys of what a report names."""
    script = script_of(article)
    heads = {folded_word(_OWNER.sub("", word)) for word in tokens(article.title)}
    for name in facts.names:
        if _is_voice(name, article):
            continue
        in_title = name.text in article.title or name.name in article.title
        place = _LEAD if name.start < _LEAD_CHARACTERS else _BODY
        for word, part in _of_name(name):
            title = TITLE if in_title or word in heads else 0
            weight = part * (_TITLE if title else place)
            if name.entry is not None:
                yield Key(entry_key(name.entry), weight, SPACED | HAN | title)
            else:
                yield Key(word_key(word), weight, (HAN if is_unspaced(word) else SPACED | script) | title)


def _is_voice(name: Name, article: Article) -> bool:
    """Whether a name is that of who tells: outlet or author."""
    own = name.name.casefold()
    return (bool(article.outlet) and own == article.outlet.casefold()) or any(
        own == one.casefold() for one in article.byline
    )


def _of_name(name: Name) -> list[tuple[str, float]]:
    """The words that a name is compared by, with what each says; of a thing that the gazetteer knows its one name."""
    kind = _KINDS.get(name.kind, 1.0) * (_INSTITUTION if _acts_everywhere(name) else 1)
    if name.entry is not None:
        weight = _COUNTRY if len(name.entry) == 2 else kind
        return [(name.name, weight * min(rarity(name.name), rarity(name.text)))]
    if is_unspaced(name.name) and _acts_everywhere(name):
        return [(name.name, kind)]
    words = [word for word in dict.fromkeys(map(folded_word, tokens(name.name))) if _counts(word)]
    return [(word, kind * rarity(word) / math.sqrt(len(words))) for word in words]


def _acts_everywhere(name: Name) -> bool:
    """Whether a name is that of a court, ministry, bank of issue or the like."""
    if name.kind in ("person", "place", "product"):
        return False
    if is_unspaced(name.name):
        return name.name.endswith(_INSTITUTIONS_HAN)
    return not _INSTITUTIONS.isdisjoint(name.name.casefold().split())


def _guessed(article: Article, text: str, named: Set[str]) -> Iterator[Key]:
    """What looks like a name in a title, and is hardly met elsewhere, whether or not the record knows it for one.

    In an unspaced title these are bigrams that the text has too; in others words with a capital, where a capital says
    something: not in German, not as the first word, not where most words have one.
    """
    if script_of(article) == HAN:
        heads = dict.fromkeys(word for word in tokens(article.title) if is_unspaced(word))
        found = [word for word in heads if _HAN_NAME.fullmatch(word) and word in text and rarity(word) >= _RARE]
        mark = HAN
    else:
        found, mark = [word for word in _capitals(article) if word not in named], SPACED
    for word in found:
        yield Key(word_key(word), _FROM_TITLE / math.sqrt(len(found)), mark | TITLE | GUESSED)


def _capitals(article: Article) -> list[str]:
    """The words of a title that are written with a capital, as they are compared."""
    words = [_OWNER.sub("", word) for word in _WORD.findall(article.title)]
    large = [word for word in words if word[0].isupper()]
    if article.language == "de" or 2 * len(large) > len(words) + 1:
        return []
    found = dict.fromkeys(folded_word(word) for word in words[1:] if word[0].isupper())
    return [word for word in found if _counts(word) and rarity(word) >= _RARE]


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

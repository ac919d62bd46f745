"""The names, figures and quotations of a claim or source, read once for many comparisons."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.record.figures import find_figures
from dateline.record.gazetteer import Gazetteer
from dateline.record.names import find_names
from dateline.record.quotes import find_quotes
from dateline.records import Figure, Name, Quote

_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "en": frozenset("the of and to in that is for was with said has by from are its which will".split()),
    "de": frozenset("der die das und den von mit auf ist im dem nicht sich für ein eine des wird".split()),
    "es": frozenset("el la los las de que en y por con una para del se su más es".split()),
    "fr": frozenset("le la les des et du en un une est que pour dans qui sur par au pas".split()),
}


@dataclass(frozen=True, slots=True)
class Record:
    """What a text holds that a claim is measured by."""

    text: str
    language: str
    names: tuple[Name, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]


def language_of(text: str) -> str:
    """zh, de, es, fr or en, by the characters and commonest words of the beginning; en where nothing tells."""
    beginning = text[:1500]
    if len(_HAN.findall(beginning)) * 4 > len(beginning.replace(" ", "")):
        return "zh"
    words = [word.casefold() for word in _WORD.findall(beginning)]
    counts = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts["en"] else "en"


def read_record(text: str, gazetteer: Gazetteer) -> Record:
    """The names, figures and quotations of a text."""
    language = language_of(text)
    names = find_names(text, language, gazetteer)
    return Record(text, language, names, find_figures(text, language), find_quotes(text, language, names))


class Records:
    """Records of the last texts read with one gazetteer."""

    def __init__(
        self, gazetteer: Gazetteer, most: int = 32, read: Callable[[str, Gazetteer], Record] = read_record
    ) -> None:
        """Keep the records of at most `most` texts."""
        self.gazetteer = gazetteer
        self._most = most
        self._read = read
        self._kept: dict[str, Record] = {}

    def of(self, texts: Sequence[str]) -> Record:
        """The record of texts that stand for one source."""
        text = "\n\n".join(texts)
        found = self._kept.pop(text, None) or self._read(text, self.gazetteer)
        self._kept[text] = found
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return found

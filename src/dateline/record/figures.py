"""Reads the figures of a text: how much, of what, how exactly, for when, and how sure.

Money, percent, counts, measures, ranks and plain numbers in English, German, Spanish and French; Chinese stretches
go to their own reader. Dates, list numbers and parts of names are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dateline.record.figure_carry import Memory
from dateline.record.figure_local import localised
from dateline.record.figure_reader import read_sentence
from dateline.record.figure_tokens import tokenise
from dateline.record.figure_words import LANGUAGES, vocabulary
from dateline.record.figures_zh import find_chinese_figures
from dateline.records import Figure, Span
from dateline.sentences import sentences

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CHINESE = re.compile(rf"[{_HAN}]")
_LONGEST = 4000  # characters
_STRETCH = re.compile(
    rf"[\d０-９.,%％$€£¥]*[{_HAN}](?:[{_HAN}、。，；：！？（）“”《》·…％０-９\d.,%+~～—A-Za-z-]|[ ](?=[{_HAN}\d]))*"
)


def find_figures(text: str, language: str | None, published: date | None = None) -> tuple[Figure, ...]:
    """The figures of a text, in order, none overlapping; `published` is the day from which "last year" is told.

    An unknown language (None) is read as English. Offsets are code points, end exclusive.
    """
    if language == "zh":
        return find_chinese_figures(text, published)
    found = _western(text, language, published)
    return _with_chinese(text, found, published) if _CHINESE.search(text) else tuple(found)


def _western(text: str, language: str | None, published: date | None) -> list[Figure]:
    words = vocabulary(language if language in LANGUAGES else "en")
    found: list[Figure] = []
    memory = Memory()
    for span in sentences(text):
        for start, end in _pieces(text, span):
            found += read_sentence(tokenise(text, start, end, elided=words.elided), words, published, memory)
    return localised(found, text)


def _pieces(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """A sentence, cut at spaces when it is longer than any sentence: the readers look around in it."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        end = cut if cut > start else start + _LONGEST
        yield start, end
        start = end
    yield start, span.end


def _with_chinese(text: str, found: list[Figure], published: date | None) -> tuple[Figure, ...]:
    """The figures with those of Chinese stretches, which win where both read one."""
    chinese = [
        _moved(figure, match.start())
        for match in _STRETCH.finditer(text)
        for figure in find_chinese_figures(match.group(), published)
    ]
    taken = [(figure.start, figure.end) for figure in chinese]
    kept = [figure for figure in found if not any(a < figure.end and figure.start < b for a, b in taken)]
    return tuple(sorted(kept + chinese, key=lambda figure: figure.start))


def _moved(figure: Figure, by: int) -> Figure:
    same = figure.same_as and Span(figure.same_as.start + by, figure.same_as.end + by)
    return replace(figure, start=figure.start + by, end=figure.end + by, same_as=same)

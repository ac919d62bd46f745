"""The real texts that the growth bench resamples, cut into sentences and into tokens that may be replaced.

They are those of the benchmark's open data, read at run time only, or the reports of the sample newsroom.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import rjieba

from dateline.sample.reports import read_reports
from dateline.sentences import sentences
from dateline.tokens import is_unspaced

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|\s+|[^\w\s]|_")
_ENDINGS = re.compile(r"(?:ing|ed|ly|tion|s|er|en|e|)$")
_SPELT = (  # tokens as they are written
    (re.compile(r" ([.,;:?!%)\]]|'s\b|n't\b|’s\b)"), r"\1"),
    (re.compile(r"([(\[$£€]) "), r"\1"),
    (re.compile(r" - "), "-"),
)

Token = tuple[str, str]  # as written; N name, F figure, W content word, empty: stays as it is
Line = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """A real text, cut up."""

    language: str
    title: Line
    lines: tuple[Line, ...]


def read_texts(shared: Path | None) -> tuple[list[Base], Counter[str]]:
    """The texts of at least four sentences, and how often each word occurs; `shared`: the benchmark's folder."""
    texts = [*_open_texts(shared)] if shared else [*_sample_texts()]
    words = Counter(word for _, title, text in texts for word in _words(f"{title}\n{text}"))
    common = frozenset(word for word, _ in words.most_common(200))
    usual = frozenset(word for word, count in words.items() if count > 2)
    return [base for one in texts if len((base := _base(*one, common, usual)).lines) >= 4], words


def _open_texts(shared: Path) -> Iterator[tuple[str, str, str]]:
    """Language, title and text of the open data, in the order of their files."""
    folder = shared / "bench" / "open"
    for row in _rows(folder / "corpus" / "wikinews_en_2019_2020.jsonl.gz"):
        yield "en", row["title"], row["text"].split("\n\n", 1)[-1]
    for row in _rows(folder / "clustering" / "ecbplus_docs.jsonl.gz"):
        title, _, text = _detokenised(row["text"]).partition("\n")
        yield row["lang"], title, text
    for row in _rows(folder / "clustering" / "semeval22_pairs.jsonl.gz"):
        for side in "12":
            title, _, text = row[f"text{side}"][:6000].partition("\n")
            yield row[f"lang{side}"], title[:160], text
    blurbs = [row["text"] for row in _rows(folder / "clustering" / "itn_blurbs.jsonl.gz") if row["lang"] == "zh"]
    for at in range(0, len(blurbs) - 6, 6):
        yield "zh", blurbs[at][:24], "\n".join(blurbs[at : at + 6])
    yield from (one for one in _sample_texts() if one[0] == "zh")


def _sample_texts() -> Iterator[tuple[str, str, str]]:
    return ((report.language, report.title, report.text) for report in read_reports())


def _rows(path: Path) -> Iterator[Any]:
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)


def _detokenised(text: str) -> str:
    for pattern, written in _SPELT:
        text = pattern.sub(written, text)
    return text


def _words(text: str) -> Iterable[str]:
    if is_unspaced(text.lstrip()[:1]):
        return (word for word in rjieba.cut(text) if len(word) > 1)
    return (word for word in _TOKEN.findall(text) if word[:1].islower())


def _base(language: str, title: str, text: str, common: frozenset[str], usual: frozenset[str]) -> Base:
    """A text cut into sentences and classed tokens; names are the capitals that are not usual in small letters."""
    spans = sentences(text)
    lines = [text[span.start : span.end] for span in islice(spans, 30) if 20 <= span.end - span.start <= 600]
    if language == "zh":
        return Base(language, _chinese(title), tuple(map(_chinese, lines)))
    names = {
        word
        for line in lines
        for word in _TOKEN.findall(line)[1:]
        if word[:1].isupper() and word.lower() not in usual and len(word) > 2
    }
    return Base(language, _spaced(title, names, common), tuple(_spaced(line, names, common) for line in lines))


def _spaced(line: str, names: set[str], common: frozenset[str]) -> Line:
    def kind(word: str) -> str:
        if word in names:
            return "N"
        if word[:1].isdigit():
            return "F"
        return "W" if word[:1].islower() and len(word) > 3 and word not in common else ""

    return tuple((word, kind(word)) for word in _TOKEN.findall(line))


def _chinese(line: str) -> Line:
    def kind(word: str, tag: str) -> str:
        if tag in ("nr", "ns", "nt", "nz", "nrt") and len(word) > 1:
            return "N"
        if word[:1].isdigit():
            return "F"
        return "W" if len(word) > 1 and tag[:1] in ("n", "v", "a", "d") else ""

    return tuple((word, kind(word, tag)) for word, tag in rjieba.tag(line))


def alike(bases: Sequence[Base], words: Counter[str]) -> dict[str, list[str]]:
    """For each content word those of like ending and frequency."""
    content = sorted({word for base in bases for line in base.lines for word, kind in line if kind == "W"})
    groups: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
    keys = {}
    for word in content:
        ending = len(word) if is_unspaced(word) else (_ENDINGS.search(word) or [""])[0]
        keys[word] = (is_unspaced(word), ending, words[word].bit_length())
        groups[keys[word]].append(word)
    return {word: groups[keys[word]] for word in content}

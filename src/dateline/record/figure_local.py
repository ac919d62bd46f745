"""Currencies whose name several countries share, told by the countries and amounts that the text names."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from dateline.records import Figure

_COUNTRY = re.compile(r"[A-ZÄÖÜ]\w+ \w+$")  # Danish kroner
_WORD = re.compile(r"\w+$")
_OWN = re.compile(r"\b(?:us|u\.s\.|american|euro|australian)\b|[¢$]", re.I)  # cents of a country that is named


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, list[tuple[str, re.Pattern[str]]]], frozenset[str]]:
    path = resources.files("dateline.record") / "data" / "figures" / "symbols.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    names = {
        word: [(code, re.compile(rf"\b(?:{pattern})", re.I)) for code, pattern in choices.items()]
        for words, choices in table["local"].items()
        for word in words.split()
    }
    return names, frozenset(table["cents"]["words"])


def localised(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures with kroner, pesos and cents given the currency of the country that the text names."""
    names, cents = _tables()
    return [_local(figure, figures, text, names, cents) for figure in figures]


def _local(
    figure: Figure,
    figures: Sequence[Figure],
    text: str,
    names: dict[str, list[tuple[str, re.Pattern[str]]]],
    cents: frozenset[str],
) -> Figure:
    word = _WORD.search(figure.text) if figure.kind in ("money", "count") else None
    last = word[0].lower() if word else ""
    if last in names and not _COUNTRY.search(figure.text):
        code = next((code for code, pattern in names[last] if pattern.search(text)), None)
        return figure if code is None else replace(figure, kind="money", unit=code, counted=None)
    if last in cents and figure.unit == "USD" and not _OWN.search(figure.text):
        others = Counter(other.unit for other in figures if other.kind == "money" and other is not figure)
        if others and "USD" not in others:
            return replace(figure, unit=others.most_common(1)[0][0])
    return figure

"""Microsoft's Recognizers-Text: its models for currency, percent, dimension, temperature, age, number and ordinal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ms_recognizers_number import Culture, NumberRecognizer
from ms_recognizers_number_with_unit import NumberWithUnitRecognizer

from dateline.records import Span
from dateline.sentences import sentences
from peers.reader import Asked, Row

_CULTURES = {
    "en": Culture.English,
    "zh": Culture.Chinese,
    "de": Culture.German,
    "es": Culture.Spanish,
    "fr": Culture.French,
}
# A currency that it names without a code is the one most often meant.
_CODES = {"dollar": "USD", "dólar": "USD", "pound": "GBP", "libra": "GBP", "yuan": "CNY", "yen": "JPY"}


def read(asked: Asked) -> list[Row]:
    """The figures with a unit, and the numbers and ordinals that are no part of one.

    It is asked sentence by sentence: made for queries, it joins numbers that stand far apart in a paragraph.
    """
    return [row for span in sentences(asked.text) for row in read_span(asked, span)]


def read_span(asked: Asked, span: Span) -> list[Row]:
    """What it reads in a part of a text, in order, with offsets in the whole."""
    united, bare = _models(asked.language)
    query = asked.text[span.start : span.end]
    rows = [_row(kind, found, span.start) for kind, model in united for found in model.parse(query)]
    taken = [(row["start"], row["end"]) for row in rows]
    for kind, model in bare:
        for row in (_row(kind, found, span.start) for found in model.parse(query)):
            relative = kind == "rank" and not row["value"]  # "the last", "the current": it gives them the value 0
            if not relative and not any(row["start"] < end and start < row["end"] for start, end in taken):
                rows.append(row)
    return sorted(rows, key=lambda row: row["start"])


@lru_cache
def _models(language: str) -> tuple[Iterable[tuple[str, Any]], Iterable[tuple[str, Any]]]:
    """(kind, model) of those that read a unit, and of those that read bare numbers."""
    culture = _CULTURES[language]
    numbers, units = NumberRecognizer(culture), NumberWithUnitRecognizer(culture)
    united = [
        ("money", units.get_currency_model()),
        ("percent", numbers.get_percentage_model()),
        ("measure", units.get_dimension_model()),
        ("measure", units.get_temperature_model()),
        ("measure", units.get_age_model()),
    ]
    return united, [("rank", numbers.get_ordinal_model()), ("number", numbers.get_number_model())]


def _row(kind: str, found: Any, offset: int) -> Row:
    resolution = found.resolution or {}
    return {
        "text": found.text,
        "start": offset + found.start,
        "end": offset + found.end + 1,
        "kind": kind,
        "value": _number(resolution.get("value")),
        "low": None,
        "high": None,
        "unit": _unit(kind, resolution),
        "hedge": None,
        "period": None,
        "modality": "stated",
    }


def _number(value: object) -> float | None:
    """Its values are strings: '21%', '4,8' in languages that write it so; None: it could not tell."""
    try:
        return float(str(value).rstrip("%").replace(",", "."))
    except ValueError:
        return None


def _unit(kind: str, resolution: dict[str, Any]) -> str | None:
    if kind in ("percent", "rank"):
        return kind
    name = (resolution.get("unit") or "").lower()
    return resolution.get("isoCurrency") or _CODES.get(name) or name or None

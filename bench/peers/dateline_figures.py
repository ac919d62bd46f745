"""Dateline's figures."""

from __future__ import annotations

from datetime import date

from dateline.record.figures import find_figures
from peers.reader import Asked, Row

_KEYS = ("text", "start", "end", "kind", "value", "low", "high", "unit", "hedge", "period", "modality")


def read(asked: Asked) -> list[Row]:
    """The figures of a text, as the filter `dateline figures` gives them."""
    day = date.fromisoformat(asked.published[:10]) if asked.published else None
    found = find_figures(asked.text, asked.language, day)
    return [{key: getattr(figure, key) for key in _KEYS} for figure in found]

"""Dateline's names."""

from __future__ import annotations

from dateline.record.gazetteer import load
from dateline.record.names import find_names
from peers.reader import Asked, Row

_GAZETTEER = load()


def read(asked: Asked) -> list[Row]:
    """The names of a text, as the filter `dateline names` gives them."""
    return [
        {"text": name.text, "start": name.start, "end": name.end, "kind": name.kind, "name": name.name}
        for name in find_names(asked.text, asked.language, _GAZETTEER)
    ]

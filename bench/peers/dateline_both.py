"""Dateline's names and figures of a text, one after the other: what reading an article takes."""

from __future__ import annotations

from peers import dateline_figures, dateline_names
from peers.reader import Asked, Row


def read(asked: Asked) -> list[Row]:
    """The names, then the figures."""
    return dateline_names.read(asked) + dateline_figures.read(asked)

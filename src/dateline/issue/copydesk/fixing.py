"""Mends in a text what is certain."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import Problem


def fixed(text: str, problems: Sequence[Problem]) -> tuple[str, tuple[Problem, ...]]:
    """The text with the replacements that are certain, and the problems that were mended."""
    return text, ()

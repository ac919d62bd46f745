"""Chinese scripts: simplified characters for traditional ones, so that both spellings of a text compare equal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

_HAN = re.compile("[\u3400-\u9fff]")


def simplified(text: str) -> str:
    """The text with each traditional character replaced by its simplified one; its length stays.

    One character for one: of several readings the commonest is taken, and words that differ stay (軟體 gives 软体).
    """
    return text.translate(to_simplified()) if _HAN.search(text) else text


@cache
def to_simplified() -> Mapping[int, str]:
    """The table for `str.translate`: code points of traditional and variant characters, and what stands for them."""
    text = resources.files("dateline").joinpath("data/traditional.txt").read_text("utf-8")
    pairs = (line for line in text.splitlines() if not line.startswith("#"))
    return {ord(pair[0]): pair[1] for pair in pairs}

"""Makes spellings of one name alike without moving an offset: width, quotes, spaces, traditional characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

from dateline.scripts import to_simplified

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SLUG = re.compile(r"[\W_]+")
_LISTS = "dateline.record.data.names.lists"


@cache
def _table() -> dict[int, str]:
    """One character for one: what `str.translate` needs to fold a text."""
    table = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(map(ord, "\t\n\r\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"), " ")
    table |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'")
    table |= dict.fromkeys(map(ord, "\u2010\u2011"), "-")
    table |= dict.fromkeys(map(ord, "\u2022\u30fb\u2027\uff65"), "·")
    return table | dict(to_simplified())


def word_list(name: str) -> tuple[str, ...]:
    """The lines of a shipped list without its comments; a list has one word a line, or fields set apart by tabs."""
    text = resources.files(_LISTS).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def fold(text: str) -> str:
    """The text with full-width, typographic and traditional characters made plain; its length stays."""
    if text.isascii() and "\n" not in text and "\t" not in text:
        return text
    return text.translate(_table())


def bare(text: str) -> str:
    """A name for looking up: folded, without case, accents and double spaces (its length may change)."""
    folded = " ".join(fold(text).split())
    return folded.lower() if folded.isascii() else unaccented(folded).casefold()


def unaccented(text: str) -> str:
    """The text without marks over or under its Latin letters."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def slug(name: str) -> str:
    """The id that a name gives when none is written: lower case, words set apart by hyphens."""
    return _SLUG.sub("-", bare(name)).strip("-")

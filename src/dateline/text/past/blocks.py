"""The blocks of a document: what the reader of each format gives, and what the structure of an issue is told from."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Link, Remark

MOST_BLOCKS = 30_000  # of a document; no issue is near it


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an entry of a list, a piece of code, a row of a table, or a rule across the page."""

    kind: str  # heading, text, entry, code, table or rule
    text: str  # without marks of the format; white space as one space, but for code
    level: int = 0  # of a heading, 1 the highest; of an entry, how deep it lies; 0: the format does not say
    links: tuple[Link, ...] = ()  # in order; addresses that stand as text in it too
    ordinal: int | None = None  # of an entry of a numbered list
    led_by_link: bool = False  # the text begins with the first link
    line: int | None = None  # where it begins in the file, from 1; None: the format has no lines
    bold: bool = False  # the whole block is set off by weight, as a heading is
    lead: str = ""  # the words that it begins with and that are set off by weight, where the rest is not


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its format tells it; None: it does not say."""

    blocks: tuple[Block, ...]
    title: str | None = None
    number: str | None = None  # of a head or a field of the file
    date: str | None = None  # ISO 8601 day
    language: str | None = None
    outlet: str | None = None
    author: str | None = None
    remarks: tuple[Remark, ...] = ()
    marked: bool = False  # the format says what is a heading and what is bold

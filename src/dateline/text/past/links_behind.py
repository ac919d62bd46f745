"""Addresses that stand at the end of an issue under numbers, and the marks in its text that they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Link, Remark
from dateline.text.past.addresses import addresses
from dateline.text.past.blocks import Block, Document
from dateline.text.past.words import NOTES, folded

_NOTE = re.compile(r"\[(\d{1,3})\]:?\s*(?=https?://|www\.)")
_MARK = re.compile(r"\s*\[(\d{1,3})\](?=\W*$)")
_LEAST = 2  # notes before they are taken for such


def with_notes(document: Document) -> Document:
    """The document with each address of its list of notes as a link of the block that ends with the note's mark."""
    notes = {at: note for at, block in enumerate(document.blocks) if (note := _note(block))}
    marked = {mark[1] for block in document.blocks if (mark := _MARK.search(block.text))}
    numbers = [number for number, _ in notes.values()]
    if len(notes) < _LEAST or len(set(numbers)) < len(numbers) or not marked.issuperset(numbers):
        return document
    known = dict(notes.values())
    heads = {at - 1 for at in notes if at and _is_head(document.blocks, at - 1)}
    gone = [document.blocks[at] for at in sorted({*notes, *heads})]
    kept = [_linked(block, known) for at, block in enumerate(document.blocks) if at not in notes and at not in heads]
    remarks = (Remark("note", block.text, "its address is kept with the text that refers to it") for block in gone)
    return replace(document, blocks=tuple(kept), remarks=(*document.remarks, *remarks))


def _note(block: Block) -> tuple[str, str] | None:
    """The number and address of a block that holds nothing else."""
    found = _NOTE.match(block.text) if block.kind in ("text", "entry") else None
    held = list(addresses(block.text)) if found else []
    return (found[1], held[0][2]) if found and len(held) == 1 and held[0][1] == len(block.text.rstrip()) else None


def _is_head(blocks: Sequence[Block], at: int) -> bool:
    return blocks[at].kind in ("heading", "text") and folded(blocks[at].text) in NOTES


def _linked(block: Block, known: dict[str, str]) -> Block:
    mark = _MARK.search(block.text)
    if mark is None or mark[1] not in known:
        return block
    text = block.text[: mark.start()] + block.text[mark.end() :]
    return replace(block, text=text, links=(*block.links, Link(known[mark[1]], "")))

"""Plain text, typed or taken from a PDF, to the blocks of a past issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.errors import Unreadable
from dateline.records import Link, Remark
from dateline.text.encoding import decode
from dateline.text.past.addresses import link_line, same_address, text_links
from dateline.text.past.attribution import read_attribution
from dateline.text.past.blocks import Block, Document
from dateline.text.past.feet import without_feet
from dateline.text.past.joining import Lexicon, Setting, join, lexicon_of, parts, setting_of
from dateline.text.past.numbering import read_number
from dateline.text.past.rows import Row, mend_addresses, mend_ordinals, read_rows
from dateline.text.past.words import CLOSING, INTRODUCTION, SECTION, folded

_BULLET = re.compile(r"^(?:[•●▪◦‣∙·*+]\s+|[-–]\s+(?=\S))")
_RULE = re.compile(r"^(?:[-=*_~—–#·•.]\s?){3,}$")
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,}|~{3,})$")
_LONGEST_TITLE = 200
_MOST_ROWS = 100_000


def read(body: bytes, charset: str | None = None) -> Document:
    """The blocks of a text file; any bytes give a document, if an empty one."""
    return document_of(decode(body, charset))


def document_of(text: str) -> Document:
    """The blocks of a text: paragraphs joined, what belongs to its pages dropped with a remark."""
    found = read_rows(text)
    if len(found) > _MOST_ROWS:
        raise Unreadable(f"it has more than {_MOST_ROWS} lines")
    rows, remarks = mended(found)
    rows, feet = without_feet(rows)
    return Document(tuple(blocks_of(rows)), remarks=(*feet, *remarks))


def mended(rows: Sequence[Row]) -> tuple[list[Row], tuple[Remark, ...]]:
    """The rows with torn ordinals and wrapped addresses put together, and a remark for each."""
    whole, ordinals = mend_ordinals(rows)
    kept, wrapped = mend_addresses(whole, setting_of(whole).full)
    return kept, (*ordinals, *wrapped)


def blocks_of(rows: Sequence[Row]) -> Iterator[Block]:
    """The paragraphs, headings, entries and rules that rows make."""
    setting = setting_of(rows)
    lexicon = lexicon_of(rows)
    held: list[Row] = []
    alone = False  # whether the last row stands for itself
    for row in rows:
        own = _is_own(row)
        if len(held) == 1 and row.blanks == 0 and _UNDERLINE.match(row.text) and len(held[0].text) <= 100:
            yield _heading(held.pop())
            continue
        apart = own or (alone and not _is_title_going_on(held, row, setting)) if held else False
        if held and (apart or _stands_apart(held[-1], row, setting)):
            yield _block(held, lexicon)
            held = []
        held.append(row)
        alone = own
    if held:
        yield _block(held, lexicon)


def _stands_apart(above: Row, row: Row, setting: Setting) -> bool:
    """Whether a row begins a block of its own."""
    return bool(_RULE.match(row.text) or _RULE.match(above.text)) or parts(above, row, setting)


def _is_own(row: Row) -> bool:
    """Whether a row stands for itself: an attribution, a link line, a heading by its words, a number, a bullet."""
    text = row.text
    if _BULLET.match(text):
        return True
    if len(text) > _LONGEST_TITLE:
        return False
    if folded(text) in SECTION or folded(text) in INTRODUCTION or folded(text) in CLOSING:
        return True
    told = read_attribution(text, (), None)
    return bool(told and told.sure) or link_line(text, ()) is not None or read_number(text) is not None


def _is_title_going_on(held: Sequence[Row], row: Row, setting: Setting) -> bool:
    """Whether a numbered title or a bullet goes on in the next row."""
    first = held[0]
    if not (_BULLET.match(first.text) or (read_number(first.text) and not link_line(first.text, ()))):
        return False
    if len(held) > 1:
        return not parts(held[-1], row, setting)
    return row.blanks <= setting.gap and (row.text[:1].islower() or not parts(first, row, setting))


def _heading(row: Row) -> Block:
    return Block("heading", row.text, row.level or 1, links=_links([row], row.text), line=row.line)


def _block(rows: Sequence[Row], lexicon: Lexicon) -> Block:
    text = join([row.text for row in rows], lexicon)
    if _RULE.match(text):
        return Block("rule", text, line=rows[0].line)
    links = _links(rows, text)
    led = bool(links) and links[0].text != links[0].url and text.startswith(links[0].text)
    if rows[0].level and len(text) <= _LONGEST_TITLE:
        return Block("heading", text, rows[0].level, links, led_by_link=led, line=rows[0].line)
    bullet = _BULLET.match(text)
    told = read_attribution(text, (), None) if bullet and text[0] in "-–" else None
    if bullet and not (told and told.sure):
        text = text[bullet.end() :]
        led = bool(links) and text.startswith(links[0].text)
        return Block("entry", text, 1, links, led_by_link=led, line=rows[0].line)
    return Block("text", text, links=links, led_by_link=led, line=rows[0].line)


def _links(rows: Sequence[Row], text: str) -> tuple[Link, ...]:
    """The links that lie on rows, and the addresses that stand in their text where none of those leads there."""
    laid = {same_address(link.url): link for row in rows for link in row.links}
    printed = [link for link in text_links(text) if same_address(link.url) not in laid]
    return (*laid.values(), *printed)

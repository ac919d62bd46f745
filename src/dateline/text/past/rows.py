"""The rows of a text that was taken from a PDF or typed: torn ordinals and wrapped addresses put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.records import Link, Remark
from dateline.text.past.addresses import ADDRESS

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_LINE = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_SUFFIX = re.compile(r"(st|nd|rd|th)(?=$|[\s,.;:)）])")
_LONGEST = 2000  # characters of a row that is still put together with others
_MOST_WRAPS = 6  # rows that one address may run over
_TOKEN = re.compile(r"[\w/.%#&?=~+:,;@!$*()-]+$")
_ADDRESS_LIKE = re.compile(r"[/_%#&?=]|\d|-\w|\.\w{2,5}\W*$")
_HALF_END = tuple("-/_=&?%#.")


@dataclass(frozen=True, slots=True)
class Row:
    """A line with words in it."""

    text: str  # without white space around it
    line: int  # in the file, from 1
    blanks: int  # empty lines above it
    indent: int = 0  # white space before it
    page: bool = False  # a page begins with it
    open: bool = False  # its last line was torn: what comes next goes on with it
    cut: bool = False  # something that belongs to the page and not to the text was dropped above it
    level: int = 0  # of a heading, by its type size, 1 the largest; 0: body text, or the file has no sizes
    links: tuple[Link, ...] = ()  # that lie on it in a PDF


def read_rows(text: str) -> list[Row]:
    """The rows of a text; a form feed begins a page."""
    rows: list[Row] = []
    line, blanks, page = 0, 0, False
    for number, sheet in enumerate(text.split("\f")):
        page = page or number > 0
        lines = _LINE.split(sheet)
        for raw in lines:
            line += 1
            kept = _INVISIBLE.sub("", _CONTROL.sub("", raw)).replace("\u00a0", " ").expandtabs(4)
            words = kept.strip()
            if words:
                rows.append(Row(words, line, blanks, len(kept) - len(kept.lstrip()), page))
                blanks, page = 0, False
            else:
                blanks += 1
        line -= 1  # a form feed ends no line
        blanks = max(0, blanks - (sheet == ""))
    return rows


def mend_ordinals(rows: Iterable[Row]) -> tuple[list[Row], list[Remark]]:
    """Rows with each ordinal whose suffix slipped onto a line of its own put together (22, nd → 22nd)."""
    kept: list[Row] = []
    remarks: list[Remark] = []
    rows = list(rows)
    full = _usual_length(rows)
    open_end = False  # the row above ends with a mended ordinal that was all of its own line
    for row in rows:
        suffix = _SUFFIX.match(row.text) if kept and _may_be_torn(kept[-1].text) else None
        if suffix and row.blanks <= 1:
            remarks.append(_ordinal_remark(kept[-1], row))
            kept[-1] = replace(kept[-1], text=kept[-1].text + row.text, open=suffix.end() == len(row.text))
            open_end = suffix.end() == len(row.text)
        elif open_end and (row.blanks == 0 or (row.blanks == 1 and len(kept[-1].text) + len(row.text) < full)):
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text} {row.text}", open=False)
            open_end = False
        else:
            kept.append(row)
            open_end = False
    return kept, remarks


def mend_addresses(rows: Iterable[Row], full: float) -> tuple[list[Row], list[Remark]]:
    """Rows with each address that runs over a line's end put together; `full` is the length of a full line."""
    kept: list[Row] = []
    remarks: list[Remark] = []
    wraps = 0
    for row in rows:
        part = _continued(kept[-1], row, full) if kept and wraps < _MOST_WRAPS else None
        if part is None:
            kept.append(row)
            wraps = 0
            continue
        remarks.append(Remark("wrapped-address", f"{kept[-1].text}\n{row.text}"[-300:], "put together again"))
        kept[-1] = replace(kept[-1], text=kept[-1].text + part)
        wraps += 1
        rest = row.text[len(part) :].strip()
        if rest:
            kept.append(replace(row, text=rest, blanks=0))
            wraps = 0
    return kept, remarks


def _may_be_torn(text: str) -> bool:
    return text[-1:].isdigit() and len(text) < _LONGEST


def _usual_length(rows: Sequence[Row]) -> int:
    """Characters of a full row: nine rows of ten are no longer."""
    lengths = sorted(len(row.text) for row in rows)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _ordinal_remark(above: Row, row: Row) -> Remark:
    number = re.search(r"\d+$", above.text[-8:])
    quote = f"{number.group() if number else ''}\n{row.text[:2]}"
    return Remark("ordinal", quote, f"{quote.replace(chr(10), '')} put together again (line {row.line})")


def _continued(above: Row, row: Row, full: float) -> str | None:
    """The first word of a row if it goes on with the address that the row above ends with."""
    last = above.text.rsplit(None, 1)[-1]
    found = ADDRESS.search(last)
    part = row.text.split(None, 1)[0]
    if found is None or found.end() < len(last) or row.blanks > 2 or ADDRESS.search(part) or not _TOKEN.match(part):
        return None
    opened = last.count("(") > last.count(")")
    if opened and ")" in part and part.count(")") > part.count("("):
        return part
    alone = part == row.text
    like = _ADDRESS_LIKE.search(part) is not None
    if opened and not (like or alone):
        return None
    at_margin = len(above.text) >= 0.8 * full or (last.endswith(_HALF_END[:7]) and len(above.text) > 40)
    return part if at_margin and like and (alone or opened or last.endswith(("-", "/", "_", "="))) else None

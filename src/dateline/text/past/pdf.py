"""A PDF to the blocks of a past issue: its lines as rows, headings by type size, links by the annotations on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from dateline.errors import Unreadable
from dateline.records import Link, Remark
from dateline.text.layout import Line, in_reading_order, without_running_lines
from dateline.text.markup import squeeze
from dateline.text.past.addresses import ADDRESS
from dateline.text.past.blocks import Document
from dateline.text.past.feet import without_feet
from dateline.text.past.plain import blocks_of, mended
from dateline.text.past.rows import Row
from dateline.text.pdf import MOST_PAGES, is_title, page_lines, page_links

_LARGER = 1.15  # times the usual type size: a heading
_WIDER = 1.25  # times the usual leading: a gap that parts paragraphs
_LOOSEST = 2.2  # times the type size: the widest leading
_MOST_LEVELS = 5


def read(body: bytes) -> Document:
    """The blocks of a PDF in reading order. Raises Unreadable."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        raise Unreadable(f"it cannot be opened as PDF: {error}") from error
    try:
        return _read(document)
    except pdfium.PdfiumError as error:
        raise Unreadable(f"it cannot be read as PDF: {error}") from error
    finally:
        document.close()


def _read(document: pdfium.PdfDocument) -> Document:
    pages: list[list[Line]] = []
    links: list[list[Link]] = []
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = page.get_textpage()
        pages.append(list(page_lines(text)))
        links.append(list(page_links(document, page, text)))
        text.close()
        page.close()
    kept = _with_masthead(pages, without_running_lines(pages))
    dropped = _dropped(pages, kept)
    rows, remarks = mended(list(_rows(kept, links)))
    rows, feet = without_feet(rows)
    if len(document) > MOST_PAGES:
        dropped.append(Remark("not-understood", "", f"only the first {MOST_PAGES} of {len(document)} pages were read"))
    told = document.get_metadata_dict()
    title = squeeze(told.get("Title") or "")
    return Document(
        tuple(blocks_of(rows)),
        title=title if is_title(title) else None,
        author=squeeze(told.get("Author") or "") or None,
        remarks=(*dropped, *feet, *remarks),
    )


def _with_masthead(pages: Sequence[Sequence[Line]], kept: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines that are kept, with the large ones of the first page: a masthead may be worded as the running head."""
    if not pages or not pages[0]:
        return [list(page) for page in kept]
    usual = median(line.size for page in pages for line in page)
    first = [line for line in pages[0] if line.size > _LARGER * usual or any(line is one for one in kept[0])]
    return [first, *(list(page) for page in kept[1:])]


def _dropped(pages: Sequence[Sequence[Line]], kept: Sequence[Sequence[Line]]) -> list[Remark]:
    """A remark for each line that came back on other pages or was a page's number."""
    return [
        Remark("page-foot", line.text, f"a running line or page number (page {number})")
        for number, (page, rest) in enumerate(zip(pages, kept, strict=True), 1)
        for line in page
        if not any(line is one for one in rest)
    ]


def _rows(pages: Sequence[Sequence[Line]], links: Sequence[Sequence[Link]]) -> Iterator[Row]:
    levels = _levels(pages)
    number = 0
    for page, laid in zip(pages, links, strict=True):
        waiting = list(laid)
        first = True
        for column in in_reading_order(page):
            blanks = _blanks(column)
            margin = min((line.left for line in column), default=0.0)
            for line, gap in zip(column, blanks, strict=True):
                number += 1
                indent = round(max(0.0, line.left - margin) / max(line.size / 2, 1.0))
                row = Row("", number, gap, indent, page=first, level=levels.get(round(line.size, 1), 0))
                for text in _torn(line.text):
                    yield replace(row, text=text, links=_laid_on(text, waiting))
                    row = replace(row, blanks=0, indent=0, page=False)
                first = False


def _torn(text: str) -> Iterator[str]:
    """The lines that PDFium gives as one where a hyphen stood at an end; one within an address is part of it."""
    *torn, last = text.removesuffix("\xad").split("\xad")
    for part in torn:
        if part.strip():
            yield f"{part}-" if ADDRESS.search(part.split()[-1]) else f"{part}\xad"
    yield last + text[len(text.removesuffix("\xad")) :]


def _levels(pages: Sequence[Sequence[Line]]) -> dict[float, int]:
    """The level of heading that each type size stands for; the size of most of the text stands for none."""
    weights: Counter[float] = Counter()
    for page in pages:
        for line in page:
            weights[round(line.size, 1)] += len(line.text)
    if not weights:
        return {}
    usual = max(weights, key=lambda size: weights[size])
    larger = sorted((size for size in weights if size > _LARGER * usual), reverse=True)
    return {size: min(at, _MOST_LEVELS) for at, size in enumerate(larger, 1)}


def _blanks(column: Sequence[Line]) -> list[int]:
    """For each line whether the gap above it is wider than between the lines of a paragraph (1) or not (0)."""
    steps = [above.bottom - line.bottom for above, line in pairwise(column)]
    sizes = [max(above.size, line.size) for above, line in pairwise(column)]
    alike = [above.size == line.size for above, line in pairwise(column)]
    within = zip(steps, sizes, alike, strict=True)
    close = [step for step, size, same in within if same and 1 < step <= _LOOSEST * size]
    leading = median(close or [step for step in steps if step > 1] or [0.0])
    torn = [line.text[:-1].count("\xad") for line in column[1:]]  # lines that are given as one
    steps = [step - leading * more if step > 0 else step for step, more in zip(steps, torn, strict=True)]
    gaps = [int(step < 0 or step > _WIDER * max(leading, size)) for step, size in zip(steps, sizes, strict=True)]
    return [1, *gaps][: len(column)]


def _laid_on(line: str, waiting: list[Link]) -> tuple[Link, ...]:
    """The links of the page that lie on a line, taken off those that wait for theirs."""
    text = squeeze(line)
    found = [link for link in waiting if link.text and link.text in text]
    for link in found:
        waiting.remove(link)
    return tuple(dict.fromkeys(found))

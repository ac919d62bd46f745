"""PDF to a page: read with PDFium, laid out and re-flowed by `layout`."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from datetime import datetime

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dateline.errors import Unreadable
from dateline.records import Link, Page
from dateline.text.byline import clean_names
from dateline.text.dates import is_ahead, read_moment
from dateline.text.language import page_language
from dateline.text.layout import Line, flow, without_running_lines
from dateline.text.markup import squeeze
from dateline.urls import absolute

MOST_PAGES = 500
_MOST_CHARACTERS = 200_000  # of a page
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?\s*(Z|[+-]\d\d'?\d\d)?")
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft|powerpoint|slide \d|document\d*$)|\.(?:docx?|indd|pdf|odt|tex|qxp|pptx?)$", re.I
)
_HYPHENS = {0x2: "\xad", 0xFFFE: "\xad", 0xA0: " "}  # PDFium's signs for a hyphen that a line break made


def read_pdf(body: bytes, *, url: str | None, charset: str | None = None, now: datetime | None = None) -> Page:
    """Read a PDF in reading order; title and date by its metadata, else by its largest line. Raises Unreadable."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        raise Unreadable(f"reading {url or 'a PDF'}: {error}") from error
    try:
        return _read(document, url, now)
    except pdfium.PdfiumError as error:
        raise Unreadable(f"reading {url or 'a PDF'}: {error}") from error
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, url: str | None, now: datetime | None) -> Page:
    pages: list[list[Line]] = []
    links: dict[str, Link] = {}
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = page.get_textpage()
        pages.append(list(page_lines(text)))
        for link in page_links(document, page, text):
            before = links.get(link.url)  # a link over a line's end has an annotation for each line
            links[link.url] = Link(link.url, f"{before.text} {link.text}"[:300]) if before else link
        text.close()
        page.close()
    lines = without_running_lines(pages)
    told = document.get_metadata_dict()
    title, paragraphs = _titled(squeeze(told.get("Title") or ""), flow(lines), lines)
    published, problems = _date(told.get("CreationDate") or "", now)
    if len(document) > MOST_PAGES:
        problems += (f"only the first {MOST_PAGES} of {len(document)} pages were read",)
    return Page(
        url=url,
        title=title,
        byline=clean_names([told.get("Author") or ""]),
        outlet=None,
        published=published,
        modified=_moment(told.get("ModDate") or ""),
        language=page_language(title, " ".join(paragraphs)),
        paragraphs=paragraphs,
        links=tuple(links.values()),
        problems=problems,
    )


def _titled(told: str, paragraphs: tuple[str, ...], pages: list[list[Line]]) -> tuple[str | None, tuple[str, ...]]:
    """The title, and the paragraphs without it: the metadata's, else the first page's lines of the largest type."""
    first = next((lines for lines in pages if lines), [])
    largest = max((line.size for line in first), default=0.0)
    usual = sorted(line.size for line in first)[len(first) // 2] if first else 0.0
    shown = (
        squeeze(" ".join(line.text for line in first if line.size > 0.97 * largest)) if largest > 1.15 * usual else ""
    )
    title = told if is_title(told) else shown[:300]
    if paragraphs and squeeze(paragraphs[0]).casefold() in (title.casefold(), shown.casefold()):
        paragraphs = paragraphs[1:]
    return title or None, paragraphs


def is_title(text: str) -> bool:
    """Whether the title of a PDF's metadata is one, and not the name of a file or program."""
    return bool(text) and not _NO_TITLE.search(text)


def _date(text: str, now: datetime | None) -> tuple[str | None, tuple[str, ...]]:
    moment = _moment(text)
    if moment and now and is_ahead(moment, now):
        return None, (f"refused the date {moment}: it lies in the future",)
    return moment, ()


def _moment(text: str) -> str | None:
    """A date of PDF's metadata (ISO 32000-2, 7.9.4) as ISO 8601."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return read_moment(f"{year}-{month}-{day}")
    return read_moment(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{(zone or '').replace(chr(39), '')}")


def page_lines(text: pdfium.PdfTextPage) -> Iterator[Line]:
    """The lines of a page as PDFium parts them, each with its box and type size; parted again at wide gaps."""
    characters: list[tuple[str, tuple[float, float, float, float], float]] = []
    for at in range(min(text.count_chars(), _MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text.raw, at)
        if code in (0x0A, 0x0D, 0):
            yield from _parted(characters)
            characters = []
            continue
        sign = _HYPHENS.get(code) or (chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd")
        characters.append((sign, text.get_charbox(at, loose=True), raw.FPDFText_GetFontSize(text.raw, at)))
    yield from _parted(characters)


def _parted(characters: list[tuple[str, tuple[float, float, float, float], float]]) -> Iterator[Line]:
    start, last_right = 0, None
    for at, (sign, (left, _, right, _), size) in enumerate(characters):
        if sign.isspace():
            continue
        if last_right is not None and left - last_right > 2.2 * max(size, 1.0):
            yield from _line(characters[start:at])
            start = at
        last_right = right
    yield from _line(characters[start:])


def _line(characters: list[tuple[str, tuple[float, float, float, float], float]]) -> Iterator[Line]:
    seen = [(box, size) for sign, box, size in characters if not sign.isspace()]
    text = "".join(sign for sign, _, _ in characters).strip()
    if not seen or not text:
        return
    sizes = sorted(size if size > 1.5 else box[3] - box[1] for box, size in seen)  # a scaled font says 1
    yield Line(
        text=text,
        left=min(box[0] for box, _ in seen),
        right=max(box[2] for box, _ in seen),
        bottom=min(box[1] for box, _ in seen),
        top=max(box[3] for box, _ in seen),
        size=sizes[len(sizes) // 2],
    )


def page_links(document: pdfium.PdfDocument, page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Iterator[Link]:
    """The web links that a page's annotations carry, with the text beneath them."""
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
        if not 1 < length < 4096:
            continue
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        url = absolute(buffer.value.decode("utf-8", "replace"), "")
        box = raw.FS_RECTF()
        if url and raw.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            beneath = text.get_text_bounded(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
            yield Link(url, squeeze(beneath) or url)

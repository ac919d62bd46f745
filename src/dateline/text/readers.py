"""Which reader a document gets: by its media type, and where that is missing or wrong by its first bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

from dateline.errors import Unreadable
from dateline.records import Link, Page
from dateline.text.characters import sound
from dateline.text.mail import read_mail
from dateline.text.page import read_html
from dateline.text.pdf import read_pdf
from dateline.text.plain import read_markdown, read_record, read_text

Reader = Callable[..., Page]
READERS: dict[str, Reader] = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "application/pdf": read_pdf,
    "message/rfc822": read_mail,
    "text/plain": read_text,
    "text/markdown": read_markdown,
    "application/json": read_record,
}
_SUFFIXES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
    ".eml": "message/rfc822",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".json": "application/json",
}
_TEXTS = frozenset(READERS) - {"application/pdf", "message/rfc822"}
_SAMPLE = 65_536  # bytes in which what is no text shows
# Control characters that no text holds; NUL (UTF-16), and those that shift between sets in ISO 2022, it may.
_NO_TEXT = re.compile(rb"[\x01-\x08\x0b\x10-\x1a\x1c-\x1f\x7f]")
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z-]+: .*\r?\n(?:[ \t].*\r?\n)*){2}")
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|meta|\?xml[^>]*>\s*<(?:!doctype\s+)?html)", re.I
)


def read_document(
    body: bytes, media_type: str, *, url: str | None = None, charset: str | None = None, now: datetime | None = None
) -> Page:
    """Read a document of any kind that is known, each with its own reader. Raises Unreadable.

    The page holds no lone surrogates, whichever way the document spelt them.
    """
    kind = _true_type(body, media_type)
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable(f"reading {url or 'a document'}: there is no reader for {media_type or 'its kind'}")
    if kind in _TEXTS and _is_binary(body[:_SAMPLE]):
        raise Unreadable(f"reading {url or 'a document'}: it is binary data, not text")
    return _sound(reader(body, url=url, charset=charset, now=now))


def media_type_of(name: str, body: bytes) -> str:
    """The media type of a file by its suffix, else by its first bytes."""
    return _SUFFIXES.get(PurePath(name).suffix.lower()) or _true_type(body, "")


def _is_binary(sample: bytes) -> bool:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return len(_NO_TEXT.findall(sample)) * 20 > len(sample)


def _sound(page: Page) -> Page:
    def each(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(sound, texts))

    return replace(
        page,
        url=page.url and sound(page.url),
        title=page.title and sound(page.title),
        byline=each(page.byline),
        outlet=page.outlet and sound(page.outlet),
        paragraphs=each(page.paragraphs),
        links=tuple(Link(sound(link.url), sound(link.text)) for link in page.links),
        problems=each(page.problems),
    )


def _true_type(body: bytes, media_type: str) -> str:
    """The media type, corrected where the bytes leave no doubt and servers are known to say something else."""
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return "application/pdf"
    if media_type in ("", "application/octet-stream", "text/plain", "application/xml", "text/xml") and _MARKUP.match(
        body[:2048]
    ):
        return "text/html"
    if media_type in ("", "application/octet-stream"):
        return "message/rfc822" if _MAIL.match(body[:4096]) else "text/html" if b"<" in body[:1024] else "text/plain"
    return media_type

"""A file of a back catalogue to a past issue: which format it is in, and what reads that."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import PurePath

from dateline.errors import Unreadable
from dateline.records import PastIssue
from dateline.text.past import docx, html, mail, markdown, own, own_page, own_pdf, pdf, plain, structure
from dateline.text.past.blocks import Document

_READERS: dict[str, Callable[[bytes], Document]] = {
    "pdf": pdf.read,
    "docx": docx.read,
    "mail": mail.read,
    "html": html.read,
    "markdown": markdown.read,
    "text": plain.read,
}
_OWN: dict[str, Callable[[bytes], PastIssue | None]] = {
    "json": own.read_json,
    "markdown": own.read_markdown,
    "html": own_page.read_page,
    "pdf": own_pdf.read_pdf,
}
_SUFFIXES = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".json": "json",
}
_REFUSED = (  # first bytes of what is known and not read, and what to do
    (b"{\\rtf", "it is RTF: save it as DOCX and import that"),
    (b"\x1f\x8b", "it is packed (gzip): unpack it first"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB]: DOC of old, or the wrapping of a protected DOCX
_SAMPLE = 65_536
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body|meta)\b", re.I
)
_MAIL = re.compile(
    rb"(?:From |(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n){0,200}){0,60}?"
    rb"(?:From|Received|Return-Path|MIME-Version|Message-ID):[ \t])",
    re.I,
)
_MARKDOWN = re.compile(rb"^#{1,6}[ \t]+\S|\]\(<?https?://", re.M)
_MOST_SPACE = 1000  # bytes


def read_past(body: bytes, name: str) -> PastIssue:
    """The issue in a file; `name` is the file's, whose ending helps to tell the format and whose date and number count
    where the file has none. Raises Unreadable with the reason for what cannot be read."""
    if not body.strip(b"\xef\xbb\xbf \t\r\n\f\0"):
        raise Unreadable("it is empty")
    if body[:_MOST_SPACE].isspace():
        body = body.lstrip()  # what tells formats and encodings by the first bytes takes its time over white space
    kind = _kind_of(body, name)
    reader = _OWN.get(kind)
    ours = reader(body) if reader else None
    if ours is not None:
        return ours
    if kind == "json":
        raise Unreadable("it is JSON, and not an issue of Dateline")
    issue = structure.build(_READERS[kind](body), PurePath(name).name)
    if not (issue.introduction or issue.sections or issue.closing):
        raise Unreadable("there is no text in it")
    return issue


def _kind_of(body: bytes, name: str) -> str:
    """The format, by the first bytes where they leave no doubt, else by the name's ending; raises Unreadable."""
    sure = _by_bytes(body)
    if sure:
        return sure
    if _is_binary(body[:_SAMPLE]):
        raise Unreadable("it is binary data of a kind that is not read: save it as DOCX, PDF or text")
    named = _SUFFIXES.get(PurePath(name).suffix.lower(), "")
    if named in ("pdf", "docx"):
        raise Unreadable(f"it is no {named.upper()} file, whatever its name says, or it is damaged")
    return named or _by_text(body)


def _by_bytes(body: bytes) -> str | None:
    if b"%PDF-" in body[:1024]:
        return "pdf"
    if body.startswith(b"PK\x03\x04"):
        return "docx"
    if body.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in body:
            raise Unreadable("it is protected by a password: save it without one")
        raise Unreadable("it is a file of old Word (DOC) or the like: save it as DOCX and import that")
    for first, why in _REFUSED:
        if body.startswith(first):
            raise Unreadable(why)
    return None


def _by_text(body: bytes) -> str:
    head = body[:_SAMPLE]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return "json" if b'"sections"' in body else "text"
    if _MARKUP.match(head):
        return "html"
    if _MAIL.match(head.replace(b"\r\n", b"\n")):
        return "mail"
    return "markdown" if len(_MARKDOWN.findall(head)) >= 3 else "text"


def _is_binary(sample: bytes) -> bool:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return len(_NO_TEXT.findall(sample)) * 20 > len(sample)

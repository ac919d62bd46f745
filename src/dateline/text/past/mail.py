"""Mails (EML, RFC 5322) to the blocks of a document: a newsletter as it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from itertools import islice

from dateline.errors import Unreadable
from dateline.records import Remark
from dateline.text.characters import sound
from dateline.text.encoding import decode
from dateline.text.markup import squeeze
from dateline.text.past import html, plain
from dateline.text.past.blocks import Document
from dateline.text.past.heads import day_of

_MOST_PARTS = 200
_LONGEST_HEADER = 4_000  # characters that are decoded
_MOST_CHARACTERS = 1_500_000  # of a mail's text
_RICHER = 0.6  # of the plain part's length, from which the HTML part is the whole text
_PASSED_ON = re.compile(r"^(?:(?:fwd?|re|wg|aw|tr|转发|回复|答复)\s*[:：]\s*)+", re.I)


def read(body: bytes) -> Document:
    """The document of a mail: its HTML part, or its text where that says more; title and date are the mail's own.

    Attachments are left out with a remark. Raises Unreadable.
    """
    try:
        message = message_from_bytes(body)
        parts = list(islice(message.walk(), _MOST_PARTS))
    except (RecursionError, ValueError, LookupError) as error:
        raise Unreadable(f"the mail is damaged: {error}") from error
    document = _richest([part for part in parts if not _attached(part)])
    name, address = parseaddr(_header(message, "From"))
    return replace(
        document,
        title=_PASSED_ON.sub("", _header(message, "Subject")) or document.title,
        date=day_of(_header(message, "Date")) or document.date,
        outlet=squeeze(name) or address.partition("@")[2] or document.outlet,
        remarks=document.remarks + tuple(_left_out(parts)),
    )


def _richest(parts: list[Message]) -> Document:
    """The document of the HTML part or of the text part, whichever holds the text; raises Unreadable."""
    marked = next((_try_html(part) for part in parts if part.get_content_type() == "text/html"), None)
    texts = [part for part in parts if part.get_content_type() == "text/plain"]
    text = next((shown for shown in map(_text_of, texts) if shown.strip()), "")
    length = sum(len(block.text) for block in marked.blocks) if marked else 0
    if marked and length and length >= _RICHER * len(squeeze(text)):
        return marked
    if len(text) > _MOST_CHARACTERS:
        raise Unreadable(f"the mail's text has more than {_MOST_CHARACTERS} characters")
    if text.strip():
        return plain.read(text.encode())
    if marked and marked.blocks:
        return marked
    raise Unreadable("the mail holds no text")


def _try_html(part: Message) -> Document | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or b"<" not in payload:
        return None
    return html.read(payload, part.get_content_charset())


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""


def _attached(part: Message) -> bool:
    return part.is_multipart() or part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _left_out(parts: list[Message]) -> Iterator[Remark]:
    for part in parts:
        name = part.get_filename()
        if name and not part.is_multipart() and part.get_content_maintype() != "image":
            yield Remark("attachment", sound(squeeze(str(name))), "left out: import the file by itself")


def _header(message: Message, name: str) -> str:
    """A header, decoded; one that cannot be decoded as it stands."""
    value = message.get(name)
    if value is None:
        return ""
    value = str(value)[:_LONGEST_HEADER]
    try:
        return sound(squeeze(str(make_header(decode_header(str(value))))))
    except (HeaderParseError, LookupError, ValueError):
        return sound(squeeze(str(value).encode("utf-8", "replace").decode("utf-8")))

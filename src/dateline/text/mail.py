"""E-mail (EML) to a page: a newsletter or a report sent by mail."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from dateline.errors import Unreadable
from dateline.records import Page
from dateline.text.dates import is_ahead, read_moment
from dateline.text.markup import squeeze
from dateline.text.page import read_html
from dateline.text.plain import read_text

_MOST_PARTS = 200
_OFFICE = re.compile(
    r"news|letter|info|reply|editor|redaktion|press|media|team|hello|contact|support|daily|weekly|alert|update", re.I
)


def read_mail(body: bytes, *, url: str | None, charset: str | None = None, now: datetime | None = None) -> Page:
    """Read a mail: its HTML part, else its text; attachments are passed over. Raises Unreadable.

    A sender with a person's address is the byline, one with an office's (news@, info@) the outlet.
    """
    try:
        message = message_from_bytes(body)
    except (RecursionError, ValueError, LookupError) as error:
        raise Unreadable(f"reading {url or 'a mail'}: {error}") from error
    if not any(name in message for name in ("From", "Subject", "Date", "MIME-Version")):
        raise Unreadable(f"reading {url or 'a mail'}: it has none of the headers of a mail")
    page = _content(message, url, now)
    name, outlet = _sender(_header(message, "From"))
    published, problems = _date(_header(message, "Date"), now)
    return replace(
        page,
        url=url,
        title=_header(message, "Subject") or page.title,
        byline=(name,) if name else page.byline,
        outlet=outlet or page.outlet,
        published=published,
        problems=problems,
    )


def _content(message: Message, url: str | None, now: datetime | None) -> Page:
    parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False) if _is_shown(part)]
    for kind, reader in (("text/html", read_html), ("text/plain", read_text)):
        for part in parts:
            payload = part.get_payload(decode=True)
            if part.get_content_type() == kind and isinstance(payload, bytes) and payload.strip():
                page = reader(payload, url=url, charset=part.get_content_charset(), now=now)
                if page.paragraphs:
                    return page
    return Page(url, None, (), None, None, None, None, ())


def _is_shown(part: Message) -> bool:
    return not part.is_multipart() and part.get_content_disposition() != "attachment" and not part.get_filename()


def _header(message: Message, name: str) -> str:
    """A header, decoded; one that cannot be decoded as it stands."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        return squeeze(str(make_header(decode_header(str(value)))))
    except (HeaderParseError, LookupError, ValueError):
        return squeeze(str(value).encode("utf-8", "replace").decode("utf-8"))


def _sender(sender: str) -> tuple[str | None, str | None]:
    """Byline and outlet out of a From header."""
    name, address = parseaddr(sender)
    local, _, domain = address.partition("@")
    name = name.strip(" \"'")
    if name and (_OFFICE.search(local) or not domain):
        return None, name
    return name or None, domain.lower() or None


def _date(text: str, now: datetime | None) -> tuple[str | None, tuple[str, ...]]:
    moment = read_moment(text)
    if moment and now and is_ahead(moment, now):
        return None, (f"refused the date {moment}: it lies in the future",)
    return moment, ()

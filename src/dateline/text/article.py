"""From a capture to an article: which reader, whose article, when, and the spans of its paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from dateline.clock import parse_iso
from dateline.errors import Unreadable
from dateline.records import Article, Capture, FeedEntry, Outlet, Page, Source, Span
from dateline.sentences import sentences
from dateline.text.address import article_address
from dateline.text.dates import is_ahead, read_moment
from dateline.text.language import language_code
from dateline.text.plain import read_fragment
from dateline.text.readers import read_document
from dateline.urls import canonical, host_of, short_digest

_LONGEST_TITLE = 120  # characters of a first sentence that stands in for a missing title

_HANGS_BEHIND = re.compile(r"\s*[_|｜]|\s+[-–—·•]\s")


def read_capture(
    capture: Capture,
    body: bytes,
    *,
    source: Source,
    outlets: Sequence[Outlet],
    now: datetime,
) -> Article:
    """The article in a capture's body. Raises Unreadable."""
    page = read_document(body, capture.media_type, url=capture.final_url, charset=capture.charset, now=now)
    return to_article(page, capture, source=source, outlets=outlets, now=now)


def to_article(page: Page, capture: Capture, *, source: Source, outlets: Sequence[Outlet], now: datetime) -> Article:
    """The article of a page: address, outlet and date settled, text laid out. Raises Unreadable for an empty one."""
    notes = list(page.problems)
    url = _address(page, capture)
    paragraphs = _paragraphs(page, capture, url, notes)
    text = "\n\n".join(paragraphs)
    spans = sentences(text)
    title = _title(page, capture.hint) or _first_words(text, spans)
    if not title and not text:
        raise Unreadable(f"reading {capture.final_url}: there is neither a title nor text in it")
    published_as = _date(page, capture, now, notes)
    return Article(
        id=short_digest(url),
        capture=capture.id,
        digest=capture.digest,
        source=source.name,
        url=url,
        title=title,
        byline=page.byline or (capture.hint.authors if capture.hint else ()),
        outlet=_named(source.outlet, outlets) if source.outlet else _outlet(host_of(url), page.outlet, outlets),
        published=parse_iso(published_as) if published_as else None,
        published_as=published_as,
        modified=page.modified,
        language=source.language
        or page.language
        or language_code(capture.hint.language if capture.hint else None)
        or "und",
        text=text,
        paragraphs=tuple(_spans(paragraphs)),
        sentences=spans,
        links=page.links,
        notes=tuple(notes),
    )


def _title(page: Page, hint: FeedEntry | None) -> str | None:
    """The page's title; the feed's where the page only hangs section and outlet behind it: X_Science_The Post."""
    given = " ".join(hint.title.split()) if hint and hint.title else None
    if given and page.title and page.title.startswith(given) and _HANGS_BEHIND.match(page.title[len(given) :]):
        return given
    return page.title or given


def _address(page: Page, capture: Capture) -> str:
    """The address that answered, or the page's own; what came from a file may name any address: it is ours."""
    answered, own = urlsplit(capture.final_url), page.url
    if answered.fragment and capture.media_type == "application/json":
        return capture.final_url  # an entry without a link: only the fragment tells it from its neighbours
    if answered.scheme not in ("http", "https"):
        return canonical(own) if own and own.startswith(("http://", "https://")) else capture.final_url
    return article_address(own, capture.final_url)


def _paragraphs(page: Page, capture: Capture, url: str, notes: list[str]) -> tuple[str, ...]:
    """The page's paragraphs, or the feed's where the page shows none."""
    given = capture.hint and (capture.hint.content or capture.hint.summary)
    if page.paragraphs or not given:
        return page.paragraphs
    notes.append("the page shows no text: it was taken from the feed")
    return read_fragment(given, url)[0]


def _date(page: Page, capture: Capture, now: datetime, notes: list[str]) -> str | None:
    """The date as the page gives it; the feed's if the page has none, or only the same day without the time.

    Where neither tells the publication, the feed's time of the last change stands in, and a note says so: Atom asks
    its entries for that one only (RFC 4287, 4.2.15).
    """
    stated = _believed(page.published, now, notes)
    hinted = _believed(capture.hint.published if capture.hint else None, now, notes)
    if stated is None and hinted is None:
        changed = _believed(capture.hint.updated if capture.hint else None, now, notes)
        if changed:
            notes.append("neither page nor feed tells the publication: dated by the feed's time of the last change")
        return changed
    if stated is None:
        return hinted
    return hinted if len(stated) == 10 and hinted and hinted.startswith(stated) else stated


def _believed(text: str | None, now: datetime, notes: list[str]) -> str | None:
    moment = read_moment(text or "")
    if moment and is_ahead(moment, now):
        note = f"refused the date {moment}: it lies in the future"
        if note not in notes:
            notes.append(note)
        return None
    return moment


def _outlet(host: str, named: str | None, outlets: Sequence[Outlet]) -> str:
    """The outlet with the longest host that this one ends with, else that of the name, the name, the host."""
    best, longest = None, 0
    for outlet in outlets:
        for known in outlet.hosts:
            if (host == known or host.endswith(f".{known}")) and len(known) > longest:
                best, longest = outlet.name, len(known)
    if best or not named:
        return best or host or "unknown"
    return _named(named, outlets)


def _named(name: str, outlets: Sequence[Outlet]) -> str:
    """The outlet that has this name or alias, in any case, else the name as it is: an alias is no other voice."""
    folded = name.casefold()
    return next(
        (outlet.name for outlet in outlets if folded in map(str.casefold, (outlet.name, *outlet.aliases))), name
    )


def _spans(paragraphs: Iterable[str]) -> Iterable[Span]:
    start = 0
    for paragraph in paragraphs:
        yield Span(start, start + len(paragraph))
        start += len(paragraph) + 2


def _first_words(text: str, spans: Sequence[Span]) -> str:
    first = text[spans[0].start : spans[0].end] if spans else ""
    return first if len(first) <= _LONGEST_TITLE else first[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"

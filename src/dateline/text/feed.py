"""Feeds: RSS, RDF, Atom, CDF and JSON Feed, from their bytes to one form."""

from __future__ import annotations

import re

from dateline.errors import Unreadable
from dateline.records import Feed
from dateline.text.feed_bytes import decode
from dateline.text.feed_json import read_json
from dateline.text.feed_xml import read_xml

_FEED = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)(?=[\s>/])", re.I)
_PAGE = re.compile(r"<html[\s>]", re.I)
_PAGE_TYPE = re.compile(r"<!DOCTYPE\s+html", re.I)
_PROLOGUE = re.compile(r"(?:\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^\[>]*(?:\[.*?\]\s*)?>))*\s*", re.S | re.I)
_SNIFFED = 65_536  # characters in which a feed has to begin


def read_feed(body: bytes, charset: str | None = None, *, url: str | None = None) -> Feed:
    """The feed in these bytes, whatever its format, encoding and faults; what was wrong stands in `problems`.

    `charset` is what the server said, `url` where the bytes came from (relative links are made absolute against it).
    Titles are plain text. Summaries and contents are HTML as the feed has it, without scripts, styles and comments,
    links made absolute: sanitise them before they are shown. Ids are verbatim, dates ISO 8601 in UTC. A feed that is
    cut off gives the entries before the cut. DOCTYPE entities are never expanded and nothing is loaded.
    Raises Unreadable, which says what it looks like, for what is no feed.
    """
    decoded = decode(body, charset)
    text = decoded.text.lstrip("\ufeff\0 \t\r\n")
    junk = ""
    if text.startswith("{"):
        feed = read_json(text, url)
    else:
        start = _start(text)
        junk = text[:start].strip()
        feed = read_xml(decoded.text.replace(junk, "", 1) if junk else decoded.text, url)
    problems = [*decoded.problems, *([f"the feed begins with what does not belong: {junk[:40]!r}"] if junk else ())]
    if not feed.entries:
        problems.append("the feed has no entries")
    return Feed(feed.format, feed.title, feed.link, feed.language, feed.entries, (*problems, *feed.problems))


def _start(text: str) -> int:
    """Where the XML of a feed begins in a text; raises Unreadable when it is seen to be something else."""
    head = text[:_SNIFFED]
    body = _PROLOGUE.match(head)
    opening = body.end() if body else 0
    feed = _FEED.search(head)
    page = _PAGE.search(head) or (None if feed else _PAGE_TYPE.search(head))
    if page and (feed is None or page.start() < feed.start()):
        raise Unreadable("this is a web page (HTML), not a feed")
    if head[opening : opening + 1] == "<":
        return 0
    if feed is None:
        if head.startswith("["):
            raise Unreadable("this is JSON, but not a JSON feed: it begins with a list")
        raise Unreadable(f"this is not a feed: it begins with {' '.join(head[:40].split())!r}")
    declaration = head.rfind("<?xml", 0, feed.start())
    return declaration if declaration >= 0 else feed.start()

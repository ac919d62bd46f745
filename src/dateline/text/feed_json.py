"""JSON Feed 1.0 and 1.1 (jsonfeed.org): from JSON text to a Feed."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from dateline.errors import Unreadable
from dateline.records import Feed, FeedEntry
from dateline.text import feed_markup
from dateline.text.characters import sound
from dateline.text.feed_dates import read_date
from dateline.text.feed_element import Reading


def read_json(text: str, url: str | None) -> Feed:
    """The feed in a JSON text; raises Unreadable when the text is no JSON, or JSON that is no feed.

    A text that is cut off gives the items before the cut, and says so in `problems`.
    """
    problems: list[str] = []
    try:
        tree = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        tree = _before_the_cut(text)
        if tree is None:
            raise Unreadable(f"this begins like a JSON feed but is not JSON: {error}") from error
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        problems.append(f"the feed is cut off or broken{where}: what stands before is read")
    if not isinstance(tree, dict) or not (_version(tree) or isinstance(tree.get("items"), list)):
        raise Unreadable("this is JSON, but not a JSON feed: it has neither version nor items")
    reading = Reading(url)
    base = _text(tree.get("home_page_url")) or url
    items = tree.get("items")
    entries = (
        tuple(_entry(item, tree, base, reading) for item in items or () if isinstance(item, dict))
        if (isinstance(items, list))
        else ()
    )
    if not isinstance(items, list):
        problems.append("the feed has no list of items")
    return Feed(
        format=_version(tree) or "json",
        title=_line(tree.get("title")),
        link=_text(tree.get("home_page_url")),
        language=_text(tree.get("language")),
        entries=entries,
        problems=(*problems, *reading.problems()),
    )


def _entry(item: dict[str, Any], feed: dict[str, Any], base: str | None, reading: Reading) -> FeedEntry:
    reading.number += 1
    link = _text(item.get("url")) or _text(item.get("external_url"))
    if link is None:
        reading.tell("it has no link")
    content = _text(item.get("content_html"))
    if content is None and (plain := _text(item.get("content_text"))):
        content = escape(plain, quote=False)
    summary = _text(item.get("summary"))
    return FeedEntry(
        id=_identifier(item.get("id")),
        title=_line(item.get("title")),
        link=feed_markup.resolve(link, base) if link else None,
        published=_date(item.get("date_published"), reading),
        updated=_date(item.get("date_modified"), reading),
        authors=_authors(item) or _authors(feed),
        summary=escape(summary, quote=False) if summary else None,
        content=feed_markup.body(content, link or base) or None if content else None,
        language=_text(item.get("language")) or _text(feed.get("language")),
    )


def _version(tree: dict[str, Any]) -> str | None:
    """json10, json11 …; None: the version is not JSON Feed's."""
    version = _text(tree.get("version")) or ""
    if "jsonfeed.org/version/" not in version:
        return None
    return "json" + version.rstrip("/").rpartition("/")[2].replace(".", "").ljust(2, "0")


def _before_the_cut(text: str) -> dict[str, Any] | None:
    """What can be read of an object that breaks off: its first members, and the items that are whole."""
    decoder = json.JSONDecoder(strict=False)
    start = text.find("[", max(text.find('"items"'), 0))
    if '"items"' not in text or start < 0:
        return None
    try:
        tree = json.loads(text[: start + 1] + "]}", strict=False)
    except (ValueError, RecursionError):
        return None
    position = start + 1
    while True:
        while position < len(text) and text[position] in " \t\r\n,":
            position += 1
        try:
            item, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return tree if isinstance(tree, dict) else None
        tree["items"].append(item)


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    listed = holder.get("authors") if isinstance(holder.get("authors"), list) else [holder.get("author")]
    names = [_line(author.get("name")) for author in listed or () if isinstance(author, dict)]
    return tuple(dict.fromkeys(name for name in names if name))


def _identifier(value: Any) -> str | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)  # the format asks readers to take numbers as texts
    return sound(value) if isinstance(value, str) and value else None


def _date(value: Any, reading: Reading) -> str | None:
    text = _text(value)
    date = read_date(text) if text else None
    if text and date is None:
        reading.tell(f"its date {text[:60]!r} is not understood")
    return date


def _line(value: Any) -> str | None:
    text = _text(value)
    return feed_markup.squeeze(text) or None if text else None


def _text(value: Any) -> str | None:
    """A text without outer white space; JSON's escapes can spell lone surrogates."""
    return sound(value).strip() or None if isinstance(value, str) else None

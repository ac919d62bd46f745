"""RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0 and CDF: from XML text to a Feed, entry by entry, in one pass."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dateline.errors import Unreadable
from dateline.records import Feed, FeedEntry
from dateline.text import feed_repair
from dateline.text.feed_element import Node, Reading
from dateline.text.feed_entry import read_entry, read_language, read_link, read_title

_ENTRY_TAGS = tuple("{*}" + name for name in ("item", "entry", "Item", "ITEM", "Entry"))
_TRUNCATED = frozenset(("ERR_TAG_NOT_FINISHED", "ERR_DOCUMENT_END", "ERR_DOCUMENT_EMPTY"))
# Told of, but the structure is as the feed meant it.
_HARMLESS = frozenset(("ERR_XMLDECL_NOT_STARTED", "ERR_RESERVED_XML_NAME", "WAR_NS_URI", "WAR_NS_URI_RELATIVE"))
_MOST = 100_000  # entries; far more than any feed has, so that a made-up one ends in time
_CUT = "the feed is cut off at line {line}: the entries before are read"
_DEEP = ("ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR", "ERR_NAME_TOO_LONG")
_RSS = {"0.90": "rss090", "0.91": "rss091", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094", "1.0": "rss10"}
_ATOM = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}
_NO_FEEDS = {
    **dict.fromkeys(("html", "head", "body", "div", "p"), "a piece of a web page (HTML), not a feed"),
    "urlset": "a sitemap, not a feed",
    "sitemapindex": "an index of sitemaps, not a feed",
    "opml": "a list of feeds (OPML), not a feed",
    "svg": "an image (SVG), not a feed",
    "error": "an error message in XML, not a feed",
}


def read_xml(text: str, url: str | None) -> Feed:
    """The feed in an XML text; raises Unreadable when the text holds none.

    What is not well-formed is read as far as it can be told where things end, and said in `problems`.
    """
    prepared = feed_repair.prepare(text)
    pass_ = _Pass(prepared.xml, url, recover=False)
    problems = list(prepared.problems)
    if not pass_.failed:
        problems += pass_.faults[:1]
    else:
        xml = feed_repair.until_cut(prepared.xml)
        lines = prepared.xml.count("\n") + 1
        problems += pass_.faults[:1] if xml is prepared.xml else [_CUT.format(line=lines)]
        pass_ = _Pass(feed_repair.balance(xml) if pass_.broken else xml, url, recover=True)
    if pass_.root is None:
        raise Unreadable("this is not a feed: " + (problems[0] if problems else "it holds no XML element"))
    kind = _format(pass_.root)
    if not kind and not pass_.entries:
        name = pass_.root.name.rpartition("}")[2]
        raise Unreadable(f"this is {_NO_FEEDS.get(name, f'XML with the root <{name}>, not a feed')}")
    head = _head(pass_.root)
    return Feed(
        format=kind or "xml",
        title=read_title(head),
        link=read_link(head, guess=False),
        language=read_language(head) or read_language(pass_.root),
        entries=tuple(pass_.entries),
        problems=(*problems, *pass_.reading.problems()),
    )


class _Pass:
    """One reading of the XML: the entries, the rest of the tree, and what the parser complained of."""

    def __init__(self, xml: str, url: str | None, *, recover: bool):
        self.entries: list[FeedEntry] = []
        self.root: Node | None = None
        self.faults: list[str] = []
        self.failed = self.broken = False
        self.reading = Reading(url)
        self._read(xml.encode("utf-8"), recover)

    def _read(self, data: bytes, recover: bool) -> None:
        events = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            tag=_ENTRY_TAGS,
            recover=recover,
            huge_tree=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in events:
                self._entry(element)
                if len(self.entries) == _MOST:
                    self.faults.append(f"the feed has {_MOST} entries or more: the rest is left out")
                    self.root = Node(element.getroottree().getroot(), self.reading)
                    return
        except etree.XMLSyntaxError:
            self.failed = True
        self._fault(events.error_log)
        if events.root is not None:
            self.root = Node(events.root, self.reading)

    def _entry(self, element: Any) -> None:
        node = Node(element, self.reading)
        if node.name not in ("item", "entry") or any(True for _ in _holders(node)):
            return
        self.entries.append(read_entry(node))
        element.clear(keep_tail=True)
        while element.getprevious() is not None and Node(element.getprevious(), self.reading).name == node.name:
            element.getparent().remove(element.getprevious())

    def _fault(self, log: Any) -> None:
        fatal = [entry for entry in log if entry.level_name == "FATAL" and entry.type_name not in _HARMLESS]
        for entry in fatal:
            if entry.type_name in _TRUNCATED:
                self.faults.append(_CUT.format(line=entry.line))
            elif entry.type_name in _DEEP:
                self.faults.append(f"nested too deeply at line {entry.line}: what stands before is read")
            else:
                message = " ".join(entry.message.split())
                self.faults.append(f"not well-formed at line {entry.line}: {message}")
                self.broken = True


def _holders(node: Node) -> Iterator[Node]:
    """The entries that an element lies in."""
    for element in node.element.iterancestors():
        above = Node(element, node.reading)
        if above.name in ("item", "entry"):
            yield above


def _format(root: Node) -> str | None:
    """Name and version of the format; None: the root is not a feed's."""
    version = (root.attribute("version") or "").strip()
    space = root.element.tag.rpartition("}")[0].lstrip("{")
    if root.name == "rss":
        return "rss20" if version.startswith("2") else _RSS.get(version, "rss")
    if root.name == "feed":
        return _ATOM.get(version) or ("atom10" if space.lower() == "http://www.w3.org/2005/atom" else "atom")
    if root.name == "rdf:rdf":
        spaces = {(value or "").lower() for value in root.element.nsmap.values()}
        return "rss090" if "http://my.netscape.com/rdf/simple/0.9/" in spaces else "rss10"
    if root.name == "channel":
        return "cdf" if root.child("item") is not None or root.attribute("href") else "rss"
    return "rss" if root.name == "item" else "atom" if root.name == "entry" else None


def _head(root: Node) -> Node:
    """The element that holds the feed's own title, link and language."""
    channel = root.child("channel")
    return channel if channel is not None else root

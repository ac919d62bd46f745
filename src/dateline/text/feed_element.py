"""An element of a feed, under the one name that its element has in whatever namespace and case it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.text.feed_markup import resolve

_XML = "{http://www.w3.org/XML/1998/namespace}"
_CORE = frozenset(
    (
        "http://backend.userland.com/rss",
        "http://backend.userland.com/rss2",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://cyber.law.harvard.edu/rss",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://purl.org/net/rss1.1#",
        "http://purl.org/rss/1.0/modules/rss091#",
        "http://example.com/newformat#",
        "http://purl.org/pie/",
        "http://purl.org/echo/",
        "uri/of/echo/namespace#",
        "http://example.com/necho",
        "http://purl.org/atom/ns#",
        "http://www.w3.org/2005/atom",
        "https://www.w3.org/2005/atom",
        "http://www.w3.org/2005/atom/",
    )
)
_PREFIXES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://video.search.yahoo.com/mrss": "media",
    "http://video.search.yahoo.com/mrss/": "media",
}
_CORE_PREFIXES = frozenset(("rss", "atom"))
_FEW = 32


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a feed says for those of its entries that do not say it themselves."""

    language: str | None = None
    link: str | None = None
    authors: tuple[str, ...] = ()


class Reading:
    """What one reading of a feed carries along: where it came from, and what was found wrong with its entries."""

    def __init__(self, url: str | None):
        self.url = url
        self.number = 0
        self.inherited: Inherited | None = None  # None: not looked up yet
        self.found: Counter[str] = Counter()
        self.first: dict[str, int] = {}

    def tell(self, problem: str) -> None:
        """Note a problem of the entry being read; the same one is told once, with how often it was met."""
        self.found[problem] += 1
        self.first.setdefault(problem, self.number)

    def problems(self) -> tuple[str, ...]:
        """The problems of entries in plain words, one a kind."""
        told = []
        for problem, count in self.found.items():
            also = f", and {count - 1} more like it" if count > 1 else ""
            told.append(f"entry {self.first[problem]}{also}: {problem}")
        return tuple(told)


class Node:
    """An element: its name is lower case, with a prefix of ours for a known module and none for RSS and Atom."""

    __slots__ = ("_parts", "element", "name", "reading")

    def __init__(self, element: Any, reading: Reading):
        self.element = element
        self.reading = reading
        self._parts: dict[str, list[Node]] | None = None
        self.name = _name(element.tag) if isinstance(element.tag, str) else ""

    def children(self, *names: str) -> Iterator[Node]:
        """The children of these names, in the order of the names, then of the feed."""
        if self._parts is None:  # an element is asked for some thirty names
            self._parts = {}
            for child in self.element:
                node = Node(child, self.reading)
                self._parts.setdefault(node.name, []).append(node)
        for name in names:
            yield from self._parts.get(name, ())

    def child(self, *names: str) -> Node | None:
        """The first child of the first of these names; None: there is none."""
        return next(self.children(*names), None)

    def attribute(self, name: str) -> str | None:
        """An attribute by its name without prefix, in any case; None: it is not there."""
        value: str | None = self.element.get(name)
        if value is None and len(self.element.attrib) <= _FEW:  # not on an element made to cost time
            for key, other in self.element.attrib.items():
                if key.rpartition("}")[2].rpartition(":")[2].lower() == name and not key.startswith(_XML):
                    return str(other)
        return value

    @property
    def text(self) -> str:
        """All text in the element, outer white space cut."""
        if len(self.element):
            return "".join(self.element.itertext()).strip()
        return (self.element.text or "").strip()

    @property
    def base(self) -> str | None:
        """The address that relative links in the element start from; None: nothing tells it."""
        base = self.reading.url
        chain = [self.element, *self.element.iterancestors()]
        for element in reversed(chain):
            own = element.get(_XML + "base") or element.get("base")
            base = resolve(own, base) if own else base
        return base

    @property
    def language(self) -> str | None:
        """The nearest xml:lang; empty when one that is empty takes it back, None: there is none."""
        for element in (self.element, *self.element.iterancestors()):
            own = element.get(_XML + "lang")
            if own is None:
                own = element.get("lang")
            if own is not None:
                return str(own).strip().replace("_", "-")
        return None


@lru_cache(maxsize=4096)
def _name(tag: str) -> str:
    # Not by etree.QName: it refuses the colon of a prefix that the feed did not declare.
    space, _, local = tag.lower().rpartition("}")
    space = space.lstrip("{")
    if not space:
        prefix, colon, rest = local.partition(":")  # a prefix that the feed did not declare
        return rest if colon and prefix in _CORE_PREFIXES else local
    if space in _CORE or "backend.userland.com/rss" in space:
        return local
    known = _PREFIXES.get(space)
    return f"{known}:{local}" if known else f"{{{space}}}{local}"

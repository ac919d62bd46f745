"""One entry of an XML feed, and the parts that it shares with the feed itself: title, link, language."""

from __future__ import annotations

import base64
import binascii
import re
from html import escape, unescape

from dateline.records import FeedEntry
from dateline.text import feed_markup
from dateline.text.feed_bytes import mend_c1
from dateline.text.feed_dates import read_date
from dateline.text.feed_element import Inherited, Node

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_EMAIL = re.compile(r"[<(\[]?\s*(?:mailto:)?[^\s<>()\[\]@]+@[^\s<>()\[\]@]+\.[^\s<>()\[\]@]+\s*[>)\]]?", re.I)
_PUBLISHED = ("published", "pubdate", "issued", "dcterms:issued", "dcterms:created", "created", "dc:date", "dc:issued")
_UPDATED = ("updated", "modified", "lastbuilddate", "dcterms:modified", "dc:date", "dcterms:updated")
_SUMMARY = ("description", "summary", "abstract", "dc:description", "itunes:summary", "media:description")
_CONTENT = ("content:encoded", "content", "xhtml:body", "body", "xhtml:div", "fullitem")
_AUTHORS = ("author", "dc:creator", "dc:author", "itunes:author")


def read_entry(node: Node) -> FeedEntry:
    """The fields of an `item` or `entry`; what is wrong with it is told to the reading."""
    node.reading.number += 1
    link = read_link(node, guess=True)
    if link is None:
        node.reading.tell("it has no link")
    summary, content = _bodies(node)
    return FeedEntry(
        id=_identifier(node),
        title=read_title(node),
        link=link,
        published=_date(node, _PUBLISHED),
        updated=_date(node, _UPDATED),
        authors=_authors(node),
        summary=_html(summary) if summary is not None else None,
        content=_html(content) if content is not None else None,
        language=_entry_language(node, summary, content),
    )


def read_title(node: Node) -> str | None:
    """The title of an entry or feed as one line of plain text; empty when it is only a picture, None: it has none."""
    shown = None
    for title in node.children("title", "dc:title", "media:title"):
        text, kind = _typed(title)
        if not text:
            continue
        if kind == "text" and _is_atom(title):
            shown = feed_markup.squeeze(text)
        else:
            shown = feed_markup.plain(text) if kind == "html" else feed_markup.guessed(text)
        if shown:
            return mend_c1(shown)
    group = node.child("media:group")
    return read_title(group) if group is not None and shown is None else shown


def read_link(node: Node, *, guess: bool) -> str | None:
    """The address of the page that an entry or feed is about; None: it gives none.

    An alternate in HTML, or RSS's bare link, comes before alternates of other types; with `guess`, a permanent `guid`
    or an `id` that is a web address serves where no link stands.
    """
    best: dict[int, str] = {}
    for link in node.children("link"):
        rank, address = _ranked(link)
        if not address or rank is None:
            continue
        address = feed_markup.resolve(address, _base(link))
        if "://" in address and not address.lower().startswith(("http://", "https://")):
            rank = 3
        if rank == 0 or rank not in best:  # of several bare links the last one counts, as other readers have it
            best[rank] = address
    if best:
        return best[min(best)]
    own = node.attribute("href") if node.name in ("item", "channel") else None
    if own:
        return feed_markup.resolve(own, _base(node))
    guid = node.child("guid") if guess else None
    if guid is not None and guid.text and (guid.attribute("ispermalink") or "true").strip().lower() == "true":
        return feed_markup.resolve(guid.text, _base(guid))
    atom_id = node.child("id") if guess else None
    if atom_id is not None and atom_id.text.startswith(("http://", "https://")):
        return atom_id.text
    return None


def read_language(node: Node) -> str | None:
    """The language that a feed says it is in; None: it does not say."""
    for child in node.children("language", "dc:language"):
        if child.text:
            return child.text.replace("_", "-")
    return node.language or None


def _ranked(link: Node) -> tuple[int | None, str]:
    """How good a link is (0 is best; None: it leads elsewhere), and its address."""
    address = link.attribute("href") or link.attribute("url") or unescape(link.text) or link.attribute("uri") or ""
    relation = (link.attribute("rel") or "alternate").strip().lower().rpartition("/")[2]
    if relation != "alternate":
        return None, ""
    if not _is_atom(link):
        return 0, address.strip()
    kind = (link.attribute("type") or "text/html").strip().lower()
    return (1 if kind in _HTML_TYPES else 2), address.strip()


def _base(node: Node) -> str | None:
    """Where relative links start from: xml:base, the feed's address, else the feed's own link."""
    return node.base or _inherited(node).link


def _inherited(node: Node) -> Inherited:
    """What the feed says for all its entries; looked up once, as a feed has many entries and they wait in the tree."""
    if node.reading.inherited is None:
        node.reading.inherited = Inherited()  # while it is looked up, there is none
        for element in node.element.iterancestors():
            head = Node(element, node.reading)
            head = (head.child("channel") or head) if head.name == "rdf:rdf" else head
            if head.name in ("channel", "feed"):
                people = [name for name in map(_person, head.children("author")) if name]
                addresses = [address for rank, address in map(_ranked, head.children("link")) if rank is not None]
                web = (address for address in addresses if address.startswith(("http://", "https://")))
                node.reading.inherited = Inherited(read_language(head), next(web, None), tuple(people))
                break
    return node.reading.inherited


def _identifier(node: Node) -> str | None:
    for child in node.children("guid", "id"):
        if len(child.element):
            return feed_markup.inner_html(child.element).strip() or None
        if child.text:
            return child.text
    about: str | None = node.element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    if about is None:
        identifier = node.child("dc:identifier")
        about = identifier.text if identifier is not None else None
    return about or None


def _date(node: Node, names: tuple[str, ...]) -> str | None:
    for child in node.children(*names):
        if not child.text:
            continue
        date = read_date(child.text)
        if date is not None:
            return date
        node.reading.tell(f"its date {child.text[:60]!r} is not understood")
    lastmod = node.attribute("lastmod") if names is _UPDATED else None
    return read_date(lastmod) if lastmod else None


def _authors(node: Node) -> tuple[str, ...]:
    """Names of the authors; an Atom entry without one has those of its source or feed (RFC 4287, 4.2.1)."""
    found = [_person(child) for child in node.children(*_AUTHORS)]
    names = [name for name in found if name]
    if not names and node.name == "entry":
        source = node.child("source")
        people = map(_person, source.children("author")) if source is not None else ()
        names = [name for name in people if name] or list(_inherited(node).authors)
    return tuple(dict.fromkeys(names))


def _person(node: Node) -> str | None:
    for name in node.children("name", "email"):
        if name.text:
            return mend_c1(feed_markup.guessed(name.text))
    if len(node.element) and node.child("uri", "url", "homepage") is not None:
        text = (node.element.text or "").strip()
    else:
        text = node.text
    text = feed_markup.guessed(text)
    bare = _EMAIL.sub(" ", text).strip(" ,;\t")
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    return mend_c1(feed_markup.squeeze(bare) or text) or None


def _bodies(node: Node) -> tuple[Node | None, Node | None]:
    """The elements of an entry's summary and of its content."""
    said = [child for child in node.children(*_SUMMARY[:3]) if _full(child)]
    said.sort(key=lambda child: child.element.getparent().index(child.element))
    summaries = said or [child for child in node.children(*_SUMMARY[3:]) if _full(child)]
    if not summaries and (group := node.child("media:group")) is not None:
        summaries = [child for child in group.children("media:description") if _full(child)]
    contents = [child for child in node.children(*_CONTENT) if _full(child)]
    if not contents and len(said) > 1:  # RSS with both: the later one is the longer text
        contents = said[1:]
    return next(iter(summaries), None), next(iter(contents), None)


def _full(node: Node) -> bool:
    return bool(len(node.element) or (node.element.text or "").strip())


def _html(node: Node) -> str | None:
    text, kind = _typed(node)
    if kind == "text" and _is_atom(node) and not feed_markup.looks_like_html(text):
        text = escape(text, quote=False)
    return mend_c1(feed_markup.body(text, _base(node))) or None


def _typed(node: Node) -> tuple[str, str]:
    """The text of an element, and whether it is `html` or `text` as the feed says; `text` where it does not say."""
    kind = (node.attribute("type") or "").strip().lower()
    mode = (node.attribute("mode") or "").strip().lower()
    if len(node.element):
        return feed_markup.inner_html(node.element), "html"
    text = (node.element.text or "").strip()
    if mode == "base64" or (_is_atom(node) and "/" in kind and not kind.startswith("text/") and "xml" not in kind):
        text = _decoded(text)
    if kind in ("xhtml", "application/xhtml+xml") and mode != "escaped":
        return escape(text, quote=False), "html"
    return text, "html" if kind in ("html", *_HTML_TYPES) else "text"


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8")
    except (binascii.Error, ValueError):
        return text


def _is_atom(node: Node) -> bool:
    """Whether an element follows Atom's rules: text is text where no type says otherwise."""
    return "atom" in node.element.tag[: node.element.tag.find("}") + 1].lower()


def _entry_language(node: Node, summary: Node | None, content: Node | None) -> str | None:
    own = next((part.language for part in (content, summary) if part is not None), None)
    if own != node.language and own is not None:
        return own or None
    said = node.child("dc:language", "language")
    if said is not None and said.text:
        return said.text.replace("_", "-")
    if node.language is not None:
        return node.language or None
    return _inherited(node).language

"""HTML, of web pages and mails alike, to the blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lxml import html

from dateline.errors import Unreadable
from dateline.records import Remark
from dateline.text.encoding import decode
from dateline.text.markup import meta_values, parse_html, text_of
from dateline.text.past.blocks import MOST_BLOCKS, Block, Document
from dateline.text.past.heads import document_of
from dateline.text.past.pieces import BREAK, Piece, block_of, blocks_of, web_address
from dateline.urls import absolute

MOST_BYTES = 5_000_000
_UNSEEN = frozenset(
    "audio base button canvas datalist embed head iframe img input link map meta noscript object picture script select"
    " style svg template textarea title video".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form header hgroup html legend main nav ol p section summary table tbody td tfoot th thead tr ul".split()
)
_HEADING = re.compile(r"h[1-6]")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:px|pt)?\s*(?:;|!|$)",
    re.I,
)
_HEAVY = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", re.I)
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|lighter|[1-5]00)", re.I)
_LARGE = re.compile(r"font-size\s*:\s*(\d{2,3})(?:\.\d+)?(px|pt)", re.I)
_LARGE_FROM = {"px": 20, "pt": 16}
_CELL = 200  # characters of a cell beyond which a table sets out a page
_MOST_CELLS = 20_000
_DEEPEST = 250  # elements within one another; lxml stops at 255
_MOST_TAGS = 300_000


def read(body: bytes, charset: str | None = None) -> Document:
    """The document of a page or of the HTML part of a mail; what a reader does not see is left out with a remark.

    `charset` is what the mail said (None: nothing). Raises Unreadable.
    """
    if len(body) > MOST_BYTES:
        raise Unreadable(f"it is HTML of more than {MOST_BYTES} bytes")
    if body.count(b"<") > _MOST_TAGS:
        raise Unreadable(f"it is HTML of more than {_MOST_TAGS} tags")
    tree = parse_html(decode(body, charset))
    if tree is None:
        raise Unreadable("there is no markup in it")
    walk = _Walk(_base(tree))
    try:
        blocks = tuple(islice(walk.blocks(_main(tree)), MOST_BLOCKS + 1))
    except RecursionError as error:
        raise Unreadable("its HTML is nested too deeply") from error
    if not blocks and body.count(b"<") > _DEEPEST and _is_deep(tree):
        raise Unreadable("its HTML is nested too deeply")
    return replace(document_of(_fields(tree), blocks), remarks=tuple(walk.remarks))


def _is_deep(tree: html.HtmlElement) -> bool:
    """Whether a tree is as deep as the parser goes; what lies deeper is not in it."""
    waiting = [(tree, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth >= _DEEPEST:
            return True
        waiting += [(child, depth + 1) for child in element]
    return False


def read_fragment(markup: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML within another format."""
    tree = parse_html(markup)
    return () if tree is None else tuple(_Walk("").blocks(tree))


def blocks_of_element(element: html.HtmlElement, *, tables: bool = False) -> tuple[Block, ...]:
    """The blocks within one element of a page; `tables`: each table in it has rows, none sets out the page."""
    return tuple(_Walk("", tables=tables).blocks(element))


def _base(tree: html.HtmlElement) -> str:
    for path, name in (("//base[@href]", "href"), ("//link[@rel='canonical'][@href]", "href")):
        found = tree.xpath(path)
        if found and web_address(found[0].get(name)):
            return web_address(found[0].get(name))
    return next((web_address(url) for url in meta_values(tree).get("og:url", ())), "")


def _main(tree: html.HtmlElement) -> html.HtmlElement:
    """The part of a page that says of itself that it holds the text; a page that says nothing: all of it."""
    for path in ("//main", "//*[@role='main']", "//article[not(ancestor::article)]"):
        found = tree.xpath(path)
        if len(found) == 1 and 2 * len(text_of(found[0])) > len(text_of(tree)):
            part: html.HtmlElement = found[0]
            return part
    return tree


def _fields(tree: html.HtmlElement) -> dict[str, str]:
    meta = meta_values(tree)

    def first(*names: str) -> str:
        return next((meta[name][0] for name in names if name in meta), "")

    headings = [text for text in map(text_of, tree.iter("h1")) if text]
    title = tree.find(".//head/title")
    told = {
        "title": (headings[0] if len(headings) == 1 else first("og:title"))
        or (text_of(title) if title is not None else ""),
        "date": first("article:published_time", "datepublished", "dcterms.date", "dc.date", "date", "pubdate"),
        "language": tree.get("lang") or tree.get("xml:lang") or first("og:locale"),
        "outlet": first("og:site_name"),
        "author": first("author"),
    }
    return {key: value for key, value in told.items() if value}


class _Walk:
    """Walks over a tree, gathers the pieces of the block that is open, and closes it where another begins."""

    def __init__(self, base: str, *, tables: bool = False) -> None:
        self.base, self.tables = base, tables
        self.remarks: list[Remark] = []
        self.pieces: list[Piece] = []
        self.shape = Block("text", "")
        self.entry: Block | None = None  # the entry that has no text yet
        self.depth = 0
        self.links = 0

    def blocks(self, tree: html.HtmlElement) -> Iterator[Block]:
        """All blocks of a tree."""
        yield from self._element(tree, "", 0, False)
        yield from self._close()

    def _close(self) -> Iterator[Block]:
        pieces, self.pieces = self.pieces, []
        shape = self.entry or replace(self.shape, level=self.shape.level or self.depth)
        made = list(blocks_of(pieces, shape))
        self.entry = None if made else self.entry
        yield from made

    def _element(self, element: html.HtmlElement, url: str, link: int, bold: bool) -> Iterator[Block]:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            self.pieces.append(BREAK)
        elif tag == "hr":
            yield from self._close()
            yield Block("rule", "")
        elif not tag or tag in _UNSEEN or self._is_hidden(element):
            return
        elif _HEADING.fullmatch(tag):
            yield from self._heading(element, int(tag[1]), url, link)
        elif tag == "pre":
            yield from self._close()
            text = "".join(element.itertext()).strip("\n")
            if text.strip():
                yield Block("code", text, self.depth)
        elif tag == "table" and (self.tables or _is_data(element)):
            yield from self._close()
            yield from self._rows(element)
        else:
            yield from self._container(element, tag, (url, link), _is_bold(element, bold))

    def _is_hidden(self, element: html.HtmlElement) -> bool:
        style = element.get("style") or ""
        if element.tag == "nav" or element.get("hidden") is not None or _HIDDEN.search(style):
            text = text_of(element)
            if text:
                kind, why = ("navigation", "left out") if element.tag == "nav" else ("hidden", "no reader sees this")
                self.remarks.append(Remark(kind, text[:_CELL], why))
            return True
        return False

    def _heading(self, element: html.HtmlElement, level: int, url: str, link: int) -> Iterator[Block]:
        yield from self._close()
        inner = list(self._flat(element, url, link, False))
        if self.depth:
            self.pieces = [replace(piece, bold=True) for piece in inner]
            yield from self._close()
            return
        block = block_of(inner, Block("heading", "", level))
        if block:
            yield replace(block, bold=False)

    def _flat(self, element: html.HtmlElement, url: str, link: int, bold: bool) -> Iterator[Piece]:
        """The pieces of an element as one line, whatever blocks are in it."""
        if element.tag == "a":
            url, link = self._link(element, url, link)
        apart = [Piece(" ")] if element.tag in _BLOCKS or element.tag in ("br", "li") else []
        yield from apart
        yield Piece(element.text or "", url, link, bold)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _UNSEEN and not self._is_hidden(child):
                yield from self._flat(child, url, link, _is_bold(child, bold))
            yield Piece(child.tail or "", url, link, bold)
        yield from apart

    def _link(self, element: html.HtmlElement, url: str, link: int) -> tuple[str, int]:
        """Address and number of the link that an element opens, else those of the link around it."""
        own = self._address(element.get("href") or "")
        self.links += bool(own)
        return (own, self.links) if own else (url, link)

    def _rows(self, table: html.HtmlElement) -> Iterator[Block]:
        for row in table.iter("tr"):
            pieces: list[Piece] = []
            for cell in row.iterchildren("td", "th"):
                inner = list(self._flat(cell, "", 0, cell.tag == "th"))
                pieces += [Piece(" | "), *inner] if pieces else inner
            block = block_of(pieces, Block("table", ""))
            if block and block.text.strip("| "):
                yield block

    def _container(self, element: html.HtmlElement, tag: str, link: tuple[str, int], bold: bool) -> Iterator[Block]:
        if tag == "a":
            link = self._link(element, *link)
            if link[0] and not text_of(element):
                self.pieces.append(Piece("", *link))  # around a picture
        elif tag in ("ul", "ol"):
            yield from self._list(element, tag, bold)
            return
        elif tag == "li":
            yield from self._entry(element, None, bold)
            return
        parts = tag in _BLOCKS
        if parts:
            yield from self._close()
        yield from self._content(element, *link, bold)
        if parts:
            yield from self._close()

    def _content(self, element: html.HtmlElement, url: str, link: int, bold: bool) -> Iterator[Block]:
        if element.text:
            self.pieces.append(Piece(element.text, url, link, bold))
        for child in element:
            yield from self._element(child, url, link, bold)
            if child.tail:
                self.pieces.append(Piece(child.tail, url, link, bold))

    def _list(self, element: html.HtmlElement, tag: str, bold: bool) -> Iterator[Block]:
        yield from self._close()
        self.depth += 1
        number = _number(element.get("start"), 1)
        for child in element:
            if child.tag == "li" and not self._is_hidden(child):
                number = _number(child.get("value"), number)
                yield from self._entry(child, number if tag == "ol" else None, bold)
                number += 1
            elif child.tag != "li":
                yield from self._element(child, "", 0, bold)
        yield from self._close()
        self.depth -= 1

    def _entry(self, element: html.HtmlElement, ordinal: int | None, bold: bool) -> Iterator[Block]:
        yield from self._close()
        self.entry = Block("entry", "", self.depth or 1, ordinal=ordinal)
        yield from self._content(element, "", 0, _is_bold(element, bold))
        yield from self._close()
        self.entry = None

    def _address(self, href: str) -> str:
        url = web_address(href)
        return url or (web_address(absolute(href.strip(), self.base) or "") if self.base and href.strip() else "")


def _number(text: str | None, usual: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text.strip()) else usual


def _is_bold(element: html.HtmlElement, bold: bool) -> bool:
    style = element.get("style") or ""
    size = _LARGE.search(style)
    if element.tag in ("b", "strong", "th") or _HEAVY.search(style):
        return True
    if size and int(size[1]) >= _LARGE_FROM[size[2].lower()]:
        return True
    return bold and not _LIGHT.search(style)


def _is_data(table: html.HtmlElement) -> bool:
    """Whether a table says something in rows and columns; most tables of mails only set out the page."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return False
    full = rows = cells = 0
    for row in table.iter("tr"):
        texts = [text_of(cell) for cell in row.iterchildren("td", "th")]
        cells += len(texts)
        if any(len(text) > _CELL for text in texts) or cells > _MOST_CELLS:
            return False
        rows += any(texts)
        full += sum(map(bool, texts)) >= 2
    inner = next(table.iterdescendants("p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"), None)
    headed = next(table.iterdescendants("th"), None) is not None
    return full > 0 and 2 * full > rows and (headed or (rows > 1 and inner is None))

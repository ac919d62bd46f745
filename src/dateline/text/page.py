"""HTML to a page: title, byline, outlet, dates, language, paragraphs and links."""

from __future__ import annotations

from datetime import datetime
from html import unescape

from lxml import html

from dateline.records import Page
from dateline.text.body import find_blocks, find_links
from dateline.text.byline import find_byline
from dateline.text.dates import find_dates
from dateline.text.encoding import decode
from dateline.text.jsonld import Node, Statements, lines_of, text_value
from dateline.text.language import page_language
from dateline.text.markup import MOST_CHARACTERS, attributes, meta_values, parse_html, squeeze, text_of
from dateline.text.plain import read_text
from dateline.text.title import find_title
from dateline.urls import absolute, host_of

Meta = dict[str, list[str]]


def read_html(body: bytes, *, url: str | None, charset: str | None, now: datetime | None = None) -> Page:
    """Read a page; `url` is where it came from, `charset` what HTTP said, `now` the moment that no date may lie after.

    Nothing is loaded and no entity but HTML's own is known. What was wrong is in the page's `problems`.
    """
    text = decode(body, charset)
    tree = parse_html(text)
    if tree is None:
        return read_text(body, url=url, charset=charset, now=now)
    cut = (f"only the first {MOST_CHARACTERS} characters were read",) if len(text) > MOST_CHARACTERS else ()
    statements, meta = Statements(tree), meta_values(tree)
    node = statements.article(url)
    own = _own_address(tree, meta, url)
    outlets = _outlet_names(statements, node, meta)
    title = find_title(tree, node, meta, [*outlets, host_of(own or url or "")])
    dates = find_dates(tree, node, meta, url=own or url, now=now)
    titles = [
        *map(text_of, tree.iter("h1")),
        *meta.get("og:title", []),
        title or "",
        text_value(node.get("headline")) or "",
    ]
    standfirst = next(iter([*meta.get("og:description", []), *meta.get("description", [])]), None)
    blocks = find_blocks(tree, lines_of(node.get("articleBody")), titles, standfirst)
    paragraphs = tuple(block.text for block in blocks)
    return Page(
        url=own,
        title=title,
        byline=find_byline(tree, statements, node.get("author"), meta, outlets=outlets),
        outlet=next(iter(outlets), None),
        published=dates.published,
        modified=dates.modified,
        language=page_language(title, " ".join(paragraphs), _stated_language(tree, node, meta)),
        paragraphs=paragraphs,
        links=find_links(tree, blocks, own or url),
        problems=cut + dates.problems,
    )


def _own_address(tree: html.HtmlElement, meta: Meta, url: str | None) -> str | None:
    """The canonical address as the page gives it."""
    for href in [
        *attributes(tree, "//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href"),
        *meta.get("og:url", []),
    ]:
        address = absolute(href, url or "")
        if address:
            return address
    return None


def _outlet_names(statements: Statements, node: Node, meta: Meta) -> list[str]:
    """What the page calls its outlet, best first: Open Graph's site name is the brand, JSON-LD's often the company."""
    publisher = statements.resolve(node.get("publisher") or node.get("sourceOrganization"))
    sites = [text_value(each.get("name")) for each in statements.nodes if each.get("@type") == "WebSite"]
    names = [*meta.get("og:site_name", []), text_value(publisher), *sites, *meta.get("application-name", [])]
    cleaned = (squeeze(unescape(name)) for name in names if name)
    return list(dict.fromkeys(name for name in cleaned if 0 < len(name) <= 80))


def _stated_language(tree: html.HtmlElement, node: Node, meta: Meta) -> str | None:
    said = [
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        text_value(node.get("inLanguage")),
        *meta.get("og:locale", []),
        *meta.get("content-language", []),
    ]
    return next((value for value in said if value), None)

"""HTML text to a tree that is safe to walk: bounded in size and depth, without comments, nothing ever loaded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree, html

MOST_CHARACTERS = 5_000_000  # of a page; more is cut off, and said
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_INVISIBLE = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)(\s[^<>]{4000,})")
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)|'[^']*(?:'|$)")
_MOST_ATTRIBUTES = 500  # of an element; the parser's time grows with their square


def parse_html(text: str) -> html.HtmlElement | None:
    """The tree of a page; None: there is no markup in it.

    lxml's HTML parser resolves no entities but HTML's own, loads nothing, and stops at 255 nested elements.
    """
    kept = _CONTROL.sub("", _DECLARATION.sub("", text[:MOST_CHARACTERS], count=1))
    if "<" not in kept:
        return None
    kept = _LONG_TAG.sub(_lightened, kept)
    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, collect_ids=False, no_network=True, encoding="utf-8"
    )
    try:
        return html.document_fromstring(kept.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _lightened(tag: re.Match[str]) -> str:
    """A tag without its attributes when there are more than any page needs."""
    return f"<{tag[1]}" if len(_QUOTED.sub(" ", tag[2]).split()) > _MOST_ATTRIBUTES else tag[0]


def text_of(element: html.HtmlElement) -> str:
    """The text of an element on one line, without scripts."""
    if next(element.iter("script", "style", "noscript"), None) is None:
        return squeeze("".join(element.itertext()))
    return squeeze("".join(element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")))


def squeeze(text: str) -> str:
    """The text in NFC, white space as single spaces, without soft hyphens, zero-width spaces and direction marks."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()


def attributes(tree: html.HtmlElement, xpath: str) -> Iterator[str]:
    """The attribute values or texts that an XPath finds, squeezed, empty ones left out."""
    for value in tree.xpath(xpath):
        text = squeeze(str(value))
        if text:
            yield text


def meta_values(tree: html.HtmlElement) -> dict[str, list[str]]:
    """Content of the meta elements by lower-case name, property or itemprop, in the page's order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = squeeze(element.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().lower()
            if key and content and content not in found.setdefault(key, []):
                found[key].append(content)
    return found

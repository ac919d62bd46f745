"""Pieces of text and HTML in feeds: titles as plain text, bodies as HTML with absolute links."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

_KNOWN_TAGS = (
    "a abbr acronym address article aside b big blockquote br center cite code dd del dfn div dl dt em figcaption "
    "figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark nobr ol p pre q s samp section small span "
    "strike strong sub sup table tbody td th tr tt u ul var wbr"
).replace(" ", "|")
_TAG = re.compile(rf"</?(?:{_KNOWN_TAGS})(?:\s[^<>]*)?/?>", re.I)
# Quoted values must not hold a "<": a mark left open is then passed over in linear time.
_ANY_TAG = re.compile(r"</?[a-zA-Z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>|<![^<>]*>|<\?[^<>]*>")
_BREAKING = re.compile(r"</?(?:address|article|blockquote|br|dd|div|dt|h[1-6]|hr|li|p|td|th|tr)\b[^<>]*>", re.I)
# What opens something unseen; ordinary tags are matched too, so that nothing opens inside their attributes.
_OPENING = re.compile(
    r"<(?:(?P<comment>!--)|(?P<unseen>script|style)(?=[\s>/])[^<>]*>"
    r"|/?[a-zA-Z](?:[^<>\"']++|\"[^\"]{0,9999}\"|'[^']{0,9999}'){0,99}+>)",
    re.I,
)
_CLOSING = {
    "!--": re.compile("-->"),
    "script": re.compile(r"</script\s*>", re.I),
    "style": re.compile(r"</style\s*>", re.I),
}
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_LINKING = re.compile(
    r"(\s(?:href|src|cite|poster|action|background|longdesc|data)\s*=\s*)(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.I
)
_START_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


def plain(html: str) -> str:
    """HTML as one line of text: markup removed, references resolved once."""
    shown = _BREAKING.sub(" ", _without_unseen(html))
    return squeeze(unescape(_ANY_TAG.sub("", shown)))


def guessed(text: str) -> str:
    """A text of which nobody says whether it is HTML, as one line of text: known tags and references are HTML's."""
    if _TAG.search(text) or any(mark in text.lower() for mark in ("<!--", "<script", "<style")):
        return plain(text)
    return squeeze(unescape(text) if _REFERENCE.search(text) else text)


def squeeze(text: str) -> str:
    """White space of any kind and length as single spaces."""
    return " ".join(text.split())


def body(html: str, base: str | None) -> str:
    """HTML without what no reader shows (scripts, styles, comments), its links absolute when there is a base."""
    html = _without_unseen(html)
    if base and "<" in html:
        html = _START_TAG.sub(lambda tag: _LINKING.sub(lambda link: _absolute(link, base), tag[0]), html)
    return html.strip()


def looks_like_html(text: str) -> bool:
    """Whether a text holds tags or references that HTML knows."""
    return bool(_TAG.search(text) or _REFERENCE.search(text))


def resolve(link: str, base: str | None) -> str:
    """A link made absolute when there is something to make it so, else as it stands."""
    link = link.strip()
    try:
        if not base or urlsplit(link).scheme:
            return link
        return urljoin(base, link)
    except ValueError:
        return link


def inner_html(element: Any) -> str:
    """What an element holds, as HTML without prefixes; text is escaped, a lone wrapping `div` is taken off."""
    return _serialised(_unwrapped(element))


def _without_unseen(html: str) -> str:
    """HTML without comments, scripts and styles; of one that is never closed only the mark goes, so no text is lost."""
    low = html.lower()
    if not any(mark in low for mark in ("<!--", "<script", "<style")):
        return html
    out: list[str] = []
    unclosed: set[str] = set()
    position = 0
    while opening := _OPENING.search(html, position):
        kind = (opening["comment"] or opening["unseen"] or "").lower()
        if not kind:
            out.append(html[position : opening.end()])
            position = opening.end()
            continue
        out.append(html[position : opening.start()])
        closing = None if kind in unclosed else _CLOSING[kind].search(html, opening.end())
        if closing is None:
            unclosed.add(kind)
        position = closing.end() if closing else opening.end()
    out.append(html[position:])
    return "".join(out)


def _unwrapped(element: Any) -> Any:
    if len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        child = element[0]
        if isinstance(child.tag, str) and _local(child) == "div":
            return child
    return element


def _serialised(element: Any) -> str:
    out = [escape(element.text or "", quote=False)]
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element or not isinstance(node.tag, str):
            continue
        name = _local(node)
        if event == "start":
            attributes = "".join(
                f' {key}="{escape(value)}"' for key, value in node.attrib.items() if not key.startswith("{")
            )
            out.append(f"<{name}{attributes}>{escape(node.text or '', quote=False)}")
        else:
            closing = "" if name in _VOID and not len(node) and not node.text else f"</{name}>"
            out.append(closing + escape(node.tail or "", quote=False))
    return "".join(out)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _absolute(link: re.Match[str], base: str) -> str:
    value = next(part for part in link.groups()[1:] if part is not None)
    whole = resolve(unescape(value), base)
    return f'{link[1]}"{escape(whole)}"'

"""What a page says of itself in JSON-LD (schema.org): the node of the article, tolerant of what real pages write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import html

from dateline.text.markup import squeeze
from dateline.urls import canonical

Node = dict[str, Any]
_MOST_NODES = 5000  # walked on a page
_DEEPEST = 8  # nested lists and nodes within which the text of a value is looked for
_ARTICLE = re.compile(r"(Article|BlogPosting|LiveBlogPosting|Posting|Report|Review|Statement)$")
_PAGE = frozenset(
    {"WebPage", "ItemPage", "VideoObject", "Recipe", "PodcastEpisode", "AudioObject", "NewsMediaOrganization"}
)
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|blockquote)>", re.I)
_TAG = re.compile(r"<[a-z/!][^<>]{0,500}>", re.I)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


class Statements:
    """The JSON-LD nodes of a page, with references between them resolved."""

    def __init__(self, tree: html.HtmlElement):
        self.nodes: list[Node] = []
        for script in tree.iter("script"):
            kind = (script.get("type") or "").lower()
            if "ld+json" in kind and len(self.nodes) < _MOST_NODES:
                self.nodes += _walk(_load(script.text or ""))
        self._by_id = {node["@id"]: node for node in self.nodes if isinstance(node.get("@id"), str) and len(node) > 1}

    def resolve(self, value: Any) -> Any:
        """The node that a bare reference points at, or the value itself."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self._by_id.get(str(value.get("@id")), value)
        return value

    def article(self, url: str | None = None) -> Node:
        """The node of the page's article, or an empty one: the node that names this page, else the fullest."""
        candidates = [node for node in self.nodes if _is(node, _ARTICLE)]
        if not candidates:
            candidates = [node for node in self.nodes if _types(node) & _PAGE and "datePublished" in node]
        here = canonical(url) if url else None
        best: Node = {}
        best_score = -1
        for node in candidates:
            score = sum(
                key in node for key in ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage")
            )
            score += 10 * (here is not None and here in _addresses(node))
            if score > best_score:  # the first of equals: lists of other articles come later
                best, best_score = node, score
        return best


def text_value(value: Any, *, deepest: int = _DEEPEST) -> str | None:
    """The text of a JSON-LD value (a text, a node with a name or @value, or the first of a list); None: none."""
    if isinstance(value, str):
        return squeeze(unescape(unescape(value))) or None
    if not deepest:
        return None
    if isinstance(value, list):
        return next((text for one in value if (text := text_value(one, deepest=deepest - 1))), None)
    if isinstance(value, dict):
        return text_value(value.get("@value") or value.get("name"), deepest=deepest - 1)
    return None


def lines_of(value: Any) -> str | None:
    """A long text of JSON-LD, such as an articleBody, with its line breaks and without markup; None: there is none."""
    if not isinstance(value, str):
        return None
    text = unescape(_TAG.sub(" ", _BREAK.sub("\n", unescape(value))))
    return "\n".join(filter(None, map(squeeze, text.splitlines()))) or None


def _load(source: str) -> Any:
    text = _WRAPPING.sub("", source).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except ValueError:
            continue
        except RecursionError:
            return None
    return None


def _walk(value: Any) -> Iterator[Node]:
    """The objects within a value, outer ones first, in the page's order, without recursion."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST_NODES:
        current = waiting.pop(0)
        seen += 1
        if isinstance(current, dict):
            yield current
            waiting += [inner for inner in current.values() if isinstance(inner, dict | list)]
        elif isinstance(current, list):
            waiting[:0] = [inner for inner in current if isinstance(inner, dict | list)]


def _types(node: Node) -> set[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)}


def _is(node: Node, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(kind) for kind in _types(node))


def _addresses(node: Node) -> set[str]:
    found = set()
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith("http"):
            found.add(canonical(value))
    return found

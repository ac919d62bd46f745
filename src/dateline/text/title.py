"""The headline of a page, without the outlet's name and section that pages hang behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from html import unescape

from lxml import html

from dateline.text.jsonld import Node, text_value
from dateline.text.markup import squeeze, text_of

Meta = dict[str, list[str]]
_SEPARATED = re.compile(r"\s+[|·•»«\-–—:/]{1,2}\s+|\s*[|｜]\s*|_(?=[^_]*$)|--(?=\S)")
_LONGEST = 500  # characters of a headline
_PLAIN = re.compile(r"[\W_]+")


def find_title(tree: html.HtmlElement, node: Node, meta: Meta, names: Collection[str]) -> str | None:
    """The headline; `names` are the outlet's names and hosts, cut off its end. None: the page has none.

    JSON-LD, Open Graph and the page's heading are asked: a title that two of them give is right, else the first.
    The card for social networks and the window's title serve when all three are silent.
    """
    headings = [heading for heading in map(text_of, tree.iter("h1")) if heading]
    said = [
        text_value(node.get("headline")) or text_value(node.get("name")),
        *meta.get("og:title", [])[:1],
        headings[0] if len(headings) == 1 else _heading_in_article(tree),
    ]
    spare = [*meta.get("twitter:title", [])[:1], *map(text_of, tree.xpath("//head/title")[:1]), *headings[:1]]
    return _agreed(_cleaned(said, names)) or next(iter(_cleaned(spare, names)), None)


def _cleaned(titles: Iterable[str | None], names: Collection[str]) -> list[str]:
    """The titles without the outlet; its bare name and cut ones only if there is no other."""
    known = set(map(_plain, names))
    found = [without_outlet(squeeze(unescape(title[:_LONGEST])), names) for title in titles if title]
    whole = [title for title in found if title and _plain(title) not in known and not title.endswith(("...", "…"))]
    return whole or [title for title in found if title]


def without_outlet(title: str, names: Collection[str]) -> str:
    """The title without a last part that is one of the outlet's names, and without a section between them."""
    known = {_plain(name) for name in names if name}
    breaks = list(_SEPARATED.finditer(title))
    for match in breaks:
        tail = _plain(title[match.end() :])
        if tail and tail in known:
            return title[: match.start()].rstrip()
    for at in range(len(breaks) - 1, -1, -1):
        tail = _plain(title[breaks[at].end() :])
        if any(tail == name or (len(name) > 3 and tail.endswith(name)) for name in known):
            kept = title[: breaks[at].start()].rstrip()
            return kept or title
    return title


def _agreed(titles: list[str]) -> str | None:
    """The first title that another one confirms, else the first; a title that goes on behind another is not asked."""
    shorter = [title for title in titles if not any(_goes_on(title, other) for other in titles)]
    votes = Counter(map(_plain, shorter))
    return max(shorter, key=lambda title: votes[_plain(title)] > 1, default=None)


def _goes_on(title: str, other: str) -> bool:
    """Whether the title is the other one, a mark, and something more: a section, an outlet."""
    tail = title[len(other) :]
    return len(other) > 20 and title.startswith(other) and bool(re.match(r"\s+[|·•–—-]\s|\s*[|｜]|-(?=\S)", tail))


def _heading_in_article(tree: html.HtmlElement) -> str | None:
    found = tree.xpath("//article//h1 | //main//h1 | //h1[@itemprop='headline']")
    return text_of(found[0]) if found else None


def _plain(text: str) -> str:
    return _PLAIN.sub("", text).casefold()

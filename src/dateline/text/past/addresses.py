"""Addresses in the text of past issues: found, trimmed, compared, and told apart as an item's own link line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from dateline.records import Link
from dateline.text.past.words import LINK, LINK_LABEL, folded

ADDRESS = re.compile(r"(?:https?://|\bwww\.(?=[\w-]+\.\w))[^\s<>\"“”‘«»（）【】《》，。；、|\\^`{}]+", re.I)
_TAIL = ".,;:!?'’*_~"
_PAIRS = {")": "(", "]": "["}
_LONGEST_LABEL = 60


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and address of each one that stands in a text, without the marks that close a sentence or bracket."""
    if "://" not in text and "www." not in text.lower():
        return
    for match in ADDRESS.finditer(text):
        shown = match.group()
        while shown and (shown[-1] in _TAIL or _is_unopened(shown)):
            shown = shown[:-1]
        if len(shown) > len("https://"):
            url = shown if shown[:4].lower() == "http" else f"http://{shown}"
            yield match.start(), match.start() + len(shown), url


def text_links(text: str) -> tuple[Link, ...]:
    """The addresses that stand in a text as links, in order, each with itself as its text."""
    return tuple(Link(url, text[start:end]) for start, end, url in addresses(text))


def without_addresses(text: str) -> str:
    """The text with its addresses cut out."""
    kept, last = [], 0
    for start, end, _ in addresses(text):
        kept.append(text[last:start])
        last = end
    return "".join([*kept, text[last:]])


def same_address(url: str) -> str:
    """The form in which two addresses of an issue are compared: escapes resolved, no scheme, no slash at the end."""
    return re.sub(r"^https?://", "", unquote(url.strip()), flags=re.I).rstrip("/")


def link_line(text: str, links: Sequence[Link]) -> tuple[Link, ...] | None:
    """The links of a block that holds nothing but them and their labels; None: it holds more, or no link at all.

    A whole line that is one link counts only if its words are a label (Read more) or it has one (Link: …); any other
    is the title of an item.
    """
    printed = text_links(text)
    found = links or printed
    if not found:
        return None
    rest = without_addresses(text)
    labelled = False
    for link in links:
        if link.text and link.text in rest and (folded(link.text) in LINK or LINK_LABEL.search(rest)):
            labelled = True
            rest = rest.replace(link.text, " ", 1)
    label = LINK_LABEL.sub(" ", f"{rest.strip()} ")
    bare = _is_marks(label) or (folded(label) in LINK and len(label) < _LONGEST_LABEL)
    return tuple(found) if bare and (labelled or printed or folded(text) in LINK) else None


def own_link(links: Sequence[Link]) -> Link | None:
    """The link of a paragraph whose text says that it leads to the report itself: Read more, 阅读原文."""
    return next((link for link in links if folded(link.text) in LINK and len(folded(link.text)) > 1), None)


def _is_unopened(shown: str) -> bool:
    opening = _PAIRS.get(shown[-1])
    return opening is not None and shown.count(shown[-1]) > shown.count(opening)


def _is_marks(text: str) -> bool:
    return not any(unicodedata.category(sign)[0] in "LN" for sign in text)

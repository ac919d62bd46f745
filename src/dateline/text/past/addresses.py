"""Addresses in the text of past issues: found, trimmed, compared, and told apart as an item's own link line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from dateline.records import Link
from dateline.text.past.words import LINK, LINK_LABEL, folded

ADDRESS = re.compile(
    r"(?:https?://|\bwww\.(?=[\w-]{1,200}\.\w))[^\s<>\"“”‘«»（）【】《》，。；、|\\^`{}]{1,4000}", re.I
)
_TAIL = ".,;:!?'’*_~"
_PAIRS = {")": "(", "]": "["}
_LONGEST_LABEL = 60
_MOST_UNSEEN = 50  # links of a line whose text does not stand in it, before it is taken for more than a link line


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and address of each one that stands in a text, without the marks that close a sentence or bracket."""
    if "://" not in text and "www." not in text.lower():
        return
    for match in ADDRESS.finditer(text):
        shown = _trimmed(match.group())
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
    rest, labelled = _without_links(without_addresses(text), links)
    label = LINK_LABEL.sub(" ", f"{rest.strip()} ")
    bare = _is_marks(label) or (folded(label) in LINK and len(label) < _LONGEST_LABEL)
    return tuple(found) if bare and (labelled or printed or folded(text) in LINK) else None


def own_link(links: Sequence[Link]) -> Link | None:
    """The link of a paragraph whose text says that it leads to the report itself: Read more, 阅读原文."""
    return next((link for link in links if folded(link.text) in LINK and len(folded(link.text)) > 1), None)


def _without_links(text: str, links: Sequence[Link]) -> tuple[str, bool]:
    """A text without the links whose words are labels or that stand behind one, and whether there are such."""
    behind_label = LINK_LABEL.search(text) is not None
    kept, at, unseen = list[str](), 0, 0
    for link in links:
        if not link.text or not (behind_label or folded(link.text) in LINK):
            continue
        found = text.find(link.text, at)
        if found >= 0:
            kept += [text[at:found], " "]
            at = found + len(link.text)
        else:
            unseen += 1
        if unseen > _MOST_UNSEEN:
            break
    return "".join([*kept, text[at:]]), bool(kept)


def _trimmed(shown: str) -> str:
    """An address without the marks at its end that belong to the sentence, or close what it does not open."""
    end = len(shown)
    unopened = {closing: shown.count(closing) - shown.count(opening) for closing, opening in _PAIRS.items()}
    while end and (shown[end - 1] in _TAIL or unopened.get(shown[end - 1], 0) > 0):
        end -= 1
        if shown[end] in unopened:
            unopened[shown[end]] -= 1
    return shown[:end]


def _is_marks(text: str) -> bool:
    return not any(unicodedata.category(sign)[0] in "LN" for sign in text)

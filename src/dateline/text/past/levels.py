"""How the headings and bold words of a past issue lie: which hold items, and which only divide one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from dateline.text.past.looks import Look
from dateline.text.past.words import folded

_LEAST = 2  # bold beginnings of one kind before they are taken for titles
_MOST_ABOVE = 0.8  # part of the attributions that stand above a title, where the others are taken for such too
_ISSUE = re.compile(r"\b(?:no|nr|issue|number|vol(?:ume)?)\b\.?\s*\d|第\s*\d+\s*期|#\d", re.I)
_COLONS = (":", "：")
_LONGEST_LEAD = 120  # characters


def titles_first(looks: Sequence[Look]) -> list[Look]:
    """The looks with each attribution behind its title, where an issue sets it above."""
    places = [at for at, look in enumerate(looks) if _names_outlet(look)]
    above = [at for at in places if _is_above(looks, at)]
    if len(above) < _LEAST or len(above) < _MOST_ABOVE * len(places) or above[0] != places[0]:
        return list(looks)
    if _is_title_above(looks, above[0]) or (above[-1] != places[-1] and above[0] < 2):
        return list(looks)
    if 2 * sum(at > 0 and _may_be_title(looks[at - 1]) for at in above) > len(above):
        return list(looks)
    found = list(looks)
    for at in above:
        found[at], found[at + 1] = found[at + 1], found[at]
    return found


def _names_outlet(look: Look) -> bool:
    told = look.attribution
    text = look.block.text
    return bool(told and told.outlet and look.block.kind == "text" and not _ISSUE.search(text))


def _is_above(looks: Sequence[Look], at: int) -> bool:
    """Whether a title with its text stands below a line."""
    if at + 2 >= len(looks):
        return False
    title, text = looks[at + 1], looks[at + 2]
    return _may_be_title(title) and (text.body or text.links is not None)


def _is_title_above(looks: Sequence[Look], at: int) -> bool:
    """Whether the first attribution ends an item: text stands above it that is not the issue's introduction alone."""
    return at > 0 and looks[at - 1].body and any(_may_be_title(look) for look in looks[max(1, at - 6) : at - 1])


def _may_be_title(look: Look) -> bool:
    plain = look.plain and not look.block.led_by_link
    return look.short and not (plain or look.attribution or look.links or look.word)


def leads_of(looks: Sequence[Look], titles: Collection[int]) -> set[int]:
    """Paragraphs and entries that begin with a bold title, in sections without other items.

    A beginning that comes back in an issue (Why it matters:) is none, nor is one within an item.
    """
    words = Counter(folded(_lead_of(look)) for look in looks if _lead_of(look))
    found: set[int] = set()
    for scope in _scopes(looks):
        if scope[0] - 1 in titles or any(at in titles and looks[at].block.kind != "entry" for at in scope):
            continue
        leads = {at for at in scope if at not in titles and _is_lead(looks[at], words)}
        entries = {at for at in leads if looks[at].block.kind == "entry"}
        listed = any(at in titles for at in scope)
        texts = leads - entries
        found |= entries if listed or len(entries) >= _LEAST else set()
        found |= texts if not listed and len(texts) >= _LEAST and _begins(looks, scope, texts) else set()
    return found


def below_items(looks: Sequence[Look], titles: Collection[int]) -> set[int]:
    """Headings that lie below the heading of an item and belong to it."""
    level = _item_level(looks, titles)
    found: set[int] = set()
    inside = False  # the heading above, of the items' level, is one of an item
    for at, look in enumerate(looks):
        if look.block.kind != "heading" or level is None:
            continue
        if look.block.level <= level:
            inside = at in titles
        elif inside:
            found.add(at)
    return found


def _item_level(looks: Sequence[Look], titles: Collection[int]) -> int | None:
    """The level of most headings that are titles, the higher of two that are as good; None: none of them is."""
    counts = Counter(looks[at].block.level for at in titles if looks[at].block.kind == "heading")
    every = Counter(look.block.level for look in looks if look.block.kind == "heading")
    full = [level for level in counts if 2 * counts[level] > every[level]]
    return min(full or counts, default=None)


def _scopes(looks: Sequence[Look]) -> Iterator[range]:
    """The places between one heading and the next, without those that are empty."""
    start = 0
    for at in range(len(looks) + 1):
        if at == len(looks) or looks[at].block.kind == "heading":
            if at > start:
                yield range(start, at)
            start = at + 1


def _is_lead(look: Look, words: Counter[str]) -> bool:
    """Whether a block begins with a bold title of its own."""
    block = look.block
    lead = _lead_of(look)
    if not 2 <= len(lead) <= _LONGEST_LEAD or words[folded(lead)] > 1 or look.word or not lead[:1].strip():
        return False
    if block.kind == "entry":
        return block.level <= 1
    return block.kind == "text" and not lead.endswith(_COLONS) and not look.attribution and not look.links


def _lead_of(look: Look) -> str:
    """The bold words that a block begins with, or all of it where it is bold and as short as a title."""
    block = look.block
    return block.lead or (block.text if block.bold and block.kind in ("text", "entry") and look.short else "")


def _begins(looks: Sequence[Look], scope: range, leads: Collection[int]) -> bool:
    """Whether a section begins with a bold title, so that all its text has one."""
    first = next((at for at in scope if looks[at].block.kind != "rule"), None)
    return first in leads

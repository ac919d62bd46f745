"""Which blocks of a past issue are the titles of its items.

The surest sign decides for the whole issue: an attribution or a link below a short line, numbers that run on, links
that lead a list's entries, headings; only where none of them is found are short lines above long text taken for titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.text.past.levels import below_items, leads_of
from dateline.text.past.looks import Look, is_tagged

_LEAST_REST = 20  # characters behind a link that make a sentence of a line
_LEAST_SOURCED = 2  # paragraphs with their source before each is taken for an item
_LONG = 160  # characters of a paragraph that a title may stand above


def find_titles(looks: Sequence[Look]) -> frozenset[int]:
    """The places of the blocks that begin an item."""
    following = following_of(looks)
    attributed = {at for at, look in enumerate(looks) if _is_attributed(looks, at, following)}
    titles = attributed | {at for at, look in enumerate(looks) if _is_linked(look) and not _ends_item(looks, at)}
    titles |= _numbered(looks, following, attributed)
    titles |= leads_of(looks, titles)
    titles |= _headings(looks, titles)
    titles -= below_items(looks, titles) - attributed
    titles |= _behind_links(looks, following, titles)
    if not titles:
        titles = _sourced(looks)
    if not titles:
        titles = {at for at, look in enumerate(looks) if _stands_above_text(looks, at, following)}
    return frozenset(titles)


def following_of(looks: Sequence[Look]) -> list[int | None]:
    """For each block the place of the next one that is no rule."""
    found: list[int | None] = [None] * len(looks)
    later: int | None = None
    for at in range(len(looks) - 1, -1, -1):
        found[at] = later
        later = later if looks[at].block.kind == "rule" else at
    return found


def _is_attributed(looks: Sequence[Look], at: int, following: Sequence[int | None]) -> bool:
    look, next_at = looks[at], following[at]
    if look.block.kind == "rule" or look.links or look.attribution or look.word in ("introduction", "mailing"):
        return False
    if not (look.short or (look.numbered and len(look.title) <= 300)):
        return False
    if look.beside is not None and look.beside.sure:
        return True
    below = looks[next_at] if next_at is not None else None
    if below is None or (look.block.kind == "entry" and look.numbered is None):
        return False
    after = following[next_at] if next_at is not None else None
    ends = after is None or looks[after].short
    if below.attribution is not None:
        return not (below.attribution.labelled and ends and (_is_text_end(look) or not look.short))
    return look.short and not look.plain and below.links is not None and after is not None and looks[after].body


def _is_text_end(look: Look) -> bool:
    return look.numbered is None and look.block.kind == "text"


def _ends_item(looks: Sequence[Look], at: int) -> bool:
    """Whether a line that leads to a report names its source below the report's text: a source, not a title."""
    told = looks[at].attribution
    if told is None or not (told.outlet and told.dated) or looks[at].block.kind != "text":
        return False
    below = looks[at + 1] if at + 1 < len(looks) else None
    return at > 0 and looks[at - 1].body and (below is None or not below.body)


def _is_linked(look: Look) -> bool:
    """Whether a block begins with the link to a report, and is not running text that happens to."""
    block = look.block
    if not block.links or look.word in ("introduction", "mailing") or look.links or block.kind == "heading":
        return False
    if block.kind == "entry":
        return block.level <= 1 and (block.led_by_link or is_tagged(block))
    if not block.led_by_link and look.numbered is None:
        return False
    if block.lead and block.led_by_link and block.lead == block.links[0].text:
        return True
    whole = look.numbered.rest if look.numbered else block.text
    rest = whole[len(block.links[0].text) :].strip()
    return whole.startswith(block.links[0].text) and (
        look.numbered is not None or len(rest) < _LEAST_REST or look.beside is not None
    )


def _numbered(looks: Sequence[Look], following: Sequence[int | None], attributed: Iterable[int]) -> set[int]:
    """Numbered blocks whose numbers run on from item to item; lists within an item do not."""
    known = set(attributed)
    found: set[int] = set()
    last, manner = 0, ""  # number and style of the last one
    for at, look in enumerate(looks):
        if look.numbered is None:
            continue
        number, style = look.numbered.number, look.numbered.style
        goes_on = number == last + 1 and style == manner and look.plain
        if at in known or (number in (1, last + 1) and (goes_on or _may_be_item(looks, at, following))):
            found.add(at)
            last, manner = number, style
    return found


def _may_be_item(looks: Sequence[Look], at: int, following: Sequence[int | None]) -> bool:
    look, next_at = looks[at], following[at]
    if next_at is None:
        return False
    below = looks[next_at]
    if look.block.kind == "heading":
        return below.block.kind != "heading" or below.block.level <= look.block.level
    if look.block.kind == "entry" and look.block.bold and below.body and below.block.kind == "text":
        return True
    if look.block.kind == "entry" or (look.title and not look.short):
        return below.links is not None or below.attribution is not None
    return below.numbered is None and (below.body or below.links is not None or below.short)


def _headings(looks: Sequence[Look], titles: set[int]) -> set[int]:
    """Headings that are titles: with nothing but text below them, in an issue or a section that has no other items."""
    places = [at for at, look in enumerate(looks) if look.block.kind == "heading"]
    if not places:
        return set()
    top = min(looks[at].block.level for at in places)
    ends = [*places[1:], len(looks)]
    plain = {at for at, end in zip(places, ends, strict=True) if _is_plain(looks, at, end, titles)}
    deeper = {at for at in plain if looks[at].block.level > top}
    if deeper or any(at not in plain for at in places):
        return deeper
    return {at for at in plain if looks[at].word is None}


def _is_plain(looks: Sequence[Look], at: int, end: int, titles: set[int]) -> bool:
    inside = range(at + 1, end)
    return any(looks[n].body for n in inside) and not any(n in titles for n in inside)


def _behind_links(looks: Sequence[Look], following: Sequence[int | None], titles: set[int]) -> set[int]:
    """Short lines behind the link or source that ends an item, where items end so."""
    closers = {
        at
        for at in range(1, len(looks))
        if (looks[at].links or looks[at].attribution) and (looks[at - 1].body or looks[at - 1].attribution)
    }
    if titles or len(closers) < 2 or any(look.block.kind == "heading" for look in looks):
        return set()
    found: set[int] = set()
    opened = False
    for at, look in enumerate(looks):
        if at in closers:
            opened = False
        elif not opened and look.short and look.word is None and _stands_above_text(looks, at, following, least=1):
            found.add(at)
            opened = True
    return found


def _sourced(looks: Sequence[Look]) -> set[int]:
    """Paragraphs and entries that end with their source, where each is an item of its own."""
    found = {
        at
        for at, look in enumerate(looks)
        if look.beside is not None and look.beside.sure and look.block.kind in ("text", "entry")
    }
    return found if len(found) >= _LEAST_SOURCED else set()


def _stands_above_text(looks: Sequence[Look], at: int, following: Sequence[int | None], *, least: int = _LONG) -> bool:
    look, next_at = looks[at], following[at]
    if not look.short or look.plain or look.word is not None or next_at is None:
        return False
    if look.block.kind not in ("text", "heading"):
        return False
    below = looks[next_at]
    return below.body and (len(below.block.text) >= least or look.block.bold)

"""What belongs to the pages of a text and not to it: page numbers, running heads and feet, addresses printed again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.records import Remark
from dateline.text.past.addresses import addresses, same_address
from dateline.text.past.attribution import read_attribution
from dateline.text.past.numbering import read_number
from dateline.text.past.rows import Row
from dateline.text.past.words import SECTION, folded

_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.I)
_PAGE = re.compile(
    r"\W*(?:(?:page|seite|pagina|página|p\.|pg\.?)\s*\d{1,4}(?:\s*(?:of|von|de|di|/)\s*\d{1,4})?"
    r"|第\s*\d{1,4}\s*[页頁](?:\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁])?|\d{1,4}\s*/\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—])\W*",
    re.I,
)
_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[.!?。！？:：;；][\"'”’»」』）)\]]*$")
_LONGEST = 120  # characters of a running head
_EDGE = 2  # rows at the head and foot of a page


def without_feet(rows: Sequence[Row]) -> tuple[list[Row], list[Remark]]:
    """The rows without what is the page's, and a remark for each row that went."""
    numbers = _page_numbers(rows)
    drops = {**_printed_again(rows), **numbers, **_running(rows, numbers)}
    kept: list[Row] = []
    cut, page, blanks = False, False, 0
    for at, row in enumerate(rows):
        if at in drops:
            cut, page, blanks = True, page or row.page, max(blanks, row.blanks)
            continue
        kept.append(replace(row, cut=cut, page=row.page or page, blanks=min(row.blanks, blanks) if cut else row.blanks))
        cut, page, blanks = False, False, 0
    remarks = [Remark("page-foot", rows[at].text, reason) for at, reason in sorted(drops.items())]
    return kept, remarks


def _printed_again(rows: Sequence[Row]) -> dict[int, str]:
    """Addresses alone on a row that are printed as an item's own elsewhere, or stand within a sentence."""
    bare = {at: same_address(row.text) for at, row in enumerate(rows) if _BARE_ADDRESS.fullmatch(row.text)}
    set_off = {
        same_address(url)
        for at, row in enumerate(rows)
        if at not in bare and len(row.text) < 2000
        for start, _, url in addresses(row.text)
        if start < 25 or row.text[start - 1] in "(（"
    }
    found: dict[int, str] = {}
    seen: set[str] = set()
    above: int | None = None
    below: int | None = None
    below_each: dict[int, int | None] = {}
    for at in reversed(bare):
        below = below if at + 1 in bare else (at + 1 if at + 1 < len(rows) else None)
        below_each[at] = below
    for at, address in bare.items():
        above = above if at - 1 in bare else (at - 1 if at else None)
        below = below_each[at]
        again = address in seen or address in set_off
        if again and (address in set_off or not _may_own(rows, at, above, below, bare)):
            found[at] = "an address printed again at the end of a page"
        elif above is not None and below is not None and _is_torn(rows[above], rows[below]):
            found[at] = "an address within a sentence, at the end of a page: whose it is cannot be told"
        else:
            seen.add(address)
    return found


def _may_own(rows: Sequence[Row], at: int, above: int | None, below: int | None, bare: dict[int, str]) -> bool:
    """Whether an address that came before may be printed here as an item's own: behind text, before a new item."""
    if above is None or at - 1 in bare:
        return False
    if below is None:
        return True
    following = rows[below]
    return read_number(following.text) is not None or (len(following.text) < 90 and not _ENDED.search(following.text))


def _is_torn(above: Row, below: Row) -> bool:
    """Whether a sentence runs on from one row to the other."""
    return not _ENDED.search(above.text) and below.text[:1].islower()


def _page_numbers(rows: Sequence[Row]) -> dict[int, str]:
    found = {at: "a page number" for at, row in enumerate(rows) if _PAGE.fullmatch(row.text)}
    alone = [at for at, row in enumerate(rows) if _NUMBER.fullmatch(row.text)]
    runs = [at for at, after in pairwise(alone) if int(rows[after].text) == int(rows[at].text) + 1]
    numbers = sorted({*runs, *(alone[alone.index(at) + 1] for at in runs)}) if len(alone) < 5000 else []
    torn = any(0 < at < len(rows) - 1 and _is_torn(rows[at - 1], rows[at + 1]) for at in numbers)
    edges = [at for at in alone if (at + 1 < len(rows) and rows[at + 1].page) or rows[at].page]
    return found | {at: "a page number" for at in (numbers if torn else edges)}


def _running(rows: Sequence[Row], numbers: Collection[int]) -> dict[int, str]:
    """Rows that come back at the edges of pages, or, where pages do not show, with a number that grows."""
    starts = {at for at, row in enumerate(rows) if row.page and at} | {at + 1 for at in numbers}
    places = _edges(starts, len(rows)) - set(numbers) if starts else range(len(rows))
    masks: dict[str, list[int]] = {}
    for at in places:
        if len(rows[at].text) <= _LONGEST:
            masks.setdefault(_DIGITS.sub("0", rows[at].text).casefold(), []).append(at)
    least = max(2, (len(starts) + 1) // 3) if starts else 3
    chosen = (sorted(group) for group in masks.values() if len(group) >= least)
    kept = (group for group in chosen if _may_run(rows[group[0]].text) and (starts or _is_counted(rows, group)))
    found = {at: "a line that comes back on other pages" for group in kept for at in group}
    if 0 in found and len(rows) > 1 and folded(rows[1].text) not in folded(rows[0].text):
        del found[0]  # nothing but this line names the issue
    return found


def _edges(starts: Collection[int], count: int) -> set[int]:
    """The places at the head and foot of each page."""
    bounds = [0, *sorted(starts), count]
    return {
        at
        for first, last in pairwise(bounds)
        for at in (*range(first, min(first + _EDGE, last)), *range(max(first, last - _EDGE), last))
    }


def _may_run(text: str) -> bool:
    if _BARE_ADDRESS.fullmatch(text) or folded(text) in SECTION:
        return False
    told = read_attribution(text, (), None)
    return not (told and told.sure) and any(sign.isalnum() for sign in text)


def _is_counted(rows: Sequence[Row], group: Sequence[int]) -> bool:
    """Whether rows that are alike count pages, or the same row tears sentences."""
    texts = [rows[at].text for at in group]
    inside = sum(0 < at < len(rows) - 1 and _is_torn(rows[at - 1], rows[at + 1]) for at in group)
    if len(set(texts)) == 1:
        return inside > 0 and inside * 3 >= len(group)
    numbers = [int(_DIGITS.findall(text)[-1][:9]) for text in texts]
    starts_item = any(read_number(text) for text in texts)
    return not starts_item and all(b > a for a, b in pairwise(numbers)) and inside > 0

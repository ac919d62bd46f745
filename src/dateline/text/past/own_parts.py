"""What Dateline's own forms of an issue share: how an item's attribution, links and corrections are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline import dateforms
from dateline.records import Link, PastItem, PastParagraph
from dateline.text.language import language_code
from dateline.text.past.addresses import same_address
from dateline.text.past.attribution import read_attribution
from dateline.text.past.blocks import Block
from dateline.text.past.words import LANGUAGES
from dateline.tokens import is_unspaced

_KINDS = {"heading": "subheading", "entry": "entry", "code": "code", "table": "table"}
CORRECTIONS = {"en": "Corrections", "zh": "更正"}
_BRACKETED = re.compile(r"^[(（](.*)[)）]$", re.S)
_COMMA = re.compile(r"[,，]\s*")
_DAYS = dateforms.pattern(dateforms.USUAL[0])
_TOLD = re.compile(
    rf"(?:(?P<outlet>.+?)[,，]\s*)?(?P<day>{_DAYS}|\d{{4}}-\d\d|undated|日期不详)(?:[,，]\s*(?P<mark>[^,，]+))?", re.I
)
_CORRECTED = re.compile(rf"({_DAYS})\s*[:：]\s*(.*)", re.S | re.I)
_FULL_WIDTH_ENDS = tuple("。！？：；」』）")  # no space comes behind them
_UNSPACED_ENDS = (*_FULL_WIDTH_ENDS, "…", "”")


@dataclass(frozen=True, slots=True)
class Told:
    """What an attribution says; None: it does not say."""

    outlet: str | None = None
    published: str | None = None  # YYYY-MM-DD or YYYY-MM
    language: str | None = None


def told_by(text: str) -> Told | None:
    """What an attribution in brackets says; None: it is none."""
    whole = _BRACKETED.match(text.strip())
    if whole is None:
        return None
    inner = whole[1].strip()
    match = _TOLD.fullmatch(inner)
    if match:
        return Told(match["outlet"], day_of(match["day"]), language_of(match["mark"]))
    parts = _COMMA.split(inner)
    if len(parts) > 1 and language_of(parts[-1]):
        return Told(inner[: -len(parts[-1])].rstrip(" ,，") or None, None, language_of(parts[-1]))
    told = read_attribution(text, (), None)
    return Told(told.outlet, told.published, told.language) if told else Told(inner) if inner else None


def day_of(text: str) -> str | None:
    """The day or month of an attribution; None: it says that there is none."""
    return text if re.fullmatch(r"\d{4}-\d\d", text) else dateforms.read(text, dateforms.USUAL[0])


def language_of(mark: str | None) -> str | None:
    """The language that a mark such as "in Chinese" or 英文 names; None: none."""
    word = re.sub(r"^in\s+", "", (mark or "").strip().casefold())
    return LANGUAGES.get(word) or (language_code(word) if re.fullmatch(r"[a-z]{2}", word) else None)


def joint(before: str, after: str) -> str:
    """What stands between two sentences: nothing in a script without spaces, else a space."""
    unspaced = before.endswith(_UNSPACED_ENDS) and is_unspaced(after.lstrip("“「『（《"))
    return "" if not before or unspaced or before.endswith(_FULL_WIDTH_ENDS) else " "


def further(url: str | None, credits: Iterable[Link], reports: Sequence[Link]) -> tuple[Link, ...]:
    """The further links of an item, each address once: those of its text that no list below it has, then the list."""
    listed = {same_address(link.url) for link in reports}
    found: dict[str, Link] = {}
    for link in (*(link for link in credits if same_address(link.url) not in listed), *reports):
        if same_address(link.url) != same_address(url or ""):
            found.setdefault(same_address(link.url), link)
    return tuple(found.values())


def correction(text: str) -> PastParagraph:
    """An entry of the list of corrections, its day as ISO 8601."""
    match = _CORRECTED.match(text)
    day = day_of(match[1]) if match else None
    return PastParagraph(f"{day}: {match[2]}" if match and day else text, "entry")


def paragraphs_of(blocks: Iterable[Block]) -> tuple[PastParagraph, ...]:
    """The paragraphs of some blocks; a heading among them is a sub-heading."""
    return tuple(PastParagraph(block.text, _KINDS.get(block.kind, "text")) for block in blocks if block.text.strip())


def loose(paragraphs: tuple[PastParagraph, ...], links: tuple[Link, ...]) -> tuple[PastItem, ...]:
    """What stands in a section outside its items, as an item without a title; nothing: no item."""
    return (PastItem(None, links=links, paragraphs=paragraphs),) if paragraphs or links else ()

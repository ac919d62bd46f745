"""What each block of a past issue looks like by itself: a numbered line, an attribution, a link line, a short title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.records import Link
from dateline.text.past.addresses import link_line
from dateline.text.past.attribution import Attribution, read_attribution, split_attribution
from dateline.text.past.blocks import Block
from dateline.text.past.days import day_order
from dateline.text.past.numbering import Numbered, read_number
from dateline.text.past.words import (
    CLOSING,
    CLOSING_PHRASES,
    INTRODUCTION,
    MAILING,
    MAILING_PHRASES,
    RELATED,
    SECTION,
    folded,
    language_mark,
)
from dateline.tokens import count_words, is_unspaced

_LONGEST_TITLE = 200  # characters
_MOST_TITLE_WORDS = 28
_ENDED = re.compile(r"[.。;；,，:：、][\"'”’»」』）)\]]*$")
_ABBREVIATED = re.compile(r"\b(?:Inc|Co|Ltd|Corp|U\.S|U\.K|Jr|etc)\.$|\.\.\.$")
_TAGS = re.compile(r"(?:\s*(?:[\[【(（][^\[\]()（）【】]{1,30}[\])）】]|[\w ]{1,20}[:：]|[^\w\s]{1,4}))*\s*")
_LONGEST_LABEL = 24
_LONGEST_MAILING = 400
_MOST_MAILING_PARTS = 8
_MAILING_PARTS = re.compile(r"\s*[|·•/｜,，]\s*|\s{2,}|\s[-–—]\s")
_QUOTED = re.compile(r"^[\"“«「『].*[\"”»」』][.,。，]?$")


@dataclass(frozen=True, slots=True)
class Look:
    """One block and what it may be by itself; what it is depends on its neighbours."""

    block: Block
    numbered: Numbered | None
    title: str  # the text without number, language mark and attribution behind it
    attribution: Attribution | None  # of the whole block
    beside: Attribution | None  # behind the title on its own line
    links: tuple[Link, ...] | None  # of a line that holds only links
    language: str | None  # that a mark in the title names
    short: bool  # a heading, or a short line that ends without a stop
    word: str | None = None  # introduction, section or closing: a heading by its words; mailing: a mail's own links
    plain: bool = False  # a paragraph that is not set off, in a format that sets headings and bold words off

    @property
    def body(self) -> bool:
        """Whether it is running text, or part of it."""
        return not (self.short or self.links or self.attribution or self.word) and self.block.kind != "rule"


def look_at(blocks: Sequence[Block], near: str | None, *, marked: bool = False) -> list[Look]:
    """The looks of an issue's blocks; `near` is its day or month, None when it is not known.

    `marked`: their format says what is a heading and what is bold.
    """
    lines = (block.text for block in blocks if len(block.text) < _LONGEST_TITLE)
    order = day_order(lines, near)
    looks = [_look(block, order) for block in blocks]
    if not (marked and any(block.kind == "heading" or block.bold for block in blocks)):
        return looks
    return [replace(look, plain=True) if _is_plain(look) else look for look in looks]


def is_title_like(text: str) -> bool:
    """Whether a text may be a title by its length and its end."""
    if not 0 < len(text) <= _LONGEST_TITLE or count_words(text) > _MOST_TITLE_WORDS:
        return False
    first = next((sign for sign in text if sign.isalnum()), "")
    ended = _ENDED.search(text) and not _ABBREVIATED.search(text)
    long_run = not text.isascii() and sum(map(is_unspaced, text)) > 50
    return bool(first) and not (ended or long_run or first.islower() or _QUOTED.match(text))


def is_tagged(block: Block) -> bool:
    """Whether nothing but tags stands before the first link of a block: [video], 📢, Blog:."""
    before, found, _ = (
        block.text.partition(block.links[0].text) if block.links and block.links[0].text else ("", "", "")
    )
    return bool(found) and _TAGS.fullmatch(before) is not None and folded(before) not in RELATED


def is_related(block: Block) -> bool:
    """Whether a block only leads on to something else: See also: the study."""
    before, found, after = (
        block.text.partition(block.links[0].text) if len(block.links) == 1 and block.links[0].text else ("", "", "")
    )
    return bool(found) and folded(before) in RELATED and not any(sign.isalnum() for sign in after)


def _is_plain(look: Look) -> bool:
    text = look.block.text
    outer = look.numbered is not None and look.numbered.style.startswith(("han", "roman"))
    return look.block.kind == "text" and not (look.block.bold or outer or _is_label(text) or look.word)


def _is_label(text: str) -> bool:
    """Whether a line is a word or two in the brackets that Chinese issues set headings in."""
    return text[:1] == "【" and text[-1:] == "】" and len(text) <= _LONGEST_LABEL


def _look(block: Block, order: str | None) -> Look:
    text = block.text
    if block.kind not in ("heading", "text", "entry") or not text.strip():
        return Look(block, None, text, None, None, None, None, short=False)
    links = None if block.kind == "heading" else link_line(text, block.links)
    word = "mailing" if _is_mailing(block) else "closing" if _ends_issue(block) else None
    if word:
        return Look(block, None, text, None, None, None, None, short=False, word=word)
    heading = block.kind == "heading"
    numbered = None if links else _numbered(block)
    title = numbered.rest if numbered else text
    titled = bool(block.lead) and block.led_by_link
    titled = titled or (_is_label(text) and not any(sign.isdigit() for sign in text))
    told = None if links or heading or numbered or titled else read_attribution(text, block.links, order)
    beside = split_attribution(title, order) if not (links or told) and len(title) <= 2 * _LONGEST_TITLE else None
    title = beside[0] if beside else title
    language, title = language_mark(title) if len(title) <= _LONGEST_TITLE else (None, title)
    word = _heading_word(text, numbered)
    short = not links and not told and (heading or is_title_like(title) or word is not None)
    return Look(block, numbered, title, told, beside[1] if beside else None, links, language, short, word)


def _numbered(block: Block) -> Numbered | None:
    if block.ordinal is not None:
        return Numbered(block.ordinal, "list", block.text)
    return read_number(block.text)


def _heading_word(text: str, numbered: Numbered | None) -> str | None:
    """Whether a line is a heading by its words; a number before it counts as its own."""
    if len(text) > 60:
        return None
    whole = folded(numbered.rest if numbered and numbered.style.startswith(("han", "roman")) else text)
    for name, words in (("introduction", INTRODUCTION), ("section", SECTION), ("closing", CLOSING)):
        if whole in words:
            return name
    return None


def _is_mailing(block: Block) -> bool:
    """Whether a block holds what a mail or a page says of itself: how to leave the list, where to read it."""
    if block.kind == "heading" or len(block.text) > _LONGEST_MAILING or not block.text.strip():
        return False
    start = block.text[:60].lstrip("[(（【 ·•|").casefold()
    if start.startswith(MAILING_PHRASES):
        return True
    words = [folded(part) for part in _MAILING_PARTS.split(block.text)]
    return any(word in MAILING for word in words) and len(words) <= _MOST_MAILING_PARTS


def _ends_issue(block: Block) -> bool:
    """Whether a block without links begins as the standing text at an issue's end does."""
    return block.kind == "text" and not block.links and block.text[:40].casefold().startswith(CLOSING_PHRASES)

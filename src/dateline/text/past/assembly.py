"""Blocks with their roles to the parts of an issue, in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Link, PastIssue, PastParagraph, PastSection, Remark
from dateline.text.past.addresses import own_link
from dateline.text.past.attribution import Attribution, read_attribution, split_source
from dateline.text.past.days import nearest_day
from dateline.text.past.drafts import Draft
from dateline.text.past.looks import Look, is_related
from dateline.text.past.numbering import read_number
from dateline.text.past.roles import Role
from dateline.text.past.words import language_mark

_KINDS = {"entry": "entry", "code": "code", "table": "table", "heading": "subheading"}
_SIGNS = "■◆◇□★☆▶►▲△●○◎※ "
_STOPS = (".", "。", "！", "!")
_GROUP = re.compile(r"\s*([(（\[][^()（）\[\]]{2,160}[)）\]])")
_BETWEEN = " \t-–—:：,，.。|·"


class Assembly:
    """Takes the blocks of an issue one by one and gives the issue."""

    def __init__(self, near: str | None = None) -> None:
        self._near = near  # a day of the issue, which dates without a year are told by
        self._introduction: list[PastParagraph] = []
        self._closing: list[PastParagraph] = []
        self._links: list[Link] = []
        self._sections: list[tuple[str | None, list[Draft]]] = []
        self._item: Draft | None = None
        self._mode = Role.INTRODUCTION
        self._remarks: list[Remark] = []

    def add(self, look: Look, role: Role) -> None:
        """Take the next block."""
        if self._mode is Role.CLOSING:
            self._outside(look)
        elif role is Role.INTRODUCTION:
            self._links += look.block.links
        elif role is Role.SECTION:
            self._open_section(look)
        elif role is Role.TITLE:
            self._open_item(look)
        elif role is Role.CLOSING:
            self._mode = Role.CLOSING
            self._outside(look)
        elif role is not Role.RULE:
            self._add_inside(look, role)

    def finished(self) -> PastIssue:
        """The issue without what only its head tells."""
        self._close_tail()
        self._credit_all()
        sections = [PastSection(title, tuple(draft.item() for draft in drafts)) for title, drafts in self._sections]
        return PastIssue(
            title=None,
            number=None,
            period=None,
            language=None,
            introduction=tuple(self._introduction),
            sections=tuple(sections),
            closing=tuple(self._closing),
            links=tuple(self._links),
            remarks=tuple(self._remarks),
        )

    def _open_section(self, look: Look) -> None:
        self._sections.append((look.block.text, []))
        self._item = None
        self._mode = Role.SECTION
        for link in look.block.links:
            self._current().mention(link)

    def _open_item(self, look: Look) -> None:
        if not self._sections:
            self._sections.append((None, []))
        self._mode = Role.SECTION
        draft = Draft(number=look.numbered.number if look.numbered else None, language=look.language)
        draft.entry = look.block.kind == "entry" and look.block.ordinal is None
        self._item = draft
        self._sections[-1][1].append(draft)
        block = look.block
        draft.title, rest = _split_title(look)
        if rest:
            self._add_rest(draft, rest)
        if look.beside:
            self._attribute(draft, look.beside, look.block.text)
        for link in block.links:
            draft.lead_to(link)

    def _add_rest(self, draft: Draft, rest: str) -> None:
        """What stands behind the link that an entry begins with: an attribution, a mark of language, or text."""
        language, rest = language_mark(rest)
        draft.language = draft.language or language
        group = _GROUP.match(rest)
        source = read_attribution(group[1], (), None) if group else None
        if group and source and source.sure and source.outlet:
            self._attribute(draft, source, group[1])
            rest = rest[group.end() :]
        told = read_attribution(rest.strip(_BETWEEN), (), None) if rest.strip(_BETWEEN) else None
        if told and told.sure:
            self._attribute(draft, told, rest)
        elif any(sign.isalnum() for sign in rest):
            draft.paragraphs.append(PastParagraph(rest.strip(" \t-–—:：|·\n")))

    def _add_inside(self, look: Look, role: Role) -> None:
        if not self._sections:
            self._outside(look)
            return
        item = self._current(look)
        if role is Role.ATTRIBUTION and look.attribution:
            self._attribute(item, look.attribution, look.block.text)
            item.ended = len(item.paragraphs) if item.paragraphs else item.ended
        elif role is Role.LINKS:
            for link in look.links or ():
                item.lead_to(link)
            item.ended = len(item.paragraphs) if item.paragraphs else item.ended
        else:
            self._add_text(item, look, role)

    def _add_text(self, item: Draft, look: Look, role: Role) -> None:
        block = look.block
        if is_related(block):
            item.mention(block.links[0])
            self._remarks.append(Remark("related", block.text, "kept as a further link of its item"))
            return
        text = block.text
        sourced = split_source(text, None) if block.kind == "text" and item.told.outlet is None else None
        if sourced:
            text = sourced[0]
            self._attribute(item, sourced[1], block.text)
        kind = "subheading" if role is Role.SUBHEADING else _KINDS.get(block.kind, "text")
        if text.strip():
            item.paragraphs.append(PastParagraph(text, kind))
        own = own_link(block.links)
        for link in block.links:
            item.lead_to(link) if link is own else item.mention(link)

    def _attribute(self, item: Draft, told: Attribution, quote: str) -> None:
        item.source = quote
        if told.published is None and told.yearless and self._near:
            told = replace(told, published=nearest_day(*told.yearless, self._near))
        lost = item.attribute(told)
        if lost:
            self._remarks.append(Remark("attribution", quote, f"no field takes: {lost}"))

    def _current(self, look: Look | None = None) -> Draft:
        """The open item, or a new one without a title for what stands loose in a section."""
        own = 0 if look is None or look.block.kind != "entry" else 1  # the deepest level that is outside of the entry
        loose = look is not None and self._item is not None and self._item.entry and look.block.level <= own
        if self._item is None or (loose and look is not None and not look.attribution and not look.links):
            self._item = Draft()
            self._sections[-1][1].append(self._item)
        return self._item

    def _outside(self, look: Look) -> None:
        """A block of the introduction or the closing."""
        target = self._closing if self._mode is Role.CLOSING else self._introduction
        block = look.block
        if block.text.strip() and block.kind != "rule":
            target.append(PastParagraph(block.text, _KINDS.get(block.kind, "text")))
        self._links += block.links or look.links or ()

    def _close_tail(self) -> None:
        """Text behind the last item's own link is the issue's, if no other item has text there."""
        drafts = [draft for _, drafts in self._sections for draft in drafts]
        ended = [draft for draft in drafts if draft.ended is not None]
        if len(ended) < 2 or not drafts or drafts[-1] is not ended[-1]:
            return
        if any(len(draft.paragraphs) > (draft.ended or 0) for draft in ended[:-1]):
            return
        last = drafts[-1]
        self._closing[:0] = last.paragraphs[last.ended :]
        del last.paragraphs[last.ended :]

    def _credit_all(self) -> None:
        """A source named once, behind everything, is that of all items."""
        drafts = [draft for _, drafts in self._sections for draft in drafts]
        credited = [draft for draft in drafts if draft.told.outlet]
        if len(drafts) < 2 or len(credited) != 1 or credited[0] is not drafts[-1] or not drafts[-1].told.labelled:
            return
        last = drafts[-1].told
        if last.published or drafts[-1].ended != len(drafts[-1].paragraphs):
            return
        outlet = _as_written(last.outlet or "", self._introduction)
        for draft in drafts:
            draft.told = replace(draft.told, outlet=outlet)
        self._closing.append(PastParagraph(drafts[-1].source))


def _split_title(look: Look) -> tuple[str | None, str]:
    """The title of the block that begins an item, and what stands behind it; None: all of it is text."""
    block = look.block
    led = _split_led(look) if block.led_by_link and block.links else None
    if led is not None:
        return block.links[0].text, led
    numbered = read_number(block.lead) if look.numbered else None
    lead = numbered.rest if numbered else block.lead
    if lead and look.title.startswith(lead):
        return lead.strip(_BETWEEN), look.title[len(lead) :]
    if look.plain and look.numbered and not look.short and look.beside is None and look.title[-1:] in _STOPS:
        return None, look.title
    if look.numbered is None and not look.short and look.beside is not None and look.title[-1:] in _STOPS:
        return None, look.title
    return look.title.lstrip(_SIGNS) or look.title, ""


def _split_led(look: Look) -> str | None:
    """What stands behind the link that a block begins with; None: the whole block is its title."""
    block = look.block
    whole = look.title if look.numbered else block.text
    shown = block.links[0].text
    if not whole.startswith(shown) or (block.kind != "entry" and (look.short or look.beside)):
        return None
    return whole[len(shown) :]


def _as_written(outlet: str, introduction: Sequence[PastParagraph]) -> str:
    """An outlet's name as the introduction spells it, if only white space is different."""
    bare = "".join(outlet.split()).casefold()
    for word in (word for paragraph in introduction for word in paragraph.text.split()):
        name = word.split("’")[0].split("'")[0].strip('.,;:!?()“”"')
        if name.casefold() == bare:
            return name
    return outlet

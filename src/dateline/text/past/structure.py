"""A document to a past issue: introduction, sections, items with their outlets, dates, links and paragraphs.

Nothing is dropped: a block is part of an item, of the introduction or of the closing, or a remark quotes it.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.clock import parse_period
from dateline.errors import Unreadable
from dateline.records import PastIssue
from dateline.text.language import page_language
from dateline.text.past.assembly import Assembly
from dateline.text.past.blocks import MOST_BLOCKS, Document
from dateline.text.past.levels import titles_first
from dateline.text.past.links_behind import with_notes
from dateline.text.past.looks import look_at
from dateline.text.past.masthead import name_period, read_masthead
from dateline.text.past.roles import roles_of

_SAMPLE = 2000  # characters that the language is told by


def build(document: Document, name: str) -> PastIssue:
    """The issue that a document holds; `name` is its file's, whose date and number count where the text has none."""
    if len(document.blocks) > MOST_BLOCKS:
        raise Unreadable(f"it has more than {MOST_BLOCKS} paragraphs")
    document = with_notes(document)
    looks = look_at(document.blocks, document.date or name_period(name), marked=document.marked)
    looks = titles_first(looks)
    above = next((at for at, look in enumerate(looks) if look.word != "mailing"), 0)  # how to read a mail elsewhere
    head = read_masthead(document, looks[above:], name)
    looks = [*looks[:above], *looks[above + head.length :]]
    assembly = Assembly(_last_day(head.period))
    for look, role in zip(looks, roles_of(looks), strict=True):
        assembly.add(look, role)
    parts = assembly.finished()
    texts = [paragraph.text for paragraph in parts.introduction]
    texts += [text for section in parts.sections for item in section.items for text in (item.title or "",)]
    texts += [paragraph.text for section in parts.sections for item in section.items for paragraph in item.paragraphs]
    sample = "\n".join(texts)[:_SAMPLE] if len(texts) < 2000 else "\n".join(texts[:200])[:_SAMPLE]
    return replace(
        parts,
        title=head.title,
        number=head.number,
        period=head.period,
        language=document.language or page_language(head.title, sample),
        remarks=document.remarks + head.remarks + parts.remarks,
    )


def _last_day(period: str | None) -> str | None:
    return parse_period(period).last.isoformat() if period else None

"""Dateline's own PDF, read back without guessing: the issue lies in it as data, as long as its pages say the same."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium

from dateline.errors import Unreadable
from dateline.records import PastIssue
from dateline.text.past.own import read_json
from dateline.text.pdf import MOST_PAGES

_NAME = "issue.json"
_MOST_BYTES = 20_000_000  # of the data
_PROBE = 24  # letters at the head of a paragraph that are looked for on the pages
_ENOUGH = 0.9  # share of the headlines and paragraphs that must stand there: a font may lack a character


def read_pdf(body: bytes) -> PastIssue | None:
    """The issue in a PDF of ours; None: it is none, or its pages say something else."""
    found = _checked(body)
    return found[0] if found else None


def attachment(body: bytes) -> bytes | None:
    """The issue.json in a PDF of ours; None: it has none, or its pages say something else."""
    found = _checked(body)
    return found[1] if found else None


def _checked(body: bytes) -> tuple[PastIssue, bytes] | None:
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError:
        return None  # the reader of pages tells why
    try:
        found = _attached(document)
        return found if found is not None and _is_shown(found[0], document) else None
    except pdfium.PdfiumError:
        return None
    finally:
        document.close()


def _attached(document: pdfium.PdfDocument) -> tuple[PastIssue, bytes] | None:
    for number in range(min(document.count_attachments(), 10)):
        attached = document.get_attachment(number)
        if attached.get_name() == _NAME:
            data = bytes(attached.get_data())
            try:
                issue = read_json(data) if len(data) <= _MOST_BYTES else None
            except Unreadable:
                return None
            return (issue, data) if issue else None
    return None


def _is_shown(issue: PastIssue, document: pdfium.PdfDocument) -> bool:
    """Whether the pages say what the data say: data that nobody sees could say anything."""
    if len(document) > MOST_PAGES:
        return False
    pages = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        pages.append(text.get_text_range())
        text.close()
        page.close()
    shown = _letters(" ".join(pages))
    probes = [probe for told in _told(issue) if (probe := _letters(told)[:_PROBE])]
    return bool(probes) and sum(probe in shown for probe in probes) >= _ENOUGH * len(probes)


def _told(issue: PastIssue) -> Iterator[str]:
    for section in issue.sections:
        for item in section.items:
            yield item.title or ""
            yield from (one.text for one in item.paragraphs)


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())

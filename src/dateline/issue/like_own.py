"""What an issue of Dateline says of its own form, in whichever rendition: nothing has to be guessed from its looks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from html import unescape
from typing import Any

from dateline.errors import DatelineError, Unreadable
from dateline.issue import codec, edition
from dateline.issue.edition import Edition, SectionForm
from dateline.records import Form, Paragraph, Section

_META = re.compile(r'<meta name="dateline-form" content="([^"]*)">')
_PART = re.compile(r'<section class="part\b[^>]*>')
_DATA = re.compile(r'\bdata-(key|kind|style)="([^"]*)"')
_TIE = re.compile(r"^<!-- section (\S+)((?: \w+=\w+)*) -->[ \t]*$", re.M)
_HEAD = re.compile(r'^---\n(?:.*\n)*?edition: "?([\w-]{1,64})"?\n', re.A)


@dataclass(frozen=True, slots=True)
class Shape:
    """A section as its issue tells it."""

    key: str
    kind: str = "stories"
    style: str = "item"
    note: str = ""  # the standing text of a section that is nothing else


@dataclass(frozen=True, slots=True)
class Own:
    """What an issue of ours says of its form; None: this rendition does not say."""

    form: Form | None
    sections: tuple[Shape, ...]
    edition: Edition | None = None  # that it was drafted by, where it is there

    def section(self, key: str) -> SectionForm | None:
        """The section of this key in the edition that it was drafted by; None: it is not known."""
        return next((one for one in self.edition.sections if one.key == key), None) if self.edition else None


def of_json(body: bytes) -> Own | None:
    """What an issue.json says, be it a file or within a PDF; None: it is none."""
    try:
        issue = codec.from_json(body)
    except Unreadable:
        return None
    return Own(issue.form, tuple(map(_shape, issue.sections)), _loaded(issue.edition))


def of_text(text: str) -> Own | None:
    """What a page or Markdown of ours says; None: it is neither."""
    meta = _META.search(text)
    if meta:
        told = (dict(_DATA.findall(match[0])) for match in _PART.finditer(text))
        shapes = tuple(Shape(**{key: unescape(value) for key, value in one.items()}) for one in told if "key" in one)
        edited = re.search(r'<meta name="dateline-edition" content="([^"]*)">', text)
        return Own(_form(unescape(meta[1])), shapes, _loaded(unescape(edited[1])) if edited else None)
    ties = list(_TIE.finditer(text))
    if not ties:
        return None
    head = _HEAD.match(text)
    known = _loaded(head[1]) if head else None
    language = re.search(r"^language: (\w+)$", text, re.M)
    form = known.form(language[1]) if known and language else None
    return Own(form, tuple(Shape(one[1], **_options(one[2])) for one in ties), known)


def _form(data: str) -> Form | None:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return None
    kinds = {one.name: type(getattr(Form(), one.name)) for one in fields(Form)}
    fits = isinstance(told, dict) and all(key in kinds and isinstance(value, kinds[key]) for key, value in told.items())
    return Form(**told) if fits else None


def _options(text: str) -> Mapping[str, Any]:
    told = (part.split("=") for part in text.split())
    return {key: value for key, value in told if key in ("kind", "style")}


def _shape(section: Section) -> Shape:
    return Shape(section.key, section.kind, section.style, _text(section.note) if section.kind == "text" else "")


def _text(paragraphs: tuple[Paragraph, ...]) -> str:
    return " ".join(one.text for part in paragraphs for one in part.sentences)


def _loaded(name: str) -> Edition | None:
    """The shipped edition of this name; None: there is none."""
    try:
        return edition.load(name)
    except DatelineError:
        return None

"""Dateline's own issues, read back without guessing: issue.json, and the Markdown of drafts and published issues."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.clock import parse_period
from dateline.errors import BadSettings, Unreadable
from dateline.records import Link, PastIssue, PastItem, PastParagraph, PastSection
from dateline.text.characters import sound
from dateline.text.language import language_code
from dateline.text.markup import squeeze
from dateline.text.past import markdown
from dateline.text.past.blocks import Block
from dateline.text.past.own_parts import CORRECTIONS, correction, further, joint, loose, paragraphs_of, told_by

_TIE = re.compile(r"^[ \t]*<!--\s*(introduction|closing|corrections|section|item)\b([^>\n]*)-->[ \t]*$", re.M | re.I)
_TIED = re.compile(r"^[ \t]*<!--\s*(?:section|item)\s+\S[^>\n]*-->[ \t]*$", re.M | re.I)
_OURS = frozenset({"issue", "edition", "period"})
_NUMBER = re.compile(r"^(\d{1,4})[.)、](?:\s+|$)")
_RAW_NUMBER = re.compile(r"^\s{0,3}#+\s+(?:\[)?\d{1,4}[.)、](?:\s|$)")
_ADDRESS = re.compile(r"^\s*[(（]\s*<?[a-z]+:[^\s<>]+>?\s*[)）]\s*$", re.I)
_LABEL = re.compile(r"^(?:Also reported by|Links|Sources?|其他报道|链接|来源)\s*[:：]?$", re.I)
_TIMELINE = re.compile(r"^\s*[*_](?:Timeline|时间线)[:：]")
_CORRECTED = re.compile(r"^\s*>\s*\*\*(?:Correction|更正)")


def read_json(body: bytes) -> PastIssue | None:
    """The issue in an issue.json; None: the file is none. Raises Unreadable for one that is damaged."""
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it is no JSON in UTF-8: {error}") from error
    if not isinstance(data, dict) or not {"format", "sections", "period"} <= set(data):
        return None
    try:
        return _Json(data).issue()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"it is not an issue.json as Dateline writes it: {type(error).__name__} {error}") from error


class _Json:
    """Reads the data of an issue.json."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data, self.language = data, str(data["language"])

    def issue(self) -> PastIssue:
        data = self.data
        introduction, first = self.texts(data.get("introduction"))
        closing, last = self.texts(data.get("closing"))
        number = data.get("number")
        return PastIssue(
            _line(data["title"]) or None,
            number if isinstance(number, int) else None,
            str(data["period"]["name"]),
            self.language or None,
            introduction,
            tuple(map(self.section, data["sections"])),
            (*closing, *self.corrections()),
            first + last,
        )

    def section(self, data: Mapping[str, Any]) -> PastSection:
        note, links = self.texts(data.get("note"))
        return PastSection(_line(data["heading"]) or None, (*loose(note, links), *map(self.item, data["items"])))

    def item(self, data: Mapping[str, Any]) -> PastItem:
        paragraphs, credits = self.texts(data["paragraphs"])
        language = str(data["language"])
        reports = [Link(str(one["url"]), _line(one["title"])) for one in data.get("links") or ()]
        url = str(data["url"]) or None
        return PastItem(
            _line(data["headline"]) or None,
            data["number"],
            _line(data["outlet"]) or None,
            data["published"],
            url,
            language if language not in (self.language, "und", "") else None,
            further(url, credits, reports),
            paragraphs,
        )

    def texts(
        self, paragraphs: Sequence[Mapping[str, Any]] | None
    ) -> tuple[tuple[PastParagraph, ...], tuple[Link, ...]]:
        """Paragraphs as Markdown sets them, each credit behind its sentence, and the links of the credits."""
        texts, links = list[PastParagraph](), list[Link]()
        for paragraph in paragraphs or ():
            kind, text = str(paragraph.get("kind", "text")), ""
            for sentence in paragraph["sentences"]:
                own = str(sentence["text"])
                own = sound(own) if kind == "code" else _line(own)
                text += ("\n" if text and kind == "code" else joint(text, own)) + own
                if sentence.get("credit"):
                    text += f" ({_line(sentence['credit'])})"
                if sentence.get("credit") and sentence.get("credit_url"):
                    links.append(Link(str(sentence["credit_url"]), _line(sentence["credit"])))
            if text.strip():
                texts.append(PastParagraph(text, kind))
        return tuple(texts), tuple(links)

    def corrections(self) -> Iterator[PastParagraph]:
        """The corrections as the published Markdown lists them."""
        every = self.data.get("corrections") or ()
        items = {item["id"]: item["headline"] for section in self.data["sections"] for item in section["items"]}
        if every:
            yield PastParagraph(CORRECTIONS.get(self.language[:2], CORRECTIONS["en"]), "subheading")
        for one in every:
            on = items.get(one.get("item") or "")
            yield correction(_line(f"{one['date']}: " + (f"“{on}”: " if on else "") + str(one["text"])))


def _line(text: Any) -> str:
    return squeeze(sound(str(text)))


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands below a comment that ties text to a part of an issue."""

    kind: str
    blocks: tuple[Block, ...]


def read_markdown(body: bytes) -> PastIssue | None:
    """The issue in a draft.md or issue.md, edited or not; None: the file is none of ours."""
    text = markdown.text_of(body)
    fields, start = markdown.head_of(text)
    if not _TIED.search(text) and not set(fields) >= _OURS:
        return None
    return _Markdown(text, start).issue(fields)


class _Markdown:
    """Reads Markdown as Dateline writes it, part by part."""

    def __init__(self, text: str, start: int) -> None:
        self.lines = text.split("\n")
        self.parts = list(_parts(text, start))

    def issue(self, fields: Mapping[str, str]) -> PastIssue:
        head = next((block for part in self.parts if part.kind == "head" for block in part.blocks), None)
        introduction, first = self.outside("introduction", headed=True)
        closing, last = self.outside("closing")
        corrected, _ = self.outside("corrections")
        number = fields.get("number", "")
        return PastIssue(
            title=(head.text if head and head.kind == "heading" else "") or squeeze(fields.get("title", "")) or None,
            number=int(number) if re.fullmatch(r"-?\d{1,9}", number) else None,
            period=_period(fields.get("period", "")),
            language=language_code(fields.get("language")),
            introduction=introduction,
            sections=tuple(self.sections()),
            closing=(*closing, *(correction(one.text) if one.kind == "entry" else one for one in corrected)),
            links=first + last,
        )

    def outside(self, kind: str, *, headed: bool = False) -> tuple[tuple[PastParagraph, ...], tuple[Link, ...]]:
        """The paragraphs and links of the introduction or the closing; `headed`: its heading is the edition's."""
        blocks = [block for part in self.parts if part.kind == kind for block in part.blocks]
        head = [block for part in self.parts if part.kind == "head" and kind == "introduction" for block in part.blocks]
        blocks = [*(head[1:] if head and head[0].kind == "heading" else head), *blocks]
        if headed and blocks and blocks[0].kind == "heading":
            blocks = blocks[1:]
        return paragraphs_of(blocks), tuple(link for block in blocks for link in block.links)

    def sections(self) -> Iterator[PastSection]:
        title: str | None = None
        items: list[PastItem] = []
        opened = False
        for part in self.parts:
            if part.kind == "section":
                if opened:
                    yield PastSection(title, tuple(items))
                title, rest = _headed(part.blocks)
                opened = True
                items = [*loose(paragraphs_of(rest), tuple(link for block in rest for link in block.links))]
            elif part.kind == "item":
                opened = True
                items.append(self.item(part.blocks))
        if opened:
            yield PastSection(title, tuple(items))

    def item(self, blocks: Sequence[Block]) -> PastItem:
        heading = blocks[0] if blocks and blocks[0].kind == "heading" else None
        rest = [one for one in (blocks[1:] if heading else blocks) if not _TIMELINE.match(self.raw(one))]
        item = self.headed(heading)
        told = told_by(rest[0].text) if rest and self.in_brackets(rest[0]) else None
        if told and not _ADDRESS.match(self.raw(rest[0])):
            item = replace(item, outlet=told.outlet, published=told.published, language=told.language)
            rest = rest[1:]
        body, reports, credits = list[Block](), list[Link](), list[Link]()
        addressed = False
        for at, block in enumerate(rest):
            raw = self.raw(block)
            if block.links and not addressed and _ADDRESS.match(raw):
                item, addressed = replace(item, url=block.links[0].url), True
            elif block.kind == "text" and _LABEL.match(block.text) and _all_links(rest[at + 1 :]):
                reports = [link for one in rest[at + 1 :] for link in one.links[:1]]
                break
            elif block.kind == "entry" and addressed and _all_links(rest[at:]):
                reports = [link for one in rest[at:] for link in one.links[:1]]
                break
            elif not _CORRECTED.match(raw):
                body.append(block)
                credits += block.links
        links = further(item.url, [*item.links, *credits], reports)
        return replace(item, links=links, paragraphs=paragraphs_of(body))

    def headed(self, heading: Block | None) -> PastItem:
        """An item with what its heading says."""
        if heading is None:
            return PastItem(None)
        match = _NUMBER.match(heading.text) if _RAW_NUMBER.match(self.raw(heading)) else None
        title = heading.text[match.end() :] if match else heading.text
        return PastItem(title or None, int(match[1]) if match else None, links=heading.links)

    def in_brackets(self, block: Block) -> bool:
        """Whether a block is in brackets that the author did not write as text (with an escape)."""
        return block.kind == "text" and self.raw(block).lstrip()[:1] in ("(", "（") and block.text[-1:] in (")", "）")

    def raw(self, block: Block) -> str:
        """The line that a block begins in."""
        return self.lines[block.line - 1] if block.line else ""


def _parts(text: str, start: int) -> Iterator[_Part]:
    kind, at = "head", start
    for match in (*_TIE.finditer(text, start), None):
        end = match.start() if match else len(text)
        yield _Part(kind, tuple(markdown.blocks_in(text[at:end], text.count("\n", 0, at))))
        if match:
            kind, at = match[1].lower(), match.end()


def _headed(blocks: Sequence[Block]) -> tuple[str | None, Sequence[Block]]:
    if blocks and blocks[0].kind == "heading":
        return blocks[0].text or None, blocks[1:]
    return None, blocks


def _all_links(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and all(block.kind == "entry" and block.led_by_link for block in blocks)


def _period(text: str) -> str | None:
    try:
        return parse_period(text).name if text else None
    except BadSettings:
        return None

"""The Markdown of an issue, edited or not, read back.

What reads as the draft wrote it keeps all that Markdown does not show (evidence, story, reasons). A sentence that was
changed or added is marked as the editor's. Nothing is guessed: a line that cannot be understood is an error with its
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.errors import Unreadable
from dateline.issue import markdown
from dateline.records import Issue, Item, ItemLink, Paragraph, Section, Sentence
from dateline.sentences import sentences
from dateline.urls import short_digest

_COMMENT = re.compile(r"^<!--\s*(introduction|closing|section|item)\b\s*(\S*)\s*-->\s*$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_NUMBER = re.compile(r"^(\d{1,4})[.)]\s+(.*)$")
_ATTRIBUTION = re.compile(r"^[(（](.+?)[,，]\s*(\d{1,2}-\d{1,2}-\d{4}|undated|日期不详)(?:[,，]\s*([^,，]+))?[)）]$")
_LINK = re.compile(r"^[(（]\s*<?((?:https?|file)://[^\s<>]+?)>?\s*[)）]$")
_ENTRY = re.compile(r"^[-*]\s+\[((?:\\.|[^\]\\])*)\]\(<?([^\s<>]+?)>?\)\s*([(（].*[)）])?$")
_CREDIT = re.compile(r"\s*[(（]\[((?:\\.|[^\]\\])+)\]\(<([^<>]*)>\)[)）]")
_SENTENCE_ENDS = tuple('.!?…。！？"”’」』)）:：')


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of lines without a blank line, with the number of its first line."""

    line: int
    text: str


def read(text: str, base: Issue) -> Issue:
    """The issue that the Markdown says, with everything of `base` that the Markdown left as it was.

    Raises Unreadable, with the line, for what cannot be understood.
    """
    return _Reader(base).read(text)


class _Reader:
    def __init__(self, base: Issue):
        self.base = base
        self.items = {item.id: item for section in base.sections for item in section.items}
        self.sections = {section.key: section for section in base.sections}
        texts = [*base.introduction, *base.closing, *(part for item in self.items.values() for part in item.paragraphs)]
        self.known = {markdown.paragraph(part): part for part in texts}
        self.sentences = {markdown.escape(one.text): one for part in texts for one in part.sentences}

    def read(self, text: str) -> Issue:
        head, blocks = _front_matter(text)
        parts = _split(blocks)
        title = next(
            (unescaped(match[2]) for block in parts["head"] if (match := _HEADING.match(block.text))), self.base.title
        )
        return replace(
            self.base,
            title=title,
            number=_number(head.get("number", str(self.base.number))),
            introduction=tuple(self.paragraphs(_without_heading(parts["introduction"]))),
            sections=tuple(self.read_sections(parts["sections"])),
            closing=tuple(self.paragraphs(parts["closing"])),
        )

    def read_sections(self, blocks: Sequence[_Block]) -> Iterator[Section]:
        number = 0
        for key, own in _grouped(blocks, "section"):
            base = self.sections.get(key)
            heading, rest = _take_heading(own, f"section {key}")
            items = [self.read_item(item, part) for item, part in _grouped(rest, "item")]
            numbered = any(item.number is not None for item in items)
            if numbered:
                items = [replace(item, number=number + at) for at, item in enumerate(items, 1)]
                number += len(items)
            yield Section(
                key,
                base.heading if base and markdown.escape(base.heading) == heading else unescaped(heading),
                tuple(items),
            )

    def read_item(self, key: str, blocks: Sequence[_Block]) -> Item:
        base = self.items.get(key)
        heading, rest = _take_heading(blocks, f"item {key}")
        match = _NUMBER.match(heading)
        number, headline = (int(match[1]), match[2]) if match else (None, heading)
        item = base or _new_item(key, unescaped(headline))
        item = replace(item, number=number, headline=unescaped(headline), links=item.links[:1], paragraphs=())
        known = {markdown.link_line(link, self.base.language): link for link in base.links} if base else {}
        body, links = [], list[ItemLink]()
        for at, block in enumerate(rest):
            attribution, address = _ATTRIBUTION.match(block.text), _LINK.match(block.text)
            if at == 0 and attribution:
                item = self.attributed(item, attribution, block)
            elif address:
                item = replace(item, url=address[1])
            elif block.text.startswith(("- ", "* ")):
                links += [known.get(line) or self.link(line, block) for line in block.text.split("\n") if line.strip()]
            elif block.text not in markdown.ALSO.values():
                body.append(block)
        lead = (item.links or (_lead_link(item),))[0]
        if lead.url != item.url:
            lead = _lead_link(item)
        return replace(item, links=(lead, *links), paragraphs=tuple(self.paragraphs(body)))

    def attributed(self, item: Item, match: re.Match[str], block: _Block) -> Item:
        """The item with outlet, day and language as its attribution line says."""
        if markdown.attribution(item, self.base.language) == block.text:
            return item
        language = self.language(match[3], block) if match[3] else self.base.language
        return replace(item, outlet=unescaped(match[1]), published=_day(match[2], block), language=language)

    def link(self, line: str, block: _Block) -> ItemLink:
        match = _ENTRY.match(line.strip())
        told = _ATTRIBUTION.match(match[3]) if match and match[3] else None
        if match is None or (match[3] and told is None):
            raise _error(block, f"“{line[:60]}” is not understood: write - [title](address) (Outlet, DD-MM-YYYY)")
        outlet, day = (unescaped(told[1]), _day(told[2], block)) if told else ("", None)
        language = self.language(told[3], block) if told and told[3] else self.base.language
        return ItemLink(match[2], outlet, unescaped(match[1]), day, language)

    def language(self, mark: str, block: _Block) -> str:
        for code, name in markdown.LANGUAGES[self.base.language].items():
            if mark.strip() in (name, code):
                return code
        if re.fullmatch(r"[a-z]{2,3}", mark.strip()):
            return mark.strip()
        raise _error(block, f"“{mark}” is no language that is known: write one such as “in Chinese”, or its code")

    def paragraphs(self, blocks: Iterable[_Block]) -> Iterator[Paragraph]:
        for block in blocks:
            if block.text.startswith("#"):
                raise _error(
                    block, "a heading stands where text was expected: put a comment <!-- item new --> above it"
                )
            text = _joined(block.text)
            known = self.known.get(text)
            yield known or Paragraph(tuple(self.edited(text)))

    def edited(self, text: str) -> Iterator[Sentence]:
        """The sentences of a changed paragraph: those of the draft with their evidence, the others as the editor's."""
        at, gap = 0, 0
        while at < len(text):
            known = self.starting_at(text, at) if _may_begin(text[gap:at]) else None
            if known is None:
                at += 1
                continue
            yield from _editors(text[gap:at])
            shown = markdown.escape(known.text)
            at += len(shown)
            credit = _CREDIT.match(text, at)
            if credit:
                at = credit.end()
                yield replace(known, credit=unescaped(credit[1]), credit_url=credit[2])
            else:
                yield replace(known, credit=None, credit_url=None)
            at += len(text[at:]) - len(text[at:].lstrip())
            gap = at
        yield from _editors(text[gap:])

    def starting_at(self, text: str, at: int) -> Sentence | None:
        """The longest sentence of the draft that stands here and ends where a sentence may end."""
        fitting = [shown for shown in self.sentences if text.startswith(shown, at) and _may_end(text, at + len(shown))]
        return self.sentences[max(fitting, key=len)] if fitting else None


def unescaped(text: str) -> str:
    """Markdown text as plain text."""
    return markdown.unescape(text.strip())


def _front_matter(text: str) -> tuple[dict[str, str], list[_Block]]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head: dict[str, str] = {}
    start = 0
    if lines and lines[0].strip() == "---":
        end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
        if end is None:
            raise Unreadable("line 1: the head of the issue has no end: close it with a line ---")
        for line in lines[1:end]:
            key, colon, value = line.partition(":")
            head.update({key.strip(): value.strip()} if colon else {})
        start = end + 1
    return head, list(_runs(lines, start))


def _runs(lines: Sequence[str], start: int) -> Iterator[_Block]:
    """Blocks; a comment and a heading each are a block of their own."""
    gathered: list[str] = []
    first = start
    in_comment = False
    for at, line in enumerate(lines[start:], start):
        alone = _COMMENT.match(line) or _HEADING.match(line)
        starts = not in_comment and line.startswith("<!--") and not _COMMENT.match(line)
        if (not line.strip() or alone or starts) and gathered and not in_comment:
            yield _Block(first + 1, "\n".join(gathered))
            gathered = []
        if starts or in_comment:
            in_comment = "-->" not in line
            continue
        if alone:
            yield _Block(at + 1, line.strip())
        elif line.strip():
            first = first if gathered else at
            gathered.append(line.strip())
    if gathered:
        yield _Block(first + 1, "\n".join(gathered))


def _split(blocks: Sequence[_Block]) -> dict[str, list[_Block]]:
    parts: dict[str, list[_Block]] = {"head": [], "introduction": [], "sections": [], "closing": []}
    now = "head"
    for block in blocks:
        comment = _COMMENT.match(block.text)
        if comment:
            now = {"introduction": "introduction", "closing": "closing"}.get(comment[1], "sections")
        if not comment or now == "sections":
            parts[now].append(block)
    stray = next((block for block in parts["head"] if not block.text.startswith("#")), None)
    if stray:
        raise _error(
            stray, "this text stands before the introduction: move it below <!-- introduction --> or into an item"
        )
    return parts


def _grouped(blocks: Sequence[_Block], kind: str) -> Iterator[tuple[str, list[_Block]]]:
    key, own = None, list[_Block]()
    for block in blocks:
        comment = _COMMENT.match(block.text)
        if comment and comment[1] == kind:
            if key is not None:
                yield key, own
            key, own = comment[2] or f"line-{block.line}", []
        elif key is None:
            raise _error(block, f"this stands in no {kind}: put it below a comment <!-- {kind} … -->")
        else:
            own.append(block)
    if key is not None:
        yield key, own


def _take_heading(blocks: Sequence[_Block], what: str) -> tuple[str, Sequence[_Block]]:
    match = _HEADING.match(blocks[0].text) if blocks else None
    if match is None:
        raise Unreadable(
            f"{f'line {blocks[0].line}: ' if blocks else ''}{what} has no heading: write one below its comment"
        )
    return match[2], blocks[1:]


def _without_heading(blocks: Sequence[_Block]) -> Sequence[_Block]:
    return blocks[1:] if blocks and _HEADING.match(blocks[0].text) else blocks


def _new_item(key: str, headline: str) -> Item:
    own = f"i-{short_digest(headline)}" if key.startswith(("line-", "new")) else key
    return Item(own, "", None, headline, "", None, "en", "", ())


def _lead_link(item: Item) -> ItemLink:
    return ItemLink(item.url, item.outlet, item.headline, item.published, item.language)


def _joined(text: str) -> str:
    """Lines of a paragraph as one; no space comes between lines of a script without spaces."""
    out = ""
    for line in text.split("\n"):
        out += (markdown.joint(out, line) if out else "") + " ".join(line.split())
    return out


def _may_begin(before: str) -> bool:
    return not before.strip() or before.rstrip().endswith(_SENTENCE_ENDS[:-2])


def _may_end(text: str, at: int) -> bool:
    return at >= len(text) or text[at].isspace() or text[at - 1] in "。！？”」』"


def _editors(text: str) -> Iterator[Sentence]:
    for span in sentences(text.strip()):
        yield Sentence(unescaped(text.strip()[span.start : span.end]), "editor")


def _number(text: str) -> int:
    if not text.isdigit():
        raise Unreadable(f"number: {text!r} is no number")
    return int(text)


def _day(text: str, block: _Block) -> str | None:
    if not text[0].isdigit():
        return None
    day, month, year = (int(part) for part in text.split("-"))
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise _error(block, f"{text} is no day: write DD-MM-YYYY") from error


def _error(block: _Block, message: str) -> Unreadable:
    return Unreadable(f"line {block.line}: {message}")

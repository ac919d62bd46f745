"""The Markdown of an issue, edited or not, read back.

What reads as the draft wrote it keeps all that Markdown does not show (evidence, story, reasons). A sentence that was
changed, added or credited to another report is marked as the editor's; one whose credit was taken away stays its
report's. Nothing is guessed: a line that cannot be understood is an error with its
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.issue import markdown
from dateline.issue.kept import Kept
from dateline.issue.markdown_blocks import Block, grouped, parts_of, split_document
from dateline.records import Issue, Item, ItemLink, Paragraph, Section
from dateline.urls import short_digest

_NUMBER = re.compile(r"^(\d{1,4})[.)](?:\s+(.*))?$")
_ENTRY = re.compile(r"^[-*+]\s+\[((?:\\.|[^\]\\])*)\]\((?:<([^<>]*)>|([^\s<>]+?))\)\s*([(（].*[)）])?$")


def read(text: str, base: Issue) -> Issue:
    """The issue that the Markdown says, with everything of `base` that the Markdown left as it was.

    Raises Unreadable, with the line, for what cannot be understood.
    """
    return _Reader(base).read(text)


class _Reader:
    def __init__(self, base: Issue):
        self.base = base
        self.items = {item.id: item for section in base.sections for item in section.items}
        self.headings = {(one.key, markdown.escape(one.heading)): one.heading for one in base.sections}
        self.numbered = {one.key: any(item.number is not None for item in one.items) for one in base.sections}
        self.kept = Kept(base)
        self.seen: set[str] = set()  # ids of the items read

    def read(self, text: str) -> Issue:
        head, blocks = split_document(text)
        parts = parts_of(blocks)
        return replace(
            self.base,
            title=self.title(head, parts["head"]),
            number=self.number(head),
            introduction=tuple(self.introduction(parts["introduction"])),
            sections=tuple(self.sections(parts["sections"])),
            closing=tuple(self.paragraphs("closing", parts["closing"])),
        )

    def title(self, head: Mapping[str, Block], blocks: Sequence[Block]) -> str:
        titles = [block for block in blocks if block.heading() is not None]
        for block in blocks:
            if block not in titles[:1]:
                raise block.problem(
                    "this stands before the introduction: move it below <!-- introduction --> or into an item"
                )
        was, field = " ".join(self.base.title.split()), head.get("title")
        shown = markdown.unescape(titles[0].heading() or "") if titles else was
        if field and field.text not in (was, shown):
            if shown != was:
                raise field.problem(f"the head says the title is “{field.text}”, the heading “{shown}”: make them one")
            return field.text
        return self.base.title if shown == was else shown

    def number(self, head: Mapping[str, Block]) -> int:
        base = self.base
        fixed = {"issue": base.id, "edition": base.edition, "period": base.period.name, "language": base.language}
        for key, field in head.items():
            if key not in (*fixed, "title", "number"):
                raise field.problem(f"the head has no field {key!r}: take it out")
            if key in fixed and field.text != " ".join(fixed[key].split()):
                raise field.problem(f"{key} cannot be changed here: write {fixed[key]} again, or draft another issue")
        field = head.get("number", Block(0, str(base.number)))
        if not re.fullmatch(r"-?[0-9]{1,9}", field.text):
            raise field.problem(f"number: {field.text!r} is no number: write one such as 12")
        return int(field.text)

    def introduction(self, blocks: Sequence[Block]) -> Iterator[Paragraph]:
        if blocks and blocks[0].heading() is not None:
            if blocks[0].heading() not in markdown.INTRODUCTION.values():
                own = markdown.INTRODUCTION[self.base.language]
                raise blocks[0].problem(f"the heading of the introduction is the edition's: write ## {own}")
            blocks = blocks[1:]
        yield from self.paragraphs("introduction", blocks)

    def sections(self, blocks: Sequence[Block]) -> Iterator[Section]:
        number = 0
        for comment, name, own in grouped(blocks, "section"):
            heading, rest = _take_heading(comment, own, "section")
            key = f"section-{short_digest(heading)}" if name in ("", "new") else name
            items = [self.item(*found) for found in grouped(rest, "item")]
            if self.is_numbered(key, items):
                items = [replace(item, number=number + at) for at, item in enumerate(items, 1)]
                number += len(items)
            else:
                items = [replace(item, number=None) for item in items]
            yield Section(key, self.headings.get((key, heading), markdown.unescape(heading)), tuple(items))

    def is_numbered(self, key: str, items: Sequence[Item]) -> bool:
        """As the section was, unless the editor numbered its items or took all numbers away."""
        with_number = [item for item in items if item.number is not None]
        if self.numbered.get(key, True):
            return bool(with_number)
        return any(item.id not in self.items or self.items[item.id].number is None for item in with_number)

    def item(self, comment: Block, name: str, blocks: Sequence[Block]) -> Item:
        heading, rest = _take_heading(comment, blocks, "item")
        match = _NUMBER.match(heading)
        number, shown = (int(match[1]), match[2] or "") if match else (None, heading)
        base = self.items.get(name)
        if name in self.seen:
            raise comment.problem(f"the item {name} stands here a second time: write <!-- item new --> for the other")
        item = base or self.new_item(name, shown)
        self.seen.add(item.id)
        unchanged = base is not None and markdown.escape(base.headline) == shown
        item = replace(item, number=number, headline=item.headline if unchanged else markdown.unescape(shown))
        return self.filled(item, base, comment, rest)

    def new_item(self, name: str, shown: str) -> Item:
        key, salt = name, ""
        while key in ("", "new") or (name in ("", "new") and key in {*self.seen, *self.items}):
            key, salt = f"i-{short_digest(shown + salt)}", f"{salt}+"
        return Item(key, "", None, "", "", None, self.base.language, "", ())

    def filled(self, item: Item, base: Item | None, comment: Block, blocks: Sequence[Block]) -> Item:
        """The item with what stands below its heading."""
        body, links, rest = list[Block](), list[ItemLink](), list(blocks)
        attributed = self.attributed(item, base, rest[0]) if rest else None
        if attributed:
            item, rest = attributed, rest[1:]
        elif base and markdown.is_attributed(base):
            raise (rest[0] if rest else comment).problem(
                f"item {item.id} does not say whose report it is: write (Outlet, DD-MM-YYYY) below its heading"
            )
        addresses, known = list[Block](), self.known_links(base)
        for at, block in enumerate(rest, 1):
            address = markdown.ADDRESS.match(block.joined)
            if address and not self.kept.has(item.id, block):
                addresses.append(block)
                item = _addressed(item, address[1] or address[2])
            elif _is_list(block):
                links += [self.link(line, known, block) for line in _entries(block.text)]
            elif block.joined not in markdown.ALSO.values() or not (addresses or any(map(_is_list, rest[at : at + 1]))):
                body.append(block)
        paragraphs = tuple(self.paragraphs(item.id, body))
        if len(addresses) > 1:
            raise addresses[1].problem(f"item {item.id} has a second address: put further ones into a list below it")
        if base and base.url and not addresses:
            raise comment.problem(f"item {item.id} has no address: write (<{base.url}>) below its text")
        return replace(item, links=self.links(item, base, links), paragraphs=paragraphs)

    def attributed(self, item: Item, base: Item | None, block: Block) -> Item | None:
        """The item with outlet, day and language as its attribution says; None: the block is none."""
        if base and block.joined == markdown.attribution(base, self.base.language):
            return item
        match = markdown.ATTRIBUTION.match(block.joined)
        if match is None:
            return None
        outlet, day, language = self.told(match, block)
        if base and base.language == markdown.UNKNOWN and not match[3]:
            language = base.language  # it has no mark
        return replace(item, outlet=outlet, published=day, language=language)

    def told(self, match: re.Match[str], block: Block) -> tuple[str, str | None, str]:
        language = self.language(match[3], block) if match[3] else self.base.language
        return markdown.unescape(match[1] or ""), _day(match[2], block), language

    def links(self, item: Item, base: Item | None, others: Sequence[ItemLink]) -> tuple[ItemLink, ...]:
        """The lead report's link as the item's attribution now says, then the others."""
        if base is None or item.url != base.url or (others and not base.links):
            lead = [ItemLink(item.url, item.outlet, item.headline, item.published, item.language)]
            return (*lead, *others) if item.url or others else ()
        changed = (item.outlet, item.published, item.language) != (base.outlet, base.published, base.language)
        now = {"outlet": item.outlet, "published": item.published, "language": item.language} if changed else {}
        return (*(replace(link, **now) for link in base.links[:1]), *others)  # type: ignore[arg-type]

    def known_links(self, base: Item | None) -> dict[str, list[ItemLink]]:
        known: dict[str, list[ItemLink]] = {}
        for link in base.links[1:] if base else ():
            known.setdefault(markdown.link_line(link, self.base.language), []).append(link)
        return known

    def link(self, line: str, known: Mapping[str, list[ItemLink]], block: Block) -> ItemLink:
        if line in known:
            return known[line].pop(0) if len(known[line]) > 1 else known[line][0]
        match = _ENTRY.match(line)
        told = markdown.ATTRIBUTION.match(match[4]) if match and match[4] else None
        if match is None or (match[4] and told is None):
            raise block.problem(f"“{line[:60]}” is not understood: write - [title](address) (Outlet, DD-MM-YYYY)")
        outlet, day, language = self.told(told, block) if told else ("", None, self.base.language)
        return ItemLink(match[2] or match[3] or "", outlet, markdown.unescape(match[1]), day, language)

    def language(self, mark: str, block: Block) -> str:
        for code, name in markdown.LANGUAGES[self.base.language].items():
            if mark.strip() in (name, code):
                return code
        if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", mark.strip()):
            return mark.strip()
        raise block.problem(f"“{mark}” is no language that is known: write one such as “in Chinese”, or its code")

    def paragraphs(self, part: str, blocks: Iterable[Block]) -> Iterator[Paragraph]:
        blocks = list(blocks)
        whole = [self.kept.whole(part, block) for block in blocks]
        for known, block in zip(whole, blocks, strict=True):
            if known is None:
                self.check_text(block)
            yield known or self.kept.changed(part, block)

    def check_text(self, block: Block) -> None:
        """Refuse what stands where text was expected."""
        if block.tie() or block.heading() is not None:
            raise block.problem("a heading stands where text was expected: put a comment <!-- item new --> above it")
        if markdown.ATTRIBUTION.match(block.joined):
            raise block.problem(
                "an attribution stands where text was expected: if an item begins here, put its comment and heading "
                "above it; if it is text, write \\( for the first parenthesis"
            )
        if _is_list(block):
            raise block.problem("a list stands where text was expected: write it as sentences")


def _take_heading(comment: Block, blocks: Sequence[Block], what: str) -> tuple[str, Sequence[Block]]:
    heading = blocks[0].heading() if blocks else None
    if heading is None:
        raise comment.problem(f"this {what} has no heading: write one below its comment")
    return heading, blocks[1:]


def _addressed(item: Item, shown: str) -> Item:
    return item if shown == markdown.address(item.url) else replace(item, url=shown)


def _is_list(block: Block) -> bool:
    return block.text.startswith(("- ", "* ", "+ "))


def _entries(text: str) -> list[str]:
    """The entries of a list, each on one line."""
    entries: list[str] = []
    for line in text.split("\n"):
        if line.startswith(("- ", "* ", "+ ")) or not entries:
            entries.append(line)
        else:
            entries[-1] = f"{entries[-1]} {line}"
    return entries


def _day(text: str, block: Block) -> str | None:
    if not text[0].isdigit():
        return None
    parts = [int(part) for part in text.split("-")]
    year, month, day = parts if len(text.split("-")[0]) == 4 else reversed(parts)
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise block.problem(f"{text} is no day: write DD-MM-YYYY") from error

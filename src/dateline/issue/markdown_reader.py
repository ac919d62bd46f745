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

from dateline import dateforms
from dateline.issue import markdown
from dateline.issue.kept import Kept, folded
from dateline.issue.markdown_blocks import Block, grouped, parts_of, split_document
from dateline.issue.markdown_items import Below, Numbers, typed
from dateline.memory import Timeline
from dateline.records import Issue, Item, ItemLink, Paragraph, Section
from dateline.urls import short_digest

_NUMBER = re.compile(r"^(\d{1,9})[.)](?:\s+(.*))?$")
_LINK = re.compile(r"^\[((?:\\.|[^\]\\])*)\]\((?:<([^<>]*)>|([^\s<>]+?))\)\s*([(（].*[)）])?$")
_BARE = re.compile(r"^[(（]([^()（）]+?)(?:[,，]\s*([^,，]+))?[)）]$")  # outlet and language, without a day


def read(text: str, base: Issue, *, strict: bool = True) -> Issue:
    """The issue that the Markdown says, with everything of `base` that the Markdown left as it was.

    Raises Unreadable, with the line, for what cannot be understood; if `strict`, also for an item of the draft that has
    lost its address or attribution (else it has none, and the copy desk says so).
    """
    return _Reader(base, strict).read(text)


class _Reader:
    def __init__(self, base: Issue, strict: bool):
        self.base, self.strict = base, strict
        self.items = {item.id: item for section in base.sections for item in section.items}
        self.headings = {(one.key, markdown.escape(one.heading)): one.heading for one in base.sections}
        self.numbers = Numbers(base)
        self.attribution = markdown.attributions(base.form)
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
            if block is not (titles[0] if titles else None):
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

    def number(self, head: Mapping[str, Block]) -> int | None:
        base = self.base
        fixed = {"issue": base.id, "edition": base.edition, "period": base.period.name, "language": base.language}
        for key, field in head.items():
            if key not in (*fixed, "title", "number"):
                raise field.problem(f"the head has no field {key!r}: take it out")
            if key in fixed and field.text != " ".join(fixed[key].split()):
                raise field.problem(f"{key} cannot be changed here: write {fixed[key]} again, or draft another issue")
        if "number" not in head:
            return base.number
        field = head["number"]
        if not re.fullmatch(r"(?:-?[0-9]{1,9})?", field.text):
            raise field.problem(f"number: {field.text!r} is no number: write one such as 12")
        return int(field.text) if field.text else None

    def introduction(self, blocks: Sequence[Block]) -> Iterator[Paragraph]:
        if blocks and 0 < blocks[0].level() < markdown.SUBHEADING:
            if blocks[0].heading() not in markdown.INTRODUCTION.values():
                own = markdown.said_in(markdown.INTRODUCTION, self.base.language)
                raise blocks[0].problem(f"the heading of the introduction is the edition's: write ## {own}")
            blocks = blocks[1:]
        yield from self.paragraphs("introduction", blocks)

    def sections(self, blocks: Sequence[Block]) -> Iterator[Section]:
        for comment, name, own in grouped(blocks, "section"):
            unnamed = (name, "") in self.headings
            heading, rest = _take_heading(comment, own, "section", optional=unnamed)
            key = f"section-{short_digest(heading)}" if name in ("", "new") else name
            first = next((at for at, block in enumerate(rest) if (block.tie() or ("",))[0] == "item"), len(rest))
            items = self.numbers.given(key, [self.item(*found) for found in grouped(rest[first:], "item")], self.items)
            yield Section(
                key,
                self.headings.get((key, heading), markdown.unescape(heading)),
                tuple(items),
                _option(comment, "kind", markdown.KINDS),
                _option(comment, "style", markdown.STYLES),
                tuple(self.paragraphs(f"section {key}", rest[:first])),
            )

    def item(self, comment: Block, name: str, blocks: Sequence[Block]) -> Item:
        base = self.items.get(name)
        heading, rest = _take_heading(comment, blocks, "item", optional=bool(base and not base.headline.strip()))
        match = _NUMBER.match(heading)
        number, shown = (int(match[1]), match[2] or "") if match else (None, heading)
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
        rest = list(blocks)
        attributed = self.attributed(item, base, rest[0]) if rest else None
        if attributed:
            item, rest = attributed, rest[1:]
        elif self.strict and base and markdown.is_attributed(base):
            raise (rest[0] if rest else comment).problem(
                f"item {item.id} does not say whose report it is: write (Outlet, DD-MM-YYYY) below its heading"
            )
        elif base:
            item = replace(item, outlet="", published=None)
        below = Below(self.kept, item.id, [block for block in rest if not _is_correction(block)])
        known = self.known_links(base)
        links = [self.link(line, known) for line in below.links]
        paragraphs = tuple(self.paragraphs(item.id, below.text))
        if len(below.addresses) > 1:
            raise below.addresses[1].problem(
                f"item {item.id} has a second address: put further ones into a list below it"
            )
        if self.strict and base and base.url and not below.addresses:
            raise comment.problem(f"item {item.id} has no address: write (<{base.url}>) below its text")
        for block in below.addresses:
            address = markdown.ADDRESS.match(block.joined)
            item = _addressed(item, (address[1] or address[2]) if address else item.url)
        item = item if below.addresses else replace(item, url="")
        line = self.timeline(base, below.timelines)
        return replace(item, links=self.links(item, base, links), paragraphs=paragraphs, storyline=line)

    def timeline(self, base: Item | None, blocks: Sequence[Block]) -> Timeline | None:
        """The timeline of an item where its line still stands; an editor takes it out by taking the line out."""
        line = base.storyline if base else None
        own = folded(markdown.timeline(line, self.base.language, self.base.form)) if line else ""
        for block in blocks:
            if folded(block.text)[1:-1] != own[1:-1]:
                raise block.problem(
                    "the timeline is drawn from the record and is not written here: write it as it was, or take it out"
                )
        return line if blocks else None

    def attributed(self, item: Item, base: Item | None, block: Block) -> Item | None:
        """The item with outlet, day and language as its attribution says; None: the block is none."""
        if base and markdown.is_attributed(base):
            if block.joined == markdown.attribution(base, self.base.language, self.base.form):
                return item
        elif base and self.kept.has(item.id, block):
            return None  # text that looks like one
        match = self.attribution.match(block.joined) if block.kind == "text" else None
        if match is None:
            return self.attributed_without_day(item, base, block)
        outlet, day, language = self.told(match, block)
        if base and base.language == markdown.UNKNOWN and not match[3]:
            language = base.language  # it has no mark
        return replace(item, outlet=outlet, published=day, language=language)

    def attributed_without_day(self, item: Item, base: Item | None, block: Block) -> Item | None:
        """As `attributed`, for an item that came without a day: (Outlet) or (Outlet, in Chinese)."""
        match = _BARE.match(block.joined) if block.kind == "text" else None
        if base is None or match is None or not base.outlet.strip() or (self.strict and base.published):
            return None
        language = self.code_of(match[2]) if match[2] else None
        outlet = match[1] if language or not match[2] else f"{match[1]}, {match[2]}"
        return replace(item, outlet=markdown.unescape(outlet), published=None, language=language or item.language)

    def told(self, match: re.Match[str], block: Block) -> tuple[str, str | None, str]:
        language = self.language(match[3], block) if match[3] else self.base.language
        return markdown.unescape(match[1] or ""), self.day(match[2], block), language

    def day(self, text: str, block: Block) -> str | None:
        if text.lower() in markdown.UNDATED.values():
            return None
        found = text if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", text) else dateforms.read(text, self.base.form.date)
        if found is None:
            raise block.problem(f"{text} is no day: write DD-MM-YYYY")
        return found

    def links(self, item: Item, base: Item | None, others: Sequence[ItemLink]) -> tuple[ItemLink, ...]:
        """The lead report's link as the item's attribution now says, then the others."""
        if base is None or item.url != base.url or (others and not base.links):
            lead = [ItemLink(item.url, item.outlet, item.headline, item.published, item.language)] if item.url else []
            return (*lead, *others)
        changed = (item.outlet, item.published, item.language) != (base.outlet, base.published, base.language)
        now = {"outlet": item.outlet, "published": item.published, "language": item.language} if changed else {}
        own = base.links[: len(base.links) - len(markdown.others(base))]
        return (*(replace(link, **now) for link in own), *others)  # type: ignore[arg-type]

    def known_links(self, base: Item | None) -> dict[str, list[ItemLink]]:
        known: dict[str, list[ItemLink]] = {}
        for link in markdown.others(base) if base else ():
            known.setdefault(markdown.link_line(link, self.base.language, self.base.form), []).append(link)
        return known

    def link(self, block: Block, known: Mapping[str, list[ItemLink]]) -> ItemLink:
        line = " ".join(block.text.split("\n"))
        rows = known.get(f"- {line}")
        if rows:
            return rows.pop(0) if len(rows) > 1 else rows[0]
        match = _LINK.match(line)
        told = self.attribution.match(match[4]) if match and match[4] else None
        mark = self.code_of(match[4][1:-1]) if match and match[4] and not told else None
        if match is None or (match[4] and told is None and mark is None):
            raise block.problem(f"“{line[:60]}” is not understood: write - [title](address) (Outlet, DD-MM-YYYY)")
        outlet, day, language = self.told(told, block) if told else ("", None, mark or self.base.language)
        return ItemLink(match[2] or match[3] or "", outlet, markdown.unescape(match[1]), day, language)

    def language(self, mark: str, block: Block) -> str:
        code = self.code_of(mark)
        if code is None:
            raise block.problem(f"“{mark}” is no language that is known: write one such as “in Chinese”, or its code")
        return code

    def code_of(self, mark: str) -> str | None:
        """The language that a mark names, or the code itself; None: it is neither."""
        mark = mark.strip()
        for code, name in markdown.languages_in(self.base.language).items():
            if mark in (name, code):
                return code
        return mark if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", mark) else None

    def paragraphs(self, part: str, blocks: Iterable[Block]) -> Iterator[Paragraph]:
        found = [one for block in blocks for one in typed(block)]
        whole = [self.kept.whole(part, block) for block in found]
        for known, block in zip(whole, found, strict=True):
            if known is None:
                self.check_text(block)
            yield known or self.kept.changed(part, block)

    def check_text(self, block: Block) -> None:
        """Refuse what stands where text was expected."""
        if block.tie() or (block.kind == "text" and block.heading() is not None):
            raise block.problem("a heading stands where text was expected: put a comment <!-- item new --> above it")
        if block.kind == "text" and self.attribution.match(block.joined):
            raise block.problem(
                "an attribution stands where text was expected: if an item begins here, put its comment and heading "
                "above it; if it is text, write \\( for the first parenthesis"
            )


def _option(comment: Block, name: str, values: Sequence[str]) -> str:
    """What a section's comment says of its kind or style; the first of the values when it says nothing."""
    value = comment.options().get(name, values[0])
    if value not in values:
        raise comment.problem(f"{name}={value} is not known: write one of {', '.join(values)}")
    return value


def _is_correction(block: Block) -> bool:
    """Whether it is what a published issue shows of a correction, which stands in its own list."""
    return block.kind == "text" and block.text.startswith("> **")


def _take_heading(comment: Block, blocks: Sequence[Block], what: str, *, optional: bool) -> tuple[str, Sequence[Block]]:
    if blocks and 0 < blocks[0].level() < markdown.SUBHEADING:
        return blocks[0].heading() or "", blocks[1:]
    if optional:
        return "", blocks
    raise comment.problem(f"this {what} has no heading: write one below its comment")


def _addressed(item: Item, shown: str) -> Item:
    return item if shown == markdown.address(item.url) else replace(item, url=shown)

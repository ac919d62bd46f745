"""What stands below the heading of an item in Markdown, told apart: text, address, links; and the numbers of items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.issue import markdown
from dateline.issue.kept import Kept
from dateline.issue.markdown_blocks import Block
from dateline.records import Issue, Item


class Numbers:
    """How the items of an issue are numbered: through all sections, anew in each, or as the text says."""

    def __init__(self, base: Issue):
        self.numbered = {one.key: any(item.number is not None for item in one.items) for one in base.sections}
        runs = [[item.number for item in one.items] for one in base.sections if self.numbered[one.key]]
        self.anew = len(runs) > 1 and all(run == list(range(1, len(run) + 1)) for run in runs)
        every = [number for run in runs for number in run]
        self.free = not self.anew and every != list(range(1, len(every) + 1))  # an imported issue: keep what it says
        self.last = 0

    def given(self, key: str, items: Sequence[Item], known: Mapping[str, Item]) -> list[Item]:
        """The items of the next section with their numbers."""
        if self.free:
            return list(items)
        if not self._is_numbered(key, items, known):
            return [replace(item, number=None) for item in items]
        first = 0 if self.anew else self.last
        self.last = first + len(items)
        return [replace(item, number=first + at) for at, item in enumerate(items, 1)]

    def _is_numbered(self, key: str, items: Sequence[Item], known: Mapping[str, Item]) -> bool:
        """As the section was, unless the editor numbered its items or took all numbers away."""
        with_number = [item for item in items if item.number is not None]
        if self.numbered.get(key, True):
            return bool(with_number)
        return any(item.id not in known or known[item.id].number is None for item in with_number)


class Below:
    """What stands below the heading of an item, sorted: its text, its address, its list of links, its timeline."""

    def __init__(self, kept: Kept, part: str, blocks: Sequence[Block]):
        self.kept, self.part = kept, part
        self.text, self.addresses, self.links = list[Block](), list[Block](), list[Block]()
        self.timelines = list[Block]()
        label = False  # whether the block before was the label of the links
        for block, following in zip(blocks, [*blocks, None][1:], strict=True):
            if block.kind != "text":
                self.text.append(block)
            elif block.is_list() and self._are_links(block, label):
                self.links += block.entries()
            elif markdown.ADDRESS.match(block.joined) and not kept.has(part, block):
                self.addresses.append(block)
            elif markdown.IS_TIMELINE.match(block.text):
                self.timelines.append(block)
            elif block.joined in markdown.LABELS and self._is_label(block, following):
                label = True
                continue
            else:
                self.text.append(block)
            label = False

    def _is_label(self, block: Block, following: Block | None) -> bool:
        if following is not None and following.is_list():
            return self._are_links(following, True)
        return bool(self.addresses) and not self.kept.has(self.part, block)

    def _are_links(self, block: Block, label: bool) -> bool:
        """Whether a list is one of links: each looks like one, or below the label any does, or none is known text."""
        entries = block.entries()
        like = [one.text.startswith("[") for one in entries]
        if not label:
            return all(like)
        return any(like) or not any(self.kept.has(self.part, one) for one in entries)


def typed(block: Block) -> list[Block]:
    """The paragraphs in a block: the entries of a list, the rows of a table, a sub-heading."""
    if block.is_list():
        return block.entries()
    if block.is_table():
        return block.rows()
    if block.kind == "text" and block.level() >= markdown.SUBHEADING and block.heading():
        return [Block(block.line, block.heading() or "", "subheading")]
    return [block]

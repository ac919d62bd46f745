"""The Markdown of an issue as blocks with their line numbers: comments that tie, headings, code, runs of lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.errors import Unreadable
from dateline.tokens import is_unspaced

# A comment that ties text to a part of the issue; every other comment is the editor's own and is no part of it.
TIE = re.compile(
    r"<!--\s*(?:(introduction|closing|corrections)|(section|item)\b[ \t]*([^\s>]*?)((?:[ \t]+\w+=[\w-]+)*))\s*-->", re.I
)
HEADING = re.compile(r"^(#{1,6})(?:\s+(.*?))??(?:\s+#+)?\s*$")
_COMMENT_OR_ESCAPE = re.compile(r"\\.|<!--")
# Marks of Markdown that an issue has no place for, at the start of a line.
_FOREIGN = re.compile(r"^(?:>(?! \*\*)|```|~~~)|^([-=*_])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE = re.compile(r"^[ \t]{0,3}(?:(`{3,})[^`]*|(~{3,}).*)$")
_LIST = ("- ", "* ", "+ ")
_WIDE = re.compile(r"[\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines without a blank line, or a heading, or a comment that ties; with the number of its first line."""

    line: int
    text: str
    kind: str = "text"  # text, code (between fences), and as Paragraph.kind once it is known what it is

    @property
    def joined(self) -> str:
        """The lines as one; no space comes between lines of a script without spaces."""
        return join_lines(self.text)

    def tie(self) -> tuple[str, str] | None:
        """The kind of part that the comment opens, and its key; None: it is no such comment."""
        match = TIE.fullmatch(self.text) if self.kind != "code" else None
        return ((match[1] or match[2]).lower(), match[3] or "") if match else None

    def options(self) -> dict[str, str]:
        """What a comment that ties says besides its key: kind=calendar."""
        match = TIE.fullmatch(self.text)
        return dict(option.split("=", 1) for option in ((match[4] or "") if match else "").split())

    def heading(self) -> str | None:
        """The text of a heading; None: it is none."""
        match = HEADING.match(self.text) if self.kind != "code" else None
        return (match[2] or "") if match else None

    def level(self) -> int:
        """Of a heading, 1 the highest; 0: it is none."""
        match = HEADING.match(self.text) if self.kind != "code" else None
        return len(match[1]) if match else 0

    def is_list(self) -> bool:
        """Whether the lines are entries of a list."""
        return self.kind == "text" and self.text.startswith(_LIST)

    def is_table(self) -> bool:
        """Whether the lines are rows of a table."""
        return self.kind == "text" and self.text.startswith("|")

    def entries(self) -> list[Block]:
        """The entries of a list, each without its mark."""
        found: list[Block] = []
        for number, line in enumerate(self.text.split("\n"), self.line):
            if line.startswith(_LIST) or not found:
                found.append(Block(number, line[2:].strip(), "entry"))
            else:
                found[-1] = Block(found[-1].line, f"{found[-1].text}\n{line}", "entry")
        return found

    def rows(self) -> list[Block]:
        """The rows of a table without the line below its head, the marks between cells escaped."""
        lines = [line.strip().strip("|").strip() for line in self.text.split("\n")]
        below_head = len(lines) > 1 and re.fullmatch(r":?-+:?(?: *\| *:?-+:?)*", lines[1])
        shown = [(at, line) for at, line in enumerate(lines) if not (below_head and at == 1)]
        return [Block(self.line + at, line.replace(" | ", r" \| "), "table") for at, line in shown]

    def problem(self, message: str) -> Unreadable:
        """The error that names the line."""
        return Unreadable(f"line {self.line}: {message}")


def join_lines(text: str) -> str:
    """Lines of a paragraph as one."""
    out = ""
    for line in text.split("\n"):
        line = " ".join(line.split())
        out += ("" if not out or not line or _meets_unspaced(out, line) else " ") + line
    return out


def is_wide(char: str) -> bool:
    """Whether a character is of a script without spaces, or one of its marks."""
    return is_unspaced(char) or bool(_WIDE.match(char))


def _meets_unspaced(before: str, after: str) -> bool:
    sides = [is_wide(before[-1]), is_wide(after[0])]
    return all(sides) or (any(sides) and (before[-1] in "“”‘’…" or after[0] in "“”‘’…"))


def split_document(text: str) -> tuple[dict[str, Block], list[Block]]:
    """The fields of the head, each with its line, and the blocks below it; raises Unreadable."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() != "---":
        return {}, list(_blocks(lines, start))
    end = next((at for at in range(start + 1, len(lines)) if lines[at].strip() == "---"), None)
    if end is None:
        raise Unreadable(f"line {start + 1}: the head of the issue has no end: close it with a line ---")
    return dict(_fields(lines[start + 1 : end], start + 2)), list(_blocks(lines, end + 1))


def _fields(lines: Sequence[str], first: int) -> Iterator[tuple[str, Block]]:
    for number, line in enumerate(lines, first):
        key, colon, value = line.partition(":")
        value = value.strip()
        if not line.strip():
            continue
        if not colon:
            raise Unreadable(f"line {number}: “{line.strip()}” is no field of the head: write a name, a colon, a value")
        if value.startswith('"'):
            try:
                value = str(json.loads(value))
            except ValueError as error:
                raise Unreadable(f"line {number}: the quotation marks around {key.strip()} do not fit") from error
        yield key.strip(), Block(number, value)


def _blocks(lines: Sequence[str], start: int) -> Iterator[Block]:
    gathered: list[Block] = []
    for block in _without_comments(lines, start):
        line = block.text
        alone = block.kind == "code" or TIE.fullmatch(line) or HEADING.match(line)
        if gathered and (alone or not line or _begins_anew(gathered[0].text, line)):
            yield _joined(gathered)
            gathered = []
        if alone:
            yield block
        elif line:
            if _FOREIGN.match(line):
                raise block.problem(f"“{line[:40]}” means nothing in an issue: take the mark out, or put \\ before it")
            gathered.append(block)
    if gathered:
        yield _joined(gathered)


def _joined(lines: Sequence[Block]) -> Block:
    return Block(lines[0].line, "\n".join(line.text for line in lines))


def _begins_anew(first: str, line: str) -> bool:
    """Whether a list or a table begins with this line, or a table ended before it."""
    return (line.startswith(_LIST) and not first.startswith(_LIST)) or (line[0] == "|") != (first[0] == "|")


def _without_comments(lines: Sequence[str], start: int) -> Iterator[Block]:
    """Each line, without the editor's comments, and code as one; a line that held nothing else is left out."""
    opened = 0  # the line of the comment that is open; 0: none is
    rest = enumerate(lines[start:], start + 1)
    for number, line in rest:
        if not opened and TIE.fullmatch(line.strip()):
            yield Block(number, line.strip())
            continue
        fence = None if opened else _FENCE.match(line)
        if fence:
            yield _code(number, fence[1] or fence[2], rest)
            continue
        was = opened
        kept, opened = _without_comment(line, number, opened)
        if kept.strip() or (kept == line and not was):
            yield Block(number, kept.strip())
    if opened:
        raise Unreadable(f"line {opened}: this comment has no end: close it with -->")


def _code(number: int, fence: str, rest: Iterator[tuple[int, str]]) -> Block:
    """The lines up to the fence that ends the code."""
    inner: list[str] = []
    for _, line in rest:
        if re.fullmatch(rf"[ \t]{{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*", line):
            return Block(number, "\n".join(inner), "code")
        inner.append(line.rstrip())
    raise Unreadable(f"line {number}: this code has no end: close it with a line {fence}")


def _without_comment(line: str, number: int, opened: int) -> tuple[str, int]:
    """What the line says outside comments, and the line of the comment that is open at its end."""
    kept = ""
    while True:
        if opened:
            inner, end, line = line.partition("-->")
            if "<!--" in inner:
                raise Unreadable(f"line {number}: a comment begins within that of line {opened}: end that with -->")
            if not end:
                return kept, opened
        at = next((found.start() for found in _COMMENT_OR_ESCAPE.finditer(line) if found[0] == "<!--"), None)
        if at is None:
            return kept + line, 0
        tie = TIE.match(line, at)
        if tie:
            raise Unreadable(f"line {number}: {tie[0]} must stand alone on its line")
        kept, line, opened = kept + line[:at], line[at + 4 :], number


def parts_of(blocks: Sequence[Block]) -> dict[str, list[Block]]:
    """The blocks of the head (above all parts), the introduction, the sections, the closing and the corrections."""
    parts: dict[str, list[Block]] = {"head": [], "introduction": [], "sections": [], "closing": [], "corrections": []}
    now = "head"
    for block in blocks:
        tie = block.tie()
        if tie:
            now = tie[0] if tie[0] in parts else "sections"
        if not tie or now == "sections":
            parts[now].append(block)
    return parts


def grouped(blocks: Sequence[Block], kind: str) -> Iterator[tuple[Block, str, list[Block]]]:
    """The sections of blocks, or the items of a section: the comment, its key, and the blocks below it."""
    opened: tuple[Block, str] | None = None
    own: list[Block] = []
    for block in blocks:
        tie = block.tie()
        if tie and tie[0] == kind:
            if opened:
                yield *opened, own
            opened, own = (block, tie[1]), []
        elif opened is None:
            raise block.problem(f"this stands in no {kind}: put it below a comment <!-- {kind} … -->")
        else:
            own.append(block)
    if opened:
        yield *opened, own

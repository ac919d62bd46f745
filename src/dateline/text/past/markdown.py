"""Markdown (CommonMark with tables and struck-out text) to the blocks of a document."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dateline.errors import Unreadable
from dateline.text.encoding import decode
from dateline.text.past.blocks import Block, Document
from dateline.text.past.heads import KNOWN, document_of
from dateline.text.past.html import read_fragment
from dateline.text.past.pieces import BREAK, Piece, block_of, blocks_of, web_address

MOST_BYTES = 1_500_000  # of a Markdown file; no issue is near it, and the parser takes its time
_MOST_LINES = 30_000
_MOST_OPEN = (
    1_000  # brackets of one paragraph that are opened and never closed: the parser's time grows with their square
)
_MOST_CELLS = 50_000
_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|\Z)", re.S)
_HEAD = re.compile(r"\A(?:[ \t]*\n)*((?:[^\W\d][\w -]{0,30}:(?:[ \t].*)?\n)+)(?=[ \t]*\n|\Z)")
_FIELD = re.compile(r"([^\s:#][^:]{0,40}):(?:\s+(.*))?")
_OPENING = re.compile(r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_NOTE = re.compile(r"^ {0,3}(\[\^[^\]\s]{1,40}\]:)[ \t]+", re.M)
_NOTED = re.compile(r"(\[\^[^\]\s]{1,40}\]):\s")
_TAG = re.compile(r"<\s*(/?)\s*(\w+)", re.I)


def read(body: bytes) -> Document:
    """The document of a Markdown file: the fields of its head (YAML, TOML or bare lines) and its blocks."""
    text = text_of(body)
    fields, start = head_of(text)
    blocks = blocks_in(_with_notes(text[start:]), text.count("\n", 0, start))
    return document_of(fields, tuple(_notes_behind(tuple(blocks))))


def _with_notes(text: str) -> str:
    """The text with each footnote as a paragraph of its own; CommonMark would take it for the address of a link."""
    return _NOTE.sub(lambda match: f"\n\\{match[1]} ", text)


def _notes_behind(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with each footnote behind the block that refers to it first; one that none refers to stays."""
    notes = {found[1]: block for block in blocks if (found := _NOTED.match(block.text)) and block.kind == "text"}
    if not notes:
        yield from blocks
        return
    marks = re.compile("|".join(re.escape(mark) for mark in notes))
    places = {
        mark: at
        for at, block in reversed(list(enumerate(blocks)))
        for mark in marks.findall(block.text)
        if block is not notes[mark]
    }
    moved = {id(notes[mark]) for mark in places}
    for at, block in enumerate(blocks):
        if id(block) not in moved:
            yield block
            own = [mark for mark in places if places[mark] == at]
            yield from (notes[mark] for mark in sorted(own))


def text_of(body: bytes) -> str:
    """The text of a Markdown file with plain line ends; raises Unreadable when it is larger than any issue."""
    if len(body) > MOST_BYTES:
        raise Unreadable(f"it is Markdown of more than {MOST_BYTES} bytes")
    text = decode(body).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if text.count("\n") > _MOST_LINES:
        raise Unreadable(f"it is Markdown of more than {_MOST_LINES} lines")
    return text


def blocks_in(text: str, line: int = 0) -> Iterator[Block]:
    """The blocks of Markdown without a head; `line`: how many lines of the file stand before it. Raises Unreadable."""
    if (
        text.count("[") > _MOST_CELLS
        or text.count("|") > _MOST_CELLS
        or any(_is_open(part) for part in text.split("\n\n"))
    ):
        raise Unreadable("its Markdown has more brackets or table cells than any issue")
    try:
        tokens = _parser().parse(_without_comments(text))
    except RecursionError as error:
        raise Unreadable("its Markdown is nested too deeply") from error
    return _Walk(tokens, line).blocks()


def _is_open(paragraph: str) -> bool:
    return paragraph.count("[") - paragraph.count("]") > _MOST_OPEN


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    return parser


def _as_written(url: str) -> str:
    """In place of the parser's own, which would write other scripts in addresses as escapes."""
    return url


def head_of(text: str) -> tuple[dict[str, str], int]:
    """The fields of the head, names in lower case, and where the text begins below it."""
    front = _FRONT.match(text)
    if front and front[1] == "+++":
        return _toml(front[2]), front.end()
    if front:
        return _fields(front[2]), front.end()
    head = _HEAD.match(text)
    fields = _fields(head[1]) if head else {}
    return (fields, head.end()) if head and KNOWN & set(fields) else ({}, 0)


def _toml(text: str) -> dict[str, str]:
    try:
        return {str(key).lower(): str(value) for key, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _fields(text: str) -> dict[str, str]:
    """Lines `name: value`; what is nested below a name is none of a head that we know."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        match = _FIELD.fullmatch(line.rstrip())
        if match:
            found.setdefault(match[1].strip().lower(), _unquoted((match[2] or "").strip()))
    return found


def _unquoted(value: str) -> str:
    if value[:1] == value[-1:] == '"' and len(value) > 1:
        try:
            return str(json.loads(value))
        except ValueError:
            return value[1:-1]
    return value[1:-1].replace("''", "'") if value[:1] == value[-1:] == "'" and len(value) > 1 else value


def _without_comments(text: str) -> str:
    """The text without HTML comments, their lines left empty; one that has no end is text."""
    kept, at = list[str](), 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join([*kept, text[at:].replace("<!--", "\\<!--")])
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*kept, text[at:]])


class _Walk:
    """Walks over the parser's tokens and gives blocks; lists are told by how deep they lie."""

    def __init__(self, tokens: Sequence[Token], line: int) -> None:
        self.tokens, self.above = tokens, line
        self.depth = 0
        self.entry: Block | None = None  # the entry that has no text yet
        self.cells: list[Piece] | None = None  # of the row that is open
        self.heading = 0  # level of the heading that is open
        self.line: int | None = None

    def blocks(self) -> Iterator[Block]:
        for token in self.tokens:
            if token.map and token.type != "inline":
                self.line = self.above + token.map[0] + 1
            yield from self._block(token)

    def _block(self, token: Token) -> Iterator[Block]:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.depth -= 1
        elif token.type == "list_item_open":
            ordinal = int(token.info) if token.info.isdecimal() else None
            self.entry = Block("entry", "", self.depth, ordinal=ordinal, line=self.line)
        elif token.type == "list_item_close":
            self.entry = None
        elif token.type in ("heading_open", "heading_close"):
            self.heading = int(token.tag[1:]) if token.nesting == 1 else 0
        elif token.type == "tr_open":
            self.cells = []
        elif token.type == "tr_close":
            yield from self._row()
        elif token.type == "inline":
            yield from self._text(token)
        else:
            yield from self._other(token)

    def _other(self, token: Token) -> Iterator[Block]:
        if token.type in ("fence", "code_block"):
            if token.content.strip():
                yield Block("code", token.content.rstrip("\n"), self.depth, line=self.line)
        elif token.type == "hr":
            yield Block("rule", "", line=self.line)
        elif token.type == "html_block":
            yield from (replace(block, line=self.line) for block in read_fragment(token.content))

    def _text(self, token: Token) -> Iterator[Block]:
        pieces = list(_pieces(token.children or ()))
        if self.cells is not None:
            self.cells += [Piece(" | "), *pieces] if self.cells else pieces
            return
        if self.heading and not self.depth:
            shape = Block("heading", "", self.heading, line=self.line)
            heading = block_of([replace(piece, ends_line=False) for piece in pieces], shape)
            if heading:
                yield replace(heading, bold=False)
            return
        shape = self.entry or Block("text", "", self.depth, line=self.line)
        made = list(blocks_of(pieces, replace(shape, bold=bool(self.heading))))
        self.entry = None if made else self.entry
        yield from made

    def _row(self) -> Iterator[Block]:
        cells, self.cells = self.cells or [], None
        row = block_of([replace(piece, ends_line=False) for piece in cells], Block("table", "", line=self.line))
        if row and row.text.strip("| "):
            yield row


class _Line:
    """The state of running text: which link and how much weight hold."""

    def __init__(self) -> None:
        self.url, self.link, self.bold = "", 0, 0

    def piece(self, text: str) -> Piece:
        return Piece(text, self.url, self.link if self.url else 0, self.bold > 0)

    def turn(self, url: str) -> Iterator[Piece]:
        """A link begins, or (empty address) ends; one around a picture has no text, and is a link all the same."""
        self.link, self.url = self.link + 1, url
        if url:
            yield self.piece("")

    def markup(self, tag: str) -> Iterator[Piece]:
        """What an HTML tag in the text changes."""
        match = _TAG.match(tag)
        name = match[2].lower() if match else ""
        if name == "br":
            yield BREAK
        elif name in ("b", "strong"):
            self.bold = max(0, self.bold + (-1 if match and match[1] else 1))
        elif name == "a":
            yield from self.turn(_href(tag))


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """The pieces of running text; images are left out."""
    line = _Line()
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield line.piece(token.content)
        elif token.type == "softbreak":
            yield line.piece("\n")
        elif token.type == "hardbreak":
            yield BREAK
        elif token.type in ("strong_open", "strong_close"):
            line.bold += token.nesting
        elif token.type in ("link_open", "link_close"):
            yield from line.turn(web_address(str(token.attrs.get("href", ""))) if token.nesting == 1 else "")
        elif token.type == "html_inline":
            yield from line.markup(token.content)


def _href(tag: str) -> str:
    match = _OPENING.match(tag)
    return web_address(unescape(match[1] or match[2] or match[3] or "")) if match else ""

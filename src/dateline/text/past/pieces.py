"""Pieces of running text with their links and weight, and the blocks they make: what the marked-up formats share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from dateline.records import Link
from dateline.text.markup import squeeze
from dateline.text.past.blocks import Block

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_WIDE_JOINT = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n\s*(?=[{_WIDE}])")
# A web address in running text ends before white space, brackets of markup, quotation marks and other scripts' marks.
_BARE = re.compile(r"https?://[^\s<>\"“”‘’「」『』《》（），。；：！？、\u4e00-\u9fff\u3040-\u30ff]{1,2000}", re.I)
_TRAILING = ".,:;!?*_~'|"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_OPENING = r"[\s\"“‘「『《【〖\[(（*]*"  # before the title that is the link
_BEFORE_LED = re.compile(rf"{_OPENING}(?:\d{{1,4}}[、.)．）:：]\s*)?{_OPENING}")
_FAR = 20  # characters before a link beyond which a text does not begin with it
_GOES_ON = re.compile(r"[^.!?:;。！？：；…”\"’')）]$")
_WRAPPED = 50  # characters of a line that may have been broken only to fit a window
_WEB = re.compile(r"https?://[^\s/]", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; a piece of a link holds its address and which link it is of."""

    text: str
    url: str = ""  # empty: no link
    link: int = 0  # pieces of one link share a number
    bold: bool = False
    ends_line: bool = False  # the author broke the line here


BREAK = Piece("\n", ends_line=True)


def web_address(href: str) -> str:
    """The address of a link to the web, as it stands but for spaces around it and a missing scheme; else empty."""
    href = "".join(href.split("\n")).strip()
    href = f"https:{href}" if href.startswith("//") else href
    return href if _WEB.match(href) else ""


def bare_addresses(text: str) -> Iterator[Link]:
    """The web addresses that stand as text in a text, without the marks of the sentence around them."""
    for match in _BARE.finditer(text):
        url = _trimmed(match[0])
        if _WEB.match(url):
            yield Link(url, url)


def _trimmed(url: str) -> str:
    end = len(url)
    unopened = {closing: url.count(closing) - url.count(opening) for closing, opening in _PAIRS.items()}
    while end and (url[end - 1] in _TRAILING or unopened.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in unopened:
            unopened[url[end]] -= 1
    return url[:end]


def text_of_pieces(pieces: Sequence[Piece]) -> str:
    """The text of pieces on one line; a line end within a script without spaces leaves no space."""
    return _line("".join(piece.text for piece in pieces))


def _line(text: str) -> str:
    return squeeze(_WIDE_JOINT.sub("", text))


def block_of(pieces: Sequence[Piece], shape: Block) -> Block | None:
    """The block of some pieces, for the rest like `shape`; None: there is neither text nor a link in them."""
    text, links, led = text_of_pieces(pieces), list[Link](), False
    before = ""  # what stands before the first link
    for (url, _), run in groupby(pieces, key=lambda piece: (piece.url, piece.link)):
        own = "".join(piece.text for piece in run)
        found = [Link(url, _line(own))] if url else list(bare_addresses(own))
        if found and not links:
            before += "" if url else own[: own.find(found[0].url)]
            led = bool(found[0].text) and len(before) <= _FAR and _BEFORE_LED.fullmatch(before) is not None
        links += found
        before += own[: _FAR + 1] if not links else ""
    if not text and not links:
        return None
    inked = [piece for piece in pieces if piece.text.strip()]
    bold = shape.bold or (bool(inked) and all(piece.bold for piece in inked))
    lead = "" if bold else _lead(inked)
    return replace(shape, text=text, links=tuple(links), led_by_link=led, bold=bold, lead=lead)


def _lead(inked: Sequence[Piece]) -> str:
    """The bold words that pieces with text begin with; white space is at their inner ends at most."""
    return text_of_pieces(list(takewhile(lambda piece: piece.bold, inked)))


def blocks_of(pieces: Sequence[Piece], shape: Block) -> Iterator[Block]:
    """The blocks of some pieces: one for each line that the author broke, the first of them like `shape`."""
    for line in _lines(pieces):
        block = block_of(line, shape)
        if block is not None:
            yield block
            shape = replace(shape, kind="text", ordinal=None) if shape.kind == "entry" else shape


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.ends_line:
            lines.append([])
        else:
            lines[-1].append(piece)
    whole: list[list[Piece]] = []
    for line in lines:
        if whole and line and _is_wrapped(text_of_pieces(whole[-1]), text_of_pieces(line)):
            whole[-1] += [Piece(" "), *line]
        else:
            whole.append(line)
    return whole


def _is_wrapped(before: str, after: str) -> bool:
    """Whether a line was broken by a program to fit a window, in the middle of a sentence."""
    return len(before) >= _WRAPPED and after[:1].islower() and _GOES_ON.search(before) is not None

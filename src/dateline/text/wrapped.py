"""Text that was taken from a PDF or a mail, its lines wrapped and often parted by blank lines: joined again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import quantiles

from dateline.tokens import is_unspaced

_LEAST_LINES = 12  # fewer do not show how long a full line is
_LEAST_WIDTH = 60  # columns; shorter lines are verse, lists or columns, and stay as they are
_MOST_WIDTH = 200  # longer lines are whole paragraphs
_SHORT = 0.72  # a line shorter than this part of a full one ends its paragraph
_FULL = 0.9  # of a full line: what is as long was wrapped at the margin
_LEAST_LOWER = (
    0.25  # part of the lines behind a full one that begin in lower case; in a list of headlines hardly any do
)
_LEAST_FULL = 0.8  # part of the unended lines that are full where no letter has case: headlines are of every length
_LEAST_MARKED = 0.5  # part of those lines with a mark within, which headlines seldom have
_ENDS = re.compile(r"[.!?。！？:：][\"'”’»」』）)\]]*$")
_MARK = re.compile(r"[，。、；：！？,.;،。۔।](?=.)")
_CJK_MARK = "，。！？；：、「」『』（）《》"
_TORN_ORDINAL = re.compile(r"(\d)[ \t]*\n\s*(st|nd|rd|th)[ \t]*(?:\n\s*|$)", re.M)
_OWN_LINE = re.compile(r"^(?:\(.*\)|\[.*\]|https?://\S+|\d{1,3}[.)]\s.*|[•*–-]\s.*|（.*）|\d{1,3}、.*)$")


def joined(text: str) -> str:
    """The text with wrapped lines joined into paragraphs, parted by blank lines; one not wrapped stays as it is."""
    mended = _TORN_ORDINAL.sub(r"\1\2 ", text)
    lines = [line.strip() for line in mended.split("\n") if line.strip()]
    width = _full_width(lines)
    if width is None or not _is_double_spaced(mended) or not _is_prose(lines, width):
        return text
    paragraphs: list[str] = []
    closed = True
    for at, line in enumerate(lines):
        if closed or _OWN_LINE.match(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] += _between(paragraphs[-1], line) + line
        closed = _closes(line, lines[at + 1] if at + 1 < len(lines) else "", width)
    return "\n\n".join(paragraphs)


def _full_width(lines: Sequence[str]) -> float | None:
    """The columns of a full line; None: the lines are no wrapped ones."""
    if len(lines) < _LEAST_LINES:
        return None
    width = quantiles(map(_columns, lines), n=10)[-1]
    unended = sum(not _ends(line) for line in lines)
    return width if _LEAST_WIDTH <= width <= _MOST_WIDTH and unended > len(lines) / 2 else None


def _is_double_spaced(text: str) -> bool:
    """Whether blank lines stand between nearly all lines, so that they part no paragraphs."""
    blocks = [block for block in re.split(r"\n[^\S\n]*\n", text) if block.strip()]
    return sum("\n" not in block.strip() for block in blocks) > 0.8 * len(blocks)


def _is_prose(lines: Sequence[str], width: float) -> bool:
    """Whether sentences run on over the ends of the lines, and these are no list of headlines of one length each."""
    unended = [(line, after) for line, after in pairwise(lines) if not _ends(line)]
    cased = [
        after for line, after in unended if after[0].lower() != after[0].upper() and _columns(line) > _SHORT * width
    ]
    if len(cased) * 2 > len(unended):
        return sum(after[0].islower() for after in cased) >= _LEAST_LOWER * len(cased)
    full = [line for line, _ in unended if _columns(line) >= _FULL * width]
    marked = sum(bool(_MARK.search(line)) for line in full)
    return len(full) >= _LEAST_FULL * len(unended) and marked >= _LEAST_MARKED * len(full)


def _closes(line: str, following: str, width: float) -> bool:
    """Whether a line is the last of its paragraph, as its length, end and successor show."""
    if following[:1].islower() and not _OWN_LINE.match(line):
        return False
    columns = _columns(line)
    return columns < _SHORT * width or bool(_OWN_LINE.match(line)) or (columns < _FULL * width and _ends(line))


def _columns(line: str) -> int:
    """How wide a line is where a Chinese character takes two columns."""
    if line.isascii():
        return len(line)
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in line)


def _ends(line: str) -> bool:
    return bool(_ENDS.search(line))


def _between(before: str, line: str) -> str:
    """What joins two lines: nothing within a word parted at its hyphen, and in scripts that are written unspaced."""
    if before.endswith("-") and before[-2:-1].isalpha() and line[:1].islower():
        return ""
    return "" if any(is_unspaced(one) or one in _CJK_MARK for one in (before[-1], line[0])) else " "

"""Text that was taken from a PDF or a mail, its lines wrapped and often parted by blank lines: joined again."""

from __future__ import annotations

import re
from statistics import quantiles

_LEAST_LINES = 12  # fewer do not show how long a full line is
_LEAST_WIDTH = 60  # characters; shorter lines are verse, lists or columns, and stay as they are
_MOST_WIDTH = 200  # longer lines are whole paragraphs
_SHORT = 0.72  # a line shorter than this part of a full one ends its paragraph
_ENDS = re.compile(r"[.!?。！？:：][\"'”’»)\]]*$")
_TORN_ORDINAL = re.compile(r"(\d)[ \t]*\n\s*(st|nd|rd|th)[ \t]*(?:\n\s*|$)", re.M)
_OWN_LINE = re.compile(r"^(?:\(.*\)|\[.*\]|https?://\S+|\d{1,3}[.)]\s.*|[•*–-]\s.*)$")


def joined(text: str) -> str:
    """The text with wrapped lines joined into paragraphs, parted by blank lines; one not wrapped stays as it is."""
    mended = _TORN_ORDINAL.sub(r"\1\2 ", text)
    lines = [line.strip() for line in mended.split("\n") if line.strip()]
    width = _full_width(lines)
    if width is None or not _is_double_spaced(mended):
        return text
    paragraphs: list[str] = []
    closed = True
    for at, line in enumerate(lines):
        if closed or _OWN_LINE.match(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] += ("" if _hyphenated(paragraphs[-1], line) else " ") + line
        closed = _closes(line, lines[at + 1] if at + 1 < len(lines) else "", width)
    return "\n\n".join(paragraphs)


def _full_width(lines: list[str]) -> float | None:
    """The length of a full line; None: the lines are no wrapped ones."""
    lengths = sorted(map(len, lines))
    if len(lengths) < _LEAST_LINES:
        return None
    width = quantiles(lengths, n=10)[-1]
    unended = sum(not _ENDS.search(line) for line in lines)
    return width if _LEAST_WIDTH <= width <= _MOST_WIDTH and unended > len(lines) / 2 else None


def _is_double_spaced(text: str) -> bool:
    """Whether blank lines stand between nearly all lines, so that they part no paragraphs."""
    blocks = [block for block in re.split(r"\n[^\S\n]*\n", text) if block.strip()]
    return sum("\n" not in block.strip() for block in blocks) > 0.8 * len(blocks)


def _closes(line: str, following: str, width: float) -> bool:
    """Whether a line is the last of its paragraph, as its length, end and successor show."""
    if following[:1].islower() and not _OWN_LINE.match(line):
        return False
    return len(line) < _SHORT * width or bool(_OWN_LINE.match(line)) or (len(line) < 0.9 * width and _ends(line))


def _ends(line: str) -> bool:
    return bool(_ENDS.search(line))


def _hyphenated(before: str, line: str) -> bool:
    """Whether a word was parted at its hyphen."""
    return before.endswith("-") and before[-2:-1].isalpha() and line[:1].islower()

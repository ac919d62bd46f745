"""Where quotations stand: quotation marks of five languages, mixed, nested, broken over lines or never closed.

One pass with a short memory: unbalanced marks by the thousand cost no more than balanced ones. A second opening mark
of the same kind says that the first was never closed, unless it begins a paragraph: then the quotation runs on, as
newspapers set long speeches.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from dateline.records import Span
from dateline.sentences import paragraphs

_LONGEST = 4000  # characters an unclosed mark may govern
_CLOSERS = {"“": "”“", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "”": "”", "‹": "›", "›": "‹"}
_NESTING = frozenset("«「『")  # may hold quotations in the same marks
_MARK = re.compile("[“”„«»‹›「」『』\"＂‘‚']")
_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…。！？]\s")
_FINAL = frozenset(".!?…。！？:：")
_BEFORE_OPENING = frozenset("([{（【-–—/:：,，;；、“„«「『‘‚'\"。")
_BEHIND_CLOSING = frozenset(".,;:!?)]}）】-–—/，。；：！？、”»」』’'\"…")
_MEASURE = re.compile(r"\d['’′]?\s?$")
_CODE = re.compile(r'=\s?"|[{\[]\s*"|\w\("|";\s|"\s*:\s*"')
# Elisions and decades that begin with an apostrophe.
_ELIDED = re.compile(r"['‘’](?:\d0s|em\b|n\b|n['’]|tis\b|twas\b|til\b|till\b|cause\b|bout\b|round\b|s\b)", re.I)
_SINGLE_CLOSER = re.compile(r"(?<=[^\s(\[“])['’‘](?![A-Za-zÀ-ɏ0-9])")
_POSSESSIVE = re.compile(r"s['’]\s+[^\W\d_A-Z]")


@dataclass(slots=True)
class Quotation:
    """One quotation as its outer marks bound it."""

    start: int  # of the opening mark
    end: int  # behind the closing mark, or behind the last word where that is missing
    parts: list[Span] = field(default_factory=list)  # words without the marks, one a paragraph


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order; what they hold in marks of its own belongs to them."""
    scan = _Scan(text)
    blocks = paragraphs(text)
    for at, block in enumerate(blocks):
        following = blocks[at + 1].start if at + 1 < len(blocks) else None
        scan.read(block, following)
    return scan.found


class _Scan:
    """The state between two marks: which are open, since when."""

    def __init__(self, text: str):
        self.text = text
        self.found: list[Quotation] = []
        self.open: list[str] = []  # opening marks, the outermost first
        self.start = 0  # of the outermost opening mark
        self.parts: list[Span] = []  # of the open quotation, from paragraphs before
        self.part = 0  # where the words of the open part begin

    def read(self, block: Span, following: int | None) -> None:
        """Take in one paragraph; `following` is where the next one begins."""
        text = self.text
        code = bool(_CODE.search(text, block.start, block.end))
        singles = _Singles(text, block)
        at = block.start
        if self.open and self.part >= block.start and text[block.start] in (self.open[0], "»"):
            at = self.part = block.start + 1  # the mark that each paragraph of a long quotation begins with
        skip = at
        for match in _MARK.finditer(text, at, block.end):
            place, mark = match.start(), match.group()
            if place < skip or (code and mark in "\"'"):
                continue
            mark = '"' if mark == "＂" else mark
            if mark in "‘‚'":
                if not self.open:
                    skip = self._single(place, singles)
                elif self._closes(place, mark):
                    self._close(place)
            else:
                self._double(place, mark)
        self._paragraph_ends(block, following)

    def _double(self, place: int, mark: str) -> None:
        if self.open and self._closes(place, mark):
            level = max(n for n, one in enumerate(self.open) if mark in _CLOSERS[one])
            del self.open[level + 1 :]
            self._close(place)
        elif self._opens(place, mark):
            self._open(place, mark)

    def _closes(self, place: int, mark: str) -> bool:
        if not any(mark in _CLOSERS[one] for one in self.open):
            return False
        if mark == '"' or (mark == "“" and "„" not in self.open):
            if mark == '"' and re.search(r"\d['’′]\s?\d{1,2}$", self.text[max(0, place - 6) : place]):
                return False  # feet and inches
            return not self._opening_shape(place)
        return True

    def _close(self, place: int) -> None:
        self.open.pop()
        if not self.open:
            self._add(place, place + 1)

    def _opens(self, place: int, mark: str) -> bool:
        if mark not in _CLOSERS:
            return False
        if mark in '"”»›':
            if mark == '"' and _MEASURE.search(self.text[max(0, place - 3) : place]):
                return False  # inches
            before = self.text[place - 1 : place]
            return self._opening_shape(place) or (mark == '"' and not self.open and "\u3000" <= before <= "\uffef")
        return True

    def _opening_shape(self, place: int) -> bool:
        """Whether the mark hangs on the word behind it and not on the one before."""
        before, behind = self.text[place - 1 : place], self.text[place + 1 : place + 2]
        if not behind or behind.isspace() or behind in _BEHIND_CLOSING - set("“‘«「'.…"):
            return False
        return not before or before.isspace() or before in _BEFORE_OPENING

    def _open(self, place: int, mark: str) -> None:
        if self.open and mark == self.open[-1] and mark not in _NESTING:
            self._forsake(place)
        if len(self.open) > 4:
            return
        self.open.append(mark)
        if len(self.open) == 1 and not self.parts:
            self.start, self.part = place, place + 1
        elif len(self.open) == 1:
            self.part = place + 1

    def _forsake(self, place: int) -> None:
        """The outermost mark was never closed: it ends with the last sentence before `place`, or never was one."""
        del self.open[-1]
        if self.open:
            return
        before = self.text[self.part : place].rstrip()
        if before and before[-1] in _FINAL and place - self.start <= _LONGEST:
            self.parts.append(Span(self.part, self.part + len(before)))  # a paragraph of a speech, set without a break
            return
        first = _SENTENCE_END.search(self.text, self.part, place)
        if first:
            self._add(first.start() + 1, first.start() + 1)
        self.parts = []

    def _add(self, end: int, behind: int) -> None:
        parts = [trimmed for one in (*self.parts, Span(self.part, end)) if (trimmed := _trim(self.text, one))]
        self.parts = []
        if parts:
            self.found.append(Quotation(self.start, max(behind, parts[-1].end), parts))

    def _paragraph_ends(self, block: Span, following: int | None) -> None:
        """What an open mark means where the paragraph ends: a broken line, a longer speech, or a forgotten mark."""
        if not self.open:
            self.parts = []
            return
        del self.open[1:]
        text, last = self.text, self.text[block.end - 1]
        if following is not None and block.end - self.start <= _LONGEST:
            if last not in _FINAL and last != '"':
                return
            if text[following] == self.open[0] or (self.open[0] == "«" and text[following] == "»"):
                self.parts.append(Span(self.part, block.end))
                self.part = following
                return
        end = block.end
        if end - self.start > _LONGEST:
            match = _SENTENCE_END.search(text, self.part, end)
            end = match.start() + 1 if match else self.part
        self.open = []
        self._add(end, end)

    def _single(self, place: int, singles: _Singles) -> int:
        """Where to read on behind a single mark: behind its quotation, or at once when it opens none."""
        before = self.text[place - 1 : place]
        if before and not (before.isspace() or before in _BEFORE_OPENING) and not "\u3000" <= before <= "\uffef":
            return place
        if _ELIDED.match(self.text, place) or not self.text[place + 1 : place + 2].strip():
            return place
        closer = singles.closer(place)
        if closer is None or closer - place > _LONGEST // 4:
            return place
        self.start, self.part, self.parts = place, place + 1, []
        self._add(closer, closer + 1)
        return closer + 1


class _Singles:
    """The single closing marks of a paragraph: firm ones, and those that may be a possessive's apostrophe."""

    def __init__(self, text: str, block: Span):
        self.firm: list[int] = []
        self.weak: list[int] = []
        for match in _SINGLE_CLOSER.finditer(text, block.start, block.end):
            place = match.start()
            weak = place and _POSSESSIVE.match(text, place - 1)
            (self.weak if weak else self.firm).append(place)
        self.openers = [m.start() for m in re.finditer(r"(?<!\w)[‘‚'](?=\w)", text[block.start : block.end])]
        self.openers = [block.start + one for one in self.openers]

    def closer(self, place: int) -> int | None:
        """The mark that closes the one at `place`: the first firm one before another opens, else the first."""
        firm, weak = _first(self.firm, place), _first(self.weak, place)
        another = _first(self.openers, place)
        if firm is not None and (weak is None or firm < weak or another is None or firm < another):
            return firm
        return weak if weak is not None else firm


def _first(places: list[int], behind: int) -> int | None:
    at = bisect_left(places, behind + 1)
    return places[at] if at < len(places) else None


def _trim(text: str, span: Span) -> Span | None:
    words = text[span.start : span.end]
    if not _WORD.search(words):
        return None
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, span.end - (len(words) - len(words.rstrip())))

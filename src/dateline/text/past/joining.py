"""Wrapped rows to paragraphs: a row ends one when the next row's first word would still have fitted on it.

How wide a row is depends on the type it was set in: columns for typed text, the widths of a face for text taken from a
PDF. The measure that explains the most of the wrapped rows is the file's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.text.past.measures import Measure, columns, helvetica, times
from dateline.text.past.rows import Row
from dateline.tokens import is_unspaced

_WHOLE = 200  # characters: a row that is longer is a paragraph of its own
_LEAST_WRAPPED = 3  # rows that run on before a text is taken for a wrapped one
_SAMPLE = 4000  # rows that the setting is told by
_MOST_MISSES = 0.1  # part of the wrapped rows that a width may leave unexplained and still be taken at its word
_MOST_PARTED = 0.6  # part of the plain ends of paragraphs with an empty line behind, where such lines part them
_CLEARLY_SHORT = 0.5  # of a full row
_LOOSE = 0.94  # of a width that is not exact: what leaves more room than that was ended
_ENDED = re.compile(r"[.!?。！？:：…][\"'”’»」』）)\]]*$")
_INNER_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[^\W\d_a-z])|[。！？][”’」』）]*(?=[^”’」』）])")
_REFERS_BACK = re.compile(r"(?:These|They|Those|This|That|It|Its|Such|Also|Thus|Both)\b")
_MANY = 0.04  # part of the rows that end with a hyphen where words are divided
_FEW = 1.0  # sentences' ends within a paragraph
_CJK_MARK = "，。！？；：、「」『』（）《》"
_SUFFIX = re.compile(
    r"(?:ments?|tions?|sions?|ings?|ness|ity|ities|ations?|ally|ably|ible|able|ences?|ances?|ed|ers?|ism|ists?|ive|ous"
    r"|ful|less|ly|ty|cy|ry|al|ic|ical|ture|tures|tic|tics|ment's|nology|nologies|ness|ship|ships|ward|wards|uous)\W*$"
)
_FIRST_PARTS = frozenset(
    "self well long short high low half cross non mid ex nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " one two three four five six seven eight nine ten".split()
)  # of words that are written with a hyphen
_HYPHENS = ("-", "‐")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Setting:
    """How the rows of a text are set."""

    measure: Measure
    full: float  # width of a full row
    gap: int  # empty lines between the rows of one paragraph: 0, or 1 in double-spaced text
    wrapped: bool  # paragraphs run over several rows
    parted: bool = False  # empty lines stand between paragraphs, none within them
    brief: bool = False  # paragraphs of one or two sentences: a stop at the end of a full row more likely ends one

    def leaves_room(self, above: str, text: str) -> bool:
        """Whether a row had room for the first word of the next one, so that it was ended and not wrapped."""
        return self.measure(above) + _needed(self.measure, above, text) <= self.full


def setting_of(rows: Sequence[Row]) -> Setting:
    """How a text is set, by the rows over whose end a sentence runs."""
    sample = rows[:_SAMPLE]
    short = [row for row in sample if len(row.text) <= _WHOLE]
    pairs = [
        (above.text, row.text, row.blanks)
        for above, row in pairwise(sample)
        if len(above.text) <= _WHOLE and row.blanks <= 1 and _runs_on(above.text, row.text)
    ]
    long = sum(len(row.text) for row in sample if len(row.text) > _WHOLE)
    gap = 1 if sum(blanks for *_, blanks in pairs) * 2 > len(pairs) else 0
    wrapped = len(pairs) >= _LEAST_WRAPPED and long < sum(len(row.text) for row in short)
    fits = [(*_best_width(measure, pairs), measure) for measure in (columns, helvetica, times)]
    misses, full, measure = min(fits, key=lambda fit: fit[0])
    loose = misses > _MOST_MISSES * max(1, len(pairs))
    setting = Setting(measure, full * (_LOOSE if loose else 1.0), gap, wrapped)
    ends = [
        row.blanks
        for above, row in pairwise(sample)
        if _ENDED.search(above.text) and setting.leaves_room(above.text, row.text)
    ]
    inner = sum(len(_INNER_END.findall(row.text)) for row in sample)
    parted = gap == 0 and sum(blanks > 0 for blanks in ends) > _MOST_PARTED * len(ends)
    return replace(setting, parted=parted, brief=inner < _FEW * len(ends))


def _best_width(measure: Measure, pairs: Sequence[tuple[str, str, int]]) -> tuple[int, float]:
    """How many wrapped rows a full width does not explain, and the width that leaves the fewest.

    A row that was wrapped is no wider than the full width, and would be wider with the next row's first word.
    """
    widths = sorted(measure(above) for above, _, _ in pairs)
    needed = sorted(measure(above) + _needed(measure, above, text) for above, text, _ in pairs)
    if not widths:
        return 0, 80.0
    return min(
        (len(widths) - at - 1 + bisect_right(needed, width + 1e-6), width + 1e-6) for at, width in enumerate(widths)
    )


def _needed(measure: Measure, above: str, text: str) -> float:
    """The room that the first word of a row takes behind another row; a word may be parted at its hyphen."""
    word = text[:1] if is_unspaced(text[:1]) else text.split(None, 1)[0]
    hyphen = word.find("-", 1)
    piece = word[: hyphen + 1] if hyphen > 0 else word
    tight = above.endswith("-") or is_unspaced(text[:1])
    return measure(piece if tight else f" {piece}")


def parts(above: Row, row: Row, setting: Setting) -> bool:
    """Whether a paragraph ends between two rows, neither of which stands for itself."""
    runs_on = above.open or _runs_on(above.text, row.text)
    if above.level != row.level:
        return True
    if len(above.text) > _WHOLE:
        return not (row.cut and runs_on)
    if row.blanks > setting.gap and not (row.cut or row.page):
        return not (runs_on and setting.wrapped and not setting.leaves_room(above.text, row.text))
    if runs_on or not setting.wrapped:
        return not (runs_on and (setting.wrapped or row.cut))
    return not _closes_quotation(above, row) and _ends_paragraph(above, row, setting)


def _ends_paragraph(above: Row, row: Row, setting: Setting) -> bool:
    """Whether a row of wrapped text is the last of its paragraph, where the letters do not show it."""
    ended = bool(_ENDED.search(above.text))
    at_break = row.page or row.cut or (setting.gap > row.blanks)
    if ended and (at_break or row.indent >= above.indent + 2):
        return True
    if setting.parted and ended:
        return setting.measure(above.text) < _CLEARLY_SHORT * setting.full
    if setting.leaves_room(above.text, row.text):
        return True
    return ended and setting.brief and not _REFERS_BACK.match(row.text)


def _closes_quotation(above: Row, row: Row) -> bool:
    """Whether a row goes on with a quotation that the row above opens; a new paragraph would open it again."""
    opened = above.text.rfind("“") > above.text.rfind("”")
    closing, opening = row.text.find("”"), row.text.find("“")
    return opened and closing > 0 and (opening < 0 or closing < opening)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How a text writes its words."""

    words: Counter[str]  # case folded, hyphened ones as one, without those that the end of a row cuts
    hyphenates: bool  # rows are ended within words

    def is_compound(self, whole: str, text: str) -> bool:
        """Whether a word that a line's end parts with a hyphen is written with one all the same."""
        before, after = whole[:-1].split()[-1:], re.split(r"[^\w'’-]", text, maxsplit=1)[0]
        compound = f"{before[0]}-{after}".casefold() if before else ""
        return self.words[compound] > 0 or bool(before and before[0].casefold() in _FIRST_PARTS and after.isalpha())

    def keeps_hyphen(self, whole: str, text: str) -> bool:
        """Whether the hyphen at the end of a row belongs to the word, as the rest of the text writes it."""
        before = whole[:-1].split()[-1].lstrip("\"'“‘(") if whole[:-1].split() else ""
        after = re.split(r"[^\w'’-]", text, maxsplit=1)[0]
        if not (before.isalpha() and after[:1].islower()):
            return True
        joined, compound = f"{before}{after}".casefold(), f"{before}-{after}".casefold()
        if self.words[compound] or self.words[joined]:
            return bool(self.words[compound])
        if _SUFFIX.fullmatch(after):
            return self.words[after.casefold()] > 0
        known = self.words[before.casefold()] > 0
        return not self.hyphenates or (known and self.words[after.casefold()] > 0)


def lexicon_of(rows: Sequence[Row]) -> Lexicon:
    """The words of a text, and whether its rows are ended within them."""
    cut = sum(row.text.endswith(_HYPHENS) for row in rows)
    goes_on = [False, *(row.text.endswith(_HYPHENS) for row in rows)]  # the row begins with the rest of a word
    whole = (row.text.partition(" ")[2] if cut else row.text for row, cut in zip(rows, goes_on, strict=False))
    texts = (text.rpartition(" ")[0] if text.endswith(_HYPHENS) else text for text in whole)
    words = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
    return Lexicon(words, cut > _MANY * len(rows))


def join(texts: Sequence[str], lexicon: Lexicon) -> str:
    """The rows of a paragraph as one text."""
    whole = [texts[0]]
    for text in texts[1:]:
        last = whole[-1]
        if last.endswith("\xad"):
            whole[-1] = f"{last[:-1]}-" if lexicon.is_compound(last, text) else last[:-1]
        elif last.endswith(_HYPHENS) and last[-2:-1].isalnum() and text[:1].isalnum():
            whole[-1] = last if lexicon.keeps_hyphen(last, text) else last[:-1]
        elif not any(is_unspaced(sign) or sign in _CJK_MARK for sign in (last[-1], text[0])):
            whole.append(" ")
        whole.append(text)
    return " ".join("".join(whole).split())


def _runs_on(above: str, text: str) -> bool:
    """Whether a sentence goes over from a row to the next, as its letters show."""
    if _ENDED.search(above):
        return False
    if text[:1].islower():
        return True
    return is_unspaced(above[-1]) and is_unspaced(text[:1]) and columns(above) > 40

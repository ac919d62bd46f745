"""Paragraphs and sentences as spans of a text, for scripts with and without spaces.

A sentence ends at . ! ? … 。！？ together with the closing marks behind it, and at a paragraph's end. It does not end
inside an abbreviation, an initial or a number, before a lower-case continuation, or between a quotation and the words
that say whose it is (“…!” he said; “……。”他说).
"""

from __future__ import annotations

import re

from dateline.records import Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_END = re.compile(r"(?:[.!?…]+|[。！？｡]+|…+)(?:[\"'”’»)\]」』）】》]|[ \u00a0\u202f]»(?!\w))*")  # French: « Oui. »
_NOT_SPACE = re.compile(r"\S")  # there is one: a paragraph has no white space at its end
_CLOSERS = "\"'”’»)]」』）】》"
_OPENERS = "\"'“‘«([「『（【《¿¡"
# Words that a full stop follows within a sentence: titles, companies, numbers, months, courts, days, measures.
_BEFORE_NAME = frozenset(
    """
    mr mrs ms mx dr prof rev hon gov sen rep gen col lt capt cpt sgt maj cmdr adm pres supt messrs mme mlle st ste
    mt ft sr sra dra srta dª dna lic ing hr fr dipl
    """.split()
)
_BEFORE_NUMBER = frozenset(
    """
    no nos nr num núm fig figs p pp vol vols art sec ch para eq ca approx est tel ext cf bd abs
    """.split()
)
_NEVER_LAST = frozenset("vs v e.g i.e z.b d.h u.a bzw p.ej viz al".split())
_MAYBE_LAST = frozenset(
    """
    inc corp co ltd llc plc bros jr sr etc a.m p.m u.s u.k u.n e.u d.c ph.d m.d b.a m.a s.a a.g jan feb mar apr
    jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun calif mass conn ave blvd rd dept
    univ assn m k bn mio mrd usw ee.uu cía av mm
    """.split()
)
_SENTENCE_STARTERS = frozenset(
    """
    the a an in on at it its he she they we i this that these those but and however when while after before as if
    for from with by according meanwhile last since although both there you our their his her
    """.split()
)
_LAST_WORD = re.compile(r"([^\W_]+(?:[.&'’][^\W_]+)*)$")
_NEXT_WORD = re.compile(rf"[\s{re.escape(_OPENERS)}]*([^\W_]+)")
_CHINESE_TAG = re.compile(
    r"^[，,]|^(?:と|って)|^[\u4e00-\u9fff·]{0,12}"
    r"(?:说|說|表示|称|稱|指出|道|问|問|写道|寫道|强调|強調|补充|補充|认为|認為|告诉|告訴|介绍|介紹|透露|坦言)"
)


def paragraphs(text: str) -> tuple[Span, ...]:
    """Runs of lines without a blank line between them, without the white space at their ends."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        run = match.group()
        start = match.start() + len(run) - len(run.lstrip())
        end = match.end() - (len(run) - len(run.rstrip()))
        if start < end:
            found.append(Span(start, end))
    return tuple(found)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, none reaching over a paragraph's end, without the white space around them."""
    return tuple(span for paragraph in paragraphs(text) for span in _split(text, paragraph))


def _split(text: str, paragraph: Span) -> list[Span]:
    found, start = [], paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if match.end() >= paragraph.end:
            break
        if match.start() >= start and _ends_sentence(text, match, start, paragraph.end):
            found.append(Span(start, match.end()))
            start = _NOT_SPACE.search(text, match.end(), paragraph.end).start()  # type: ignore[union-attr]
    if start < paragraph.end:
        found.append(Span(start, paragraph.end))
    return found


def _ends_sentence(text: str, match: re.Match[str], start: int, limit: int) -> bool:
    """Whether the marks that match end the sentence that began at `start`."""
    marks, rest = match.group(), text[match.end() : min(limit, match.end() + 60)]
    if marks[0] in "。！？｡":
        return _ends_unspaced(marks, rest)
    if not rest[0].isspace():
        # No space: an address, a decimal, “…”他 in mixed text, or a missing space between a quotation and Chinese.
        return marks[0] in "!?…" and marks[-1] in _CLOSERS and _ends_unspaced(marks, rest) and _is_han(rest[0])
    following = _NEXT_WORD.match(rest)
    if following is None:
        return True
    word = following.group(1)
    if word[0].islower():
        return False  # a continuation: “Why?” he asked; yes ... and then
    if marks[0] == "." and set(marks.rstrip(_CLOSERS)) == {"."} and len(marks.rstrip(_CLOSERS)) == 1:
        return _ends_at_stop(text[max(start, match.start() - 40) : match.start()], word, marks != ".")
    return True


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _ends_unspaced(marks: str, rest: str) -> bool:
    """Chinese: the stop ends the sentence unless a quotation closes here and its speaker follows."""
    if marks[-1] in _CLOSERS:
        return not _CHINESE_TAG.match(rest.lstrip())
    return not rest.lstrip().startswith(tuple("，、；,"))


def _ends_at_stop(before: str, following: str, closed: bool) -> bool:
    """Whether a single full stop behind `before` and ahead of the word `following` ends the sentence."""
    last = _LAST_WORD.search(before)
    if last is None or closed:
        return True
    word = last.group(1)
    key = word.casefold()
    if key in _BEFORE_NAME or key in _NEVER_LAST:
        return False
    if key in _BEFORE_NUMBER:
        return not (following[0].isdigit() or len(following) == 1)
    if len(word) == 1 and word.isalpha() and word.isupper():
        return word == "I" or (following.casefold() in _SENTENCE_STARTERS and not before[:-1].rstrip().endswith("."))
    if key in _MAYBE_LAST or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return following.casefold() in _SENTENCE_STARTERS
    return not (word.isdigit() and len(word) <= 2 and _is_ordinal(before, following))


def _is_ordinal(before: str, following: str) -> bool:
    """German dates and ordinals: am 14. Dezember, der 3. Weltkrieg."""
    return bool(re.search(r"\b(?:am|im|vom|zum|der|dem|den|die|das|des|seit|bis|ab)\s+\d{1,2}$", before, re.I))

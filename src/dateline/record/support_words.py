"""The words of a claim or source with their base forms: what the support check compares."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.record.support_lexicon import Lexicon
from dateline.sentences import sentences

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(
    rf"\d+(?:[.,:]\d+)*|[{_HAN}]|n['’]t\b|(?:[^\W\d_{_HAN}]\.){{2,}}|[^\W\d_{_HAN}]+(?=n['’]t\b)|[^\W\d_{_HAN}]+"
)
_TOKENISED_END = re.compile(r"\s[.!?](?=\s|$)")  # a claim whose marks stand apart: "it fell . then it rose ."
_BREAK = re.compile(r"[,;:()，；：、（）—–\"“”「」]| [`'-]+ ")
_OPENERS = frozenset(
    "but while whereas although though because who which and if unless when after before since".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or Chinese character of a text."""

    text: str
    lemma: str  # base form, case folded; of a number its digits without separators
    start: int
    end: int
    content: bool  # carries meaning of its own
    number: bool
    clause: int  # of the sentence; a mark or a word that opens a clause counts up


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as words."""

    start: int
    end: int
    words: tuple[Word, ...]


def split_lines(text: str, lexicon: Lexicon) -> tuple[Line, ...]:
    """The sentences of a text as words; marks that stand apart end a sentence before a small letter, too."""
    found = []
    for span in sentences(text):
        start = span.start
        ends = [match.end() for match in _TOKENISED_END.finditer(text, span.start, span.end)]
        for end in [*ends, span.end]:
            words = split_words(text, start, end, lexicon)
            if words:
                found.append(Line(start, end, words))
            start = end
    return tuple(found)


def split_words(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[Word, ...]:
    """The words between two offsets."""
    found: list[Word] = []
    clause, last = 0, start
    for match in _WORD.finditer(text, start, end):
        written = match.group()
        lemma = lexicon.lemma(written)
        if found and (_BREAK.search(text, last, match.start()) or lemma in _OPENERS):
            clause += 1
        last = match.end()
        if written[0].isdigit():
            lemma = written.replace(",", "")
        number = lemma[0].isdigit()
        found.append(Word(written, lemma, match.start(), last, number or lexicon.has_content(lemma), number, clause))
    return tuple(found)

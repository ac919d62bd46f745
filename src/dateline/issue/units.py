"""Units of an article: sentences, or the sentences of one quotation together, with what they lean on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

from dateline.issue.extract import Candidate, Vector, candidates
from dateline.records import Article, Evidence, Sentence, Span
from dateline.tokens import count_words

_SHORTEST, _LONGEST = 5, 75  # words of a unit that is printed
_FULL = 8  # words of a unit that can stand alone
_ENDS = tuple('.!?…。！？"”’」』)）》')
_PAIRS = (("「", "」"), ("『", "』"), ("（", "）"), ("(", ")"))
_MARKS = frozenset('“”„"「」『』（）()')
_CREDIT_LINE = re.compile(r"^[\[(（【].*[\])）】]$")
_FACT = re.compile(r"\d[\d.,]*|(?<=[a-z,;’] )[A-Z][\w’-]+")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{12,})[”\"」]")
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers)\b")
_IN_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』")
_SELF = re.compile(r"(?:We|Our|I|My)\b|本报|本刊|本网")
_SAID = re.compile(r"(?:说|說|表示|指出|写道|寫道|强调|強調)。$")  # and what was said stands before it
_CAPITALS = re.compile(r"[A-Z][\w-]*(?:[ \u00a0][A-Z][\w-]*)*")
_NO_NAMES = frozenset(
    """
a an the in on at of for by from to and but or as if when while after before since until with without this that
these those it its he she they we i his her their our there here not no yes one two three last next early late
today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december mr mrs ms dr prof sir president minister prime premier
chief executive director chairman secretary general former deputy vice senior north south east west new national
state city county province university institute ministry company group bank government council party house court
committee world china chinese us uk eu un
""".split()
)  # capitalised at times, and no part of a name


@dataclass(frozen=True, slots=True)
class Unit:
    """What is chosen or left as one."""

    document: str  # id of the article
    spans: tuple[Span, ...]  # of its sentences
    text: str
    order: int  # place among the units of the article
    paragraph: int  # place of its paragraph in the article
    begins: bool  # it is the first of its paragraph
    vector: Vector
    words: int
    leans: bool  # it begins with a word that points back
    needs: frozenset[str]  # names of people and things that it gives in short and an earlier unit in full
    introduced_by: frozenset[int]  # those earlier units

    @property
    def whole(self) -> Span:
        """From the first sentence's start to the last one's end."""
        return Span(self.spans[0].start, self.spans[-1].end)

    def is_whole(self) -> bool:
        """Whether it is a whole sentence of no undue length, with its marks in pairs, and no credit line."""
        fits = self.words <= _LONGEST and self.text.endswith(_ENDS)
        return fits and _is_balanced(_marks(self.text)) and not _CREDIT_LINE.match(self.text)

    def is_printable(self) -> bool:
        """Whether it is whole and long enough to say something."""
        return self.words >= _SHORTEST and self.is_whole()

    def is_short(self) -> bool:
        """Whether it only says something together with what follows it."""
        return self.words < _FULL

    def stands_alone(self, known: Set[str] = frozenset()) -> bool:
        """Whether it can be printed where readers know no names but the `known` ones, in lower case."""
        return self.is_printable() and not self.is_short() and not self.leans and self.needs <= known

    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip('”"」』）) ').endswith(("?", "？"))


def units(article: Article) -> list[Unit]:
    """The units of an article, in order."""
    found: list[Unit] = []
    introduced: dict[str, int] = {}
    starts = [paragraph.start for paragraph in article.paragraphs]
    for group in _grouped(article, candidates([article.text])):
        spans = tuple(one.span for one in group)
        text = article.text[spans[0].start : spans[-1].end]
        words = sum(one.words for one in group)
        readable = words <= _LONGEST and _is_balanced(_marks(text))  # what is not is never printed
        in_full, alone = _names(text) if readable else (set[str](), set[str]())
        needs = frozenset(name for name in alone - in_full if name in introduced)
        leans_on = frozenset(introduced[name] for name in needs)
        for name in in_full:
            introduced.setdefault(name, len(found))
        vector: Vector = {}
        for one in group:
            for word, number in one.vector.items():
                vector[word] = vector.get(word, 0.0) + number
        leans = group[0].leans or (readable and _points_back(text))
        paragraph = bisect_right(starts, spans[0].start)
        begins = not found or found[-1].paragraph != paragraph
        found.append(
            Unit(article.id, spans, text, len(found), paragraph, begins, vector, words, leans, needs, leans_on)
        )
    return found


def _points_back(text: str) -> bool:
    """Whether it speaks of somebody who was named before, or is a quotation whose speaker was, or the outlet itself."""
    said = _IN_QUOTES.sub(" ", text)
    is_tail = said == text and bool(_SAID.search(text))
    return bool(_SELF.match(text)) or count_words(said) == 0 or is_tail or _is_about_somebody(said)


def _is_about_somebody(said: str) -> bool:
    """Whether a he or she stands in what is said outside quotations, with no name before it."""
    pronoun = _PRONOUN.search(said)
    return bool(pronoun and not re.search(r"\w[^.!?]*\s[A-Z]|[A-Z][\w-]* [A-Z]", said[: pronoun.start()]))


def _names(text: str) -> tuple[set[str], set[str]]:
    """The words of names given in full (two capitalised words or more) and of those given as one, in lower case."""
    in_full, alone = set[str](), set[str]()
    for run in _CAPITALS.findall(text):
        words = [word for word in run.casefold().split() if word not in _NO_NAMES]
        (in_full if len(words) > 1 else alone).update(words)
    return in_full, alone


def is_balanced(text: str) -> bool:
    """Whether its quotation marks and brackets come in pairs."""
    return _is_balanced(_marks(text))


def facts(text: str) -> list[str]:
    """Figures and capitalised words within a sentence."""
    return _FACT.findall(text)


def quotations(text: str) -> list[str]:
    """What stands in quotation marks."""
    return _QUOTED.findall(text)


def sentence_of(article: Article, span: Span, *, credit: bool = False, dated: bool = False) -> Sentence:
    """A stretch of an article with its evidence, credited to the outlet, with the day, if asked."""
    day = f", {article.day:%d-%m-%Y}" if dated and article.day else ""
    return Sentence(
        text=" ".join(article.text[span.start : span.end].split()),
        origin="extract",
        evidence=(Evidence(article.id, span.start, span.end, article.digest),),
        credit=f"{article.outlet}{day}" if credit else None,
        credit_url=article.url if credit else None,
        language=article.language,
    )


def _grouped(article: Article, pool: list[Candidate]) -> list[list[Candidate]]:
    """Sentences one by one, those of one quotation together, none over the end of a paragraph."""
    starts = [paragraph.start for paragraph in article.paragraphs]
    groups: list[list[Candidate]] = []
    open_marks, paragraph = Counter[str](), -1
    for one in pool:
        at = bisect_right(starts, one.span.start)
        if at != paragraph or _is_balanced(open_marks):
            groups.append([])
            open_marks, paragraph = Counter[str](), at
        groups[-1].append(one)
        open_marks += _marks(article.text[one.span.start : one.span.end])
    return groups


def _marks(text: str) -> Counter[str]:
    return Counter(char for char in text if char in _MARKS)


def _is_balanced(marks: Counter[str]) -> bool:
    """Whether quotation marks and parentheses come in pairs: “…”, German „…“, Swedish ”…” too."""
    if marks["„"]:
        quoted = marks["„"] == marks["“"] + marks["”"]
    else:
        quoted = marks["“"] == marks["”"] if marks["“"] else marks["”"] % 2 == 0
    return quoted and marks['"'] % 2 == 0 and all(marks[opening] == marks[closing] for opening, closing in _PAIRS)

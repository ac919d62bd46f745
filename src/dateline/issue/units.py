"""Units of an article: sentences, or the sentences of one quotation together, with what they lean on."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from dateline.issue.extract import Candidate, Vector, candidates
from dateline.records import Article, Evidence, Sentence, Span
from dateline.tokens import count_words

_SHORTEST, _LONGEST = 5, 75  # words of a unit that is printed
_FULL = 8  # words of a unit that can stand alone
_ENDS = tuple('.!?…。！？"”’」』)）》')
_MARKS = (("“", "”"), ("「", "」"), ("『", "』"), ("（", "）"), ("(", ")"))
_CREDIT_LINE = re.compile(r"^[\[(（【].*[\])）】]$")
_FACT = re.compile(r"\d[\d.,]*|(?<=[a-z,;’] )[A-Z][\w’-]+")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{12,})[”\"」]")
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers)\b")
_IN_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SELF = re.compile(r"(?:We|Our|I|My)\b|本报|本刊|本网")
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
    vector: Vector
    words: int
    leans: bool  # it begins with a word that points back
    needs: frozenset[str]  # names of people and things that it gives in short and an earlier unit in full
    introduced_by: frozenset[int]  # those earlier units

    @property
    def whole(self) -> Span:
        """From the first sentence's start to the last one's end."""
        return Span(self.spans[0].start, self.spans[-1].end)

    def is_printable(self) -> bool:
        """Whether it is a whole sentence of fair length, with its marks in pairs, and no credit line."""
        whole = self.text.endswith(_ENDS) and _is_balanced(self.text)
        return whole and _SHORTEST <= self.words <= _LONGEST and not _CREDIT_LINE.match(self.text)

    def stands_alone(self, known: Set[str] = frozenset()) -> bool:
        """Whether it can be printed where readers know no names but the `known` ones, in lower case."""
        return self.is_printable() and self.words >= _FULL and not self.leans and self.needs <= known

    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip('”"」』）) ').endswith(("?", "？"))


def units(article: Article) -> list[Unit]:
    """The units of an article, in order."""
    found: list[Unit] = []
    introduced: dict[str, int] = {}
    for group in _grouped(article, candidates([article.text])):
        text = article.text[group[0].span.start : group[-1].span.end]
        in_full, alone = _names(text)
        needs = frozenset(name for name in alone - in_full if name in introduced)
        leans_on = frozenset(introduced[name] for name in needs)
        for name in in_full:
            introduced.setdefault(name, len(found))
        vector: Vector = {}
        for one in group:
            for word, number in one.vector.items():
                vector[word] = vector.get(word, 0.0) + number
        spans = tuple(one.span for one in group)
        leans = group[0].leans or bool(_SELF.match(text)) or _is_about_somebody(text)
        found.append(Unit(article.id, spans, text, len(found), vector, count_words(text), leans, needs, leans_on))
    return found


def _is_about_somebody(text: str) -> bool:
    """Whether a he or she stands outside quotations with no name before it."""
    said = _IN_QUOTES.sub(" ", text)
    pronoun = _PRONOUN.search(said)
    return bool(pronoun and not re.search(r"\w[^.!?]*\s[A-Z]|[A-Z][\w-]* [A-Z]", said[: pronoun.start()]))


def _names(text: str) -> tuple[set[str], set[str]]:
    """The words of names given in full (two capitalised words or more) and of those given as one, in lower case."""
    in_full, alone = set[str](), set[str]()
    for run in _CAPITALS.findall(text):
        words = [word for word in run.casefold().split() if word not in _NO_NAMES]
        (in_full if len(words) > 1 else alone).update(words)
    return in_full, alone


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
    ends = [paragraph.end for paragraph in article.paragraphs]
    groups: list[list[Candidate]] = []
    for one in pool:
        if groups:
            before = article.text[groups[-1][0].span.start : groups[-1][-1].span.end]
            parted = any(groups[-1][-1].span.end <= end <= one.span.start for end in ends)
            if not parted and not _is_balanced(before):
                groups[-1].append(one)
                continue
        groups.append([one])
    return groups


def _is_balanced(text: str) -> bool:
    pairs = all(text.count(opening) == text.count(closing) for opening, closing in _MARKS)
    return pairs and text.count('"') % 2 == 0

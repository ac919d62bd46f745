"""Units of an article: sentences, or the sentences of one quotation together, with what they lean on."""

from __future__ import annotations

import re
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
_SAYS = r"(?:said|says|added|adds|told|warned|warns|noted|notes|argued|argues|wrote|writes|explained|believes|expects)"
_SPEAKER = re.compile(rf"(?:(?<![A-Z]\w)(?<!\w)([A-Z][\w’-]+),? {_SAYS}\b|\b{_SAYS} ([A-Z][\w’-]+)\b(?! [A-Z]))")
_NOBODY = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) {_SAYS}\b")
_SELF = re.compile(r"(?:We|Our|I|My)\b|本报|本刊|本网")
_FULL_NAME = re.compile(r"\b([A-Z][\w’-]+) ([A-Z][\w’-]+)\b")


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
    introduced_by: frozenset[int]  # the units that introduce the people it only names by surname

    @property
    def whole(self) -> Span:
        """From the first sentence's start to the last one's end."""
        return Span(self.spans[0].start, self.spans[-1].end)

    def is_printable(self) -> bool:
        """Whether it is a whole sentence of fair length, with its marks in pairs, and no credit line."""
        whole = self.text.endswith(_ENDS) and _is_balanced(self.text)
        return whole and _SHORTEST <= self.words <= _LONGEST and not _CREDIT_LINE.match(self.text)

    def stands_alone(self) -> bool:
        """Whether it can be printed without anything before it."""
        return self.is_printable() and self.words >= _FULL and not self.leans and not self.introduced_by

    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip('”"」』）) ').endswith(("?", "？"))


def units(article: Article) -> list[Unit]:
    """The units of an article, in order."""
    found: list[Unit] = []
    introduced: dict[str, int] = {}
    for group in _grouped(article, candidates([article.text])):
        text = article.text[group[0].span.start : group[-1].span.end]
        names = {name for pair in _FULL_NAME.findall(text) for name in pair}
        speakers = {name for pair in _SPEAKER.findall(text) for name in pair if name}
        leans_on = frozenset(introduced[name] for name in speakers - names if name in introduced)
        for name in names:
            introduced.setdefault(name, len(found))
        vector: Vector = {}
        for one in group:
            for word, number in one.vector.items():
                vector[word] = vector.get(word, 0.0) + number
        spans = tuple(one.span for one in group)
        leans = group[0].leans or bool(_SELF.match(text)) or bool(_NOBODY.search(text) and not names)
        found.append(Unit(article.id, spans, text, len(found), vector, count_words(text), leans, leans_on))
    return found


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

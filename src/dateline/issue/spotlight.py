"""The quotation and the figure that an issue sets apart: the most telling ones of its stories, as their reports say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.records import Article, Facts, Figure, Quote, Span
from dateline.tokens import count_words, is_unspaced

_SHORTEST, _BEST, _LONGEST = 7, 20, 45  # words of a quotation
_LONG = 60  # words of a sentence beyond which it is not set apart
_RANK = 0.15  # how much a story's place in the issue counts against all else
_KINDS = {"money": 1.0, "count": 0.9, "measure": 0.8, "percent": 0.7}  # kinds of figure that can stand alone
_POINTS_BACK = re.compile(
    r"(?:And|But|So|That|This|These|Those|It|They|He|She|His|Her|Their|Its)\b|[但而这那它他她]", re.I
)
_STRAY = " \t\n-–—,，、：:;；·"
_TELLING = 10  # things counted from which their number says something of itself
_TITLES = frozenset("Prof Professor Dr Sir Mr Mrs Ms".split())  # that stand before a name
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Telling:
    """A stretch of a report that is worth setting apart."""

    article: Article
    span: Span  # whole sentences
    headline: str  # the speaker with the role, or the figure
    worth: float


def quotes(reports: Sequence[Article], facts: Mapping[str, Facts], language: str) -> list[Telling]:
    """The quotations with a speaker that can stand alone, best first; the reports come best first."""
    found = list[Telling]()
    for place, article in enumerate(reports):
        if article.language == language:
            for quote in facts.get(article.id, Facts()).quotes:
                worth = _worth_of_quote(quote)
                span = _sentences(article, quote.start, quote.end)
                if worth > 0 and span and quote.speaker:
                    named = _with_role(quote.speaker, quote.role, language)
                    found.append(Telling(article, span, named, worth - _RANK * place))
    return sorted(found, key=lambda one: (-one.worth, one.article.id, one.span.start))


def figures(reports: Sequence[Article], facts: Mapping[str, Facts], language: str) -> list[Telling]:
    """The figures that say whose or what they are, best first; the reports come best first."""
    found = list[Telling]()
    for place, article in enumerate(reports):
        if article.language == language:
            for figure in facts.get(article.id, Facts()).figures:
                span = _sentences(article, figure.start, figure.end)
                worth = _worth_of_figure(figure, article)
                if worth > 0 and span:
                    shown = _shown(figure, article)
                    found.append(Telling(article, span, shown, worth - _RANK * place))
    return sorted(found, key=lambda one: (-one.worth, one.article.id, one.span.start))


def _worth_of_quote(quote: Quote) -> float:
    words = count_words(quote.text)
    if not _SHORTEST <= words <= _LONGEST or " … " in quote.text or quote.text.rstrip().endswith(("?", "？")):
        return 0.0
    near = 1 - abs(words - _BEST) / _LONGEST
    return near + 0.3 * bool(quote.role) - 0.6 * bool(_POINTS_BACK.match(quote.text.lstrip('“"「')))


def _worth_of_figure(figure: Figure, article: Article) -> float:
    """Stated outright, of a known thing, and best of all in the headline."""
    if figure.kind not in _KINDS or figure.value is None or figure.same_as or _YEAR.fullmatch(figure.text.strip()):
        return 0.0
    in_words = not any(char.isdigit() for char in figure.text)
    if abs(figure.value) < _TELLING * (10 if in_words else figure.kind == "count"):
        return 0.0
    digits = "".join(re.findall(r"[\d.]", figure.text)).strip(".")
    in_title = len(digits) > 1 and digits in article.title.replace(",", "")
    told = bool(figure.counted or figure.kind == "money" or figure.unit)
    return (
        _KINDS[figure.kind] * told + 0.4 * bool(figure.subject) + 0.8 * in_title - 0.3 * (figure.modality == "change")
    )


def _shown(figure: Figure, article: Article) -> str:
    """The figure as the report has it, with what is counted where that stands right behind it."""
    behind = article.text[figure.end : figure.end + len(figure.counted or "") + 1].strip()
    joint = "" if is_unspaced(behind) else " "
    return f"{figure.text}{joint}{figure.counted}" if figure.counted and behind == figure.counted else figure.text


def _with_role(speaker: str, role: str | None, language: str) -> str:
    speaker, role = speaker.strip(_STRAY), (role or "").strip(_STRAY)
    if not role or role in speaker:
        return speaker
    if role.rstrip(".") in _TITLES:
        return f"{role} {speaker}"
    return f"{speaker}（{role}）" if language == "zh" else f"{speaker}, {role}"


def _sentences(article: Article, start: int, end: int) -> Span | None:
    """The whole sentences around a stretch, of one paragraph and not too long; None: there are none such."""
    met = [one for one in article.sentences if one.start < end and start < one.end]
    if not met:
        return None
    span = Span(met[0].start, met[-1].end)
    text = article.text[span.start : span.end]
    is_whole = any(one.start <= span.start and span.end <= one.end for one in article.paragraphs)
    return span if is_whole and 0 < count_words(text) <= _LONG and _is_paired(text) else None


def _is_paired(text: str) -> bool:
    pairs = (("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"), ("《", "》"))
    return all(text.count(one) == text.count(other) for one, other in pairs) and text.count('"') % 2 == 0


def distinct(found: Sequence[Telling]) -> Iterator[Telling]:
    """One of each article only, in order."""
    seen = set[str]()
    for one in found:
        if one.article.id not in seen:
            seen.add(one.article.id)
            yield one

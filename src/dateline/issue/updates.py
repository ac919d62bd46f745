"""Items on what an earlier issue had already: how they are headed, and that they tell what is new since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.issue.units import Unit, sentence_of, units
from dateline.memory import Coverage, Fresh
from dateline.protocols import Writer
from dateline.records import Article, Paragraph, Rights, Sentence, Sourced, WritingTask, Written
from dateline.tokens import count_words, tokens

_HEADS = {
    "en": "Update: ",
    "zh": "更新：",
    "de": "Aktualisiert: ",
    "fr": "Mise à jour\u00a0: ",
    "es": "Actualización: ",
}
_HEADED = re.compile(
    r"\s*[\[(（【]?\s*(?:updated?|更新|最新|aktualisier(?:t|ung)|mise à jour|actualizaci[oó]n|actualizado|actualiza)"
    r"(?:\s*[:：|]|\s*[–—]|\s-\s|\s*\d+-|\s*[\])）】])\s*",
    re.I,
)
_UNLIMITED = 10**6  # words


def is_update(coverage: Coverage) -> bool:
    """Whether an earlier issue had a story that has news since."""
    return coverage.state == "update"


def headed(headline: str, language: str) -> str:
    """The headline with what tells readers that it is an update, in an issue's language, unless it begins so."""
    if is_headed(headline):
        return headline
    return _HEADS.get(language.replace("_", "-").split("-")[0].lower(), _HEADS["en"]) + headline


def is_headed(headline: str) -> bool:
    """Whether a headline says that it is an update."""
    return bool(_HEADED.match(headline))


def bare(headline: str) -> str:
    """The headline without that, where something is left of it."""
    return _HEADED.sub("", headline, count=1) or headline


class Updating:
    """A writer (protocols.Writer) that sees to it that an extract has one of the sentences that tell what is new."""

    def __init__(self, writer: Writer, fresh: Sequence[Fresh], most: int):
        """`most`: words that the item may have; 0: as many as the sources let."""
        self._writer = writer
        self._fresh = fresh
        self._most = most or _UNLIMITED

    def write(self, task: WritingTask) -> Written:
        """What the writer writes; an extract without news loses its last sentences for one of them."""
        made = self._writer.write(task)
        body = made.paragraphs
        if task.part != "item" or any(one.origin != "extract" for one in _sentences(body)) or _tells(body, self._fresh):
            return made
        changed = (self._with(body, one, task) for one in self._fresh)
        return replace(made, paragraphs=next((one for one in changed if one is not None), body))

    def _with(self, body: Sequence[Paragraph], news: Fresh, task: WritingTask) -> tuple[Paragraph, ...] | None:
        """The paragraphs with a sentence that is new; None: it cannot be printed, or not by itself."""
        report = next((one for one in (task.lead, *task.others) if one.article.id == news.article), None)
        lead = task.lead.article
        if report is None or report.source.rights is Rights.HEADLINE or report.article.language != lead.language:
            return None
        shown = set(tokens(" ".join([lead.title, *(one.text for one in _sentences(body))])))
        unit = next((one for one in units(report.article) if _overlap(one, news)), None)
        if unit is None or not unit.stands_alone(shown):
            return None
        room = {report.article.id: _words_of(report), "": self._most}
        kept = _shortened(body, lead, unit, room)
        return None if kept is None else _placed(kept, unit, report, lead)


def _sentences(body: Sequence[Paragraph]) -> Iterator[Sentence]:
    return (one for part in body for one in part.sentences)


def _tells(body: Sequence[Paragraph], fresh: Sequence[Fresh]) -> bool:
    return any(
        proof.article == news.article and proof.start < news.end and news.start < proof.end
        for one in _sentences(body)
        for proof in one.evidence
        for news in fresh
    )


def _overlap(unit: Unit, news: Fresh) -> bool:
    return unit.whole.start < news.end and news.start < unit.whole.end


def _words_of(report: Sourced) -> int:
    return report.source.words if report.source.rights is Rights.EXCERPT else _UNLIMITED


def _shortened(
    body: Sequence[Paragraph], lead: Article, unit: Unit, room: Mapping[str, int]
) -> tuple[Paragraph, ...] | None:
    """The paragraphs without the lead's last units, until there is room for one more unit; its first stays.

    `room`: words of the item in all (under ""), and of the unit's report. None: there is no room.
    """
    own = units(lead)
    printed = sorted({at for one in _sentences(body) for at, each in enumerate(own) if _is_of(one, each)})
    for last in range(len(printed), 0, -1):
        gone = [own[at] for at in printed[last:]]
        kept = _without(body, gone)
        words = sum(count_words(one.text) for one in _sentences(kept))
        of_report = sum(count_words(one.text) for one in _sentences(kept) if _article_of(one) == unit.document)
        if words + unit.words <= room[""] and of_report + unit.words <= room[unit.document]:
            return kept
    return None


def _without(body: Sequence[Paragraph], gone: Sequence[Unit]) -> tuple[Paragraph, ...]:
    left = (
        replace(part, sentences=tuple(one for one in part.sentences if not any(_is_of(one, unit) for unit in gone)))
        for part in body
    )
    return tuple(part for part in left if part.sentences)


def _is_of(sentence: Sentence, unit: Unit) -> bool:
    return any(
        proof.article == unit.document and unit.whole.start <= proof.start < unit.whole.end
        for proof in sentence.evidence
    )


def _article_of(sentence: Sentence) -> str:
    return sentence.evidence[0].article if sentence.evidence else ""


def _placed(body: Sequence[Paragraph], unit: Unit, report: Sourced, lead: Article) -> tuple[Paragraph, ...]:
    """The paragraphs with the unit as one of its own: in the lead's order, else behind all of the lead."""
    is_lead = report.article.id == lead.id
    made = Paragraph((sentence_of(report.article, unit.whole, credit=not is_lead),))
    at = next(
        (
            at
            for at, part in enumerate(body)
            if _article_of(part.sentences[0]) != lead.id
            or (is_lead and part.sentences[0].evidence[0].start > unit.whole.start)
        ),
        len(body),
    )
    return (*body[:at], made, *body[at:])

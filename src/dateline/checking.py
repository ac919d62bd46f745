"""Makes the proof that the copy desk reads: an issue, or a past issue from a file, with what the record reads in it.

No newsroom is needed; `proofing` adds what a newsroom knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline import clock
from dateline.errors import BadSettings
from dateline.issue import markdown
from dateline.issue.copydesk.desk import check
from dateline.issue.copydesk.lacks import PASSAGE
from dateline.issue.copydesk.likeness import is_written_unspaced
from dateline.proofs import Proof, ProofItem, ProofParagraph, ProofSentence, ProofSource, Surroundings
from dateline.record.compare import BARE, compare
from dateline.record.gazetteer import Gazetteer
from dateline.record.stage import read_facts, text_article
from dateline.record.statements import statements_of
from dateline.record.support import judge
from dateline.record.support_passage import has_passage
from dateline.records import (
    Article,
    Comparison,
    Facts,
    Issue,
    Item,
    ItemLink,
    Lack,
    Paragraph,
    PastIssue,
    PastItem,
    PastParagraph,
    Period,
    Problem,
    Rights,
    Sentence,
    Source,
    Span,
    Statement,
    Verdict,
)
from dateline.sentences import sentences

ITEM = "item:"  # begins the source of a statement that the issue itself makes
_RUNNING = frozenset(("text", "entry"))  # kinds of paragraphs that are sentences
Carried = Callable[[Sentence], tuple[tuple[str, ...], Verdict | None]]  # evidence of a sentence, and the verdict on it


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads names, figures, quotations and events in the paragraphs of an issue."""

    gazetteer: Gazetteer

    def facts(self, texts: Sequence[str], language: str, day: str | None = None) -> tuple[Facts, ...]:
        """The facts of paragraphs that stand together, for each of them, with offsets in it."""
        body = "\n\n".join(texts)
        found = read_facts(text_article("", "", body, language, day), self.gazetteer)
        out, start = [], 0
        for text in texts:
            out.append(_within(found, start, start + len(text)))
            start += len(text) + 2
        return tuple(out)

    def paragraph(self, text: str, kind: str = "text", language: str = "en", day: str | None = None) -> ProofParagraph:
        """A paragraph that nothing ties to a report, with its sentences and facts."""
        return self.imported([PastParagraph(text, kind)], language, day)[0]

    def imported(
        self, parts: Sequence[PastParagraph], language: str, day: str | None = None
    ) -> tuple[ProofParagraph, ...]:
        """The paragraphs of a past issue."""
        facts = self.facts([one.text for one in parts], language, day)
        return tuple(
            ProofParagraph(one.text, one.kind, _sentences(one) if one.kind in _RUNNING else (), known)
            for one, known in zip(parts, facts, strict=True)
        )

    def made(
        self, parts: Sequence[Paragraph], language: str, day: str | None, carried: Carried
    ) -> tuple[ProofParagraph, ...]:
        """The paragraphs of an issue of ours; `carried` tells the evidence of a sentence and the verdict on it."""
        joined = [_joined(part, carried) for part in parts]
        facts = self.facts([text for text, _ in joined], language, day)
        return tuple(
            ProofParagraph(text, part.kind, told, known)
            for part, (text, told), known in zip(parts, joined, facts, strict=True)
        )

    def source(self, article: Article, known: Facts | None = None, own: Source | None = None) -> ProofSource:
        """A report behind an item; its facts are read unless they are `known`.

        Of one whose source (`own`) has left the settings only the headline may be printed.
        """
        return ProofSource(
            article.id,
            article.title,
            article.outlet,
            article.url,
            article.day.isoformat() if article.day else None,
            article.language,
            article.text,
            known or read_facts(article, self.gazetteer),
            own.rights if own else Rights.HEADLINE,
            own.words if own else 0,
        )

    def statements(self, items: Iterable[ProofItem], language: str) -> list[Statement]:
        """The figures that the items of an issue state."""
        found: list[Statement] = []
        for item in items:
            body = "\n\n".join(one.text for one in item.paragraphs)
            own = text_article(ITEM + item.id, item.headline, body, language, item.published)
            article = replace(own, outlet=item.outlet)
            read = read_facts(article, self.gazetteer)
            found += statements_of(article, read.figures, read.names)
        return found

    def spelt(self, name: str) -> tuple[str, ...]:
        """The forms of a name that the gazetteer knows; none: it does not."""
        return self.gazetteer.expand(name) if self.gazetteer.lookup(name) else ()


def proof_of_past(past: PastIssue, reading: Reading) -> Proof:
    """The proof of a past issue: nothing ties its sentences to reports."""
    language = past.language or "en"
    day = past.period if past.period and len(past.period) == 10 else None
    items = [
        _past_item(item, section.title or "", place, language, reading)
        for place, (section, item) in enumerate(((one, item) for one in past.sections for item in one.items), 1)
    ]
    return Proof(
        title=past.title or "",
        number=past.number,
        period=_period(past.period),
        language=language,
        edition="",
        introduction=reading.imported(past.introduction, language, day),
        items=tuple(items),
        closing=reading.imported(past.closing, language, day),
        imported=True,
        remarks=past.remarks,
    )


def surroundings_of_past(proof: Proof, reading: Reading, today: date) -> Surroundings:
    """What is known around a past issue without a newsroom: the figures that its items state, side by side."""
    compared = contradictory(compare(reading.statements(proof.items, proof.language)))
    return Surroundings(today=today, comparisons=compared, spelt=reading.spelt)


def contradictory(compared: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """The comparisons that say what is counted, in which a figure of the issue differs from another one."""
    return tuple(
        one
        for one in compared
        if one.quantity != BARE
        and any(
            difference.verdict != "agrees"
            and any(
                one.points[place].statement.source.startswith(ITEM) for place in (difference.first, difference.second)
            )
            for difference in one.differences
        )
    )


def proof_of_issue(
    issue: Issue, reports: Mapping[str, Sequence[ProofSource]], reading: Reading, introduced_by: str = ""
) -> Proof:
    """The proof of an issue; `reports` are those behind each item, by its id, the lead report first."""
    judging = _Judging(reading.gazetteer)
    known = {one.article: one for found in reports.values() for one in found}
    whole = [f"{one.title}\n\n{one.text}" for one in known.values()]
    items = []
    for section in issue.sections:
        for item in section.items:
            own = tuple(reports.get(item.id, ()))
            sources = [f"{one.title}\n\n{one.text}" for one in own]
            items.append(
                ProofItem(
                    id=item.id,
                    section=section.heading,
                    number=item.number,
                    headline=item.headline,
                    outlet=item.outlet,
                    published=item.published,
                    language=item.language,
                    url=item.url,
                    links=item.links,
                    paragraphs=reading.made(
                        item.paragraphs, issue.language, item.published, judging.carried(known, sources)
                    ),
                    sources=own,
                    story=item.story,
                    headline_facts=reading.facts([item.headline], issue.language, item.published)[0],
                    kind=section.kind,
                )
            )
    said = [*(_text(item) for section in issue.sections for item in section.items), *whole]
    return Proof(
        title=issue.title,
        number=issue.number,
        period=issue.period,
        language=issue.language,
        edition=issue.edition,
        introduction=reading.made(
            issue.introduction, issue.language, None, judging.carried(known, said, is_whole=True)
        ),
        items=tuple(items),
        closing=reading.made(issue.closing, issue.language, None, judging.carried(known, ())),
        form=issue.form,
        introduced_by=introduced_by,
        imported=not known and any(_is_imported(part) for part in _paragraphs(issue)),
    )


@dataclass(frozen=True, slots=True)
class Proofreader:
    """The copy desk on one sentence that a writer wrote (protocols.Proofread)."""

    gazetteer: Gazetteer

    def __call__(self, text: str, language: str) -> tuple[Problem, ...]:
        """The problems that show in the sentence alone."""
        reading = Reading(self.gazetteer)
        day = date(2000, 1, 1)
        proof = Proof(
            title="",
            number=None,
            period=Period(day.isoformat(), day, day),
            language=language,
            edition="",
            introduction=(reading.paragraph(text, "text", language),),
            items=(),
        )
        return tuple(one for one in check(proof, Surroundings(today=day)) if one.quote)


class _Judging:
    """Holds the sentences of an issue against what they rest on."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer

    def carried(self, known: Mapping[str, ProofSource], sources: Sequence[str], *, is_whole: bool = False) -> Carried:
        """An extract is held against its spans, an editor's sentence against the `sources`.

        One that speaks of the whole issue (`is_whole`) may take its words from several places of them.
        """

        def told(sentence: Sentence) -> tuple[tuple[str, ...], Verdict | None]:
            spans = tuple(
                known[one.article].text[one.start : one.end] for one in sentence.evidence if one.article in known
            )
            if sentence.origin == "standing" or not (spans or sources):
                return spans, None
            if spans:
                return spans, judge(sentence.text, spans, self.gazetteer)
            if is_whole:
                return spans, judge(sentence.text, sources, self.gazetteer)
            return spans, self._in_one(sentence.text, sources)

        return told

    def _in_one(self, text: str, sources: Sequence[str]) -> Verdict:
        """The verdict on a sentence that names no passage: one of the reports in its language must have one."""
        unspaced = is_written_unspaced(text)
        alike = [one for one in sources if is_written_unspaced(one) == unspaced]
        verdict = judge(text, alike or sources, self.gazetteer)
        if not alike or unspaced or verdict.verbatim or not verdict.supported or has_passage(text, alike):
            return verdict
        lack = Lack(PASSAGE, "", "the reports have its words, and no passage of them says this")
        return Verdict(False, verdict.score, (lack,))


def _past_item(item: PastItem, section: str, place: int, language: str, reading: Reading) -> ProofItem:
    links = tuple(ItemLink(one.url, "", one.text, None, "und") for one in item.links)
    return ProofItem(
        id=f"p-{place}",
        section=section,
        number=item.number,
        headline=item.title or "",
        outlet=item.outlet or "",
        published=item.published,
        language=item.language or "",
        url=item.url or "",
        links=links,
        paragraphs=reading.imported(item.paragraphs, language, item.published),
        headline_facts=reading.facts([item.title or ""], language, item.published)[0],
    )


def _sentences(part: PastParagraph) -> tuple[ProofSentence, ...]:
    return tuple(ProofSentence(one.start, one.end, "imported") for one in sentences(part.text))


def _joined(part: Paragraph, carried: Carried) -> tuple[str, tuple[ProofSentence, ...]]:
    """The text of a paragraph as people read it, without credits, and its sentences in it."""
    text, told = "", []
    for one in part.sentences:
        text += markdown.joint(text, one.text) if text else ""
        start = len(text)
        text += one.text
        evidence, verdict = carried(one)
        told.append(
            ProofSentence(start, len(text), one.origin, one.credit, one.credit_url, one.language, evidence, verdict)
        )
    return text, tuple(told)


def _within(found: Facts, start: int, end: int) -> Facts:
    """The facts that begin in a stretch of the text, with offsets in it."""
    return Facts(
        tuple(
            replace(one, start=one.start - start, end=one.end - start)
            for one in found.names
            if start <= one.start < end
        ),
        tuple(
            replace(
                one,
                start=one.start - start,
                end=one.end - start,
                same_as=Span(one.same_as.start - start, one.same_as.end - start) if one.same_as else None,
            )
            for one in found.figures
            if start <= one.start < end
        ),
        tuple(
            replace(
                one,
                start=one.start - start,
                end=one.end - start,
                parts=tuple(Span(part.start - start, part.end - start) for part in one.parts),
            )
            for one in found.quotes
            if start <= one.start < end
        ),
        tuple(
            replace(one, start=one.start - start, end=one.end - start)
            for one in found.events
            if start <= one.start < end
        ),
    )


def _period(name: str | None) -> Period | None:
    try:
        return clock.parse_period(name) if name else None
    except BadSettings:
        return None


def _paragraphs(issue: Issue) -> Iterable[Paragraph]:
    yield from issue.introduction
    yield from (part for section in issue.sections for item in section.items for part in item.paragraphs)


def _is_imported(part: Paragraph) -> bool:
    return any(one.origin == "imported" for one in part.sentences)


def _text(item: Item) -> str:
    return "\n\n".join([item.headline, *(" ".join(one.text for one in part.sentences) for part in item.paragraphs)])

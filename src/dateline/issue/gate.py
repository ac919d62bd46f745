"""The gate: whether what a model wrote may be printed.

A model's sentence comes in only as a report's sentence in a form of `gate_cuts`, or as a few from different outlets in
turns that name them (`gate_frames`), and only where it says the same without its neighbours (`gate_context`); the
support check and the copy desk must agree. What is printed is the report's own characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from dateline.issue.extract import candidates
from dateline.issue.gate_context import hangs, is_framed, is_of
from dateline.issue.gate_cuts import form_of, forms, is_question, named_within
from dateline.issue.gate_frames import Framed, framed
from dateline.issue.gate_words import FIRST_PERSON
from dateline.issue.units import is_balanced
from dateline.protocols import WriterTools
from dateline.records import Article, Evidence, Lack, Sentence, Sourced
from dateline.tokens import count_words

_ENDS = ".!?。！？"
_MOST_CHARACTERS = 1_500  # of a sentence
_MOST_HEADLINE = 25  # words
_SHOWN = 60  # characters of what a reason quotes


class Gate:
    """Holds a model's sentence against the stretches that it cites."""

    def __init__(self, tools: WriterTools):
        self.tools = tools

    def problem(
        self,
        sentence: Sentence,
        reports: Mapping[str, Sourced],
        *,
        before: Sequence[Sentence] = (),
        headline: bool = False,
    ) -> str | None:
        """Why the sentence may not be printed; None: it may.

        Its evidence is sound (`is_sound`), and its characters the reports' (`in_own_characters`); `before` are the
        sentences of the item that it follows. A headline is held against the first of the reports, the item's lead.
        """
        text = " ".join(sentence.text.split())
        problem = _form(text, headline)
        if problem is not None:
            return problem
        proofs = tuple(dict.fromkeys(sentence.evidence))
        if any(is_framed(one, reports[one.article].article) for one in proofs):
            return "the sentences around it may say that it is not true"
        report = reports[proofs[0].article].article
        if len(proofs) == 1 and _is_form(text, proofs[0], report, headline):
            if headline and not is_of(text, proofs[0], next(iter(reports.values())).article):
                return "it is not about what the lead report's title and first sentence name"
            hung = hangs(text, proofs[0], report, () if headline else before)
            return hung or self._checked(text, proofs[0], report) or self._proofread(text, report, headline)
        parts = None if headline else framed(text, {reports[one.article].article.outlet for one in proofs})
        if parts is None:
            return _unlike(text, proofs, reports)
        return self._woven(parts, proofs, reports) or self._proofread(text, report, headline)

    def _woven(self, parts: Sequence[Framed], proofs: Sequence[Evidence], reports: Mapping[str, Sourced]) -> str | None:
        """Why the parts are not each a sentence of their own outlet's report; every stretch carries one."""
        pairs = _paired(parts, proofs, reports)
        if isinstance(pairs, str):
            return pairs
        for part, proof in pairs:
            report = reports[proof.article].article
            source = _words(proof, report)
            if is_question(source):
                return "a question is nothing that an outlet reports"
            if part.text.rstrip(_ENDS) not in {one.rstrip(_ENDS) for one in _within(source)}:
                return _unlike(part.text, [proof], reports)
            problem = hangs(source, proof, report, ()) or self._checked(source, proof, report)
            if problem is not None:
                return problem
            if FIRST_PERSON & set(source.casefold().split()) and "“" not in source and '"' not in source:
                return "it speaks as the outlet"
        return None

    def _checked(self, text: str, proof: Evidence, report: Article) -> str | None:
        verdict = self.tools.judge(text, (_words(proof, report),))
        if verdict.supported:
            return None
        return f"the cited sentence does not carry it: {_told(verdict.lacks) or _brief(text)}"

    def _proofread(self, text: str, report: Article, headline: bool) -> str | None:
        whole = (
            f"{text}{'。' if report.language in ('zh', 'ja') else '.'}" if headline and text[-1] not in _ENDS else text
        )
        for one in self.tools.proofread(whole, report.language):
            if one.severity in ("error", "warning"):
                return f"the copy desk ({one.rule}): {one.message}"
        return None


def in_own_characters(sentence: Sentence, reports: Mapping[str, Sourced], *, headline: bool = False) -> Sentence:
    """A model's sentence as the reports write it: marks, width and capitals are theirs. What is not theirs stays."""
    proofs = tuple(dict.fromkeys(sentence.evidence))
    if sentence.origin != "model" or not proofs or not all(is_sound(one, reports.get(one.article)) for one in proofs):
        return sentence
    text = " ".join(sentence.text.split())
    report = reports[proofs[0].article].article
    if len(proofs) == 1:
        found = form_of(text, _words(proofs[0], report), report.language, headline=headline)
        if found is not None:
            return replace(sentence, text=found)
    parts = None if headline else framed(text, {reports[one.article].article.outlet for one in proofs})
    pairs = _paired(parts, proofs, reports) if parts else ""
    if parts is None or isinstance(pairs, str):
        return sentence
    bodies = list[str]()
    for part, proof in pairs:
        end = "。" if reports[proof.article].article.language == "zh" else "."
        source = _words(proof, reports[proof.article].article)
        if form_of(part.text.rstrip(_ENDS) + end, source, "") is None:
            return sentence
        bodies.append(part.turn + named_within(source).rstrip(_ENDS))
    return replace(sentence, text="".join(bodies) + (text[-1] if text[-1] in ".。" else "."))


def is_sound(proof: Evidence, report: Sourced | None) -> bool:
    """Whether the stretch is whole sentences of the report: a part of one may say what the whole does not."""
    if report is None or proof.digest != report.article.digest:
        return False
    starts, ends = _edges(report.article)
    return proof.start < proof.end and proof.start in starts and proof.end in ends


@lru_cache(maxsize=256)
def _edges(article: Article) -> tuple[frozenset[int], frozenset[int]]:
    """Where sentences of the article begin, with or without the dateline, and where they end."""
    spans = [*article.sentences, *(one.span for one in candidates([article.text]))]
    return frozenset(one.start for one in spans), frozenset(one.end for one in spans)


def _paired(
    parts: Sequence[Framed], proofs: Sequence[Evidence], reports: Mapping[str, Sourced]
) -> list[tuple[Framed, Evidence]] | str:
    """Each part with the one stretch of its outlet; else why not."""
    outlets = [reports[one.article].article.outlet for one in proofs]
    if len({one.outlet for one in parts}) < len(parts) or len(set(outlets)) < len(outlets):
        return "it joins an outlet to itself"
    by_outlet = dict(zip(outlets, proofs, strict=True))
    if set(by_outlet) != {one.outlet for one in parts}:
        return "it cites more, or less, than it says"
    if len({one.text.rstrip(_ENDS).casefold() for one in parts}) < len(parts):
        return "it says the same twice"
    return [(one, by_outlet[one.outlet]) for one in parts]


def _form(text: str, headline: bool) -> str | None:
    if not any(one.isalnum() for one in text) or len(text) > _MOST_CHARACTERS or not text.isprintable():
        return "it is no sentence"
    if is_question(text):
        return "it is a question or an outcry, which says something else out of its place"
    if headline:
        return "it is too long for a headline" if count_words(text) > _MOST_HEADLINE else None
    if not is_balanced(text):
        return "its quotation marks or brackets are not closed"
    return None if text.rstrip("\"”'’」』）)")[-1:] in tuple(_ENDS) else "it has no end"


def _words(proof: Evidence, report: Article) -> str:
    return " ".join(report.text[proof.start : proof.end].split())


def _within(source: str) -> tuple[str, str]:
    return source, named_within(source)


def _is_form(text: str, proof: Evidence, report: Article, headline: bool) -> bool:
    """Whether the text is, to the character, a form of the sentence; a headline goes without the full stop."""
    source = _words(proof, report)
    if is_question(source):
        return False
    found = forms(source, report.language)
    return text in found or (headline and text in {one.rstrip(".。") for one in found})


def _unlike(text: str, proofs: Sequence[Evidence], reports: Mapping[str, Sourced]) -> str:
    """How the text differs from what it cites, for people."""
    cited = " ".join(_words(one, reports[one.article].article) for one in proofs).casefold()
    if reports[proofs[0].article].article.language != "zh":
        for one in text.split():
            if one.casefold().strip("“”\"'’.,;:()") not in cited:
                return f"the cited sentence has no “{_brief(one)}”"
    if len(proofs) > 1:
        return "it joins reports without naming their outlets, each with a whole sentence of its own"
    return "it is not the cited sentence as the report has it"


def _told(lacks: Sequence[Lack]) -> str:
    return "; ".join(f"“{_brief(one.text)}” ({one.message or one.kind})" for one in lacks[:2])


def _brief(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"

"""Lets into an issue what its writer wrote, as far as it may be printed; what may not is kept with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.issue.allowance import Allowance
from dateline.issue.excerpt import ExtractiveWriter, excerpt
from dateline.issue.gate import in_own_characters
from dateline.issue.units import sentence_of, units
from dateline.protocols import Writer, WriterTools
from dateline.records import Article, Evidence, Paragraph, Refusal, Sentence, Sourced, Span, WritingTask, Written

_QUOTED = 80  # characters of a sentence left out that the editor is shown


class Admission:
    """The door of one issue: rights are counted over all of it, and the editor is told what did not come in."""

    def __init__(self, tools: WriterTools | None = None):
        self.allowance = Allowance(tools)
        self.refused: list[Refusal] = []
        self._left_out: list[str] = []
        self._problems: dict[str, str] = {}  # why the model was not heard, by the item's lead

    def notes(self) -> tuple[str, ...]:
        """For the editor: what a writer may not print, and why a model was not heard."""
        return (*self._unheard(), *self._left_out)

    def _unheard(self) -> tuple[str, ...]:
        if not self._problems:
            return ()
        many = len(self._problems)
        where = f" for {many} items" if many > 1 else ""
        return (f"the model was not heard{where}: {next(iter(self._problems.values()))}; the extract stands",)

    def written(self, writer: Writer, task: WritingTask) -> Written:
        """What the writer writes of the reports, as far as it may be printed; if nothing may, the extract stands.

        The reports of the task come with the whole rights of their sources.
        """
        reports, left = _reports(task), self._left(task)
        made = writer.write(left)
        self._hear(made, task)
        body = self._admitted(made.paragraphs, task, reports)
        headline = self._headline(made.headline, task, reports)
        if not body and _is_models(made):
            body = self._admitted(ExtractiveWriter().write(self._left(task)).paragraphs, task, reports)
        body = body or self._admitted(excerpt(task.lead.article, self._left(task).lead.source), task, reports)
        return Written(body, headline, made.refused, made.problem)

    def opening(self, writer: Writer, task: WritingTask) -> Sentence | None:
        """The writer's sentence for the introduction; None: it wrote none that may be printed, so the extract stands.

        Its task is that of the item, with part `opening`.
        """
        made = writer.write(task)
        self._hear(made, task)
        body = self._admitted(made.paragraphs, task, _reports(task), replaced=False)
        return next((one for part in body for one in part.sentences), None)

    def _hear(self, made: Written, task: WritingTask) -> None:
        title = task.lead.article.title
        self.refused += [replace(one, item=one.item or title) for one in made.refused]
        if made.problem:
            self._problems.setdefault(task.lead.article.id, made.problem)

    def _left(self, task: WritingTask) -> WritingTask:
        """The task with the words that the issue may still print of each report."""
        return replace(
            task,
            lead=self.allowance.left(task.lead),
            others=tuple(map(self.allowance.left, task.others)),
            earlier=tuple(map(self.allowance.left, task.earlier)),
        )

    def _headline(
        self, sentence: Sentence | None, task: WritingTask, reports: Mapping[str, Sourced]
    ) -> Sentence | None:
        if sentence is None or " ".join(sentence.text.split()) == " ".join(task.lead.article.title.split()):
            return None
        sentence = in_own_characters(sentence, reports, headline=True)
        problem = self.allowance.admit(sentence, reports, headline=True)
        if problem is None:
            return sentence
        self._refuse(sentence, problem, task)
        return None

    def _admitted(
        self, body: Sequence[Paragraph], task: WritingTask, reports: Mapping[str, Sourced], *, replaced: bool = True
    ) -> tuple[Paragraph, ...]:
        """The paragraphs without the sentences that may not be printed; for those of a model, what they cite stands."""
        paragraphs, said, printed = list[Paragraph](), set[Evidence](), list[Sentence]()
        for part in body:
            kept = list[Sentence]()
            for made in part.sentences:
                one = in_own_characters(made, reports)
                problem = self._problem(one, printed, said, reports)
                if problem is None:
                    kept.append(_credited(one, task.lead.article, reports))
                    printed.append(one)
                    said.update(one.evidence)
                    continue
                self._refuse(made, problem, task)
                for other in self._cited(one, said, reports, printed) if replaced else ():
                    kept.append(_credited(other, task.lead.article, reports))
                    printed.append(other)
                    said.update(other.evidence)
            if kept:
                paragraphs.append(replace(part, sentences=tuple(kept)))
        return tuple(paragraphs)

    def _problem(
        self, one: Sentence, before: Sequence[Sentence], said: set[Evidence], reports: Mapping[str, Sourced]
    ) -> str | None:
        """Why the sentence may not be printed; None: it may, and is counted."""
        if one.origin == "model" and one.evidence and said.issuperset(one.evidence):
            return "it says again what the item says already"
        return self.allowance.admit(one, reports, before=before)

    def _cited(
        self, one: Sentence, said: set[Evidence], reports: Mapping[str, Sourced], printed: Sequence[Sentence]
    ) -> list[Sentence]:
        """The reports' own sentences in place of a model's that cites them: where the model could have printed them."""
        found = list[Sentence]()
        for proof in one.evidence if one.origin == "model" else ():
            report = reports.get(proof.article)
            if report is None or proof in said or not _stands_alone(report.article, proof):
                continue
            extract = sentence_of(report.article, Span(proof.start, proof.end))
            if self.allowance.admit(replace(extract, origin="model"), reports, before=printed) is None:
                found.append(extract)
        return found

    def _refuse(self, one: Sentence, problem: str, task: WritingTask) -> None:
        title = task.lead.article.title
        self.refused.append(Refusal(one.text, problem, title))
        if one.origin != "model":
            self._left_out.append(f"left out of “{title}”: “{_shortened(one.text)}”: {problem}")


def _reports(task: WritingTask) -> dict[str, Sourced]:
    return {one.article.id: one for one in (task.lead, *task.others, *task.earlier)}


def _is_models(made: Written) -> bool:
    return any(one.origin == "model" for part in made.paragraphs for one in part.sentences)


def _stands_alone(article: Article, proof: Evidence) -> bool:
    return any(one.whole == Span(proof.start, proof.end) and one.stands_alone() for one in units(article))


def _credited(sentence: Sentence, lead: Article, reports: Mapping[str, Sourced]) -> Sentence:
    """The sentence with a credit that names its report, where that is not the lead, whose credit is the item's.

    One that rests on several reports names their outlets itself: the gate sees to it.
    """
    cited = dict.fromkeys(proof.article for proof in sentence.evidence)
    report = reports[next(iter(cited))].article
    if report.id == lead.id or len(cited) > 1:
        return replace(sentence, credit=None, credit_url=None)
    if sentence.credit_url == report.url and (sentence.credit or "").startswith(report.outlet):
        return sentence
    return replace(sentence, credit=report.outlet, credit_url=report.url)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"

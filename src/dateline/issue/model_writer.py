"""The writer that asks a language model, and is believed in nothing: the gate holds each sentence to its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.errors import BadSettings, CutOff, DatelineError, FetchFailed, Refused
from dateline.issue.excerpt import ExtractiveWriter, additions, background, printable
from dateline.issue.gate_cuts import form_of
from dateline.issue.model_answer import Line, Numbered, question, read_answer
from dateline.protocols import WriterTools
from dateline.records import (
    Article,
    Evidence,
    Paragraph,
    Refusal,
    Sentence,
    Span,
    WritingTask,
    Written,
)
from dateline.sentences import sentences

_LANGUAGES = frozenset(("en", "zh"))  # in which the gate can tell a shortening; of others the extract stands
_MOST_FAILURES = 2  # in a row, of the server and not of one item, after which it is not asked again
_LEAD_WORDS, _OTHER_WORDS = 350, 150  # that the model is given of a report
_MOST_REPORTS = 5
_SENTENCES = 6  # that the model is asked for


@dataclass(frozen=True, slots=True)
class _Given:
    """A numbered sentence with where it stands."""

    article: Article
    span: Span

    @property
    def text(self) -> str:
        return " ".join(self.article.text[self.span.start : self.span.end].split())

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.article.id, self.span.start, self.span.end, self.article.digest)


class ModelWriter:
    """Asks the model of the settings for headline, summary and opening (protocols.Writer); one for a draft.

    A server that failed twice in a row is not asked again, so that one that stalls costs two waits and not twenty.
    """

    def __init__(self, tools: WriterTools):
        self.tools = tools
        self._failures = 0

    def write(self, task: WritingTask) -> Written:
        """The model's sentences with what they cite, unchecked; where it is not heard, the extract and why."""
        is_item = task.part == "item"
        given = _given(task)
        if not given or task.lead.article.language not in _LANGUAGES:
            return ExtractiveWriter().write(task) if is_item else Written(())
        if self._failures >= _MOST_FAILURES:
            return ExtractiveWriter().write(task) if is_item else Written(())
        try:
            lines, uncited = self._ask(task, given)
        except DatelineError as error:
            body = ExtractiveWriter().write(task).paragraphs if is_item else ()
            return Written(body, refused=(Refusal("", f"the model was not heard: {error}"),), problem=_plainly(error))
        refused = tuple(Refusal(one, "it names no sentence of the reports") for one in uncited)
        said = [one for one in lines if not one.headline]
        if not is_item:
            return Written(_body(said[:1], given), refused=refused)
        headline = next((_sentence(one, given) for one in lines if one.headline), None)
        body = _body(said, given)
        if not body:
            return Written(ExtractiveWriter().write(task).paragraphs, headline, refused)
        return Written((*body, *_beside(task, body)), headline, refused)

    def _ask(self, task: WritingTask, given: Sequence[_Given]) -> tuple[list[Line], list[str]]:
        if self.tools.ask is None:
            self._failures = _MOST_FAILURES
            raise BadSettings("no model is set: set model.url and model.name, or desk.writer to “extract”")
        rows = [Numbered(one.article.outlet, one.text) for one in given]
        rules, data = question(task.part, rows, _SENTENCES, weave=len({one.article.id for one in given}) > 1)
        try:
            answer = self.tools.ask(rules, data)
        except CutOff as error:
            self._failures = 0
            return _whole(error, len(given))
        except (FetchFailed, BadSettings, Refused):
            self._failures += 1
            raise
        self._failures = 0
        return read_answer(answer, len(given))


def _plainly(error: DatelineError) -> str:
    """Why the model was not heard, for an issue's notes: no address, and nothing that the server said."""
    kinds: list[tuple[type[DatelineError], str]] = [
        (CutOff, "its answer was cut off"),
        (FetchFailed, "it could not be reached, or did not answer in time"),
        (BadSettings, "the settings under [model], or its key, are not right"),
        (Refused, "its address sends on to another one"),
    ]
    return next((told for kind, told in kinds if isinstance(error, kind)), "its answer could not be read")


def _whole(cut: CutOff, given: int) -> tuple[list[Line], list[str]]:
    """What was whole of an answer that was cut off: the lines before its last one."""
    try:
        return read_answer(cut.text.rpartition("\n")[0], given)
    except DatelineError:
        raise cut from None


def _given(task: WritingTask) -> list[_Given]:
    """The sentences that may be printed: of the lead report, and of the others where they are to be woven in."""
    lead = task.lead.article
    woven = task.weave and task.part == "item"
    others = [one for one in task.others if one.article.language == lead.language] if woven else []
    found = [_Given(lead, span) for span in printable(lead, task.lead.source, _LEAD_WORDS)]
    for one in others[: _MOST_REPORTS - 1]:
        found += [_Given(one.article, span) for span in printable(one.article, one.source, _OTHER_WORDS)]
    return found


def _body(lines: Sequence[Line], given: Sequence[_Given]) -> tuple[Paragraph, ...]:
    """The sentences in paragraphs, a new one where the report changes."""
    groups = list[list[Sentence]]()
    for one in (one for line in lines for one in _sentences(line, given)):
        if groups and groups[-1][-1].evidence[0].article == one.evidence[0].article:
            groups[-1].append(one)
        else:
            groups.append([one])
    return tuple(Paragraph(tuple(group)) for group in groups)


def _sentences(line: Line, given: Sequence[_Given]) -> list[Sentence]:
    """The line as one sentence where what it cites carries it so, else one by one."""
    spans = sentences(line.text)
    if len(spans) < 2 or _alone(line, given):
        return [_sentence(line, given)]
    return [_sentence(Line(line.text[one.start : one.end], line.cites), given) for one in spans]


def _sentence(line: Line, given: Sequence[_Given]) -> Sentence:
    """The line with what it cites: of several, the one that carries it alone where there is one."""
    cited = [given[number - 1] for number in line.cites]
    alone = _alone(line, given)
    proofs = (alone.evidence,) if alone else tuple(one.evidence for one in cited)
    return Sentence(line.text, "model", proofs, language=cited[0].article.language)


def _alone(line: Line, given: Sequence[_Given]) -> _Given | None:
    cited = [given[number - 1] for number in line.cites]
    return next(
        (one for one in cited if form_of(line.text, one.text, one.article.language, headline=line.headline)), None
    )


def _beside(task: WritingTask, body: Sequence[Paragraph]) -> list[Paragraph]:
    """What other reports add, where they are not woven in, and the background: extracts."""
    lead = task.lead.article
    shown = [one.text for part in body for one in part.sentences]
    found = (
        list[Sentence]() if task.weave else additions(lead, " ".join([lead.title, *shown]), task.others, task.additions)
    )
    earlier = [one for one in task.earlier if one.article.language == lead.language]
    topic = f"{lead.title} {lead.text}"
    found += background(earlier, topic, task.background, [*shown, *(one.text for one in found)])
    return [Paragraph((one,)) for one in found]

"""What an issue may print: what its reports say, and of each report no more than its source's rights let it.

The one place that decides it, whichever writer wrote, over the whole issue.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.issue.gate import Gate, is_sound
from dateline.protocols import WriterTools
from dateline.records import Evidence, Rights, Sentence, Sourced, Span
from dateline.tokens import count_words


class Allowance:
    """Counts what an issue prints of each report; a stretch that is printed twice counts once."""

    def __init__(self, tools: WriterTools | None = None) -> None:
        self._gate = Gate(tools) if tools else None  # None: what a model wrote is not printed
        self._printed: dict[str, list[Span]] = {}  # by report; in order, none over another
        self._words = Counter[str]()

    def printed(self, article: str) -> Sequence[Span]:
        """The stretches of the report of this id that the issue prints so far."""
        return self._printed.get(article, ())

    def left(self, report: Sourced) -> Sourced:
        """The report with the words of its source that the issue has not used yet."""
        words = max(0, report.source.words - self._words[report.article.id])
        return replace(report, source=replace(report.source, words=words))

    def admit(
        self,
        sentence: Sentence,
        reports: Mapping[str, Sourced],
        *,
        before: Sequence[Sentence] = (),
        headline: bool = False,
    ) -> str | None:
        """Count the sentence as printed; else, counting nothing, why it cannot be.

        `reports` are those it may come from, by id, each with its source's whole rights; `before` are the sentences of
        the item that it follows. A model's sentence counts as all of the stretches that it cites.
        """
        problem = self._untrue(sentence, reports, before, headline)
        if problem is not None:
            return problem
        more = Counter[str]()
        for proof in sentence.evidence:
            more[proof.article] += self._more(proof, reports[proof.article].article.text)
        for key, words in more.items():
            source = reports[key].source
            if source.rights is Rights.HEADLINE:
                return f"of the source “{source.name}” only headlines may be printed"
            if source.rights is Rights.EXCERPT and self._words[key] + words > source.words:
                return f"of a report of the source “{source.name}” no more than {source.words} words may be printed"
        self._words += more
        for proof in sentence.evidence:
            self._print(proof)
        return None

    def _untrue(
        self, sentence: Sentence, reports: Mapping[str, Sourced], before: Sequence[Sentence], headline: bool
    ) -> str | None:
        """Why no report says so; None: one does."""
        if sentence.origin not in ("extract", "model") or not sentence.evidence:
            return "the writer names no report that says so"
        if not all(is_sound(proof, reports.get(proof.article)) for proof in sentence.evidence):
            return "the report that the writer names does not say so"
        if sentence.origin == "extract":
            said = all(_is_said(sentence, proof, reports[proof.article]) for proof in sentence.evidence)
            return None if said else "the report that the writer names does not say so"
        if self._gate is None:
            return "there is nothing to check a model's sentence with"
        return self._gate.problem(sentence, reports, before=before, headline=headline)

    def _more(self, proof: Evidence, text: str) -> int:
        """The words of a stretch that are not printed yet."""
        spans = self._printed.get(proof.article, [])
        at, words = proof.start, 0
        for one in spans[_touching(spans, proof)]:
            words += count_words(text[at : max(at, one.start)])
            at = one.end
        return words + count_words(text[at : max(at, proof.end)])

    def _print(self, proof: Evidence) -> None:
        spans = self._printed.setdefault(proof.article, [])
        place = _touching(spans, proof)
        met = [Span(proof.start, proof.end), *spans[place]]
        spans[place] = [Span(min(one.start for one in met), max(one.end for one in met))]


def _touching(spans: Sequence[Span], proof: Evidence) -> slice:
    """Where in the ordered spans those stand that meet or overlap the stretch."""
    first = bisect_left(spans, proof.start, key=lambda one: one.end)
    return slice(first, bisect_right(spans, proof.end, key=lambda one: one.start))


def _is_said(sentence: Sentence, proof: Evidence, report: Sourced) -> bool:
    """Whether the report has the sentence at the place named, white space aside."""
    return report.article.text[proof.start : proof.end].split() == sentence.text.split()

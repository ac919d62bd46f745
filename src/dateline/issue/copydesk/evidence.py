"""Rules on what carries the sentences: without evidence, or not carried by it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.issue.copydesk.copies import altered
from dateline.issue.copydesk.lacks import NOT_SUPPORTED, PASSAGE, WITHOUT, unsupported
from dateline.issue.copydesk.rules import Finding, rule, texts
from dateline.proofs import Proof, Surroundings

_MOST = 3  # lacks that a message names


@rule(WITHOUT, "error")
def sentences_without_evidence(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A sentence that no report of its item says."""
    for one in unsupported(proof):
        if WITHOUT in one.lacks:
            apart = next((lack for lack in one.lacks[WITHOUT] if lack.kind == PASSAGE), None)
            message, severity = (apart.message, "warning") if apart else ("no report of the item says this", None)
            mend = "name the report that says it, or leave it out"
            yield Finding(one.text, message, one.where, mend, severity=severity)
    if any(item.sources for item in proof.items):
        yield from _unproven(proof)


def _unproven(proof: Proof) -> Iterator[Finding]:
    """Sentences said to be a report's own, or written by a model, of which no report is named."""
    for where, item, paragraph in texts(proof):
        for sentence in paragraph.sentences if item is not None else ():
            if sentence.origin in ("extract", "model") and not sentence.evidence and sentence.verdict is None:
                text = paragraph.text[sentence.start : sentence.end]
                yield Finding(text, "no report is named for this", where, "name the report that says it")


@rule(NOT_SUPPORTED, "error")
def sentences_not_supported(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A sentence that its evidence, or the reports of its item, do not carry."""
    for one in unsupported(proof):
        if NOT_SUPPORTED not in one.lacks:
            continue
        told = [f"“{lack.text}”: {lack.message}" if lack.text else lack.message for lack in one.lacks[NOT_SUPPORTED]]
        reasons = "; ".join(dict.fromkeys(filter(None, told[:_MOST])))
        message = "the reports do not carry this" + (f": {reasons}" if reasons else "")
        yield Finding(one.text, message, one.where, "say it as the source does, or leave it out")
    for where, stretch in altered(proof, NOT_SUPPORTED):
        message = f"the source has these words in another order: “{stretch.instead}”"
        yield Finding(stretch.quote, message, where, "say it as the source does", severity="warning")

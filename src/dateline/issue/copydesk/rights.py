"""The rule on rights: no more of a report than its source's rights let an issue print."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.proofs import Proof, ProofItem, ProofSource, Surroundings
from dateline.records import Rights
from dateline.tokens import count_words

_SHORT = 4  # words that are nobody's


@rule("excerpt-over-rights", "error")
def long_excerpts(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """More of a report than its source's rights let an issue print."""
    for item in proof.items:
        for source in item.sources:
            if source.rights is not Rights.FULL:
                yield from _over(item, source)


def _over(item: ProofItem, source: ProofSource) -> Iterator[Finding]:
    """The first sentence of the report with which the item prints too much of it."""
    allowed = source.words if source.rights is Rights.EXCERPT else 0
    flat, printed, first = " ".join(source.text.split()), 0, None
    seen = set[str]()  # what is printed twice counts once
    for number, paragraph in enumerate(item.paragraphs, 1):
        for sentence in paragraph.sentences:
            text = " ".join(paragraph.text[sentence.start : sentence.end].split())
            words = count_words(text)
            if words < _SHORT or text in seen or text not in flat:
                continue
            seen.add(text)
            printed += words
            if printed > allowed and first is None:
                first = Finding(text, "", place(item, number))
    if first is not None:
        limit = f"{allowed} words" if source.rights is Rights.EXCERPT else "its headline"
        message = f"{printed} words of {source.outlet or 'the source'}'s report are printed; its rights let {limit}"
        yield Finding(first.quote, message, first.where, "shorten the excerpt")

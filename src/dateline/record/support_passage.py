"""Whether one passage of a report carries a sentence, or only words that the reports have in different places."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.record.support_align import align
from dateline.record.support_lexicon import load_lexicon
from dateline.record.support_source import prepare
from dateline.record.support_words import split_lines
from dateline.sentences import sentences

_ONE, _TWO = 0.6, 0.65  # share of a claim's weight that the nearest sentence, or two in a row, must have


def has_passage(claim: str, sources: Sequence[str]) -> bool:
    """Whether a sentence of a source, or two in a row, have most of what the claim in a spaced language says."""
    alone, beside = 0.0, 0.0
    for source in sources:
        spans = sentences(source)
        for at, span in enumerate(spans):
            alone = max(alone, _share(claim, source[span.start : span.end]))
            behind = spans[min(len(spans) - 1, at + 1)]
            beside = max(beside, alone, _share(claim, source[span.start : behind.end]))
            if alone >= _ONE and beside >= _TWO:
                return True
    return False


def _share(claim: str, passage: str) -> float:
    """The share of the claim's weight that words of the passage answer to."""
    source = prepare((passage,))
    alignments = [align(line, source, ()) for line in split_lines(claim, load_lexicon())]
    whole = sum(sum(one.weights) for one in alignments)
    said = sum(
        weight * match.strength for one in alignments for weight, match in zip(one.weights, one.matches, strict=True)
    )
    return said / whole if whole else 1.0

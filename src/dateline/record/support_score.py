"""One number for how well a source carries a claim: signs, weighed (data/support/weights.json, see ABOUT.md there)."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from dateline.record.support_align import Alignment
from dateline.record.support_signs import claim_signs, signs_of
from dateline.record.support_source import Source
from dateline.records import Lack

FLOOR = 0.5  # score from which a claim counts as carried
_COPIED = 5  # words of a run from which it counts as copied
_UNSAID = 0.5  # strength of a match below which a word counts as not said


def score_of(alignments: Sequence[Alignment], source: Source) -> float:
    """0 to 1: how likely the claim is carried, by the signs alone.

    A claim that copies long runs is measured otherwise than one in words of its own: each sign has a weight for all
    claims, one for the copied share of a claim and one for the rest.
    """
    signs = claim_signs([signs_of(alignment, source) for alignment in alignments])
    copied = copied_share(alignments)
    weights = _weights()
    total = weights["bias"][""]
    for name, share in (("always", 1.0), ("copied", copied), ("free", 1 - copied)):
        total -= share * sum(weight * signs.get(sign, 0.0) for sign, weight in weights[name].items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def copied_share(alignments: Sequence[Alignment]) -> float:
    """The share of the claim's words that stand in runs of the source's of some length."""
    count = sum(len(alignment.line.words) for alignment in alignments)
    runs = (run.length for alignment in alignments for run in alignment.fragments)
    return sum(length for length in runs if length >= _COPIED) / count if count else 0.0


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    text = (files("dateline.record") / "data" / "support" / "weights.json").read_text("utf-8")
    weights: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return weights


def unsaid_lacks(alignments: Sequence[Alignment], source: Source) -> list[Lack]:
    """The words of the claim that the source does not say, in their runs; the whole claim where it says them apart."""
    found = []
    for alignment in alignments:
        words = alignment.line.words
        run: list[str] = []
        for at, match in enumerate(alignment.matches):
            if words[at].content and match.strength < _UNSAID:
                run.append(words[at].text)
            elif words[at].content and run:
                found.append(Lack("words", " ".join(run), "the source does not say this"))
                run = []
        if run:
            found.append(Lack("words", " ".join(run), "the source does not say this"))
    if found:
        return found
    text = " ".join(word.text for alignment in alignments for word in alignment.line.words)
    return [Lack("relation", text[:200], "the source says these words of different things")]

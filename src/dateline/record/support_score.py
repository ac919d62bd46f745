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
_JOINS = frozenset("and or because after before while".split())
_PART = 2  # content words of a part of a sentence that is judged by itself
_NOVEL = 0.35  # strength of a match below which a word is new
_REST = 0.6  # share of a sentence that is carried where the rest is judged by itself
_CARRIED = 0.75  # share of a sentence that is carried where one word of it is judged
_FAR = 0.75  # likeness below which a word is not near to any of the source
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


def novel_lacks(alignment: Alignment) -> list[Lack]:
    """Two or more words in a row that nothing in the source is near to, in a sentence that it carries otherwise."""
    words = alignment.line.words
    whole = sum(alignment.weights) or 1.0
    run: list[int] = []
    found: list[list[int]] = []
    for at in [at for at, word in enumerate(words) if word.content and not word.number]:
        match = alignment.matches[at]
        if match.strength < _NOVEL and match.likeness < _FAR and not words[at].text[0].isupper():
            run.append(at)
            continue
        found.append(run)
        run = []
    found.append(run)
    novel = [places for places in found if len(places) >= _PART]
    rest = 1 - sum(alignment.weights[at] for places in novel for at in places) / whole
    if rest < _REST:
        return []
    stretches = [" ".join(word.text for word in words[places[0] : places[-1] + 1]) for places in novel]
    return [Lack("extra", text, "the source does not say this beside the rest") for text in stretches]


def _is_added(alignment: Alignment, at: int) -> bool:
    """Whether a word of which the source has nothing is joined on by "and": wind and fog."""
    words = alignment.line.words
    joined = any(words[place].lemma == "and" for place in range(max(0, at - 2), at))
    far = alignment.matches[at].likeness < _FAR and alignment.matches[at].strength < _NOVEL
    return joined and far and not words[at].text[0].isupper()


def extra_lacks(alignment: Alignment) -> list[Lack]:
    """Parts of a sentence, joined on by "and", "which" or a comma, that the source does not have."""
    words = alignment.line.words
    parts: dict[int, list[int]] = {}
    part = 0
    for at, word in enumerate(words):
        joined = word.lemma in _JOINS or (at and word.clause != words[at - 1].clause)
        part += bool(joined)
        if word.content and not word.number:
            parts.setdefault(part, []).append(at)
    whole = sum(alignment.weights) or 1.0
    found = []
    for places in parts.values():
        missing = [at for at in places if alignment.matches[at].strength < _UNSAID]
        novel = [at for at in missing if alignment.matches[at].strength < _NOVEL]
        rest = 1 - sum(alignment.weights[at] for at in missing) / whole
        least = (
            len(places) / 2
            if any(words[at].lemma in _JOINS for at in range(max(0, places[0] - 3), places[0]))
            else max(_PART, len(places))
        )
        if len(places) == 1 and novel and _is_added(alignment, places[0]) and rest >= _CARRIED:
            found.append(Lack("extra", words[places[0]].text, "the source does not say this beside the rest"))
        if len(places) >= _PART and len(missing) >= least and novel and rest >= _REST:
            text = " ".join(words[at].text for at in range(places[0], places[-1] + 1))
            found.append(Lack("extra", text, "the source does not say this beside the rest"))
    return found

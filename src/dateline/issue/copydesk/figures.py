"""Rules on figures against their source: the value, the unit, the hedge and the time they hold for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.copies import found_by
from dateline.issue.copydesk.lacks import under
from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.proofs import Proof, ProofItem, Surroundings
from dateline.records import Figure

_ROUNDED = 0.05  # a headline may round
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")


@rule("figure-differs", "error")
def other_values(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A figure that the source does not have, or has with another value."""
    yield from under(proof, "figure-differs")
    yield from found_by(proof, "figure-differs", "another figure")
    for item in proof.items:
        for figure in item.headline_facts.figures if item.sources else ():
            told = _told_otherwise(figure, item)
            if told is not None:
                yield Finding(figure.text, told, place(item, part="headline"), "write what the source has")


def _told_otherwise(figure: Figure, item: ProofItem) -> str | None:
    """What the reports have in place of a headline's figure; None: they have it, or it can't be told."""
    texts = [f"{one.title}\n{one.text}" for one in item.sources]
    digits = _DIGITS.findall(figure.text)
    stated = {one for text in texts for one in _DIGITS.findall(text)}
    if figure.value is None or not digits or stated.issuperset(digits):
        return None
    alike = [one for source in item.sources for one in source.facts.figures if one.kind == figure.kind]
    values = [one.value or one.low or one.high or 0.0 for one in alike if one.unit in (None, figure.unit)]
    if any(abs(value - figure.value) <= _ROUNDED * abs(figure.value) for value in values):
        return None
    own = [one.text for one in alike if one.unit == figure.unit]
    if not own:
        return None
    return f"the reports do not have {figure.text}; they have {', '.join(dict.fromkeys(own[:3]))}"


@rule("figure-unit", "error")
def other_units(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A figure with another unit than in the source."""
    yield from under(proof, "figure-unit")
    yield from found_by(proof, "figure-unit", "another unit")


@rule("figure-hedge", "warning")
def other_hedges(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A figure bounded otherwise than in the source, by words such as about, nearly or more than."""
    yield from under(proof, "figure-hedge")
    yield from found_by(proof, "figure-hedge", "bounded otherwise")


@rule("figure-period", "error")
def other_periods(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A figure or an event that the source gives for another time."""
    yield from under(proof, "figure-period")
    yield from found_by(proof, "figure-period", "another time")

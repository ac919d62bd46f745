"""Rules on figures against their source: the value, the unit, the hedge and the time they hold for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from dateline.issue.copydesk.copies import found_by
from dateline.issue.copydesk.lacks import under
from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.proofs import Proof, ProofItem, Surroundings
from dateline.records import Figure

_ROUNDED = 0.05  # a headline may round
_SCALED = 1e4  # value from which a figure has a word such as million
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")


@rule("figure-differs", "error")
def other_values(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A figure that the source does not have, or has with another value."""
    yield from under(proof, "figure-differs")
    yield from found_by(proof, "figure-differs", "another figure")
    for item, figure in _headlines(proof):
        told = _told_otherwise(figure, item)
        if told is not None:
            yield Finding(figure.text, told, place(item, part="headline"), "write what the source has")


def _told_otherwise(figure: Figure, item: ProofItem) -> str | None:
    """What the reports have in place of a headline's figure; None: they have it, or it can't be told."""
    texts = [f"{one.title}\n{one.text}" for one in item.sources]
    digits = _DIGITS.findall(figure.text)
    stated = {one for text in texts for one in _DIGITS.findall(text)}
    found = [one for source in item.sources for one in source.facts.figures]
    if figure.value is None or not digits:
        return None
    if stated.issuperset(digits):
        scaled = [one for one in found if set(_DIGITS.findall(one.text)) >= set(digits) and one.value]
        is_scaled = figure.value >= _SCALED and bool(scaled)
        is_other = is_scaled and not any(_is_rounding(figure.value, one.value or 0.0) for one in scaled)
        return f"the reports have {scaled[0].text}" if is_other and (scaled[0].value or 0) >= _SCALED else None
    alike = [one for one in found if one.kind == figure.kind]
    values = [one.value or one.low or one.high or 0.0 for one in alike if one.unit in (None, figure.unit)]
    if any(_is_rounding(figure.value, value) for value in values):
        return None
    own = [one.text for one in alike if one.unit == figure.unit]
    if not own:
        return None
    return f"the reports do not have {figure.text}; they have {', '.join(dict.fromkeys(own[:3]))}"


def _is_rounding(value: float, exact: float) -> bool:
    """Whether a value is another one, or that one rounded to the digits that it shows."""
    if abs(value - exact) > _ROUNDED * abs(value):
        return False
    shown = len(f"{value:.6e}".partition("e")[0].replace(".", "").rstrip("0")) or 1
    last = 10.0 ** (math.floor(math.log10(abs(value))) - shown + 1) if value else 1.0
    return abs(value - exact) < last * 1.01


def _headlines(proof: Proof) -> Iterator[tuple[ProofItem, Figure]]:
    for item in proof.items:
        for figure in item.headline_facts.figures if item.sources else ():
            yield item, figure


def _currencies(proof: Proof) -> Iterator[Finding]:
    """Amounts of a headline that its reports have in another currency only."""
    for item, figure in _headlines(proof):
        alike = [
            one
            for source in item.sources
            for one in source.facts.figures
            if one.kind == figure.kind == "money" and one.value == figure.value
        ]
        if alike and figure.unit and all(one.unit not in (None, figure.unit) for one in alike):
            message = f"the reports have {alike[0].text}"
            yield Finding(figure.text, message, place(item, part="headline"), "write what the source has")


def _years(proof: Proof) -> Iterator[Finding]:
    """Years of a headline that no report of the item has."""
    for item in proof.items:
        known = "\n".join(f"{one.title}\n{one.text}\n{one.day}" for one in item.sources)
        for match in _YEAR.finditer(item.headline) if item.sources else ():
            if match.group() not in known and _YEAR.search(known):
                message = f"no report of the item has {match.group()}"
                yield Finding(match.group(), message, place(item, part="headline"), "write what the source has")


@rule("figure-unit", "error")
def other_units(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A figure with another unit than in the source."""
    yield from under(proof, "figure-unit")
    yield from found_by(proof, "figure-unit", "another unit")
    yield from _currencies(proof)


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
    yield from _years(proof)

"""What tells events of one sort apart: the names, places, figures and numbered things of a report.

Traits of a story are those of its reports together; they are kept small, since every live story has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.stories.siblings import Numbers, joined, numbers_of

KnownNames = Callable[[str], frozenset[str]]  # a text → the ids of the gazetteer's entries that it names


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of a report, or of a story."""

    numbers: Numbers = field(default_factory=dict)


def no_names(text: str) -> frozenset[str]:
    """For those who have no gazetteer."""
    return frozenset()


def read_traits(title: str, text: str, language: str, known: KnownNames = no_names) -> Traits:
    """The traits of a report."""
    return Traits(numbers_of(title, text))


def join(one: Traits, other: Traits) -> Traits:
    """The traits of a story after a further report."""
    return Traits(joined((one.numbers, other.numbers)))


def to_plain(traits: Traits) -> dict[str, Any]:
    """The traits as JSON can hold them; equal traits give equal JSON."""
    return {"numbers": {name: sorted(values) for name, values in sorted(traits.numbers.items())}}


def from_plain(plain: Mapping[str, Any]) -> Traits:
    """The traits that `to_plain` gave."""
    return Traits({name: frozenset(values) for name, values in plain["numbers"].items()})

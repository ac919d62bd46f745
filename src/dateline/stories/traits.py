"""What tells events of one sort apart: the names, places, days and numbered things of a report.

Traits of a story are those of its reports together; they are kept small, since every live story has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dateline.stories.amounts import figures_in
from dateline.stories.capitals import names_in
from dateline.stories.days import event_day
from dateline.stories.siblings import Numbers, joined, numbers_of
from dateline.tokens import tokens

KnownNames = Callable[[str], frozenset[str]]  # a text → "kind:id" of the gazetteer's entries that it names

_READ = 1400  # characters of the text
_HEAD = 160  # characters of its beginning that stand for a missing title
_KEPT, _DAYS = 40, 8  # names and days of a story
_PLACE = "place:"


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of a report, or of a story."""

    numbers: Numbers = field(default_factory=dict)
    names: Mapping[str, int] = field(default_factory=dict)  # words, and ids of the gazetteer → how many reports have it
    heads: frozenset[str] = frozenset()  # those names that a headline has
    days: frozenset[int] = frozenset()  # ordinals of the days on which it happened
    figures: frozenset[float] = frozenset()  # that tell something
    told: frozenset[float] = frozenset()  # those of them that a headline has

    @property
    def places(self) -> frozenset[str]:
        """The places that the gazetteer knows."""
        return frozenset(name for name in self.names if name.startswith(_PLACE))


def is_known(name: str) -> bool:
    """Whether a name is an entry of the gazetteer, the same in all languages."""
    return ":" in name


def no_names(text: str) -> frozenset[str]:
    """For those who have no gazetteer."""
    return frozenset()


def read_traits(
    title: str, text: str, language: str, known: KnownNames = no_names, published: datetime | None = None
) -> Traits:
    """The traits of a report."""
    head = title.strip() or text.strip()[:_HEAD].split("\n")[0]
    words = frozenset(tokens(" ".join(names_in(title, text))))
    in_head = known(head) | words.intersection(tokens(head))
    names = dict.fromkeys(sorted(in_head)) | dict.fromkeys(sorted(words | known(text[:_READ])))
    told = frozenset(sorted(figures_in(head, language))[:_DAYS])
    day = event_day(text, published.date()) if published else None
    return Traits(
        numbers_of(title, text),
        dict.fromkeys([*names][:_KEPT], 1),
        in_head,
        frozenset() if day is None else frozenset((day,)),
        told | frozenset(sorted(figures_in(text[:_READ], language) - told)[: _KEPT - len(told)]),
        told,
    )


def join(one: Traits, other: Traits) -> Traits:
    """The traits of a story after a further report."""
    counts = dict(one.names)
    for name, count in other.names.items():
        counts[name] = counts.get(name, 0) + count
    names = _strongest(counts)
    return Traits(
        joined((one.numbers, other.numbers)),
        names,
        (one.heads | other.heads) & names.keys(),
        frozenset(sorted(one.days | other.days)[:_DAYS]),
        one.figures | frozenset(sorted(other.figures - one.figures)[: _KEPT - len(one.figures)]),
        frozenset(sorted(one.told | other.told)[:_DAYS]),
    )


def _strongest(counts: Mapping[str, int]) -> Mapping[str, int]:
    """The names that most reports have, the earlier of equals."""
    if len(counts) <= _KEPT:
        return counts
    return {name: counts[name] for name in sorted(counts, key=lambda name: -counts[name])[:_KEPT]}


def to_plain(traits: Traits) -> dict[str, Any]:
    """The traits as JSON can hold them; equal traits give equal JSON."""
    return {
        "numbers": {name: sorted(values) for name, values in sorted(traits.numbers.items())},
        "names": dict(traits.names),
        "heads": sorted(traits.heads),
        "days": sorted(traits.days),
        "figures": sorted(traits.figures),
        "told": sorted(traits.told),
    }


def from_plain(plain: Mapping[str, Any]) -> Traits:
    """The traits that `to_plain` gave."""
    return Traits(
        {name: frozenset(values) for name, values in plain["numbers"].items()},
        dict(plain["names"]),
        frozenset(plain["heads"]),
        frozenset(plain["days"]),
        frozenset(plain["figures"]),
        frozenset(plain["told"]),
    )

"""How surely two stories are of one affair: what they share that is rare, against what sets them apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dateline.stories.siblings import are_siblings
from dateline.stories.storyline_keys import GUESSED, TITLE, script_of_language
from dateline.stories.storyline_profile import Bytes, Keys, Profile, unpack

Floats = npt.NDArray[np.float32]


class Rarities(Protocol):
    """How rare names and words are in what is remembered."""

    def of_names(self, keys: Keys) -> Floats:
        """0…1 for each key."""

    def of_terms(self, keys: Keys) -> Floats:
        """Inverse document frequency of each word, at least 0."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What two stories have in common, each from 0 (the vectors' cosine from -1)."""

    names: float  # cosine of the names, weighted by rarity
    shared: float  # sum of what the shared names say: 1 is one rare name in both titles
    words: float | None  # cosine of the words; None: no language in common
    vectors: float | None  # cosine of the vectors; None: either has none
    figures: float  # share of the figures that are the same
    titles: float  # sum of what the names say that stand in titles of both
    conflict: float  # share of what the titles name that the other does not name at all, of the one that has less
    gap: float | None  # days between them; None: either is undated
    siblings: bool  # both speak of one numbered thing, with other numbers


def compare(a: Profile, b: Profile, rarities: Rarities) -> Signs:
    """What two stories have in common."""
    names, shared, titles, conflict = _names(a, b, rarities)
    return Signs(
        names,
        shared,
        _words(a, b, rarities) if set(a.languages) & set(b.languages) else None,
        float(unpack(a.dense) @ unpack(b.dense)) if len(a.dense) and len(b.dense) else None,
        _figures(a, b),
        titles,
        conflict,
        _gap(a, b),
        are_siblings(a.numbers, b.numbers),
    )


def _names(a: Profile, b: Profile, rarities: Rarities) -> tuple[float, float, float, float]:
    if not len(a.names) or not len(b.names):
        return 0.0, 0.0, 0.0, 0.0
    one, other = _names_told(a, b, rarities), _names_told(b, a, rarities)
    _, left, right = np.intersect1d(a.names, b.names, assume_unique=True, return_indices=True)
    both = np.sqrt(one[left] * other[right])
    length = float(np.linalg.norm(one) * np.linalg.norm(other)) or 1.0
    less = np.minimum(one[left], other[right])
    apart = min(_apart(a, one, left, less), _apart(b, other, right, less))
    titles = float(both[(a.name_marks[left] & b.name_marks[right] & TITLE) > 0].sum())
    return float(one[left] @ other[right]) / length, float(both.sum()), titles, apart


def _names_told(profile: Profile, other: Profile, rarities: Rarities) -> Floats:
    """What each name says; nothing, where the other story could not have it in its script."""
    told = profile.name_weights.astype(np.float32) / np.float32(255) * rarities.of_names(profile.names)
    return told * _could(profile.name_marks, other)


def _could(marks: Bytes, other: Profile) -> Floats:
    scripts = 0
    for language in other.languages:
        scripts |= script_of_language(language)
    return ((marks & scripts) > 0).astype(np.float32)


def _apart(profile: Profile, told: Floats, shared: npt.NDArray[np.intp], less: Floats) -> float:
    """The share of what a title's names say that the other story does not say."""
    is_title = (profile.name_marks & (TITLE | GUESSED)) == TITLE
    whole = float(told[is_title].sum())
    return 1 - float(less[is_title[shared]].sum()) / whole if whole > 0.05 else 0.0


def _words(a: Profile, b: Profile, rarities: Rarities) -> float:
    if not len(a.terms) or not len(b.terms):
        return 0.0
    one, other = _words_told(a, b, rarities), _words_told(b, a, rarities)
    _, left, right = np.intersect1d(a.terms, b.terms, assume_unique=True, return_indices=True)
    length = float(np.linalg.norm(one) * np.linalg.norm(other)) or 1.0
    return float(one[left] @ other[right]) / length


def _words_told(profile: Profile, other: Profile, rarities: Rarities) -> Floats:
    told = profile.term_weights.astype(np.float32) / np.float32(255) * rarities.of_terms(profile.terms)
    return told * _could(profile.term_marks, other)


def _figures(a: Profile, b: Profile) -> float:
    if not len(a.figures) or not len(b.figures):
        return 0.0
    return min(1.0, len(np.intersect1d(a.figures, b.figures)) / 2)


def _gap(a: Profile, b: Profile) -> float | None:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    return max((a.first - b.last).days, (b.first - a.last).days, 0)


# Read off pairs of stories of two written sets, one of affairs over months, one of look-alike events: pairs of one
# affair against pairs of look-alikes, by logistic regression; words tell most where there are any in common.
_NAMES, _SHARED, _TITLES, _WORDS, _VECTORS, _FIGURES = 3.6, 1.3, 0.8, 6.5, 4.0, 0.3
_CONFLICT, _ACROSS, _GAP, _BIAS = 2.6, 2.0, 0.3, 5.9
_MOST_NAMES, _MOST_SHARED, _MOST_TITLES = 0.6, 2.0, 1.5  # more says no more
_BESIDE, _HALVED = 1.0, 3.0  # what a story of the same days has ahead, halved every so many days
_UNKNOWN_VECTORS = 0.4  # cosine that says neither


@dataclass(frozen=True, slots=True)
class Sum:
    """What the signs add up to."""

    value: float  # at least 0: one affair
    parts: tuple[tuple[str, float], ...]  # what was added up, by name

    @property
    def likeness(self) -> float:
        """From 0 (nothing in common) over 1 (just enough for one affair) upward."""
        return max(0.0, 1 + self.value / _BIAS)

    @property
    def similarity(self) -> float:
        """From 0 to 1; .5 is just enough for one affair."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.value))))


def _names_say(signs: Signs) -> float:
    shared = _SHARED * min(signs.shared, _MOST_SHARED) + _TITLES * min(signs.titles, _MOST_TITLES)
    return _NAMES * min(signs.names, _MOST_NAMES) + shared


def add_up(signs: Signs) -> Sum:
    """How surely two stories with these signs are of one affair."""
    vectors = _UNKNOWN_VECTORS if signs.vectors is None else max(signs.vectors, 0.0)
    parts = (
        ("names", _names_say(signs)),
        ("words", -_ACROSS if signs.words is None else _WORDS * signs.words),
        ("vectors", _VECTORS * vectors),
        ("figures", _FIGURES * signs.figures),
        ("other names", -_CONFLICT * signs.conflict),
        (
            "days",
            0.0 if signs.gap is None else _BESIDE * 2 ** (-signs.gap / _HALVED) - _GAP * min(1.0, signs.gap / 365),
        ),
        ("numbered siblings", -_BIAS if signs.siblings else 0.0),
        ("threshold", -_BIAS),
    )
    return Sum(sum(value for _, value in parts), parts)

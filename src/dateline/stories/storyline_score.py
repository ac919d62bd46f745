"""How surely two stories are of one affair: what they share that is rare, against what sets them apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

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
    gap: int | None  # days between them; None: either is undated
    siblings: bool  # both speak of one numbered thing, with other numbers


def compare(a: Profile, b: Profile, rarities: Rarities) -> Signs:
    """What two stories have in common."""
    return compare_all(a, [b], rarities)[0]


def compare_all(story: Profile, others: Sequence[Profile], rarities: Rarities) -> list[Signs]:
    """What a story has in common with each of the others; made for all at once, since there are many."""
    scripts = [_scripts(one) for one in (story, *others)]
    names = _Bags(
        _Bag(story.names, story.name_weights, story.name_marks),
        [_Bag(one.names, one.name_weights, one.name_marks) for one in others],
        scripts,
        rarities.of_names,
    )
    words = _Bags(
        _Bag(story.terms, story.term_weights, story.term_marks),
        [_Bag(one.terms, one.term_weights, one.term_marks) for one in others],
        scripts,
        rarities.of_terms,
    )
    apart, vectors, spoken = names.apart(), _vectors(story, others), set(story.languages)
    rows = zip(names.cosine(), names.shared(), names.titles(), apart, words.cosine(), vectors, others, strict=True)
    return [
        Signs(
            name,
            shared,
            word if spoken & set(other.languages) else None,
            vector,
            _figures(story, other),
            titles,
            conflict,
            _gap(story, other),
            bool(story.numbers and other.numbers) and are_siblings(story.numbers, other.numbers),
        )
        for name, shared, titles, conflict, word, vector, other in rows
    ]


def _scripts(profile: Profile) -> int:
    """The scripts that a story is told in, as marks."""
    found = 0
    for language in profile.languages:
        found |= script_of_language(language)
    return found


class _Bag(NamedTuple):
    """The names or words of a story."""

    ids: Keys
    weights: Bytes
    marks: Bytes


class _Bags:
    """What the names or words of a story say, against those of others; nothing, where the other has not the script."""

    def __init__(self, own: _Bag, others: Sequence[_Bag], scripts: Sequence[int], rarity: Callable[[Keys], Floats]):
        self._number = len(others)
        self._scripts = np.array(scripts[1:], dtype=np.intp)
        self._of = np.repeat(np.arange(len(others)), [len(one.ids) for one in others])
        ids = np.concatenate([own.ids, *(one.ids for one in others)])
        weights = np.concatenate([own.weights, *(one.weights for one in others)])
        told = weights.astype(np.float32) / np.float32(255) * rarity(ids)
        self._marks = np.concatenate([one.marks for one in others])
        self._own_marks = own.marks
        size = len(own.ids)
        in_script = [((own.marks & script) > 0).astype(np.float32) for script in range(4)]
        self._own = told[:size] * np.stack(in_script)  # by the scripts of the other
        self._told = told[size:] * ((self._marks & scripts[0]) > 0)
        at = np.minimum(np.searchsorted(own.ids, ids[size:]), max(0, size - 1))
        self._met = np.flatnonzero(own.ids[at] == ids[size:]) if size else np.empty(0, dtype=np.intp)
        self._at = at[self._met]
        self._here = self._own[self._scripts[self._of[self._met]], self._at]
        self._there = self._told[self._met]

    def cosine(self) -> list[float]:
        """The cosines of the weights."""
        length = np.linalg.norm(self._own, axis=1)[self._scripts] * np.sqrt(self._sums(self._told**2))
        found: list[float] = (self._over_met(self._here * self._there) / np.maximum(length, 1e-9)).tolist()
        return found

    def shared(self) -> list[float]:
        """What is met in both, added up."""
        found: list[float] = self._over_met(np.sqrt(self._here * self._there)).tolist()
        return found

    def titles(self) -> list[float]:
        """What stands in titles of both, added up."""
        both = (self._own_marks[self._at] & self._marks[self._met] & TITLE) > 0
        found: list[float] = self._over_met(np.sqrt(self._here * self._there) * both).tolist()
        return found

    def apart(self) -> list[float]:
        """The share of what is named in the titles of one that the other does not say, of the one that has less."""
        own, other = ((marks & (TITLE | GUESSED)) == TITLE for marks in (self._own_marks, self._marks))
        less = np.minimum(self._here, self._there)
        here = self._over_met(less * own[self._at]), (self._own * own).sum(axis=1)[self._scripts]
        there = self._over_met(less * other[self._met]), self._sums(self._told * other)
        shares = [np.where(whole > _NAMED, 1 - met / np.maximum(whole, _NAMED), 0) for met, whole in (here, there)]
        found: list[float] = np.minimum(*shares).tolist()
        return found

    def _sums(self, values: Floats) -> npt.NDArray[np.float64]:
        """The sum over each of the others."""
        return np.bincount(self._of, weights=values, minlength=self._number).astype(np.float64)

    def _over_met(self, values: Floats) -> npt.NDArray[np.float64]:
        """The sum over what each of the others shares."""
        return np.bincount(self._of[self._met], weights=values, minlength=self._number).astype(np.float64)


def _vectors(story: Profile, others: Sequence[Profile]) -> list[float | None]:
    """The cosines of the vectors; None: either has none."""
    found: list[float | None] = [None] * len(others)
    has = [at for at, one in enumerate(others) if len(one.dense)] if len(story.dense) else []
    if has:
        cosines = unpack(np.stack([others[at].dense for at in has])) @ unpack(story.dense)
        for at, cosine in zip(has, cosines.tolist(), strict=True):
            found[at] = cosine
    return found


def _figures(a: Profile, b: Profile) -> float:
    if not len(a.figures) or not len(b.figures):
        return 0.0
    return min(1.0, len(set(a.figures.tolist()) & set(b.figures.tolist())) / 2)


def _gap(a: Profile, b: Profile) -> int | None:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    return max((a.first - b.last).days, (b.first - a.last).days, 0)


# Begun from a logistic regression on pairs of stories of two written sets (bench/storylines and the look-alikes of
# bench/stories, their halves for tuning): pairs of one affair against all others, look-alikes weighing more. Then set
# by what a stream of the same stories is linked to, in the middle of where that hardly changes.
_NAMES, _SHARED, _TITLES, _WORDS, _VECTORS, _FIGURES = 3.6, 1.3, 0.8, 6.5, 4.0, 0.3
_CONFLICT, _ACROSS, _GAP, _BIAS = 2.6, 2.0, 0.3, 5.9
_MOST_NAMES, _MOST_SHARED, _MOST_TITLES = 0.6, 2.0, 1.5  # more says no more
_BESIDE, _HALVED = 1.0, 3.0  # what a story of the same days has ahead, halved every so many days
_NAMED = 0.05  # a title that names less names nothing
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


def _days_say(gap: int | None) -> float:
    """A little for stories of the same days, hardly anything against stories that are years apart."""
    return 0.0 if gap is None else _BESIDE * 2.0 ** (-gap / _HALVED) - _GAP * min(1.0, gap / 365)


def add_up(signs: Signs) -> Sum:
    """How surely two stories with these signs are of one affair."""
    vectors = _UNKNOWN_VECTORS if signs.vectors is None else max(signs.vectors, 0.0)
    parts = (
        ("names", _names_say(signs)),
        ("words", -_ACROSS if signs.words is None else _WORDS * signs.words),
        ("vectors", _VECTORS * vectors),
        ("figures", _FIGURES * signs.figures),
        ("other names", -_CONFLICT * signs.conflict),
        ("days", _days_say(signs.gap)),
        ("numbered siblings", -_BIAS if signs.siblings else 0.0),
        ("threshold", -_BIAS),
    )
    return Sum(sum(value for _, value in parts), parts)

"""Storylines: stories of one affair linked over days, months and years, and where each of them stands.

A story is compared with those that share what is rare with it, and with those whose vectors point its way; time plays
hardly a part, so that an affair that was silent for a year goes on where it stopped. What is rare is told by the
storylines so far: a name that is in every chapter of one storyline, and nowhere else, is rare.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import numpy as np

from dateline.memory import Phase
from dateline.stories.features import SPACE
from dateline.stories.settings import stored_background
from dateline.stories.storyline_index import Directions, Postings, Rows, most_shared
from dateline.stories.storyline_keys import background_words
from dateline.stories.storyline_profile import Keys, Profile, StoryFacts, profile
from dateline.stories.storyline_score import Floats, Sum, add_up, compare, compare_all

__all__ = ["Link", "Linker", "Phase", "Profile", "StoryFacts", "likeness", "phase", "profile"]

Known = tuple[Profile, str, float, str]  # a story, its storyline, and the similarity and channel of its link
_SPACE = 1 << 22  # counters of names; words have one each
_PRIOR = 100  # storylines that the news at large stands for
_LOOKED_UP, _INDEXED, _LISTED = 14, 12, 64  # names and words looked up; words indexed; rows taken of one of them
_COMMON = 0.35  # a name less rare than this leads to no candidates
_COMPARED = 20  # candidates from each of the two ways
_CHAPTERS = 12  # of a storyline, the latest, whose names are not counted once more
_ALIKE = 2.0  # of storylines that fit about as well the oldest goes on
_SUPPORT, _HALF = 0.4, 2.0  # how much the second best chapter adds, and how far under the threshold it may be

_NEW, _RECENT, _SILENCE = timedelta(days=7), timedelta(days=14), timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a story was linked."""

    story: str
    storyline: str
    similarity: float  # 0…1, .5 is just enough; 0: it begins the storyline
    channel: str  # what linked it most: new, words, names, vectors or both
    parts: tuple[tuple[str, float], ...] = ()  # what was added up, by name; at least 0 together links


class _Rarities:
    """In how many storylines each name and word occurs."""

    def __init__(self) -> None:
        self.storylines = 0
        self._articles = stored_background().articles
        self._names = np.zeros(_SPACE, dtype=np.uint32)
        self._terms = np.zeros(SPACE, dtype=np.float32)
        for term, count in background_words().items():
            self._terms[term] = count

    def add(self, names: Keys, terms: Keys) -> None:
        """Count the names and words that a storyline did not have."""
        self._names[names % _SPACE] += 1
        self._terms[terms] += 1

    def of_names(self, keys: Keys) -> Floats:
        """From 1, met in one storyline or none, to 0, met everywhere."""
        whole = np.log(np.float32(self.storylines + _PRIOR))
        seen = np.maximum(self._names[keys % _SPACE], 1).astype(np.float32)
        rare: Floats = 1 - np.log(seen) / whole
        return np.maximum(rare, 0)

    def of_terms(self, keys: Keys) -> Floats:
        """Inverse document frequencies beside one storyline; the stored background counts as so many of them."""
        seen = np.maximum(self._terms[keys] - 1, 0) + np.float32(0.5)
        rare: Floats = np.log(np.maximum(np.float32(self.storylines + self._articles + 1) / seen, 1)).astype(np.float32)
        return rare


class Linker:
    """Links stories one after another; what it says depends only on the stories before, in their order.

    A story is known as it was when it was linked. One that grew is linked anew by a linker that does not know it.
    """

    def __init__(self, known: Iterable[Known] = ()):
        """`known`: the stories linked before, in the order in which they were linked."""
        self._rarities = _Rarities()
        self._names, self._terms, self._directions = Postings(), Postings(), Directions()
        self._profiles: list[bytes] = []  # by row
        self._line: array[int] = array("i")  # the storyline of a row
        self._before: array[int] = array("i")  # the row before it in its storyline; -1: none
        self._storylines: list[str] = []
        self._number: dict[str, int] = {}  # of a storyline, by its id
        self._latest: array[int] = array("i")  # the latest row of a storyline
        for one in known:
            self._add(one[0], one[1])

    def link(self, story: Profile) -> Link:
        """Link a story to the storyline that it fits best, or open one; it is known from then on."""
        link = self._find(story)
        self._add(story, link.storyline)
        return link

    def likeness(self, a: Profile, b: Profile) -> float:
        """As the function of that name, by what is rare among the storylines known."""
        return add_up(compare(a, b, self._rarities)).likeness

    def _find(self, story: Profile) -> Link:
        compared: defaultdict[int, list[tuple[float, int, Sum]]] = defaultdict(list)
        rows = self._candidates(story)
        others = [Profile.from_bytes(self._profiles[row]) for row in rows]
        for row, signs in zip(rows, compare_all(story, others, self._rarities) if rows else (), strict=True):
            found = add_up(signs)
            compared[self._line[row]].append((found.value, -row, found))
        fitting = {line: _total(chapters) for line, chapters in compared.items()}
        fitting = {line: total for line, total in fitting.items() if total.value >= 0}
        if not fitting:
            return Link(story.story, self._unused(story.story), 0.0, "new")
        enough = max(total.value for total in fitting.values()) - _ALIKE
        line = min(line for line, total in fitting.items() if total.value >= enough)
        total = fitting[line]
        similarity = round(total.similarity, 4)
        return Link(story.story, self._storylines[line], similarity, _channel(total), total.parts)

    def _unused(self, story: str) -> str:
        """The id of the storyline that a story opens: its own, or another one if chapters that it had still bear it."""
        line, number = f"l-{story.removeprefix('s-')}", 0
        while line in self._number:
            number += 1
            line = f"l-{hashlib.sha256(f'{story} {number}'.encode()).hexdigest()[:16]}"
        return line

    def _candidates(self, story: Profile) -> list[int]:
        lists: list[tuple[float, Rows]] = []
        names = story.name_weights / np.float32(255) * self._rarities.of_names(story.names)
        rare = self._rarities.of_names(story.names)
        for at in np.argsort(-names, kind="stable")[:_LOOKED_UP].tolist():
            if rare[at] >= _COMMON:
                lists.append((float(names[at]), self._names.rows(int(story.names[at]), _LISTED)))
        words = story.term_weights / np.float32(255) * self._rarities.of_terms(story.terms)
        whole = float(np.log(self._rarities.storylines + _PRIOR)) + 1
        for at in np.argsort(-words, kind="stable")[:_LOOKED_UP].tolist():
            lists.append((float(words[at]) / whole, self._terms.rows(int(story.terms[at]), _LISTED)))
        shared = most_shared(lists, _COMPARED)
        near = self._directions.near(story.dense, _COMPARED)
        return sorted({*shared, *near})

    def _add(self, story: Profile, storyline: str) -> None:
        row = len(self._profiles)
        number = self._number.setdefault(storyline, len(self._storylines))
        if number == len(self._storylines):
            self._storylines.append(storyline)
            self._latest.append(-1)
            self._rarities.storylines += 1
        before = self._latest[number]
        self._rarities.add(*self._unmet(story, before))
        self._latest[number] = row
        self._line.append(number)
        self._before.append(before)
        self._profiles.append(story.to_bytes())
        self._names.add(row, story.names.tolist())
        self._terms.add(row, _telling(story))
        self._directions.add(row, story.dense)

    def _unmet(self, story: Profile, row: int) -> tuple[Keys, Keys]:
        """The names and words that the latest chapters of the storyline do not have."""
        names, terms = story.names, story.terms
        for _ in range(_CHAPTERS):
            if row < 0:
                break
            chapter = Profile.from_bytes(self._profiles[row])
            names, terms = names[~np.isin(names, chapter.names)], terms[~np.isin(terms, chapter.terms)]
            row = self._before[row]
        return names, terms


def _telling(story: Profile) -> list[int]:
    """The words by which a story is found: those that say most by themselves, whatever else there is."""
    kept: list[int] = story.terms[np.argsort(-story.term_weights.astype(np.int16), kind="stable")[:_INDEXED]].tolist()
    return kept


def _total(chapters: list[tuple[float, int, Sum]]) -> Sum:
    """How well a story fits a storyline: as its best chapter, and somewhat better if another is at least half-way."""
    (value, _, best), *others = sorted(chapters, key=lambda one: one[:2], reverse=True)
    more = _SUPPORT * min(2.0, max(0.0, others[0][0] + _HALF)) if others else 0.0
    return Sum(value + more, (*best.parts, ("other chapters", more)))


def _channel(total: Sum) -> str:
    """The channel that brought more than half of what speaks for the link; both: none did."""
    brought = {name: value for name, value in total.parts if name in ("names", "words", "vectors") and value > 0}
    whole = sum(brought.values())
    return next((name for name, value in sorted(brought.items()) if value > whole / 2), "both")


@cache
def _at_large() -> _Rarities:
    return _Rarities()


def likeness(a: Profile, b: Profile) -> float:
    """How surely two stories are of one affair, without a memory of others: 1 and more, they are."""
    return add_up(compare(a, b, _at_large())).likeness


def phase(days: Iterable[date], today: date) -> Phase:
    """Where a storyline stands on a day, by the days of its reports, one for each report.

    In this order: new, its first report is of the last 7 days; revived, a report of the last 14 days ended a silence
    of 45 days or more; developing, there are more reports in the last 14 days than in the 14 before; steady, as many,
    and at least one; fading, fewer or none. Days to come count as today; a storyline without any day is steady.
    """
    told = sorted(min(day, today) for day in days)
    if not told:
        return Phase.STEADY
    if today - told[0] < _NEW:
        return Phase.NEW
    if any(later - before >= _SILENCE and today - later < _RECENT for before, later in pairwise(told)):
        return Phase.REVIVED
    recent = sum(today - day < _RECENT for day in told)
    earlier = sum(_RECENT <= today - day < 2 * _RECENT for day in told)
    if recent > earlier:
        return Phase.DEVELOPING
    return Phase.STEADY if recent == earlier > 0 else Phase.FADING

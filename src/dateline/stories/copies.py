"""Copies: articles that are nearly the same text as an earlier one (wire copy, reprint, shortened reprint).

A text is the set of its runs of five tokens (`copy_runs`). Candidates come from an index of sampled runs; what decides
is containment: the share of the shorter text's runs that the longer one has. Memory is bounded by the articles that are
live: the index holds samples only, and the runs of an article that is not recent are made again from its text.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from dateline.agencies import Member, credited
from dateline.stories.copy_index import Numbers, RunIndex
from dateline.stories.copy_register import Entry, Recent, Register
from dateline.stories.copy_runs import Sample, Shingles, containment, sampled, shingles, unquoted

_HOLDERS = 32  # a run that so many live texts hold is not noted for a further one: it is boilerplate, or they suffice
_COMPARED = 8  # candidates compared in full, the likeliest first
_OF_GROUP = 3  # of them, of one group
_CHANCE = 2.8  # standard deviations by which the share of sampled runs may fall short of the containment
_HELD = 6_000_000  # runs of recent texts that are held: 48 MB
_DROPPED = 1_000  # articles that are dropped before the index is looked through for what they left
_SAMPLES = 10_000  # samples of recent articles that are held


def no_texts(article: str) -> str | None:
    """For those who keep no texts: only the recent articles, whose runs are held, are compared."""
    return None


@dataclass(frozen=True, slots=True)
class CopySettings:
    """When a text is a copy of another, and how long it is looked for; containments are 0…1, sizes in runs."""

    containment: float = 0.65  # texts of similar length
    cut: float = 0.8  # one text is under a third of the other, or both are short
    unquoted: float = 0.5  # of the shorter text without what stands in quotation marks
    short: int = 24  # a text of fewer runs is short
    least: int = 6  # a text of fewer runs says too little to be called a copy
    window: timedelta = timedelta(days=45)  # for the caller of `forget_before`
    most: int = 250_000  # articles that are live; older ones are forgotten
    waiting: int = 65_536  # runs that wait before they become a segment of the index: those of a thousand articles
    undated: int = 100_000  # an undated article is forgotten when so many were placed after it


class CopyMatch(NamedTuple):
    """The original of a copy (None: no copy), the group of copies it belongs to (None: none yet), the containment."""

    original: str | None
    group: str | None
    similarity: float


class CopyFinder:
    """Recognises copies in a stream of articles; what it says depends only on the articles before."""

    def __init__(
        self,
        settings: CopySettings | None = None,
        texts: Callable[[str], str | None] = no_texts,
        *,
        runs: Callable[[str], Shingles | None] | None = None,
    ) -> None:
        """`texts` gives the text of an article placed before, None when it is gone; `runs` its runs, if they are kept.

        Article ids are distinct.
        """
        self._settings = settings or CopySettings()
        self._texts, self._runs_kept = texts, runs
        self._register = Register(self._settings.most, self._settings.undated)
        self._index = RunIndex(self._register.numbers, self._settings.waiting)
        self._recent = Recent(_HELD)
        self._samples: OrderedDict[str, bytes] = OrderedDict()

    def place(self, article: str, text: str, published: datetime | None, outlet: str = "") -> CopyMatch:
        """Whether the text is a copy of one before; the original is that of its group so far.

        An article that is the original of its group itself (published before all others, or by the agency that they
        credit) gets the group only.
        """
        return self.place_shingles(article, shingles(text), published, outlet, credited(text))

    def place_shingles(
        self, article: str, runs: Shingles, published: datetime | None, outlet: str = "", credit: str | None = None
    ) -> CopyMatch:
        """As `place`, for runs and a credited agency found elsewhere."""
        sample = sampled(runs, self._register.next)
        best, similarity = None, 0.0
        keys = sample.keys[:0]
        if len(runs) >= self._settings.least:
            hits, held = self._holders(sample)
            best, similarity = self._closest(sample, runs, hits)
            keys = sample.keys[held < _HOLDERS]
        entry = self._take_in(Member(article, published, outlet, credit), replace(sample, keys=keys))
        self._recent.put(entry.number, runs)
        if best is None:
            return CopyMatch(None, None, 0.0)
        group = best.group or self._register.group(best.member.id)
        self._register.join(entry, group)
        self._register.find_original(group)
        return CopyMatch(None if group.original == article else group.original, group.name, similarity)

    def sample(self, article: str) -> bytes:
        """What must be kept of an article to restore it; raises KeyError for one that was not placed just now."""
        return self._samples[article]

    def restore(
        self,
        article: str,
        sample: bytes,
        published: datetime | None,
        group: str | None,
        original: str | None,
        outlet: str = "",
        credit: str | None = None,
    ) -> None:
        """Take in an article that was placed before, in the order of placing; one that is known is passed over.

        Group and original as last known: the first article of a group has its own id as group when others copied it.
        Leave out those that were forgotten: they would be live again until `forget_before` is called.
        """
        kept = Sample.from_bytes(sample)
        if kept.number in self._register:
            return
        entry = self._take_in(Member(article, published, outlet, credit), kept)
        if group is not None and (group != article or original is not None):
            found = self._register.group(group)
            self._register.join(entry, found)
            found.original = original or article

    def forget_before(self, moment: datetime) -> None:
        """Drop the articles published before; no copies of them are found from now on.

        Their groups stay while they have live members, with the original as it was. An undated article is dropped when
        `undated` others were placed after it, the first ones when there are more than `most`.
        """
        self._register.forget_before(moment)
        self._tidy()

    def _take_in(self, member: Member, sample: Sample) -> Entry:
        entry = self._register.add(member, sample)
        self._samples[member.id] = sample.to_bytes()
        if len(self._samples) > _SAMPLES:
            self._samples.popitem(last=False)
        self._index.add(sample.keys, entry.number)
        self._tidy()
        return entry

    def _tidy(self) -> None:
        if self._register.has_dropped(_DROPPED):
            self._index.prune()

    def _holders(self, sample: Sample) -> tuple[list[tuple[Entry, int]], Numbers]:
        """The live articles with how many of the sampled runs they hold, and how many of them hold each run."""
        places, numbers = self._index.find(sample.keys)
        found, which, counts = np.unique(numbers, return_inverse=True, return_counts=True)
        entries = [self._register.live(number) for number in found.tolist()]
        hits = [(entry, hit) for entry, hit in zip(entries, counts.tolist(), strict=True) if entry is not None]
        is_live = np.array([entry is not None for entry in entries], dtype=np.bool_)
        return hits, np.bincount(places[is_live[which]], minlength=len(sample.keys))

    def _closest(self, sample: Sample, runs: Shingles, hits: Iterable[tuple[Entry, int]]) -> tuple[Entry | None, float]:
        """The earliest of the texts that hold, or are held by, this one to the highest degree."""
        best, highest, own = None, 0.0, np.sort(runs)
        for entry, likely in self._candidates(sample, hits):
            if likely < highest / 2:
                break
            other = self._runs(entry)
            value = 0.0 if other is None else self._containment(own, other)
            if value > highest or (value == highest and best is not None and entry.number < best.number):
                best, highest = entry, value
        return best, highest

    def _candidates(self, sample: Sample, hits: Iterable[tuple[Entry, int]]) -> list[tuple[Entry, float]]:
        """The articles worth a full comparison with the containment to be expected, the highest first."""
        likely: list[tuple[float, int, Entry]] = []
        for entry, count in hits:
            whole = sample.comparable(entry.size, entry.top) * entry.noted
            share = self._least(sample.size, entry.size)
            if count >= int(share * whole - _CHANCE * math.sqrt(share * (1 - share) * whole)):
                likely.append((-count / max(whole, 1), entry.number, entry))
        kept: list[tuple[Entry, float]] = []
        of_group: Counter[str] = Counter()
        for expected, _, entry in sorted(likely, key=lambda one: one[:2]):
            name = entry.group.name if entry.group else entry.member.id
            of_group[name] += 1
            if of_group[name] <= _OF_GROUP:
                kept.append((entry, -expected))
            if len(kept) == _COMPARED:
                break
        return kept

    def _runs(self, entry: Entry) -> Shingles | None:
        """An article's runs in ascending order: held, or made again; None when its text is gone."""
        held = self._recent.get(entry.number)
        if held is not None:
            return held
        if self._runs_kept is not None:
            runs = self._runs_kept(entry.member.id)
        else:
            text = self._texts(entry.member.id)
            runs = None if text is None else shingles(text)
        return None if runs is None else self._recent.put(entry.number, runs)

    def _containment(self, one: Shingles, other: Shingles) -> float:
        """The containment, or 0 when it is too small for texts of these sizes, or lies in their quotations only."""
        small, large = (one, other) if len(one) <= len(other) else (other, one)
        value = containment(small, large)
        if value < self._least(len(small), len(large)):
            return 0.0
        own = unquoted(small)
        if len(own) >= self._settings.least and containment(own, large) < self._settings.unquoted:
            return 0.0
        return value

    def _least(self, one: int, other: int) -> float:
        """The least containment for texts of such sizes."""
        small, large = min(one, other), max(one, other)
        is_strict = small < self._settings.short or 3 * small < large
        return self._settings.cut if is_strict else self._settings.containment

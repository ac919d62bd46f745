"""Copies: articles that are nearly the same text as an earlier one (wire copy, reprint, shortened reprint).

A text is the set of its runs of five tokens (`copy_runs`). Candidates come from an index of sampled runs; what decides
is containment: the share of the shorter text's runs that the longer one has. Memory is bounded by the articles that are
live: the index holds samples only, and the runs of an article that is not recent are made again from its text.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from dateline.agencies import Member, credited
from dateline.agencies import original as original_of
from dateline.stories.copy_index import Numbers, RunIndex
from dateline.stories.copy_runs import Sample, Shingles, containment, sampled, shingles, unquoted

_HOLDERS = 32  # a run that so many live texts hold is not noted for a further one: it is boilerplate, or they suffice
_COMPARED = 12  # candidates compared in full, the likeliest first
_OF_GROUP = 3  # of them, of one group
_CHANCE = 3.5  # standard deviations by which the share of sampled runs may fall short of the containment
_HELD = 6_000_000  # runs of recent texts that are held: 48 MB
_SAMPLES = 10_000  # samples of recent articles that are held
_PRUNED = timedelta(days=1)  # how far the horizon moves before what lies behind it is cleared away


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
    waiting: int = (
        1 << 16
    )  # runs that wait in a table before they become a segment of the index: of a thousand articles
    undated: int = 100_000  # an undated article is forgotten when so many were placed after it


class CopyMatch(NamedTuple):
    """The original of a copy (None: no copy), the group of copies it belongs to (None: none yet), the containment."""

    original: str | None
    group: str | None
    similarity: float


@dataclass(slots=True)
class _Group:
    name: str
    original: str
    members: list[_Entry] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Entry:
    """An article that may still be copied."""

    member: Member
    number: int
    size: int  # runs
    top: int  # the sample holds all runs up to this one
    noted: float  # share of the sample that is in the index, 0…1
    group: _Group | None = None

    @property
    def id(self) -> str:
        """The article's id."""
        return self.member.id


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
        self._entries: dict[int, _Entry] = {}
        self._by_id: dict[str, _Entry] = {}
        self._groups: dict[str, _Group] = {}
        self._next = 0
        self._horizon: datetime | None = None
        self._pruned: datetime | None = None
        self._index = RunIndex(self._living, self._settings.waiting)
        self._recent: OrderedDict[int, Shingles] = OrderedDict()
        self._held = 0
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
        sample = sampled(runs, self._next)
        best, similarity = None, 0.0
        keys = sample.keys[:0]
        if len(runs) >= self._settings.least:
            hits, held = self._holders(sample)
            best, similarity = self._closest(sample, runs, hits)
            keys = sample.keys[held < _HOLDERS]
        entry = self._take_in(Member(article, published, outlet, credit), replace(sample, keys=keys))
        self._hold(entry.number, runs)
        if best is None:
            return CopyMatch(None, None, 0.0)
        group = best.group or self._group(best.id)
        self._join(entry, group)
        if any(member.id == group.original and self._is_live(member) for member in group.members):
            group.original = original_of([member.member for member in group.members if self._is_live(member)])
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
        """Take in an article that was placed before, in the order of placing.

        Group and original as last known: the first article of a group has its own id as group when others copied it.
        Articles that were forgotten may be left out; `forget_before` is to be called again behind the last.
        """
        entry = self._take_in(Member(article, published, outlet, credit), Sample.from_bytes(sample))
        if group is not None and (group != article or original is not None):
            found = self._group(group)
            self._join(entry, found)
            found.original = original or article

    def forget_before(self, moment: datetime) -> None:
        """Drop the articles published before; what comes later is no copy of them.

        Their groups stay while they have live members, with the original as it was.
        """
        if self._horizon is None or moment > self._horizon:
            self._horizon = moment
        if self._pruned is None or self._horizon - self._pruned >= _PRUNED:
            self._pruned = self._horizon
            self._clear()

    def _take_in(self, member: Member, sample: Sample) -> _Entry:
        entry = _Entry(member, sample.number, sample.size, sample.top, len(sample.keys) / max(1, sample.count))
        self._next = max(self._next, entry.number + 1)
        self._entries[entry.number] = entry
        self._by_id[entry.id] = entry
        self._samples[entry.id] = sample.to_bytes()
        if len(self._samples) > _SAMPLES:
            self._samples.popitem(last=False)
        self._index.add(sample.keys, entry.number)
        if len(self._entries) > self._settings.most + 1_000:
            self._clear()
        return entry

    def _group(self, name: str) -> _Group:
        """The group of a name; a new one has the article of that name as its first member."""
        if name not in self._groups:
            self._groups[name] = _Group(name, name)
            if name in self._by_id:
                self._join(self._by_id[name], self._groups[name])
        return self._groups[name]

    def _join(self, entry: _Entry, group: _Group) -> None:
        if entry.group is not group:
            entry.group = group
            group.members.append(entry)

    def _is_live(self, entry: _Entry) -> bool:
        """Whether an article is still looked for; a matter of its date and number alone, not of what was cleared."""
        age = self._next - entry.number
        if age > self._settings.most:
            return False
        published = entry.member.published
        if published is None:
            return age <= self._settings.undated
        return self._horizon is None or published >= self._horizon

    def _living(self) -> Numbers:
        return np.fromiter(self._entries, dtype=np.int64, count=len(self._entries))

    def _clear(self) -> None:
        """Clear away the articles that are no longer live."""
        for entry in [entry for entry in self._entries.values() if not self._is_live(entry)]:
            del self._entries[entry.number]
            if self._by_id.get(entry.id) is entry:
                del self._by_id[entry.id]
            if entry.group is not None:
                entry.group.members.remove(entry)
                if not entry.group.members:
                    del self._groups[entry.group.name]
            self._held -= len(self._recent.pop(entry.number, ()))
        self._index.prune()

    def _holders(self, sample: Sample) -> tuple[list[tuple[_Entry, int]], Numbers]:
        """The live articles with how many of the sampled runs they hold, and how many of them hold each run."""
        places, numbers = self._index.find(sample.keys)
        found, which, counts = np.unique(numbers, return_inverse=True, return_counts=True)
        entries = [self._entries.get(number) for number in found.tolist()]
        live = [entry is not None and self._is_live(entry) for entry in entries]
        hits = [
            (entry, hit)
            for entry, hit, is_live in zip(entries, counts.tolist(), live, strict=True)
            if entry and is_live
        ]
        held = np.bincount(places[np.array(live, dtype=np.bool_)[which]], minlength=len(sample.keys))
        return hits, held

    def _closest(
        self, sample: Sample, runs: Shingles, hits: Iterable[tuple[_Entry, int]]
    ) -> tuple[_Entry | None, float]:
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

    def _candidates(self, sample: Sample, hits: Iterable[tuple[_Entry, int]]) -> list[tuple[_Entry, float]]:
        """The articles worth a full comparison with the containment to be expected, the highest first."""
        share = self._settings.containment
        deviation = _CHANCE * math.sqrt(share * (1 - share))
        likely: list[tuple[float, int]] = []
        for entry, count in hits:
            whole = sample.comparable(entry.size, entry.top) * entry.noted
            if count >= int(share * whole - deviation * math.sqrt(whole)):
                likely.append((-count / max(whole, 1), entry.number))
        kept: list[tuple[_Entry, float]] = []
        of_group: Counter[str] = Counter()
        for expected, number in sorted(likely):
            entry = self._entries[number]
            name = entry.group.name if entry.group else entry.id
            of_group[name] += 1
            if of_group[name] <= _OF_GROUP:
                kept.append((entry, -expected))
            if len(kept) == _COMPARED:
                break
        return kept

    def _runs(self, entry: _Entry) -> Shingles | None:
        """An article's runs in ascending order: held, or made again; None when its text is gone."""
        if entry.number in self._recent:
            self._recent.move_to_end(entry.number)
            return self._recent[entry.number]
        if self._runs_kept is not None:
            runs = self._runs_kept(entry.id)
        else:
            text = self._texts(entry.id)
            runs = None if text is None else shingles(text)
        return None if runs is None else self._hold(entry.number, runs)

    def _hold(self, number: int, runs: Shingles) -> Shingles:
        ascending = np.sort(runs)
        self._recent[number] = ascending
        self._held += len(runs)
        while self._held > _HELD:
            self._held -= len(self._recent.popitem(last=False)[1])
        return ascending

    def _containment(self, one: Shingles, other: Shingles) -> float:
        """The containment, or 0 when it is too small for texts of these sizes, or lies in their quotations only."""
        small, large = (one, other) if len(one) <= len(other) else (other, one)
        value = containment(small, large)
        strict = len(small) < self._settings.short or 3 * len(small) < len(large)
        if value < (self._settings.cut if strict else self._settings.containment):
            return 0.0
        own = unquoted(small)
        if len(own) >= self._settings.least and containment(own, large) < self._settings.unquoted:
            return 0.0
        return value

"""The articles that may still be copied, and the groups of copies they belong to."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush

import numpy as np

from dateline.agencies import Member, original
from dateline.stories.copy_index import Numbers
from dateline.stories.copy_runs import Sample, Shingles


@dataclass(slots=True)
class Group:
    """Articles that share a text: the first that was placed gives the name."""

    name: str
    original: str
    members: list[Entry] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Entry:
    """An article that may still be copied."""

    member: Member
    number: int  # in order of placing
    size: int  # runs
    top: int  # the sample holds all runs up to this one
    noted: float  # share of the sample that is in the index, 0…1
    group: Group | None = None


class Register:
    """The live articles by number and by id, and their groups."""

    def __init__(self, most: int, undated: int) -> None:
        """At most `most` articles are live; an undated one is until `undated` were placed after it."""
        self._most, self._undated = most, undated
        self._entries: OrderedDict[int, Entry] = OrderedDict()  # as they were taken in
        self._by_id: dict[str, Entry] = {}
        self._groups: dict[str, Group] = {}
        self._by_time: list[tuple[datetime, int]] = []  # a heap, with some that are no longer live
        self._without_time: list[int] = []  # the same of the undated
        self._gone = 0  # articles that were dropped since this was asked
        self.next = 0  # the number of the article to come

    def __contains__(self, number: int) -> bool:
        return number in self._entries

    def add(self, member: Member, sample: Sample) -> Entry:
        """Take in an article with what the index holds of it."""
        entry = Entry(member, sample.number, sample.size, sample.top, len(sample.keys) / max(1, sample.count))
        self.next = max(self.next, entry.number + 1)
        self._entries[entry.number] = entry
        self._by_id[member.id] = entry
        if member.published is None:
            heappush(self._without_time, entry.number)
        else:
            heappush(self._by_time, (member.published, entry.number))
        while self._without_time and self.next - self._without_time[0] > self._undated:
            self._drop(heappop(self._without_time))
        while len(self._entries) > self._most:
            self._drop(next(iter(self._entries)))
        return entry

    def live(self, number: int) -> Entry | None:
        """The article of a number; None: it is no longer live."""
        return self._entries.get(number)

    def group(self, name: str) -> Group:
        """The group of a name; a new one has the article of that name as its first member."""
        if name not in self._groups:
            self._groups[name] = Group(name, name)
            if name in self._by_id:
                self.join(self._by_id[name], self._groups[name])
        return self._groups[name]

    def join(self, entry: Entry, group: Group) -> None:
        """Make an article a member of a group."""
        if entry.group is not group:
            entry.group = group
            group.members.append(entry)

    def find_original(self, group: Group) -> None:
        """See who is the original, now that there is a further member; one that is no longer live stays it."""
        members = [entry.member for entry in group.members]
        if any(member.id == group.original for member in members):
            group.original = original(members)

    def forget_before(self, moment: datetime) -> None:
        """Drop the articles published before."""
        while self._by_time and self._by_time[0][0] < moment:
            self._drop(heappop(self._by_time)[1])

    def has_dropped(self, least: int) -> bool:
        """Whether so many articles were dropped since this was true last."""
        if self._gone < least:
            return False
        self._gone = 0
        return True

    def numbers(self) -> Numbers:
        """Those of the live articles."""
        return np.fromiter(self._entries, dtype=np.int64, count=len(self._entries))

    def _drop(self, number: int) -> None:
        """Let go an article, and its group if it was the last of it."""
        entry = self._entries.pop(number, None)
        if entry is None:
            return
        self._gone += 1
        if self._by_id.get(entry.member.id) is entry:
            del self._by_id[entry.member.id]
        if entry.group is not None:
            entry.group.members.remove(entry)
            if not entry.group.members:
                del self._groups[entry.group.name]


class Recent:
    """The runs of the articles that were last placed or asked for, in ascending order; bounded."""

    def __init__(self, most: int) -> None:
        """At most so many runs, of eight bytes, are held."""
        self._most, self._held = most, 0
        self._runs: OrderedDict[int, Shingles] = OrderedDict()

    def get(self, number: int) -> Shingles | None:
        """The runs of an article; None: they are no longer held."""
        if number in self._runs:
            self._runs.move_to_end(number)
        return self._runs.get(number)

    def put(self, number: int, runs: Shingles) -> Shingles:
        """Hold an article's runs; gives them back in ascending order."""
        ascending = np.sort(runs)
        self._runs[number] = ascending
        self._held += len(ascending)
        while self._held > self._most:
            self._held -= len(self._runs.popitem(last=False)[1])
        return ascending

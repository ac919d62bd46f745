"""Which stories are one: the engine held them apart because their first reports had too little in common."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files

from dateline.errors import BadSettings
from dateline.stories.grouper import Grouper

Settled = Callable[[str], str | None]  # an article → the story it was settled in for good; None: never looked at
_NEAR = 8  # stories that are compared in full, from each channel


@dataclass(frozen=True, slots=True)
class Merges:
    """When two stories are one. Thresholds are of the margin by which one fits the other as if it were one report."""

    days: float  # the farthest that their first reports may lie apart: one event is told by all within a day
    alone: float  # added where one of them has a single report: the engine compared that one when it came
    same: Mapping[str, float]  # by kind of report (others are left alone), for stories that share a language
    across: Mapping[str, float]  # for those that share none


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a story is merged into, and why."""

    story: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two stories that are one."""

    margin: float
    one: str
    other: str
    note: str


@cache
def merges(profile: str) -> Merges:
    """The thresholds of a profile; raises BadSettings for a profile without."""
    table = tomllib.loads(files(__package__).joinpath("thresholds.toml").read_text("utf-8"))["merge"]
    if profile not in table:
        raise BadSettings(f"no thresholds for merging under the profile {profile!r}: choose fast or exact")
    return Merges(**table[profile])


class Merging:
    """Finds the merges among stories that grew, and follows those that were found before."""

    def __init__(self, grouper: Grouper, rule: Merges, settled: Settled):
        self._grouper = grouper
        self._live = grouper.live
        self._rule = rule
        self._settled = settled
        self._edges: list[_Edge] = []
        self._stories: list[str] = []
        self._looked_at: set[str] = set()
        self._leads: dict[str, Lead] = {}

    def look(self, stories: Iterable[str]) -> list[str]:
        """Compare stories with their neighbours; gives them and those they may be one with, in order of opening."""
        self._stories = sorted(stories, key=self._number)
        for story in self._stories:
            self._edges += self._edges_of(story)
        self._looked_at = {end for edge in self._edges for end in (edge.one, edge.other)}.union(self._stories)
        return sorted(self._looked_at, key=self._number)

    def join(self, apart: Container[str]) -> dict[str, Lead]:
        """Where each of the stories leads, itself where it stays, without those that are `apart` in themselves."""
        for story in self._stories:
            if story not in apart:
                self._leads[story] = Lead(self._kept(story))
        for edge in sorted(self._edges, key=lambda edge: (-edge.margin, self._number(edge.one))):
            if edge.one not in apart and edge.other not in apart:
                self._merge(edge)
        return {story: Lead(self._root(story), lead.note) for story, lead in self._leads.items()}

    def _edges_of(self, story: str) -> list[_Edge]:
        """A story of one report was compared with all when it came; its neighbours look at it as they grow."""
        one = self._live[story]
        if one.reports < 2 or one.first is None:
            return []
        found = []
        for other, fit in self._grouper.near(story, timedelta(days=self._rule.days), _NEAR):
            if not fit.veto and self._is_near(story, other) and fit.margin >= self._least(story, other):
                found.append(_Edge(fit.margin, story, other, f"alike by {fit.similarity:.2f}"))
        return found

    def _is_near(self, story: str, other: str) -> bool:
        apart = self._live[story].apart(self._live[other])
        return apart is not None and apart <= timedelta(days=self._rule.days)

    def _least(self, story: str, other: str) -> float:
        """The margin that is enough."""
        one, two = self._live[story], self._live[other]
        thresholds = self._rule.across if one.lexical.keys().isdisjoint(two.lexical) else self._rule.same
        return thresholds.get(one.kind.value, math.inf) + (self._rule.alone if two.reports == 1 else 0)

    def _kept(self, story: str) -> str:
        """Where the story was merged into before, unless something forbids it now."""
        before = self._settled(story.removeprefix("s-")) or story
        if before != story and before in self._live:
            ((_, fit),) = self._grouper.match(story, [before])
            return story if fit.veto else before
        return before

    def _merge(self, edge: _Edge) -> None:
        one, other = self._root(edge.one), self._root(edge.other)
        older, younger = sorted((one, other), key=self._number)
        if older == younger or younger not in self._looked_at or self._is_forbidden(younger, older):
            return
        self._leads[younger] = Lead(older, edge.note)

    def _is_forbidden(self, younger: str, older: str) -> bool:
        return older in self._live and any(fit.veto for _, fit in self._grouper.match(younger, [older]))

    def _root(self, story: str) -> str:
        while True:
            lead = self._leads.get(story)
            onward = lead.story if lead else self._settled(story.removeprefix("s-")) or story
            if onward == story:
                return story
            story = onward

    def _number(self, story: str) -> int:
        """In order of opening; a story that rests is older than any that is compared."""
        return self._live[story].number if story in self._live else -1

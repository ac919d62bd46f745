"""Ranks the stories of a period for an edition: what the conductor's verb `rank` is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from dateline import clock
from dateline.config import Config
from dateline.desk.learning import Learned, Past, apply, learn
from dateline.desk.ranking import rank
from dateline.desk.signals import Context
from dateline.desk.terms import BeatTerms
from dateline.issue.edition import Edition
from dateline.memory import Coverage
from dateline.records import Period, Ranked, Story
from dateline.store import issues, stories
from dateline.store.database import Database

_WEIGHTS = ("voices", "beat", "outlet", "novelty", "depth", "recency")
_REMEMBERED = 24  # past issues that are learned from; what an editor picked years ago says less


class Coverer(Protocol):
    """What tells whether earlier issues had stories (`covering.Covering`)."""

    def judged(self, edition: str, period: Period, found: Sequence[Story]) -> Mapping[str, Coverage]:
        """What is covered of the stories of a period, by story; those that are new are left out."""

    def had(self, edition: str, period: Period, found: Sequence[Story]) -> Mapping[str, Coverage]:
        """The stories that earlier issues had by id, address or headline, all told as repeats: nothing is read."""


class Ranking:
    """Ranks by the shipped weights, or by those that past picks taught, where these do better."""

    def __init__(self, config: Config, database: Database, coverer: Coverer):
        self.config = config
        self.database = database
        self.coverer = coverer

    def rank(self, form: Edition, period: Period, *, learned: Learned | None = None) -> list[Ranked]:
        """The stories of a period, best first, with reasons; novelty is against the edition's earlier issues."""
        found = self._stories(period)
        ranked = rank(found, self._context(period, self.coverer.judged(form.name, period, found)))
        return apply(ranked, learned) if learned and learned.is_used else ranked

    def learned(self, form: Edition, period: Period) -> Learned | None:
        """What the picks of the edition's issues before this period teach; None: there are none, or none is wanted."""
        if self.config.text("desk.learning") == "off":
            return None
        with self.database.begin() as connection:
            past = issues.picks(connection, form.name, period.first.isoformat())[-_REMEMBERED:]
        read = [self._past(form, one, items) for one, items in past]
        return learn([one for one in read if one.picked], form.quota) if read else None

    def _past(self, form: Edition, known: issues.Known, items: list[issues.Covered]) -> Past:
        period = clock.parse_period(known.period)
        found = self._stories(period)
        ranked = rank(found, self._context(period, self.coverer.had(form.name, period, found)))
        with self.database.begin() as connection:
            wanted = {stories.resolve(connection, one.story) for one in items if one.story}
        urls = {one.url for one in items if one.url}
        picked = frozenset(
            row.story.id
            for row in ranked
            if row.story.id in wanted or any(report.url in urls for report in row.story.articles)
        )
        return Past(known.id, tuple(ranked), picked)

    def _stories(self, period: Period) -> list[Story]:
        zone = ZoneInfo(self.config.text("newsroom.timezone"))
        with self.database.begin() as connection:
            return stories.in_period(connection, period, zone)

    def _context(self, period: Period, coverage: Mapping[str, Coverage]) -> Context:
        return Context(
            terms=BeatTerms(self.config.beat),
            outlets={outlet.name: outlet for outlet in self.config.outlets},
            period=period,
            weights={name: self.config.number(f"desk.{name}") for name in _WEIGHTS},
            coverage=coverage,
        )

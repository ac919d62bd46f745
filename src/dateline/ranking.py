"""Ranks the stories of a period for an edition: what the conductor's verb `rank` is made of."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from dateline import clock
from dateline.config import Config
from dateline.desk.learning import Learned, Past, apply, learn
from dateline.desk.ranking import rank
from dateline.desk.signals import Context, headline_key
from dateline.desk.terms import BeatTerms
from dateline.issue.edition import Edition
from dateline.records import Period, Ranked
from dateline.store import issues, stories
from dateline.store.database import Database

_WEIGHTS = ("voices", "beat", "outlet", "novelty", "depth", "recency")
_REMEMBERED = 24  # past issues that are learned from; what an editor picked years ago says less


class Ranking:
    """Ranks by the shipped weights, or by those that past picks taught, where these do better."""

    def __init__(self, config: Config, database: Database):
        self.config = config
        self.database = database

    def rank(self, form: Edition, period: Period, *, learned: Learned | None = None) -> list[Ranked]:
        """The stories of a period, best first, with reasons; novelty is against the edition's earlier issues."""
        ranked = self._shipped(form, period)
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
        ranked = self._shipped(form, clock.parse_period(known.period))
        wanted, urls = {one.story for one in items if one.story}, {one.url for one in items if one.url}
        picked = frozenset(
            row.story.id
            for row in ranked
            if row.story.id in wanted or any(report.url in urls for report in row.story.articles)
        )
        return Past(known.id, tuple(ranked), picked)

    def _shipped(self, form: Edition, period: Period) -> list[Ranked]:
        zone = ZoneInfo(self.config.text("newsroom.timezone"))
        with self.database.begin() as connection:
            found = stories.in_period(connection, period, zone)
            earlier = issues.covered(connection, form.name, period)
        told = {one: f"no. {one.number}" if one.number is not None else f"of {one.issue}" for one in earlier}
        context = Context(
            terms=BeatTerms(self.config.beat),
            outlets={outlet.name: outlet for outlet in self.config.outlets},
            period=period,
            weights={name: self.config.number(f"desk.{name}") for name in _WEIGHTS},
            covered_stories={one.story: name for one, name in told.items() if one.story},
            covered_urls={one.url: name for one, name in told.items() if one.url},
            covered_headlines={headline_key(one.headline): name for one, name in told.items() if one.headline},
        )
        return rank(found, context)

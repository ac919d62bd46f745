"""Explains why two articles, or an article and a story, are one story or two: what the verb `why` is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import plugins
from dateline.errors import BadSettings
from dateline.holding import Holding
from dateline.store import actions, grouping, stories, vectors
from dateline.store.actions import Placed
from dateline.store.database import Database
from dateline.stories.embedders import lead
from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming
from dateline.stories.settings import StorySettings, vectors_of
from dateline.stories.stage import incoming
from dateline.stories.why import (
    Judge,
    Judged,
    Known,
    Party,
    Recorded,
    Why,
    compare_texts,
    deeds,
    later_first,
    told,
)
from dateline.working import exactly

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.stories.traits import KnownNames

_MOST = 40  # reports of a story that are compared, the latest ones


@dataclass(frozen=True, slots=True)
class _Side:
    """A party with its articles: one, or those of the story."""

    party: Party
    members: tuple[Placed, ...]  # copies left out where there are other reports
    peers: tuple[Placed, ...]  # the reports of the story it is in


class Explaining:
    """Explains the stories of one newsroom."""

    def __init__(self, database: Database, settings: StorySettings, names: Callable[[], KnownNames]):
        """`names` tells, when it is asked, what the stories stage knows names by."""
        self.database = database
        self.settings = settings
        self.names = names

    def why(self, one: str, other: str) -> Why:
        """Why two articles or stories (ids, old ids, addresses) are one story or two.

        Raises NotFound for what is not there, BadSettings when both are the same.
        """
        holding = Holding(self.database, self.settings.profile)
        with self.database.begin() as connection:
            sides = [self._side(connection, holding, ref) for ref in (one, other)]
            first, second = sides
            if first.party.id == second.party.id:
                raise BadSettings(f"{one} and {other} are the same {first.party.kind}: name two")
            judge = self._judge(connection)
            reports = self._incoming(connection, [*first.members, *second.members, *first.peers, *second.peers])
            known = self._known(connection, first, second)
        pair, whole = _judged(judge, first, second, reports)
        copied = None
        if first.party.kind == second.party.kind == "article":
            copied = compare_texts(first.members[0].article.text, second.members[0].article.text, self.settings.copies)
        together = first.party.story == second.party.story
        profile = self.settings.profile
        return told(Why(first.party, second.party, together, profile, pair, whole, copied, known, ""))

    def _side(self, connection: Connection, holding: Holding, ref: str) -> _Side:
        """What a reference means: a story by its id, else an article."""
        if story := stories.resolve(connection, ref):
            members = _voices(actions.members(connection, [story]))
            title = next((one.article.title for one in members if one.article.title), "")
            return _Side(Party("story", story, title, story, reports=len(members)), members, members)
        article = holding.article(connection, ref)
        story = holding.called(connection, article)
        placed = actions.members(connection, [story])
        own = next(one for one in placed if one.article.id == article)
        day = own.article.day.isoformat() if own.article.day else None
        party = Party("article", article, own.article.title, story, own.article.outlet, day)
        return _Side(party, (own,), _voices(placed))

    def _judge(self, connection: Connection) -> Judge:
        return Judge(
            Grouper(self.settings, self.names(), None, grouping.load(connection), exactly(self.settings.profile)),
            self.settings,
        )

    def _incoming(self, connection: Connection, placed: Sequence[Placed]) -> dict[str, Incoming]:
        """The articles as the stage takes them in; vectors that are not kept are made."""
        wanted = {one.article.id: one.article for one in placed}
        model = vectors_of(self.settings.profile)
        known = vectors.of(connection, model, sorted(wanted))
        missing = sorted(wanted.keys() - known.keys())
        if missing:
            embedder = plugins.load("dateline.embedders", model)()
            made = embedder.embed([lead(wanted[one].title, wanted[one].text) for one in missing])
            known |= dict(zip(missing, made, strict=True))
        return {one: incoming(article, known[one]) for one, article in wanted.items()}

    def _known(self, connection: Connection, first: _Side, second: _Side) -> Known:
        lines = actions.storylines(connection, [first.party.story, second.party.story])
        named = [lines[one] for one in (first.party.story, second.party.story) if one in lines]
        whole = len(named) == 2
        found = deeds(actions.every(connection), *(_engines(side) for side in (first, second)))
        return Known(
            tuple(_recorded(side.members[0]) for side in (first, second) if side.party.kind == "article"),
            found,
            tuple(dict.fromkeys(named)) if whole else (),
        )


def _judged(
    judge: Judge, first: _Side, second: _Side, reports: dict[str, Incoming]
) -> tuple[Judged | None, Judged | None]:
    """The two as a pair, and the later report against the whole story of the other where that is more."""

    def read(placed: Sequence[Placed]) -> list[Incoming]:
        return [reports[one.article.id] for one in placed]

    if first.party.kind == second.party.kind == "article":
        late, early = later_first(reports[first.party.id], reports[second.party.id])
        earlier = first if early.id == first.party.id else second
        others = [one for one in read(earlier.peers) if one.id != late.id]
        pair = judge.fit(late, [early])
        return pair, judge.fit(late, others) if [one.id for one in others] != [early.id] and others else None
    article, story = (first, second) if first.party.kind == "article" else (second, first)
    members = [one for one in read(story.members) if one.id not in {each.article.id for each in article.members}]
    if not members:
        return None, None
    return judge.best(read(article.members), members), None


def _voices(members: Sequence[Placed]) -> tuple[Placed, ...]:
    """The latest reports without copies; with them, where there is nothing else."""
    own = [one for one in members if one.placement.copy_of is None] or list(members)
    return tuple(own[-_MOST:])


def _engines(side: _Side) -> dict[str, str]:
    return {one.article.id: one.engine for one in side.members}


def _recorded(one: Placed) -> Recorded:
    place = one.placement
    return Recorded(
        place.article, one.streamed, one.engine, place.story, place.channel, place.similarity, place.copy_of
    )

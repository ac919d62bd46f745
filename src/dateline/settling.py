"""Stories that grew are looked at again: for good after each batch of the stream, for now at the end of a run.

What holds for good depends on the stream alone, not on where runs ended; what holds for now is found anew by each run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from dateline.memory import Change
from dateline.store import grouping, stories, vectors
from dateline.store.database import Database
from dateline.stories.report import Incoming
from dateline.stories.second_pass import Settlement, leads_to, settle
from dateline.stories.stage import Stage, incoming

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Settling:
    """The second look at the stories of one newsroom, while its articles are placed."""

    def __init__(self, database: Database, stage: Stage):
        self._database = database
        self._stage = stage
        self._grouper = stage.grouper

    def look(self) -> None:
        """At a cut of the stream: what the stories that grew since the last come to, for good.

        Does nothing where it was done before the last run ended.
        """
        placed = self._grouper.placed
        with self._database.begin() as connection:
            done = grouping.looked_at(connection)
        if done == placed:
            return
        found = self._settled(done)
        with self._database.begin() as connection:
            for one in found:
                for part in one.parts:
                    stories.settle(connection, one.engine, part.story, part.articles)
            grouping.look_at(connection, placed)

    def finish(self, now: datetime) -> None:
        """At the end of a run: what the stories that grew since come to for now, and where that puts articles."""
        with self._database.begin() as connection:
            done = grouping.looked_at(connection)
        found = {one.engine: one for one in self._settled(done)} if self._grouper.placed > done else {}
        with self._database.begin() as connection:
            where = partial(stories.settled_of, connection)
            moves = [(step, _goal(step, found, where)) for step in stories.unsettled(connection, found)]
            moved = [(step, goal) for step, goal in moves if goal != step.engine]
            stories.shift(connection, [(step.article, goal) for step, goal in moved])
            self._tell(connection, moved, now)

    def _tell(self, connection: Connection, moved: Sequence[tuple[stories.Step, str]], now: datetime) -> None:
        """Put into the history what was merged and what was split."""
        opened = {goal for step, goal in moved if goal == f"s-{step.article}"}
        tally = Counter((step.engine, goal) for step, goal in moved)
        for (old, new), number in sorted(tally.items()):
            what = "split" if new in opened else "merged"
            told = f"{number} article{'s' * (number > 1)}"
            stories.note(connection, Change(now, "dateline", what, new, old, told))
            if what == "merged":
                stories.lead(connection, old, new, now, "merged by dateline")

    def _settled(self, position: int) -> list[Settlement]:
        with self._database.begin() as connection:
            focus = stories.grown(connection, position)
            if not grouping.grew_since(connection, focus, self._grouper.wakes_from):
                return []  # an archive that came late: its stories are over
        self._grouper.wake()
        with self._database.begin() as connection:
            return settle(
                self._grouper,
                focus,
                lambda streamed: self._members(connection, streamed),
                partial(stories.settled_of, connection),
            )

    def _members(self, connection: Connection, streamed: Sequence[str]) -> Mapping[str, Sequence[Incoming]]:
        found = stories.members(connection, streamed)
        known = vectors.of(connection, self._grouper.profile, [article.id for _, article in found])
        by_story = defaultdict(list)
        for story, article in found:  # a corrected text has lost its vector
            vector = known.get(article.id)
            by_story[story].append(incoming(article, self._stage.vector(article) if vector is None else vector))
        return by_story


def _goal(step: stories.Step, found: Mapping[str, Settlement], where: Callable[[str], str | None]) -> str:
    """Where an article belongs for now; a copy belongs where the first of its group does."""
    settlement = found.get(step.streamed)
    if settlement is None:
        return leads_to(step.settled, found, where)
    named = next((part.story for part in settlement.parts if {step.article, step.voice} & {*part.articles}), None)
    return named or leads_to(step.streamed, found, where)

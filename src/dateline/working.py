"""The verbs that do heavy work, `read`, `group` and `record`, on what waits for them.

Loading the readers, the grouper and the record costs more than a run that finds nothing new, so the conductor loads
this module only when something waits.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from dateline import clock, plugins
from dateline.config import Config
from dateline.errors import Unreadable
from dateline.processes import spread
from dateline.record.gazetteer import load as load_gazetteer
from dateline.record.known import known_names
from dateline.record.stage import FactReader, Recording
from dateline.records import Capture, Source
from dateline.settling import Settling
from dateline.store import articles, facts, grouping, search, stories, vectors
from dateline.store.captures import Captures
from dateline.store.database import Database
from dateline.stories.exactly import Exactly
from dateline.stories.grouper import Grouper
from dateline.stories.settings import StorySettings, vectors_of
from dateline.stories.stage import Stage, Waiting
from dateline.text.batch import Reader, Task, read_all

Progress = Callable[[str, int, int], None]
_BATCH = 200  # articles recorded in one transaction
_CHUNK = 1000  # articles that are loaded at once to be placed; a multiple of what is placed in one transaction
_FEW = 24  # articles for which no processes are started


class Work:
    """The heavy verbs of one newsroom."""

    def __init__(self, database: Database, archive: Captures, config: Config, progress: Progress):
        self.database = database
        self.archive = archive
        self.config = config
        self.progress = progress

    def read(self, captures: Sequence[Capture], version: str, now: datetime) -> tuple[int, int]:
        """Read captures; the numbers of articles and of captures that hold none."""
        damaged: list[tuple[Capture, str]] = []
        tasks = self._tasks(captures, damaged)
        reader = Reader(self.config.outlets, now)
        jobs = self.config.whole("text.jobs") or min(4, os.cpu_count() or 1)
        read = unreadable = 0
        for reading in read_all(tasks, reader, number=len(captures), jobs=jobs):
            with self.database.begin() as connection:
                if reading.article is None:
                    articles.save_unreadable(connection, reading.capture, version, reading.problem or "")
                    unreadable += 1
                else:
                    articles.save_article(connection, reading.article, version)
                    read += 1
            self.progress("reading", read + unreadable, len(captures))
        with self.database.begin() as connection:
            for capture, problem in damaged:
                articles.save_unreadable(connection, capture, version, problem)
        return read, unreadable + len(damaged)

    def group(self, waiting: Sequence[str], version: str, how: StorySettings, names: Path | None) -> int:
        """Place articles (ids, in order of time) behind those that have a story; the number placed.

        `names` is the newsroom's names.toml.
        """
        with self.database.begin() as connection:
            saved = grouping.load(connection)
        shelf = grouping.Shelf(self.database)
        grouper = Grouper(how, known_names(load_gazetteer(names)), shelf, saved, exactly(how.profile))
        stage = Stage(grouper, plugins.load("dateline.embedders", grouper.profile)())
        settling = Settling(self.database, stage)
        done = 0
        for at in range(0, len(waiting), _CHUNK):
            for batch in stage.place(*self._next(waiting[at : at + _CHUNK], grouper.profile)):
                if batch.is_cut:
                    settling.look()
                    continue
                with self.database.begin() as connection:
                    vectors.save(connection, grouper.profile, batch.vectors)
                    stories.save(connection, batch.placements, version)
                    grouping.save(connection, batch.saved.stories, batch.saved.articles, batch.saved.grouping)
                done += len(batch.placements)
                self.progress("grouping", done, len(waiting))
        settling.finish(clock.now())
        return done

    def _next(self, wanted: Sequence[str], profile: str) -> tuple[list[Waiting], dict[str, vectors.Vector]]:
        """Articles with the vectors that there are of them."""
        with self.database.begin() as connection:
            found = articles.fetched(connection, wanted)
            return [Waiting(*one) for one in found], vectors.of(connection, profile, wanted)

    def record(self, own: Path | None, version: str) -> int:
        """Read the facts of the articles that have none under this version, and index them; their number."""
        reader, done = FactReader(own), 0
        with self.database.begin() as connection:
            number = facts.count_unread(connection, version)
        jobs = (self.config.whole("text.jobs") or min(4, os.cpu_count() or 1)) if number > _FEW else 1
        while True:
            with self.database.begin() as connection:
                waiting = facts.unread(connection, version, _BATCH * 5)
            if not waiting:
                return done
            readings = spread(waiting, reader, jobs=jobs, chunk=8)
            while batch := list(islice(readings, _BATCH)):
                self._keep_facts(batch, version)
                done += len(batch)
                self.progress("recording", done, number)

    def _keep_facts(self, batch: Sequence[Recording], version: str) -> None:
        with self.database.begin() as connection:
            for one in batch:
                facts.save(connection, one.article, one.facts, version=version, problem=one.problem)
            search.index_articles(connection, [(one.article, one.facts.names) for one in batch])

    def _tasks(self, captures: Iterable[Capture], damaged: list[tuple[Capture, str]]) -> Iterator[Task]:
        """The captures with their bytes; those whose bytes are damaged go to `damaged` with the reason.

        A source that has left the settings is known by its name only.
        """
        sources = {source.name: source for source in self.config.sources}
        for one in captures:
            try:
                body = self.archive.read(one)
            except Unreadable as error:
                damaged.append((one, str(error)))
                continue
            yield Task(one, body, sources.get(one.source) or Source(one.source, "feed", one.url))


def exactly(profile: str) -> Exactly | None:
    """The model that a profile asks in doubt; None: it asks none."""
    return Exactly(plugins.load("dateline.embedders", profile)()) if vectors_of(profile) != profile else None

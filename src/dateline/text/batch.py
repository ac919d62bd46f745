"""Reads many captures, over processes when there are enough to pay for them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread

from dateline.errors import DatelineError
from dateline.records import Article, Capture, Outlet, Source
from dateline.text.article import read_capture

_CHUNK = 8
_FEW = 24  # captures for which no processes are started


@dataclass(frozen=True, slots=True)
class Task:
    """A capture to read, with its bytes and the source it came from."""

    capture: Capture
    body: bytes
    source: Source


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a capture: an article, or the reason why there is none."""

    capture: Capture
    article: Article | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads tasks; it is sent to the processes."""

    outlets: tuple[Outlet, ...]
    now: datetime

    def __call__(self, tasks: list[Task]) -> list[Reading]:
        """The readings of a chunk, in order."""
        return [self.read(task) for task in tasks]

    def read(self, task: Task) -> Reading:
        """One capture read."""
        try:
            article = read_capture(task.capture, task.body, source=task.source, outlets=self.outlets, now=self.now)
        except DatelineError as error:
            return Reading(task.capture, None, str(error))
        return Reading(task.capture, article, None)


def read_all(tasks: Iterable[Task], reader: Reader, *, number: int, jobs: int) -> Iterator[Reading]:
    """The readings of `number` tasks, in order; no more than a few chunks are held at a time."""
    left = iter(tasks)
    chunks = iter(lambda: list(islice(left, _CHUNK)), [])
    if jobs <= 1 or number <= _FEW:
        for chunk in chunks:
            yield from reader(chunk)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=_end_with_parent) as pool:
        waiting = []
        for chunk in chunks:
            waiting.append(pool.submit(reader, chunk))
            if len(waiting) > 2 * jobs:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def _end_with_parent() -> None:
    """Watch the run from within a reader: it would wait for work for ever when the run was killed."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)

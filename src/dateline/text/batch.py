"""Reads many captures, over processes when there are enough to pay for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from dateline.errors import DatelineError
from dateline.processes import spread
from dateline.records import Article, Capture, Outlet, Source
from dateline.text.article import read_capture
from dateline.text.characters import sound

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

    def __call__(self, task: Task) -> Reading:
        """One capture read; whatever a reader raises is the reading's problem, with the error's name."""
        try:
            article = read_capture(task.capture, task.body, source=task.source, outlets=self.outlets, now=self.now)
        except DatelineError as error:
            return Reading(task.capture, None, str(error))
        except Exception as error:  # a page that a reader did not expect must not keep a newsroom from all the others
            problem = f"reading {task.capture.final_url} ({task.capture.id}): {type(error).__name__}: {error}"
            return Reading(task.capture, None, sound(problem))
        return Reading(task.capture, article, None)


def read_all(tasks: Iterable[Task], reader: Reader, *, number: int, jobs: int) -> Iterator[Reading]:
    """The readings of `number` tasks, in order; few of them are not worth processes."""
    return spread(tasks, reader, jobs=jobs if number > _FEW else 1, chunk=_CHUNK)

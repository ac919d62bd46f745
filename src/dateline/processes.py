"""Work spread over processes: in order, with little held at a time, and no process that outlives its parent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def spread(items: Iterable[_In], work: Callable[[_In], _Out], *, jobs: int, chunk: int = 16) -> Iterator[_Out]:
    """`map` over processes, in order; no more than a few chunks are under way, so memory does not grow.

    `work`, the items and the results are sent between processes: `work` is a function or an object of a module. A
    script that gets here needs the guard `if __name__ == "__main__"`, as with any use of multiprocessing.
    """
    if jobs <= 1:
        yield from map(work, items)
        return
    left = iter(items)
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=_end_with_parent) as pool:
        waiting = []
        for batch in iter(lambda: list(islice(left, chunk)), []):
            waiting.append(pool.submit(_work_through, work, batch))
            if len(waiting) > 2 * jobs:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def _work_through(work: Callable[[_In], _Out], batch: list[_In]) -> list[_Out]:
    return [work(item) for item in batch]


def _end_with_parent() -> None:
    """Watch the parent from within a worker: it would wait for work for ever when the parent was killed."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)

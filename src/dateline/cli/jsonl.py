"""JSON Lines in and out: what every filter shares (the contract of the filters, docs/reference/filters.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TextIO

from dateline.errors import DatelineError

Row = dict[str, Any]


def read_rows(lines: Iterable[bytes]) -> Iterator[Row]:
    """One object a line; a line that is none gives a row with `id` and `error`, so that nothing is passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except ValueError as error:
            yield {"id": None, "error": f"line {number} is not JSON in UTF-8: {error}"}
            continue
        except RecursionError:
            yield {"id": None, "error": f"line {number} is nested too deeply"}
            continue
        if isinstance(row, dict):
            yield row if "id" in row else {**row, "id": None}
        else:
            yield {"id": None, "error": f"line {number} holds no JSON object"}


def write_row(row: Row, out: TextIO | None = None) -> None:
    """One line of JSON; a lone surrogate is written as the replacement character."""
    text = json.dumps(row, ensure_ascii=False, separators=(", ", ": "))
    print(text.encode("utf-8", "replace").decode("utf-8"), file=out or sys.stdout)


def run_filter(rows: Iterable[Row], work: Callable[[Row], Row], *, jobs: int = 1, chunk: int = 16) -> int:
    """Write `work(row)` for each row, in order, over `jobs` processes; the exit code: 1 when a row could not be read.

    `work` must be a function of a module (it is sent to the processes) and may raise DatelineError, KeyError, TypeError
    or ValueError for a row that cannot be read.
    """
    bad = 0
    for row in spread(rows, _Safely(work), jobs=jobs, chunk=chunk):
        bad += "error" in row
        write_row(row)
    sys.stdout.flush()
    return 1 if bad else 0


def spread(rows: Iterable[Row], work: Callable[[Row], Row], *, jobs: int, chunk: int = 16) -> Iterator[Row]:
    """`map` over processes, in order, with no more than a few chunks under way, so that memory does not grow."""
    if jobs <= 1:
        yield from map(work, rows)
        return
    waiting: list[Any] = []
    with ProcessPoolExecutor(jobs) as pool:
        for batch in _batches(rows, chunk):
            waiting.append(pool.submit(_work_through, work, batch))
            if len(waiting) > 2 * jobs:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _work_through(work: Callable[[Row], Row], batch: list[Row]) -> list[Row]:
    return [work(row) for row in batch]


class _Safely:
    """Calls `work` and turns what it raises into a row with `error`."""

    def __init__(self, work: Callable[[Row], Row]):
        self.work = work

    def __call__(self, row: Row) -> Row:
        key = "path" if "path" in row else "id"
        if "error" in row:
            return {key: row.get(key), "error": row["error"]}
        try:
            return self.work(row)
        except KeyError as error:
            return {key: row.get(key), "error": f"the key {error} is missing"}
        except (DatelineError, TypeError, ValueError) as error:
            return {key: row.get(key), "error": str(error) or type(error).__name__}

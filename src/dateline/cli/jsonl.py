"""JSON Lines in and out: what every filter shares (the contract of the filters, docs/reference/filters.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from dateline.errors import DatelineError
from dateline.processes import spread

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

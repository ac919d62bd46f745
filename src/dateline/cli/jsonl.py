"""JSON Lines in and out: what every filter shares (the contract of the filters, docs/reference/filters.md)."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from dateline.errors import DatelineError, Unreadable
from dateline.processes import spread
from dateline.text.characters import sound

Row = dict[str, Any]
MOST_BYTES = 64_000_000  # of a file; a larger one is refused
_ESCAPED = re.compile(rb"\\ud[89a-f]", re.I)


class Failed(Row):
    """The line of an input that could not be read: its `id` or `path`, and `error`.

    A type of its own, as the input's rows may hold a key `error` too.
    """


def failed(row: Row, error: str) -> Failed:
    """The line that tells why a row could not be read."""
    key = "path" if "path" in row and "id" not in row else "id"
    return Failed({key: row.get(key), "error": error})


def read_rows(lines: Iterable[bytes]) -> Iterator[Row]:
    """One object a line, with an `id`; a line that is none gives a Failed, so that nothing is passed over.

    Lone surrogates, which JSON can spell, are replaced: no model and no output takes them.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _read(line)
        except ValueError as error:
            yield failed({}, f"line {number} is not JSON in UTF-8: {error}")
            continue
        except RecursionError:
            yield failed({}, f"line {number} is nested too deeply")
            continue
        if not isinstance(row, dict):
            yield failed({}, f"line {number} holds no JSON object")
        elif isinstance(row.get("id"), dict | list):
            yield failed({}, f"the id in line {number} is neither a text nor a number")
        else:
            yield row if "id" in row else {**row, "id": None}


def _read(line: bytes) -> Any:
    row = _DECODER.decode(line.decode("utf-8-sig"))
    if _ESCAPED.search(line):
        return _DECODER.decode(sound(json.dumps(row, ensure_ascii=False)))
    return row


def _refused(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    return number if abs(number) < float("inf") else _refused(digits[:20])


_DECODER = json.JSONDecoder(parse_constant=_refused, parse_float=_finite)


def write_row(row: Row, out: TextIO | None = None) -> None:
    """One line of JSON; a lone surrogate is written as the replacement character."""
    print(sound(json.dumps(row, ensure_ascii=False, separators=(", ", ": "))), file=out or sys.stdout)


def run_filter(rows: Iterable[Row], work: Callable[[Row], Row], *, jobs: int = 1, chunk: int = 16) -> int:
    """Write `work(row)` for each row, in order, over `jobs` processes; the exit code: 1 when a row could not be read.

    `work` must be a function of a module (it is sent to the processes); it raises Unreadable for a row that cannot be
    read. Whatever else it raises costs that row only.
    """
    bad = 0
    for row in spread(rows, Safely(work), jobs=jobs, chunk=chunk):
        bad += isinstance(row, Failed)
        write_row(row)
    sys.stdout.flush()
    return 1 if bad else 0


class Safely:
    """Calls `work` and turns what it raises into a Failed; a Failed is passed on."""

    def __init__(self, work: Callable[[Row], Row]):
        self.work = work

    def __call__(self, row: Row) -> Row:
        """The line of one row."""
        if isinstance(row, Failed):
            return row
        try:
            return self.work(row)
        except DatelineError as error:
            return failed(row, str(error))
        except Exception as error:  # one input that nobody expected must not cost the lines of all the others
            return failed(row, f"{type(error).__name__}: {error}")


def paths_of(files: Iterable[str]) -> Iterator[str]:
    """The paths given; - stands for those on standard input, one a line, in whatever encoding the file system has."""
    for file in files:
        if file != "-":
            yield file
            continue
        for line in sys.stdin.buffer:
            path = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
            if path:
                yield path


def read_file(path: str) -> bytes:
    """The bytes of a file; raises Unreadable for one that cannot be opened or is larger than MOST_BYTES."""
    try:
        with Path(path).open("rb") as file:  # not by its size: that of a pipe or device is not known before
            body = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise Unreadable(f"it cannot be opened: {getattr(error, 'strerror', None) or error}") from error
    if len(body) > MOST_BYTES:
        raise Unreadable(f"it is larger than {MOST_BYTES} bytes")
    return body

"""Tables out: the same rows as CSV, JSON or Parquet, for spreadsheets and programs of others."""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from dateline.errors import BadSettings

Cell = str | int | float | bool | date | datetime | tuple[str, ...] | None
Table = list[dict[str, Cell]]
Types = Mapping[str, type]

# What a spreadsheet takes as the beginning of a formula (OWASP, CSV Injection), full-width forms included.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_LARGEST = 2**63  # Parquet's whole numbers have 64 bits


def write_rows(rows: Sequence[Mapping[str, object]], out: Path | BinaryIO, format: str, *, types: Types) -> None:
    """Write rows as csv, json (a list of objects) or parquet; a file is put in place whole or not at all.

    `types` names the columns in their order, each a str, int, float, bool, date, datetime, or tuple (of texts), so that
    a column keeps its type when it holds nothing but None. A missing key is None, and so is a number that is not
    finite. Raises BadSettings for another format, a missing extra or a file that cannot be written, TypeError or
    ValueError for a value that its column does not take.
    """
    if format not in FORMATS:
        raise BadSettings(f"{format!r} is no format of a table: take one of {', '.join(FORMATS)}")
    body = FORMATS[format](_table(rows, types), types)
    if not isinstance(out, Path):
        out.write(body)
        return
    try:
        _put(out, body)
    except OSError as error:
        raise BadSettings(f"{out} cannot be written: {error.strerror}") from error


def _table(rows: Sequence[Mapping[str, object]], types: Types) -> Table:
    unknown = set(types.values()) - _FITTED.keys()
    if unknown:
        raise ValueError(f"no column is of type {', '.join(sorted(kind.__name__ for kind in unknown))}")
    for number, row in enumerate(rows, 1):
        if not row.keys() <= types.keys():
            raise ValueError(
                f"row {number} has a column without a type: {', '.join(sorted(row.keys() - types.keys()))}"
            )
    return [
        {name: _cell(row.get(name), kind, f"{name} of row {number}") for name, kind in types.items()}
        for number, row in enumerate(rows, 1)
    ]


def _cell(value: object, kind: type, where: str) -> Cell:
    """The value as its column has it."""
    if value is None:
        return None
    if not _fits(value, kind):
        raise TypeError(f"{where} must be {kind.__name__}, not {type(value).__name__}")
    try:
        return _FITTED[kind](value)
    except OverflowError as error:
        raise ValueError(f"{where} is out of range") from error


def _fits(value: object, kind: type) -> bool:
    if kind is tuple:
        return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    if isinstance(value, bool) or (isinstance(value, datetime) and kind is date):
        return type(value) is kind  # to Python a bool is an int, and a datetime a date
    return isinstance(value, int | float if kind is float else kind)


def _whole(value: int) -> int:
    if not -_LARGEST <= value < _LARGEST:
        raise OverflowError("more than 64 bits")
    return value


def _finite(value: float) -> float | None:
    number = float(value)
    return number if math.isfinite(number) else None


def _moment(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _sound(text: str) -> str:
    """The text with the replacement character for each lone surrogate, which no UTF-8 takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _texts(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_sound, values))


_FITTED: dict[type, Callable[[Any], Cell]] = {
    str: _sound,
    int: _whole,
    float: _finite,
    bool: bool,
    date: lambda day: day,
    datetime: _moment,
    tuple: _texts,
}


def _csv(table: Table, types: Types) -> bytes:
    """RFC 4180 in UTF-8: an empty field is None; texts of a list are joined by "; "."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(types)
    writer.writerows([_field(value) for value in row.values()] for row in table)
    return out.getvalue().encode()


def _field(value: Cell) -> str | int | float | None:
    if isinstance(value, tuple):
        value = "; ".join(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _json(table: Table, types: Types) -> bytes:
    """A list with one object a line."""
    lines = [json.dumps(row, ensure_ascii=False, default=lambda day: day.isoformat()) for row in table]
    return ("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n").encode()


def _parquet(table: Table, types: Types) -> bytes:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise BadSettings("Parquet needs the extra: pip install 'dateline[parquet]'") from error
    kinds: dict[type, Any] = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        date: pa.date32(),
        datetime: pa.timestamp("us", "UTC"),
        tuple: pa.list_(pa.string()),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in types.items()])
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(table, schema), out)
    return out.getvalue()


FORMATS: dict[str, Callable[[Table, Types], bytes]] = {"csv": _csv, "json": _json, "parquet": _parquet}


def _put(path: Path, body: bytes) -> None:
    """Put a file in place in one step, on the disk before the old one goes; a device or pipe is written to."""
    if path.exists() and not path.is_file():
        path.write_bytes(body)
        return
    path = path.resolve()  # behind a link, the file that it leads to
    waiting = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with waiting.open("wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        os.replace(waiting, path)
    finally:
        waiting.unlink(missing_ok=True)

"""Rows as CSV, JSON and Parquet, read back by other readers."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from dateline.errors import BadSettings
from dateline.export import FORMATS, write_rows
from dateline.records import Rights

TYPES: dict[str, type] = {
    "name": str, "shipped": int, "value": float, "listed": bool, "day": date, "seen": datetime, "actors": tuple,
}  # fmt: skip
FULL: dict[str, object] = {
    "name": "云腾 “Yunteng”, Ltd\nשלום",
    "shipped": -40_000,
    "value": 350_000_000,
    "listed": True,
    "day": date(2016, 12, 5),
    "seen": datetime(2016, 12, 5, 8, 30, tzinfo=timezone(timedelta(hours=8))),
    "actors": ("Yunteng", "Harbour Post"),
}
EMPTY: dict[str, object] = dict.fromkeys(TYPES)
ROWS: list[dict[str, object]] = [FULL, EMPTY, {"name": "a key that is missing is None"}]


def _written(rows: Sequence[Mapping[str, object]], format: str, types: Mapping[str, type] = TYPES) -> bytes:
    out = io.BytesIO()
    write_rows(rows, out, format, types=types)
    return out.getvalue()


def _csv_rows(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


def _parquet_table(body: bytes) -> Any:
    return parquet.read_table(io.BytesIO(body))


def test_csv_has_a_header_and_one_line_a_row() -> None:
    head, full, empty, _ = _csv_rows(_written(ROWS, "csv"))
    assert head == list(TYPES)
    assert full == [
        FULL["name"], "-40000", "350000000.0", "true", "2016-12-05", "2016-12-05T00:30:00+00:00",
        "Yunteng; Harbour Post",
    ]  # fmt: skip
    assert empty == [""] * len(TYPES)


def test_json_is_a_list_with_every_column() -> None:
    full, empty, last = json.loads(_written(ROWS, "json"))
    assert full == {
        **FULL,
        "day": "2016-12-05",
        "seen": "2016-12-05T00:30:00+00:00",
        "actors": ["Yunteng", "Harbour Post"],
    }
    assert empty == EMPTY
    assert list(last) == list(TYPES)


def test_parquet_gives_the_values_back() -> None:
    full, empty, _ = _parquet_table(_written(ROWS, "parquet")).to_pylist()
    assert full == {**FULL, "actors": ["Yunteng", "Harbour Post"]}
    assert empty == EMPTY


@pytest.mark.parametrize("rows", [[], [EMPTY], [{}], [FULL], [EMPTY, FULL]])
def test_parquet_columns_keep_their_types(rows: list[dict[str, object]]) -> None:
    table = _parquet_table(_written(rows, "parquet"))
    kinds = [
        pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.timestamp("us", "UTC"),
        pa.list_(pa.string()),
    ]  # fmt: skip
    assert table.num_rows == len(rows)
    assert table.schema.names == list(TYPES)
    assert [kind if not pa.types.is_list(kind) else pa.list_(kind.value_type) for kind in table.schema.types] == kinds


def test_no_rows_are_a_table_all_the_same() -> None:
    assert _written([], "csv") == (",".join(TYPES) + "\r\n").encode()
    assert json.loads(_written([], "json")) == []


@pytest.mark.parametrize("format", FORMATS)
def test_same_rows_give_the_same_bytes(format: str) -> None:
    assert _written(ROWS, format) == _written(ROWS, format)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example";"x")', "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠a",
        "-", "- a line of dialogue",
    ],
)  # fmt: skip
def test_csv_text_is_no_formula(text: str) -> None:
    row = {"name": text, "actors": (text, "other")}
    [_, [name, actors]] = _csv_rows(_written([row], "csv", {"name": str, "actors": tuple}))
    assert name == f"'{text}"
    assert actors == f"'{text}; other"


@pytest.mark.parametrize("text", ["A=B", "up -3 %", "'quoted'", "3.5", " =1", '"', ",", "", "a\rb", "a\r\nb", "a\0b"])
def test_csv_text_that_is_no_formula_stays(text: str) -> None:
    assert _csv_rows(_written([{"name": text, "shipped": 1}], "csv", {"name": str, "shipped": int}))[1] == [text, "1"]


def test_csv_numbers_are_never_guarded() -> None:
    types: dict[str, type] = {"shipped": int, "value": float}
    assert _csv_rows(_written([{"shipped": -1, "value": -2.5}], "csv", types))[1] == ["-1", "-2.5"]


@pytest.mark.parametrize("format", ["json", "parquet"])
def test_formula_stays_where_it_is_none(format: str) -> None:
    body = _written([{"name": "=1+1"}], format, {"name": str})
    assert (json.loads(body) if format == "json" else _parquet_table(body).to_pylist()) == [{"name": "=1+1"}]


@pytest.mark.parametrize("format", FORMATS)
def test_odd_values_are_written(format: str) -> None:
    rows = [
        {"name": "half \ud800 a pair", "value": math.nan},
        {"name": "x" * 1_000_000, "value": -math.inf, "actors": ["\udfff", ""]},
        {"seen": datetime(2016, 12, 5), "shipped": 2**63 - 1, "value": 10**300, "actors": ()},
    ]
    body = _written(rows, format)
    assert "half \ufffd a pair".encode() in body
    if format != "csv":
        read = json.loads(body) if format == "json" else _parquet_table(body).to_pylist()
        assert [row["value"] for row in read] == [None, None, 1e300]
        assert read[1]["actors"] == ["\ufffd", ""]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", 5), ("name", b"bytes"), ("shipped", "5"), ("shipped", True), ("shipped", 5.0), ("value", "5"),
        ("value", False), ("listed", 1), ("day", "2016-12-05"), ("day", datetime(2016, 12, 5)), ("actors", "Yunteng"),
        ("seen", date(2016, 12, 5)), ("name", ["Yunteng"]), ("name", {"deep": {}}), ("actors", ["Yunteng", 5]),
    ],
)  # fmt: skip
def test_value_of_another_type_is_refused(format: str, name: str, value: object) -> None:
    with pytest.raises(TypeError, match=f"{name} of row 2 must be {TYPES[name].__name__}"):
        _written([{}, {name: value}], format)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("shipped", 2**63),
        ("shipped", -(2**63) - 1),
        pytest.param("shipped", 10**5000, id="5,000 digits"),
        ("value", 10**400),
        ("seen", datetime.min.replace(tzinfo=timezone(timedelta(hours=8)))),
    ],
)
def test_number_out_of_range_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{name} of row 1 is out of range"):
        _written([{name: value}], "csv")


def test_column_without_a_type_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 has a column without a type: b"):
        _written([{"b": 1}], "csv", {"a": int})
    with pytest.raises(ValueError, match="no column is of type dict"):
        _written([], "csv", {"a": dict})


def test_subclass_of_a_type_is_written_as_the_type() -> None:
    rows = [{"name": Rights.EXCERPT, "value": np.float64(2.5)}]
    assert _csv_rows(_written(rows, "csv", {"name": str, "value": float}))[1] == ["excerpt", "2.5"]


def test_unknown_format_names_the_known() -> None:
    with pytest.raises(BadSettings, match="'xlsx' is no format of a table: take one of csv, json, parquet"):
        _written([], "xlsx")


# Files.


@pytest.mark.parametrize("format", FORMATS)
def test_file_holds_what_a_stream_gets(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"rows.{format}"
    path.write_text("what was there before")
    write_rows(ROWS, path, format, types=TYPES)
    assert path.read_bytes() == _written(ROWS, format)
    assert list(tmp_path.iterdir()) == [path]


def test_failed_table_leaves_the_file_before(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("what was there before")
    with pytest.raises(TypeError):
        write_rows([{"name": "a"}, {"name": 1}], path, "csv", types={"name": str})
    assert path.read_text() == "what was there before"
    assert list(tmp_path.iterdir()) == [path]


def test_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "rows.csv", tmp_path / ("x" * 300)):
        with pytest.raises(BadSettings, match="cannot be written"):
            write_rows([], path, "csv", types={"name": str})
    assert list(tmp_path.iterdir()) == []


def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "rows.csv")
    write_rows([], tmp_path / "link.csv", "csv", types={"name": str})
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "rows.csv").read_bytes() == b"name\r\n"


@pytest.mark.skipif(os.name != "posix", reason="devices are files on POSIX only")
def test_device_is_written_to_and_not_replaced() -> None:
    write_rows([], Path(os.devnull), "csv", types={"name": str})
    assert Path(os.devnull).is_char_device()


# The extra.


def test_pyarrow_is_loaded_for_parquet_only() -> None:
    code = (
        "import io, sys; from dateline.export import write_rows\n"
        "for format in ('csv', 'json'): write_rows([{'a': 1}], io.BytesIO(), format, types={'a': int})\n"
        "assert 'pyarrow' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_parquet_without_the_extra_names_it() -> None:
    code = (
        "import io, sys; sys.modules['pyarrow'] = None\n"  # as Python marks what cannot be imported
        "from dateline.export import write_rows; from dateline.errors import BadSettings\n"
        "try: write_rows([], io.BytesIO(), 'parquet', types={'a': int})\n"
        "except BadSettings as error: print(error)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout == "Parquet needs the extra: pip install 'dateline[parquet]'\n"


def test_moments_of_a_reader_are_in_utc() -> None:
    [row] = _parquet_table(_written([{"seen": FULL["seen"]}], "parquet", {"seen": datetime})).to_pylist()
    assert row["seen"] == datetime(2016, 12, 5, 0, 30, tzinfo=UTC)

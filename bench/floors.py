"""Figures that may not fall: runs the shared benchmark over Dateline's filters and compares with floors.json.

    python bench/floors.py                 prints the table
    python bench/floors.py --check         exit 1 when a figure is under its floor
    python bench/floors.py --only stories  one task (may be given again)
    python bench/floors.py --digest        writes the digests of the data that are here into floors.json

The data lie in the folder named by DATELINE_SHARED, or in `shared` beside the repository; without them nothing is
checked and a message says so. Other data than those recorded are an error: their figures cannot be compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside its floor."""

    task: str
    set: str
    figure: str  # dotted path into the figures of the set
    floor: float
    value: float | None  # None: the filter gave none

    @property
    def holds(self) -> bool:
        """Not under the floor."""
        return self.value is not None and self.value >= self.floor


def shared_folder() -> Path | None:
    """Where the benchmark is; None: it is not here."""
    folder = Path(os.environ.get("DATELINE_SHARED") or HERE.parents[1] / "shared")
    return folder if (folder / "bench" / "run").is_file() else None


def digest(path: Path) -> str:
    """SHA-256 of a file; `absent` when there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "absent"


def changed_data(folder: Path, recorded: Mapping[str, str]) -> list[str]:
    """Files whose bytes are not those that the floors were set on."""
    return [name for name, known in recorded.items() if digest(folder / name) != known]


def measure(bench: Path, task: str, sets: Iterable[str]) -> dict[str, Any]:
    """Figures of the sets of a task, by set; what the benchmark prints goes through."""
    dateline = Path(sys.executable).with_name("dateline")
    with tempfile.TemporaryDirectory(prefix="dateline-floors-") as folder:
        out = Path(folder) / "figures.json"
        command = [bench / "run", task, "--sets", ",".join(sets), "--dateline", dateline, "--json", out]
        subprocess.run([sys.executable, *map(str, command)], check=True, env={**os.environ, "PYTHONUTF8": "1"})
        result = json.loads(out.read_text(encoding="utf-8"))
    return {name: entry.get("figures", {}) for name, entry in result[task]["sets"].items()}


def compare(task: str, floors: Mapping[str, Mapping[str, float]], figures: Mapping[str, Any]) -> list[Comparison]:
    """Every floor of a task with the figure that was measured."""
    return [
        Comparison(task, name, figure, floor, _at(figures.get(name, {}), figure))
        for name, wanted in floors.items()
        for figure, floor in wanted.items()
    ]


def _at(figures: Any, path: str) -> float | None:
    for key in path.split("."):
        figures = figures.get(key) if isinstance(figures, dict) else None
    return figures if isinstance(figures, int | float) else None


def show(rows: Iterable[Comparison]) -> None:
    """The table."""
    print(f"\n{'task':12}{'set':14}{'figure':38}{'floor':>8}{'now':>8}")
    for row in rows:
        now = "none" if row.value is None else f"{row.value:.4f}"
        state = "" if row.holds else "  under its floor"
        print(f"{row.task:12}{row.set:14}{row.figure:38}{row.floor:8.4f}{now:>8}{state}")


def record_digests(folder: Path) -> None:
    """Write the digests of the data here into floors.json, for the same files as before."""
    record = json.loads(FLOORS.read_text(encoding="utf-8"))
    record["data"] = {name: digest(folder / name) for name in record["data"]}
    FLOORS.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def run(arguments: list[str] | None = None) -> int:
    """Command line; see the head of this file."""
    record = json.loads(FLOORS.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="exit 1 when a figure is under its floor")
    parser.add_argument("--only", action="append", choices=list(record["floors"]), help="only this task")
    parser.add_argument("--digest", action="store_true", help="record the digests of the data that are here")
    options = parser.parse_args(arguments)
    folder = shared_folder()
    if folder is None:
        print("floors: skipped, the benchmark data are not here (set DATELINE_SHARED)")
        return 0
    if options.digest:
        record_digests(folder)
        return 0
    changed = changed_data(folder, record["data"])
    if changed:
        print(f"floors: other data than the floors were set on: {', '.join(changed)}", file=sys.stderr)
        return 1
    rows: list[Comparison] = []
    for task in options.only or record["floors"]:
        floors = record["floors"][task]
        rows += compare(task, floors, measure(folder / "bench", task, floors))
    show(rows)
    return int(options.check and not all(row.holds for row in rows))


if __name__ == "__main__":
    sys.exit(run())

"""The filter `dateline copies`: outlets, differences, order, and what it holds in memory."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dateline.cli.copies import command

WALL = (
    "The sea wall at Ellery moved by eleven centimetres since spring. Mayor Ines Dahl closed the basin on Monday, and "
    "two ferry lines were sent to the fishing quay.\n\nRepairs will cost nine million crowns and could take until "
    "October. Divers look at the foundations this week. The wall was built in 1931 and strengthened forty years ago."
)
OTHER = (
    "A warehouse on the edge of Tarn burned for nine hours before crews from three towns put the fire out on Tuesday."
)


def run(path: Path, rows: list[dict[str, Any]], *options: str) -> list[dict[str, Any]]:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = CliRunner().invoke(command, [str(path), *options])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_original_is_first_published_and_the_agency_where_outlets_are_given(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "post", "text": f"ELLERY (Reuters) - {WALL}", "published": "2021-03-03T09:00:00Z"},
        {"id": "wire", "text": WALL, "published": "2021-03-03T11:00:00Z"},
        {"id": "gazette", "text": f"{WALL} (Reuters)", "published": "2021-03-03T08:00:00Z"},
        {"id": "fire", "text": OTHER, "published": None},
        {"id": "undated", "text": WALL.replace("eleven", "12")},
    ]
    plain = run(tmp_path / "in.jsonl", rows)
    assert [row["copy_of"] for row in plain] == ["gazette", "gazette", None, None, "gazette"]
    assert [row["group"] for row in plain] == ["gazette", "gazette", "gazette", None, "gazette"]
    for row, outlet in zip(rows, ("Post", "Reuters", "Gazette", "Times", "Times"), strict=True):
        row["outlet"] = outlet
    named = run(tmp_path / "in.jsonl", rows, "--jobs", "2")
    assert [row["copy_of"] for row in named] == ["wire", None, "wire", None, "wire"]
    assert [row["similarity"] for row in named][:4] == [1.0, 1.0, 1.0, 0.0]


def test_diff_tells_what_a_copy_adds_drops_and_changes(tmp_path: Path) -> None:
    changed = WALL.replace("nine million", "twelve million").replace(" Divers look at the foundations this week.", "")
    rows = [{"id": 1, "text": WALL}, {"id": 2, "text": f"{changed} Ferries are late."}, {"id": 3, "text": OTHER}]
    first, second, third = run(tmp_path / "in.jsonl", rows, "--diff")
    assert "adds" not in first and "adds" not in third
    assert (second["adds"], second["drops"]) == (["Ferries are late."], ["Divers look at the foundations this week."])
    assert [change["words"] for change in second["changes"]] == [[["nine", "twelve"]]]
    assert second["changes"][0]["to"].startswith("Repairs will cost twelve")


def test_ids_that_repeat_or_are_no_text_are_given_back(tmp_path: Path) -> None:
    ids = ["a", "a", 7, None, "\ud800", True]
    found = run(tmp_path / "in.jsonl", [{"id": one, "text": WALL, "outlet": 5, "published": 3} for one in ids])
    assert [row["id"] for row in found][:4] == ids[:4]
    assert [row["copy_of"] for row in found] == [None, "a", "a", "a", "a", "a"]


def test_hostile_rows_are_answered(tmp_path: Path) -> None:
    texts = ["", "a", "字", "\ud800", "word " * 300_000, "“" * 3000, WALL, "(" * 9999]
    found = run(tmp_path / "in.jsonl", [{"id": at, "text": text} for at, text in enumerate(texts)], "--diff")
    assert [row["copy_of"] for row in found] == [None] * len(texts)
    assert run(tmp_path / "empty.jsonl", []) == []


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    dice = random.Random(3)
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(8_000):
            text = " ".join(f"w{dice.randrange(20_000)}" for _ in range(400))
            file.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    code = "from dateline.cli.copies import command; command()"
    subprocess.run([sys.executable, "-c", code, str(path)], env=environment, check=True, stdout=subprocess.DEVNULL)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak == before or peak < 300_000  # kilobytes; the runs of the recent articles are 48,000 of them

"""The filter `dateline stories`: online, in order, the same bytes however it is run."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli.stories import command

ROWS: list[dict[str, object]] = [
    {"id": "a", "title": "Sea wall at Port Ellery slides, northern basin shut", "published": "2016-12-05T08:00:00Z"},
    {"id": "b", "title": "Zoo names its panda twins Salt and Pepper", "published": "2016-12-05T09:00:00Z"},
    {"id": "c", "title": "Port Ellery shuts northern basin after sea wall slides", "published": "2016-12-05T10:00:00Z"},
    {"id": "d", "title": "Panda twins are called Salt and Pepper, zoo says", "published": "2016-12-06"},
    {"id": "e", "text": "The orchestra of Hallen will play in the old gasworks next spring.", "language": None},
]


def run(path: Path, rows: list[dict[str, object]], *options: str) -> tuple[int, str]:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = CliRunner().invoke(command, [str(path), *options])
    return result.exit_code, result.stdout


def stories(output: str) -> list[object]:
    return [json.loads(line).get("story") for line in output.splitlines()]


def test_headlines_of_one_event_meet(tmp_path: Path) -> None:
    code, output = run(tmp_path / "in.jsonl", ROWS)
    assert code == 0
    assert stories(output) == ["s-a", "s-b", "s-a", "s-b", "s-e"]


@pytest.mark.parametrize("count", range(1, len(ROWS)))
def test_line_depends_on_the_lines_before_only(tmp_path: Path, count: int) -> None:
    whole = run(tmp_path / "in.jsonl", ROWS)[1].splitlines()
    assert run(tmp_path / "part.jsonl", ROWS[:count])[1].splitlines() == whole[:count]


def test_jobs_and_repeating_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [{**row, "id": f"{number}-{row['id']}"} for number in range(5) for row in ROWS]
    one = run(tmp_path / "in.jsonl", rows)[1]
    assert one == run(tmp_path / "in.jsonl", rows)[1]
    assert one == run(tmp_path / "in.jsonl", rows, "--jobs", "2")[1]


def test_batch_places_by_date_and_answers_in_input_order(tmp_path: Path) -> None:
    code, output = run(tmp_path / "in.jsonl", ROWS[::-1], "--batch")
    assert code == 0
    assert stories(output) == ["s-e", "s-b", "s-a", "s-b", "s-a"]


def test_bad_rows_get_their_line_and_exit_code(tmp_path: Path) -> None:
    code, output = run(tmp_path / "in.jsonl", [{"id": 1}, {"id": 2, "title": 3}, {"text": " "}, ROWS[0]])
    assert code == 1
    found = [json.loads(line) for line in output.splitlines()]
    assert [row["id"] for row in found] == [1, 2, None, "a"]
    assert ["error" in row for row in found] == [True, True, True, False]


def test_line_is_written_before_the_next_is_read() -> None:
    code = "from dateline.cli.stories import command; command()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(ROWS[0]).encode() + b"\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], 60)
        assert ready, f"nothing was written by {time.ctime()}"
        assert json.loads(process.stdout.readline())["story"] == "s-a"
        process.stdin.close()
        assert process.wait(30) == 0

"""The filter `summarise`: exact spans, error lines, the same bytes with more processes, and no waiting for the end."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

TEXT = (
    "SHENYANG, Dec 14 (Meridian Wire) — China will issue some 30 standards for robots by 2018. 😀 They are overdue.\n\n"
    "Makers sold 64,000 robots until November, the ministry said. Prices fell.\n\n"
    "中国将发布三十项机器人标准。企业表示欢迎，称早该如此。"
)


def summarise(lines: bytes, *options: str) -> tuple[int, list[dict[str, Any]], bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "dateline.cli.main", "summarise", *options],
        input=lines,
        capture_output=True,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stdout


def row(**values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def test_each_sentence_is_an_exact_span() -> None:
    code, rows, _ = summarise(row(id="a", documents=[TEXT, "", TEXT[80:]], sentences=4))
    assert code == 0
    assert rows[0]["id"] == "a"
    assert 0 < len(rows[0]["sentences"]) <= 4
    for one in rows[0]["sentences"]:
        assert one["text"] == [TEXT, "", TEXT[80:]][one["document"]][one["start"] : one["end"]]
        assert one["text"].strip() == one["text"] != ""
    assert rows[0]["sentences"][0]["text"].startswith("China will issue")


def test_wrong_lines_are_told_and_the_others_done() -> None:
    lines = [
        row(id=1, documents=[TEXT]),
        b"not json\n",
        b"\n",
        row(id=2),
        row(id=3, documents="text"),
        row(id=4, documents=[1]),
        row(id=5, documents=[TEXT], sentences=0),
        row(id=6, documents=[TEXT], sentences=True),
        row(id=7, documents=[]),
        row(documents=[TEXT], sentences=1),
        b"[1]\n",
        b"\xff\xfe\n",
    ]
    code, rows, _ = summarise(b"".join(lines))
    assert code == 1
    assert [(one["id"], "error" in one) for one in rows] == [
        (1, False),
        (None, True),
        (2, True),
        (3, True),
        (4, True),
        (5, True),
        (6, True),
        (7, False),
        (None, False),
        (None, True),
        (None, True),
    ]
    assert len(rows[0]["sentences"]) == 3
    assert rows[7]["sentences"] == []


def test_more_processes_give_the_same_bytes() -> None:
    lines = b"".join(row(id=at, documents=[TEXT[at:], TEXT], sentences=1 + at % 4) for at in range(70))
    assert summarise(lines, "--jobs", "2") == summarise(lines)


def test_line_is_answered_before_the_next_is_read() -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "dateline.cli.main", "summarise"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for at in range(3):
            process.stdin.write(row(id=at, documents=[TEXT]))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == at
        process.stdin.close()
        assert process.wait(20) == 0


@pytest.mark.parametrize("text", ["", " \n ", "word", "\x00", "\ud800 lone surrogate here in the text.", "“" * 5000])
def test_odd_texts_end_no_run(text: str) -> None:
    code, rows, _ = summarise(json.dumps({"id": 1, "documents": [text]}).encode() + b"\n")
    assert code == 0
    assert "sentences" in rows[0]

"""The filter `dateline stories`: online, in order, the same bytes however it is run."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from dateline.cli.stories import command
from dateline.stories.background import Background
from dateline.stories.live import LiveStories, LiveStory
from dateline.stories.settings import stored_background

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


WALL = ["Sea wall at Port Ellery slides, northern basin shut", "Port Ellery shuts northern basin after sea wall slides"]
PANDAS = "Zoo names its panda twins Salt and Pepper"
REPRINTED = (
    "The sea wall at Port Ellery slid into the northern basin before dawn on Monday, and the harbour office told all "
    "ships to leave the quay. Nobody was hurt, but two sheds stand in the water and the ferry will not sail this week."
)


@pytest.mark.parametrize("options", [(), ("--batch",)])
@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (("a", "b", "c"), ("s-a", "s-b", "s-a")),
        (("a", "a", "b"), ("s-a", "s-a~2", "s-a")),
        (("a", "a", "a"), ("s-a", "s-a~2", "s-a")),
        ((None, None, None), ("s-None", "s-None~2", "s-None")),
        ((1, "1", True), ("s-1", "s-1~2", "s-1")),
        (("", "", ""), ("s-", "s-~2", "s-")),
    ],
)
def test_ids_may_repeat_or_look_alike(
    tmp_path: Path, ids: tuple[object, ...], names: tuple[str, ...], options: tuple[str, ...]
) -> None:
    titles = (WALL[0], PANDAS, WALL[1])
    rows = [{"id": one, "title": title, "published": "2016-12-05"} for one, title in zip(ids, titles, strict=True)]
    output = run(tmp_path / "in.jsonl", rows, *options)[1]
    assert tuple(stories(output)) == names
    written = [json.loads(line)["id"] for line in output.splitlines()]
    assert list(map(repr, written)) == list(map(repr, ids))


@pytest.mark.parametrize("ids", [("a", "a~2", "a"), ("a~2", "a", "a"), ("a", "a", "a~2")])
def test_name_of_a_repeated_id_is_no_other_story_s(tmp_path: Path, ids: tuple[str, ...]) -> None:
    titles = (WALL[0], PANDAS, "Orchestra of Hallen plays in the old gasworks")
    rows: list[dict[str, object]] = [{"id": one, "title": title} for one, title in zip(ids, titles, strict=True)]
    assert len(set(stories(run(tmp_path / "in.jsonl", rows)[1]))) == 3


@pytest.mark.parametrize("options", [(), ("--batch",)])
@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("a", "a"), (7, "7")])
def test_copy_names_the_id_of_its_original(
    tmp_path: Path, one: object, other: object, options: tuple[str, ...]
) -> None:
    rows: list[dict[str, object]] = [{"id": one, "text": REPRINTED}, {"id": other, "text": REPRINTED}]
    found = [json.loads(line) for line in run(tmp_path / "in.jsonl", rows, *options)[1].splitlines()]
    assert [row["copy_of"] for row in found] == [None, one]
    assert [row["channel"] for row in found] == ["new", "copy"]


@pytest.mark.parametrize("options", [(), ("--batch",)])
def test_texts_without_words_stay_alone(tmp_path: Path, options: tuple[str, ...]) -> None:
    texts = ["!!! ???", "😀😀😀", "other", "???", "…", "😀😀😀", "—", "and so on"]
    rows: list[dict[str, object]] = [{"id": at, "text": text} for at, text in enumerate(texts)]
    found = stories(run(tmp_path / "in.jsonl", rows, *options)[1])
    wordless = [story for story, text in zip(found, texts, strict=True) if text not in ("other", "and so on")]
    assert len(set(wordless)) == len(wordless) and found[2] == "s-2" and found[7] not in wordless


@pytest.mark.parametrize(
    "text", ["", " \u3000", "\u200b", "\ufeff\u2060", "\0\x1b", "\u3164", "\u2800", "\u00ad\ufe0f"]
)
def test_text_that_cannot_be_seen_is_missing(tmp_path: Path, text: str) -> None:
    code, output = run(tmp_path / "in.jsonl", [{"id": 1, "title": text, "text": text}, {"id": 2, "title": "?"}])
    assert code == 1
    assert [json.loads(line).get("error") for line in output.splitlines()] == ["title and text are missing", None]


DATES = {
    "all undated": (None, None, None),
    "the first undated": (None, None, "2024-03-01"),
    "another dated between undated ones": (None, "2024-03-01", None),
    "the last one dated far ahead": (None, None, "9999-12-31"),
    "only the first undated": (None, "2024-03-01", "2024-03-02"),
    "one date far ahead": ("2024-03-01", "9999-12-31", None),
    "one date far back": ("2024-03-01", "1970-01-01", None),
    "a date that is none": ("2024-03-01", "yesterday", None),
}


@pytest.mark.parametrize("options", [(), ("--batch",)])
@pytest.mark.parametrize("case", DATES)
def test_undated_article_meets_its_event(tmp_path: Path, case: str, options: tuple[str, ...]) -> None:
    rows = [
        {"id": name, "title": title, "published": date}
        for name, title, date in zip("axb", (WALL[0], PANDAS, WALL[1]), DATES[case], strict=True)
    ]
    one, stranger, same = stories(run(tmp_path / "in.jsonl", rows, *options)[1])
    assert one == same == ("s-b" if options and DATES[case][2] and not DATES[case][0] else "s-a")  # by date in a batch
    assert stranger == "s-x"


UNDATED_AFTER = {  # the dates before, and whether an undated article is of the first one's or of the last one's time
    "a gap of half a year": (("2024-01-01", "2024-07-01"), False),
    "one wrong date": (("2024-01-01", "9999-01-01"), True),
    "one wrong date, then right ones": (("2024-01-01", "9999-01-01", "2024-01-02"), True),
    "an archive that goes on years later": (("2016-01-01", "2024-01-01", "2024-01-02"), False),
}


@pytest.mark.parametrize("case", UNDATED_AFTER)
def test_undated_article_is_of_the_time_of_those_before(tmp_path: Path, case: str) -> None:
    dates, with_first = UNDATED_AFTER[case]
    titles = (WALL[0], PANDAS, "Orchestra of Hallen plays in the old gasworks")
    rows: list[dict[str, object]] = [
        {"id": at, "title": titles[at], "published": date} for at, date in enumerate(dates)
    ]
    found = stories(run(tmp_path / "in.jsonl", [*rows, {"id": "z", "title": WALL[1]}])[1])
    assert (found[-1] == "s-0") is with_first


def test_prefix_and_jobs_hold_for_faulty_rows(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"title": WALL[0]},
        {"title": "\u200b"},
        {"title": PANDAS, "published": "9999-12-31"},
        {"title": WALL[1]},
        {"id": 1, "text": "!!!"},
        {"id": "1", "text": REPRINTED, "published": "2024-03-01"},
        {"id": True, "text": REPRINTED},
    ] * 3
    whole = run(tmp_path / "in.jsonl", rows)[1]
    assert whole == run(tmp_path / "in.jsonl", rows, "--jobs", "2")[1]
    for count in (1, 4, 7, 11):
        assert run(tmp_path / "part.jsonl", rows[:count])[1].splitlines() == whole.splitlines()[:count]


def test_live_story_is_not_overwritten() -> None:
    live = LiveStories(Background(stored_background()), 10)
    moment = datetime(2024, 3, 1, tzinfo=UTC)
    live.bring(LiveStory("s-a", 0, moment, moment, total=np.zeros(4, dtype=np.float32)))
    with pytest.raises(ValueError, match="s-a is live already"):
        live.bring(LiveStory("s-a", 1, moment, moment, total=np.zeros(4, dtype=np.float32)))

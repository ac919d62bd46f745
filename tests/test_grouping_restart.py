"""Grouping goes on where it was: the same stream in one go, killed in between, and in small pieces ends the same.

The stream is made from the sample's reports (bench/growth_news) and spread over seven weeks, so that stories rest and
come back, and copies are forgotten. Compared are the placements and all that the grouper keeps, byte for byte.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event

from dateline.stories.embedders import EMBEDDERS, lead

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from growth_news import Made, News
from growth_room import fill, room

ARTICLES, UNDATED, EMBEDDED = 300, 6, 40
PER_DAY = 5
FIRST, PIECE = 230, 7
pytestmark = pytest.mark.slow
TABLES = {
    "placement": "article, position, streamed, settled, engine, story, copy_of, similarity, channel, \"group\"",
    "story_state": "story, number, first, last, data",
    "article_state": "article, moment, data",
    "grouping_state": "key, data",
    "vector": "article, model, digest, data",
}  # fmt: skip
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["dateline.working", "dateline.stories.embedders"])
Vectors = dict[int, Any]


@pytest.fixture(scope="module")
def stream() -> list[Made]:
    """The articles in order of time, the last of them undated."""
    made = News(None).stream(ARTICLES, PER_DAY)
    return [replace(one, published=one.came if one.number < ARTICLES - UNDATED else None) for one in made]


@pytest.fixture(scope="module")
def vectors(stream: list[Made]) -> Vectors:
    """The vectors of most articles; those of the others are made while they are placed."""
    some = [one for one in stream if one.number % ARTICLES >= EMBEDDED]
    rows = EMBEDDERS["fast"]().embed([lead(one.title, one.text) for one in some])
    return {one.number: row for one, row in zip(some, rows, strict=True)}


@pytest.fixture(scope="module")
def in_one_go(stream: list[Made], vectors: Vectors, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    folder = tmp_path_factory.mktemp("whole") / "desk"
    come(folder, stream, vectors)
    group(folder)
    return kept(folder)


def come(folder: Path, articles: Sequence[Made], vectors: Vectors) -> None:
    """Articles come in; those that have a vector bring it along."""
    with room(folder) as newsroom:
        fill(newsroom, [one for one in articles if one.number in vectors], lambda one: np.asarray(vectors[one.number]))
        fill(newsroom, [one for one in articles if one.number not in vectors])


def group(folder: Path) -> None:
    with room(folder) as newsroom:
        newsroom.group()


def group_and_die(folder: str, transactions: int) -> None:
    """Group, and be killed when so many transactions have begun: all before are kept, nothing of the last."""
    begun = 0

    def count(connection: Any) -> None:
        nonlocal begun
        begun += 1
        if begun == transactions:
            os.kill(os.getpid(), signal.SIGKILL)

    with room(Path(folder)) as newsroom:
        event.listen(newsroom.database.engine, "begin", count)
        newsroom.group()
    os._exit(0)


def killed(folder: Path, transactions: int) -> int | None:
    """A run that is killed; how many articles had been placed; None: it came to its end."""
    process = _CONTEXT.Process(target=group_and_die, args=(str(folder), transactions))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return None if process.exitcode == 0 else len(kept(folder)["placement"])


def kept(folder: Path) -> dict[str, list[Any]]:
    connection = sqlite3.connect(f"file:{folder / 'dateline.db'}?mode=ro", uri=True)
    found = {name: connection.execute(f"SELECT {columns} FROM {name}").fetchall() for name, columns in TABLES.items()}
    connection.close()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def check_equal(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> None:
    for name, rows in one.items():
        differ = [(mine, theirs) for mine, theirs in zip(rows, other[name], strict=False) if mine != theirs]
        assert len(rows) == len(other[name]), name
        assert not differ, f"{name}: {len(differ)} rows differ, the first: {str(differ[0])[:2000]}"


def test_stream_has_what_can_go_wrong(stream: list[Made], in_one_go: dict[str, list[Any]]) -> None:
    dated = [one.came for one in stream]
    assert (max(dated) - min(dated)).days > 40  # stories rest, and the undated reach back
    channels = [row[8] for row in in_one_go["placement"]]
    assert channels.count("copy") > 10
    assert 50 < channels.count("new") < 250
    assert any(row[3] for row in in_one_go["placement"])  # settled


def test_killed_runs_end_as_one_run(
    stream: list[Made], vectors: Vectors, in_one_go: dict[str, list[Any]], tmp_path: Path
) -> None:
    folder, draw, reached = tmp_path / "desk", random.Random(5), []
    for half in (stream[:FIRST], stream[FIRST:]):
        come(folder, half, vectors)
        while (placed := killed(folder, draw.randrange(8, 30))) is not None:
            reached.append(placed)
            assert len(reached) < 40
    print("articles placed when killed:", reached)
    assert len(set(reached)) > 1
    check_equal(in_one_go, kept(folder))


def test_small_pieces_end_as_one_run(
    stream: list[Made], vectors: Vectors, in_one_go: dict[str, list[Any]], tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    for at in range(0, len(stream), PIECE):
        come(folder, stream[at : at + PIECE], vectors)
        group(folder)
    check_equal(in_one_go, kept(folder))

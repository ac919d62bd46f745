"""kill -9 at any moment of a run, then a run to the end: the same articles, stories and issue as an undisturbed run.

The runs are processes forked from one that has loaded the modules already, so that the moments fall on the work and
not on the loading; each is killed as a whole at its moment, which is drawn from the length of an undisturbed run.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from sqlalchemy import text

from conftest import MONTH, make_newsroom, start
from dateline.newsroom import open_newsroom
from dateline.sample.site import SampleSite
from dateline.store.ledger import to_capture
from dateline.store.schema import captures
from sample_truth import dump, issue_files

KILLS = 30
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["test_crash", "dateline.stories.embedders", "dateline.text.batch", "alembic.command"])


def run(folder: str) -> None:
    """What `dateline run` does."""
    with open_newsroom(folder, overrides=["text.jobs=1"]) as newsroom:
        newsroom.run(period=MONTH)


def begin(folder: Path) -> ForkServerProcess:
    process = _CONTEXT.Process(target=run, args=(str(folder),))
    process.start()
    return process


def seconds_of_a_run(folder: Path) -> float:
    """How long an undisturbed run takes from its start to its end; the newsroom is left finished."""
    began = time.monotonic()
    process = begin(folder)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - began


def run_killed(folder: Path, after: float) -> bool:
    """One run, killed after so many seconds; whether it was still at work then."""
    process = begin(folder)
    process.join(after)
    if process.exitcode is not None:
        return False
    process.kill()
    process.join()
    return True


def how_far(folder: Path) -> str:
    if not (folder / "dateline.db").exists():
        return "nothing"
    with open_newsroom(folder) as newsroom, newsroom.database.begin() as connection:
        tables = ("capture", "reading", "placement", "issue")
        rows = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in tables}
    return next((name for name in reversed(tables) if rows[name]), "database")


def check_archive(folder: Path) -> None:
    """Every capture that the index names can be read and has its digest."""
    with open_newsroom(folder) as newsroom:
        with newsroom.database.begin() as connection:
            found = [to_capture(row) for row in connection.execute(captures.select())]
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        for capture in found:
            newsroom.archive.read(capture)


@pytest.mark.slow
def test_killed_runs_end_as_an_undisturbed_one(built_sample: Path, sample_site: SampleSite, tmp_path: Path) -> None:
    tables, files = dump(built_sample, times=False), issue_files(built_sample)
    seconds_of_a_run(make_newsroom(tmp_path / "warm", sample_site))  # loads the modules in the server of forks
    length = seconds_of_a_run(make_newsroom(tmp_path / "whole", sample_site))
    draw = random.Random(20161231)
    moments = [(at + draw.random()) / KILLS * length for at in range(KILLS)]

    def one(number: int) -> str:
        moment = moments[number]
        while not run_killed(folder := make_newsroom(tmp_path / f"{number}-{moment:.3f}", sample_site), moment):
            moment /= 2  # it had ended already: this machine has become faster
        reached = how_far(folder)
        assert seconds_of_a_run(folder)
        check_archive(folder)
        assert dump(folder, times=False) == tables, f"killed after {moment:.2f} s"
        assert issue_files(folder) == files, f"killed after {moment:.2f} s"
        return reached

    with ThreadPoolExecutor(2) as pool:
        reached = Counter(pool.map(one, range(KILLS)))
    print(f"a run takes {length:.1f} s; killed runs had come to:", dict(reached))
    assert len(reached) >= 3  # the moments fell on different stages


@pytest.mark.slow
def test_run_killed_again_and_again_ends_as_an_undisturbed_one(
    built_sample: Path, sample_site: SampleSite, tmp_path: Path
) -> None:
    folder = make_newsroom(tmp_path / "desk", sample_site)
    draw = random.Random(7)
    for _ in range(8):
        run_killed(folder, 0.3 + draw.random())
    assert seconds_of_a_run(folder)
    check_archive(folder)
    assert dump(folder, times=False) == dump(built_sample, times=False)
    assert issue_files(folder) == issue_files(built_sample)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes under /proc")
def test_killed_run_leaves_no_process_behind(sample_site: SampleSite, tmp_path: Path) -> None:
    folder = make_newsroom(tmp_path / "desk", sample_site)
    with open_newsroom(folder) as newsroom:
        assert newsroom.gather().captured > 100
    with start("run", folder, "--period", MONTH, "--set", "text.jobs=2", start_new_session=True) as process:
        try:
            within(60, lambda: len(session(process.pid)) >= 4 or process.poll() is not None)
            assert process.poll() is None, process.communicate()  # else: the run, the server of forks, two readers
            process.kill()
            process.wait()
            assert within(10, lambda: not session(process.pid)), "readers of a killed run live on"
        finally:
            for pid in session(process.pid):
                os.kill(pid, signal.SIGKILL)


def session(leader: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, _, _, of = path.read_text().rpartition(")")[2].split()[:4]
            found += [int(path.parent.name)] if int(of) == leader and state != "Z" else []
    return found


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False

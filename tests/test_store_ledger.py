"""The ledger: visits and captures come back as they went in, once, and also after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dateline.errors import BadNewsroom
from dateline.records import Capture, FeedEntry, Payload, Visit
from dateline.store.captures import Captures
from dateline.store.database import Database
from dateline.store.ledger import StoreLedger, to_capture
from dateline.store.schema import captures

NOON = datetime(2016, 12, 5, 12, 0, 0, 123456, tzinfo=UTC)
HINT = FeedEntry("1", "标题 “x”", "https://post.example/1", NOON.isoformat(), None, ("A. Hand", "李"), "s", None, "zh")
PAGE = Payload(
    url="https://post.example/1",
    final_url="https://post.example/one",
    fetched=NOON,
    status=200,
    headers=(("Content-Type", "text/html"),),
    body="<p>Grüße 你好</p>".encode(),
    media_type="text/html",
    source="Post",
    hint=HINT,
)
FULL = Visit("https://post.example/feed", "Post", "feed", NOON, 200, '"e"', "Mon", "f", 2, "it broke", 0)
BARE = Visit("https://post.example/1", "Post", "page", NOON)


def open_ledger(folder: Path) -> StoreLedger:
    return StoreLedger(Database(folder / "dateline.db"), Captures(folder / "captures"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[StoreLedger]:
    opened = open_ledger(tmp_path)
    yield opened
    opened.database.close()


def indexed(ledger: StoreLedger) -> list[Capture]:
    with ledger.database.begin() as connection:
        return [to_capture(row) for row in connection.execute(select(captures).order_by(captures.c.offset))]


@pytest.mark.parametrize("visit", [FULL, BARE], ids=["full", "bare"])
def test_visit_comes_back_as_it_was_recorded(ledger: StoreLedger, visit: Visit) -> None:
    assert ledger.visit(visit.url) is None
    ledger.record(visit)
    assert ledger.visit(visit.url) == visit
    later = replace(visit, visited=NOON + timedelta(days=1), problem=None, status=304)
    ledger.record(later)
    assert ledger.visit(visit.url) == later
    assert ledger.visits(visit.role) == {visit.url: later}


def test_moment_of_another_zone_comes_back_as_the_same_moment(ledger: StoreLedger) -> None:
    ledger.record(replace(BARE, visited=datetime(2016, 12, 6, 4, 30, tzinfo=timezone(timedelta(hours=8)))))
    found = ledger.visit(BARE.url)
    assert found and found.visited == datetime(2016, 12, 5, 20, 30, tzinfo=UTC)
    assert found.visited.utcoffset() == timedelta(0)


def test_problems_are_the_visits_that_failed(ledger: StoreLedger) -> None:
    ledger.record(BARE)
    ledger.record(FULL)
    assert ledger.problems() == [FULL]


def test_capture_comes_back_as_it_was_kept(ledger: StoreLedger) -> None:
    kept = ledger.keep(PAGE)
    assert indexed(ledger) == [kept]
    assert (kept.hint, kept.fetched, kept.final_url) == (HINT, NOON, PAGE.final_url)
    assert ledger.archive.read(kept) == PAGE.body


def test_same_bytes_of_an_address_are_kept_once(ledger: StoreLedger) -> None:
    first = ledger.keep(PAGE)
    size = sum(path.stat().st_size for path in ledger.archive.folder.iterdir())
    again = ledger.keep(replace(PAGE, fetched=NOON + timedelta(days=1), hint=None))
    assert again == first
    assert sum(path.stat().st_size for path in ledger.archive.folder.iterdir()) == size
    others = [replace(PAGE, body=b"other"), replace(PAGE, url="https://post.example/2")]
    assert len({first.id, *(ledger.keep(other).id for other in others)}) == 3


def test_capture_that_was_written_and_not_indexed_is_found_again(ledger: StoreLedger) -> None:
    kept = ledger.keep(PAGE)
    lost = [ledger.archive.append(replace(PAGE, url=f"https://post.example/lost/{at}")) for at in range(3)]
    assert ledger.recover() == 3
    assert indexed(ledger) == [kept, *lost]
    assert ledger.recover() == 0
    assert [ledger.archive.read(one) for one in indexed(ledger)] == [PAGE.body] * 4


@pytest.mark.parametrize("cut", [1, 10, 200])
def test_capture_that_was_cut_off_is_taken_out_and_the_next_one_is_whole(ledger: StoreLedger, cut: int) -> None:
    kept = ledger.keep(PAGE)
    torn = ledger.archive.append(replace(PAGE, url="https://post.example/torn"))
    path = ledger.archive.folder / torn.file
    os.truncate(path, torn.offset + torn.length - cut)
    assert ledger.recover() == 0
    assert path.stat().st_size == kept.offset + kept.length
    after = ledger.keep(replace(PAGE, url="https://post.example/after"))
    assert ledger.archive.read(after) == PAGE.body
    assert ledger.recover() == 0


def test_lost_database_is_made_again_from_the_archive(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path)
    kept = [ledger.keep(replace(PAGE, url=f"https://post.example/{at}")) for at in range(5)]
    ledger.database.close()
    for path in tmp_path.glob("dateline.db*"):
        path.unlink()
    ledger = open_ledger(tmp_path)
    assert ledger.recover() == 5
    assert indexed(ledger) == kept
    ledger.database.close()


def test_archive_shorter_than_its_index_is_told(ledger: StoreLedger) -> None:
    kept = ledger.keep(PAGE)
    path = ledger.archive.folder / kept.file
    os.truncate(path, path.stat().st_size - 5)
    with pytest.raises(BadNewsroom, match=r"captures-00001\.warc\.gz is gone or shorter than"):
        ledger.recover()


def test_archive_that_is_gone_is_told(ledger: StoreLedger) -> None:
    kept = ledger.keep(PAGE)
    (ledger.archive.folder / kept.file).unlink()
    with pytest.raises(BadNewsroom, match="restore it from a backup"):
        ledger.recover()


_KEEP = """\
import sys
from dataclasses import replace
from pathlib import Path
from test_store_ledger import PAGE, open_ledger

ledger = open_ledger(Path(sys.argv[1]))
for at in range(100_000):
    kept = ledger.keep(replace(PAGE, url=f"https://post.example/{at}", body=b"x" * (at * 997 % 50_000)))
    print(kept.id, flush=True)
"""


@pytest.mark.parametrize("told", [3, 40])
def test_kill_loses_no_capture_that_was_told_of(tmp_path: Path, told: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", _KEEP, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        known = [process.stdout.readline().strip() for _ in range(told)]
        process.send_signal(signal.SIGKILL)
        known += process.stdout.read().split()
    ledger = open_ledger(tmp_path)
    ledger.recover()
    found = indexed(ledger)
    assert set(known) - {""} <= {capture.id for capture in found}
    assert len(found) - len(known) in (0, 1)
    for capture in found:
        ledger.archive.read(capture)
    with ledger.database.begin() as connection:
        assert connection.execute(select(func.count()).select_from(captures)).scalar() == len(found)
    ledger.database.close()

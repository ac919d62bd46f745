"""Many sources at once: one that fails stops no other, an interrupt leaves things whole, and all can be tried."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dateline.errors import BadNewsroom, Unreadable
from dateline.intake.check import SourceCheck, run_check
from dateline.intake.feed import FeedSource
from dateline.intake.fetch import FetchSettings
from dateline.intake.folder import FolderSource
from dateline.intake.gather import run_gather
from dateline.intake.streams import merged
from dateline.protocols import FeedReader
from dateline.records import Feed, Outcome, Source
from dateline.store.captures import Captures
from dateline.store.database import Database
from dateline.store.ledger import StoreLedger
from dateline.testing import MemoryLedger
from local_site import Route, Site
from test_intake_feed import entry, feed, read_json

KINDS = {"feed": FeedSource(), "folder": FolderSource()}


class Broken:
    """A source kind that ends with an error after one outcome."""

    def __init__(self, error: Exception):
        self.error = error

    async def gather(self, source, fetcher, ledger, read_feed):
        yield Outcome(source.name, "a", "captured")
        raise self.error


def limits(site: Site) -> FetchSettings:
    return FetchSettings(allow=(site.host,), retry_wait=0.0, total_timeout=1.0)


def test_one_bad_source_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    with Site({"/feed": feed(entry(1)), "/1": b"<p>one</p>", "/bad": b"<html>"}) as site:
        sources = [
            Source("dead", "feed", "http://nowhere.invalid/feed"),
            Source("private", "feed", "http://10.0.0.1/feed"),
            Source("bad", "feed", f"{site.url}/bad"),
            Source("odd", "telepathy", "x"),
            Source("broken", "broken", "y"),
            Source("full", "full", "z"),
            Source("good", "feed", f"{site.url}/feed"),
            Source("files", "folder", str(tmp_path)),
        ]
        kinds = {**KINDS, "broken": Broken(Unreadable("no sense in it")), "full": Broken(OSError(28, "disk full"))}
        outcomes: list[Outcome] = []
        ledger = MemoryLedger()
        settings = FetchSettings(allow=(site.host,), retry_wait=0.0)
        summary = run_gather(sources, ledger, read_json, kinds, settings=settings, on_outcome=outcomes.append)
    failed = {one.source: one.reason or "" for one in outcomes if one.state == "failed"}
    assert set(failed) == {"dead", "private", "bad", "odd", "broken", "full"}
    assert "nowhere.invalid" in failed["dead"] and "allow" in failed["private"] and "telepathy" in failed["odd"]
    assert "no sense in it" in failed["broken"] and "disk full" in failed["full"]
    assert {payload.source for payload in ledger.payloads.values()} == {"good", "files", "bad"}
    assert (summary.captured, summary.failed) == (5, 6)


@pytest.mark.parametrize(
    "error", [ValueError("odd"), TypeError(), RecursionError("deep"), KeyError("k"), OverflowError("far"), OSError("x")]
)
def test_an_error_of_a_library_is_told_with_its_name_and_remembered(error: Exception) -> None:
    ledger, outcomes = MemoryLedger(), list[Outcome]()
    source = Source("broken", "broken", "https://post.example/feed")
    for attempts in (1, 2):
        kinds = {"broken": Broken(error)}
        run_gather([source], ledger, read_json, kinds, settings=FetchSettings(), on_outcome=outcomes.append)
        visit = ledger.visit(source.address)
        assert visit and (visit.role, visit.attempts, visit.problem) == ("feed", attempts, outcomes[-1].reason)
    named = "x" if isinstance(error, OSError) else type(error).__name__
    assert (outcomes[-1].reason or "").startswith(f"{source.address}: {named}")


def test_a_source_of_a_kind_that_is_not_there_is_remembered_with_the_kinds_there_are() -> None:
    ledger = MemoryLedger()
    sources = [Source("map", "sitemap", "https://[post.example/sitemap.xml"), Source("box", "mailbox", "/var/mail/x")]
    run_gather(sources, ledger, read_json, KINDS, settings=FetchSettings(), on_outcome=lambda outcome: None)
    visits = [ledger.visit(source.address) for source in sources]
    assert [visit and visit.role for visit in visits] == ["feed", "file"]
    assert all(visit and "known: feed, folder" in (visit.problem or "") for visit in visits)


def test_a_feed_that_broke_in_one_run_is_taken_whole_by_the_next() -> None:
    def breaks(body: bytes, charset: str | None) -> Feed:
        raise RecursionError("maximum recursion depth exceeded")

    with Site({"/feed": feed(entry(1)), "/1": b"<p>one</p>", "/2": b"<p>two</p>"}) as site:
        ledger = MemoryLedger()
        source = Source("post", "feed", f"{site.url}/feed")

        def run(reader: FeedReader = read_json) -> list[str]:
            outcomes: list[Outcome] = []
            run_gather([source], ledger, reader, KINDS, settings=limits(site), on_outcome=outcomes.append)
            return [one.state for one in outcomes]

        run()
        site.set("/feed", feed(entry(1), entry(2)))
        assert run(breaks) == ["failed"]
        assert run() == ["captured", "captured"]
        visit = ledger.visit(source.address)
        assert visit and (visit.problem, visit.attempts) == (None, 0)


def test_names_that_are_not_utf_8_reach_the_database_readable(tmp_path: Path) -> None:
    place = tmp_path / os.fsdecode(b"de\xffsk")
    place.mkdir()
    files = {
        b"a\xff.txt": b"words",
        b"b\xff.jpg": b"words",
        b"c\xff.jsonl": b"words",
        b"d\xff.json": b'["no record"]',
        b"e\xff.txt": b"",
    }
    for name, body in files.items():
        (place / os.fsdecode(name)).write_bytes(body)
    sources = [
        Source("files", "folder", str(place)),
        Source("gone", "folder", str(place / os.fsdecode(b"\xff"))),
        Source("odd", "telepathy", str(place / "odd")),
    ]
    database = Database(tmp_path / "dateline.db")
    ledger = StoreLedger(database, Captures(tmp_path / "captures"))
    outcomes: list[Outcome] = []
    run_gather(sources, ledger, read_json, KINDS, settings=FetchSettings(), on_outcome=outcomes.append)
    problems = [visit.problem or "" for visit in ledger.problems()]
    database.close()
    assert all(one.url.encode() for one in outcomes)
    states = [one.state for one in outcomes if one.source == "files"]
    assert states == ["captured", "skipped", "failed", "failed", "failed"]
    assert len(problems) == 6  # three files, the folder of the first source, and the two other sources
    mark = "\N{REPLACEMENT CHARACTER}"
    assert all(f"de{mark}sk" in problem for problem in problems if "telepathy" not in problem)
    assert any(f"e{mark}.txt" in problem for problem in problems)


def test_what_concerns_the_newsroom_itself_is_raised() -> None:
    source = Source("broken", "broken", "y")
    with pytest.raises(BadNewsroom):
        run_gather(
            [source],
            MemoryLedger(),
            read_json,
            {"broken": Broken(BadNewsroom("gone"))},
            settings=FetchSettings(),
            on_outcome=lambda outcome: None,
        )


def test_no_sources_are_no_fault() -> None:
    summary = run_gather(
        [], MemoryLedger(), read_json, KINDS, settings=FetchSettings(), on_outcome=lambda outcome: None
    )
    assert (summary.captured, summary.failed) == (0, 0)


def test_merged_streams_are_bounded_and_leave_nothing_running_when_left() -> None:
    at_work = most = ended = 0

    async def stream(number: int) -> AsyncIterator[int]:
        nonlocal at_work, most, ended
        at_work += 1
        most = max(most, at_work)
        try:
            for _ in range(3):
                await asyncio.sleep(0.001)
                yield number
        finally:
            at_work -= 1
            ended += 1

    async def all_of_it() -> list[int]:
        return [item async for item in merged((stream(n) for n in range(10)), 4)]

    async def some_of_it() -> int:
        streams = merged((stream(n) for n in range(10)), 4)
        first = await anext(streams)
        await streams.aclose()  # type: ignore[attr-defined]
        return first

    assert sorted(asyncio.run(all_of_it())) == sorted([*range(10)] * 3)
    assert most == 4 and ended == 10
    asyncio.run(some_of_it())
    assert at_work == 0


def test_an_interrupt_ends_a_run_at_once_and_the_next_goes_on(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from test_intake_gather import KINDS
        from test_intake_feed import read_json
        from dateline.intake.fetch import FetchSettings
        from dateline.intake.gather import run_gather
        from dateline.records import Source
        from dateline.store.captures import Captures
        from dateline.testing import MemoryLedger

        class Archive(MemoryLedger):
            def keep(self, payload):
                archive.append(payload)
                return super().keep(payload)

        archive = Captures(Path(sys.argv[1]))
        source = Source("slow", "feed", f"http://{sys.argv[2]}/feed")
        settings = FetchSettings(allow=(sys.argv[2],))
        try:
            run_gather([source], Archive(), read_json, KINDS, settings=settings,
                       on_outcome=lambda outcome: print(outcome.url, flush=True))
        except KeyboardInterrupt:
            sys.exit(130)
        """
    )
    routes = {f"/{n}": Route(b"x" * (1 if n < 3 else 1000), drip=0.05) for n in range(8)}
    with Site({"/feed": feed(*(entry(n) for n in range(8))), **routes}) as site:
        surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
        command = [sys.executable, "-c", program, str(tmp_path), site.host]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings) as child:
            assert child.stdout and child.stderr
            for _ in range(3):
                child.stdout.readline()
            child.send_signal(signal.SIGINT)
            began = time.monotonic()
            errors = child.stderr.read()
            assert child.wait(5) == 130, errors
        assert time.monotonic() - began < 3
    assert errors == b""


def check(*sources: Source, settings: FetchSettings | None = None) -> dict[str, SourceCheck]:
    found: list[SourceCheck] = []
    run_check(sources, read_json, settings=settings or FetchSettings(retry_wait=0.0), on_check=found.append)
    return {one.source: one for one in found}


def test_every_source_is_tried_once_and_says_what_answers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.jpg").write_text("words")
    (tmp_path / "none").mkdir()
    newest = entry(2, updated="2016-12-20T08:00:00Z")
    with Site({"/feed": feed(entry(1), newest), "/bad": b"<html>", "/void": feed(), "/old": Route(b"", 404)}) as site:
        found = check(
            Source("good", "feed", f"{site.url}/feed"),
            Source("bad", "feed", f"{site.url}/bad"),
            Source("void", "feed", f"{site.url}/void"),
            Source("old", "feed", f"{site.url}/old"),
            Source("dead", "feed", "http://nowhere.invalid/"),
            Source("files", "folder", str(tmp_path)),
            Source("none", "folder", str(tmp_path / "none")),
            Source("gone", "folder", str(tmp_path / "gone")),
            Source("odd", "telepathy", "x"),
            settings=limits(site),
        )
        assert sorted(site.paths()) == ["/bad", "/feed", "/old", "/void"]
    good = found["good"]
    assert (good.answers, good.status, good.format, good.entries, good.problem) == (True, 200, "json", 2, None)
    assert good.newest and good.newest.isoformat() == "2016-12-20T08:00:00+00:00"
    assert (found["files"].answers, found["files"].format, found["files"].entries) == (True, "folder", 1)
    answering = {name for name, one in found.items() if one.answers}
    assert answering == {"good", "bad", "void", "files", "none"}
    problems = {name: one.problem for name, one in found.items() if one.problem}
    assert set(problems) == {"bad", "void", "old", "dead", "none", "gone", "odd"}
    assert "404" in (problems["old"] or "") and "no entries" in (problems["void"] or "")

"""Folders and files: each kind, each fault with its place, and nothing read twice."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import tracemalloc
from pathlib import Path

import pytest

from dateline import config
from dateline.intake.check import SourceCheck, run_check
from dateline.intake.fetch import FetchSettings
from dateline.intake.folder import FolderSource
from dateline.intake.gather import run_gather
from dateline.records import Feed, Outcome, Source
from dateline.testing import MemoryLedger


def no_feed(body: bytes, charset: str | None) -> Feed:
    raise AssertionError("a folder reads no feed")


def run(place: Path, ledger: MemoryLedger, **limits: int) -> list[Outcome]:
    outcomes: list[Outcome] = []
    source = Source("Files", "folder", str(place))
    kinds = {"folder": FolderSource(**limits)}
    run_gather([source], ledger, no_feed, kinds, settings=FetchSettings(), on_outcome=outcomes.append)
    return outcomes


def states(outcomes: list[Outcome]) -> list[str]:
    return [one.state for one in outcomes]


def record(number: int) -> dict[str, str]:
    return {"url": f"https://news.example/{number}", "title": f"Title {number}", "text": "Words."}


def test_each_kind_of_file_gives_a_capture_of_its_media_type(tmp_path: Path) -> None:
    names = ["a.html", "b.HTM", "c.xhtml", "d.txt", "e.md", "f.pdf", "g.eml", "sub/h.txt"]
    (tmp_path / "sub").mkdir()
    for name in names:
        (tmp_path / name).write_bytes(b"words of " + name.encode())
    ledger = MemoryLedger()
    assert states(run(tmp_path, ledger)) == ["captured"] * len(names)
    kept = list(ledger.payloads.values())
    assert [payload.url for payload in kept] == [(tmp_path / name).as_uri() for name in names]
    types = ["text/html"] * 2 + ["application/xhtml+xml", "text/plain", "text/markdown", "application/pdf"]
    assert [payload.media_type for payload in kept] == [*types, "message/rfc822", "text/plain"]
    assert kept[0].body == b"words of a.html"
    visit = ledger.visit(str(tmp_path))
    assert visit and (visit.role, visit.entries, visit.problem) == ("file", len(names), None)


def test_an_unchanged_file_is_not_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    ledger = MemoryLedger()
    run(tmp_path, ledger)
    before = path.stat()
    path.write_text("WORDS")  # of the same size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert states(run(tmp_path, ledger)) == ["unchanged"]
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert states(run(tmp_path, ledger)) == ["captured"]


def test_hidden_files_foreign_links_and_other_kinds_are_left(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside, inside / ".git"):
        folder.mkdir()
    (outside / "secret.txt").write_text("secret")
    (inside / ".hidden.txt").write_text("hidden")
    (inside / ".git" / "a.txt").write_text("hidden")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "gone.txt").symlink_to(inside / "nowhere.txt")
    (inside / "loop").symlink_to(inside)
    os.mkfifo(inside / "pipe.txt")
    (inside / "real.txt").write_text("real")
    (inside / "alias.txt").symlink_to(inside / "real.txt")
    (inside / "picture.jpg").write_bytes(b"\xff\xd8")
    ledger = MemoryLedger()
    outcomes = run(inside, ledger)
    assert states(outcomes) == ["captured", "skipped", "captured"]
    assert "not read" in (outcomes[1].reason or "")
    assert {payload.body for payload in ledger.payloads.values()} == {b"real"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_each_line_of_json_lines_is_a_capture_and_a_bad_one_is_told(tmp_path: Path, name: str) -> None:
    lines = [
        json.dumps(record(1)).encode(),
        b"",
        b"{not json",
        b"[1, 2]",
        b'{"title": "no address"}',
        b'{"url": "https://news.example/\xff"}',
        b"[" * 100_000,
        json.dumps({**record(2), "text": "x" * 5000}).encode(),
        json.dumps(record(3), ensure_ascii=False).encode("utf-8-sig"),
    ]
    data = b"\n".join(lines)
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    ledger = MemoryLedger()
    outcomes = run(path, ledger, max_line_bytes=2000)
    assert states(outcomes) == ["captured", "failed", "failed", "captured", "failed", "failed", "failed", "captured"]
    assert [payload.url for payload in ledger.payloads.values()] == [
        "https://news.example/1",
        f"{path.as_uri()}#5",
        "https://news.example/3",
    ]
    failed = [one.reason or "" for one in outcomes if one.state == "failed"]
    assert [f"{path}, line {number}" in reason for number, reason in zip((3, 4, 6, 7, 8), failed, strict=True)] == [
        True
    ] * 5
    visit = ledger.visit(str(path))
    assert visit and "line 3" in (visit.problem or "")
    assert states(run(path, ledger)) == ["failed"]  # unchanged, and its fault is still told


def test_json_holds_one_record_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(record(1)))
    (tmp_path / "two.json").write_text(json.dumps([record(2), "no record", record(3)]))
    (tmp_path / "word.json").write_text('"word"')
    ledger = MemoryLedger()
    assert states(run(tmp_path, ledger)) == ["captured", "captured", "failed", "captured", "failed"]
    assert [payload.url for payload in ledger.payloads.values()] == [f"https://news.example/{n}" for n in (1, 2, 3)]
    assert all(payload.media_type == "application/json" for payload in ledger.payloads.values())


def test_files_that_cannot_be_read_are_told_and_stop_no_other(tmp_path: Path) -> None:
    (tmp_path / "a-empty.html").write_bytes(b"")
    (tmp_path / "b-large.txt").write_bytes(b"x" * 3000)
    (tmp_path / "c-cut.jsonl.gz").write_bytes(gzip.compress(b'{"title": "t"}\n' * 5000)[:-40])
    (tmp_path / "d-false.jsonl.gz").write_bytes(b"not gzip")
    (tmp_path / "e-nested.json").write_bytes(b"[" * 100_000)
    (tmp_path / "f-latin.json").write_bytes('{"title": "é"}'.encode("latin-1"))
    (tmp_path / "g-good.txt").write_text("words")
    ledger = MemoryLedger()
    outcomes = run(tmp_path, ledger, max_file_bytes=200_000, max_line_bytes=2000)
    by_name = {Path(one.url.split("#")[0]).name: one for one in outcomes}
    assert by_name.pop("g-good.txt").state == "captured"
    assert by_name.pop("b-large.txt").state == "captured"
    assert {name for name, one in by_name.items() if one.state == "failed"} == set(by_name)
    assert all(str(tmp_path) in (one.reason or "") for one in by_name.values())
    outcomes = run(tmp_path, MemoryLedger(), max_file_bytes=2000)
    assert "larger than 2000 bytes" in (outcomes[1].reason or "")


def test_a_file_that_gave_nothing_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    ledger = MemoryLedger()
    assert states(run(tmp_path, ledger)) == ["failed"]
    assert states(run(tmp_path, ledger)) == ["failed"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    outcomes = run(tmp_path / "nowhere", ledger)
    assert states(outcomes) == ["failed"] and "no such file or folder" in (outcomes[0].reason or "")
    visit = ledger.visit(str(tmp_path / "nowhere"))
    assert visit and "no such file" in (visit.problem or "")


def test_a_folder_that_cannot_be_looked_at_is_told_and_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    make_too_deep(tmp_path / "b")
    (tmp_path / "c.txt").write_text("words")
    ledger = MemoryLedger()
    outcomes = run(tmp_path, ledger)
    assert states(outcomes) == ["captured", "captured", "failed"]
    assert "File name too long" in (outcomes[-1].reason or "")
    assert outcomes[-1].url.startswith((tmp_path / "b").as_uri())
    visit = ledger.visit(str(tmp_path))
    assert visit and visit.problem == outcomes[-1].reason
    checks: list[SourceCheck] = []
    run_check([Source("Files", "folder", str(tmp_path))], no_feed, settings=FetchSettings(), on_check=checks.append)
    assert (checks[0].entries, checks[0].problem) == (2, outcomes[-1].reason)


def make_too_deep(top: Path) -> None:
    """A chain of folders longer than a path may be: not to be listed even by root, whom permissions do not stop."""
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 240, dir_fd=here)
        below = os.open("d" * 240, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


@pytest.mark.parametrize("url", ["http://h/\\ud800", "\\udcff", "http://h/\\ude00\\ud83d"])
def test_half_a_character_in_the_address_of_a_record_does_not_stop_the_file(tmp_path: Path, url: str) -> None:
    odd = f'{{"url": "{url}", "title": "t"}}'
    (tmp_path / "a.jsonl").write_text(f"{odd}\n{json.dumps(record(2))}")
    (tmp_path / "b.json").write_text(f"[{odd}, {json.dumps(record(3))}]")
    ledger = MemoryLedger()
    assert states(run(tmp_path, ledger)) == ["captured"] * 4
    assert all(payload.url.encode() for payload in ledger.payloads.values())


def test_a_path_in_the_settings_may_begin_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "desk").mkdir()
    block = '[[sources]]\nname = "Files"\nkind = "folder"\npath = "~/news"\n'
    (tmp_path / "desk" / "dateline.toml").write_text(block)
    assert config.load(tmp_path / "desk").sources[0].address == str(tmp_path / "news")


def test_an_empty_folder_is_no_fault(tmp_path: Path) -> None:
    assert run(tmp_path, MemoryLedger()) == []


def test_a_huge_file_of_json_lines_does_not_live_in_memory(tmp_path: Path) -> None:
    class Forgetful(MemoryLedger):
        def keep(self, payload):
            capture = super().keep(payload)
            self.payloads.clear()
            self.payloads[capture.id] = payload
            return capture

    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", compresslevel=1) as stream:
        for number in range(2000):
            stream.write(json.dumps({**record(number), "text": "x" * 20_000}) + "\n")
        stream.write("y" * 30_000_000)  # a line without end
    taken: list[str] = []

    async def gather() -> None:
        source = Source("Files", "folder", str(path))
        async for outcome in FolderSource(max_line_bytes=100_000).gather(source, None, Forgetful(), no_feed):  # type: ignore[arg-type]
            taken.append(outcome.state)

    tracemalloc.start()
    asyncio.run(gather())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken.count("captured") == 2000 and taken.count("failed") == 1
    assert peak < 10_000_000

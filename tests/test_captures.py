"""The archive: what is written is read back, by us and by another reader, and a crash costs what was in flight."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from dateline.errors import BadNewsroom, Unreadable
from dateline.records import FeedEntry, Payload
from dateline.store.captures import Captures, capture_of

MOMENT = datetime(2016, 12, 15, 1, 30, 0, 250000, tzinfo=UTC)
PAGE = Payload(
    url="http://harbour.example/robots?x=1",
    final_url="http://harbour.example/robots-2016",
    fetched=MOMENT,
    status=200,
    headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("ETag", '"a"')),
    body="<p>Thirty standards by 2018 — 三十项标准</p>".encode(),
    media_type="text/html",
    source="Harbour Post 港报",
    hint=FeedEntry(id="1", title="Standards\r\nahead \ud83d", link="http://harbour.example/robots", authors=("A", "B")),
)
FILE = replace(
    PAGE,
    url="file:///n/a%20b.txt",
    final_url="file:///n/a%20b.txt",
    media_type="text/plain",
    hint=None,
    body=b"x" * 70000,
)
CASES = {
    "page": PAGE,
    "file": FILE,
    "empty body": replace(PAGE, body=b""),
    "odd status": replace(PAGE, status=299, headers=()),
    "body like http": replace(FILE, body=b"HTTP/1.1 200 OK\r\n\r\nnot a head"),
    "body like warc": replace(PAGE, body=b"\r\n\r\nWARC/1.1\r\n\r\n"),
    "odd headers": replace(PAGE, headers=(("X-Note", "a\r\nb: c"), ("X-Ünï", "ü"), ("Content-Length", "3"))),
    "feed": replace(PAGE, role="feed", hint=None),
    "entry of a feed": replace(
        PAGE, media_type="application/json", headers=(("X-Dateline-Origin", "http://h.example"),)
    ),
    "long address": replace(PAGE, final_url="http://harbour.example/" + "x" * 4000),
    "large": replace(PAGE, body=os.urandom(3_000_000)),
}


def tail_of(archive: Captures, name: str, end: int) -> list[object]:
    return list(archive.recover(name, end))


@pytest.mark.parametrize("payload", CASES.values(), ids=CASES)
def test_append_then_read_gives_the_body_and_recover_the_record(tmp_path: Path, payload: Payload) -> None:
    archive = Captures(tmp_path / "captures")
    capture = archive.append(payload)
    assert archive.read(capture) == payload.body
    assert replace(capture, file="", offset=0, length=0) == capture_of(payload)
    assert archive.recover(capture.file, 0) == [capture]
    assert tail_of(archive, capture.file, capture.offset + capture.length) == []


def test_ids_follow_the_address_and_the_bytes() -> None:
    assert capture_of(PAGE).id == capture_of(replace(PAGE, source="other", fetched=datetime.now(UTC))).id
    assert capture_of(PAGE).id != capture_of(replace(PAGE, body=b"other")).id
    assert capture_of(PAGE).id != capture_of(replace(PAGE, url="http://harbour.example/")).id
    assert capture_of(PAGE).digest.startswith("sha256:") and len(capture_of(PAGE).digest) == 71


def test_another_reader_reads_every_record(tmp_path: Path) -> None:
    archive = Captures(tmp_path)
    for payload in CASES.values():
        archive.append(payload)
    with (tmp_path / archive.files()[0]).open("rb") as stream:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(stream, check_digests="raise")
        ]
    assert records[0][0] == "warcinfo"
    bodies = [body for kind, _, body in records if kind in ("response", "resource")]
    assert bodies == [payload.body for payload in CASES.values()]
    about = [json.loads(body) for kind, _, body in records if kind == "metadata"]
    assert [one["id"] for one in about] == [capture_of(payload).id for payload in CASES.values()]
    kinds = [kind for kind, _, _ in records if kind in ("response", "resource")]
    assert kinds.count("resource") == 3


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    archive = Captures(tmp_path, max_file_bytes=4000)
    captures = [archive.append(replace(PAGE, url=f"http://a.example/{n}", body=os.urandom(700))) for n in range(6)]
    assert 1 < len(archive.files()) < 6
    assert archive.files() == sorted({capture.file for capture in captures})
    assert all(len(archive.read(capture)) == 700 for capture in captures)


def test_damage_is_told_with_file_and_offset(tmp_path: Path) -> None:
    archive = Captures(tmp_path)
    capture = archive.append(PAGE)
    path = tmp_path / capture.file
    whole = path.read_bytes()
    for spoil in (
        whole[: capture.offset + 40] + b"\x00\x01\x02" + whole[capture.offset + 43 :],
        whole[:-20],
        whole[: capture.offset],
        whole[: capture.offset] + b"\x00" * capture.length,
    ):
        path.write_bytes(spoil)
        with pytest.raises(Unreadable, match=rf"captures-00001.*offset {capture.offset}"):
            archive.read(capture)
    path.write_bytes(whole)
    with pytest.raises(Unreadable, match="digest"):
        archive.read(replace(capture, digest="sha256:" + "0" * 64))
    path.unlink()
    with pytest.raises(BadNewsroom, match="captures-00001"):
        archive.read(capture)


def test_a_tail_cut_at_any_byte_is_removed_and_the_whole_captures_are_found(tmp_path: Path) -> None:
    archive = Captures(tmp_path)
    first = archive.append(PAGE)
    known_end = first.offset + first.length
    second = archive.append(replace(PAGE, url="http://b.example/"))
    middle = second.offset + second.length
    archive.append(replace(PAGE, url="http://c.example/"))
    path = tmp_path / first.file
    whole = path.read_bytes()
    for cut in range(known_end, len(whole), 37):
        path.write_bytes(whole[:cut])
        expected = [second] if cut >= middle else []
        assert archive.recover(first.file, known_end) == expected, cut
        assert path.stat().st_size == (middle if expected else known_end)
        again = archive.append(replace(PAGE, url="http://d.example/"))
        assert archive.read(again) == PAGE.body


def test_a_file_shorter_than_the_index_says_is_refused(tmp_path: Path) -> None:
    archive = Captures(tmp_path)
    capture = archive.append(PAGE)
    with pytest.raises(BadNewsroom, match="backup"):
        archive.recover(capture.file, 10_000_000)
    with pytest.raises(BadNewsroom, match="captures-00009"):
        archive.recover("captures-00009.warc.gz", 0)


def test_nothing_but_the_capture_in_flight_is_lost_to_kill_9(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import sys
        from dataclasses import replace
        from pathlib import Path
        from test_captures import PAGE
        from dateline.store.captures import Captures
        archive = Captures(Path(sys.argv[1]))
        for n in range(100_000):
            capture = archive.append(replace(PAGE, url=f"http://a.example/{n}"))
            print(n, capture.offset + capture.length, flush=True)
        """
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as writer:
        assert writer.stdout is not None
        reported = [writer.stdout.readline() for _ in range(25)]
        writer.send_signal(signal.SIGKILL)
        reported += writer.stdout.readlines()
    told = [line.split() for line in reported if line.endswith("\n")]
    archive = Captures(tmp_path)
    indexed_end = int(told[9][1])  # as if the index had been written up to the tenth
    found = archive.recover(archive.files()[-1], indexed_end)
    assert len(found) >= len(told) - 10
    assert [capture.url for capture in found] == [f"http://a.example/{n + 10}" for n in range(len(found))]
    assert all(archive.read(capture) == PAGE.body for capture in found)

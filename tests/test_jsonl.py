"""What the filters share: every input has its line, whatever it holds."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from dateline.cli.copies import command as copies
from dateline.cli.extract import command as extract
from dateline.cli.feed import command as feed
from dateline.cli.jsonl import Failed, Row, read_rows, run_filter, write_row
from dateline.cli.language import command as language
from dateline.cli.stories import command as stories
from dateline.cli.summarise import command as summarise

JSONL = {"language": language, "copies": copies, "stories": stories, "summarise": summarise}
PROSE = "The harbour board voted on Tuesday to keep the old ferry pier open until a new one is built."
GOOD = {"text": PROSE, "title": "Pier stays", "documents": [PROSE]}


def answers(command: click.Command, arguments: Sequence[str], given: bytes | None = None) -> tuple[int, list[Any]]:
    result = CliRunner().invoke(command, list(arguments), input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


BAD_LINES = [
    b"not json",
    b"[1]",
    b"[" * 100_000,
    b'{"id": 1, "text": ' + b"[" * 100_000,
    b'{"id": 1, "text": NaN}',
    b'{"id": 1e999, "text": "a"}',
    b'{"id": 1' + b"0" * 5000 + b', "text": "a"}',
    b'{"id": ' + b"[" * 700 + b"]" * 700 + b"}",
    b'{"id": {"a": 1}, "text": "a"}',
    '{"id": 1, "text": "a"}'.encode("utf-16-le"),
    b"\xff\xfe\x00",
    b"\x00" * 1000,
]


@pytest.mark.parametrize("line", BAD_LINES, ids=range(len(BAD_LINES)))
def test_read_rows_tells_of_a_line_and_goes_on(line: bytes) -> None:
    first, second = read_rows([line, b'{"id": 2}'])
    assert isinstance(first, Failed) and first["id"] is None and first["error"]
    assert second == {"id": 2}


def test_rows_hold_no_lone_surrogate() -> None:
    (row,) = read_rows([rb'{"id": "\ud83d", "text": ["a\udc00b", "\ud83d\ude00", "\\ud83d"]}'])
    assert row == {"id": "\ufffd", "text": ["a\ufffdb", "\U0001f600", "\\ud83d"]}


def test_write_row_writes_the_replacement_character() -> None:
    out = io.StringIO()
    write_row({"path": "a\udcff"}, out)
    assert out.getvalue() == '{"path": "a\ufffd"}\n'


def _raises(row: Row) -> Row:
    raise {"deep": RecursionError, "key": KeyError, "index": IndexError}[row["raise"]]("inner")


def test_run_filter_survives_what_a_row_raises(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": 1, "raise": "deep"}, {"id": 2, "raise": "key"}, {"id": 3, "raise": "index"}, {"id": 4}]
    assert run_filter(rows, _raises) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in found] == [1, 2, 3, 4]
    assert "RecursionError" in found[0]["error"]


@pytest.mark.parametrize("name", JSONL)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_own_key_error_is_no_failure(name: str, jobs: str) -> None:
    line = json.dumps({"id": "a", **GOOD, "error": "mine"}).encode()
    code, rows = answers(JSONL[name], ["--jobs", jobs], line)
    assert code == 0
    assert "error" not in rows[0]


VALUES: list[Any] = [None, True, 0, 1.5, "", "\x00", "\ud83d", "x \ud83d x", "a " * 9999]
VALUES += [[], ["a"], [1], {}, {"a": 1}, [[[]]]]
KEYS = ["id", "title", "text", "published", "language", "outlet", "documents", "sentences", "path", "url", "error"]


@pytest.mark.parametrize("name", JSONL)
def test_any_value_of_any_key_has_its_line(name: str) -> None:
    rows = [{"id": "a", **GOOD, key: value} for key in KEYS for value in VALUES]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    arguments: list[list[str]] = [[], ["--batch"]] if name == "stories" else [[]]
    for options in arguments:
        code, found = answers(JSONL[name], options, lines)
        assert code == 1
        assert len(found) == len(rows)


@pytest.mark.parametrize("name", JSONL)
def test_nothing_in_gives_nothing_out(name: str) -> None:
    assert answers(JSONL[name], [], b"") == (0, [])
    assert answers(JSONL[name], [], b"\n \n") == (0, [])


ITEM = b"<rss><channel><item><title>+2D0-</title></item></channel></rss>"
FILES = {
    "empty.html": b"",
    "nul.html": b"\0" * 4096,
    "binary.html": bytes(range(256)) * 64,
    "binary.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 64,
    "deep.html": b"<div>" * 100_000 + b"x",
    "deep.json": b'{"text": ' + b"[" * 100_000,
    "nested.json": b'{"text": "a b", "byline": ' + b"[" * 900 + b"]" * 900 + b"}",
    "ld.html": b'<script type="application/ld+json">{"@type": "NewsArticle", "author": ' + b"[" * 900 + b'"A. Wren"'
    + b"]" * 900 + b', "publisher": {"name": "P\\ud83d"}}</script><h1>Pier stays</h1>',
    "byline.json": b'{"title": "Pier stays", "byline": 5, "text": "x \\ud83d", "url": ["a"], "outlet": {}, "date": 3}',
    "true.json": b'{"title": "Pier stays", "byline": true, "html": 7, "language": [], "modified": {}}',
    "utf16.html": f"<h1>Pier stays</h1><p>{PROSE}</p>".encode("utf-16-le"),
    "mail.eml": b"From: \xff\xfe <a@\xff>\nSubject: =?utf-7?q?+2D0-?=\n\n\xff",
    "feed.xml": b"<rss><channel><item><title>a</title>" + b"<b>" * 100_000,
    "feed.json": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "\\ud800", "url": "http://h/\\ud800"}]}',
    "deep.feed": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": ' + b"[" * 100_000,
    "types.feed": b'{"version": 1, "items": [1, null, {"id": {}, "url": [], "authors": 5, "title": 1e999, "tags": 1}]}',
    "codec.xml": b'<?xml version="1.0" encoding="punycode"?>' + ITEM,
    "idna.xml": b'<?xml version="1.0" encoding="idna"?>' + ITEM,
    "utf7.xml": b'<?xml version="1.0" encoding="utf-7"?>' + ITEM,
}  # fmt: skip


@pytest.mark.parametrize("command", [extract, feed], ids=["extract", "feed"])
def test_every_file_has_its_line(command: click.Command, tmp_path: Path) -> None:
    for name, body in FILES.items():
        (tmp_path / name).write_bytes(body)
    paths = [str(tmp_path / name) for name in FILES]
    paths += [str(tmp_path), str(tmp_path / "none"), str(tmp_path / ("a" * 400)), str(tmp_path / "a\0b"), "/dev/zero"]
    code, rows = answers(command, ["-"], "".join(path + "\n" for path in paths).encode() + b"\xff.html\n")
    assert code == 1
    assert [row["path"] for row in rows] == [*paths, "\ufffd.html"]
    good = [row for row in rows if "error" not in row]
    assert len(good) >= 3
    assert not any("\\ud" in json.dumps(row).lower() for row in good)

"""Folders and single files of articles: pages, texts, PDFs, mails, JSON and JSON Lines."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import IO

from dateline import clock
from dateline.errors import Unreadable
from dateline.intake.faults import encodable
from dateline.protocols import FeedReader, Fetcher, Ledger
from dateline.records import Outcome, Payload, Source, Visit

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".eml": "message/rfc822",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonl.gz": "application/jsonl",
}
_RECORD = "application/json"
_UNREADABLE = (OSError, EOFError, zlib.error, ValueError, OverflowError, RecursionError, Unreadable)


@dataclass(frozen=True, slots=True)
class FolderSource:
    """The source kind `folder`: a folder with all below it, or one file. Hidden files and links out of it are left."""

    max_file_bytes: int = 64_000_000  # of a file that is read whole; JSON Lines may be of any size
    max_line_bytes: int = 10_000_000
    now: Callable[[], datetime] = clock.now

    async def gather(
        self, source: Source, fetcher: Fetcher, ledger: Ledger, read_feed: FeedReader
    ) -> AsyncIterator[Outcome]:
        """Keep what is in each new or changed file; a file of the same size and time is not opened."""
        root = Path(source.address)
        if not root.exists():
            missing = f"{shown(root)}: there is no such file or folder; mend the path of source {source.name!r}"
            ledger.record(self._root_visit(source, None, missing))
            yield Outcome(source.name, encodable(source.address), "failed", missing)
            return
        count = 0
        problem: str | None = None
        closed: list[OSError] = []
        for path in files_below(root, closed.append):
            count += 1
            for outcome in self._file(source, path, ledger):
                problem = problem or (outcome.reason if outcome.state == "failed" else None)
                yield outcome
        for error in closed:
            path = Path(os.fsdecode(error.filename or root))
            reason = f"{shown(path)}: {error.strerror}"
            problem = problem or reason
            yield Outcome(source.name, path.as_uri(), "failed", reason)
        ledger.record(self._root_visit(source, count, problem))

    def _root_visit(self, source: Source, entries: int | None, problem: str | None) -> Visit:
        return Visit(encodable(source.address), source.name, "file", self.now(), problem=problem, entries=entries)

    def _file(self, source: Source, path: Path, ledger: Ledger) -> Iterator[Outcome]:
        url = path.as_uri()
        media_type = media_type_of(path)
        if media_type is None:
            yield Outcome(source.name, url, "skipped", f"{encodable(path.name)}: files of this kind are not read")
            return
        try:
            fingerprint = _fingerprint(path)
        except OSError as error:
            yield Outcome(source.name, url, "failed", f"{shown(path)}: {error.strerror}")
            return
        known = ledger.visit(url)
        if known and known.fingerprint == fingerprint:
            yield Outcome(source.name, url, "failed" if known.problem else "unchanged", known.problem)
            return
        captured = 0
        problem: str | None = None
        for payload in self._payloads(source, path, media_type):
            if isinstance(payload, Outcome):
                problem = problem or payload.reason
                yield payload
            else:
                ledger.keep(payload)
                captured += 1
                yield Outcome(source.name, payload.url, "captured")
        visit = Visit(url, source.name, "file", self.now(), problem=problem, entries=captured)
        # Of a file that gave nothing no fingerprint is remembered: permissions may be mended without changing it.
        ledger.record(replace(visit, status=200, fingerprint=fingerprint) if captured else visit)

    def _payloads(self, source: Source, path: Path, media_type: str) -> Iterator[Payload | Outcome]:
        """What is in a file, with a failed outcome for each part that cannot be read."""
        try:
            if media_type == "application/jsonl":
                yield from self._lines(source, path)
                return
            body = _read_whole(path, self.max_file_bytes)
            if media_type == _RECORD:
                yield from self._records(source, path, body)
            else:
                yield self._payload(source, path, path.as_uri(), body, media_type)
        except _UNREADABLE as error:
            yield Outcome(source.name, path.as_uri(), "failed", f"{shown(path)}: {_reason(error)}")

    def _lines(self, source: Source, path: Path) -> Iterator[Payload | Outcome]:
        with _open(path) as stream:
            for number, line in enumerate(_split(stream, self.max_line_bytes), 1):
                if not line.strip():
                    continue
                where = f"{path.as_uri()}#{number}"
                if len(line) > self.max_line_bytes:
                    reason = f"{shown(path)}, line {number}: longer than {self.max_line_bytes} bytes"
                    yield Outcome(source.name, where, "failed", reason)
                    continue
                try:
                    address = _address_of(_parse(line), where)
                except (ValueError, RecursionError) as error:
                    yield Outcome(source.name, where, "failed", f"{shown(path)}, line {number}: {_reason(error)}")
                    continue
                yield self._payload(source, path, address, line.strip(), _RECORD)

    def _records(self, source: Source, path: Path, body: bytes) -> Iterator[Payload | Outcome]:
        tree = _parse(body)
        if isinstance(tree, dict):
            yield self._payload(source, path, _address_of(tree, path.as_uri()), body, _RECORD)
            return
        for number, record in enumerate(tree if isinstance(tree, list) else [tree], 1):
            where = f"{path.as_uri()}#{number}"
            try:
                address = _address_of(record, where)
            except ValueError as error:
                yield Outcome(source.name, where, "failed", f"{shown(path)}, record {number}: {_reason(error)}")
                continue
            line = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
            yield self._payload(source, path, address, line, _RECORD)

    def _payload(self, source: Source, path: Path, url: str, body: bytes, media_type: str) -> Payload:
        changed = format_datetime(datetime.fromtimestamp(path.stat().st_mtime, UTC), usegmt=True)
        told = (("Content-Type", media_type), ("Last-Modified", changed), ("X-Dateline-Origin", path.as_uri()))
        return Payload(
            url=url,
            final_url=url,
            fetched=self.now(),
            status=200,
            headers=told,
            body=body,
            media_type=media_type,
            source=source.name,
        )


def files_below(root: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    """Every file of a folder in order of its path, or the one file; no hidden ones, none that lies elsewhere.

    `on_error` hears of each folder and file that cannot be looked at; the others come all the same.
    """
    home = root.resolve()
    if home.is_file():
        yield home
        return
    for folder, folders, names in os.walk(home, onerror=on_error):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            try:
                is_ours = not name.startswith(".") and path.is_file() and path.resolve().is_relative_to(home)
            except OSError as error:
                on_error(error)
                continue
            if is_ours:
                yield path


def shown(path: Path) -> str:
    """A path for a message: a name that is not UTF-8 is shown as far as it goes."""
    return encodable(str(path))


def media_type_of(path: Path) -> str | None:
    """The media type a file's name tells; None: files of this kind are not read."""
    name = path.name.lower()
    return MEDIA_TYPES[".jsonl.gz"] if name.endswith(".jsonl.gz") else MEDIA_TYPES.get(path.suffix.lower())


def _fingerprint(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}"


def _read_whole(path: Path, limit: int) -> bytes:
    with path.open("rb") as stream:
        body = stream.read(limit + 1)
    if len(body) > limit:
        raise Unreadable(f"larger than {limit} bytes; split it, or bring it as JSON Lines")
    if not body.strip():
        raise Unreadable("the file is empty")
    return body


def _open(path: Path) -> IO[bytes] | gzip.GzipFile:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")


def _split(stream: IO[bytes] | gzip.GzipFile, limit: int) -> Iterator[bytes]:
    """The lines of a stream; of one over the limit only its beginning, one byte longer than the limit."""
    while line := stream.readline(limit + 1):
        yield line
        piece = line
        while len(piece) > limit and not piece.endswith(b"\n"):
            piece = stream.readline(limit + 1)


def _parse(body: bytes) -> object:
    return json.loads(body.decode("utf-8-sig"))


def _address_of(record: object, otherwise: str) -> str:
    if not isinstance(record, dict):
        raise ValueError("not an object with the keys of an article (url, title, text, published …)")
    url = record.get("url")
    return encodable(url).strip() if isinstance(url, str) and url.strip() else otherwise


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start}; save it as UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg}, column {error.colno})"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return f"the compressed file is damaged or cut off ({error})"
    return getattr(error, "strerror", None) or encodable(str(error))

"""The archive of captures: gzip WARC files (ISO 28500), one member a record, written and on the disk before all else.

A capture is two records: `metadata` with what we know of it (JSON), then `response` (HTTP) or `resource` (a file) with
the bytes. A capture's offset and length are those of the second; a file that ends inside either loses both.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO
from uuid import NAMESPACE_URL, uuid5

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dateline import urls
from dateline.errors import BadNewsroom, Unreadable
from dateline.records import Capture, FeedEntry, Payload

MAX_FILE_BYTES = 256 * 2**20  # a file that has grown so large is followed by another
_NAME = "captures-{:05d}.warc.gz"
_PIECE = 2**20
# Intake's mark on what no server sent in this form: a record of a file, an entry of a feed. It names where it stands.
_ORIGIN = "x-dateline-origin"
# The body is stored as it was read; these would have a reader undo what is undone already.
_UNDONE = {"content-encoding", "transfer-encoding", "content-length"}


class Captures:
    """The WARC files in one folder; one process writes at a time (the newsroom's lock sees to that)."""

    def __init__(self, folder: Path, max_file_bytes: int = MAX_FILE_BYTES):
        self.folder = folder
        self.max_file_bytes = max_file_bytes

    def append(self, payload: Payload, *, key: str | None = None) -> Capture:
        """Write a payload, on the disk when this returns; `key` is its id where the usual one is taken.

        Raises OSError when the disk does not take it.
        """
        capture = capture_of(payload)
        capture = replace(capture, id=key or capture.id)
        before, record = _members(payload, capture)
        path = self._current()
        offset = _append(path, before + record)
        return replace(capture, file=path.name, offset=offset + len(before), length=len(record))

    def read(self, capture: Capture) -> bytes:
        """The body of a capture, checked against its digest.

        Raises BadNewsroom when the file is gone, Unreadable when the bytes are not those that were written.
        """
        path = self.folder / capture.file
        try:
            with path.open("rb") as stream:
                stream.seek(capture.offset)
                member = stream.read(capture.length)
        except FileNotFoundError as error:
            raise BadNewsroom(f"{path} is gone: restore it from a backup (capture {capture.id})") from error
        try:
            body = _body(zlib.decompress(member, wbits=31))
        except (zlib.error, ValueError, StopIteration) as error:
            raise self._damaged(path, capture, str(error) or "it is cut off") from error
        if _digest(body) != capture.digest:
            raise self._damaged(path, capture, "its digest differs")
        return body

    def files(self) -> list[str]:
        """Names of the WARC files, oldest first."""
        return sorted(path.name for path in self.folder.glob("captures-*.warc.gz"))

    def recover(self, file: str, known_end: int) -> list[Capture]:
        """After a crash: the whole captures from `known_end` on, in order; what comes after the last is cut off.

        Raises BadNewsroom when the file is gone or ends before `known_end`.
        """
        path = self.folder / file
        if not path.exists() or path.stat().st_size < known_end:
            raise BadNewsroom(f"{path} is gone or shorter than {known_end} bytes: restore it from a backup")
        found: list[Capture] = []
        whole = known_end
        with path.open("r+b") as stream:
            about: bytes | None = None
            for start, end, raw in _whole_members(stream, known_end):
                record = _first_record(raw)
                if record.record_type == WarcRecordType.metadata:
                    about = bytes(record.reader.read())
                    continue
                if about is not None:
                    found.append(_recovered(about, file, start, end - start))
                about, whole = None, end
            if stream.seek(0, os.SEEK_END) > whole:
                stream.truncate(whole)
                os.fsync(stream.fileno())
        return found

    def _current(self) -> Path:
        files = self.files()
        number = int(files[-1].split("-")[1].split(".")[0]) if files else 1
        path = self.folder / _NAME.format(number)
        if path.exists() and path.stat().st_size >= self.max_file_bytes:
            path = self.folder / _NAME.format(number + 1)
        if not path.exists() or not path.stat().st_size:
            self.folder.mkdir(parents=True, exist_ok=True)
            _append(path, _warcinfo(path.name))
            _sync_folder(self.folder)
        return path

    def _damaged(self, path: Path, capture: Capture, why: str) -> Unreadable:
        return Unreadable(
            f"{path} is damaged at offset {capture.offset} (capture {capture.id} of {capture.url}): {why}; "
            "restore the file from a backup"
        )


def capture_of(payload: Payload) -> Capture:
    """The capture that a payload becomes, before it has a place: its id tells whether it is kept already."""
    digest = _digest(payload.body)
    return Capture(
        id=urls.short_digest(f"{payload.url}\n{digest}"),
        url=payload.url,
        final_url=payload.final_url,
        fetched=payload.fetched,
        status=payload.status,
        media_type=payload.media_type,
        digest=digest,
        source=payload.source,
        file="",
        offset=0,
        length=0,
        hint=payload.hint,
        role=payload.role,
        charset=payload.charset,
    )


def _digest(body: bytes) -> str:
    return "sha256:" + hashlib.sha256(body).hexdigest()


def _append(path: Path, data: bytes) -> int:
    """Write at the end, all or nothing, and wait for the disk; the offset of what was written."""
    with path.open("ab") as stream:
        offset = stream.seek(0, os.SEEK_END)
        try:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        except OSError:
            os.truncate(path, offset)
            raise
    return offset


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _members(payload: Payload, capture: Capture) -> tuple[bytes, bytes]:
    """The gzip members of the metadata record and of the record with the bytes."""
    from_server = payload.final_url.startswith(("http:", "https:")) and _ORIGIN not in _names(payload)
    date = payload.fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    number = uuid5(NAMESPACE_URL, f"{capture.id}\n{date}")
    common = {"WARC-Date": date, "WARC-Target-URI": _ascii(payload.final_url)}
    about = _member(
        WarcRecordType.metadata,
        str(uuid5(number, "metadata")),
        {**common, "WARC-Refers-To": f"<urn:uuid:{number}>", "Content-Type": "application/json"},
        _about(capture, () if from_server else payload.headers),
    )
    headers = {**common, "WARC-Payload-Digest": capture.digest}
    if from_server:
        headers["Content-Type"] = "application/http; msgtype=response"
        return about, _member(WarcRecordType.response, str(number), headers, _http_head(payload) + payload.body)
    headers["Content-Type"] = _ascii(payload.media_type)
    return about, _member(WarcRecordType.resource, str(number), headers, payload.body)


def _member(kind: WarcRecordType, number: str, headers: dict[str, str], block: bytes) -> bytes:
    record = WarcRecord()
    record.init_headers(kind, f"uuid:{number}".encode())
    for name, value in headers.items():
        record.headers[name] = value
    record.is_http = kind == WarcRecordType.response
    record.set_bytes_content(block)
    target = io.BytesIO()
    writer = GzipWriter(target, compression_level=6)
    record.write(writer, checksum_data=True)
    writer.close()
    return target.getvalue()


def _warcinfo(name: str) -> bytes:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {"WARC-Date": now, "WARC-Filename": name, "Content-Type": "application/warc-fields"}
    fields = b"software: Dateline\r\nformat: WARC File Format 1.1\r\n"
    return _member(WarcRecordType.warcinfo, str(uuid5(NAMESPACE_URL, f"{name}\n{now}")), headers, fields)


def _http_head(payload: Payload) -> bytes:
    try:
        phrase = HTTPStatus(payload.status).phrase
    except ValueError:
        phrase = ""
    lines = [f"HTTP/1.1 {payload.status} {phrase}".rstrip()]
    for name, value in payload.headers:
        kept = f"X-Archive-Orig-{name}" if name.lower() in _UNDONE else name
        lines.append(f"{kept}: {' '.join(value.split())}")
    lines.append(f"Content-Length: {len(payload.body)}")
    return "\r\n".join((*lines, "", "")).encode("utf-8", "replace")


def _names(payload: Payload) -> set[str]:
    return {name.lower() for name, _ in payload.headers}


def _about(capture: Capture, headers: tuple[tuple[str, str], ...]) -> bytes:
    """What we know of a capture, as JSON; the headers where no HTTP response holds them."""
    kept = asdict(capture)
    for place in ("file", "offset", "length"):
        del kept[place]
    kept |= {"fetched": capture.fetched.isoformat(), "headers": headers}
    return json.dumps(kept).encode("ascii")


def _recovered(about: bytes, file: str, offset: int, length: int) -> Capture:
    kept: dict[str, Any] = json.loads(about)
    del kept["headers"]
    hint = kept.pop("hint")
    fetched = datetime.fromisoformat(kept.pop("fetched"))
    entry = FeedEntry(**{**hint, "authors": tuple(hint["authors"])}) if hint else None
    return Capture(**kept, fetched=fetched, hint=entry, file=file, offset=offset, length=length)


def _whole_members(stream: BinaryIO, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Start, end and content of each gzip member from `start` on, up to the first that is cut off or damaged."""
    while True:
        stream.seek(start)
        inflater = zlib.decompressobj(wbits=31)
        pieces: list[bytes] = []
        read = 0
        while not inflater.eof:
            piece = stream.read(_PIECE)
            if not piece:
                return
            read += len(piece)
            try:
                pieces.append(inflater.decompress(piece))
            except zlib.error:
                return
        end = start + read - len(inflater.unused_data)
        yield start, end, b"".join(pieces)
        start = end


def _first_record(raw: bytes) -> WarcRecord:
    return next(iter(ArchiveIterator(io.BytesIO(raw), parse_http=False)))


def _body(raw: bytes) -> bytes:
    record = _first_record(raw)
    if record.record_type == WarcRecordType.response:
        record.parse_http()
    return bytes(record.reader.read())


def _ascii(text: str) -> str:
    """A header's value: no line breaks, nothing that is not UTF-8."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())

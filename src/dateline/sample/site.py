"""The sample's web: one HTTP server on this machine that is every invented outlet, told apart by the Host header."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from threading import Lock, Thread
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from dateline.sample.answers import SILENT_HOST, Answer, build_answers
from dateline.sample.reports import Report, read_reports

_NOT_FOUND = Answer(404, "text/plain; charset=utf-8", b"Nothing is published at this address.\n")
_NOT_NOW = Answer(503, "text/plain; charset=utf-8", b"The server cannot answer now.\n")


class Request(NamedTuple):
    """What was asked of the site and answered; the path without its query."""

    host: str
    path: str
    status: int


class SampleSite:
    """Serves the sample on 127.0.0.1 while the block of its `with` lasts.

    `port` 0 takes a free one; `requests` counts every answer given. Raises OSError when the port is taken.
    """

    def __init__(self, port: int = 0) -> None:
        self.requests: Counter[Request] = Counter()
        reports = read_reports()
        self._answers = build_answers(reports)
        self._newest = _newest(reports)
        self._counting = Lock()
        self._port = port
        self._server: ThreadingHTTPServer | None = None
        self._thread: Thread | None = None

    @property
    def port(self) -> int:
        """The port it listens on; while it is not started, the one it was given."""
        return int(self._server.server_address[1]) if self._server else self._port

    @property
    def address(self) -> str:
        """Host and port, as `[fetch] allow` and `[fetch.hosts]` of the sample's settings name them."""
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", self._port), _handler_of(self))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = self._thread = None

    def answer(self, host: str, path: str) -> Answer:
        """What the host says to a request for the path, before conditions are looked at."""
        return self._answers.get((host, path), _NOT_NOW if host == SILENT_HOST else _NOT_FOUND)

    def count(self, host: str, path: str, status: int) -> None:
        """Notes an answer that was given."""
        with self._counting:
            self.requests[Request(host, path, status)] += 1

    @property
    def newest(self) -> datetime:
        """When the newest report was published: the Last-Modified of everything."""
        return self._newest


def settings_for(address: str) -> str:
    """The sample newsroom's dateline.toml for a site at `address` (host:port)."""
    template = (resources.files(__package__) / "dateline.toml").read_text("utf-8")
    return template.replace("{address}", address)


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # a fetcher with a connection a host comes in bursts

    def handle_error(self, request: object, client_address: object) -> None:
        """Passes over an asker that hung up, as a killed run does; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _newest(reports: tuple[Report, ...]) -> datetime:
    return max(report.moment.astimezone(UTC) for report in reports if report.moment)


def _handler_of(site: SampleSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "DatelineSample"
        sys_version = ""
        timeout = 10  # seconds an idle connection is kept
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._respond(with_body=True)

        def do_HEAD(self) -> None:
            self._respond(with_body=False)

        def _respond(self, *, with_body: bool) -> None:
            host = self.headers.get("Host", "").rsplit(":", 1)[0].casefold()
            path = urlsplit(self.path).path
            answer = site.answer(host, path)
            fresh = answer.status == 200 and _is_fresh(self.headers, answer, site.newest)
            status = 304 if fresh else answer.status
            site.count(host, path, status)
            self.send_response(status)
            for name, value in _headers(answer, status, site.newest):
                self.send_header(name, value)
            self.end_headers()
            if with_body and not fresh:
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: what was asked stands in `site.requests`."""

    return Handler


def _headers(answer: Answer, status: int, newest: datetime) -> list[tuple[str, str]]:
    headers = []
    if answer.status == 200:
        headers = [("ETag", answer.etag), ("Last-Modified", format_datetime(newest, usegmt=True))]
    if answer.location:
        headers.append(("Location", answer.location))
    if status != 304:
        headers += [("Content-Type", answer.media_type), ("Content-Length", str(len(answer.body)))]
    return headers


def _is_fresh(headers: Message, answer: Answer, newest: datetime) -> bool:
    """Whether the asker holds this answer already (RFC 9110, section 13.2.2: entity tags go first)."""
    tags = headers.get("If-None-Match")
    if tags is not None:
        return any(tag.strip().removeprefix("W/") in ("*", answer.etag) for tag in tags.split(","))
    since = headers.get("If-Modified-Since")
    try:
        return since is not None and parsedate_to_datetime(since) >= newest
    except (TypeError, ValueError):  # no date, or one without a zone: no condition
        return False

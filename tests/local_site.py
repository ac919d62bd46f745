"""A real HTTP server on 127.0.0.1 for tests, with the manners and the bad manners of servers."""

from __future__ import annotations

import gzip
import sys
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass
class Route:
    """How one path answers."""

    body: bytes | str = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None  # answers 304 to it
    last_modified: str | None = None  # answers 304 to it
    redirect: str | None = None  # Location
    gzipped: bool = False
    drip: float = 0.0  # seconds between two bytes
    wait: float = 0.0  # seconds before the answer begins
    declared: int | None = None  # a Content-Length that lies
    fail_first: int = 0  # so many requests answer 503 first
    chunks: Callable[[], Any] | None = None  # gives pieces of a body that is already encoded


def bomb(megabytes: int) -> Route:
    """A gzip body that grows a thousandfold."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(2**20)
    body = b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()
    return Route(body, headers={"Content-Encoding": "gzip"})


@dataclass(frozen=True)
class Asked:
    """One request the site saw."""

    path: str
    host: str
    headers: Mapping[str, str]
    status: int
    at: float


class Site:
    """Serves `routes` (path, or host and path, to Route) and remembers what was asked: `with Site({...}) as site`."""

    def __init__(self, routes: Mapping[str, Route | bytes | str] | None = None, address: str = "127.0.0.1"):
        self.routes: dict[str, Route] = {path: _route(what) for path, what in (routes or {}).items()}
        self.asked: list[Asked] = []
        self.busiest = 0  # most requests at work at once
        self._working = 0
        self._lock = threading.Lock()
        self.server = _Server((address, 0), type("Handler", (_Handler,), {"site": self}))
        self.port = self.server.server_address[1]
        self.host = f"{address}:{self.port}"
        self.url = f"http://{self.host}"
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()

    def set(self, path: str, what: Route | bytes | str) -> None:
        """Give a path another answer."""
        self.routes[path] = _route(what)

    def paths(self) -> list[str]:
        """The paths asked for so far, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def forget(self) -> None:
        """Start counting again."""
        self.asked.clear()

    def enter(self, change: int) -> None:
        """Count the requests at work."""
        with self._lock:
            self._working += change
            self.busiest = max(self.busiest, self._working)


def _route(what: Route | bytes | str) -> Route:
    return what if isinstance(what, Route) else Route(what)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what many tests are about."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.site.enter(1)
        try:
            self._answer()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        finally:
            self.site.enter(-1)

    def _answer(self) -> None:
        host = self.headers.get("Host", "")
        route = self.site.routes.get(host + self.path) or self.site.routes.get(self.path) or Route(b"no such page", 404)
        status = self._status(route)
        self.site.asked.append(Asked(self.path, host, dict(self.headers), status, time.monotonic()))
        time.sleep(route.wait)
        self.send_response(status)
        for name, value in route.headers.items():
            self.send_header(name, value)
        for name, value in (("ETag", route.etag), ("Last-Modified", route.last_modified)):
            if value:
                self.send_header(name, value)
        if status == 304:
            self.end_headers()
            return
        self._send(route, status)

    def _status(self, route: Route) -> int:
        if route.fail_first:
            route.fail_first -= 1
            return 503
        asked_etag, asked_date = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if (route.etag and asked_etag == route.etag) or (
            route.last_modified and not asked_etag and asked_date == route.last_modified
        ):
            return 304
        return 302 if route.redirect and route.status == 200 else route.status

    def _send(self, route: Route, status: int) -> None:
        body = route.body.encode() if isinstance(route.body, str) else route.body
        if route.gzipped:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        if route.redirect:
            self.send_header("Location", route.redirect)
        self.send_header("Content-Type", route.media_type)
        if route.chunks:
            self.send_header("Connection", "close")
            self.end_headers()
            for piece in route.chunks():
                self.wfile.write(piece)
            self.close_connection = True
            return
        self.send_header("Content-Length", str(len(body) if route.declared is None else route.declared))
        self.end_headers()
        if not route.drip:
            self.wfile.write(body)
        for at in range(len(body) if route.drip else 0):
            self.wfile.write(body[at : at + 1])
            self.wfile.flush()
            time.sleep(route.drip)
        if route.declared is not None and route.declared != len(body):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Tests look at `asked`."""

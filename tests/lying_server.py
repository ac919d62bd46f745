"""A model's server that lies, obeys strangers, stalls and breaks off: real HTTP, each answer by a script."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_SENTENCE = re.compile(r"^\[(\d+)\] (.*)$", re.M)


@dataclass(frozen=True)
class Question:
    """What the server was asked."""

    system: str
    user: str

    @property
    def given(self) -> dict[int, str]:
        """The numbered sentences of the reports."""
        return {int(number): text for number, text in _SENTENCE.findall(self.user)}


@dataclass
class Reply:
    """How the server answers one question."""

    body: bytes = b""
    status: int = 200
    media_type: str = "application/json"
    wait: float = 0.0  # seconds before the answer begins
    stall: float = 0.0  # seconds between the halves of the body
    declared: int | None = None  # a Content-Length that lies
    endless: bytes = b""  # sent again and again
    raw: bytes | None = None  # sent in place of an answer of HTTP
    headers: dict[str, str] = field(default_factory=dict)


def said(text: str, finish: str = "stop") -> Reply:
    """A chat model's answer."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return Reply(json.dumps({"object": "chat.completion", "choices": [choice]}, ensure_ascii=False).encode())


Script = Callable[[Question], Reply]
_HTML = b"<!doctype html><title>Welcome</title><p>Sign in to the hotel's network [1]</p>"
_WHOLE = said("SENTENCE: Everything is well. [1]").body
BROKEN: dict[str, Script] = {
    "stall": lambda question: Reply(_WHOLE, wait=30),
    "stall in the middle": lambda question: Reply(_WHOLE, stall=30),
    "truncated body": lambda question: Reply(_WHOLE[:40], declared=len(_WHOLE)),
    "truncated JSON": lambda question: Reply(_WHOLE[:-20]),
    "cut at its tokens": lambda question: said("SENTENCE: The answer breaks", "length"),
    "nonsense": lambda question: said("lorem ipsum 42 {{{ \x00 ]] [99] ❄"),
    "nothing": lambda question: said("  \n"),
    "HTML": lambda question: Reply(_HTML, media_type="text/html"),
    "no JSON": lambda question: Reply(b"42\n"),
    "wrong JSON": lambda question: Reply(b'{"choices": {"message": ["hello"]}}'),
    "deep JSON": lambda question: Reply(b"[" * 100_000),
    "gigabytes": lambda question: Reply(endless=b'{"choices": [' + b" " * 65_000),
    "500": lambda question: Reply(b"oops", 500),
    "503 for an hour": lambda question: Reply(b"", 503, headers={"Retry-After": "3600"}),
    "401": lambda question: Reply(b"{}", 401),
    "404": lambda question: Reply(b"{}", 404),
    "redirect": lambda question: Reply(b"", 302, headers={"Location": "http://169.254.169.254/"}),
    "no HTTP": lambda question: Reply(raw=b"SSH-2.0-OpenSSH_9.6\r\n"),
    "closed at once": lambda question: Reply(raw=b""),
    "a very long answer": lambda question: said("SENTENCE: word [1]\n" * 20_000),
}


class LyingServer:
    """Answers each question by its script and keeps what it was asked."""

    def __init__(self, script: Script):
        self.script = script
        self.asked: list[Question] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"model": self}))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"


@contextmanager
def lying_server(script: Script) -> Iterator[LyingServer]:
    """A server that runs while the block does."""
    server = LyingServer(script)
    thread = threading.Thread(target=server.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.server.shutdown()
        server.server.socket.close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    model: LyingServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        system, user = (message["content"] for message in question["messages"])
        self.model.asked.append(Question(system, user))
        self.close_connection = True
        with suppress(ConnectionError):
            self._send(self.model.script(self.model.asked[-1]))

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.wait)
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not reply.endless:
            self.send_header("Content-Length", str(len(reply.body) if reply.declared is None else reply.declared))
        self.end_headers()
        half = len(reply.body) // 2 if reply.stall else len(reply.body)
        self.wfile.write(reply.body[:half])
        time.sleep(reply.stall)
        self.wfile.write(reply.body[half:])
        while reply.endless:
            self.wfile.write(reply.endless)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests look at `asked`."""

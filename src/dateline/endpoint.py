"""A language model behind an OpenAI-compatible address, asked one question at a time.

The address is the editor's own setting, so it may be private; what it answers is read as a stranger's all the same.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
from yarl import URL

from dateline.config import Config
from dateline.errors import BadSettings, CutOff, DatelineError, FetchFailed, Refused, Unreadable

KEY_VARIABLE = "DATELINE_MODEL_KEY"
MOST_BYTES = 1_000_000  # of an answer
MOST_RETRY_AFTER = 20.0  # seconds; a server that asks for more patience is not asked again
_MOST_KEY = 10_000  # bytes of a key file
_MOST_TOLD = 200  # characters of what a server says
_PIECE_OF_KEY = 8  # characters that give it away
_PIECE = 65_536
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class _TryAgain(FetchFailed):
    """May go through if asked once more after so many seconds."""

    def __init__(self, message: str, after: float):
        super().__init__(message)
        self.after = after


def open_endpoint(config: Config, folder: Path, environment: Mapping[str, str]) -> Endpoint | None:
    """The endpoint that the settings under [model] name; None: model.url is empty, so no model is to be asked.

    A relative model.key_file lies in the newsroom's `folder`. Raises BadSettings.
    """
    if not config.text("model.url").strip():
        return None
    key_file = config.text("model.key_file")
    return Endpoint(
        config.text("model.url"),
        config.text("model.name"),
        read_key(environment, folder / os.path.expanduser(key_file) if key_file else None),
        timeout=config.number("model.timeout"),
        max_tokens=config.whole("model.max_tokens"),
    )


def read_key(environment: Mapping[str, str], key_file: Path | None = None) -> str:
    """The key in $DATELINE_MODEL_KEY, else in the file; empty: none, as many local models need none.

    Raises BadSettings for a file that cannot be read or that others may read, and for what is no key.
    """
    where, key = f"${KEY_VARIABLE}", environment.get(KEY_VARIABLE, "").strip()
    if not key and key_file is not None:
        where, key = f"the key file {key_file}", _read_private(key_file).strip()
        if not key:
            raise BadSettings(f"{where} is empty: write the key into it")
    _check_key(key, where)
    return key


def _read_private(path: Path) -> str:
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise BadSettings(f"model.key_file {path} is no file")
            if os.name == "posix" and stat.S_IMODE(about.st_mode) & ~(stat.S_IRUSR | stat.S_IWUSR):
                raise BadSettings(f"model.key_file {path} is not its owner's alone: chmod 600 {path}")
            body = file.read(_MOST_KEY + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        problem = getattr(error, "strerror", None) or error
        raise BadSettings(f"model.key_file {path} cannot be read: {problem}") from error
    if len(body) > _MOST_KEY:
        raise BadSettings(f"model.key_file {path} holds more than a key: write the key alone into it")
    return body.decode("utf-8-sig", "replace")


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe without a writer would hang it


def _check_key(key: str, where: str) -> None:
    if not all("!" <= character <= "~" for character in key):
        raise BadSettings(f"{where} holds no key: a key is one line of ASCII characters without spaces")


class Endpoint:
    """Asks a model by POST to URL/chat/completions, at temperature 0: `Endpoint(url, model, key).ask(system, user)`.

    Raises BadSettings for an address, model or key that cannot be.
    """

    def __init__(
        self,
        url: str,
        model: str,
        key: str = "",
        *,
        timeout: float = 120.0,  # seconds for one question, the retry included
        max_tokens: int = 1000,
        retry_wait: float = 1.0,  # seconds before the retry when the server asks for none
    ):
        self.url = _address(url)
        self.model = model.strip()
        if not self.model:
            raise BadSettings(f"model.name is empty: name the model that {self.url} is to ask")
        if not 0 < timeout < float("inf") or max_tokens < 1:
            raise BadSettings("model.timeout must be more than 0 seconds, and model.max_tokens 1 or more")
        _check_key(key, "the key of the model")
        self._key = key
        self.timeout = timeout
        self.max_tokens = max_tokens
        self.retry_wait = retry_wait

    def __repr__(self) -> str:
        return f"Endpoint({str(self.url)!r}, {self.model!r})"

    def ask(self, system: str, user: str) -> str:
        """The model's answer to `user` under the rules of `system`; not to be called from within an event loop.

        Raises FetchFailed for what may go through later (after one retry of 429 and 5xx), BadSettings for a wrong
        address, model or key, Refused for a redirect, Unreadable for an answer that is none, CutOff for a part of one.
        """
        answer = asyncio.run(self._ask_twice(self._question(system, user)))
        self._check_status(answer)
        self._check_type(answer)
        return self._content(answer.body)

    def _question(self, system: str, user: str) -> bytes:
        messages = [{"role": "system", "content": _sound(system)}, {"role": "user", "content": _sound(user)}]
        return json.dumps(
            {
                "model": self.model,
                "messages": messages,
                "temperature": 0,
                "max_tokens": self.max_tokens,
                "stream": False,
            }
        ).encode()

    async def _ask_twice(self, question: bytes) -> _Answer:
        end = time.monotonic() + self.timeout
        try:
            return await self._post(question, end)
        except _TryAgain as error:
            if error.after > MOST_RETRY_AFTER or time.monotonic() + error.after >= end:
                raise
            await asyncio.sleep(error.after)
            return await self._post(question, end)

    async def _post(self, question: bytes, end: float) -> _Answer:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            async with (
                asyncio.timeout(end - time.monotonic()),
                aiohttp.ClientSession(
                    trust_env=False, cookie_jar=aiohttp.DummyCookieJar(), timeout=aiohttp.ClientTimeout(total=None)
                ) as session,
                session.post(self.url, data=question, headers=headers, allow_redirects=False) as response,
            ):
                body = b"" if _is_busy(response.status) or response.status // 100 == 3 else await self._body(response)
                answer = _Answer(response.status, response.headers, body)
        except aiohttp.ClientResponseError as error:
            problem = error.message
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise self._unreachable(error) from error
        else:
            self._check_busy(answer)
            return answer
        # Outside the handler, as that error holds the request's headers, the key among them.
        raise FetchFailed(f"{self.url}: what answers does not speak HTTP as it should ({self._told(problem)})")

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for piece in response.content.iter_chunked(_PIECE):
            body += piece
            if len(body) > MOST_BYTES:
                raise Unreadable(f"{self.url}: the answer is larger than {MOST_BYTES} bytes: is model.url a model's?")
        return bytes(body)

    def _unreachable(self, error: Exception) -> FetchFailed:
        if isinstance(error, TimeoutError):
            problem = f"it did not answer in full within {self.timeout:g} s: raise model.timeout, or try again later"
        elif isinstance(error, aiohttp.ClientSSLError):
            problem = f"its certificate is not trusted ({self._told(str(error))}): mend it, or add its authority"
        elif isinstance(error, aiohttp.ClientConnectorDNSError):
            problem = "the host has no address: is model.url right, and the network up?"
        elif isinstance(error, aiohttp.ClientPayloadError):
            problem = f"the answer broke off ({self._told(str(error))}): try again later"
        else:
            told = self._told(str(error)) or type(error).__name__
            problem = f"it could not be talked to ({told}): is model.url right, and the model running?"
        return FetchFailed(f"{self.url}: {problem}")

    def _check_busy(self, answer: _Answer) -> None:
        if not _is_busy(answer.status):
            return
        message = f"{self.url}: the server answered {_named(answer.status)}: try again later"
        after = answer.headers.get("Retry-After", "").strip()
        raise _TryAgain(message, float(after) if after.isascii() and after.isdecimal() else self.retry_wait)

    def _check_status(self, answer: _Answer) -> None:
        if 200 <= answer.status < 300:
            return
        told = f"{self.url}: the server answered {_named(answer.status)}"
        if 300 <= answer.status < 400:
            target = self._told(answer.headers.get("Location", ""))
            raise Refused(f"{told} and sends on to {target or 'nowhere'}: set model.url to the address that is meant")
        raise self._refusal(answer, told)

    def _refusal(self, answer: _Answer, told: str) -> DatelineError:
        if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            have = "is the key right" if self._key else "no key was sent"
            return BadSettings(f"{told}: {have}? Set ${KEY_VARIABLE} or model.key_file")
        if answer.status == HTTPStatus.NOT_FOUND:
            return BadSettings(
                f"{told}: is model.url right (most end in /v1), and is there a model.name {self.model!r}?"
            )
        if answer.status == HTTPStatus.REQUEST_TIMEOUT:
            return FetchFailed(f"{told}: try again later")
        said = self._told(answer.body.decode("utf-8", "replace"))
        return BadSettings(f"{told}: check model.name and model.max_tokens; it says: {said or 'nothing'}")

    def _content(self, body: bytes) -> str:
        try:
            choice = json.loads(body)["choices"][0]
            content, finish = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            said = self._told(body[: 4 * _MOST_TOLD].decode("utf-8", "replace"))
            raise Unreadable(f"{self.url}: the answer is not a chat model's: {said or 'it is empty'}") from error
        if isinstance(content, str) and self._holds_key(content):
            raise Unreadable(f"{self.url}: the answer has the key in it: do not trust this server, and change the key")
        if finish == "length":
            problem = f"{self.url}: the answer was cut off at {self.max_tokens} tokens: raise model.max_tokens"
            raise CutOff(problem, _sound(content) if isinstance(content, str) else "")
        if not isinstance(content, str) or not content.strip():
            raise Unreadable(f"{self.url}: the model {self.model} gave no text")
        return _sound(content)

    def _check_type(self, answer: _Answer) -> None:
        kind = answer.headers.get("Content-Type", "application/json").partition(";")[0].strip().casefold()
        if kind != "application/json" and not kind.endswith("+json"):
            raise Unreadable(f"{self.url}: the answer is not a chat model's: it is {self._told(kind) or 'of no type'}")

    def _told(self, text: str) -> str:
        """What the server says, on one line for people; nothing of it when a key was sent, which it may echo."""
        if self._key:
            return "(not shown, as a key was sent)"
        line = " ".join("".join(one if one.isprintable() else " " for one in text[:_MOST_TOLD]).split())
        return line if len(text) <= _MOST_TOLD else line + "…"

    def _holds_key(self, text: str) -> bool:
        """Whether a piece of the key stands in the text, as it is, backwards, in base 64 or in hexadecimal."""
        if not self._key:
            return False
        raw = self._key.encode()
        spelt = [self._key, self._key[::-1], raw.hex(), base64.b32encode(raw).decode().rstrip("=")]
        for lead in ("", "a", "aa"):  # where in a group of three bytes it may begin
            spelt.append(base64.b64encode(lead.encode() + raw).decode()[4 if lead else 0 :].rstrip("=")[:-2])
        flat = "".join(text.split()).casefold()
        return any(
            one[at : at + _PIECE_OF_KEY].casefold() in flat
            for one in spelt
            for at in range(max(1, len(one) - _PIECE_OF_KEY + 1))
            if one
        )


def _address(text: str) -> URL:
    """The address that takes questions; messages never show what may be a password or key in the text."""
    mend = "write model.url such as http://localhost:11434/v1"
    try:
        url = URL(text.strip())
        port: Any = url.port
    except ValueError:
        raise BadSettings(f"model.url is not an address: {mend}") from None  # the cause quotes the text
    if any(one.isspace() for one in text.strip()) or url.scheme not in ("http", "https") or not url.host or not port:
        raise BadSettings(f"model.url is not an address on the web: {mend}")
    if url.user is not None or url.password is not None or url.raw_query_string or url.raw_fragment:
        shown = url.with_user(None).with_query(None).with_fragment(None)
        raise BadSettings(
            f"model.url {shown} carries more than an address: leave user, password and what follows ? or # out; "
            f"the key belongs into ${KEY_VARIABLE} or model.key_file"
        )
    return url.with_path(url.raw_path.rstrip("/").removesuffix(_PATH) + _PATH, encoded=True)


def _sound(text: str) -> str:
    """The text with the replacement character for each lone surrogate, which no UTF-8 takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_busy(status: int) -> bool:
    return status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)

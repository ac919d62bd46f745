"""One address over HTTP, under the limits: guarded, polite, conditional, with one retry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from dateline import clock
from dateline.errors import DatelineError, FetchFailed, Gone, Refused
from dateline.intake.guard import Guard, HostsResolver, PrivateAddress
from dateline.intake.limits import FetchSettings
from dateline.intake.patience import Patience
from dateline.intake.robots import MAX_BYTES, Robots
from dateline.intake.turns import Turns
from dateline.records import Payload, Visit

__all__ = ["FetchSettings", "GuardedFetcher"]

_REDIRECTS = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
_MAY_CHANGE = {408, 425, 429}  # of the 4xx: the others will not go through by trying again
_PIECE = 65_536
_HEADER_LIMIT = 65_536  # some sites send a Content-Security-Policy of 20 KB
_ACCEPT = {
    "page": "text/html, application/xhtml+xml, application/pdf;q=0.8, */*;q=0.5",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}


class _TryAgain(FetchFailed):
    """May go through if asked once more after so many seconds."""

    def __init__(self, message: str, after: float):
        super().__init__(message)
        self.after = after


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one request brought; the body only of a success."""

    url: URL
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


class GuardedFetcher:
    """The network as intake sees it: `async with GuardedFetcher(settings) as fetcher`; one for each run.

    A page is asked for only if the robots.txt of its site allows; a feed is not held to it, because the user asked for
    it by name. Every hop of a redirect is checked like the first.
    """

    def __init__(self, settings: FetchSettings | None = None, now: Callable[[], datetime] = clock.now):
        self.settings = settings or FetchSettings()
        self.now = now
        self.guard = Guard(self.settings.allow, self.settings.hosts)

    async def __aenter__(self) -> Self:
        settings = self.settings
        self._turns = Turns(settings)
        self._robots = Robots()
        connector = aiohttp.TCPConnector(
            limit=0,  # Turns counts, because waiting in the connector would eat into total_timeout
            resolver=HostsResolver(self.guard.hosts),
            socket_factory=self.guard.open_socket,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=settings.connect_timeout),
            headers={"User-Agent": settings.agent, "Accept-Encoding": "gzip, deflate"},
            max_line_size=_HEADER_LIMIT,
            max_field_size=_HEADER_LIMIT,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def fetch(self, url: str, source: str, known: Visit | None, role: str = "page") -> Payload | None:
        """The address, or None when it did not change since `known`. Raises FetchFailed or Refused.

        Refused will not go through by trying again: a private address, robots.txt, a body over the limit, a 404.
        """
        conditions = _conditions(known)
        patience = Patience(self.settings.total_timeout)
        answer = await self._patiently(_address(url), conditions, role, patience)
        if answer.status == HTTPStatus.NOT_MODIFIED and conditions:
            return None
        _check_status(url, answer.status)
        return Payload(
            url=url,
            final_url=str(answer.url),
            fetched=self.now(),
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            media_type=(answer.header("content-type") or "application/octet-stream").split(";")[0].strip().lower(),
            source=source,
            role=role,
        )

    async def _patiently(self, url: URL, conditions: dict[str, str], role: str, patience: Patience) -> _Answer:
        try:
            return await self._follow(url, conditions, role, patience)
        except _TryAgain as error:
            await asyncio.sleep(error.after)
            return await self._follow(url, conditions, role, patience)

    async def _follow(self, url: URL, conditions: dict[str, str], role: str, patience: Patience) -> _Answer:
        here = url
        for _ in range(self.settings.max_redirects + 1):
            if here.scheme == "https" and here.host in self.guard.hosts:
                raise Refused(f"{here}: [fetch] hosts serves {here.host} over http only; write http:// in the address")
            if role == "page":
                await self._ask_robots(here, patience)
            answer = await self._hop(here, conditions, role, patience)
            target = answer.header("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            here = _address(target, here)
        raise Refused(f"{url}: redirected more than {self.settings.max_redirects} times (fetch.max_redirects)")

    async def _hop(self, url: URL, conditions: dict[str, str], role: str, patience: Patience) -> _Answer:
        host = f"{url.host}:{url.port}"
        if self.guard.is_permitted(url.host or "", url.port or 0):
            self._turns.slow_down(host, 0.0)
        headers = {"Accept": _ACCEPT[role], **conditions}
        async with self._turns.turn(host):
            before = patience.spent
            try:
                async with (
                    patience.tried(),
                    self._session.get(url, headers=headers, allow_redirects=False) as response,
                ):
                    body = await self._body(url, response, role) if response.ok and response.status < 300 else b""
                    answer = _Answer(url, response.status, _headers(response), body)
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                raise self._problem(url, host, error, patience.spent - before) from error
            self._turns.answered(host)
        if answer.status in _BUSY:
            raise self._busy(answer)
        return answer

    async def _body(self, url: URL, response: aiohttp.ClientResponse, role: str) -> bytes:
        limit = MAX_BYTES if role == "robots" else self.settings.size_limit(role)
        pieces, size = [], 0
        async for piece in response.content.iter_chunked(_PIECE):
            size += len(piece)
            pieces.append(piece)
            if size > limit and role == "robots":
                break
            if size > limit:
                raise Refused(f"{url}: larger than {limit} bytes; the limit is fetch.max_{role}_bytes")
        return b"".join(pieces)

    def _problem(self, url: URL, host: str, error: Exception, seconds: float) -> DatelineError:
        cause = getattr(error, "os_error", None)
        if isinstance(cause, PrivateAddress):
            where = f"[{cause.address}]:{cause.port}" if ":" in cause.address else f"{cause.address}:{cause.port}"
            return Refused(
                f"{url}: {cause.address} is a private address; "
                f'to permit it add allow = ["{where}"] under [fetch] in dateline.toml'
            )
        if isinstance(error, aiohttp.InvalidURL):
            return Refused(f"{url}: not an address that can be visited ({error})")
        if isinstance(error, aiohttp.ClientPayloadError):
            return _TryAgain(
                f"{url}: the answer broke off or is not as it says ({_brief(error)})", self.settings.retry_wait
            )
        if isinstance(error, aiohttp.ClientResponseError | ValueError):
            return FetchFailed(f"{url}: what answers does not speak HTTP as it should ({_brief(error)})")
        return self._unreachable(url, host, error, seconds)

    def _unreachable(self, url: URL, host: str, error: Exception, seconds: float) -> FetchFailed:
        settings = self.settings
        if isinstance(error, aiohttp.ConnectionTimeoutError):
            problem = f"did not accept a connection within {settings.connect_timeout:g} s (fetch.connect_timeout)"
        elif isinstance(error, TimeoutError):
            problem = f"did not answer in full within {settings.total_timeout:g} s (fetch.total_timeout)"
        elif isinstance(error, aiohttp.ClientConnectorDNSError):
            problem = "has no address (is the name right, and the network up?)"
        else:
            problem = f"could not be talked to ({_brief(error)})"
        late = "in full" in problem
        if not late or seconds > settings.total_timeout / 2:  # a host is not to pay for another that led to it
            self._turns.failed(host, problem)
        hopeless = late or isinstance(error, aiohttp.ClientSSLError)
        return (
            FetchFailed(f"{url}: {host} {problem}")
            if hopeless
            else _TryAgain(f"{url}: {host} {problem}", settings.retry_wait)
        )

    def _busy(self, answer: _Answer) -> FetchFailed:
        wait = _retry_after(answer.header("retry-after"), self.now())
        message = f"{answer.url}: the server answered {_named(answer.status)}"
        if wait is not None and wait > self.settings.max_retry_after:
            return FetchFailed(f"{message} and asks to wait {wait:.0f} s: left for a later run")
        return _TryAgain(message, self.settings.retry_wait if wait is None else wait)

    async def _ask_robots(self, url: URL, patience: Patience) -> None:
        async def load(address: URL) -> tuple[int, bytes]:
            # All pages of the site share what comes of it, so it has its own time, whatever the page has left.
            own = Patience(self.settings.total_timeout)
            try:
                answer = await self._patiently(address, {}, "robots", own)
            finally:
                patience.spent += own.spent
            return answer.status, answer.body

        rules = await self._robots.rules(url, load)
        delay = rules.delay(self.settings.robot)
        if delay is not None:
            capped = min(max(delay, self.settings.per_host_delay), self.settings.max_crawl_delay)
            self._turns.slow_down(f"{url.host}:{url.port}", capped)
        rules.check(url, self.settings.robot)


def _address(text: str, base: URL | None = None) -> URL:
    """The address as the client takes it; raises Refused for one that is not on the web or carries a password."""
    try:
        url = base.join(URL(text.strip())) if base else URL(text.strip())
        port = url.port
    except ValueError as error:
        raise Refused(f"{text!r} is not an address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host or not port:
        raise Refused(f"{text!r} is not an address on the web: only http and https are visited")
    if url.user is not None or url.password is not None:
        raise Refused(f"{url.with_user(None)}: the address carries a user name or password; leave them out")
    return url.with_fragment(None)


def _conditions(known: Visit | None) -> dict[str, str]:
    if known is None:
        return {}
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return {name: value for name, value in pairs if value}


def _headers(response: aiohttp.ClientResponse) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        for name, value in response.headers.items()
    )


def _check_status(url: str, status: int) -> None:
    if 200 <= status < 300:
        return
    message = f"{url}: the server answered {_named(status)}"
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise Gone(message)
    raise Refused(message) if 400 <= status < 500 and status not in _MAY_CHANGE else FetchFailed(message)


def _brief(error: Exception) -> str:
    """What the client says, on one line: it may quote what the server sent."""
    return " ".join(str(error).split())[:200] or type(error).__name__


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _retry_after(text: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, section 10.2.3); None: it asks for none."""
    if text is None:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())

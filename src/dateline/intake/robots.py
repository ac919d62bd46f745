"""robots.txt (RFC 9309): read once a run for each site, and obeyed for pages."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego
from yarl import URL

from dateline.errors import FetchFailed, Refused

Load = Callable[[URL], Awaitable[tuple[int, bytes]]]
MAX_BYTES = 512_000  # the least that RFC 9309 asks a crawler to read; the rest is passed over


class Disallowed(Refused):
    """A site's robots.txt asks not to visit the page."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site's robots.txt says to us."""

    parser: Protego | None  # None: it says nothing
    problem: str | None = None  # why it could not be read; None: it could, or there is none

    def check(self, url: URL, robot: str) -> None:
        """Raises Disallowed for a page the rules name, FetchFailed when they could not be had."""
        if self.problem:
            raise FetchFailed(f"{url}: not asked for in this run, because robots.txt of {url.host} {self.problem}")
        if self.parser and not self.parser.can_fetch(str(url), robot):
            raise Disallowed(f"{url}: robots.txt of {url.host} asks {robot} not to visit this page")

    def delay(self, robot: str) -> float | None:
        """The Crawl-delay in seconds; None: none is asked for."""
        return self.parser.crawl_delay(robot) if self.parser else None


class Robots:
    """The rules of every site of a run. No robots.txt (4xx) allows all; one that cannot be had forbids all."""

    def __init__(self) -> None:
        self._rules: dict[URL, Rules] = {}
        self._locks: dict[URL, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def rules(self, url: URL, load: Load) -> Rules:
        """The rules of the site that an address belongs to, loaded when it is the first of its site."""
        site = url.origin()
        async with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = await self._read(site, load)
            return self._rules[site]

    async def _read(self, site: URL, load: Load) -> Rules:
        try:
            status, body = await load(site.with_path("/robots.txt"))
        except (FetchFailed, Refused) as error:  # RFC 9309, section 2.3.1.4: what cannot be reached forbids all
            return Rules(None, f"could not be read ({error})")
        if status >= 500:
            return Rules(None, f"answered {status}")
        if status >= 300:
            return Rules(None)
        return Rules(Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace")))

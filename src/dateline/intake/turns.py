"""Whose turn it is: few connections and a pause for each host, and no more patience for a host that does not answer."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dateline.errors import FetchFailed
from dateline.intake.limits import FetchSettings


class Turns:
    """Gives out turns to make a request; lives for one run and one event loop."""

    def __init__(self, settings: FetchSettings):
        self.settings = settings
        self._all = asyncio.Semaphore(settings.connections)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(settings.per_host_connections)
        )
        self._delays: dict[str, float] = {}
        self._free_at: dict[str, float] = {}
        self._failures: dict[str, int] = defaultdict(int)
        self._last_problem: dict[str, str] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a request to this host may be made; raises FetchFailed when the host is left alone."""
        self._check(host)
        async with self._hosts[host]:
            await self._pause(host)
            async with self._all:
                self._check(host)
                yield

    def slow_down(self, host: str, delay: float) -> None:
        """Leave this many seconds between two requests to a host."""
        self._delays[host] = delay

    def failed(self, host: str, problem: str) -> None:
        """The host did not answer."""
        self._failures[host] += 1
        self._last_problem[host] = problem

    def answered(self, host: str) -> None:
        """The host answered, whatever it said."""
        self._failures[host] = 0

    def _check(self, host: str) -> None:
        if self._failures[host] >= self.settings.host_failures:
            raise FetchFailed(
                f"{host} failed {self._failures[host]} times in a row and is left alone for the rest of this run; "
                f"the last time: {self._last_problem[host]}"
            )

    async def _pause(self, host: str) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, self._free_at.get(host, now))
        self._free_at[host] = start + self._delays.get(host, self.settings.per_host_delay)
        if start > now:
            await asyncio.sleep(start - now)

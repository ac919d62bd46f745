"""Visits addresses again, to see what has become of them; nothing is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import aiohttp

from dateline.errors import DatelineError, Gone
from dateline.intake.faults import HOSTILE, told
from dateline.intake.fetch import GuardedFetcher
from dateline.intake.limits import FetchSettings
from dateline.records import Payload

_AT_ONCE = 16  # addresses; the fetcher is polite to each host by itself


@dataclass(frozen=True, slots=True)
class Revisit:
    """What one address brought."""

    url: str
    payload: Payload | None
    problem: str | None = None  # why it brought nothing; None: it did
    is_gone: bool = False  # the server says that there is no such page


def revisit(
    urls: Sequence[str], settings: FetchSettings, on_visit: Callable[[Revisit], None] = lambda visit: None
) -> list[Revisit]:
    """What the addresses bring, in their order, side by side under the limits of intake; a bad one stops no other."""

    async def run() -> list[Revisit]:
        gate = asyncio.Semaphore(_AT_ONCE)
        async with GuardedFetcher(settings) as fetcher:

            async def one(url: str) -> Revisit:
                async with gate:
                    found = await _visit(fetcher, url)
                on_visit(found)
                return found

            return list(await asyncio.gather(*map(one, urls)))

    return asyncio.run(run())


async def _visit(fetcher: GuardedFetcher, url: str) -> Revisit:
    try:
        payload = await fetcher.fetch(url, "watch", None)
    except DatelineError as error:
        return Revisit(url, None, str(error), isinstance(error, Gone))
    except (OSError, aiohttp.ClientError) as error:
        return Revisit(url, None, told(error))
    except HOSTILE as error:
        return Revisit(url, None, told(error))
    return Revisit(url, payload)

"""Runs over all sources at once; what goes wrong with one is told and stops no other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import aiohttp

from dateline import clock
from dateline.errors import BadNewsroom, Busy, DatelineError
from dateline.intake.faults import HOSTILE, encodable, told
from dateline.intake.feed import FeedSource
from dateline.intake.fetch import FetchSettings, GuardedFetcher
from dateline.intake.streams import merged
from dateline.protocols import FeedReader, Fetcher, Ledger, SourceKind
from dateline.records import Outcome, Source, Visit

_SOURCES_AT_ONCE = 32  # the fetcher bounds the connections


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run of intake went: addresses by what became of them."""

    captured: int
    unchanged: int
    failed: int
    skipped: int
    seconds: float


async def gather(
    sources: Iterable[Source],
    fetcher: Fetcher,
    ledger: Ledger,
    read_feed: FeedReader,
    kinds: Mapping[str, SourceKind],
    *,
    now: Callable[[], datetime] = clock.now,
) -> AsyncIterator[Outcome]:
    """The outcome of each address of each source, as they come; a source that fails as a whole is remembered so.

    Raises only what concerns the newsroom itself (BadNewsroom, Busy, or an error of the program).
    """

    def failed(source: Source, reason: str) -> Outcome:
        address = encodable(source.address)
        ledger.record(_failed_visit(source, ledger.visit(address), now(), reason))
        return Outcome(source.name, address, "failed", reason)

    async def one(source: Source) -> AsyncIterator[Outcome]:
        kind = kinds.get(source.kind)
        if kind is None:
            known = ", ".join(sorted(kinds))
            yield failed(source, f"source {source.name!r}: there is no source kind {source.kind!r}; known: {known}")
            return
        try:
            async for outcome in kind.gather(source, fetcher, ledger, read_feed):
                yield outcome
        except (BadNewsroom, Busy):
            raise
        except (DatelineError, OSError, aiohttp.ClientError, *HOSTILE) as error:
            yield failed(source, f"{encodable(source.address)}: {told(error)}")

    async for outcome in merged((one(source) for source in sources), _SOURCES_AT_ONCE):
        yield outcome


def run_gather(
    sources: Iterable[Source],
    ledger: Ledger,
    read_feed: FeedReader,
    kinds: Mapping[str, SourceKind],
    *,
    settings: FetchSettings,
    on_outcome: Callable[[Outcome], None],
) -> Summary:
    """`gather` from code that is not asynchronous, with a network of its own for this run."""
    began = time.monotonic()
    limited = {name: _limited(kind, settings) for name, kind in kinds.items()}
    counts = {"captured": 0, "unchanged": 0, "failed": 0, "skipped": 0}

    async def run() -> None:
        async with GuardedFetcher(settings) as fetcher:
            async for outcome in gather(sources, fetcher, ledger, read_feed, limited):
                counts[outcome.state] += 1
                on_outcome(outcome)

    asyncio.run(run())
    return Summary(**counts, seconds=time.monotonic() - began)


def _limited(kind: SourceKind, settings: FetchSettings) -> SourceKind:
    return replace(kind, max_entries=settings.max_entries) if isinstance(kind, FeedSource) else kind


def _failed_visit(source: Source, known: Visit | None, now: datetime, reason: str) -> Visit:
    """What the visit before left, such as validators, stays: this one has not taken anything over."""
    role = "feed" if source.address.lower().startswith(("http://", "https://")) else "file"
    before = known or Visit(encodable(source.address), source.name, role, now)
    return replace(before, role=role, visited=now, status=None, attempts=before.attempts + 1, problem=reason)

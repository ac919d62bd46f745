"""Tries every source once and keeps nothing: what answers, and with what."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from dateline.clock import parse_iso
from dateline.errors import FetchFailed, Refused, Unreadable
from dateline.intake.faults import HOSTILE, encodable, told
from dateline.intake.fetch import FetchSettings, GuardedFetcher
from dateline.intake.folder import files_below, media_type_of, shown
from dateline.intake.streams import merged
from dateline.protocols import FeedReader, Fetcher
from dateline.records import Source

_SOURCES_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What one try of a source brought."""

    source: str
    address: str
    answers: bool
    status: int | None = None  # HTTP status; None: not over HTTP, or nothing answered
    format: str | None = None  # rss20 … or folder; None: could not be read
    entries: int | None = None  # entries of a feed, readable files of a folder; None: could not be read
    newest: datetime | None = None  # newest entry or file; None: nothing is dated
    seconds: float = 0.0
    problem: str | None = None  # None: all is well


async def check_sources(
    sources: Iterable[Source], fetcher: Fetcher, read_feed: FeedReader
) -> AsyncIterator[SourceCheck]:
    """One result a source, as they come."""

    async def one(source: Source) -> AsyncIterator[SourceCheck]:
        began = time.monotonic()
        try:
            result = await _check(source, fetcher, read_feed)
        except (OSError, *HOSTILE) as error:
            result = SourceCheck(source.name, source.address, False, problem=f"{source.address}: {told(error)}")
        yield replace(result, seconds=time.monotonic() - began)

    async for result in merged((one(source) for source in sources), _SOURCES_AT_ONCE):
        yield result


def run_check(
    sources: Iterable[Source],
    read_feed: FeedReader,
    *,
    settings: FetchSettings,
    on_check: Callable[[SourceCheck], None],
) -> None:
    """`check_sources` from code that is not asynchronous."""

    async def run() -> None:
        async with GuardedFetcher(settings) as fetcher:
            async for result in check_sources(sources, fetcher, read_feed):
                on_check(result)

    asyncio.run(run())


async def _check(source: Source, fetcher: Fetcher, read_feed: FeedReader) -> SourceCheck:
    if source.kind == "feed":
        return await _check_feed(source, fetcher, read_feed)
    if source.kind == "folder":
        return _check_folder(source)
    problem = f"sources of kind {source.kind!r} cannot be tried without gathering them"
    return SourceCheck(source.name, source.address, False, problem=problem)


async def _check_feed(source: Source, fetcher: Fetcher, read_feed: FeedReader) -> SourceCheck:
    failed = SourceCheck(source.name, source.address, False)
    try:
        payload = await fetcher.fetch(source.address, source.name, None, role="feed")
    except (FetchFailed, Refused) as error:
        return replace(failed, problem=str(error))
    if payload is None:
        return replace(failed, problem=f"{source.address}: answered 304 to a question without conditions")
    answered = replace(failed, answers=True, status=payload.status)
    try:
        feed = await asyncio.to_thread(read_feed, payload.body, payload.charset)
    except Unreadable as error:
        return replace(answered, problem=str(error))
    dates = [parse_iso(text) for entry in feed.entries for text in (entry.published, entry.updated) if text]
    problem = "; ".join(feed.problems) or (None if feed.entries else "the feed has no entries")
    newest = max((moment for moment in dates if moment), default=None)
    return replace(answered, format=feed.format, entries=len(feed.entries), newest=newest, problem=problem)


def _check_folder(source: Source) -> SourceCheck:
    root = Path(source.address)
    if not root.exists():
        return SourceCheck(
            source.name, source.address, False, problem=f"{shown(root)}: there is no such file or folder"
        )
    closed: list[OSError] = []
    times = [path.stat().st_mtime for path in files_below(root, closed.append) if media_type_of(path)]
    newest = datetime.fromtimestamp(max(times), UTC) if times else None
    problem = None if times else f"{shown(root)}: holds no file that can be read"
    if closed:
        problem = f"{encodable(os.fsdecode(closed[0].filename or root))}: {closed[0].strerror}"
    form = "folder" if root.is_dir() else media_type_of(root)
    return SourceCheck(source.name, source.address, True, None, form, len(times), newest, problem=problem)

"""Several streams of outcomes as one, a bounded number of them at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

T = TypeVar("T")
_AHEAD = 64  # items that wait to be taken; a stream that is faster waits


async def merged(streams: Iterable[AsyncIterator[T]], at_once: int) -> AsyncIterator[T]:
    """The items of all streams as they come; the first error ends it, and nothing is left running."""
    queue: asyncio.Queue[T | asyncio.Task[None]] = asyncio.Queue(_AHEAD)
    gate = asyncio.Semaphore(at_once)

    async def drain(stream: AsyncIterator[T]) -> None:
        async with gate:
            async for item in stream:
                await queue.put(item)

    async def watch(task: asyncio.Task[None]) -> None:
        await asyncio.wait([task])
        await queue.put(task)

    tasks = [asyncio.create_task(drain(stream)) for stream in streams]
    watchers = [asyncio.create_task(watch(task)) for task in tasks]
    left = len(tasks)
    try:
        while left:
            item = await queue.get()
            if isinstance(item, asyncio.Task):
                left -= 1
                item.result()
            else:
                yield item
    finally:
        for task in (*tasks, *watchers):
            task.cancel()
        await asyncio.gather(*tasks, *watchers, return_exceptions=True)

"""How long one address may take, over all that it leads to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Patience:
    """The seconds that one address has to answer in full, redirects and the second try included.

    Only the time in which a server is waited for counts. The pauses that we make ourselves, out of politeness or
    because a server asked for one, are none of its slowness, and a long feed of one host is full of them.
    """

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.spent = 0.0

    @asynccontextmanager
    async def tried(self) -> AsyncIterator[None]:
        """Count the time spent inside; raises TimeoutError when no more is left."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(self.seconds - self.spent):
                yield
        finally:
            self.spent += time.monotonic() - began

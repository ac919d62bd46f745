"""Where the time of grouping goes: stopwatches around the parts, set up from outside for the time of a measurement.

A part's time is its own: while a part that it calls is at work, its watch stands still.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from unittest.mock import patch

REST = "rest"
SECOND = "second pass"  # with all that it calls
# part: what belongs to it, as module:name; what is not there (any more) is told in `Parts.absent`
PARTS: dict[str, tuple[str, ...]] = {
    "embedding": ("dateline.stories.embedders:Fast.embed", "dateline.stories.embedders:lead", "dateline.stories.stage:lead", "dateline.stories.grouper:lead"),
    "exact model": ("dateline.stories.embedders:Exact.embed",),
    "terms": ("dateline.stories.grouper:terms", "dateline.stories.grouper:kind_of", "dateline.stories.grouper:language_of"),
    "traits": ("dateline.stories.grouper:read_traits", "dateline.stories.grouper:join"),
    "background": ("dateline.stories.background:Background.add", "dateline.stories.background:Centres.add"),
    "copies": ("dateline.stories.copies:CopyFinder.place", "dateline.stories.copies:CopyFinder.sample", "dateline.stories.copies:CopyFinder.forget_before"),
    "candidates by signature": ("dateline.stories.live:LiveStories.awake", "dateline.stories.live:LiveStories.nearest"),
    "candidates by words": ("dateline.stories.live:LiveStories.sharing",),
    "scoring": ("dateline.stories.grouper:Grouper.fits", "dateline.stories.live:LiveStories.lexical", "dateline.stories.live:LiveStories.dense"),
    "growing stories": ("dateline.stories.live:LiveStories.grow", "dateline.stories.live:LiveStories.bring", "dateline.stories.live:LiveStories.seen", "dateline.stories.live:LiveStories.let_go", "dateline.stories.live:LiveStories.resting"),
    SECOND: ("dateline.settling:Settling.look", "dateline.settling:Settling.finish"),
    "loading": (
        "dateline.store.grouping:load", "dateline.store.grouping:Shelf.stories", "dateline.store.grouping:Shelf.story", "dateline.store.grouping:Shelf.text",
        "dateline.stories.grouper:Grouper._load", "dateline.stories.grouper:Grouper._know", "dateline.store.articles:fetched",
        "dateline.store.articles:unplaced", "dateline.store.vectors:of", "dateline.store.stories:regrouped",
    ),
    "saving": (
        "dateline.stories.grouper:Grouper.saved", "dateline.store.grouping:save", "dateline.store.stories:save", "dateline.store.vectors:save",
        "dateline.store.database:Database.begin",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Parts:
    """What was measured."""

    seconds: Counter[str] = field(default_factory=Counter)  # CPU of this thread, by part
    found: Counter[str] = field(
        default_factory=Counter
    )  # candidates by what gave them; articles placed; questions asked
    absent: list[str] = field(default_factory=list)
    _open: list[tuple[str, float]] = field(default_factory=list)

    def is_open(self, part: str) -> bool:
        """Whether a part is at work."""
        return any(name == part for name, _ in self._open)

    def enter(self, part: str) -> None:
        """A part begins."""
        now = time.thread_time()
        if self._open:
            self.seconds[self._open[-1][0]] += now - self._open[-1][1]
        self._open.append((part, now))

    def leave(self) -> None:
        """The part that began last ends; the one around it goes on."""
        now = time.thread_time()
        part, since = self._open.pop()
        self.seconds[part] += now - since
        if self._open:
            self._open[-1] = (self._open[-1][0], now)


@contextmanager
def measured() -> Iterator[Parts]:
    """Measure the parts while the block is at work."""
    parts = Parts()
    with ExitStack() as stack:
        for part, names in PARTS.items():
            for name in names:
                _watch(parts, part, name, stack)
        parts.enter(REST)
        yield parts
        parts.leave()


def _watch(parts: Parts, part: str, name: str, stack: ExitStack) -> None:
    module, _, path = name.partition(":")
    try:
        holder: Any = import_module(module)
        *outer, last = path.split(".")
        for one in outer:
            holder = getattr(holder, one)
        original = getattr(holder, last)
    except (ImportError, AttributeError):
        parts.absent.append(name)
        return
    watched = _begin(parts, original) if last == "begin" else _watched(parts, part, last, original)
    stack.enter_context(patch.object(holder, last, watched))


def _watched(parts: Parts, part: str, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        if parts.is_open(SECOND):
            return original(*arguments, **options)
        parts.enter(part)
        try:
            answer = original(*arguments, **options)
        finally:
            parts.leave()
        _count(parts, part, name, answer)
        return answer

    return call


def _count(parts: Parts, part: str, name: str, answer: Any) -> None:
    if name in ("nearest", "sharing"):
        parts.found[part] += len(answer)
    elif name == "fits":
        parts.found["compared in full"] += len(answer)
        parts.found["reports"] += 1
    elif name == "place" and answer.group:
        parts.found["copies"] += 1
    elif name == "embed":
        parts.found[part] += len(answer)


def _begin(parts: Parts, original: Callable[..., Any]) -> Callable[..., Any]:
    """A transaction: opening and committing it is saving, what is done within is not."""

    @contextmanager
    def begin(self: Any) -> Iterator[Any]:
        part = SECOND if parts.is_open(SECOND) else "saving"
        parts.enter(part)
        with original(self) as connection:
            parts.leave()
            yield connection
            parts.enter(part)
        parts.leave()

    return begin


def table(parts: Parts, articles: int) -> Iterable[tuple[str, float, float]]:
    """Part, milliseconds an article, share; the greatest first."""
    total = sum(parts.seconds.values())
    for part, seconds in parts.seconds.most_common():
        yield part, 1000 * seconds / max(articles, 1), seconds / max(total, 1e-9)

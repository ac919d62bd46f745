"""Where the time of grouping goes: stopwatches around the parts, set up from outside for the time of a measurement.

A part's time is its own: while a part that it calls is at work, its watch stands still.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from unittest.mock import patch

REST = "rest"
SECOND = "second pass"  # with all that it calls
_STORIES, _STORE = "dateline.stories", "dateline.store"
# part: what belongs to it, as module:name; what is not there (any more) is told in `Parts.absent`
PARTS: dict[str, tuple[str, ...]] = {
    "embedding": (f"{_STORIES}.embedders:Fast.embed", f"{_STORIES}.stage:lead", f"{_STORIES}.grouper:lead"),
    "exact model": (f"{_STORIES}.embedders:Exact.embed",),
    "terms": tuple(f"{_STORIES}.grouper:{name}" for name in ("terms", "kind_of", "language_of")),
    "traits": tuple(f"{_STORIES}.grouper:{name}" for name in ("read_traits", "join")),
    "background": (f"{_STORIES}.background:Background.add", f"{_STORIES}.background:Centres.add"),
    "copies": tuple(f"{_STORIES}.copies:CopyFinder.{name}" for name in ("place", "sample", "forget_before")),
    "candidates by signature": tuple(f"{_STORIES}.live:LiveStories.{name}" for name in ("awake", "nearest")),
    "candidates by words": (f"{_STORIES}.live:LiveStories.sharing",),
    "scoring": (
        f"{_STORIES}.grouper:Grouper.fits",
        *(f"{_STORIES}.live:LiveStories.{name}" for name in ("lexical", "dense")),
    ),
    "growing stories": tuple(
        f"{_STORIES}.live:LiveStories.{name}" for name in ("grow", "bring", "seen", "let_go", "resting")
    ),
    SECOND: ("dateline.settling:Settling.look", "dateline.settling:Settling.finish"),
    "loading": (
        *(f"{_STORIES}.grouper:Grouper.{name}" for name in ("_load", "_know")),
        *(f"{_STORE}.grouping:{name}" for name in ("load", "Shelf.stories", "Shelf.story", "Shelf.text")),
        *(f"{_STORE}.articles:{name}" for name in ("fetched", "unplaced")),
        f"{_STORE}.vectors:of",
        f"{_STORE}.stories:regrouped",
    ),
    "saving": (
        f"{_STORIES}.grouper:Grouper.saved",
        *(f"{_STORE}.{name}:save" for name in ("grouping", "stories", "vectors")),
        f"{_STORE}.database:Database.begin",
    ),
}


@dataclass(slots=True)
class Parts:
    """What was measured."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # CPU of this thread, by part
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
    for part, seconds in sorted(parts.seconds.items(), key=lambda one: -one[1]):
        yield part, 1000 * seconds / max(articles, 1), seconds / max(total, 1e-9)

"""The seams: what a stage may ask of the world, and the five plug-in points.

Plug-ins are found by entry points of the groups named in `dateline.plugins`; built-ins come through the same door.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dateline.records import (
    Capture,
    Feed,
    Issue,
    Outcome,
    Payload,
    Problem,
    Source,
    Verdict,
    Visit,
    WritingTask,
    Written,
)

if TYPE_CHECKING:  # loading numpy takes longer than most commands
    import numpy as np
    import numpy.typing as npt

FeedReader = Callable[[bytes, str | None], Feed]


class Ledger(Protocol):
    """What intake remembers between runs, and where it keeps what it fetched."""

    def visit(self, url: str) -> Visit | None:
        """The last visit to an address; None: never visited."""

    def record(self, visit: Visit) -> None:
        """Remember a visit in place of the one before."""

    def keep(self, payload: Payload) -> Capture:
        """Write a payload to the archive, durably, before anything is read from it; the same bytes only once."""


class Fetcher(Protocol):
    """The network, guarded."""

    async def fetch(self, url: str, source: str, known: Visit | None, role: str = "page") -> Payload | None:
        """One address over HTTP; None: not modified since `known`. Raises FetchFailed or Refused.

        The role is page or feed: robots.txt is asked for pages only, and a feed may be larger.
        """


class SourceKind(Protocol):
    """Plug-in point: brings the material of one kind of source."""

    def gather(self, source: Source, fetcher: Fetcher, ledger: Ledger, read_feed: FeedReader) -> AsyncIterator[Outcome]:
        """Visit what is new, keep it, and tell the outcome of each address; one bad address never ends it."""


class Embedder(Protocol):
    """Plug-in point: turns texts into vectors without network."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit vectors, float32, one row a text."""


Ask = Callable[[str, str], str]  # a model: rules, question → answer; raises DatelineError
Judge = Callable[[str, Sequence[str]], Verdict]  # whether sources carry a sentence
Proofread = Callable[[str, str], Sequence[Problem]]  # the copy desk on one sentence: text, language → problems


@dataclass(frozen=True, slots=True)
class WriterTools:
    """What a writer may use."""

    judge: Judge
    proofread: Proofread
    ask: Ask | None = None  # None: no model is set


class Writer(Protocol):
    """Plug-in point: writes the text of an item from its reports. Made by calling it with WriterTools."""

    def write(self, task: WritingTask) -> Written:
        """Paragraphs of sentences, each with its evidence; what cannot be written is told, never raised."""


class Renderer(Protocol):
    """Plug-in point: one format of an issue; its entry point is named as the ending of the file."""

    def render(self, issue: Issue) -> bytes:
        """The issue in this format; the same issue gives the same bytes."""


class Channel(Protocol):
    """Plug-in point: sends a rendition to an address (a later release brings the built-in ones)."""

    def send(self, rendition: bytes, address: str) -> str:
        """Deliver and return the receipt."""

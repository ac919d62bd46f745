"""A second look at the stories that grew: two that turn out to be one are merged, one that turns out to be two split.

What it finds depends on the engine's stories only and is never fed back into them, so that the engine goes on as if
nobody had looked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming

Members = Callable[[Sequence[str]], Mapping[str, Sequence[Incoming]]]  # the reports of the engine's stories, no copies


@dataclass(frozen=True, slots=True)
class Part:
    """Articles of one of the engine's stories, and the story that they are of."""

    story: str
    articles: tuple[str, ...] = ()  # none: all of them, and those that will come


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of one of the engine's stories."""

    engine: str
    parts: tuple[Part, ...]  # the first takes what will come
    note: str = ""  # for the history: why


def settle(grouper: Grouper, focus: Sequence[str], members: Members) -> list[Settlement]:
    """What becomes of each of the stories in `focus`, in order of their opening."""
    return [Settlement(story, (Part(story),)) for story in focus if story in grouper.live]

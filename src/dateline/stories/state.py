"""What a newsroom keeps of the grouping between runs: a story as bytes and back, the same to the last bit."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import numpy as np

from dateline.memory import ArticleState, StoryState
from dateline.stories.features import Kind
from dateline.stories.live import Centroid, LiveStory, Sample
from dateline.stories.traits import from_plain, to_plain


class Shelf(Protocol):
    """Where stories and articles rest."""

    def stories(self, first: datetime, last: datetime) -> Iterable[StoryState]:
        """The stories with a report between two moments or around them, the one that grew first first."""

    def story(self, story: str) -> StoryState | None:
        """The story of this id; None: it does not rest here."""

    def articles(self, first: datetime, last: datetime) -> Iterable[ArticleState]:
        """The articles between two moments, in order of placing."""

    def text(self, article: str) -> str | None:
        """The text of an article; None: it is not known."""


class Nowhere:
    """The shelf of those who keep nothing: a filter forgets what rests."""

    def stories(self, first: datetime, last: datetime) -> Iterable[StoryState]:
        """None."""
        return ()

    def story(self, story: str) -> StoryState | None:
        """None."""
        return None

    def articles(self, first: datetime, last: datetime) -> Iterable[ArticleState]:
        """None."""
        return ()

    def text(self, article: str) -> str | None:
        """None."""
        return None


def frozen(story: LiveStory) -> StoryState:
    """A story as it is kept."""
    head = {
        "turn": story.turn,
        "first": story.first.isoformat() if story.first else None,
        "last": story.last.isoformat() if story.last else None,
        "reports": story.reports,
        "kind": story.kind,
        "width": len(story.total),
        "traits": to_plain(story.traits),
        "samples": [[one.article, one.language, one.lead] for one in story.samples],
        "lexical": [[name, len(one.ids), one.length] for name, one in story.lexical.items()],
    }
    packed = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    parts = [struct.pack("<I", len(packed)), packed, story.total.astype("<f4").tobytes()]
    for centroid in story.lexical.values():
        parts += [centroid.ids.astype("<i4").tobytes(), centroid.weights.astype("<f4").tobytes()]
    return StoryState(story.id, story.number, story.begun, story.touched, b"".join(parts))


def thawed(state: StoryState) -> LiveStory:
    """The story that was kept."""
    data = state.data
    (size,) = struct.unpack_from("<I", data)
    head, at = json.loads(data[4 : 4 + size].decode("utf-8", "surrogatepass")), 4 + size
    total = np.frombuffer(data, "<f4", head["width"], at).copy()
    at += 4 * head["width"]
    lexical = {}
    for name, number, length in head["lexical"]:
        ids = np.frombuffer(data, "<i4", number, at).copy()
        weights = np.frombuffer(data, "<f4", number, at + 4 * number).copy()
        lexical[name], at = Centroid(ids, weights, length), at + 8 * number
    return LiveStory(
        state.story,
        state.number,
        begun=state.first,
        touched=state.last,
        turn=head["turn"],
        first=datetime.fromisoformat(head["first"]) if head["first"] else None,
        last=datetime.fromisoformat(head["last"]) if head["last"] else None,
        reports=head["reports"],
        kind=Kind(head["kind"]),
        total=total,
        lexical=lexical,
        traits=from_plain(head["traits"]),
        samples=tuple(Sample(*one) for one in head["samples"]),
    )

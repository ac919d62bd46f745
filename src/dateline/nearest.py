"""Which of several stories an article is nearest to, where an editor has split what the engine holds to be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dateline.store import actions, grouping, vectors
from dateline.stories.background import Centres, Vector
from dateline.stories.report import language_of
from dateline.stories.settings import StorySettings, stored_means, vectors_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST = 50  # articles of a story that are looked at


@dataclass(frozen=True, slots=True)
class _Choice:
    """A story that an article may go to."""

    story: str
    size: int
    groups: frozenset[str]  # of copies
    middle: Vector | None  # of its articles' vectors, of length 1; None: none has one


class Nearest:
    """Chooses by the vectors that a profile made, centred; a copy goes where its group is."""

    def __init__(self, connection: Connection, profile: str):
        self._connection = connection
        self._profile = vectors_of(profile)
        self._choices: dict[tuple[str, tuple[str, ...]], _Choice] = {}

    def __call__(self, article: str, choice: Sequence[tuple[str, Sequence[str]]]) -> str:
        """The story, of those given with articles of theirs; the one with most of them where vectors are missing."""
        choices = [self._choice(story, tuple(members)) for story, members in choice]
        groups, vector = self._read([article])
        for one in choices:
            if groups & one.groups:
                return one.story
        return min(choices, key=lambda one: (-_likeness(one, vector), -one.size, one.story)).story

    def _choice(self, story: str, members: tuple[str, ...]) -> _Choice:
        if (story, members) not in self._choices:
            self._choices[story, members] = _Choice(story, len(members), *self._read(members[:_MOST]))
        return self._choices[story, members]

    def _read(self, wanted: Sequence[str]) -> tuple[frozenset[str], Vector | None]:
        """The groups of copies that articles are in, and the middle of their vectors."""
        placed = actions.placed(self._connection, wanted)
        known = vectors.of(self._connection, self._profile, wanted)
        centres = Centres(stored_means(self._profile), StorySettings().stored_weight)
        if self._saved:
            centres.load(self._saved)
        total: Vector | None = None
        for one in placed:
            article = one.article
            if article.id in known:
                centred = centres.add(language_of(article.language, article.title or article.text), known[article.id])
                total = centred if total is None else total + centred
        groups = frozenset(one.placement.group for one in placed if one.placement.group)
        return groups, None if total is None else total / np.float32(max(float(np.linalg.norm(total)), 1e-9))

    @cached_property
    def _saved(self) -> bytes | None:
        return dict(grouping.load(self._connection)).get("centres")


def _likeness(one: _Choice, vector: Vector | None) -> float:
    """The cosine; -1 where a vector is missing."""
    return -1.0 if vector is None or one.middle is None else float(one.middle @ vector)

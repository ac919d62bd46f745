"""Which of several stories an article is nearest to, where an editor has split what the engine holds to be one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dateline.store import actions, grouping, vectors
from dateline.stories.background import Centres, Vector
from dateline.stories.report import language_of
from dateline.stories.settings import StorySettings, stored_means

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST = 50  # articles of a story that are looked at


class Nearest:
    """Chooses by the vectors that a profile made, centred; a copy goes where its group is."""

    def __init__(self, connection: Connection, profile: str):
        self._connection = connection
        self._profile = profile

    @cached_property
    def _saved(self) -> bytes | None:
        return dict(grouping.load(self._connection)).get("centres")

    def __call__(self, article: str, choice: Sequence[tuple[str, Sequence[str]]]) -> str:
        """The story, of those given with articles of theirs; the one with most of them where vectors are missing."""
        wanted = [article, *(one for _, members in choice for one in members[:_MOST])]
        placed = {one.article.id: one for one in actions.placed(self._connection, wanted)}
        group = placed[article].placement.group if article in placed else None
        for story, members in choice:
            if group and any(one in placed and placed[one].placement.group == group for one in members):
                return story
        languages = {one: language_of(found.article.language, found.article.text) for one, found in placed.items()}
        centred = self._centred(languages)
        if article not in centred:
            return min(choice, key=lambda one: (-len(one[1]), one[0]))[0]
        return min(choice, key=lambda one: (-_cosine(centred, article, one[1][:_MOST]), one[0]))[0]

    def _centred(self, languages: dict[str, str]) -> dict[str, Vector]:
        """The articles' vectors, with the middle of their language taken away."""
        settings = StorySettings(profile=self._profile)
        centres = Centres(stored_means(self._profile), settings.stored_weight)
        if self._saved:
            centres.load(self._saved)
        found = vectors.of(self._connection, self._profile, sorted(languages))
        return {article: centres.add(languages[article], vector) for article, vector in sorted(found.items())}


def _cosine(vectors_of: dict[str, Vector], article: str, members: Sequence[str]) -> float:
    """The cosine with the middle of the members; -1 where none has a vector."""
    rows = [vectors_of[one] for one in members if one in vectors_of]
    if not rows:
        return -1.0
    middle = np.sum(rows, axis=0)
    return float(middle @ vectors_of[article]) / max(float(np.linalg.norm(middle)), 1e-9)

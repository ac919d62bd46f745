"""Stories online: each article joins the story it fits best, or opens one, by what came before it only.

Two channels are compared with each story's centroid: the lexical one within a language, the dense one also across. The
state is a function of the articles placed, in order, so that a grouper restored from them goes on as if never stopped.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from dateline.records import Placement
from dateline.stories.background import Background, Centres
from dateline.stories.copies import CopyFinder
from dateline.stories.features import kind_of, terms
from dateline.stories.live import LiveStories, balanced
from dateline.stories.report import Report, language_of
from dateline.stories.scoring import Channels, Fit, fit
from dateline.stories.settings import StorySettings, rules, stored_background, stored_means
from dateline.stories.traits import KnownNames, join, no_names, read_traits

_WEEK = timedelta(days=7)


class Grouper:
    """Places articles into stories, one after the other."""

    def __init__(self, settings: StorySettings | None = None, known: KnownNames = no_names) -> None:
        self._known = known
        self._settings = settings or StorySettings()
        self._rules = rules(self._settings.profile)
        self._centres = Centres(stored_means(self._settings.profile), self._settings.stored_weight)
        self._background = Background(stored_background())
        self._live = LiveStories(self._background)
        self._rows: dict[str, int] = {}
        self._story_of: dict[str, str] = {}
        self._copies = CopyFinder(self._settings.copies)

    def place(
        self,
        article_id: str,
        title: str,
        text: str,
        published: datetime | None,
        language: str,
        vector: npt.NDArray[np.floating],
    ) -> Placement:
        """Where the article belongs. `vector` is the embedder's, of `embedders.lead(title, text)`, not centred.

        `language` is ISO 639-1 (a region is passed over); und or empty: told by the script.
        """
        copy = self._copies.place(article_id, text, published)
        if copy.group is not None:
            story = self._story_of[copy.group]
            self._add_copy(article_id, story, published)
            return Placement(article_id, story, copy.original, copy.similarity, "copy", copy.group)
        report = self._report(article_id, title, text, published, language, vector)
        best = self._best(report)
        story = f"s-{article_id}" if best is None else self._live.stories[best[0]].id
        self._add(report, story)
        if best is None:
            return Placement(article_id, story)
        return Placement(article_id, story, None, round(best[1].similarity, 6), best[1].channel)

    def learn(self, title: str, text: str, language: str, vector: npt.NDArray[np.floating]) -> None:
        """Count an article into the background only: for those who know all articles before the first is placed."""
        self._report("", title, text, None, language, vector)

    def restore(
        self,
        placement: Placement,
        title: str,
        text: str,
        published: datetime | None,
        language: str,
        vector: npt.NDArray[np.floating],
    ) -> None:
        """Take in an article that was placed before, with the arguments it was placed with; in order of placement."""
        self._copies.restore(placement.article, text, published, placement.group)
        if placement.channel == "copy":
            self._add_copy(placement.article, placement.story, published)
        else:
            self._add(self._report(placement.article, title, text, published, language, vector), placement.story)

    def _report(
        self,
        article_id: str,
        title: str,
        text: str,
        published: datetime | None,
        language: str,
        vector: npt.NDArray[np.floating],
    ) -> Report:
        """The article's features; counts it into the background."""
        found = terms(title, text)
        self._background.add(found)
        tongue = language_of(language, title or text)
        # Half precision: the same decisions whichever width the vectors were stored with.
        centred = self._centres.add(tongue, vector.astype(np.float16).astype(np.float32))
        traits = read_traits(title, text, tongue, self._known)
        return Report(article_id, kind_of(title, text), tongue, published, found, centred, traits)

    def _add(self, report: Report, story: str) -> None:
        at = self._row(story, len(report.vector))
        self._story_of[report.id] = story
        self._live.seen(at, report.published)
        self._live.stories[at].traits = join(self._live.stories[at].traits, report.traits)
        self._live.grow(at, report.language, report.terms, report.vector)

    def _add_copy(self, article_id: str, story: str, published: datetime | None) -> None:
        """A copy adds no voice: it only keeps its story awake."""
        self._story_of[article_id] = story
        if story in self._rows:
            self._live.seen(self._rows[story], published)

    def _row(self, story: str, width: int) -> int:
        if story not in self._rows:
            self._rows[story] = self._live.open(story, width)
        return self._rows[story]

    def _best(self, report: Report) -> tuple[int, Fit] | None:
        """The story that fits best, the oldest of equals; None: no story fits."""
        dense = self._live.dense(report.vector)
        idf = self._background.idf(report.terms.ids)
        strength = balanced(report.terms, idf) * idf
        best: tuple[int, Fit] | None = None
        for at in self._candidates(report, dense):
            lexical = self._live.lexical(at, report.language, report.terms.ids, strength)
            channels = Channels(float(dense[at]), lexical, self._lateness(at, report.published))
            found = fit(self._rules[report.kind], report, self._live.stories[at].traits, channels)
            if found.margin >= 0 and not found.veto and (best is None or found.margin > best[1].margin):
                best = at, found
        return best

    def _candidates(self, report: Report, dense: npt.NDArray[np.float32]) -> list[int]:
        """The stories worth a full comparison, awake at the article's time, in order of their first article."""
        awake = np.flatnonzero(self._live.awake(report.published, self._settings.window))
        nearest = awake[np.argsort(-dense[awake], kind="stable")[: self._settings.candidates]].tolist()
        return sorted({*nearest, *self._live.sharing(report.terms, awake, self._settings.candidates)})

    def _lateness(self, at: int, published: datetime | None) -> float:
        """From -1, within the story's days, to 1, a week away or more; 0 when either is undated.

        Reports of one event come within a few days; the same words a week later tell of its look-alike.
        """
        away = self._live.stories[at].away(published)
        return 0.0 if away is None else min(2 * (away / _WEEK), 2.0) - 1

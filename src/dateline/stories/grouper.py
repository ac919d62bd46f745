"""Stories online: each article joins the story it fits best, or opens one, by what came before it only.

Two channels are compared with each story's centroid: the lexical one within a language, the dense one also across. The
state is a function of the articles placed, in order, so that a grouper restored from them goes on as if never stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from dateline.records import Placement
from dateline.stories.background import Background, Centres, Vector
from dateline.stories.copies import CopyFinder
from dateline.stories.features import Kind, Terms, kind_of, terms
from dateline.stories.live import LiveStories, balanced
from dateline.stories.settings import Rule, StorySettings, rules, stored_background, stored_means
from dateline.stories.siblings import Numbers, are_siblings, joined, numbers_of
from dateline.tokens import is_unspaced, tokens

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Report:
    """An article as the channels see it."""

    id: str
    kind: Kind
    language: str
    published: datetime | None  # None: undated
    terms: Terms
    vector: Vector  # centred
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well an article fits a story; at least 0 is enough."""

    at: int
    margin: float
    similarity: float
    channel: str


class Grouper:
    """Places articles into stories, one after the other."""

    def __init__(self, settings: StorySettings | None = None) -> None:
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
        fit = self._best(report)
        story = f"s-{article_id}" if fit is None else self._live.stories[fit.at].id
        self._add(report, story)
        if fit is None:
            return Placement(article_id, story)
        return Placement(article_id, story, None, round(fit.similarity, 6), fit.channel)

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
    ) -> _Report:
        """The article's features; counts it into the background."""
        found = terms(title, text)
        self._background.add(found)
        tongue = _language(language, title or text)
        # Half precision: the same decisions whichever width the vectors were stored with.
        centred = self._centres.add(tongue, vector.astype(np.float16).astype(np.float32))
        numbers = numbers_of(title, text)
        return _Report(article_id, kind_of(title, text), tongue, published, found, centred, numbers)

    def _add(self, report: _Report, story: str) -> None:
        at = self._row(story, len(report.vector))
        self._story_of[report.id] = story
        self._live.seen(at, report.published)
        self._live.stories[at].numbers = joined((self._live.stories[at].numbers, report.numbers))
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

    def _best(self, report: _Report) -> _Fit | None:
        """The story that fits best, the oldest of equals; None: no story fits."""
        dense = self._live.dense(report.vector)
        idf = self._background.idf(report.terms.ids)
        strength = balanced(report.terms, idf) * idf
        best: _Fit | None = None
        for at in self._candidates(report, dense):
            if are_siblings(report.numbers, self._live.stories[at].numbers):
                continue
            lexical = self._live.lexical(at, report.language, report.terms.ids, strength)
            late = self._lateness(at, report.published)
            fit = _fit(self._rules[report.kind], at, float(dense[at]), lexical, late)
            if fit.margin >= 0 and (best is None or fit.margin > best.margin):
                best = fit
        return best

    def _candidates(self, report: _Report, dense: npt.NDArray[np.float32]) -> list[int]:
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


def _fit(rule: Rule, at: int, dense: float, lexical: float | None, late: float) -> _Fit:
    if lexical is None:
        return _Fit(at, dense - rule.across - rule.late * late, dense, "dense")
    similarity = rule.lexical * lexical + (1 - rule.lexical) * dense
    strong = [name for name, value in (("lexical", lexical), ("dense", dense)) if value >= similarity]
    return _Fit(at, similarity - rule.same - rule.late * late, similarity, "both" if len(strong) != 1 else strong[0])


def _language(named: str, text: str) -> str:
    """ISO 639-1 without a region; told by the script (zh or en) when it is not known."""
    code = named.replace("_", "-").split("-")[0].lower()
    if code and code != "und":
        return code
    found = tokens(text[:400])
    return "zh" if 2 * sum(map(is_unspaced, found)) > len(found) else "en"

"""Stories online: each article joins the story it fits best, or opens one, by what came before it only.

Two channels are compared with each story's centroid: the lexical one within a language, the dense one also across. The
state is a function of the articles placed, in order; what rests is on a shelf and comes back when an article's time
wants it, so that a grouper that goes on from the shelf decides as one that never stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from dateline.memory import ArticleState, StoryState
from dateline.records import Placement
from dateline.stories.background import Background, Centres, Vector
from dateline.stories.copies import CopyFinder, CopyMatch
from dateline.stories.embedders import lead
from dateline.stories.exactly import Exactly
from dateline.stories.features import Terms, kind_of, terms
from dateline.stories.live import LiveStories, LiveStory, Sample
from dateline.stories.report import Incoming, Report, language_of
from dateline.stories.scoring import Channels, Fit, fit, is_in_doubt
from dateline.stories.settings import Rule, StorySettings, rules, stored_background, stored_means, vectors_of
from dateline.stories.state import Nowhere, Shelf, frozen, thawed
from dateline.stories.traits import KnownNames, join, no_names, read_traits

_DAY = timedelta(days=1)
_HOPELESS = 0.35  # so far under the threshold by words and vectors that nothing else makes it good
_ASKED = 3  # stories of which the exact model is asked for one report
_EVER = datetime.max.replace(tzinfo=UTC)
_NEVER = datetime.min.replace(tzinfo=UTC) + timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Saved:
    """What is to be kept after some articles were placed: all of it, or the grouping goes on from before them."""

    stories: tuple[StoryState, ...]
    articles: tuple[ArticleState, ...]
    grouping: tuple[tuple[str, bytes], ...]  # by name


class Grouper:
    """Places articles into stories, one after the other."""

    def __init__(
        self,
        settings: StorySettings | None = None,
        known: KnownNames = no_names,
        shelf: Shelf | None = None,
        grouping: Sequence[tuple[str, bytes]] = (),
        exact: Exactly | None = None,
    ) -> None:
        """`grouping` is what was saved when what lies on the shelf was placed; `exact` is asked in doubt."""
        self._settings = settings or StorySettings()
        self._known = known
        self._shelf = shelf or Nowhere()
        saved = dict(grouping)
        self._rules = self._settings.rules or rules(self._settings.profile)
        self._centres = Centres(stored_means(self.profile), self._settings.stored_weight)
        self._exact = exact
        if exact is not None and "exact" in saved:
            exact.load(saved["exact"])
        self._background = Background.from_bytes(saved["background"]) if saved else Background(stored_background())
        if saved:
            self._centres.load(saved["centres"])
        placed, opened, clock = saved["counts"].decode().split() if saved else ("0", "0", _NEVER.isoformat())
        self._placed, self._opened, self._clock = int(placed), int(opened), datetime.fromisoformat(clock)
        self.live = LiveStories(self._background, self._settings.room)
        self._copies = CopyFinder(self._settings.copies, self._shelf.text)
        self._keeps = shelf is not None
        self._story_of: dict[str, str] = {}  # of the articles that copies may be of
        self._story_of_group: dict[str, str] = {}
        self._recent: deque[tuple[datetime, str]] = deque()  # those articles, as placed
        self._loaded: tuple[datetime, datetime] | None = None  # times whose stories are live
        self._remembered: tuple[datetime, datetime] | None = None  # times whose articles may have copies
        self._touched: dict[str, None] = {}  # stories changed since they were saved
        self._kept: list[ArticleState] = []  # articles placed since

    def place(self, article: Incoming, came: datetime | None = None) -> Placement:
        """Where the article belongs. `came` is when it was fetched: an undated one is of that time, or of the newest
        dated one's where that is earlier, as with an archive.

        Articles are best placed in order of time, undated ones last: each jump backwards brings what rests.
        """
        moment = article.published or self._stand_in(came)
        if article.published:
            if self._clock == _NEVER and not self._keeps:
                self.live.lift(moment)  # undated ones came before the first dated one: they are of its time
            self._clock = max(self._clock, moment)
        self._bring(moment, self._window(article))
        self._placed += 1
        copy = self._copies.place(article.id, article.text, article.published, article.outlet)
        placement = self._place_copy(article, copy, moment) if copy.group else self._place_report(article, moment)
        self._note(article.id, placement.story, moment)
        if self._keeps:
            self._kept.append(ArticleState(article.id, moment, self._copies.sample(article.id)))
        return placement

    def learn(self, article: Incoming) -> Report:
        """Count an article into the background only: for those who know all articles before the first is placed."""
        return self._report(article)

    def replay(self, report: Report, beginning: str = "") -> Placement:
        """Place what another grouper learned from the same articles, in the same order: for those who try thresholds.

        Copies are not looked for, and nothing is kept.
        """
        moment = report.published or self._clock
        self._clock = max(self._clock, moment)
        self._placed += 1
        self._background.add(report.terms)
        return self._place_read(report, beginning, moment)

    def saved(self) -> Saved:
        """What has changed since this was asked last, to be kept in one transaction with the placements."""
        stories = tuple(frozen(self.live[story]) for story in self._touched if story in self.live)
        articles = tuple(self._kept)
        self._touched, self._kept = {}, []
        grouping = (
            ("background", self._background.to_bytes()),
            ("centres", self._centres.to_bytes()),
            ("counts", f"{self._placed} {self._opened} {self._clock.isoformat()}".encode()),
            *((("exact", self._exact.to_bytes()),) if self._exact else ()),
        )
        return Saved(stories, articles, grouping)

    @property
    def placed(self) -> int:
        """How many articles were placed so far."""
        return self._placed

    @property
    def profile(self) -> str:
        """The embedder whose vectors it takes."""
        return vectors_of(self._settings.profile)

    @property
    def clock(self) -> datetime:
        """The newest publication placed so far; of the year 2 before there is one."""
        return self._clock

    @property
    def wakes_from(self) -> datetime:
        """Stories that were last reported before this are not awake at the newest article's time."""
        return self._clock - self._settings.window - _DAY

    def wake(self) -> None:
        """Make live just what is awake at the newest article's time, wherever the run began; save before."""
        if not self._keeps or self._clock == _NEVER:
            return
        reach = self._settings.window + _DAY
        first, last = self._clock - reach, self._clock + reach
        self._bring(self._clock, self._settings.window)
        self._rest(first)
        for story in self.live.to_come(last):
            self.live.let_go(story)
        self._loaded = (first, last)

    def _window(self, article: Incoming | Report) -> timedelta:
        return self._settings.window if article.published else max(self._settings.window, self._settings.undated)

    def _stand_in(self, came: datetime | None) -> datetime:
        """The time of an undated article."""
        if came is None or (_NEVER < self._clock < came):
            return self._clock
        return came

    def _bring(self, moment: datetime, window: timedelta) -> None:
        """Make live what is needed at a moment, and let go what is not; a sweep over time does each once."""
        if not self._keeps:
            return
        reach = window + _DAY
        have = self._loaded
        if have is None or moment - window > have[1] or moment + window < have[0]:  # a jump
            self._rest(_EVER)
            self._load(moment - reach, moment + reach)
            self._loaded = (moment - reach, moment + reach)
        elif moment - window < have[0]:
            self._load(moment - reach, have[0])
            self._loaded = (moment - reach, have[1])
        elif moment + window > have[1]:
            self._load(have[1], moment + reach)
            self._rest(moment - reach)
            self._loaded = (moment - reach, moment + reach)
        self._remember(moment, moment + reach)

    def _remember(self, moment: datetime, last: datetime) -> None:
        """Know the articles that an article of a moment may be a copy of, and forget those of long before."""
        first, have = moment - self._settings.copies.window, self._remembered
        if have is None or first > have[1] or moment < have[0]:  # a jump
            self._know(first, last)
            self._remembered = (first, last)
        elif first < have[0]:
            self._know(first - _DAY, have[0])
            self._remembered = (first - _DAY, have[1])
        elif moment > have[1] - _DAY:
            self._know(have[1], last)
            self._forget(first - _DAY)
            self._remembered = (first, last)

    def _load(self, first: datetime, last: datetime) -> None:
        """Take from the shelf the stories that have a report between two moments."""
        for state in self._shelf.stories(first, last):
            if state.story not in self.live:
                self.live.bring(thawed(state))
        self._crowd_out()

    def _know(self, first: datetime, last: datetime) -> None:
        """Take from the shelf the articles between two moments, so that copies of them are known."""
        for one in self._shelf.articles(first, last):
            if one.article not in self._story_of:
                self._note(one.article, one.story, one.moment)
                if one.group:
                    self._story_of_group[one.group] = one.story
                self._copies.restore(one.article, one.data, one.published, one.group, one.original, one.outlet)

    def _note(self, article: str, story: str, moment: datetime) -> None:
        self._story_of[article] = story
        self._recent.append((moment, article))
        if len(self._recent) > self._settings.remembered:
            self._drop()

    def _drop(self) -> None:
        _, article = self._recent.popleft()
        self._story_of.pop(article, None)

    def _rest(self, before: datetime) -> None:
        """Let go the stories that were touched last before a moment, unless they are not saved yet."""
        for story in self.live.resting(before):
            if story not in self._touched:
                self.live.let_go(story)

    def _forget(self, before: datetime) -> None:
        """Forget the articles of which no copy is expected any more."""
        self._copies.forget_before(before)
        while self._recent and self._recent[0][0] < before:
            self._drop()

    def _crowd_out(self) -> None:
        """Let go those that have not grown for longest, where there are more than there is room for."""
        for story in self.live.crowded_out():
            if story not in self._touched:
                self.live.let_go(story)

    def _place_copy(self, article: Incoming, copy: CopyMatch, moment: datetime) -> Placement:
        """A copy adds no voice: it only keeps its story awake."""
        assert copy.group is not None
        story = self._story_of_group.get(copy.group) or self._story_of[copy.group]
        self._story_of_group[copy.group] = story
        if story not in self.live and (state := self._shelf.story(story)):
            self.live.bring(thawed(state))
        if story in self.live:
            self.live.seen(story, article.published, moment)
            self._touch(story)
        return Placement(article.id, story, copy.original, copy.similarity, "copy", copy.group)

    def _place_report(self, article: Incoming, moment: datetime) -> Placement:
        return self._place_read(self._report(article), lead(article.title, article.text), moment)

    def _place_read(self, report: Report, beginning: str, moment: datetime) -> Placement:
        sample = Sample(report.id, report.language, beginning)
        best = self._best(report, sample, moment)
        story = best[0] if best else f"s-{report.id}"
        if best is None:
            self._open(story, report, moment)
        self._add(story, report, sample, moment)
        if best is None:
            return Placement(report.id, story)
        return Placement(report.id, story, None, round(best[1].similarity, 6), best[1].channel)

    def _report(self, article: Incoming) -> Report:
        """The article's features; counts it into the background."""
        found = terms(article.title, article.text)
        self._background.add(found)
        language = language_of(article.language, article.title or article.text)
        return self._told(article, found, self._centres.add(language, _half(article)))

    def _told(self, article: Incoming, found: Terms, centred: Vector) -> Report:
        language = language_of(article.language, article.title or article.text)
        traits = read_traits(article.title, article.text, language, self._known, article.published)
        kind = kind_of(article.title, article.text)
        return Report(article.id, kind, language, article.published, found, centred, traits)

    def _open(self, story: str, report: Report, moment: datetime) -> None:
        empty = np.zeros(len(report.vector), dtype=np.float32)
        self.live.bring(LiveStory(story, self._opened, moment, moment, total=empty))
        self._opened += 1
        self._crowd_out()

    def _add(self, story: str, report: Report, sample: Sample, moment: datetime) -> None:
        found = self.live[story]
        found.turn, found.kind = self._placed, report.kind
        found.traits = join(found.traits, report.traits)
        found.sampled(sample)
        self.live.seen(story, report.published, moment)
        self.live.grow(story, report.language, report.terms, report.vector)
        self._touch(story)

    def _touch(self, story: str) -> None:
        if self._keeps:
            self._touched[story] = None

    def _best(self, report: Report, sample: Sample, moment: datetime) -> tuple[str, Fit] | None:
        """The story that fits best, the oldest of equals; None: no story fits."""
        fits = self.asked(report, sample, self.fits(report, moment, self._window(report)))
        best: tuple[str, Fit] | None = None
        for story, found in fits:
            if found.margin >= 0 and not found.veto and (best is None or found.margin > best[1].margin):
                best = story, found
        return best

    def fits(self, report: Report, moment: datetime, window: timedelta) -> list[tuple[str, Fit]]:
        """How well a report fits the stories that are worth a full comparison, in order of their opening.

        None for a report without words: vectors of marks and blanks are all alike.
        """
        if not report.terms.words:
            return []
        rows, limit = self.live.awake(moment, window), self._settings.candidates
        dense = dict(self.live.nearest(report.vector, rows, limit))
        for story in self.live.sharing(report.terms, rows, limit):
            if story not in dense:
                dense[story] = self.live.dense(story, report.vector)
        rule = self._rules[report.kind]
        stories = self._likeliest(report, rule, dense)
        lexical = self.live.lexical(stories, report.language, report.terms)
        found = []
        for story, words in zip(stories, lexical, strict=True):
            channels = Channels(dense[story], words, self.live[story].lateness(report.published))
            found.append((story, fit(rule, report, self.live[story].traits, channels)))
        return found

    def asked(self, report: Report, sample: Sample, fits: Sequence[tuple[str, Fit]]) -> Sequence[tuple[str, Fit]]:
        """The fits, with the exact model's word on the best of those in doubt, unless one is beyond doubt."""
        rule = self._rules[report.kind]
        able = [found.margin for _, found in fits if not found.veto]
        if self._exact is None or not able or max(able) >= rule.doubt:
            return fits
        doubtful = sorted((one for one in fits if is_in_doubt(rule, one[1])), key=lambda one: -one[1].margin)
        again = {story: self._exactly(report, sample, story, self._exact) for story, _ in doubtful[:_ASKED]}
        return [(story, again.get(story, found)) for story, found in fits]

    def _exactly(self, report: Report, sample: Sample, story: str, exact: Exactly) -> Fit:
        one = self.live[story]
        (words,) = self.live.lexical([story], report.language, report.terms)
        channels = Channels(
            self.live.dense(story, report.vector),
            words,
            self.live[story].lateness(report.published),
            exact.cosine(sample, one.samples),
        )
        return fit(self._rules[report.kind], report, one.traits, channels)

    def _likeliest(self, report: Report, rule: Rule, dense: Mapping[str, float]) -> list[str]:
        """The stories that are worth a full comparison by their words and vectors, in order of opening."""
        stories = sorted(dense, key=lambda story: self.live[story].number)
        words = self.live.lexical(stories, report.language, report.terms, words_only=True)
        margins = {story: _rough(rule, dense[story], own) for story, own in zip(stories, words, strict=True)}
        likely = sorted((story for story in stories if margins[story] > -_HOPELESS), key=lambda story: -margins[story])
        return sorted(likely[: self._settings.compared], key=lambda story: self.live[story].number)

    def near(self, story: str, window: timedelta, limit: int) -> list[tuple[str, Fit]]:
        """How well a live story fits those it is most like that began at about its time, in order of their opening."""
        one, rows = self.live[story], self.live.around(story, window)
        others = {other for other, _ in self.live.nearest(one.centre, rows, limit)}
        for centroid in one.lexical.values():
            others.update(self.live.sharing(Terms(centroid.ids.astype(np.int64), centroid.weights), rows, limit))
        return self.match(story, sorted(others, key=lambda other: self.live[other].number))

    def match(self, story: str, others: Sequence[str]) -> list[tuple[str, Fit]]:
        """How well a live story fits others, as if it were one report; how far they lie apart in time is left out."""
        one, kind = self.live[story], self.live[story].kind
        rule, found = self._rules[kind], []
        report = Report(story, kind, "", one.first, one.terms(), one.centre, one.traits)
        for other, alike in zip(others, self.live.alike(story, others), strict=True):
            found.append((other, fit(rule, report, self.live[other].traits, Channels(*alike, late=0))))
        return found

    def read(self, article: Incoming) -> Report:
        """The article as the channels see it now; counts nothing."""
        return self._told(article, terms(article.title, article.text), self.centred(article))

    def centred(self, article: Incoming) -> Vector:
        """Its vector as the dense channel sees it now; counts nothing."""
        language = language_of(article.language, article.title or article.text)
        return self._centres.centred(language, _half(article))


def _half(article: Incoming) -> Vector:
    """Its vector in half precision: the same decisions whichever width the vectors were stored with."""
    return article.vector.astype(np.float16).astype(np.float32)


def _rough(rule: Rule, dense: float, words: float | None) -> float:
    """The margin without names, figures, days and the part of the lexical channel that is not words."""
    if words is None:
        return dense - rule.across
    return rule.lexical * words + (1 - rule.lexical) * dense - rule.same

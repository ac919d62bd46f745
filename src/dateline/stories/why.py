"""Why two articles, or an article and a story, are one story or two: the channels that decide, told for people.

A pair of articles is judged as the later one against a story of the other alone, by the scoring that places articles;
the background is today's, so that figures differ a little from those of the day on which they were placed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from dateline.memory import Action
from dateline.stories.background import Background, Centres
from dateline.stories.copies import CopyFinder, CopySettings
from dateline.stories.copy_runs import containment, shingles
from dateline.stories.features import Kind, kind_of, terms
from dateline.stories.hand import PLACING
from dateline.stories.live import LiveStories, LiveStory
from dateline.stories.report import Incoming, Report, language_of
from dateline.stories.scoring import Channels, fit
from dateline.stories.settings import StorySettings, rules
from dateline.stories.traits import KnownNames, join, no_names, read_traits

_KINDS = {Kind.HEADLINE: "headlines", Kind.LEAD: "leads", Kind.WHOLE: "whole texts"}
_ACTS = {"merge": "merged", "split": "split", "move": "moved"}
_WEEK = timedelta(days=7)
_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Party:
    """What is compared: an article or a story."""

    kind: str  # article or story
    id: str
    title: str
    story: str  # that it is in, or is
    outlet: str = ""  # of an article
    day: str | None = None  # of an article, YYYY-MM-DD; None: undated
    reports: int = 1


@dataclass(frozen=True, slots=True)
class Signal:
    """One channel's part in the sum."""

    name: str
    points: float  # added to the sum
    value: float | None = None  # what the channel says; None: it says nothing but its points
    weight: float | None = None  # by which that is multiplied; None: it is not


@dataclass(frozen=True, slots=True)
class Judged:
    """How well a report fits a story."""

    report: str  # id of the article
    against: int  # reports of the story that it was compared with
    kind: str  # headlines, leads or whole texts: whose threshold holds
    across: bool  # the story has no report in the report's language
    signals: tuple[Signal, ...]
    total: float  # of the signals
    needed: float
    veto: str = ""  # why it is refused however alike; empty: it is not

    @property
    def fits(self) -> bool:
        """Whether the engine would put the report into the story."""
        return not self.veto and self.total >= self.needed


@dataclass(frozen=True, slots=True)
class Copied:
    """Whether two articles are nearly the same text."""

    containment: float  # share of the shorter text's runs of five tokens that the longer one has
    needed: float
    is_copy: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where the engine put an article when it came, and where it is now."""

    article: str
    engine: str
    story: str
    channel: str
    similarity: float
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What an editor did that says whether two parties belong together."""

    id: int  # of the action
    what: str  # merged, split or moved
    who: str
    at: str  # ISO 8601
    joins: bool  # together; else apart


@dataclass(frozen=True, slots=True)
class Known:
    """What the newsroom knows of two parties."""

    recorded: tuple[Recorded, ...] = ()
    deeds: tuple[Deed, ...] = ()  # that hold, oldest first
    storylines: tuple[str, ...] = ()  # of the one and of the other; one alone: both are in it


@dataclass(frozen=True, slots=True)
class Why:
    """Why two parties are one story or two."""

    one: Party
    other: Party
    together: bool
    profile: str
    pair: Judged | None  # None: an article that is alone in its story, against that story
    whole: Judged | None  # the later report against the whole story of the other; None: that is the pair already
    copied: Copied | None  # None: a story is among them
    known: Known
    sentence: str  # all of it in one, for people

    def to_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        plain = asdict(self)
        for key in ("pair", "whole"):
            judged = getattr(self, key)
            if judged is not None:
                plain[key]["fits"] = judged.fits
        return plain


class Judge:
    """Compares reports as the grouper does; what it is given is not changed by it."""

    def __init__(self, settings: StorySettings, background: Background, centres: bytes, known: KnownNames = no_names):
        """`centres`: the middle of each language as `Centres.to_bytes` gives it."""
        self.settings = settings
        self._background = background
        self._centres = centres
        self._known = known

    def fit(self, report: Incoming, members: Sequence[Incoming]) -> Judged:
        """How well a report fits a story of these members; there is at least one."""
        centres = Centres({}, self.settings.stored_weight)
        centres.load(self._centres)
        live, story = self._story(members, centres)
        seen = self._report(report, centres)
        rule = rules(self.settings.profile)[seen.kind]
        (lexical,) = live.lexical([story.id], seen.language, seen.terms)
        away = story.away(seen.published)
        late = 0.0 if away is None else min(2 * (away / _WEEK), 2.0) - 1
        channels = Channels(live.dense(story.id, seen.vector), lexical, late)
        found = fit(rule, seen, story.traits, channels)
        weights = {"lexical": rule.lexical, "dense": 1.0 if lexical is None else 1 - rule.lexical, "days": -rule.late}
        values = {"lexical": lexical, "dense": channels.dense, "days": late}
        signals = [
            Signal(name, points, values.get(name), weights.get(name))
            for name, points in found.parts
            if name != "threshold"
        ]
        needed = -sum(points for name, points in found.parts if name == "threshold")
        veto = found.veto
        if away is not None and away > self.settings.window:
            veto = f"{away.days} days between them, more than {self.settings.window.days}"
        total = sum(one.points for one in signals)
        kind = _KINDS[seen.kind]
        return Judged(report.id, len(members), kind, lexical is None, tuple(signals), total, needed, veto)

    def best(self, reports: Sequence[Incoming], members: Sequence[Incoming]) -> Judged:
        """Of several reports the one that fits a story best, as its fit tells."""
        return max((self.fit(one, members) for one in reports), key=lambda one: (one.fits, one.total - one.needed))

    def _report(self, article: Incoming, centres: Centres) -> Report:
        language = language_of(article.language, article.title or article.text)
        vector = centres.add(language, article.vector.astype(np.float16).astype(np.float32))
        traits = read_traits(article.title, article.text, language, self._known)
        kind = kind_of(article.title, article.text)
        return Report(article.id, kind, language, article.published, terms(article.title, article.text), vector, traits)

    def _story(self, members: Sequence[Incoming], centres: Centres) -> tuple[LiveStories, LiveStory]:
        empty = np.zeros(len(members[0].vector), dtype=np.float32)
        live, moment = LiveStories(self._background, 1), members[0].published or _UNDATED
        live.bring(LiveStory("story", 0, moment, moment, total=empty))
        story = live["story"]
        for one in members:
            report = self._report(one, centres)
            story.traits = join(story.traits, report.traits)
            story.seen(report.published, report.published or moment)
            live.grow("story", report.language, report.terms, report.vector)
        return live, story


def later_first(one: Incoming, other: Incoming) -> tuple[Incoming, Incoming]:
    """The report that is placed second, then the other; undated ones come last."""
    moments = [(each.published or _UNDATED, each.id) for each in (one, other)]
    return (other, one) if moments[0] <= moments[1] else (one, other)


def compare_texts(one: str, other: str, settings: CopySettings | None = None) -> Copied:
    """Whether one text is a copy of the other."""
    rule = settings or CopySettings()
    finder = CopyFinder(rule)
    finder.place("one", one, None)
    match = finder.place("other", other, None)
    small, large = sorted((np.sort(shingles(one)), np.sort(shingles(other))), key=len)
    strict = len(small) < rule.short or 3 * len(small) < len(large)
    return Copied(containment(small, large), rule.cut if strict else rule.containment, match.group is not None)


def deeds(actions: Iterable[Action], one: Mapping[str, str], other: Mapping[str, str]) -> tuple[Deed, ...]:
    """What standing actions say of two parties, each given as its articles with the engine's story; oldest first.

    A merge of what the engine has in one story anyway says nothing.
    """
    apart_by_engine = not {*one.values()} & {*other.values()}
    found = []
    for act in actions:
        word = _word(act, frozenset(one), frozenset(other) - frozenset(one)) if act.undone is None else None
        if word is not None and (act.what != "merge" or apart_by_engine):
            found.append(Deed(act.id, _ACTS[act.what], act.who, act.at.isoformat(), word))
    return tuple(found)


def _word(act: Action, one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether an action puts two parties together or apart; None: it says neither."""
    if act.what not in PLACING:
        return None
    here, there = frozenset(act.articles), frozenset(act.apart)
    if (one & here and other & there) or (one & there and other & here):
        return False
    moved = frozenset(act.text.split()) if act.what == "move" else here
    joined = act.what != "split" and one & here and other & here and (one | other) & moved
    return True if joined else None


def told(why: Why) -> Why:
    """The same with its sentence."""
    return replace(why, sentence=_sentence(why))


def number(value: float) -> str:
    """A figure as the sentences have it: .47, -.12, 1.00."""
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 0.995 else f"{value:.2f}"


def _sentence(why: Why) -> str:
    return _by_hand(why) or _by_copy(why) or (_together(why) if why.together else _apart(why))


def _by_hand(why: Why) -> str:
    """What the last deed says, if things are as it says."""
    last = why.known.deeds[-1] if why.known.deeds else None
    if last is None or last.joins != why.together:
        return ""
    told = "together" if last.joins else "kept apart"
    return f"{told} by hand: {last.what} by {last.who} on {last.at[:10]} (#{last.id})"


def _by_copy(why: Why) -> str:
    if why.copied is None or not why.copied.is_copy or not why.together:
        return ""
    share, needed = number(why.copied.containment), number(why.copied.needed)
    return f"one story: copies of one text, {share} of the shorter is in the longer and {needed} is enough"


def _together(why: Why) -> str:
    judged = why.pair
    if judged is None:
        return "one story: it is the only report there, and opened it"
    if judged.fits:
        return f"one story: {_measured(judged, 'over')}"
    reason = judged.veto or _measured(judged, "under")
    joined = next((one for one in why.known.recorded if one.article == judged.report and one.channel != "new"), None)
    by = f": it joined them by {joined.channel} at {number(joined.similarity)}" if joined else ""
    return f"one story through its other reports{by}; these two alone would be kept apart ({reason})"


def _apart(why: Why) -> str:
    deciding = why.whole if why.whole is not None and why.pair is not None and why.pair.fits else why.pair
    line = " (two stories of one storyline)" if len(why.known.storylines) == 1 else ""
    if deciding is None:
        return f"two stories{line}"
    if deciding.veto:
        return f"kept apart: {deciding.veto}{line}"
    if not deciding.fits:
        scope = "" if deciding is why.pair else ", against the whole story"
        return f"kept apart: {_measured(deciding, 'under')}{scope}{line}"
    return f"two stories{line}, though {_measured(deciding, 'over')} today: another story fitted better when it came"


def _measured(judged: Judged, side: str) -> str:
    kind = "a report in another language" if judged.across else judged.kind
    places = 2 if number(judged.total) != number(judged.needed) else 4
    total, needed = (f"{value:.{places}f}".replace("0.", ".", 1) for value in (judged.total, judged.needed))
    return f"{total} is {side} the {needed} needed for {kind}"

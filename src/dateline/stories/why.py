"""Why two articles, or an article and a story, are one story or two: the channels that decide, told for people.

A pair of articles is judged as the later one against a story of the other alone, by the scoring that places articles;
the background is today's, so that figures differ a little from those of the day on which they were placed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from dateline.memory import Action
from dateline.stories.copies import CopyFinder, CopySettings
from dateline.stories.copy_runs import containment, shingles
from dateline.stories.embedders import lead
from dateline.stories.features import Kind
from dateline.stories.grouper import Grouper
from dateline.stories.hand import PLACING
from dateline.stories.live import LiveStory, Sample
from dateline.stories.report import Incoming, Report
from dateline.stories.scoring import Channels, Fit, fit
from dateline.stories.settings import StorySettings, rules
from dateline.stories.traits import join

_KINDS = {Kind.HEADLINE: "headlines", Kind.LEAD: "leads", Kind.WHOLE: "whole texts"}
_ACTS = {"merge": "merged", "split": "split", "move": "moved"}
_THRESHOLD = "threshold"  # name of the part of a fit that is taken off
_STORY = "compared"
_SHOWN = 8  # names
_ALWAYS = timedelta(days=200_000)
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
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
    value: float | None = None  # the cosine that they were made of; None: they were made of something else
    note: str = ""  # what it saw, for people


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
    """Where the engine put an article when it came, where a second look left it, and where it is now."""

    article: str
    streamed: str
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
    """Compares reports as the grouper does, by one that knows the newsroom's background and no stories."""

    def __init__(self, grouper: Grouper, settings: StorySettings):
        self._grouper = grouper
        self._settings = settings

    def fit(self, report: Incoming, members: Sequence[Incoming]) -> Judged:
        """How well a report fits a story of these members; there is at least one."""
        seen, story = self._grouper.read(report), self._gathered(members)
        (lexical,) = self._grouper.live.lexical([story.id], seen.language, seen.terms)
        dense = self._grouper.live.dense(story.id, seen.vector)
        sample = Sample(report.id, seen.language, lead(report.title, report.text))
        decided = self._grouper.asked(seen, sample, self._grouper.fits(seen, seen.published or story.touched, _ALWAYS))
        found = decided[0][1] if decided else self._hopeless(seen, story, dense, lexical)
        self._grouper.live.let_go(story.id)
        signals = [
            Signal(name, points, {"lexical": lexical, "dense": dense}.get(name), _note(name, seen, story))
            for name, points in found.parts
            if name != _THRESHOLD
        ]
        needed = -sum(points for name, points in found.parts if name == _THRESHOLD)
        across = seen.language not in story.lexical
        total, kind = sum(one.points for one in signals), _KINDS[seen.kind]
        veto = found.veto or self._too_late(seen, story)
        return Judged(report.id, len(members), kind, across, tuple(signals), total, needed, veto)

    def best(self, reports: Sequence[Incoming], members: Sequence[Incoming]) -> Judged:
        """Of several reports the one that fits a story best, as its fit tells."""
        return max((self.fit(one, members) for one in reports), key=lambda one: (one.fits, one.total - one.needed))

    def _hopeless(self, report: Report, story: LiveStory, dense: float, lexical: float | None) -> Fit:
        """The fit of a report so unlike a story that the grouper does not look at it in full."""
        rule = (self._settings.rules or rules(self._settings.profile))[report.kind]
        return fit(rule, report, story.traits, Channels(dense, lexical, story.lateness(report.published)))

    def _gathered(self, members: Sequence[Incoming]) -> LiveStory:
        """A live story of these members, with all their days."""
        live = self._grouper.live
        moment = next((one.published for one in members if one.published), _SOME_DAY)
        live.bring(LiveStory(_STORY, 0, moment, moment, total=np.zeros(len(members[0].vector), dtype=np.float32)))
        story = live[_STORY]
        for one in members:
            report = self._grouper.read(one)
            story.traits = join(story.traits, report.traits)
            story.sampled(Sample(report.id, report.language, lead(one.title, one.text)))
            live.seen(_STORY, report.published, report.published or moment)
            live.grow(_STORY, report.language, report.terms, report.vector)
        return story

    def _too_late(self, report: Report, story: LiveStory) -> str:
        """Stories that were silent for long take no reports, however alike."""
        away, most = story.away(report.published), self._settings.window
        return f"{away.days} days apart, over the {most.days} that are allowed" if away and away > most else ""


def _note(name: str, report: Report, story: LiveStory) -> str:
    """What a channel saw."""
    if name == "days":
        away = story.away(report.published)
        if away is None:
            return "undated"
        return f"{away / timedelta(days=1):.1f} days apart" if away else "within its days"
    if name == "day of the event":
        own, others = (", ".join(map(_day, sorted(days)[:_SHOWN])) for days in (report.traits.days, story.traits.days))
        return f"{own} and {others}" if own and others else "not told by both"
    if name in ("names", "places"):
        shared = sorted(report.traits.names.keys() & story.traits.names.keys())
        chosen = [one.split(":")[-1] for one in shared if one.startswith("place:") == (name == "places")]
        return f"in common: {', '.join(chosen[:_SHOWN])}" if chosen else "none in common"
    return ""


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


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

"""Thresholds from labelled articles of the user's own: chosen on one half, tried on the other, and the other way round.

The halves are made of whole stories, so that no event is in both. Nothing but the thresholds is fitted: what the
channels see, and how they are weighed, stays as it is shipped.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from dateline.errors import Unreadable
from dateline.stories.copies import CopyFinder
from dateline.stories.embedders import lead
from dateline.stories.features import Kind
from dateline.stories.grouper import Grouper
from dateline.stories.own_thresholds import FIELDS
from dateline.stories.report import Incoming, Report
from dateline.stories.settings import Rule, StorySettings, rules
from dateline.stories.traits import KnownNames

Progress = Callable[[str, int, int], None]
Rules = Mapping[Kind, Rule]

LEAST = 30  # articles: with fewer, the figures are chance; also of each kind whose thresholds are chosen
_LEAST_STORIES = 3  # of two reports or more in each half, of a kind; and of several languages for `across`
_COARSE = (-0.12, -0.08, -0.04, 0.04, 0.08, 0.12)
_FINE = (-0.02, -0.01, 0.01, 0.02)
_GAIN = 0.001  # of F1; less is chance
_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and the story that a person put it in."""

    article: Incoming
    story: str


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998), 0…1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Trial:
    """How thresholds that were chosen on one half do on the other."""

    chosen_on: str
    tried_on: str
    articles: int  # of the half they were tried on
    stories: int
    shipped: Score
    calibrated: Score


@dataclass(frozen=True, slots=True)
class Calibration:
    """What came of it."""

    profile: str
    articles: int
    copies: int  # left out: a copy follows its original whatever the thresholds
    stories: int
    kinds: Mapping[Kind, int]  # articles of each kind
    values: Mapping[Kind, Mapping[str, float]]  # thresholds with enough data, each the mean of what the halves chose
    left_out: tuple[str, ...]  # what was not calibrated, and why
    trials: tuple[Trial, ...]

    @property
    def gain(self) -> float:
        """How much better they are than the shipped ones on the halves they were not chosen on, in mean F1."""
        return sum(one.calibrated.f1 - one.shipped.f1 for one in self.trials) / len(self.trials)

    @property
    def is_better(self) -> bool:
        """Whether they are worth using."""
        return self.gain >= _GAIN


@dataclass(frozen=True, slots=True)
class _Half:
    """Whole stories, with what the channels see of their reports, in order of time."""

    name: str
    profile: str
    reports: tuple[tuple[Report, str], ...]  # with the report's beginning
    story: Mapping[str, str]  # by article

    def multiple(self) -> dict[str, list[Report]]:
        """The stories of two reports or more."""
        found = defaultdict(list)
        for report, _ in self.reports:
            found[self.story[report.id]].append(report)
        return {story: reports for story, reports in found.items() if len(reports) > 1}


def calibrate(labelled: Sequence[Labelled], profile: str, known: KnownNames, progress: Progress) -> Calibration:
    """Thresholds for a profile from labelled articles, of which the vectors are the profile's.

    Raises Unreadable for too few articles, or labels that nothing can be learned from.
    """
    check_labels([(one.article.id, one.story) for one in labelled])
    texts = _without_copies(sorted(labelled, key=lambda one: one.article.published or _UNDATED))
    if len(texts) < LEAST:
        raise Unreadable(f"{len(texts)} labelled articles are left without copies: {LEAST} are the least")
    first, second = (_read(name, half, profile, known, progress) for name, half in _halves(texts))
    shipped = rules(profile)
    wanted, left_out = _wanted(first, second)
    steps = 2 * len(wanted) * (len(_COARSE) + len(_FINE))
    search = _Search(wanted, lambda done: progress("trying thresholds", done, steps))
    chosen = [search.run(half, shipped) for half in (first, second)]
    trials = (_tried(first, second, shipped, chosen[0]), _tried(second, first, shipped, chosen[1]))
    kinds = Counter(report.kind for half in (first, second) for report, _ in half.reports)
    values: dict[Kind, dict[str, float]] = {}
    for kind, name in wanted:
        both = [getattr(one[kind], name) for one in chosen]
        values.setdefault(kind, {})[name] = round(sum(both) / 2, 3)
    stories = len({one.story for one in texts})
    return Calibration(profile, len(texts), len(labelled) - len(texts), stories, kinds, values, left_out, trials)


def check_labels(labels: Sequence[tuple[str, str]]) -> None:
    """Raises Unreadable when nothing can be learned from labels: pairs of an article's id and its story."""
    if len(labels) < LEAST:
        raise Unreadable(f"{len(labels)} labelled articles are too few: {LEAST} are the least that tell anything")
    sizes = Counter(story for _, story in labels)
    if len(sizes) == 1:
        raise Unreadable("all articles are labelled with one story: reports of other events are needed to tell it from")
    if max(sizes.values()) == 1:
        raise Unreadable("no two articles are labelled with the same story: nothing tells how alike its reports are")
    for article, count in Counter(article for article, _ in labels).items():
        if count > 1:
            raise Unreadable(f"the id {article!r} occurs {count} times: each article needs its own")


def b_cubed(truth: Mapping[str, str], found: Mapping[str, str]) -> Score:
    """How well the stories found agree with the true ones: both by article, of the same articles."""
    true_sizes, found_sizes = Counter(truth.values()), Counter(found.values())
    both = Counter((truth[article], found[article]) for article in truth)
    precision = sum(count**2 / found_sizes[story] for (_, story), count in both.items()) / len(truth)
    recall = sum(count**2 / true_sizes[story] for (story, _), count in both.items()) / len(truth)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def _without_copies(labelled: Sequence[Labelled]) -> list[Labelled]:
    finder, kept = CopyFinder(), []
    for one in labelled:
        article = one.article
        match = finder.place(article.id, article.text, article.published, article.outlet)
        if match.group is None:
            kept.append(one)
    return kept


def _halves(labelled: Sequence[Labelled]) -> list[tuple[str, list[Labelled]]]:
    """Two halves of about as many articles; which story is in which depends on its name only, and on the sizes."""
    sizes = Counter(one.story for one in labelled)
    half_of: dict[str, int] = {}
    held = [0, 0]
    for story in sorted(sizes, key=lambda story: hashlib.sha256(story.encode("utf-8", "surrogatepass")).digest()):
        half_of[story] = int(held[1] < held[0])
        held[half_of[story]] += sizes[story]
    return [(name, [one for one in labelled if half_of[one.story] == number]) for number, name in enumerate(("A", "B"))]


def _read(name: str, labelled: Sequence[Labelled], profile: str, known: KnownNames, progress: Progress) -> _Half:
    """What the channels see of a half's articles; it does not depend on the thresholds."""
    reader = Grouper(StorySettings(profile=profile), known)
    reports = []
    for number, one in enumerate(labelled, 1):
        reports.append((reader.learn(one.article), lead(one.article.title, one.article.text)))
        progress(f"reading half {name}", number, len(labelled))
    return _Half(name, profile, tuple(reports), {one.article.id: one.story for one in labelled})


def _wanted(first: _Half, second: _Half) -> tuple[list[tuple[Kind, str]], tuple[str, ...]]:
    """The thresholds that there is enough data for, one after another; and why there is not for others."""
    wanted, left_out = [], []
    for kind in Kind:
        number = sum(report.kind is kind for half in (first, second) for report, _ in half.reports)
        if not number:
            continue
        if number < LEAST or min(_stories(first, kind), _stories(second, kind)) < _LEAST_STORIES:
            need = f"{LEAST} and {_LEAST_STORIES} stories of two or more in each half"
            left_out.append(f"{kind.value}: {number} articles are too few ({need} are needed)")
            continue
        for name in FIELDS:
            if reason := _lacks(name, kind, (first, second)):
                left_out.append(f"{kind.value}.{name}: {reason}")
            else:
                wanted.append((kind, name))
    return wanted, tuple(left_out)


def _stories(half: _Half, kind: Kind) -> int:
    return sum(any(report.kind is kind for report in reports) for reports in half.multiple().values())


def _lacks(name: str, kind: Kind, halves: tuple[_Half, _Half]) -> str:
    """Why there is not enough data for a threshold of a kind; empty: there is."""
    if name == "late":
        days = [report.published is not None for half in halves for report, _ in half.reports if report.kind is kind]
        return "most articles are undated" if 2 * sum(days) < len(days) else ""
    if name == "across":
        for half in halves:
            several = [
                reports
                for reports in half.multiple().values()
                if len({report.language for report in reports}) > 1 and any(report.kind is kind for report in reports)
            ]
            if len(several) < _LEAST_STORIES:
                return "too few stories are told in several languages"
    return ""


class _Search:
    """Looks for the thresholds under which a half is grouped best, one after another, coarse steps first."""

    def __init__(self, wanted: Sequence[tuple[Kind, str]], on_step: Callable[[int], None]):
        self._wanted = wanted
        self._on_step = on_step
        self._done = 0

    def run(self, half: _Half, shipped: Rules) -> Rules:
        """The best rules found; a threshold whose change gains nothing stays as it is shipped."""
        best, score = shipped, _score(half, shipped).f1
        for kind, name in self._wanted:
            for steps in (_COARSE, _FINE):
                best, score = self._step(half, (kind, name), steps, (best, score))
        return best

    def _step(
        self, half: _Half, threshold: tuple[Kind, str], steps: Sequence[float], so_far: tuple[Rules, float]
    ) -> tuple[Rules, float]:
        start, (best, score) = so_far[0], so_far
        kind, name = threshold
        for step in sorted(steps, key=abs):
            changed = {**start, kind: _moved(start[kind], name, step)}
            found = _score(half, changed).f1
            if found >= score + _GAIN:
                best, score = changed, found
            self._done += 1
            self._on_step(self._done)
        return best, score


def _moved(rule: Rule, name: str, step: float) -> Rule:
    return replace(rule, **{name: round(getattr(rule, name) + step, 3)})


def _score(half: _Half, chosen: Rules) -> Score:
    """How well a half is grouped, in order of time, under some rules."""
    grouper = Grouper(StorySettings(profile=half.profile, rules=chosen))
    return b_cubed(half.story, {one.id: grouper.replay(one, beginning).story for one, beginning in half.reports})


def _tried(chosen_on: _Half, tried_on: _Half, shipped: Rules, chosen: Rules) -> Trial:
    stories = len(set(tried_on.story.values()))
    scores = _score(tried_on, shipped), _score(tried_on, chosen)
    return Trial(chosen_on.name, tried_on.name, len(tried_on.reports), stories, *scores)

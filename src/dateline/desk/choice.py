"""Proposes the picks of an issue: the best stories, spread over storylines, topics and outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dateline.desk.coverage import REPEAT, place_of
from dateline.desk.handed import is_pinned
from dateline.desk.signals import is_excluded, is_off_beat
from dateline.memory import Coverage
from dateline.records import Article, Ranked

_SAME_TOPIC = 0.12  # share of the score lost for each pick that has the same first topic
_ONE_STORYLINE = 1.0  # likeness from which two stories are taken for one affair
_LED_BY_ONE = 3  # one outlet leads a third of the picks at most
_NAMED = 3  # excluded stories of which the editor is told the headline


@dataclass(frozen=True, slots=True)
class Choice:
    """What is proposed, in order, and what was passed over though it ranked high."""

    picks: tuple[Ranked, ...]
    leads: Mapping[str, Article]  # the report that leads each pick, by story
    passed_over: tuple[str, ...]  # for the editor: which story, and why
    repeats: tuple[str, ...] = ()  # the same of stories that an earlier issue had


def choose(
    ranked: Sequence[Ranked],
    quota: int,
    *,
    likeness: Callable[[Ranked, Ranked], float],
    leads: Callable[[Ranked], Sequence[Article]],
) -> Choice:
    """The first `quota` picks: no two of one storyline, at most a third led by one outlet unless there is no other.

    What the beat excludes is never picked, though there be nothing else, nor what repeats an earlier issue, unless it
    is pinned; what has no topic or watched name of the beat is not, where anything has. A story without a report that
    may lead is none.

    `likeness` compares two stories, 1 and more meaning one affair; `leads` gives the reports that may lead an item, the
    best first: where its outlet leads a third of the picks already, the next one leads.
    """
    picks: list[Ranked] = []
    leading: dict[str, Article] = {}
    ranked = [one for one in ranked if leads(one)]
    on_beat, crowded = _on_beat(ranked), list[Ranked]()
    passed = _excluded([leads(one)[0].title for one in ranked if is_excluded(one) and not is_pinned(one)])
    off_beat = sum(not is_excluded(one) or is_pinned(one) for one in ranked) - len(on_beat)
    left = [one for one in on_beat if not _is_repeat(one)]
    repeats = [_repeated(leads(one)[0].title, one.coverage) for one in on_beat if _is_repeat(one)]
    outlets, topics, cap = Counter[str](), Counter[str](), max(1, quota // _LED_BY_ONE)

    def lead(one: Ranked) -> Article:
        return leading.get(one.story.id) or leads(one)[0]

    while left and len(picks) < quota:
        best = left.pop(max(range(len(left)), key=lambda at: (_worth(left[at], topics), -at)))
        twin = next((pick for pick in picks if likeness(pick, best) >= _ONE_STORYLINE), None)
        if twin is not None:
            passed.append(f"left out: “{lead(best).title}” is of one affair with “{lead(twin).title}”")
            continue
        able = next((report for report in leads(best) if outlets[report.outlet] < cap), None)
        if able is None:
            crowded.append(best)
        else:
            picks.append(best)
            leading[best.story.id] = able
            outlets[able.outlet] += 1
            topics.update(best.topics[:1])
    for one in crowded:
        if any(likeness(pick, one) >= _ONE_STORYLINE for pick in picks):
            continue
        if len(picks) < quota:
            picks.append(one)
        elif one.score > min(pick.score for pick in picks):
            passed.append(f"left out: “{lead(one).title}” would be one item too many led by {lead(one).outlet}")
    if off_beat and len(picks) < quota:
        told = "1 story has" if off_beat == 1 else f"{off_beat} stories have"
        passed.insert(0, f"not filled up: {told} no topic or watched name of the beat")
    return Choice(tuple(picks), {one.story.id: lead(one) for one in picks}, tuple(passed), tuple(repeats))


def _excluded(titles: Sequence[str]) -> list[str]:
    """One line for the editor on all that the beat excludes."""
    if not titles:
        return []
    named = ", ".join(f"“{title}”" for title in titles[:_NAMED]) + ", …" * (len(titles) > _NAMED)
    stories = "1 story" if len(titles) == 1 else f"{len(titles)} stories"
    return [f"left out: {stories} that beat.exclude takes off the beat: {named}"]


def _is_repeat(one: Ranked) -> bool:
    """Whether it is left out because an earlier issue had it; what an editor pinned is not."""
    return one.coverage.state == REPEAT and not is_pinned(one)


def _repeated(title: str, coverage: Coverage) -> str:
    return f"left out: “{title}” was in {place_of(coverage)}, and nothing is new since"


def _on_beat(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The stories on the beat; all that it does not exclude where none is on it, as where it names nothing."""
    allowed = [one for one in ranked if not is_excluded(one) or is_pinned(one)]
    return [one for one in allowed if not is_off_beat(one) or is_pinned(one)] or allowed


def _worth(one: Ranked, topics: Counter[str]) -> float:
    crowd = topics[one.topics[0]] if one.topics else 0
    return one.score - abs(one.score) * _SAME_TOPIC * crowd

"""Proposes the picks of an issue: the best stories, spread over storylines, topics and outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dateline.records import Article, Ranked

_SAME_TOPIC = 0.12  # share of the score lost for each pick that has the same first topic
_ONE_STORYLINE = 1.0  # likeness from which two stories are taken for one affair


@dataclass(frozen=True, slots=True)
class Choice:
    """What is proposed, in order, and what was passed over though it ranked high."""

    picks: tuple[Ranked, ...]
    leads: Mapping[str, Article]  # the report that leads each pick, by story
    passed_over: tuple[str, ...]  # for the editor: which story, and why


def choose(
    ranked: Sequence[Ranked],
    quota: int,
    *,
    likeness: Callable[[Ranked, Ranked], float],
    leads: Callable[[Ranked], Sequence[Article]],
) -> Choice:
    """The first `quota` picks: no two of one storyline, at most a third led by one outlet unless there is no other.

    `likeness` compares two stories, 1 and more meaning one affair; `leads` gives the reports that may lead an item, the
    best first: where its outlet leads a third of the picks already, the next one leads.
    """
    picks: list[Ranked] = []
    leading: dict[str, Article] = {}
    left, crowded, passed = list(ranked), list[Ranked](), list[str]()
    outlets, topics, cap = Counter[str](), Counter[str](), max(1, quota // 3)

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
    return Choice(tuple(picks), {one.story.id: lead(one) for one in picks}, tuple(passed))


def _worth(one: Ranked, topics: Counter[str]) -> float:
    crowd = topics[one.topics[0]] if one.topics else 0
    return one.score - abs(one.score) * _SAME_TOPIC * crowd

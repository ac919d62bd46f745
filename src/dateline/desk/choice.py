"""Proposes the picks of an issue: the best stories, spread over storylines, topics and outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.records import Article, Ranked

_SAME_TOPIC = 0.12  # share of the score lost for each pick that has the same first topic
_ONE_STORYLINE = 0.35  # likeness of words from which two stories are taken for one affair


@dataclass(frozen=True, slots=True)
class Choice:
    """What is proposed, in order, and what was passed over though it ranked high."""

    picks: tuple[Ranked, ...]
    passed_over: tuple[str, ...]  # for the editor: which story, and why


def choose(
    ranked: Sequence[Ranked],
    quota: int,
    *,
    likeness: Callable[[Ranked, Ranked], float],
    lead: Callable[[Ranked], Article],
) -> Choice:
    """The first `quota` picks: no two of one storyline, at most a third led by one outlet unless there is no other.

    `likeness` compares two stories from 0 to 1, `lead` gives the report that an item would be led by.
    """
    picks: list[Ranked] = []
    left, crowded, passed = list(ranked), list[Ranked](), list[str]()
    outlets, topics, cap = Counter[str](), Counter[str](), max(1, quota // 3)
    while left and len(picks) < quota:
        best = left.pop(max(range(len(left)), key=lambda at: (_worth(left[at], topics), -at)))
        twin = next((pick for pick in picks if likeness(pick, best) >= _ONE_STORYLINE), None)
        if twin is not None:
            passed.append(f"left out: “{lead(best).title}” is of one affair with “{lead(twin).title}”")
        elif outlets[lead(best).outlet] >= cap:
            crowded.append(best)
        else:
            picks.append(best)
            outlets[lead(best).outlet] += 1
            topics.update(best.topics[:1])
    for one in crowded:
        if any(likeness(pick, one) >= _ONE_STORYLINE for pick in picks):
            continue
        if len(picks) < quota:
            picks.append(one)
        elif one.score > min(pick.score for pick in picks):
            passed.append(f"left out: “{lead(one).title}” would be one item too many led by {lead(one).outlet}")
    return Choice(tuple(picks), tuple(passed))


def _worth(one: Ranked, topics: Counter[str]) -> float:
    crowd = topics[one.topics[0]] if one.topics else 0
    return one.score - abs(one.score) * _SAME_TOPIC * crowd

"""Runs the copy desk: every rule of this package over one proof, each fault told once, in the order of the issue."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping

from dateline.issue import copydesk
from dateline.issue.copydesk.rules import Rule, entered, place, run, texts
from dateline.proofs import Proof, Surroundings
from dateline.records import Problem

_FAMILIES = {  # rules that may say one thing in two manners, by the beginnings of their names
    "name": "name",
    "outlet": "name",
    "capitalisation": "name",
    "figure": "said",
    "sentence": "said",
    "quotation": "said",
    "link": "link",
    "lost": "link",
    "date": "date",
}
_GRAVE = {"error": 0, "warning": 1, "note": 2}


for _module in sorted(one.name for one in pkgutil.iter_modules(copydesk.__path__)):
    importlib.import_module(f"{copydesk.__name__}.{_module}")  # each enters its rules


def rules() -> tuple[Rule, ...]:
    """Every rule there is, by id."""
    return entered()


def check(proof: Proof, around: Surroundings, severities: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """What the rules find; `severities` are the edition's own, by rule ("off" leaves a rule out).

    Of two rules of one family that quote the same words at the same place the graver one stays.
    """
    found = _once(run(rules(), proof, around, dict(severities or {})))
    order = _places(proof)
    return tuple(sorted(found, key=lambda one: (_order_of(one, order), _GRAVE[one.severity], one.rule)))


def _once(problems: Iterable[Problem]) -> list[Problem]:
    kept: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        # Without a quote the message is all that tells two faults of the whole issue apart.
        key = (_family(problem), problem.where, problem.quote or problem.message)
        other = kept.get(key)
        if other is None or _GRAVE[problem.severity] < _GRAVE[other.severity]:
            kept[key] = problem
    return [one for one in kept.values() if not any(_is_part(one, other) for other in kept.values())]


def _is_part(one: Problem, other: Problem) -> bool:
    """Whether a problem is said again, of some of the words, by the same rule on what is said or named."""
    is_same = one.rule == other.rule and one.where == other.where and one.quote != other.quote
    return is_same and bool(one.quote) and one.quote in other.quote and _family(one) in ("said", "name")


def _family(problem: Problem) -> str:
    return _FAMILIES.get(problem.rule.partition("-")[0], problem.rule)


def _places(proof: Proof) -> dict[str, tuple[int, str]]:
    """Place → its number in the issue, and the text that stands there."""
    order: dict[str, tuple[int, str]] = {}
    running = [(where, item, paragraph.text) for where, item, paragraph in texts(proof)]
    heads = [(place(item), item, item.headline) for item in proof.items]
    for where, item, text in running:
        if item is None and where.startswith(place(None, part="introduction")):
            order.setdefault(where, (len(order), text))
    for head, one, headline in heads:
        order.setdefault(head, (len(order), headline))
        order.setdefault(place(one, part="headline"), (len(order), headline))
        for where, item, text in running:
            if item is one:
                order.setdefault(where, (len(order), text))
    for where, _, text in running:
        order.setdefault(where, (len(order), text))
    return order


def _order_of(problem: Problem, order: Mapping[str, tuple[int, str]]) -> tuple[int, int]:
    """The place of a problem in the issue; of the whole issue: before all else."""
    if problem.where in order:
        number, text = order[problem.where]
        return number, max(0, text.find(problem.quote))
    known = [number for where, (number, _) in order.items() if where.startswith(problem.where)]
    return (min(known), 0) if known else (-1, 0)

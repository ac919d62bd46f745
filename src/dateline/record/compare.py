"""Sets the figures of one quantity of one subject side by side, and tells why they differ, or that nothing says why.

A difference is called unexplained only when subject, quantity, way of counting, scope and time are all the same and no
other word may limit one of the two; what cannot be told is open, never a contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.record.intervals import Interval, interval_of
from dateline.record.quantities import BARE, Claim, claim_of, noun_at_end
from dateline.records import Comparison, Difference, Figure, Point, Statement
from dateline.tokens import is_unspaced, tokens

__all__ = ["BARE", "compare"]

_AGREE = 0.005  # figures this near to one another are one, rounded
_ROOMS = {  # what a hedge leaves room for, as parts of the value
    "about": (0.9, 1.1),
    "nearly": (0.9, 1),
    "more than": (1, 1.25),
    "at least": (1, 1.25),
    "less than": (0.75, 1),
    "up to": (0, 1),
}
_SAME_TIME = 27  # days between two reports that speak of the present within which nothing much changes
_MOST = 40  # points of which every pair is judged; of more, only those that could contradict each other
_MOST_PAIRS = 2000
_TIME_UNITS = frozenset("years year months month weeks week days day hours hour minutes minute seconds second".split())
_OWN = frozenset(
    "users employees customers people revenue profit loss valuation exports imports stake coverage share".split()
)
_SHARED = 0.7  # part of the words that two sentences of one thing have in common
_RATES = frozenset(("growth", "decline"))


@dataclass(frozen=True, slots=True)
class _Known:
    """A point with what judging needs of it, read once."""

    point: Point
    claim: Claim
    time: Interval | None  # for which it holds or on which it was stated; None: unknown
    lasting: bool  # whether the text names a period, not only the day it speaks on


def compare(statements: Sequence[Statement]) -> tuple[Comparison, ...]:
    """The quantities of which there are statements, each with its points and how they stand to each other.

    Statements of several subjects may be given; repeats by the same source in the same words count once. Quantities
    with the most points come first. Of more than 40 points only the differences are told that could be contradictions.
    """
    groups: dict[tuple[str, str, str | None], list[_Known]] = defaultdict(list)
    for statement in _distinct(statements):
        figure = statement.figure
        value = _value(figure)
        if value is not None and figure.subject and not _is_span_of_time(figure):
            known = _read(statement, value)
            unit = figure.unit if figure.kind == "money" else None
            groups[figure.subject, known.claim.quantity, unit].append(known)
    found = [_comparison(*key, known) for key, known in groups.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.points), one.subject, one.quantity, one.unit or "")))


def _read(statement: Statement, value: float) -> _Known:
    figure = statement.figure
    point = Point(statement, value, _as_of(statement), _measure(statement), figure.scope)
    when = figure.period or figure.stated or statement.stated
    return _Known(point, claim_of(statement), interval_of(when), figure.period is not None)


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """The statements but for those that one source makes twice with the same value."""
    seen: dict[tuple[object, ...], Statement] = {}
    for one in statements:
        figure = one.figure
        what = (figure.subject, figure.unit, figure.value, figure.low, figure.high, figure.counted, figure.period)
        seen.setdefault((one.source, one.outlet, *what), one)
    return list(seen.values())


def _value(figure: Figure) -> float | None:
    if figure.value is not None:
        return figure.value
    if figure.low is not None and figure.high is not None:
        return (figure.low + figure.high) / 2
    return figure.low if figure.low is not None else figure.high


def _is_span_of_time(figure: Figure) -> bool:
    return figure.kind == "measure" and (figure.unit or "") in _TIME_UNITS


def _as_of(statement: Statement) -> str | None:
    """The last day, month or year for which a figure holds; else the day on which it was stated."""
    figure = statement.figure
    if figure.period:
        return figure.period.rsplit("/", 1)[-1]
    return figure.stated or statement.stated


def _measure(statement: Statement) -> str | None:
    """What stands before the counted noun: "monthly active" of "monthly active users", 月活跃 of 微信月活跃用户."""
    figure = statement.figure
    counted, scope = figure.counted or "", figure.scope or ""
    if is_unspaced(counted[-1:]):
        for name in statement.names:
            counted = counted.replace(name, "")
        return counted.removesuffix(figure.unit or "").removesuffix(noun_at_end(counted)).replace(scope, "") or None
    left = [word for word in counted.split()[:-1] if word not in scope.split()]
    return " ".join(left).lower() or None


def _comparison(subject: str, quantity: str, unit: str | None, found: Sequence[_Known]) -> Comparison:
    ordered = sorted(found, key=lambda one: (one.point.as_of or "", one.point.statement.stated or "", _report(one)))
    differences = [Difference(a, b, *_judge(ordered[a], ordered[b])) for a, b in _pairs(ordered)]
    if len(ordered) > _MOST:
        differences = [one for one in differences if one.verdict == "unexplained"]
    return Comparison(subject, quantity, unit, tuple(one.point for one in ordered), tuple(differences))


def _pairs(ordered: Sequence[_Known]) -> Iterator[tuple[int, int]]:
    """The pairs to judge: all of few; of many, those of the same scope, way of counting and month, to a limit."""
    if len(ordered) <= _MOST:
        yield from combinations(range(len(ordered)), 2)
        return
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(ordered):
        if one.time:
            key = (one.point.scope, one.point.measure, one.time.last.year, one.time.last.month, one.claim.action)
            alike[key].append(place)
    pairs = (pair for places in alike.values() for pair in combinations(places, 2))
    for _, pair in zip(range(_MOST_PAIRS), pairs, strict=False):
        yield pair


def _judge(a: _Known, b: _Known) -> tuple[str, str]:
    """How two points stand to each other: the verdict and the reason, in the order in which a reader would ask."""
    if _agree(a.point, b.point):
        return "agrees", "the same figure"
    explained = [reason for reason in (_scopes(a, b), _measures(a, b), _modalities(a, b), _times(a, b)) if reason]
    if explained:
        return "explained", "; ".join(explained)
    if _leaves_room(a.point, b.point.value) or _leaves_room(b.point, a.point.value):
        return "agrees", f"“{_hedged(a.point, b.point).statement.figure.text}” leaves room for the other"
    done = {one.claim.action for one in (a, b)} - {None}
    if len(done) == 2:
        first, second = sorted("there is" if one == "holds" else f"is {one}" for one in done)
        return "explained", f"one counts what {first}, the other what {second}"
    unknown = _unknown(a, b)
    return ("open", unknown) if unknown else ("unexplained", "the same quantity, counted alike, of the same time")


def _unknown(a: _Known, b: _Known) -> str | None:
    """What would have to be known before two points could contradict each other; None: all is."""
    limits = sorted(a.claim.context ^ b.claim.context)
    asked = (
        (_report(a) == _report(b), "one report has both"),
        (not a.time or not b.time, "the day of one is not known"),
        (a.claim.quantity == BARE, "what is counted is not told"),
        (
            None in {a.claim.action, b.claim.action} and not _is_own(a) and not _alike(a, b),
            "one may be a part of the other",
        ),
        (bool(limits), f"“{', '.join(limits[:4])}” may say why"),
        (bool(_RATES & set(a.claim.quantity.split())) and not (a.lasting and b.lasting), "over what time is not told"),
    )
    return next((reason for holds, reason in asked if holds), None)


def _is_own(one: _Known) -> bool:
    """Whether a subject has only one number of this quantity at a time."""
    return one.claim.quantity in _OWN or bool(_OWN & set(one.claim.quantity.split()))


def _alike(a: _Known, b: _Known) -> bool:
    """Whether two sentences say nearly the same."""
    first, second = (set(tokens(one.point.statement.sentence)) for one in (a, b))
    return len(first & second) >= _SHARED * max(len(first), len(second))


def _report(one: _Known) -> tuple[str, str, str]:
    """Who stated it when: a digest holds the reports of many."""
    statement = one.point.statement
    return statement.source, statement.outlet, statement.stated or ""


def _agree(a: Point, b: Point) -> bool:
    low, high = sorted((a.value, b.value))
    return high == low or (high - low) <= _AGREE * max(abs(high), abs(low))


def _hedged(a: Point, b: Point) -> Point:
    return a if a.statement.figure.hedge or a.statement.figure.value is None else b


def _leaves_room(point: Point, value: float) -> bool:
    figure = point.statement.figure
    if figure.low is not None and figure.high is not None:
        return figure.low <= value <= figure.high
    if figure.value is None:  # millions of
        return value >= point.value
    low, high = _ROOMS.get(figure.hedge or "", (1, 1))
    return bool(point.value) and low <= value / point.value <= high


def _scopes(a: _Known, b: _Known) -> str | None:
    first, second = a.point.scope, b.point.scope
    if (first or "").casefold() == (second or "").casefold():
        return None
    return f"scope: {first or 'no limit told'}, against {second or 'no limit told'}"


def _measures(a: _Known, b: _Known) -> str | None:
    """Ways of counting of which neither is the other said more fully."""
    first, second = (set((one.point.measure or "").split()) for one in (a, b))
    if first == second or (first and second and (first <= second or second <= first)):
        return None
    return f"counted: {a.point.measure or 'all'}, against {b.point.measure or 'all'}"


def _modalities(a: _Known, b: _Known) -> str | None:
    first, second = a.point.statement.figure.modality, b.point.statement.figure.modality
    return None if first == second else f"modality: {first}, against {second}"


def _times(a: _Known, b: _Known) -> str | None:
    """The times for which the points hold, where they surely differ."""
    if not a.time or not b.time or a.time == b.time:
        return None
    told = f"{_told(a)}, against {_told(b)}"
    if a.lasting and b.lasting:
        return f"period: {told}"
    if a.time.holds(b.time) or b.time.holds(a.time):
        return None if not (a.lasting or b.lasting) or a.time.days == b.time.days else f"date: {told}"
    near = abs((a.time.last - b.time.last).days) <= _SAME_TIME
    return None if near and not (a.lasting or b.lasting) else f"date: {told}"


def _told(one: _Known) -> str:
    return one.point.statement.figure.period or one.point.as_of or "unknown"

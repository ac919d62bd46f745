"""Sets the figures of one quantity of one subject side by side, and tells why they differ, or that nothing says why.

A difference is called unexplained only when subject, quantity, way of counting, scope and time are all the same; what
cannot be told is open, never a contradiction.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations

from dateline.records import Comparison, Difference, Figure, Point, Statement
from dateline.tokens import tokens

BARE = "number"  # the quantity of figures that do not say what they count
_AGREE = 0.005  # figures this near to one another are one, rounded
_HEDGED = 0.1  # "about 100" and 108 are one
_OPEN_ABOVE = 0.25  # "more than 100" and 120 are one
_TIME_UNITS = frozenset("years year months month weeks week days day hours hour minutes minute seconds second".split())
_WHOLE = re.compile(
    r"\b(?:revenue|profit|loss|valuation|market value|exports|imports|people|stake|market share|coverage)\b"
)
_OWN = frozenset(("users", "employees", "customers", "patents", "shops"))  # a subject has one number of these
_SHARED = 0.5  # part of the words of the shorter sentence that two statements of the same thing have in common
_PARTIAL = re.compile(
    r"\b(?:additional|more|another|other|new|extra|further|each|per|average|first|last|weitere|andere|neue|je|pro|más|"
    r"otros|nuev\w+|cada|por|autres|nouve\w+|chaque|par)\b|另外|新增|每|人均|平均",
    re.I,
)
_TOLD = ("money", "percent", "count")  # kinds whose unit says what they are of
_NEAR = 70  # characters around an amount in which its noun is looked for


def compare(statements: Sequence[Statement]) -> tuple[Comparison, ...]:
    """The quantities of which there are statements, each with its points and how they stand to each other.

    Statements of several subjects may be given; repeats by the same source in the same words count once. Quantities
    with the most points come first.
    """
    groups: dict[tuple[str, str, str | None], list[Point]] = defaultdict(list)
    for statement in _distinct(statements):
        figure = statement.figure
        value = _value(figure)
        if value is not None and figure.subject and not _is_span_of_time(figure):
            groups[figure.subject, quantity_of(statement), figure.unit if figure.kind == "money" else None].append(
                Point(statement, value, _as_of(statement), _measure(figure), figure.scope)
            )
    found = [_comparison(*key, points) for key, points in groups.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.points), one.subject, one.quantity, one.unit or "")))


def quantity_of(statement: Statement) -> str:
    """What a statement is of: "users", "revenue", "percent of …"; its own words where no quantity is known."""
    figure = statement.figure
    if figure.kind in ("count", "number", "measure", "rank"):
        return _noun(figure)
    near = _around(statement)
    named = next((name for name, words in _vocabulary().amounts if words.search(near)), None)
    if figure.kind == "percent":
        of = re.search(r"^\s*(?:of|的|der|de[ls]?|du)\s+([^,.;，。；]{2,40})", _behind(statement))
        return f"percent {named or 'of'} {of.group(1).strip() if of else ''}".strip()
    return named or f"amount in “{figure.text}”"


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    nouns: Mapping[str, str]  # singular word → quantity
    beginnings: tuple[tuple[str, str], ...]
    amounts: tuple[tuple[str, re.Pattern[str]], ...]
    actions: re.Pattern[str]  # one group an action


@cache
def _vocabulary() -> _Vocabulary:
    text = (resources.files("dateline.record") / "data" / "quantities.toml").read_text("utf-8")
    table = tomllib.loads(text)
    nouns = {word.lower(): name for name, words in table["nouns"].items() for word in words if not word.endswith("*")}
    starts = [(word[:-1].lower(), name) for name, words in table["nouns"].items() for word in words if word[-1] == "*"]
    amounts = [(name, re.compile("|".join(map(_pattern, words)), re.I)) for name, words in table["amounts"].items()]
    actions = "|".join(f"(?P<{name}>{'|'.join(map(_bounded, words))})" for name, words in table["actions"].items())
    return _Vocabulary(nouns, tuple(starts), tuple(amounts), re.compile(actions, re.I))


def _bounded(expression: str) -> str:
    return rf"\b(?:{expression})\b" if expression[0].isascii() else expression


def _pattern(word: str) -> str:
    bare = re.escape(word.rstrip("*"))
    if not word[0].isascii():
        return bare
    return rf"\b{bare}" + ("" if word.endswith("*") else r"s?\b")


def _noun(figure: Figure) -> str:
    unit = (figure.unit or figure.counted or "").lower()
    words = _vocabulary()
    for form in (unit, _singular(unit)):
        if form in words.nouns:
            return words.nouns[form]
    return next((name for start, name in words.beginnings if unit.startswith(start)), unit or BARE)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _around(statement: Statement) -> str:
    at = statement.sentence.find(statement.figure.text)
    return statement.sentence[max(0, at - _NEAR) : at + len(statement.figure.text) + _NEAR]


def _behind(statement: Statement) -> str:
    at = statement.sentence.find(statement.figure.text)
    return statement.sentence[at + len(statement.figure.text) :] if at >= 0 else ""


def _action(statement: Statement) -> str | None:
    """What is done with what is counted, by the word of the sentence nearest to the figure; None: no word tells."""
    sentence, text = statement.sentence, statement.figure.text
    at = max(0, sentence.find(text))
    end = at + len(text)
    found = list(_vocabulary().actions.finditer(sentence))
    before = [(at - one.end(), one.lastgroup) for one in found if one.end() <= at]
    after = [(one.start() - end, one.lastgroup) for one in found if one.start() >= end]
    nearest = min(before + after, key=lambda one: one[0], default=None)
    if nearest and nearest[0] <= _NEAR * 2:
        return nearest[1]
    return "holds" if re.search(r"['’]s?\s*$|的\s*$", sentence[:at]) else None


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """The statements but for those that one source makes twice with the same value."""
    seen: dict[tuple[object, ...], Statement] = {}
    for one in statements:
        figure = one.figure
        key = (
            one.source,
            figure.subject,
            figure.unit,
            figure.value,
            figure.low,
            figure.high,
            figure.counted,
            figure.period,
        )
        seen.setdefault(key, one)
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


def _measure(figure: Figure) -> str | None:
    """What stands before the counted noun: "monthly active" of "monthly active users"."""
    words = (figure.counted or "").split()
    if len(words) < 2:
        return None
    scope = (figure.scope or "").split()
    left = [word for word in words[:-1] if word not in scope]
    return " ".join(left).lower() or None


def _comparison(subject: str, quantity: str, unit: str | None, points: Sequence[Point]) -> Comparison:
    ordered = tuple(sorted(points, key=lambda one: (one.as_of or "", one.statement.stated or "", one.statement.source)))
    pairs = combinations(range(len(ordered)), 2)
    found = [Difference(a, b, *_judge(ordered[a], ordered[b])) for a, b in pairs]
    return Comparison(subject, quantity, unit, ordered, tuple(found))


def _judge(a: Point, b: Point) -> tuple[str, str]:
    """How two points stand to each other: the verdict and the reason, in the order in which a reader would ask."""
    if _agree(a, b):
        return "agrees", "the same figure"
    explained = [reason for reason in (_scopes(a, b), _measures(a, b), _modalities(a, b), _times(a, b)) if reason]
    if explained:
        return "explained", "; ".join(explained)
    if _agree_as_hedged(a, b):
        return "agrees", f"“{_hedged(a, b).statement.figure.text}” leaves room for the other"
    actions = {_action(one.statement) for one in (a, b)}
    if len(actions - {None}) == 2:
        first, second = sorted("there is" if one == "holds" else f"is {one}" for one in actions)
        return "explained", f"one counts what {first}, the other what {second}"
    unknown = _unknown(a, b, actions)
    if unknown:
        return "open", unknown
    return "unexplained", "the same quantity, way of counting, scope and time, and nothing that says why"


def _unknown(a: Point, b: Point, actions: set[str | None]) -> str | None:
    """What would have to be known before two points could contradict each other; None: all is."""
    asked = (
        (_report(a) == _report(b), "one report has both"),
        (not _alike(a, b), "they may be of different things"),
        (None in actions and not _WHOLE.search(quantity_of(a.statement)), "one may be a part of the other"),
        (any(_PARTIAL.search(one.statement.figure.text) for one in (a, b)), "one may be a part of the other"),
        (not a.as_of or not b.as_of, "the day of one is not known"),
        (not (a.statement.figure.counted or a.statement.figure.kind in _TOLD), "what is counted is not told"),
    )
    return next((reason for holds, reason in asked if holds), None)


def _alike(a: Point, b: Point) -> bool:
    """Whether two statements are surely of the same thing: by their noun, or by what else their sentences say."""
    if quantity_of(a.statement) in _OWN or _WHOLE.search(quantity_of(a.statement)):
        return True
    first, second = (set(tokens(one.statement.sentence)) for one in (a, b))
    return len(first & second) >= _SHARED * min(len(first), len(second))


def _report(point: Point) -> tuple[str, str, str | None]:
    """Who stated it when: a digest holds the reports of many."""
    return point.statement.source, point.statement.outlet, point.statement.stated


def _agree(a: Point, b: Point) -> bool:
    low, high = sorted((a.value, b.value))
    return high == low or (high != 0 and (high - low) / abs(high) <= _AGREE)


def _hedged(a: Point, b: Point) -> Point:
    return a if a.statement.figure.hedge or a.statement.figure.value is None else b


def _agree_as_hedged(a: Point, b: Point) -> bool:
    return _leaves_room(a, b.value) or _leaves_room(b, a.value)


def _leaves_room(point: Point, value: float) -> bool:
    figure = point.statement.figure
    if figure.low is not None and figure.high is not None:
        return figure.low <= value <= figure.high
    if figure.value is None:  # millions of
        return value >= point.value
    share = value / point.value if point.value else 0
    rooms = {
        "about": (1 - _HEDGED, 1 + _HEDGED),
        "nearly": (1 - _HEDGED, 1),
        "more than": (1, 1 + _OPEN_ABOVE),
        "at least": (1, 1 + _OPEN_ABOVE),
        "less than": (1 - _OPEN_ABOVE, 1),
        "up to": (0, 1),
    }
    low, high = rooms.get(figure.hedge or "", (1, 1))
    return low <= share <= high


def _scopes(a: Point, b: Point) -> str | None:
    if (a.scope or "").casefold() == (b.scope or "").casefold():
        return None
    return f"scope: {a.scope or 'no limit told'}, against {b.scope or 'no limit told'}"


def _measures(a: Point, b: Point) -> str | None:
    if not a.measure or not b.measure or set(a.measure.split()) <= set(b.measure.split()):
        return None
    return None if set(b.measure.split()) <= set(a.measure.split()) else f"counted: {a.measure}, against {b.measure}"


def _modalities(a: Point, b: Point) -> str | None:
    first, second = a.statement.figure.modality, b.statement.figure.modality
    return None if first == second else f"{first}, against {second}"


def _times(a: Point, b: Point) -> str | None:
    """The times for which the points hold, where they differ as far as both are known."""
    if not a.as_of or not b.as_of or a.as_of == b.as_of:
        return None
    shared = min(len(a.as_of), len(b.as_of))
    if a.as_of[:shared] == b.as_of[:shared] and shared < 10:
        return None
    return f"date: {a.as_of}, against {b.as_of}"

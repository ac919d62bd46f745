"""How the command `figures` tells a comparison: as a table for people, and as rows for files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.records import Comparison, Difference, Point

TYPES: dict[str, type] = {
    "subject": str, "quantity": str, "value": float, "low": float, "high": float, "unit": str, "hedge": str,
    "text": str, "measure": str, "scope": str, "as_of": str, "modality": str, "stated": str, "outlet": str,
    "title": str, "url": str, "source": str, "sentence": str, "notes": str,
}  # fmt: skip
_FEW = 3  # explained differences up to this many are told one by one
_MOST_PAIRS = 6  # of a line that sums up
_ORDER = {"unexplained": 0, "open": 1, "explained": 2, "agrees": 3}
_VERDICTS = {"unexplained": "UNEXPLAINED:", "open": "open:", "explained": "differ by", "agrees": "agree:"}


def as_table(found: Sequence[Comparison], *, full: bool = False) -> str:
    """Comparisons for people: a figure a line, then why they differ, what nothing explains first.

    `full`: every pair on a line of its own, those that agree too.
    """
    news = sorted(found, key=lambda one: not any(pair.verdict == "unexplained" for pair in one.differences))
    return "\n\n".join(_table(one, full) for one in news)


def as_rows(found: Iterable[Comparison]) -> list[dict[str, object]]:
    """A row a figure, its columns as in TYPES; `notes` tells how it stands to the others."""
    return [_row(one, place, point) for one in found for place, point in enumerate(one.points)]


def _table(one: Comparison, full: bool) -> str:
    unit = f" ({one.unit})" if one.unit else ""
    lines = [f"{one.subject}: {one.quantity}{unit}"]
    for place, point in enumerate(one.points, 1):
        lines.append(f"  {place}. {_line(point)}")
        lines.append(f"     {_shortened(point.statement.sentence)}")
    told = sorted(one.differences, key=lambda pair: (_ORDER[pair.verdict], pair.first, pair.second))
    if full:
        return "\n".join([*lines, *map(_pair, told)])
    explained = [pair for pair in told if pair.verdict == "explained"]
    lines += [_pair(pair) for pair in told if pair.verdict in ("unexplained", "open")]
    lines += [_pair(pair) for pair in explained] if len(explained) <= _FEW else _summed_up(explained)
    return "\n".join(lines)


def _pair(pair: Difference) -> str:
    return f"  {pair.first + 1} and {pair.second + 1}: {_VERDICTS[pair.verdict]} {pair.reason}"


def _summed_up(pairs: Sequence[Difference]) -> list[str]:
    """A line for each kind of reason with the pairs that it explains."""
    lines = []
    for kind, alike in _by_kind(pairs).items():
        shown = ", ".join(f"{pair.first + 1}–{pair.second + 1}" for pair in alike[:_MOST_PAIRS])
        more = f" and {len(alike) - _MOST_PAIRS} more (--full)" if len(alike) > _MOST_PAIRS else ""
        lines.append(f"  differ by {kind}: {shown}{more}")
    return lines


def _by_kind(pairs: Iterable[Difference]) -> dict[str, list[Difference]]:
    """The pairs by what explains them: "scope", "scope and date"; the most frequent first."""
    kinds: dict[str, list[Difference]] = defaultdict(list)
    for pair in pairs:
        parts = dict.fromkeys(part.split(":", 1)[0].strip() for part in pair.reason.split("; "))
        kinds[" and ".join(parts)].append(pair)
    return dict(sorted(kinds.items(), key=lambda item: -len(item[1])))


def _line(point: Point) -> str:
    figure = point.statement.figure
    about = [
        figure.text,
        point.measure,
        point.scope and f"scope {point.scope}",
        figure.modality != "stated" and figure.modality,
    ]
    said = ", ".join(one for one in (point.statement.outlet, point.statement.stated) if one)
    return "; ".join(str(one) for one in [*about, f"for {point.as_of or 'an unknown day'}", said] if one)


def _shortened(sentence: str, most: int = 150) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _notes(one: Comparison, place: int) -> str:
    """How one figure stands to the others: what nothing explains first, what is explained summed up where it is much.

    That figures agree is told too, by their number where they are many.
    """
    own = sorted(
        (pair for pair in one.differences if place in (pair.first, pair.second)), key=lambda pair: _ORDER[pair.verdict]
    )
    notes = []
    for verdict in _ORDER:
        pairs = [pair for pair in own if pair.verdict == verdict]
        if verdict in ("unexplained", "open") or len(pairs) <= _FEW:
            notes += [f"{verdict} against {_other(one, place, pair)}: {pair.reason}" for pair in pairs]
        elif verdict == "agrees":
            notes.append(f"agrees with {len(pairs)} others")
        else:
            notes += [f"explained against {len(alike)} others: {kind}" for kind, alike in _by_kind(pairs).items()]
    return "; ".join(notes)


def _other(one: Comparison, place: int, pair: Difference) -> str:
    return one.points[pair.second if pair.first == place else pair.first].statement.figure.text


def _row(one: Comparison, place: int, point: Point) -> dict[str, object]:
    figure, statement = point.statement.figure, point.statement
    return {
        "subject": one.subject,
        "quantity": one.quantity,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "hedge": figure.hedge,
        "text": figure.text,
        "measure": point.measure,
        "scope": point.scope,
        "as_of": point.as_of,
        "modality": figure.modality,
        "stated": statement.stated,
        "outlet": statement.outlet,
        "title": statement.title,
        "url": statement.url,
        "source": statement.source,
        "sentence": statement.sentence,
        "notes": _notes(one, place),
    }

"""Time: the one place that asks the machine for it, and the reading of ISO 8601."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from dateline.errors import BadSettings
from dateline.records import Period


def now() -> datetime:
    """The present, aware, in UTC."""
    return datetime.now(UTC)


def parse_iso(text: str) -> datetime | None:
    """The moment an ISO 8601 text names, in UTC; without a zone it is taken as UTC. None: it names none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # year 1 or 9999 moved over the edge by its zone
        return None


def parse_period(text: str) -> Period:
    """A month (2016-12), an ISO week (2016-W51), a day, or first..last; raises BadSettings for anything else."""
    name = text.strip()
    try:
        if ".." in name:
            first, last = (date.fromisoformat(part) for part in name.split("..", 1))
        elif "W" in name:
            first = datetime.strptime(f"{name}-1", "%G-W%V-%u").date()
            last = first + timedelta(days=6)
        elif len(name) == 7:
            first = date.fromisoformat(f"{name}-01")
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        else:
            first = last = date.fromisoformat(name)
    except (ValueError, OverflowError) as error:
        raise BadSettings(
            f"period {text!r} is not understood: write a month (2016-12), a week (2016-W51), a day (2016-12-05) "
            "or two days (2016-12-05..2016-12-11)"
        ) from error
    if "W" in name and f"{first:%G-W%V}" != name:
        raise BadSettings(f"period {text!r} is no week of that year: did you mean {first:%G-W%V}?")
    if last < first:
        raise BadSettings(f"period {text!r} ends before it begins: write the earlier day first")
    return Period(_name(first, last, is_week="W" in name, is_month=len(name) == 7 and "-" in name), first, last)


def _name(first: date, last: date, *, is_week: bool, is_month: bool) -> str:
    """One spelling for each period, however it was written."""
    if is_week or is_month:
        return f"{first:%G-W%V}" if is_week else f"{first:%Y-%m}"
    return first.isoformat() if first == last else f"{first}..{last}"

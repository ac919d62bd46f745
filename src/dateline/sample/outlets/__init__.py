"""The sample's outlets: how each of them writes addresses and dates, its page design and its feed."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources

from dateline.sample.reports import Report

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Habits:
    """How one outlet publishes; the fields are explained at the head of habits.toml."""

    key: str
    name: str
    title: str
    language: str
    path: str
    visible: str
    feed: str
    format: str
    body: str
    dates: str
    tracker: str = ""
    relative: bool = False
    encoding: str = "utf-8"
    declared: str = "utf-8"
    private: str = ""
    moved: str = ""

    @property
    def host(self) -> str:
        """The outlet's name on the invented web; .example belongs to nobody (RFC 2606)."""
        return f"{self.key}.example"

    @property
    def home(self) -> str:
        """Address of the front page, without a slash at its end."""
        return f"http://{self.host}"

    def path_of(self, report: Report) -> str:
        """Where a report stands on the outlet's site."""
        return self.path.format(**_fields(report))

    def old_path_of(self, report: Report) -> str:
        """Where a report stood before it moved; the same as `path_of` for all that did not."""
        return f"/p/{number_of(report)}" if self.moved and report.slug == self.moved else self.path_of(report)

    def url_of(self, report: Report) -> str:
        """The report's own address, free of trackers."""
        return self.home + self.path_of(report)

    def visible_date(self, report: Report) -> str:
        """The date as the page shows it; empty for an undated report."""
        return self.visible.format(**_fields(report)) if report.published else ""


def read_habits() -> tuple[Habits, ...]:
    """The habits of every outlet, in the order of their keys."""
    table = tomllib.loads((resources.files(__package__) / "habits.toml").read_text("utf-8"))
    return tuple(Habits(key=key, **table[key]) for key in sorted(table))


def newest_first(reports: tuple[Report, ...]) -> list[Report]:
    """The order of a feed; an undated report stands at the beginning of its month."""
    return sorted(reports, key=lambda report: (_moment_or_month(report), report.key), reverse=True)


def number_of(report: Report) -> int:
    """A number of seven digits, as content systems give one, always the same for a report."""
    return 1_000_000 + int(hashlib.sha256(report.key.encode()).hexdigest()[:8], 16) % 9_000_000


def _moment_or_month(report: Report) -> datetime:
    if report.moment is not None:
        return report.moment.astimezone(UTC)
    return datetime.fromisoformat(f"{report.key.split('/')[1][:7]}-01T00:00:00+00:00")


def _fields(report: Report) -> dict[str, str]:
    """What a pattern of path or date may name; an undated report has no day to name."""
    always = {
        "slug": report.slug,
        "section": "-".join(report.section.casefold().replace("&", "and").split()),
        "number": str(number_of(report)),
    }
    moment = report.moment
    if moment is None:
        return always
    month, day = _MONTHS[moment.month - 1], _DAYS[moment.weekday()]
    return always | {
        "year": f"{moment:%Y}", "month": f"{moment:%m}", "day": f"{moment:%d}", "d": str(moment.day),
        "hour": f"{moment:%H}", "minute": f"{moment:%M}", "h12": str(moment.hour % 12 or 12),
        "ampm": "am" if moment.hour < 12 else "pm", "AMPM": "AM" if moment.hour < 12 else "PM",
        "Month": month, "Mon": month[:3], "mon": month[:3].lower(), "Weekday": day,
    }  # fmt: skip

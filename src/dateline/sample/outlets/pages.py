"""The sample's pages: each report in its outlet's design, with everything that stands around a text on the web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined

from dateline.sample.outlets import Habits, newest_first
from dateline.sample.reports import Report


@dataclass(frozen=True, slots=True)
class Teaser:
    """A headline of another report, linked from a page."""

    title: str
    path: str


def template_environment() -> Environment:
    """The templates of pages and feeds; every value is escaped, and a missing one is an error."""
    folder = resources.files(__package__) / "templates"
    return Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(habits: Habits, report: Report, reports: tuple[Report, ...], environment: Environment) -> bytes:
    """The report's page in the outlet's design and encoding; `reports` are all of the outlet's."""
    text = environment.get_template(f"{habits.key}.html.jinja").render(
        habits=habits,
        report=report,
        url=habits.url_of(report),
        visible=habits.visible_date(report),
        related=_related(habits, report, reports),
        authors=[{"@type": "Person", "name": name} for name in report.byline],
        utc=UTC,
    )
    return text.encode(habits.encoding)


def render_front(habits: Habits, reports: tuple[Report, ...], environment: Environment) -> bytes:
    """The outlet's front page: its headlines, newest first."""
    teasers = [_teaser(habits, report) for report in newest_first(reports)]
    text = environment.get_template("front.html.jinja").render(habits=habits, teasers=teasers)
    return text.encode(habits.encoding)


def _related(habits: Habits, report: Report, reports: tuple[Report, ...]) -> list[Teaser]:
    """The three reports before this one; the oldest link to the newest."""
    ordered = newest_first(reports)
    place = ordered.index(report)
    others = ordered[place + 1 :] + ordered[:place]
    return [_teaser(habits, other) for other in others[:3]]


def _teaser(habits: Habits, report: Report) -> Teaser:
    return Teaser(report.title, habits.path_of(report))

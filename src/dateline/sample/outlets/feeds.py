"""The sample's feeds: one for each outlet, in the format and with the habits it has."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime

from jinja2 import Environment
from markupsafe import Markup, escape

from dateline.sample.outlets import Habits, newest_first, number_of
from dateline.sample.reports import Report

MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One report as a feed's template prints it."""

    title: str
    link: str
    id: str
    date: str  # in the feed's manner; empty: undated
    byline: tuple[str, ...]
    section: str
    summary: str
    html: Markup  # empty where the feed carries summaries only


def render_feed(habits: Habits, reports: tuple[Report, ...], environment: Environment) -> bytes:
    """The outlet's feed with all its reports, newest first, in its own encoding."""
    ordered = newest_first(reports)
    entries = [_entry(habits, report) for report in ordered]
    dates = [entry.date for entry in entries if entry.date]
    if habits.format == "json":
        return _json_feed(habits, entries)
    template = environment.get_template(f"{habits.format}.xml.jinja")
    text = template.render(habits=habits, entries=entries, newest=dates[0] if dates else "")
    return text.encode(habits.encoding)


def html_of(paragraphs: Sequence[str]) -> Markup:
    """Paragraphs as HTML."""
    return Markup("\n").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs)


def _entry(habits: Habits, report: Report) -> Entry:
    base = "" if habits.relative else habits.home
    return Entry(
        title=report.title,
        link=f"{base}{habits.old_path_of(report)}{habits.tracker}",
        id=f"tag:{habits.host},2016:{number_of(report)}",
        date=_date(habits.dates, report),
        byline=report.byline,
        section=report.section,
        summary=report.paragraphs[0],
        html=html_of(report.paragraphs) if habits.body == "full" else escape(""),
    )


def _date(manner: str, report: Report) -> str:
    moment = report.moment
    if moment is None:
        return ""
    match manner:
        case "rfc822":
            return format_datetime(moment)
        case "gmt":
            return format_datetime(moment.astimezone(UTC), usegmt=True)
        case "utc":
            return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        case _:
            return moment.isoformat()


def _json_feed(habits: Habits, entries: list[Entry]) -> bytes:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": habits.title,
        "home_page_url": f"{habits.home}/",
        "feed_url": habits.home + habits.feed,
        "language": habits.language,
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode(habits.encoding)


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {"id": entry.id, "url": entry.link, "title": entry.title, "summary": entry.summary}
    if entry.html:
        item["content_html"] = str(entry.html)
    if entry.date:
        item["date_published"] = entry.date
    if entry.byline:
        item["authors"] = [{"name": name} for name in entry.byline]
    return item | {"tags": [entry.section]}

"""Issues as Atom 1.0 (RFC 4287): an issue with an entry for each item, and a newsroom with one for each issue.

Ids are tag: URIs (RFC 4151) made of the issue's and the item's own ids: they never change. A feed is as old as the
last day of what it tells, or as its last correction, and not as the moment at which it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import jinja2

from dateline.publish.layout import lay_out
from dateline.publish.plain import plain
from dateline.publish.sheet import Entry, Note, Sheet
from dateline.records import Issue
from dateline.urls import short_digest

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
_AUTHORITY = "dateline.invalid"  # RFC 2606: nobody's
_START = date(1970, 1, 1)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class FeedRenderer:
    """Renders one issue: an entry for each item, and one for each correction."""

    def __init__(self) -> None:
        self._content = _Content()

    def render(self, issue: Issue) -> bytes:
        """The feed in UTF-8; the same issue gives the same bytes."""
        sheet, own = lay_out(issue), _tag(issue)
        feed = _feed(own, sheet.name, sheet.lang, _updated(issue))
        _author(feed, sheet.masthead or sheet.title)
        for part in sheet.parts:
            for entry in part.entries:
                facts = dict(entry.facts)
                changed = max((note.iso for note in entry.notes if note.iso), default="")
                added = _entry(feed, f"{own}:{_quoted(entry.anchor)}", _title(entry), _moment(issue, changed))
                if entry.url:
                    SubElement(added, "link", rel="alternate", href=entry.url)
                if _is_day(facts.get("published", "")):
                    SubElement(added, "published").text = f"{facts['published']}T00:00:00Z"
                if part.heading:
                    SubElement(added, "category", term=part.heading)
                _html(added, self._content.item(sheet, entry))
        for at, note in enumerate(sheet.corrections, 1):
            _correction(feed, f"{own}:correction-{at}", sheet, note, _moment(issue, note.iso))
        return _written(feed)


def newsroom_feed(issues: Sequence[Issue], title: str) -> bytes:
    """The issues of a newsroom, the newest first: an entry for each, and one for each correction that was made since.

    The same issues give the same bytes.
    """
    known = sorted(issues, key=lambda issue: (issue.period.last, issue.id), reverse=True)
    content = _Content()
    newest = max(map(_updated, known), default=_stamp(_START))
    feed = _feed(f"tag:{_AUTHORITY},2016:{short_digest(plain(title))}:newsroom", plain(title) or "Dateline", "", newest)
    _author(feed, plain(title) or "Dateline")
    for issue in known:
        sheet, own = lay_out(issue), _tag(issue)
        for at, note in reversed(list(enumerate(sheet.corrections, 1))):
            _correction(feed, f"{own}:correction-{at}", sheet, note, _moment(issue, note.iso))
        added = _entry(feed, own, sheet.name, _updated(issue))
        added.set(f"{{{_XML}}}lang", sheet.lang)
        SubElement(added, "link", rel="alternate", href=f"{quote(issue.id)}/issue.html", type="text/html")
        SubElement(added, "published").text = _stamp(issue.period.last)
        _html(added, content.issue(sheet))
    return _written(feed)


class _Content:
    """What stands in an entry, as HTML of few elements: readers drop all others."""

    def __init__(self) -> None:
        template = files(__package__).joinpath("feed.html.jinja").read_text("utf-8")
        environment = jinja2.Environment(
            autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._module = environment.from_string(template).module

    def item(self, sheet: Sheet, entry: Entry) -> str:
        return str(self._module.item(sheet, entry)).strip()  # type: ignore[attr-defined]

    def issue(self, sheet: Sheet) -> str:
        return str(self._module.issue(sheet)).strip()  # type: ignore[attr-defined]


def _feed(key: str, title: str, lang: str, updated: str) -> Element:
    feed = Element("feed", {"xmlns": _ATOM, **({f"{{{_XML}}}lang": lang} if lang else {})})
    SubElement(feed, "id").text = key
    SubElement(feed, "title").text = title
    SubElement(feed, "updated").text = updated
    return feed


def _author(feed: Element, name: str) -> None:
    SubElement(SubElement(feed, "author"), "name").text = name


def _entry(feed: Element, key: str, title: str, updated: str) -> Element:
    entry = SubElement(feed, "entry")
    SubElement(entry, "id").text = key
    SubElement(entry, "title").text = title
    SubElement(entry, "updated").text = updated
    return entry


def _correction(feed: Element, key: str, sheet: Sheet, note: Note, moment: str) -> None:
    about = note.headline or sheet.name
    entry = _entry(feed, key, f"{sheet.labels['correction']}{sheet.labels['colon']}{about}", moment)
    SubElement(entry, "content", type="text").text = note.text


def _html(entry: Element, content: str) -> None:
    SubElement(entry, "content", type="html").text = content


def _title(entry: Entry) -> str:
    return " ".join(part for part in (entry.number, entry.headline or entry.name) if part)


def _tag(issue: Issue) -> str:
    """The issue's id, which no other newsroom's has that calls itself otherwise."""
    return f"tag:{_AUTHORITY},{issue.period.last.year:04}:{short_digest(plain(issue.title))}:{_quoted(issue.id)}"


def _quoted(key: str) -> str:
    return quote(plain(key), safe="-._~")


def _updated(issue: Issue) -> str:
    """The last day of the period, or of the last correction."""
    return max(_days(issue, (one.date for one in issue.corrections)))


def _moment(issue: Issue, day: str) -> str:
    return max(_days(issue, (day,)))


def _days(issue: Issue, days: Iterable[str]) -> Iterator[str]:
    yield _stamp(issue.period.last)
    yield from (f"{day}T00:00:00Z" for day in days if _is_day(day))


def _is_day(day: str) -> bool:
    try:
        return bool(_DAY.fullmatch(day) and date.fromisoformat(day))
    except ValueError:
        return False


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _written(feed: Element) -> bytes:
    indent(feed, space=" ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'.encode()

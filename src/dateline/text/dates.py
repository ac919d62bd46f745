"""When a page was published: what it states for machines first, then what it shows to readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from htmldate import find_date
from lxml import html

from dateline.text.jsonld import Node, text_value
from dateline.text.markup import attributes, text_of

Meta = dict[str, list[str]]
EARLIEST = date(1990, 1, 1)  # the web begins; what says to be older is a default or a mistake
_AHEAD = timedelta(days=1)  # a zone east of ours may already have tomorrow
_PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "article.published",
    "publishdate",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
    "article:post_date",
    "rnews:datepublished",
    "shareaholic:article_published_time",
    "citation_publication_date",
    "bt:pubdate",
    "ptime",
)
_PUBLISHED_KEYS = ("datePublished", "dateCreated", "uploadDate")
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "article.updated",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "revised",
)
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{8})(?!\d)"
    r"(?:(?:\s*T\s*|\s+|\s*-\s*)(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?",
    re.I,
)
_DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\D+(\d{1,2}:\d{2}))?")
_CHINESE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日(?:\D{0,3}(\d{1,2}:\d{2}))?")
_NEW_YEAR = re.compile(
    r"(?<!\d)0?1[./-]\s?0?1[./-]|[./-]0?1[./-]0?1(?!\d)|\b1(?:st|er|\.)? jan|jan\w*\.? 1(?:st)?\b|1月1日", re.I
)
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")


@dataclass(frozen=True, slots=True)
class Dates:
    """What a page says of its dates, ISO 8601, zone as given; None: nothing believable."""

    published: str | None
    modified: str | None
    problems: tuple[str, ...] = ()


def find_dates(tree: html.HtmlElement, node: Node, meta: Meta, *, url: str | None, now: datetime | None) -> Dates:
    """The dates of a page; one that lies more than a day after `now` is refused and told (None: none is refused)."""
    problems: list[str] = []
    published = _first([*_values(node, meta, _PUBLISHED_KEYS, _PUBLISHED), *_marked(tree)], now, problems)
    if published is None and not problems:
        published = _shown(tree, url, now)
    if published:
        published = in_outlet_zone(published, filter(None, map(read_moment, _moments(tree, meta))))
    modified = _first(_values(node, meta, ("dateModified",), _MODIFIED), now, [])
    return Dates(published, modified, tuple(problems))


def in_outlet_zone(moment: str, others: Iterable[str]) -> str:
    """A moment that is given in UTC as the outlet's own clock showed it, if another value of the page tells that.

    The day of a report is the day where its outlet sits: 03:28 UTC is the evening before in New York. The same moment
    with another offset, or without one and some whole half-hours away, gives the outlet's zone.
    """
    stated = datetime.fromisoformat(moment)
    if len(moment) == 10 or stated.tzinfo is None or stated.utcoffset():
        return moment
    for other in others:
        local = datetime.fromisoformat(other)
        if len(other) == 10:
            continue
        offset = local.utcoffset() if local.tzinfo else _half_hours(local - stated.replace(tzinfo=None))
        if offset and abs(local.replace(tzinfo=None) - offset - stated.replace(tzinfo=None)) < timedelta(minutes=1):
            return stated.astimezone(timezone(offset)).isoformat()
    return moment


def _half_hours(difference: timedelta) -> timedelta | None:
    """A difference that a zone can make, to the half hour; None: it is another moment."""
    rounded = timedelta(minutes=30) * round(difference / timedelta(minutes=30))
    return rounded if abs(rounded) <= timedelta(hours=14) and abs(difference - rounded) < timedelta(minutes=1) else None


def read_moment(text: str) -> str | None:
    """A date or moment as machines write it, as ISO 8601 with the zone it has; None: it is not one, or before 1990."""
    text = text.strip()
    if _EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    try:
        return _read_iso(text) or _read_local(text) or _read_mail(text)
    except ValueError:  # a thirteenth month, a 25th hour, a zone of a hundred hours
        return None


def is_ahead(moment: str, now: datetime) -> bool:
    """Whether an ISO 8601 date or moment lies more than a day after `now`."""
    stated = datetime.fromisoformat(moment)
    try:
        return (stated if stated.tzinfo else stated.replace(tzinfo=UTC)) > now + _AHEAD
    except OverflowError:
        return True


def _marked(tree: html.HtmlElement) -> list[str]:
    """Dates of elements marked as the publication's; none when they name several days: a list, or comments."""
    found = [*attributes(tree, "//*[@itemprop='datePublished' or @pubdate]/@datetime")]
    found += attributes(
        tree, "//abbr[contains(@class,'published')]/@title | //time[contains(@class,'published')]/@datetime"
    )
    return found if len({value[:10] for value in found}) == 1 else []


def _moments(tree: html.HtmlElement, meta: Meta) -> Iterator[str]:
    """Every value of the page that may be a moment: of meta elements and time elements."""
    for key, values in meta.items():
        if "date" in key or "time" in key:
            yield from values[:1]
    yield from list(attributes(tree, "//time/@datetime"))[:50]


def _values(node: Node, meta: Meta, keys: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    for key in keys:
        value = text_value(node.get(key))
        if value:
            yield value
    for name in names:
        yield from meta.get(name, [])[:1]


def _first(values: Iterable[str], now: datetime | None, problems: list[str]) -> str | None:
    """The first value that is a date not ahead of time; the later ones may only add the time of day to it."""
    found: str | None = None
    for moment in filter(None, map(read_moment, values)):
        if now is not None and is_ahead(moment, now):
            problems.append(f"refused the date {moment}: it lies in the future")
        elif found is None:
            found = moment
        elif len(found) == 10 and len(moment) > 10 and moment.startswith(found):
            return moment
    return found


def _shown(tree: html.HtmlElement, url: str | None, now: datetime | None) -> str | None:
    """The day that the page shows, found by htmldate, with the time of day if a time element of that day has it."""
    day = find_date(
        tree,
        extensive_search=True,
        original_date=True,
        url=url,
        min_date=EARLIEST.isoformat(),
        max_date=(now + _AHEAD).date().isoformat() if now else None,
    )
    if not day or (day.endswith("-01-01") and not _NEW_YEAR.search(text_of(tree))):
        return None  # of a year alone htmldate makes its first day
    moments = filter(None, map(read_moment, attributes(tree, "//time/@datetime")))
    return next((moment for moment in moments if moment.startswith(day) and len(moment) > 10), day)


def _read_iso(text: str) -> str | None:
    match = _ISO.match(text)
    if match is None:
        return None
    digits = match["day"].replace("-", "/").split("/")
    year, month, day = map(int, digits if len(digits) == 3 else (digits[0][:4], digits[0][4:6], digits[0][6:]))
    return _iso(date(year, month, day), match["time"], match["zone"])


def _read_local(text: str) -> str | None:
    if match := _DAY_FIRST.match(text):
        day, month, year, time = match.groups()
    elif match := _CHINESE.match(text):
        year, month, day, time = match.groups()
    else:
        return None
    return _iso(date(int(year), int(month), int(day)), time, None)


def _read_mail(text: str) -> str | None:
    """RFC 5322, as in mail headers and some meta elements: Tue, 14 Mar 2023 09:30:00 +0100."""
    if not re.search(r"\d:\d\d", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment.isoformat() if moment.date() >= EARLIEST else None


def _iso(day: date, time: str | None, zone: str | None) -> str | None:
    if day < EARLIEST:
        return None
    if time is None:
        return day.isoformat()
    zone = (zone or "").upper()
    offset = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
    return datetime.fromisoformat(
        f"{day.isoformat()}T{time.zfill(5) if len(time) < 6 else time.zfill(8)}{offset}"
    ).isoformat()

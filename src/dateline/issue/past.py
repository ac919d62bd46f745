"""A past issue from a file → an issue of the newsroom, with nothing left behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.records import (
    Form,
    Issue,
    Item,
    ItemLink,
    Link,
    Paragraph,
    PastIssue,
    PastItem,
    PastParagraph,
    PastSection,
    Period,
    Section,
    Sentence,
)
from dateline.sentences import sentences
from dateline.urls import short_digest

UNKNOWN = "und"
_RUNNING = frozenset(("text", "entry"))  # kinds of paragraphs that are sentences


@dataclass(frozen=True, slots=True)
class Taken:
    """What an imported issue is in the newsroom."""

    id: str
    edition: str
    title: str  # where the file has none
    language: str  # where the file's cannot be told
    period: Period
    form: Form = field(default_factory=Form)
    stories: Mapping[str, str] | None = None  # story by address, of the reports that the newsroom has


def issue_of(past: PastIssue, taken: Taken) -> Issue:
    """The issue: every heading, word, date and link of the file, its sentences marked as imported."""
    language = past.language or taken.language
    return Issue(
        id=taken.id,
        edition=taken.edition,
        title=past.title or taken.title,
        number=past.number,
        period=taken.period,
        language=language,
        introduction=tuple(map(_paragraph, past.introduction)),
        sections=tuple(_section(section, place, language, taken) for place, section in enumerate(past.sections, 1)),
        closing=(*map(_paragraph, past.closing), *map(_linked, past.links)),
        notes=tuple(f"import, {one.kind}: “{one.quote}”: {one.message}" for one in past.remarks),
        form=taken.form,
    )


def span_of(past: PastIssue) -> tuple[date, date] | None:
    """The first and last day of the items of an issue that says no period; None: none is dated."""
    days = [one.published for section in past.sections for one in section.items if one.published]
    whole = sorted(date.fromisoformat(day) for day in days if len(day) == 10)
    return (whole[0], whole[-1]) if whole else None


def period_name(past: PastIssue, every: str) -> str | None:
    """The period of an issue as its items' days tell it, for an edition of every month, week or day; None: unknown.

    Of a month or week, the one in which most of its items were published: one that came late is no reason for another.
    """
    if past.period:
        return past.period
    found = span_of(past)
    if found is None:
        return None
    days = [
        date.fromisoformat(one.published)
        for section in past.sections
        for one in section.items
        if one.published and len(one.published) == 10
    ]
    forms = {"month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d"}
    names = [f"{day:{forms.get(every, '%Y-%m')}}" for day in days]
    if every == "day" and found[1] - found[0] > timedelta(days=1):
        return f"{found[0]}..{found[1]}"
    return max(sorted(set(names), reverse=True), key=names.count)


def _section(section: PastSection, place: int, language: str, taken: Taken) -> Section:
    items = tuple(
        _item(item, f"{taken.id} {place} {at} {item.title}", language, taken)
        for at, item in enumerate(section.items, 1)
    )
    heading = section.title or ""
    return Section(f"section-{short_digest(f'{place} {heading}')}", heading, items)


def _item(item: PastItem, key: str, language: str, taken: Taken) -> Item:
    url, outlet = item.url or "", item.outlet or ""
    own = item.language or (language if outlet or item.published else UNKNOWN)
    links = tuple(ItemLink(one.url, "", one.text, None, UNKNOWN) for one in item.links)
    lead = (ItemLink(url, outlet, item.title or "", item.published, own),) if url or links else ()
    return Item(
        id=f"i-{short_digest(key)}",
        story=(taken.stories or {}).get(url, ""),
        number=item.number,
        headline=item.title or "",
        outlet=outlet,
        published=item.published,
        language=own,
        url=url,
        paragraphs=tuple(map(_paragraph, item.paragraphs)),
        links=(*lead, *links),
    )


def _paragraph(part: PastParagraph) -> Paragraph:
    spans: Iterable[str] = (
        (part.text[one.start : one.end] for one in sentences(part.text)) if part.kind in _RUNNING else (part.text,)
    )
    return Paragraph(tuple(Sentence(text, "imported") for text in spans), part.kind)


def _linked(link: Link) -> Paragraph:
    """A link of the introduction or the end, which an issue has no other place for."""
    return Paragraph((Sentence(link.text or link.url, "imported", credit="↗", credit_url=link.url),), "entry")

"""An issue of invented stories, so that an edition can be looked at before there is anything to report."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any

from dateline.clock import parse_period
from dateline.issue.calendar import Coming
from dateline.issue.draft import draft
from dateline.issue.edition_form import PICKED, Edition, Rules, SectionForm
from dateline.issue.excerpt import ExtractiveWriter
from dateline.issue.material import Heading, Material
from dateline.records import Article, Event, Facts, Figure, Issue, Period, Quote, Ranked, Source, Span, Story
from dateline.sentences import paragraphs, sentences
from dateline.urls import short_digest

_DAY = date(2030, 1, 16)  # in the period of which the issue is
_TITLES = {"zh": "示例通讯"}
_MARKS = '“”"「」'


@dataclass(frozen=True, slots=True)
class _Sample:
    """One invented story with what the record would find in it."""

    story: Story
    topic: str
    facts: Facts
    events: Sequence[Coming]


def preview(edition: Edition, language: str) -> Issue:
    """An issue of the edition in which every section has something, whatever its rules ask for.

    Raises BadSettings for a language that the edition does not speak. The stories are in English or Chinese.
    """
    edition.texts_in(language)
    period = parse_period(edition.period_of(_DAY))
    sections = [one for one in edition.sections if one.kind in PICKED]
    samples = _samples(language, period, len(sections))
    heading = Heading(f"{period.name}-{edition.name}", 1, _TITLES.get(language, "Sample Letter"), language, period)
    reports = [one for sample in samples for one in sample.story.articles]
    material = Material(
        picks=[Ranked(one.story, float(-at), (), (one.topic,)) for at, one in enumerate(samples)],
        sources={one.source: Source(one.source, "feed", one.url) for one in reports},
        outlets={},
        background={},
        writer=ExtractiveWriter(),
        events=[event for sample in samples for event in sample.events],
        facts={sample.story.articles[0].id: sample.facts for sample in samples},
    )
    topics = {one.topic.casefold() for one in samples}
    return draft(_filled(edition, len(samples), topics, language), heading, material)


def _filled(edition: Edition, stories: int, topics: Set[str], language: str) -> Edition:
    """The edition with quotas that leave something for every section; its headings, where they fit, are its rules."""
    quotas = {one.key: 0 for one in edition.sections if one.kind in PICKED and one.quota}
    room = {one.key: one.quota for one in edition.sections}
    while stories and (open_ones := [key for key, given in quotas.items() if given < room[key]]):
        for key in open_ones[:stories]:
            quotas[key] += 1
        stories -= min(stories, len(open_ones))

    def filled(one: SectionForm) -> SectionForm:
        own = one.headings[language].casefold()
        rules = Rules(topics=(own,)) if own in topics and one.kind in PICKED else Rules()
        return replace(one, rules=rules, least=0, quota=quotas.get(one.key, one.quota))

    return replace(edition, sections=tuple(map(filled, edition.sections)))


def _samples(language: str, period: Period, least: int) -> list[_Sample]:
    """The stories in their order; told again where there are more sections than stories."""
    tree = tomllib.loads(files("dateline.issue").joinpath("preview.toml").read_text(encoding="utf-8"))
    rows = tree.get(language, tree["en"])
    return [_sample(rows[at % len(rows)], at, language, period) for at in range(max(len(rows), least))]


def _sample(row: Mapping[str, Any], at: int, language: str, period: Period) -> _Sample:
    day = min(period.first + timedelta(days=row["day"] % ((period.last - period.first).days + 1)), period.last)
    reports = tuple(_article(report, f"{at}-{number}", language, day) for number, report in enumerate(row["reports"]))
    lead, first = reports[0], row["reports"][0]
    event = _coming(lead, row["event"]) if "event" in row else ()
    facts = Facts(quotes=_quotes(lead, first), figures=_figures(lead, first))
    return _Sample(Story(f"s-{short_digest(lead.url)}", reports), row["topic"], facts, event)


def _article(row: Mapping[str, Any], key: str, language: str, day: date) -> Article:
    text = row["text"].strip()
    url = f"https://{short_digest(row['outlet'])[:6]}.example/{day:%Y/%m/%d}/{key}"
    return Article(
        id=short_digest(url),
        capture=short_digest(url + "c"),
        digest="sha256:" + short_digest(text) * 4,
        source=row["outlet"],
        url=url,
        title=row["title"],
        byline=(),
        outlet=row["outlet"],
        published=datetime(day.year, day.month, day.day, 8, tzinfo=UTC),
        published_as=day.isoformat(),
        modified=None,
        language=language,
        text=text,
        paragraphs=paragraphs(text),
        sentences=sentences(text),
    )


def _span(article: Article, text: str) -> Span:
    start = article.text.index(text)
    return Span(start, start + len(text))


def _quotes(article: Article, row: Mapping[str, Any]) -> tuple[Quote, ...]:
    said = row.get("quote")
    if said is None:
        return ()
    inner = _span(article, said["text"])
    start, end = inner.start - 1, inner.end + 1
    assert article.text[start] in _MARKS and article.text[end - 1] in _MARKS
    return (Quote(said["text"], start, end, said["speaker"], said.get("role"), (inner,)),)


def _figures(article: Article, row: Mapping[str, Any]) -> tuple[Figure, ...]:
    told = row.get("figure")
    if told is None:
        return ()
    span = _span(article, told["text"])
    kind = told.get("kind", "count")
    return (Figure(told["text"], span.start, span.end, kind, float(told["value"]), unit=told["unit"]),)


def _coming(article: Article, row: Mapping[str, Any]) -> Sequence[Coming]:
    span = _span(article, row["text"])
    around = next(one for one in article.sentences if one.start <= span.start < one.end)
    event = Event("other", row["text"], span.start, span.end, when=row["when"], tense="planned")
    return (Coming(article, event, around),)

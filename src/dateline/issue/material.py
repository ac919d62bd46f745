"""What a draft is made from, and which of a story's reports lead its item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.issue.admitting import Admission
from dateline.issue.calendar import Coming
from dateline.issue.corrections import corrected, is_correction
from dateline.issue.edition_form import SectionForm
from dateline.periods import independent
from dateline.protocols import Writer, WriterTools
from dateline.records import Article, Facts, Outlet, Period, Ranked, Rights, Source, Sourced, Story, WritingTask
from dateline.tokens import count_words

_FULL_LENGTH = 400  # words beyond which a report is no better a lead for being longer


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of an issue."""

    id: str
    number: int
    title: str
    language: str
    period: Period


@dataclass(frozen=True, slots=True)
class Material:
    """What a draft is made from."""

    picks: Sequence[Ranked]
    sources: Mapping[str, Source]  # by name
    outlets: Mapping[str, Outlet]  # by name
    background: Mapping[str, Sequence[Article]]  # earlier reports by story
    writer: Writer
    leads: Mapping[str, Article] = field(default_factory=dict)  # the report that leads, by story; else the best
    notes: Sequence[str] = ()  # for the editor
    tools: WriterTools | None = None  # what checks a model's sentences; None: none of them is printed
    events: Sequence[Coming] = ()  # planned for after the period, for a calendar
    facts: Mapping[str, Facts] = field(default_factory=dict)  # of the picks' reports, by article, for quote and figure


@dataclass(frozen=True, slots=True)
class Work:
    """A draft in the making."""

    heading: Heading
    material: Material
    admission: Admission
    woven: bool = False  # several outlets are told as one text
    tasks: dict[str, WritingTask] = field(default_factory=dict)  # what the writer was given, by item


def leads(story: Story, period: Period, language: str, material: Material) -> list[Article]:
    """The reports that may lead an item, best first: by outlet's weight and length, then the earliest.

    Only those as good as the best in this order: not corrected, in the issue's language, printable, dated. None where
    all that was reported are notices of corrections.
    """
    fit, reports = fitting(story, period, language, material), independent(story, period)
    best = _fitness(fit[0], language, reports, material) if fit else ()
    return [one for one in fit if _fitness(one, language, reports, material) == best]


def fitting(story: Story, period: Period, language: str, material: Material) -> list[Article]:
    """All of a story's reports that could lead an item, best first; a correction's notice never does."""
    reports = independent(story, period)
    if all(map(is_correction, reports)):
        return []

    def order(one: Article) -> tuple[tuple[bool, ...], float]:
        outlet = material.outlets.get(one.outlet)
        worth = (outlet.weight if outlet else 1.0) + min(count_words(one.text), _FULL_LENGTH) / _FULL_LENGTH
        return _fitness(one, language, reports, material), worth

    return sorted((one for one in reports if not is_correction(one)), key=order, reverse=True)


def _fitness(one: Article, language: str, reports: Sequence[Article], material: Material) -> tuple[bool, ...]:
    printable = source_of(one, material).rights is not Rights.HEADLINE
    return (one.id not in corrected(reports), one.language == language, printable, one.day is not None)


def lead_of(story: Story, heading: Heading, material: Material) -> Article:
    """The report that leads a story's item."""
    return material.leads.get(story.id) or leads(story, heading.period, heading.language, material)[0]


def lead_in(section: SectionForm, story: Story, heading: Heading, material: Material) -> Article:
    """The report that leads the story's item in a section: the best that meets the section's rules for a lead.

    The story's own lead where it meets them, or where none does.
    """
    own = lead_of(story, heading, material)
    others = fitting(story, heading.period, heading.language, material)
    return next((one for one in (own, *others) if section.rules.admit(one, material.outlets)), own)


def source_of(article: Article, material: Material) -> Source:
    """The source of an article; of one that has left the settings only headlines are printed: its rights are gone."""
    return material.sources.get(article.source) or Source(
        article.source, "feed", article.url, rights=Rights.HEADLINE, words=0
    )


def sourced(article: Article, material: Material) -> Sourced:
    """The article with its source."""
    return Sourced(article, source_of(article, material))

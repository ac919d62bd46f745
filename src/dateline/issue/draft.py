"""Drafts an issue: picks become items, items become sections, with the edition's introduction and closing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.issue.admitting import Admission
from dateline.issue.apart import items_apart
from dateline.issue.assign import Around, assign
from dateline.issue.calendar import Coming
from dateline.issue.corrections import corrected
from dateline.issue.edition_form import PICKED, Edition, SectionForm
from dateline.issue.introduction import closing, filled, introduction, standing
from dateline.issue.items import story_items
from dateline.issue.material import Heading, Material, Work, fitting, lead_in, lead_of, leads, source_of
from dateline.periods import independent
from dateline.records import Issue, Item, Period, Ranked, Refusal, Section

__all__ = ["Coming", "Drafted", "Heading", "Material", "draft", "drafted", "leads", "sections_of", "source_of"]


@dataclass(frozen=True, slots=True)
class Drafted:
    """An issue with what the checks turned away of its writer's text."""

    issue: Issue
    refused: tuple[Refusal, ...]


def draft(edition: Edition, heading: Heading, material: Material) -> Issue:
    """The issue of `drafted`, alone."""
    return drafted(edition, heading, material).issue


def drafted(edition: Edition, heading: Heading, material: Material) -> Drafted:
    """The issue of an edition made from picks, best first.

    Whatever the writer, a sentence is printed only if a report of its item says it and that report's source lets it;
    else it is left out and the editor is told. Raises BadSettings for a language that the edition does not speak.
    """
    woven = edition.form(heading.language).woven
    work, texts = Work(heading, material, Admission(material.tools), woven), edition.texts_in(heading.language)
    sections = _sections(edition, work)
    issue = Issue(
        id=heading.id,
        edition=edition.name,
        title=filled(texts["title"], heading),
        number=heading.number,
        period=heading.period,
        language=heading.language,
        introduction=introduction(edition, work, sections),
        sections=sections,
        closing=tuple(closing(edition, heading, sections, material)),
        notes=(
            *material.notes,
            *_empty(edition, sections),
            *_corrections(sections, material, heading.period),
            *work.admission.notes(),
        ),
        form=edition.form(heading.language),
    )
    return Drafted(issue, tuple(work.admission.refused))


def sections_of(edition: Edition, heading: Heading, material: Material) -> tuple[tuple[Ranked, ...], ...]:
    """The picks of each section of the edition; what the conductor finds background for."""
    able = {one.story.id: fitting(one.story, heading.period, heading.language, material) for one in material.picks}
    picks = [pick for pick in material.picks if able[pick.story.id]]  # a correction's notice alone is no item
    found = {pick.story.id: lead_of(pick.story, heading, material) for pick in picks}
    return assign(edition, picks, Around(found, material.outlets, heading.period, heading.language, able))


def _sections(edition: Edition, work: Work) -> tuple[Section, ...]:
    """The sections that have something in them, in the edition's order; those of stories are written first."""
    picks, number = sections_of(edition, work.heading, work.material), 0
    items: list[tuple[Item, ...]] = [() for _ in edition.sections]
    for at, form in enumerate(edition.sections):
        if form.kind in PICKED:
            number = 0 if form.restart else number
            items[at] = tuple(story_items(form, picks[at], number, work))
            number += len(items[at]) if form.numbered else 0
    reported = [
        lead_in(form, pick.story, work.heading, work.material)
        for form, section in zip(edition.sections, picks, strict=True)
        for pick in section
    ]
    for at, form in enumerate(edition.sections):
        if form.kind not in PICKED:
            items[at] = tuple(items_apart(form, reported, work))
    return tuple(
        _section(form, own, work.heading.language)
        for form, own in zip(edition.sections, items, strict=True)
        if own and len(own) >= form.least
    )


def _section(form: SectionForm, items: tuple[Item, ...], language: str) -> Section:
    note = form.notes.get(language, "") if form.kind != "text" else ""
    return Section(
        key=form.key,
        heading=form.headings[language],
        items=items,
        kind=form.kind,
        style=form.style,
        note=tuple(standing(note)),
    )


def _empty(edition: Edition, sections: Sequence[Section]) -> Iterator[str]:
    """What the editor is told of sections that found nothing, and of an issue with fewer stories than it has room."""
    there = {one.key for one in sections}
    none = [one.key for one in edition.sections if one.kind in PICKED and one.rules.choosy and one.key not in there]
    if none:
        many = len(none) > 1
        yield (
            f"section{'s' * many} {', '.join(none)} {'are' if many else 'is'} empty: "
            f"no story meets {'their' if many else 'its'} rules"
        )
    for one in edition.sections:
        if one.kind not in (*PICKED, "text") and one.quota and one.key not in there:
            yield f"section {one.key} is empty: no report says what could stand there"


def _corrections(sections: Sequence[Section], material: Material, period: Period) -> Iterator[str]:
    printed = {item.story for section in sections for item in section.items}
    for pick in material.picks:
        if pick.story.id not in printed:
            continue
        reports = independent(pick.story, period)
        by_id = {one.id: one for one in reports}
        for key, correction in corrected(reports).items():
            wrong = by_id[key]
            yield f"{wrong.outlet} corrected its report “{wrong.title}”: “{correction.title}” ({correction.url})"

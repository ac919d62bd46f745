"""Drafts an issue: picks become items, items become sections, with the edition's introduction and closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.issue import calendar, spotlight
from dateline.issue.admitting import Admission
from dateline.issue.assign import Around, assign
from dateline.issue.calendar import Coming
from dateline.issue.corrections import corrected
from dateline.issue.edition_form import PICKED, Edition, SectionForm
from dateline.issue.introduction import closing, filled, in_language, introduction
from dateline.issue.material import Heading, Material, Work, lead_of, leads, source_of, sourced
from dateline.issue.units import sentence_of, units
from dateline.periods import independent
from dateline.records import (
    Article,
    Facts,
    Issue,
    Item,
    ItemLink,
    Paragraph,
    Period,
    Ranked,
    Refusal,
    Rights,
    Section,
    Sentence,
    Sourced,
    Span,
    Story,
    WritingTask,
)
from dateline.tokens import count_words
from dateline.urls import short_digest

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
        notes=(*material.notes, *_corrections(sections, material, heading.period), *work.admission.notes()),
        form=edition.form(heading.language),
    )
    return Drafted(issue, tuple(work.admission.refused))


def sections_of(edition: Edition, heading: Heading, material: Material) -> tuple[tuple[Ranked, ...], ...]:
    """The picks of each section of the edition; what the conductor finds background for."""
    found = {pick.story.id: lead_of(pick.story, heading, material) for pick in material.picks}
    return assign(edition, material.picks, Around(found, material.outlets, heading.period, heading.language))


def _sections(edition: Edition, work: Work) -> tuple[Section, ...]:
    """The sections that have something in them, in the edition's order; those of stories are written first."""
    picks, number = sections_of(edition, work.heading, work.material), 0
    items: list[tuple[Item, ...]] = [() for _ in edition.sections]
    for at, form in enumerate(edition.sections):
        if form.kind in PICKED:
            number = 0 if form.restart else number
            items[at] = tuple(_story_items(form, picks[at], number, work))
            number += len(items[at]) if form.numbered else 0
    reported = [lead_of(pick.story, work.heading, work.material) for section in picks for pick in section]
    for at, form in enumerate(edition.sections):
        if form.kind not in PICKED:
            items[at] = tuple(_other_items(form, reported, work))
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
        note=(Paragraph((Sentence(note, "standing"),)),) * bool(note),
    )


def _story_items(form: SectionForm, picks: Sequence[Ranked], number: int, work: Work) -> Iterator[Item]:
    for at, pick in enumerate(picks, number + 1):
        yield _item(pick, form, at if form.numbered else None, work)


def _item(pick: Ranked, form: SectionForm, number: int | None, work: Work) -> Item:
    story, task = pick.story, _task(pick, form, work)
    lead, others = task.lead.article, tuple(one.article for one in task.others)
    work.tasks[f"i-{story.id}"] = task
    headline, paragraphs = lead.title, tuple[Paragraph, ...]()
    if form.style != "headline":
        written = work.admission.written(work.material.writer, _within(task, form.words))
        headline = written.headline.text if written.headline else headline
        paragraphs = _cut(written.paragraphs, form.words)
    return Item(
        id=f"i-{story.id}",
        story=story.id,
        number=number,
        headline=headline,
        outlet=lead.outlet,
        published=lead.day.isoformat() if lead.day else None,
        language=lead.language,
        url=lead.url,
        paragraphs=tuple(
            replace(part, sentences=tuple(in_language(one, work.heading.language) for one in part.sentences))
            for part in paragraphs
        ),
        links=tuple(_link(one) for one in (lead, *others)),
        reasons=tuple(f"{reason.signal} {reason.points:+.1f}: {reason.text}" for reason in pick.reasons),
    )


def _task(pick: Ranked, form: SectionForm, work: Work) -> WritingTask:
    """What the writer is given of a pick, with the whole rights of the sources."""
    story, heading, material = pick.story, work.heading, work.material
    lead = lead_of(story, heading, material)
    others = tuple(one for one in independent(story, heading.period) if one.id != lead.id)
    earlier = _earlier(story, (lead, *others), work)
    return WritingTask(
        sourced(lead, material),
        tuple(sourced(one, material) for one in others),
        tuple(sourced(one, material) for one in earlier),
        form.additions,
        form.background,
        heading.language,
        weave=work.woven,
    )


def _within(task: WritingTask, words: int) -> WritingTask:
    """The task with no more words of each report than an item of the section may have; 0: as the sources let."""
    if not words:
        return task

    def limited(one: Sourced) -> Sourced:
        most = words if one.source.rights is Rights.FULL else min(words, one.source.words)
        rights = Rights.EXCERPT if one.source.rights is Rights.FULL else one.source.rights
        return replace(one, source=replace(one.source, rights=rights, words=most))

    return replace(
        task,
        lead=limited(task.lead),
        others=tuple(map(limited, task.others)),
        earlier=tuple(map(limited, task.earlier)),
    )


def _cut(paragraphs: Sequence[Paragraph], words: int) -> tuple[Paragraph, ...]:
    """The paragraphs as far as they are worth no more words; 0: all of them."""
    if not words:
        return tuple(paragraphs)
    kept = list[Paragraph]()
    for part in paragraphs:
        own = list[Sentence]()
        for one in part.sentences:
            words -= count_words(one.text)
            if words < 0:
                break
            own.append(one)
        if own:
            kept.append(replace(part, sentences=tuple(own)))
        if words < 0:
            break
    return tuple(kept)


def _earlier(story: Story, reports: Sequence[Article], work: Work) -> tuple[Article, ...]:
    """The story's background, without what the item reports anyway and what the issue has printed of before."""
    own = {one.id for one in reports}
    found = work.material.background.get(story.id, ())
    return tuple(one for one in found if one.id not in own and not work.admission.allowance.printed(one.id))


def _other_items(form: SectionForm, reported: Sequence[Article], work: Work) -> Iterator[Item]:
    """The items of a section that takes no stories: coming events, a quotation, a figure, or a standing text."""
    language, facts = work.heading.language, work.material.facts
    if form.kind == "text":
        paragraph = Paragraph((Sentence(filled(form.notes[language], work.heading), "standing"),))
        yield Item(f"t-{form.key}", "", None, form.headings[language], "", None, language, "", (paragraph,))
        return
    made = 0
    for headline, article, span in _tellings(form.kind, reported, facts, work):
        if made < form.quota and (item := _extracted(form, headline, sourced(article, work.material), span, work)):
            made += 1
            yield item


def _tellings(
    kind: str, reported: Sequence[Article], facts: Mapping[str, Facts], work: Work
) -> Iterator[tuple[str, Article, Span]]:
    """What may stand in such a section, best first: its headline, the report and the sentences that say it."""
    language = work.heading.language
    if kind == "calendar":
        for one in calendar.coming(work.material.events, work.heading.period):
            if one.article.language == language:
                yield calendar.told_day(one.event.when or "", language), one.article, one.span
        return
    find = spotlight.quotes if kind == "quote" else spotlight.figures
    for telling in spotlight.distinct(find(reported, facts, language)):
        yield telling.headline, telling.article, telling.span


def _extracted(form: SectionForm, headline: str, report: Sourced, span: Span, work: Work) -> Item | None:
    """An item of one stretch of a report; None: its source does not let it be printed."""
    article = report.article
    sentence = sentence_of(article, _readable(article, span))
    if work.admission.allowance.admit(sentence, {article.id: report}) is not None:
        return None
    return Item(
        id=f"{form.kind[0]}-{short_digest(f'{article.id} {span.start} {headline}')}",
        story="",
        number=None,
        headline=headline,
        outlet=article.outlet,
        published=article.day.isoformat() if article.day else None,
        language=article.language,
        url=article.url,
        paragraphs=(Paragraph((in_language(sentence, work.heading.language),)),),
        links=(_link(article),),
    )


def _readable(article: Article, span: Span) -> Span:
    """The stretch without what stands before a report's first sentence: place, day and agency."""
    met = [one.whole for one in units(article) if one.whole.start < span.end and span.start < one.whole.end]
    return Span(met[0].start, met[-1].end) if met else span


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


def _link(article: Article) -> ItemLink:
    day = article.day.isoformat() if article.day else None
    return ItemLink(article.url, article.outlet, article.title, day, article.language)

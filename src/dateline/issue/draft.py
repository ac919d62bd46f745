"""Drafts an issue: picks become items, items become sections, with the edition's introduction and closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.issue.allowance import Allowance
from dateline.issue.corrections import corrected, is_correction
from dateline.issue.edition import Edition, SectionForm
from dateline.issue.excerpt import excerpt, opening
from dateline.periods import independent
from dateline.protocols import Writer
from dateline.records import (
    Article,
    Issue,
    Item,
    ItemLink,
    Outlet,
    Paragraph,
    Period,
    Ranked,
    Rights,
    Section,
    Sentence,
    Source,
    Sourced,
    Story,
    WritingTask,
)
from dateline.tokens import count_words

_FULL_LENGTH = 400  # words beyond which a report is no better a lead for being longer
_QUOTED = 80  # characters of a sentence left out that the editor is shown


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


def leads(story: Story, period: Period, language: str, material: Material) -> list[Article]:
    """The reports that may lead an item, best first: by outlet's weight and length, then the earliest.

    Only those as good as the best in this order: not corrected, in the issue's language, printable, dated.
    """
    reports = independent(story, period)
    wrong = corrected(reports)

    def fitness(one: Article) -> tuple[bool, ...]:
        printable = source_of(one, material).rights is not Rights.HEADLINE
        sound = one.id not in wrong and not is_correction(one)
        return (sound, one.language == language, printable, one.day is not None)

    def worth(one: Article) -> float:
        outlet = material.outlets.get(one.outlet)
        return (outlet.weight if outlet else 1.0) + min(count_words(one.text), _FULL_LENGTH) / _FULL_LENGTH

    best = max(map(fitness, reports))
    return sorted((one for one in reports if fitness(one) == best), key=worth, reverse=True)


def _lead(story: Story, heading: Heading, material: Material) -> Article:
    return material.leads.get(story.id) or leads(story, heading.period, heading.language, material)[0]


def source_of(article: Article, material: Material) -> Source:
    """The source of an article; of one that has left the settings only headlines are printed: its rights are gone."""
    return material.sources.get(article.source) or Source(
        article.source, "feed", article.url, rights=Rights.HEADLINE, words=0
    )


def _sourced(article: Article, material: Material) -> Sourced:
    return Sourced(article, source_of(article, material))


@dataclass(frozen=True, slots=True)
class _Work:
    """A draft in the making."""

    heading: Heading
    material: Material
    allowance: Allowance = field(default_factory=Allowance)
    left_out: list[str] = field(default_factory=list)  # for the editor: what the writer may not print, and why


def draft(edition: Edition, heading: Heading, material: Material) -> Issue:
    """The issue of an edition made from picks, best first.

    Whatever the writer, a sentence is printed only if a report of its item says it and that report's source lets it;
    else it is left out and the editor is told.
    """
    work, sections, number = _Work(heading, material), list[Section](), 0
    left = list(material.picks)
    for form in edition.sections:
        items = []
        for pick in left[: form.quota]:
            number += form.numbered
            items.append(_item(pick, form, number if form.numbered else None, work))
        left = left[form.quota :]
        if items:
            sections.append(Section(form.key, form.headings[heading.language], tuple(items)))
    texts = edition.texts[heading.language]
    return Issue(
        id=heading.id,
        edition=edition.name,
        title=texts["title"].format(title=heading.title),
        number=heading.number,
        period=heading.period,
        language=heading.language,
        introduction=tuple(_introduction(edition, work, sections)),
        sections=tuple(sections),
        closing=_closing(texts, sections, heading.language, material),
        notes=(*material.notes, *_corrections(material, heading.period), *work.left_out),
    )


def _item(pick: Ranked, form: SectionForm, number: int | None, work: _Work) -> Item:
    story, material, language = pick.story, work.material, work.heading.language
    reports = independent(story, work.heading.period)
    lead = _lead(story, work.heading, material)
    others = tuple(one for one in reports if one.id != lead.id)
    return Item(
        id=f"i-{story.id}",
        story=story.id,
        number=number,
        headline=lead.title,
        outlet=lead.outlet,
        published=lead.day.isoformat() if lead.day else None,
        language=lead.language,
        url=lead.url,
        paragraphs=tuple(
            Paragraph(tuple(_in(one, language) for one in part.sentences))
            for part in _written(lead, others, _earlier(story, (lead, *others), work), form, work)
        ),
        links=tuple(_link(one) for one in (lead, *others)),
        reasons=tuple(f"{reason.signal} {reason.points:+.1f}: {reason.text}" for reason in pick.reasons),
    )


def _earlier(story: Story, reports: Sequence[Article], work: _Work) -> tuple[Article, ...]:
    """The story's background, without what the item reports anyway and what the issue has printed of before."""
    own = {one.id for one in reports}
    found = work.material.background.get(story.id, ())
    return tuple(one for one in found if one.id not in own and not work.allowance.printed(one.id))


def _written(
    lead: Article, others: Sequence[Article], earlier: Sequence[Article], form: SectionForm, work: _Work
) -> tuple[Paragraph, ...]:
    """What the writer writes of the reports, as far as it may be printed; if nothing may, the lead's excerpt stands."""
    reports = {one.id: _sourced(one, work.material) for one in (lead, *others, *earlier)}
    left = {key: work.allowance.left(report) for key, report in reports.items()}
    task = WritingTask(
        left[lead.id],
        tuple(left[one.id] for one in others),
        tuple(left[one.id] for one in earlier),
        form.additions,
        form.background,
    )
    body = _admitted(work.material.writer.write(task).paragraphs, task, reports, work)
    return body or _admitted(excerpt(lead, left[lead.id].source), task, reports, work)


def _admitted(
    body: Sequence[Paragraph], task: WritingTask, reports: Mapping[str, Sourced], work: _Work
) -> tuple[Paragraph, ...]:
    """The paragraphs without the sentences that may not be printed, of which the editor is told."""
    lead, paragraphs = task.lead.article, list[Paragraph]()
    for part in body:
        kept = list[Sentence]()
        for one in part.sentences:
            problem = work.allowance.admit(one, reports)
            if problem is None:
                kept.append(_credited(one, lead, reports[one.evidence[0].article].article))
            else:
                work.left_out.append(f"left out of “{lead.title}”: “{_shortened(one.text)}”: {problem}")
        if kept:
            paragraphs.append(Paragraph(tuple(kept)))
    return tuple(paragraphs)


def _credited(sentence: Sentence, lead: Article, report: Article) -> Sentence:
    """The sentence with a credit that names its report, where that is not the lead, whose credit is the item's."""
    if report.id == lead.id:
        return replace(sentence, credit=None, credit_url=None)
    if sentence.credit_url == report.url and (sentence.credit or "").startswith(report.outlet):
        return sentence
    return replace(sentence, credit=report.outlet, credit_url=report.url)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"


def _in(sentence: Sentence, language: str) -> Sentence:
    """The sentence with its language only where that is not the issue's."""
    return replace(sentence, language=None) if sentence.language == language else sentence


def _corrections(material: Material, period: Period) -> Iterator[str]:
    for pick in material.picks:
        reports = independent(pick.story, period)
        by_id = {one.id: one for one in reports}
        for key, correction in corrected(reports).items():
            wrong = by_id[key]
            yield f"{wrong.outlet} corrected its report “{wrong.title}”: “{correction.title}” ({correction.url})"


def _link(article: Article) -> ItemLink:
    day = article.day.isoformat() if article.day else None
    return ItemLink(article.url, article.outlet, article.title, day, article.language)


def _introduction(edition: Edition, work: _Work, sections: Sequence[Section]) -> Iterator[Paragraph]:
    heading, material = work.heading, work.material
    texts, items = edition.texts[heading.language], [item for section in sections for item in section.items]
    if edition.introduction == "greeting":
        yield Paragraph(tuple(_greeting(texts, heading, sections)))
        return
    stories = {pick.story.id: pick.story for pick in material.picks}
    said = []
    for at, item in enumerate(items):
        lead = _lead(stories[item.story], heading, material)
        others = [one for one in independent(stories[item.story], heading.period) if one.id != lead.id]
        sentence = opening(lead, others, work.allowance.printed(lead.id)) or Sentence(
            _as_sentence(item.headline, item.language), "standing", language=item.language
        )
        if at == 0 and sections[0].key == "lead":
            said.append(Sentence(texts["lead_in"], "standing"))
        said.append(_in(sentence, heading.language))
    if said:
        yield Paragraph(tuple(said))


def _greeting(texts: Mapping[str, str], heading: Heading, sections: Sequence[Section]) -> Iterator[Sentence]:
    yield Sentence(texts["greeting"].format(title=heading.title), "standing")
    headlines = [f"“{item.headline}”" for section in sections[:1] for item in section.items]
    if len(headlines) > 1:
        yield Sentence(texts["teaser"].format(first=headlines[0], second=headlines[1]), "standing")
    elif headlines:
        yield Sentence(texts["teaser_one"].format(first=headlines[0]), "standing")


def _closing(
    texts: Mapping[str, str], sections: Sequence[Section], language: str, material: Material
) -> tuple[Paragraph, ...]:
    items = [item for section in sections for item in section.items]
    credited = {one.credit_url for item in items for part in item.paragraphs for one in part.sentences}
    earlier = {one.outlet for reports in material.background.values() for one in reports if one.url in credited}
    outlets = sorted({link.outlet for item in items for link in item.links} | earlier)
    if "sources" not in texts or not outlets:
        return ()
    joint = "、" if language == "zh" else ", "
    return (Paragraph((Sentence(texts["sources"].format(outlets=joint.join(outlets)), "standing"),)),)


def _as_sentence(headline: str, language: str) -> str:
    if headline.endswith(tuple(".!?…。！？")):
        return headline
    return headline + ("。" if language in ("zh", "ja") else ".")

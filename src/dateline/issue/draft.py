"""Drafts an issue: picks become items, items become sections, with the edition's introduction and closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.issue.corrections import corrected, is_correction
from dateline.issue.edition import Edition, SectionForm
from dateline.issue.excerpt import opening
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


def reports_of(story: Story, period: Period) -> tuple[Article, ...]:
    """The independent reports that an item is made from: those of the period and undated ones, else all."""
    own = tuple(one for one in story.articles if one.id not in story.copies) or story.articles
    dated = [one for one in own if one.day and period.first <= one.day <= period.last]
    return tuple(one for one in own if one.day is None or one in dated) if dated else own


def leads(story: Story, period: Period, language: str, material: Material) -> list[Article]:
    """The reports that may lead an item, best first: by outlet's weight and length, then the earliest.

    Only those as good as the best in this order: not corrected, in the issue's language, printable, dated.
    """
    reports = reports_of(story, period)
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
    """The source of an article; one that has left the settings counts as a source with the default rights."""
    return material.sources.get(article.source) or Source(article.source, "feed", article.url)


def _sourced(article: Article, material: Material) -> Sourced:
    return Sourced(article, source_of(article, material))


def draft(edition: Edition, heading: Heading, material: Material) -> Issue:
    """The issue of an edition made from picks, best first."""
    sections, number = list[Section](), 0
    left = list(material.picks)
    for form in edition.sections:
        items = []
        for pick in left[: form.quota]:
            number += form.numbered
            items.append(_item(pick, form, number if form.numbered else None, heading, material))
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
        introduction=tuple(_introduction(edition, heading, material, sections)),
        sections=tuple(sections),
        closing=_closing(texts, sections, heading.language, material),
        notes=(*material.notes, *_corrections(material, heading.period)),
    )


def _item(pick: Ranked, form: SectionForm, number: int | None, heading: Heading, material: Material) -> Item:
    story, reports = pick.story, reports_of(pick.story, heading.period)
    lead = _lead(story, heading, material)
    others = tuple(_sourced(one, material) for one in reports if one.id != lead.id)
    earlier = tuple(_sourced(one, material) for one in material.background.get(story.id, ()))
    task = WritingTask(_sourced(lead, material), others, earlier, form.additions, form.background)
    body = material.writer.write(task)
    return Item(
        id=f"i-{story.id}",
        story=story.id,
        number=number,
        headline=lead.title,
        outlet=lead.outlet,
        published=lead.day.isoformat() if lead.day else None,
        language=lead.language,
        url=lead.url,
        paragraphs=tuple(Paragraph(tuple(_in(one, heading.language) for one in part.sentences)) for part in body),
        links=tuple(_link(one) for one in (lead, *(other.article for other in others))),
        reasons=tuple(f"{reason.signal} {reason.points:+.1f}: {reason.text}" for reason in pick.reasons),
    )


def _in(sentence: Sentence, language: str) -> Sentence:
    """The sentence with its language only where that is not the issue's."""
    return replace(sentence, language=None) if sentence.language == language else sentence


def _corrections(material: Material, period: Period) -> Iterator[str]:
    for pick in material.picks:
        reports = reports_of(pick.story, period)
        by_id = {one.id: one for one in reports}
        for key, correction in corrected(reports).items():
            wrong = by_id[key]
            yield f"{wrong.outlet} corrected its report “{wrong.title}”: “{correction.title}” ({correction.url})"


def _link(article: Article) -> ItemLink:
    day = article.day.isoformat() if article.day else None
    return ItemLink(article.url, article.outlet, article.title, day, article.language)


def _introduction(
    edition: Edition, heading: Heading, material: Material, sections: Sequence[Section]
) -> Iterator[Paragraph]:
    texts, items = edition.texts[heading.language], [item for section in sections for item in section.items]
    if edition.introduction == "greeting":
        yield Paragraph(tuple(_greeting(texts, heading, sections)))
        return
    stories = {pick.story.id: pick.story for pick in material.picks}
    said = []
    for at, item in enumerate(items):
        lead = _lead(stories[item.story], heading, material)
        printable = source_of(lead, material).rights is not Rights.HEADLINE
        others = [one for one in reports_of(stories[item.story], heading.period) if one.id != lead.id]
        sentence = (opening(lead, others) if printable else None) or Sentence(
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

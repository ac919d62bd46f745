"""Items of stories: what the writer makes of a pick's reports, as long as its section lets it be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.issue.edition_form import SectionForm
from dateline.issue.introduction import in_language
from dateline.issue.material import Work, lead_in, sourced
from dateline.issue.updates import Updating, headed, is_update
from dateline.periods import independent
from dateline.protocols import Writer
from dateline.records import (
    Article,
    Item,
    ItemLink,
    Paragraph,
    Ranked,
    Rights,
    Sentence,
    Sourced,
    Story,
    WritingTask,
)
from dateline.tokens import count_words

_BRIEF = 60  # words of a brief whose section does not say how long it may be


def story_items(form: SectionForm, picks: Sequence[Ranked], number: int, work: Work) -> Iterator[Item]:
    """An item for each pick; where the section is numbered, the first is the one behind `number`."""
    for at, pick in enumerate(picks, number + 1):
        yield _item(pick, form, at if form.numbered else None, work)


def _item(pick: Ranked, form: SectionForm, number: int | None, work: Work) -> Item:
    story, task = pick.story, _task(pick, form, work)
    lead, others = task.lead.article, tuple(one.article for one in task.others)
    work.tasks[f"i-{story.id}"] = task
    headline, paragraphs = lead.title, tuple[Paragraph, ...]()
    if form.style != "headline":
        words = form.words or _BRIEF * (form.style == "brief")
        written = work.admission.written(_writer(pick, words, work), _within(task, words))
        headline = written.headline.text if written.headline else headline
        paragraphs = _cut(written.paragraphs, words)
    if form.style == "brief":
        paragraphs = _joined(paragraphs)
    if is_update(pick.coverage):
        headline = headed(headline, work.heading.language)
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
        links=tuple(link_to(one) for one in (lead, *others)),
        reasons=tuple(f"{reason.signal} {reason.points:+.1f}: {reason.text}" for reason in pick.reasons),
    )


def _writer(pick: Ranked, words: int, work: Work) -> Writer:
    """The writer of an item; of an update one that tells what is new."""
    fresh = pick.coverage.fresh if is_update(pick.coverage) else ()
    return Updating(work.material.writer, fresh, words) if fresh else work.material.writer


def _task(pick: Ranked, form: SectionForm, work: Work) -> WritingTask:
    """What the writer is given of a pick, with the whole rights of the sources."""
    story, heading, material = pick.story, work.heading, work.material
    lead = lead_in(form, story, heading, material)
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


def _joined(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """One paragraph of all: a brief is too short for several."""
    sentences = tuple(one for part in paragraphs for one in part.sentences)
    return (Paragraph(sentences),) if sentences else ()


def _earlier(story: Story, reports: Sequence[Article], work: Work) -> tuple[Article, ...]:
    """The story's background, without what the item reports anyway and what the issue has printed of before."""
    own = {one.id for one in reports}
    found = work.material.background.get(story.id, ())
    return tuple(one for one in found if one.id not in own and not work.admission.allowance.printed(one.id))


def link_to(article: Article) -> ItemLink:
    """A report as a reader finds it."""
    day = article.day.isoformat() if article.day else None
    return ItemLink(article.url, article.outlet, article.title, day, article.language)

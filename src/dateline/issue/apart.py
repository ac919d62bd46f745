"""Items of sections that take no stories: coming events, a quotation, a figure, a standing text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dateline.issue import calendar, spotlight
from dateline.issue.edition_form import SectionForm
from dateline.issue.introduction import filled, in_language, standing
from dateline.issue.items import link_to
from dateline.issue.material import Work, sourced
from dateline.issue.units import sentence_of, units
from dateline.records import Article, Facts, Item, Paragraph, Sourced, Span
from dateline.tokens import count_words
from dateline.urls import short_digest

_BUILDS_ON = re.compile(r"The [a-z]|[该此其]")  # what it speaks of was named before
_LONG = 75  # words of a stretch that is set apart


def items_apart(form: SectionForm, reported: Sequence[Article], work: Work) -> Iterator[Item]:
    """The items of a section that takes no stories: coming events, a quotation, a figure, or a standing text."""
    language, facts = work.heading.language, work.material.facts
    if form.kind == "text":
        paragraphs = tuple(standing(filled(form.notes[language], work.heading)))
        yield Item(f"t-{form.key}", "", None, "", "", None, language, "", paragraphs)
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
    shown = _readable(article, span)
    if form.kind != "calendar" and not _is_of_one_matter(article, shown, span):
        return None
    sentence = sentence_of(article, shown)
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
        links=(link_to(article),),
    )


def _is_of_one_matter(article: Article, shown: Span, span: Span) -> bool:
    """Whether what is shown before a stretch names what the stretch takes up: a salt plant, the plant."""
    if shown.start >= span.start:
        return True
    taken_up = re.match(r"The ([a-z]+)", article.text[span.start : span.end])
    return bool(taken_up and re.search(rf"\b{taken_up[1]}", article.text[shown.start : span.start], re.I))


def _readable(article: Article, span: Span) -> Span:
    """The stretch without what stands before a report's first sentence: place, day and agency.

    One that builds on the sentence before it (“The module is to be launched …”) comes with that, if it is short.
    """
    pool = units(article)
    met = [at for at, one in enumerate(pool) if one.whole.start < span.end and span.start < one.whole.end]
    if not met:
        return span
    first, last = pool[met[0]], pool[met[-1]].whole
    builds = first.leans or bool(first.needs) or bool(_BUILDS_ON.match(first.text))
    before = pool[met[0] - 1] if met[0] and builds else first
    words = count_words(article.text[before.whole.start : last.end])
    return Span((before if words <= _LONG else first).whole.start, last.end)

"""The introduction and the closing of an issue, as its edition has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.issue.edition_form import PICKED, Edition
from dateline.issue.excerpt import opening
from dateline.issue.material import Heading, Material, Work
from dateline.issue.updates import bare
from dateline.records import Item, Paragraph, Section, Sentence, WritingTask

_SHOWN = 3  # headlines that a greeting names at most
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RELATIVE = re.compile(  # words of time that only the day of the report makes plain, where no date stands beside them
    rf"\b(?:yesterday|today|tonight|tomorrow)\b|\b(?:last|this|next) (?:week|{_DAYS})\b|^On {_DAYS}\b(?!,? \w+ \d)"
    r"|昨[天日晚]|今[天日晚早]|前天|明[天日]|日前|近日|^(?:\d{1,2}日|[^，。]{0,12}(?<![月\d])\d{1,2}日)",
    re.I,
)
_LEANS = re.compile(
    r"(?:But|And|So|Yet|Then|However|Still|Also|Instead|That|This|These|Those|Such|It|They|He|She)\b|[但而该此其这那]"
)
_ENDS = tuple(".!?…。！？")


def introduction(edition: Edition, work: Work, sections: Sequence[Section]) -> tuple[Paragraph, ...]:
    """What stands before the sections; none where the edition asks for none or there is nothing to introduce."""
    heading = work.heading
    texts, reported = edition.texts_in(heading.language), [one for one in sections if one.kind in PICKED]
    if edition.introduction == "greeting":
        return (Paragraph(tuple(_greeting(texts, heading, reported))),)
    items = [item for section in reported for item in section.items]
    if edition.introduction == "none" or not items:
        return ()
    if edition.introduction == "teaser":
        return tuple(_list(texts, heading, items))
    first = next(one.key for one in edition.sections if one.kind in PICKED)
    lead_in = texts.get("lead_in", "") if reported[0].key == first else ""
    leading = [Sentence(lead_in, "standing")] if lead_in else []
    return (Paragraph((*leading, *(_opening(item, work) for item in items))),)


def closing(edition: Edition, heading: Heading, sections: Sequence[Section], material: Material) -> Iterator[Paragraph]:
    """The source credit and the edition's standing text."""
    texts = edition.texts_in(heading.language)
    items = [item for section in sections for item in section.items]
    credited = {one.credit_url for item in items for part in item.paragraphs for one in part.sentences}
    earlier = {one.outlet for reports in material.background.values() for one in reports if one.url in credited}
    outlets = sorted({link.outlet for item in items for link in item.links if link.outlet} | earlier)
    if texts.get("sources") and outlets:
        joint = "、" if heading.language in ("zh", "ja") else ", "
        yield Paragraph((Sentence(texts["sources"].format(outlets=joint.join(outlets)), "standing"),))
    if texts.get("closing"):
        yield Paragraph((Sentence(filled(texts["closing"], heading), "standing"),))


def filled(text: str, heading: Heading) -> str:
    """A standing text with the issue's title, number and period in it."""
    return text.format(title=heading.title, number=heading.number, period=heading.period.name)


def standing(text: str) -> Iterator[Paragraph]:
    """A standing text as paragraphs: a blank line parts them."""
    for part in re.split(r"\n\s*\n", text):
        if part.strip():
            yield Paragraph((Sentence(" ".join(part.split()), "standing"),))


def in_language(sentence: Sentence, language: str) -> Sentence:
    """The sentence with its language only where that is not the issue's."""
    return replace(sentence, language=None) if sentence.language == language else sentence


def _opening(item: Item, work: Work) -> Sentence:
    """The sentence that stands for an item: the model's, else the report's that says most, else the headline."""
    task, language = work.tasks[item.id], work.heading.language
    return in_language(_written(task, work) or _printed(item, _extract(task, work)) or _headline(item), language)


def _written(task: WritingTask, work: Work) -> Sentence | None:
    """What a model writes of the item for the introduction; the built-in writer's choice is `excerpt.opening`."""
    if work.material.tools is None:
        return None
    found = work.admission.opening(work.material.writer, replace(task, part="opening"))
    return found if found and found.origin == "model" else None


def _extract(task: WritingTask, work: Work) -> Sentence | None:
    lead = task.lead.article
    return opening(lead, [one.article for one in task.others], work.admission.allowance.printed(lead.id))


def _printed(item: Item, found: Sentence | None) -> Sentence | None:
    """The sentence, if the item prints it and it can stand apart: it neither leans nor hangs on the day it was said."""
    shown = {one.text for part in item.paragraphs for one in part.sentences}
    if found is None or found.text not in shown or _RELATIVE.search(found.text) or _LEANS.match(found.text):
        return None
    return found


def _headline(item: Item) -> Sentence:
    text = bare(item.headline)
    text = text if text.endswith(_ENDS) else text + ("。" if item.language in ("zh", "ja") else ".")
    return Sentence(text, "standing", language=item.language)


def _greeting(texts: Mapping[str, str], heading: Heading, sections: Sequence[Section]) -> Iterator[Sentence]:
    yield Sentence(filled(texts["greeting"], heading), "standing")
    headlines = [_quoted(bare(item.headline)) for section in sections[:1] for item in section.items][:_SHOWN]
    joint = "、" if heading.language in ("zh", "ja") else ", "
    if len(headlines) > 1 and texts.get("teaser"):
        values = {"first": headlines[0], "second": headlines[1], "headlines": joint.join(headlines)}
        yield Sentence(texts["teaser"].format(title=heading.title, **values), "standing")
    elif headlines and texts.get("teaser_one"):
        yield Sentence(texts["teaser_one"].format(title=heading.title, first=headlines[0]), "standing")


def _quoted(headline: str) -> str:
    """The headline in quotation marks, its own ones as inner marks."""
    return f"“{headline.replace('“', '‘').replace('”', '’')}”"


def _list(texts: Mapping[str, str], heading: Heading, items: Sequence[Item]) -> Iterator[Paragraph]:
    """The headlines, one an entry."""
    if texts.get("in_this_issue"):
        yield Paragraph((Sentence(filled(texts["in_this_issue"], heading), "standing"),))
    for item in items:
        language = item.language if item.language != heading.language else None
        yield Paragraph((Sentence(item.headline, "standing", language=language),), "entry")

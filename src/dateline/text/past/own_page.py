"""Dateline's own published page, read back by what its elements mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import html

from dateline import dateforms
from dateline.clock import parse_period
from dateline.errors import BadSettings
from dateline.records import Link, PastIssue, PastItem, PastParagraph, PastSection
from dateline.text.encoding import decode
from dateline.text.language import language_code
from dateline.text.markup import parse_html, squeeze, text_of
from dateline.text.past.blocks import Block
from dateline.text.past.html import blocks_of_element
from dateline.text.past.own_parts import further, language_of, loose, paragraphs_of, told_by
from dateline.text.past.pieces import web_address

_HEADINGS = ("h1", "h2", "h3", "h4")
_SPAN = re.compile(r"\s*[–—至]\s*")
_MONTHS = {name.lower(): number for number, name in enumerate(dateforms.months("en"), 1)}
_DAY_EN = re.compile(r"(?:(?P<day>\d{1,2})\b\s*)?(?P<month>[A-Za-z]+)?\s*(?P<year>\d{4})?")
_DAY_ZH = re.compile(r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})日)?")
_REPORT_DAY = re.compile(r"[,，]\s*([^()（）:：]+?)\s*(?:[:：(（]|$)")
_MARK = re.compile(r"[(（]([^()（）]+)[)）]\s*$")


def read_page(body: bytes) -> PastIssue | None:
    """The issue on a page that Dateline published; None: the page is none of ours."""
    if b"masthead" not in body or b"entry" not in body:
        return None
    tree = parse_html(decode(body))
    main = tree.find(".//main[@id='text']") if tree is not None else None
    head = tree.find(".//header[@class='masthead']") if tree is not None else None
    if tree is None or main is None or head is None or not main.xpath(".//article[@id]"):
        return None
    introduction = _blocks(main.xpath("./section[contains(@class, 'introduction')]"), headed=True)
    closing = _blocks(tree.xpath("//footer[contains(@class, 'closing')]/*[not(contains(@class, 'colophon'))]"))
    corrected = main.xpath("./section[@class='corrections']")
    told = [text_of(span) for span in head.xpath(".//p[@class='dateline']/span")]
    language = language_code(tree.get("lang"))
    number = re.search(r"\d{1,9}", told[0]) if len(told) > 1 else None
    return PastIssue(
        title=next((text_of(title) for title in head.iter("h1")), "") or None,
        number=int(number[0]) if number else None,
        period=_named(head) or (_period(told[-1]) if told else None),
        language=language,
        introduction=paragraphs_of(introduction),
        sections=tuple(_section(part, language) for part in main.xpath("./section[contains(@class, 'part')]")),
        closing=(*paragraphs_of(closing), *(one for part in corrected for one in _corrections(part))),
        links=tuple(link for block in (*introduction, *closing) for link in block.links),
    )


def _blocks(elements: Iterable[html.HtmlElement], *, headed: bool = False) -> tuple[Block, ...]:
    """The blocks of some elements; `headed`: their first heading is the edition's own."""
    found = [block for element in elements for block in blocks_of_element(element, tables=True)]
    return tuple(found[1:] if headed and found and found[0].kind == "heading" else found)


def _section(part: html.HtmlElement, home: str | None) -> PastSection:
    own = [element for element in part if element.tag != "article"]
    title = next((text_of(element) for element in own if element.tag in _HEADINGS), "")
    note = _blocks(element for element in own if element.tag not in _HEADINGS)
    links = tuple(link for block in note for link in block.links)
    items = [_item(article, title, home) for article in part.iterchildren("article")]
    return PastSection(title or None, (*loose(paragraphs_of(note), links), *items))


def _item(article: html.HtmlElement, section: str, home: str | None) -> PastItem:
    heading = next((one for one in article if one.tag in _HEADINGS and one.get("class") != "subheading"), None)
    item = _headed(article, heading, section)
    rest, reports, labelled = list[Block](), list[html.HtmlElement](), False
    for element in article:
        kind = (element.get("class") or "").split()
        if "attribution" in kind:
            told, labelled = told_by(_one_bracket(text_of(element))), True
            item = replace(item, outlet=told.outlet, published=told.published, language=told.language) if told else item
        elif "address" in kind:
            item, labelled = replace(item, url=next(_links(element), Link("", "")).url or item.url), True
        elif "reports" in kind:
            reports += element.iter("li")
        elif element is not heading and not {"correction", "timeline"} & set(kind):
            rest += blocks_of_element(element, tables=True)
    if article.get("data-url") or article.get("data-outlet"):
        item = _known(article, item, home)
    elif reports and not labelled and item.url is None:
        item, reports = _sourced(item, reports[0]), reports[1:]
    listed = [link for report in reports for link in _links(report)]
    credits = [link for block in rest for link in block.links]
    return replace(item, links=further(item.url, credits, listed), paragraphs=paragraphs_of(rest))


def _headed(article: html.HtmlElement, heading: html.HtmlElement | None, section: str) -> PastItem:
    """An item with what its heading says; one without a heading may have its section's."""
    if heading is None:
        return PastItem(section if section and squeeze(article.get("aria-label") or "") == section else None)
    shown = text_of(heading)
    number = next((text_of(span) for span in heading.xpath(".//span[@class='number']")), "")
    digits = re.search(r"\d{1,6}", number)
    title = shown.removeprefix(number).strip() or None
    return PastItem(title, int(digits[0]) if digits else None, url=next(_links(heading), Link("", "")).url or None)


def _known(article: html.HtmlElement, item: PastItem, home: str | None) -> PastItem:
    """An item with what the page's data say of it, which no form of attribution changes."""
    number, language = article.get("data-number") or "", article.get("data-language") or ""
    return replace(
        item,
        number=int(number) if re.fullmatch(r"[0-9]{1,6}", number) else item.number,
        outlet=article.get("data-outlet") or None,
        published=article.get("data-published") or None,
        language=language if language not in ("", "und", home) else None,
        url=article.get("data-url") or None,
    )


def _sourced(item: PastItem, report: html.HtmlElement) -> PastItem:
    """A woven item with what the first of its sources says: outlet, day, language and address."""
    link = next(_links(report), Link("", ""))
    shown = text_of(report)
    day = _REPORT_DAY.search(shown[len(link.text) :])
    mark = _MARK.search(shown)
    return replace(
        item,
        outlet=link.text or None,
        url=link.url or None,
        published=dateforms.read(day[1], dateforms.USUAL[0]) if day else None,
        language=language_of(mark[1]) if mark else None,
    )


def _corrections(part: html.HtmlElement) -> Iterator[PastParagraph]:
    for element in part:
        if element.tag in _HEADINGS:
            yield PastParagraph(text_of(element), "subheading")
        for entry in element.iter("li"):
            day = next((time.get("datetime") or "" for time in entry.iter("time")), "")
            on = next((text_of(anchor) for anchor in entry.iter("a")), "")
            text = text_of(entry)
            for shown in (*map(text_of, entry.iter("time")), on):
                text = text.removeprefix(shown).lstrip(" :：")
            yield PastParagraph((f"{day}: " if day else "") + (f"“{on}”: " if on else "") + text, "entry")


def _one_bracket(text: str) -> str:
    """An attribution with its mark of language in brackets of its own, (Outlet, day) (in Chinese), in one pair."""
    return re.sub(r"\s*[)）]\s*[(（]\s*", ", ", text)


def _links(element: html.HtmlElement) -> Iterator[Link]:
    for anchor in element.iter("a"):
        url = web_address(anchor.get("href") or "")
        if url:
            yield Link(url, text_of(anchor))


def _named(head: html.HtmlElement) -> str | None:
    """The period as the masthead's data have it, in whatever language its words are."""
    name = next((span.get("data-period") or "" for span in head.xpath(".//span[@data-period]")), "")
    try:
        return parse_period(name).name if name else None
    except BadSettings:
        return None


def _period(text: str) -> str | None:
    """The period of the masthead's line, such as 19–25 December 2016: what one end leaves out, the other says."""
    form = _DAY_ZH if "年" in text else _DAY_EN
    ends = [match.groupdict() for part in _SPAN.split(text.strip()) if (match := form.fullmatch(part))]
    if not ends:
        return None
    names = [_iso(end, other) for end, other in zip(ends, reversed(ends), strict=True)]
    try:
        period = parse_period("..".join(dict.fromkeys(names)))
    except BadSettings:
        return None
    week = f"{period.first:%G-W%V}"
    return week if len(names) > 1 and parse_period(week) == replace(period, name=week) else period.name


def _iso(end: dict[str, str | None], other: dict[str, str | None]) -> str:
    year, month, day = (end[key] or (other[key] if key != "day" else None) or "" for key in ("year", "month", "day"))
    number = int(month) if month.isdecimal() else _MONTHS.get(month.lower(), 0)
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")

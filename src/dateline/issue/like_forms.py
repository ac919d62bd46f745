"""Recognises how a past issue writes its attributions, dates, numbers and links, from the file's own text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dateline.records import PastItem

_MONTHS = "January February March April May June July August September October November December".split()
# The forms of dates that are tried, the fuller ones first: what is found by a shorter one is found by them too.
DATES = (
    *("YYYY年M月D日", "YYYY年MM月DD日", "DD Month YYYY", "D Month YYYY", "Month DD, YYYY", "Month D, YYYY"),
    *("DD Mon YYYY", "D Mon YYYY", "Mon DD, YYYY", "Mon D, YYYY", "DD-MM-YYYY", "DD.MM.YYYY", "DD/MM/YYYY"),
    *("YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD", "YYYY-M-D", "YYYY/M/D", "D-M-YYYY", "D.M.YYYY", "D/M/YYYY"),
    *("MM/DD/YYYY", "M/D/YYYY", "D Month", "Month D", "D Mon", "Mon D", "M月D日", "MM-DD", "DD.MM."),
)
_PART = re.compile(r"YYYY|Month|Mon|MM|DD|M|D")
_OPENING, _CLOSING = "([（【〔*_", ")]）】〕*_"
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】", "〔": "〕"}
_SEPARATOR = r"[\s,，、;；|·•/—–:：-]{1,5}"
_CONTENTS = re.compile(
    r"^\W*(?:in this issue|(?:table of )?contents|in dieser ausgabe|inhalt|sommaire|en este número|目录|本期内容)\W*$",
    re.I | re.M,
)


def rendered(form: str, day: date) -> str:
    """A day in a form of date."""
    name = _MONTHS[day.month - 1]
    parts = {
        "YYYY": f"{day.year:04}",
        "Month": name,
        "Mon": name[:3],
        "MM": f"{day.month:02}",
        "DD": f"{day.day:02}",
        "M": str(day.month),
        "D": str(day.day),
    }
    return _PART.sub(lambda match: parts[match.group()], form)


def attribution(items: Sequence[PastItem], text: str) -> tuple[str, str] | None:
    """The form of the attribution and of the date that most items have; None: none is recognised."""
    found = Counter(form for item in items for form in _attributions(item, text, alone=True))
    found = found or Counter(form for item in items for form in _attributions(item, text, alone=False))
    return found.most_common(1)[0][0] if found else None


def date_form(items: Sequence[PastItem], text: str) -> str | None:
    """The form of date in which most items' days stand in the text; None: none does."""
    found = Counter[str]()
    for day in _days(items):
        found.update(form for form in DATES if _stands(rendered(form, day), text))
    if not found:
        return None
    most = max(found.values())
    return next(form for form in DATES if found[form] >= most * 0.9)


def numbering(items: Sequence[PastItem], text: str) -> str | None:
    """How numbers stand before headlines; None: they are not seen."""
    found = Counter[str]()
    for item in items:
        if item.number is not None and item.title:
            head = r"\s+".join(map(re.escape, item.title.split()[:3]))
            match = re.search(rf"(?m)^[\W_]*?([(（]?){item.number}([.)、．:）]?)[\s*_\[]{{0,6}}{head}", text)
            if match:
                found[f"{match[1]}{{number}}{match[2]}"] += 1
    return found.most_common(1)[0][0] if found else None


def link(items: Sequence[PastItem], text: str) -> str:
    """Whether addresses stand in the text (address), behind it (title), or nowhere (none)."""
    urls = [item.url for item in items if item.url]
    if not urls:
        return "none"
    behind = sum(f"]({url}" in text or f'href="{url}' in text or f"](<{url}" in text for url in urls)
    return "title" if behind > len(urls) / 2 else "address"


def has_contents(text: str) -> bool:
    """Whether the text has a table of contents, by its heading."""
    return bool(_CONTENTS.search(text))


def _attributions(item: PastItem, text: str, *, alone: bool) -> Iterator[tuple[str, str]]:
    """The forms in which outlet and day of an item stand side by side, the fuller ones first.

    `alone`: on a line of their own, as credits within a text and lists of links do not.
    """
    before, after = (r"^[ \t]*", r"[ \t]*$") if alone else ("", "")
    day = next(_days([item]), None)
    if day is None or not item.outlet:
        return
    outlet = r"\s+".join(map(re.escape, item.outlet.split()))
    for form in DATES:
        told = r"\s+".join(map(re.escape, rendered(form, day).split()))
        for first, second, order in ((outlet, told, "{outlet} {date}"), (told, outlet, "{date} {outlet}")):
            pattern = rf"{before}([{re.escape(_OPENING)}]?)(?<!\w){first}({_SEPARATOR}){second}(?!\w)(.?){after}"
            match = re.search(pattern, text, re.I | re.M)
            if match:
                yield _form(match, order), form


def _form(match: re.Match[str], order: str) -> str:
    left, right = order.split(" ")
    joint = re.sub(r"\s+", " ", match[2])
    close = _BRACKETS.get(match[1], "")
    before = match[1] if close and match[3] == close else ""
    return f"{before}{left}{joint}{right}{close if before else ''}"


def _days(items: Iterable[PastItem]) -> Iterator[date]:
    for item in items:
        try:
            yield date.fromisoformat(item.published or "")
        except ValueError:
            continue


def _stands(told: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\d){re.escape(told)}(?!\d)", text))

"""The head of a past issue: its title, number and period, by its first lines and by the name of its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.clock import parse_period
from dateline.errors import BadSettings
from dateline.records import Remark
from dateline.text.past.blocks import Document
from dateline.text.past.days import find_day
from dateline.text.past.looks import Look
from dateline.text.past.numbering import han_number
from dateline.text.past.titles import find_titles

_MOST_LINES = 5
_NUMBER = re.compile(
    r"(?:期号|期数|期數)\s*[:：]\s*(\d{1,5})|第\s*(\d{1,5}|[一二三四五六七八九十]{1,3})\s*期|总\s*第?\s*(\d{1,5})\s*期"
    r"|(?:\b(?:issue|vol|no|nr|number|num|edition|ausgabe|numéro|número|n°|№|#)\.?|#)\s*[:-]?\s*(\d{1,5})\b",
    re.I,
)
_LAST_NUMBER = re.compile(r"(?<![\d.,/-])(\d{1,4})\s*[)）]?\s*$")
_NAMED_NUMBER = re.compile(
    r"(?:issue|no|nr|number|num|vol|ausgabe|letter|weekly|week|digest|roundup)[-_. #]?"
    r"(?!(?:19|20)\d\d(?:\D|$))(\d{1,5})(?!\d)|第(\d{1,5})期",
    re.I,
)
_BARE_NUMBER = re.compile(r"^(\d{1,4})(?=\.\w+$|$)")
_NAMED_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.]?(?:([Ww]\d\d)|(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?)(?![\dA-Za-z])"
)
_COUNTED = re.compile(
    r"\b(?:digest|bulletin|newsletter|letter|weekly|round-?up|monthly|review|report)\s#?(?!(?:19|20)\d\d\b)(\d{1,4})\b(?![./-]\d)",
    re.I,
)
_MOST_LETTERS = 24  # of a date that is written out
_MANY = 2  # items before the lines above them can be told from them
_RANGE = re.compile(r"\s*(?:–|—|-|\.\.|to|bis|至|到|~)\s*")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DAYS_ZH = re.compile(
    r"((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]?\s?[-–—~至到]\s?(?:(\d{1,2})\s?月\s?)?(\d{1,2})\s?[日号]"
)
_DAYS_ZH_BARE = re.compile(
    r"(?<![\d年])(?<!年\s)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]?\s?[-–—~至到]{1,2}\s?(?:(\d{1,2})\s?月\s?)?(\d{1,2})\s?[日号]"
)
_DAYS_US = re.compile(r"([^\W\d]{3,10}\.?\s)(\d{1,2})\s?(?:–|—|-|to)\s?(\d{1,2})(,?\s(?:19|20)\d\d)", re.I)
_WEEK = re.compile(r"\b(?:week|kw)\s?(\d{1,2})[,\s/of]+((?:19|20)\d\d)\b|\b((?:19|20)\d\d)-?W(\d\d)\b", re.I)
_PERIODICAL = re.compile(
    r"news|letter|round-?up|digest|weekly|monthly|daily|bulletin|brief|review|report|update|gazette|journal|this week"
    r"|this month|周刊|周报|月报|月刊|日报|简报|快报|通讯|通訊|週刊|週報|月報|汇编|文摘|要闻",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What is told of the issue as a whole; None: it is not told."""

    title: str | None
    number: int | None
    period: str | None  # as clock.parse_period takes it
    length: int  # blocks at the beginning that belong to it
    remarks: tuple[Remark, ...] = ()


def read_masthead(document: Document, looks: Sequence[Look], name: str) -> Masthead:
    """The head of an issue: what the format says, else its first lines, else the file's name."""
    length = _heading_length(document, looks) or _line_count(looks)
    lines = [look.block.text for look in looks[:length]]
    title = document.title or (lines[0] if lines else None)
    lines = lines[1:] if lines and lines[0] == title else lines
    told = [title or "", *lines]
    number = next((found for found in (_plain_number(document.number), *map(issue_number, told)) if found), None)
    if number is None:
        number = next((found for found in map(_counted_number, told) if found), None)
    if number is None and title:
        number = _trailing_number(title)
    period = _period_told(document.date, [found for found in map(period_in, told) if found])
    return Masthead(
        title,
        number if number is not None else _number_of_name(name),
        _valid(period) or _period_of_name(name),
        length,
        tuple(Remark("masthead", line, "stands in the head of the issue") for line in lines),
    )


def _period_told(day: str | None, found: Sequence[str]) -> str | None:
    """What the head calls the issue's period: a span of days that holds the day of the file, else that day."""
    if day is None:
        return found[0] if found else None
    spans = (span for span in found if ".." in span and _valid(span))
    return next((span for span in spans if span.split("..")[0] <= day <= span.split("..")[1]), day)


def issue_number(text: str) -> int | None:
    """The number of an issue as a text names it (No. 12, 第 12 期, #12); None: it names none."""
    found = _NUMBER.search(text)
    return han_number(next(group for group in found.groups() if group)) if found else None


def period_in(text: str) -> str | None:
    """The day, month, week or range of days that a line of a masthead names; None: it names none."""
    week = _WEEK.search(text)
    if week:
        return f"{week[2] or week[3]}-W{int(week[1] or week[4]):02}"
    first = find_day(_written_out(text), None)
    if first is None:
        return None
    year = _YEAR.search(text)
    if first.iso is None and first.yearless and year:
        return _valid(f"{year[1]}-{first.yearless[0]:02}-{first.yearless[1]:02}")
    text = _written_out(text)
    rest = _RANGE.match(text, first.end)
    last = find_day(text[rest.end() :], None) if rest else None
    if first.iso and last and last.iso and last.start == 0 and len(first.iso) == len(last.iso) == 10:
        return f"{first.iso}..{last.iso}"
    return first.iso


def _written_out(text: str) -> str:
    """A range of days with both of them in full: 3–9 May 2024, May 3-9, 2024, 28 November – 4 December 2016."""
    text = _DAYS_ZH.sub(
        lambda days: f"{days[1]}年{days[2]}月{days[3]}日 - {days[1]}年{days[4] or days[2]}月{days[5]}日", text
    )
    named = _YEAR.search(text)
    text = _DAYS_ZH_BARE.sub(
        lambda days: (
            f"{named[1]}年{days[1]}月{days[2]}日 - {named[1]}年{days[3] or days[1]}月{days[4]}日" if named else days[0]
        ),
        text,
    )
    text = _DAYS_US.sub(r"\1\2\4 - \1\3\4", text)
    last = find_day(text, None)
    if last is None or last.iso is None or len(last.iso) < 10:
        return text
    before, year = text[: last.start], last.iso[:4]
    days = re.search(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:–|—|-|to|bis)\s?$", before, re.I)
    if days:
        return f"{before[: days.start()]}{last.iso[:8]}{int(days[1]):02} - {last.iso}{text[last.end :]}"
    months = re.search(r"(\d{1,2}\.?\s[^\W\d]{3,10}|[^\W\d]{3,10}\s\d{1,2})\s?(?:–|—|-|to|bis)\s?$", before, re.I)
    return f"{before[: months.start()]}{months[1]} {year} - {last.iso}{text[last.end :]}" if months else text


def name_period(name: str) -> str | None:
    """The day, month or week in a file's name; None: it holds none."""
    return _period_of_name(name)


def _heading_length(document: Document, looks: Sequence[Look]) -> int:
    """1 when the first block is the issue's title by its format, with the lines of its head below it."""
    if not looks:
        return 0
    first = looks[0].block
    same = document.title is not None and _bare(first.text) == _bare(document.title)
    lines = 0 if same or document.title is None else _lines_above(looks, document.title)
    if lines:
        return lines + _dated_lines(looks[lines:])
    others = [look.block.level for look in looks[1:] if look.block.kind == "heading"]
    alone = first.kind == "heading" and bool(others) and first.level < min(others) and not first.led_by_link
    alone = alone and looks[0].numbered is None and looks[0].word is None
    if not (same or (alone and document.title is None)):
        return 0
    return 1 + _dated_lines(looks[1:])


def _lines_above(looks: Sequence[Look], title: str) -> int:
    """How many blocks the head has where lines about the issue stand above its title; 0: none does."""
    for at, look in enumerate(looks[:_MOST_LINES]):
        if at and look.block.kind == "heading" and _bare(look.block.text) == _bare(title):
            return at + 1
        if look.block.kind != "text" or not look.short or not _tells_issue(look.block.text):
            break
    return 0


def _line_count(looks: Sequence[Look]) -> int:
    """How many of a text's first lines are its head: short ones that tell of the issue and begin no item."""
    run = 0
    reports = sum(_is_report_line(look) for look in looks)
    for at, look in enumerate(looks[:_MOST_LINES]):
        if _is_report_line(look) and reports >= _MANY:
            break
        headed = look.block.kind == "heading" and (at == 0 or _tells_issue(look.block.text))
        outside = look.word or look.links or look.beside or (look.numbered and not _is_number_line(look))
        if not (look.block.kind == "text" or headed) or outside:
            break
        below = looks[at + 1].attribution if at + 1 < len(looks) else None
        issue_line = _tells_issue(look.block.text)
        told = below is not None and (not _tells_issue(looks[at + 1].block.text) or _is_report_line(looks[at + 1]))
        if not issue_line and (not look.short or (told and reports >= _MANY) or (below and not run and told)):
            break
        run = at + 1
    if not run or run == len(looks):
        return int(run == 0 and len(looks) > 1 and _is_name(looks))
    last = looks[run - 1].block.text
    stands_alone = looks[run].word is not None or looks[run].short or looks[run].numbered is not None
    if not (_tells_issue(last) or (run == 1 and (_PERIODICAL.search(last) or stands_alone))):
        run -= 1
    if any(_tells_issue(look.block.text) or _PERIODICAL.search(look.block.text) for look in looks[:run]):
        return run
    return int(_is_name(looks))


def _is_report_line(look: Look) -> bool:
    """Whether a line says where and when a report came out, and nothing of the issue."""
    told = look.attribution
    return bool(told and told.sure and told.outlet and issue_number(look.block.text) is None)


def _is_number_line(look: Look) -> bool:
    """Whether a line holds the issue's number and date alone: No. 12 – May 2024."""
    if look.numbered is None or look.numbered.style != "word":
        return False
    rest = look.numbered.rest
    return period_in(rest) is not None and sum(sign.isalpha() for sign in rest) <= _MOST_LETTERS


def _is_name(looks: Sequence[Look]) -> bool:
    """Whether the first line, which tells no number or day, is the issue's name: no item, nor the head of a section."""
    first = looks[0]
    if first.plain or first.block.kind not in ("text", "heading") or not first.short or first.word or first.numbered:
        return False
    titles = find_titles(looks)
    if 0 in titles or len(titles) < _MANY:
        return False
    if 1 not in titles and (looks[1].short or looks[1].word is not None):
        return True
    return not any(looks[at].short and at not in titles and at + 1 in titles for at in range(1, len(looks) - 1))


def _dated_lines(looks: Sequence[Look]) -> int:
    run = 0
    for at, look in enumerate(looks[:_MOST_LINES]):
        if look.block.kind == "heading" and at + 1 < len(looks) and looks[at + 1].attribution:
            break
        numbered = look.block.kind == "text" or issue_number(look.block.text) is not None
        if look.block.kind not in ("text", "heading", "entry") or look.links or look.block.links:
            break
        if not (look.short or look.attribution) or not (numbered or run) or not _tells_issue(look.block.text):
            break
        run += 1
    return run


def _tells_issue(text: str) -> bool:
    """Whether a short line is about the issue itself: its number, or nothing but its date."""
    if len(text) > 120:
        return False
    if issue_number(text) is not None:
        return True
    if text[:1] in "(（[【":
        return False
    period = period_in(text)
    return period is not None and sum(sign.isalpha() for sign in text) <= _MOST_LETTERS


def _counted_number(text: str) -> int | None:
    """The number behind the kind of periodical that an issue calls itself: Digest 22."""
    found = _COUNTED.search(text)
    return int(found[1]) if found else None


def _trailing_number(title: str) -> int | None:
    found = _LAST_NUMBER.search(title)
    return int(found[1]) if found and not 1900 <= int(found[1]) <= 2100 else None


def _plain_number(text: str | None) -> int | None:
    """The number in a field: what it calls one, else its first figure that is no year, else its first."""
    found = re.search(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{1,6}", text or "") or re.search(r"\d{1,6}", text or "")
    return issue_number(text or "") or (int(found.group()) if found else None)


def _number_of_name(name: str) -> int | None:
    stem = name.rsplit("/", 1)[-1]
    found = _NAMED_NUMBER.search(stem) or _BARE_NUMBER.match(stem)
    return int(next(group for group in found.groups() if group)) if found else None


def _period_of_name(name: str) -> str | None:
    found = _NAMED_DAY.search(name.rsplit("/", 1)[-1])
    if found is None:
        return None
    year, week, month, day = found.groups()
    return _valid(f"{year}-{week.upper()}" if week else "-".join(filter(None, (year, month, day))))


def _valid(period: str | None) -> str | None:
    try:
        return parse_period(period).name if period else None
    except BadSettings:
        return None


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())

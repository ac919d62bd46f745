"""Attribution lines: who published a report, and when, in the many manners that digests have for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dateline.records import Link
from dateline.text.past.addresses import text_links, without_addresses
from dateline.text.past.days import Day, find_day
from dateline.text.past.words import (
    AUTHOR_LABEL,
    DATE_LABEL,
    LANGUAGES,
    LINK,
    LINK_LABEL,
    SOURCE_LABEL,
    folded,
    language_mark,
)
from dateline.tokens import is_unspaced

_LONGEST = 240  # characters of a line with everything in it
_LONGEST_NAME = 70
_MOST_WORDS = 9
_THE = re.compile(r"the\s[^\W\da-z]")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】", "〔": "〕"}
_DASH = re.compile(r"^(?:[-–—―]{1,2}|——|~)\s*(?=[^\W\d]|《)")
_PARTS = re.compile(r"\s*(?:[,，،|｜·•;；／、]|\s/\s|\s[-–—]{1,2}\s|\s{3,}|[()（）])\s*")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:GMT|UTC|CET|BST|EST|PST|Uhr))?", re.I)
_FILLER = re.compile(r"^(?:in|on|at|the|of|by|at:|and|from|电|讯|報道|报道)?$", re.I)
_LEAD = re.compile(
    r"^(?:(?:(?:first|originally)\s+)?(?:published|posted|appeared|printed|reported)\s*[:：]?\s+)?(?:in|by|on|at|from|via)\s+"
    r"|^read\s+(?:(?:the\s+|it\s+|this\s+|full\s+|more\s+|on\s+)*(?:article|report|story|piece|text)?\s*)(?:in|at|on)\s+(?:the\s+)?"
    r"|^(?:first\s+|originally\s+)?(?:published|reported)\s*[:：]\s*|^(?:原文|原载|原载于|据)\s*[:：]\s*",
    re.I,
)
_REPORTED = re.compile(r"reported\b", re.I)
_DATED = re.compile(r"(?:(?<=[\s.。;；])|^)(?:date|datum|fecha|日期|时间|发布时间|发布日期)\s*[:：]\s*", re.I)
_PAGE = re.compile(r"^(?:pp?\.|page|pages|seite|s\.)\s*\d[\d\s–-]*$", re.I)
_TAIL = re.compile(r"\s+(?:on|in|am|vom|le|el|del|at|of)$", re.I)
_MAY_TELL = re.compile(r"[\d:：|(（\[【〔]|^\W*[-–—―~]")
_SENTENCE = re.compile(r"[。！？!?;；]|\.\s+[^\W\d_]{2}|(?:\S+\s){3}\S+\.\s+[(（\[](?=[^\W\d_])")
_TRAIL = re.compile(r"\s*(?P<group>[(（\[][^()（）\[\]]{2,160}[)）\]])\s*$|\s[-–—|]\s(?P<tail>[^–—|]{3,120})$")
_BEHIND_STOP = re.compile(r"(?<=[.!?。！？”\"])(?P<group>)\s+(?P<tail>[^.!?。！？;；]{5,80}\d{4})\.?$")
_ADDRESS_LAST = re.compile(r"\s*[(（]?https?://[^\s()（）]{1,2000}[)）]?$")
_LONGEST_ADDRESS = 2000
_SOURCED = re.compile(r"\s*(?P<group>[(（\[][^()（）\[\]]{2,160}[)）\]])\s*[.。]?$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an attribution line says; None: it does not say."""

    outlet: str | None = None
    published: str | None = None  # YYYY-MM-DD or YYYY-MM
    language: str | None = None
    links: tuple[Link, ...] = ()
    unread: str = ""  # words that no field takes: an author, a place, a date without its year
    labelled: bool = False  # it calls itself a source
    sure: bool = False  # it is an attribution wherever it stands; else only below a title
    dated: bool = False
    yearless: tuple[int, int] | None = None  # month and day of a date without its year


def read_attribution(text: str, links: tuple[Link, ...], order: str | None) -> Attribution | None:
    """What a whole block says as an attribution; None: it is none. `order` as for `find_day`."""
    if not 2 <= len(text) <= _LONGEST or not _MAY_TELL.search(text):
        return None
    found = links or text_links(text)
    line = LINK_LABEL.sub(" ", without_addresses(text)) if text_links(text) else text
    for link in links:
        line = _without_label(line, link.text) if folded(link.text) in LINK else line
    language, line = language_mark(line.strip())
    line, bracketed = _unbracketed(line.strip(" \t\u3000*_|,，→➔➜»›☞▸►"))
    dashed = _DASH.match(line)
    line = line[dashed.end() :] if dashed else line
    source = SOURCE_LABEL.match(line)
    day = find_day(line, order)
    if source is None and day is None and not (bracketed or dashed):
        author = AUTHOR_LABEL.match(line)
        if author is None or "|" not in line:
            return None
    parts = _named_parts(line, day, source=source is not None)
    if parts is None:
        return None
    whole = _composed(parts, day, language=language, links=found, labelled=source is not None)
    marked = bool(bracketed or dashed or source or parts.author)
    return _judged(whole, line, day, marked=marked)


def _without_label(line: str, label: str) -> str:
    """A line without the label of a link that ends it, in brackets or not."""
    bare = line.rstrip(" )）]】").removesuffix(label)
    if len(bare) == len(line.rstrip(" )）]】")):
        return line
    bracketed = line.rstrip()[-1:] in ")）]】" and bare.rstrip()[-1:] in "(（[【"
    return bare.rstrip(" (（[【|·,，") if bracketed else line.removesuffix(label).rstrip(" |·,，")


def split_attribution(text: str, order: str | None) -> tuple[str, Attribution] | None:
    """A title and the attribution that stands behind it on the same line; None: none does."""
    text = _ADDRESS_LAST.sub("", text) if "://" in text[-_LONGEST_ADDRESS:] else text
    found = _TRAIL.search(text[-200:]) or _BEHIND_STOP.search(text[-200:])
    if found is None:
        return None
    start = len(text) - len(text[-200:]) + found.start()
    told = read_attribution(found["group"] or f"({found['tail']})", (), order)
    return (text[:start].rstrip(), told) if told and told.sure and told.outlet and start > 0 else None


def split_source(text: str, order: str | None) -> tuple[str, Attribution] | None:
    """A paragraph and the source in brackets that ends it, with a label or a date; None: it ends without one."""
    found = _SOURCED.search(text[-200:])
    start = len(text) - len(text[-200:]) + found.start() if found else 0
    told = read_attribution(found["group"], (), order) if found and start else None
    return (text[:start], told) if told and told.sure and told.outlet and not told.unread else None


@dataclass(frozen=True, slots=True)
class _Parts:
    names: tuple[str, ...]
    author: str = ""
    language: str | None = None
    joined_to_date: bool = False  # a name stands before the date with nothing but a space between


def _named_parts(line: str, day: Day | None, *, source: bool) -> _Parts | None:
    """The names on a line, without labels and date; None: there are words that are no name."""
    rest = f"{line[: day.start]} ¦ {line[day.end :]}" if day else line
    names, author, language, joined = [], "", None, False
    for piece in _PARTS.split(_DATED.sub(" | ", _CLOCK.sub(" ", rest))):
        joined = joined or bool(re.search(r"\w\s+¦", piece))
        for part in piece.split("¦"):
            label = SOURCE_LABEL.match(part.strip())
            part = part.strip()[label.end() if label else 0 :].strip(' \t\u3000.:：*_-–—/|"“”')
            if folded(part) in LANGUAGES:
                language = LANGUAGES[folded(part)]
            elif (AUTHOR_LABEL.match(part) and not label and not _REPORTED.match(part)) or _PAGE.match(part):
                author = part
            elif DATE_LABEL.fullmatch(f"{part} ") or _FILLER.match(part):
                continue
            elif not _is_name(part := _TAIL.sub("", _LEAD.sub("", part)), labelled=source):
                return None
            else:
                names.append(part)
    return _Parts(tuple(names), author, language, joined) if len(names) <= 3 else None


def _composed(
    parts: _Parts, day: Day | None, *, language: str | None, links: tuple[Link, ...], labelled: bool
) -> Attribution:
    names = parts.names
    unread = [parts.author, *names[1:]]
    return Attribution(
        outlet=names[0].strip("《》 ") if names else None,
        published=day.iso if day else None,
        language=language or parts.language,
        links=links,
        unread=", ".join(filter(None, unread)),
        labelled=labelled,
        dated=day is not None,
        yearless=day.yearless if day else None,
    )


def _judged(told: Attribution, line: str, day: Day | None, *, marked: bool) -> Attribution | None:
    """The attribution with its certainty; None: the line is rather a title or a sentence."""
    if not told.outlet and not told.dated:
        return None
    if _SENTENCE.search(line) and not told.labelled:
        return None
    exact = bool(day and day.iso and len(day.iso) == 10)
    separated = bool(day and told.outlet and _is_separated(line, day))
    if not (marked or separated or (day and not told.outlet)):
        return None
    separated = bool(day and told.outlet and _is_separated(line, day, spaced=False))
    sure = (marked and (exact or told.labelled or (told.dated and separated))) or (separated and exact)
    return replace(told, sure=bool(sure))


def _is_separated(line: str, day: Day, *, spaced: bool = True) -> bool:
    """Whether a mark parts the date from what stands beside it, or a day of figures does so by its look.

    `spaced`: a space before a Chinese date is enough.
    """
    before, after = line[: day.start].rstrip(), line[day.end :].lstrip()
    beside = (before[-1:], after[:1])
    numeric = line[day.start : day.start + 1].isdigit() and line[day.end - 1 : day.end].isdigit()
    if spaced and line[day.start - 1 : day.start].isspace() and line[day.end - 1 : day.end] in ("日", "号", "號"):
        return len(line) < _LONGEST_NAME and not after
    return any(sign and not sign.isalnum() for sign in beside) or (numeric and len(line) < _LONGEST_NAME)


def _unbracketed(line: str) -> tuple[str, bool]:
    closing = _BRACKETS.get(line[:1])
    if closing is None or not line.rstrip(" .。").endswith(closing):
        return line, False
    inner = line.rstrip(" .。")[1:-1].strip()
    return (inner, True) if closing not in inner or line[0] in inner else (line, False)


def _is_name(part: str, *, labelled: bool) -> bool:
    """Whether a piece of a line can be the name of an outlet, a person or a place."""
    if not part or len(part) > _LONGEST_NAME or len(part.split()) > _MOST_WORDS:
        return False
    if not part.isascii() and sum(map(is_unspaced, part)) > 24:
        return False
    first = next((sign for sign in part if sign.isalnum()), "")
    capital = labelled or not first.islower() or _THE.match(part) is not None or "." in part or not part.isascii()
    return bool(first) and capital and not part.isdigit()

"""The words of a past issue that its edition keeps: greeting, teaser, credits, headings; others as shipped."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from dateline.issue import edition
from dateline.records import PastIssue, PastParagraph
from dateline.sentences import sentences

_SHIPPED = ("monthly-letter", "weekly-roundup", "sectioned", "daily-brief")
_LONGEST = 400  # characters of a standing text that is taken over
_WELCOME = re.compile(
    r"^\W*(?:hello|hi|welcome|dear|greetings|hallo|willkommen|liebe|bonjour|bienvenue|hola|bienvenid|您好|你好|欢迎|各位|亲爱)",
    re.I,
)
_WHAT_IT_IS = re.compile(
    r"^\W*(?:this is|you(?:’|'| a)re reading|here is) .{0,60}\b(?:newsletter|letter|digest|round-?up|weekly|bulletin)\b"
    r"|^\W*(?:这里记录|这里是|本刊|本周刊|本通讯|本简报)",
    re.I,
)
_NAMED = re.compile(
    r"(?i:\bwelcome (?:back )?to )((?:(?:another|this|a new) (?i:issue|edition) of )?)([^,.!?:;—–]{3,60})"
)
_NAMED_ZH = re.compile(r"《([^《》]{2,40})》")
_OPENING = re.compile(
    r"(?:^|(?<=[.!?。！？] )|(?<=[。！？]))"
    r"(this (?:week|month|issue|time)|today|in this (?:issue|edition)|本周|本期|本月|今天|diese Woche)"
    r"(?=\W|[关我聚看带])",
    re.I,
)
_SOURCES = re.compile(r"^(?:Sources?|Quellen?|Fuentes?|来源|资料来源|消息来源)\s*[:：]", re.I)
_NUMBERED_TITLE = re.compile(r"\s*(?:[#№]?\s*\d{1,5}|[（(]?第\s*\d+\s*期[）)]?.*|(?:No|Issue|Nr)\.?\s*\d+)\s*$", re.I)
_FIXED = re.compile(r"([^：:]{2,24})(?:：|:\s+)\S.*")
_OF_THE_TIME = re.compile(r"本[周期月]|每[周月]|\b(?:week|month|issue|day|woche|monat)s?\b", re.I)
_FRAMES = {
    "en": (
        "{opening}, we are looking at two stories: {{first}}; and {{second}}.",
        "{opening}, we are looking at one story: {{first}}.",
    ),
    "zh": ("{opening}关注两件事：{{first}}；以及{{second}}。", "{opening}关注：{{first}}。"),
    "de": (
        "{opening} geht es um zwei Meldungen: {{first}} und {{second}}.",
        "{opening} geht es um eine Meldung: {{first}}.",
    ),
}
_USUAL_OPENING = {"en": "In this issue", "zh": "本期", "de": "In dieser Ausgabe"}
IN_THIS_ISSUE = {"en": "In this issue:", "zh": "本期内容：", "de": "In dieser Ausgabe:"}
_CREDIT = {
    "en": "Sources: {outlets}.",
    "zh": "来源：{outlets}。",
    "de": "Quellen: {outlets}.",
    "fr": "Sources : {outlets}.",
}


def is_greeting(text: str, title: str | None) -> bool:
    """Whether a text greets or says what the publication is; a first sentence of news does neither."""
    name = name_of(title)
    first = _first(text)
    says = bool(name) and name in first and bool(re.search(r"\b(?:is|brings|welcome)\b|是|欢迎|为您", first))
    return bool(_WELCOME.match(text) or _WHAT_IT_IS.match(first)) or says


def greeting(text: str, title: str | None) -> str:
    """The first sentence of a greeting, with {title} for the publication's name; the whole of it must be said so."""
    first, name = _first(text)[:_LONGEST], name_of(title)
    found = _NAMED.search(first) or _NAMED_ZH.search(first)
    if len(name) > 3 and name in first:
        return "{title}".join(map(_braced, first.split(name)))
    if found:
        start, end = found.span(found.re.groups)
        return _braced(first[:start]) + "{title}" + _braced(first[end:])
    return bare(first) or "{title}"


def teasers(said: Sequence[str], language: str) -> tuple[str, str]:
    """What follows a greeting, for two stories and for one, with the issue's own opening: This week, …"""
    found = next((match for text in said if (match := _OPENING.search(text))), None)
    base = language if language in _FRAMES else "en"
    opening = found[1] if found and base == language else _USUAL_OPENING[base]
    two, one = _FRAMES[base]
    opening = opening[:1].upper() + opening[1:]
    return two.format(opening=opening), one.format(opening=opening)


def closings(past: PastIssue) -> Iterator[tuple[str, str]]:
    """The standing texts at the end: what lists outlets is the credit of sources, the first other one the closing."""
    outlets = {item.outlet for section in past.sections for item in section.items if item.outlet}
    outlets |= {link.text for section in past.sections for item in section.items for link in item.links if link.text}
    texts = [one.text for one in past.closing if one.kind == "text" and one.text.strip()]
    listing = [bool(_SOURCES.match(text)) or sum(outlet in text for outlet in outlets) >= 2 for text in texts]
    if any(listing):
        yield "sources", _CREDIT.get((past.language or "en")[:2], _CREDIT["en"])
    other = next((text for text, lists in zip(texts, listing, strict=True) if not lists and len(text) <= _LONGEST), "")
    if other:
        yield "closing", bare(other)


def name_of(title: str | None) -> str:
    """The publication's name in an issue's title, without its number."""
    return _NUMBERED_TITLE.sub("", plain(title)).strip(" -–—:：,，")


def fixed(title: str) -> str:
    """What of a section's heading stays from issue to issue: 本周话题 of 本周话题：远程办公的代价."""
    match = _FIXED.fullmatch(title)
    return match[1].strip() if match and _OF_THE_TIME.search(match[1]) else title


def known(title: str, language: str) -> str | None:
    """A heading in a language, where a shipped edition has it in any; None: none does."""
    return _headings().get(title.casefold(), {}).get(language)


def lead_in(language: str) -> str | None:
    """The shipped lead-in of a language; None: there is none."""
    return edition.load("monthly-letter").texts.get(language, {}).get("lead_in")


def shipped_texts(language: str) -> dict[str, str]:
    """The shipped greeting and teasers of a language; nothing where there are none."""
    return dict(edition.load("weekly-roundup").texts.get(language, {}))


def texts_of(paragraphs: Iterable[PastParagraph]) -> list[str]:
    """What paragraphs say, but the empty ones and sub-headings."""
    return [one.text for one in paragraphs if one.text.strip() and one.kind != "subheading"]


def bare(text: str) -> str:
    """A text in which braces are printed."""
    return _braced(plain(text))


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def plain(text: str | None) -> str:
    """One line without control characters."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in text or "")
    return " ".join(kept.split())


def _first(text: str) -> str:
    found = sentences(text)
    return text[found[0].start : found[0].end] if found else text


@functools.cache
def _headings() -> dict[str, dict[str, str]]:
    """The headings of the shipped editions, by any of them in lower case."""
    found: dict[str, dict[str, str]] = {}
    for name in _SHIPPED:
        for section in edition.load(name).sections:
            for heading in filter(None, section.headings.values()):
                found.setdefault(heading.casefold(), dict(section.headings))
    return found

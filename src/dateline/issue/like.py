"""Proposes an edition in the form of a past issue: its sections, quotas, numbers, attributions and introduction."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.clock import parse_period
from dateline.errors import BadSettings
from dateline.issue import edition, like_forms
from dateline.records import PastIssue, PastItem, PastParagraph, PastSection
from dateline.sentences import sentences
from dateline.tokens import count_words

_MOST = 24  # sections that are proposed
_BRIEF = 60  # words of an item's text up to which it is a brief
_SPREAD = {"day": 1, "week": 10}  # days between the first and the last report up to which it is such a period
_GREETING = re.compile(
    r"^\W*(?:hello|hi|welcome|dear|greetings|hallo|willkommen|liebe|bonjour|hola|您好|你好|欢迎|各位|亲爱)", re.I
)
_KINDS = (
    ("calendar", r"\b(?:upcoming|events?|calendar|diary|agenda|termine|fechas)\b|活动预告|近期活动|日历|会议预告"),
    ("quote", r"\bquot(?:e|ation) of\b|本[期周月]语录|金句"),
    ("figure", r"\b(?:figure|number) of the\b|本[期周月]数字|数读"),
)
_PERIODS = {
    "week": ("week", "周", "woche"),
    "month": ("month", "月", "monat"),
    "day": ("daily", "today", "今日", "每日"),
}
_SOURCES = re.compile(r"^(Sources?|Quellen?|Fuentes?|来源|资料来源)\s*[:：]", re.I)
_WORDS, _LONG_KEY = 4, 28  # words and characters of a heading that name its section
_LONGEST = 400  # characters of a standing text that is taken over
_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "heading": "News",
        "depth": "In depth",
        "lead_in": "The {heading}:",
        "in_this_issue": "In this issue:",
        "teaser": "We are looking at two stories: {first}; and {second}.",
        "teaser_one": "We are looking at one story: {first}.",
    },
    "zh": {
        "heading": "新闻",
        "depth": "深度",
        "lead_in": "{heading}：",
        "in_this_issue": "本期内容：",
        "teaser": "本期关注两件事：{first}；以及{second}。",
        "teaser_one": "本期关注：{first}。",
    },
    "de": {
        "heading": "Nachrichten",
        "depth": "Im Blick",
        "lead_in": "{heading}:",
        "in_this_issue": "In dieser Ausgabe:",
        "teaser": "Es geht um zwei Meldungen: {first} und {second}.",
        "teaser_one": "Es geht um eine Meldung: {first}.",
    },
}


@dataclass(frozen=True, slots=True)
class _Manner:
    """What was recognised of the issue as a whole."""

    language: str
    introduction: str
    period: str
    woven: bool


def propose(past: PastIssue, name: str, text: str = "", languages: Sequence[str] = ()) -> str:
    """The TOML of an edition in the form of a past issue; `text` is that of its file, where it has one.

    `languages` are further ones that issues are to be made in: their headings are the past issue's until translated.
    """
    items = [item for section in past.sections for item in section.items]
    manner = _manner(past, items)
    spoken = tuple(dict.fromkeys((manner.language, *languages)))
    blocks = [
        _head(past, name, manner),
        *(_texts(past, one, manner) for one in spoken),
        _form(items, text, manner),
        *_sections(past, spoken, manner),
    ]
    return "\n".join("\n".join(block) + "\n" for block in blocks)


def _manner(past: PastIssue, items: Sequence[PastItem]) -> _Manner:
    sourced = sum(bool(item.url or item.published) for item in items)
    outlets = {item.outlet for item in items if item.outlet}  # one and the same is the issue's own
    told = sum(bool(item.paragraphs) for item in items)
    numbered = any(item.number is not None for item in items)
    language = (past.language or "en").lower().split("-")[0]
    return _Manner(
        language=language if re.fullmatch("[a-z]{2,3}", language) and language != "und" else "en",
        introduction=_introduction(past.introduction, len(items)),
        period=_period(past, items),
        woven=sourced <= 0.3 * len(items) and told > 0.5 * len(items) and len(outlets) <= 1 and not numbered,
    )


def _introduction(paragraphs: Sequence[PastParagraph], items: int) -> str:
    """How the issue introduces: by a greeting, one sentence an item, a list of headlines, or not at all."""
    whole = [one.text for one in paragraphs if one.text.strip()]
    if not whole:
        return "none"
    if _GREETING.match(whole[0]):
        return "greeting"
    if sum(one.kind == "entry" for one in paragraphs) > len(whole) / 2:
        return "teaser"
    said = sum(len(sentences(text)) for text in whole)
    return "sentence" if items and abs(said - items) <= max(1, items // 4) else "greeting"


def _period(past: PastIssue, items: Sequence[PastItem]) -> str:
    """Day, week or month: by the period that the issue tells, else by its reports' days, else by its words."""
    days = sorted({item.published for item in items if item.published and len(item.published) == 10})
    try:
        known = parse_period(past.period) if past.period else None
    except BadSettings:
        known = None
    if known and known.last > known.first:
        return _called((known.last - known.first).days)
    if len(days) > 1 or (days and not known):
        return _called((date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days)
    told = " ".join([past.title or "", *(one.text for one in past.introduction)]).casefold()
    return next((period for period, own in _PERIODS.items() if any(word in told for word in own)), "month")


def _called(spread: int) -> str:
    return next((name for name, most in _SPREAD.items() if spread <= most), "month")


def _head(past: PastIssue, name: str, manner: _Manner) -> list[str]:
    titled = f" “{_plain(past.title)}”" if past.title else ""
    return [
        f"# Proposed from a past issue{titled}. Look through it: what each key means is in docs/reference/editions.md.",
        f"name = {_quoted(name)}",
        f"period = {_quoted(manner.period)}",
        f"introduction = {_quoted(manner.introduction)}",
    ]


def _texts(past: PastIssue, language: str, manner: _Manner) -> list[str]:
    """The standing texts: the issue's own where they are recognised."""
    words, own = _TEXTS.get(language, _TEXTS["en"]), language == manner.language
    rows = [f"[{language}]", 'title = "{title}"']
    said = [one.text for one in past.introduction if one.text.strip()]
    if manner.introduction == "greeting":
        first = said[0][slice(*_first_sentence(said[0]))] if said else ""
        rows.append(f"greeting = {_quoted(_titled(first, past.title) if own else '{title}')}")
        rows += [f"{key} = {_quoted(words[key])}" for key in ("teaser", "teaser_one")]
    heading = next((one.title for one in past.sections if one.items and one.title), None)
    if manner.introduction == "sentence" and heading and heading.casefold() in said[0].casefold():
        shown = heading.lower() if language == "en" else heading
        rows.append(f"lead_in = {_quoted(words['lead_in'].replace('{heading}', _bare(shown)))}")
    if manner.introduction == "teaser":
        rows.append(f"in_this_issue = {_quoted(words['in_this_issue'])}")
    return rows + list(_closing(past, own))


def _closing(past: PastIssue, own: bool) -> Iterator[str]:
    for key, pattern in (("sources", True), ("closing", False)):
        for one in past.closing if own else ():
            match = _SOURCES.match(one.text)
            if bool(match) is pattern and one.text.strip() and len(one.text) <= _LONGEST:
                told = f"{match[0].strip()} {{outlets}}." if match else _bare(one.text)
                yield f"{key} = {_quoted(told)}"
                break


def _form(items: Sequence[PastItem], text: str, manner: _Manner) -> list[str]:
    found = like_forms.attribution(items, text) if text else None
    day = found[1] if found else like_forms.date_form(items, text) if text else None
    is_chinese = manner.language == "zh"
    outlets, dates = any(item.outlet for item in items), any(item.published for item in items)
    default = ("（{outlet}，{date}）" if is_chinese else "({outlet}, {date})") if dates else "({outlet})"
    attribution = "" if manner.woven or not outlets else found[0] if found else default
    rows = ["[form]", *["woven = true"] * manner.woven]
    rows.append(f"attribution = {_quoted(attribution)}")
    rows.append(f"date = {_quoted(day or ('YYYY年M月D日' if is_chinese else 'DD-MM-YYYY'))}")
    rows.append(f"link = {_quoted('none' if manner.woven else like_forms.link(items, text))}")
    numbering = like_forms.numbering(items, text) if text else None
    rows += [f"numbering = {_quoted(numbering)}"] if numbering else []
    return rows + ["contents = true"] * (bool(text) and like_forms.has_contents(text))


def _sections(past: PastIssue, languages: Sequence[str], manner: _Manner) -> Iterator[list[str]]:
    filled = [one for one in past.sections if one.items] or [PastSection(None, (PastItem(None),))]
    first = [min((item.number for item in one.items if item.number is not None), default=0) for one in filled]
    restart, keys = sum(number == 1 for number in first) > 1, set[str]()
    for at, section in enumerate(filled[:_MOST]):
        key = _key(section.title, at, keys)
        keys.add(key)
        yield list(_section(section, key, languages, manner, is_lead=at == 0 < len(filled) - 1, restart=restart))
    if len(filled) > _MOST:
        yield [f"# {len(filled) - _MOST} further sections of the issue are not taken over."]


def _section(
    section: PastSection, key: str, languages: Sequence[str], manner: _Manner, *, is_lead: bool, restart: bool
) -> Iterator[str]:
    items = section.items
    title = _plain(section.title or "")
    kind = next((kind for kind, pattern in _KINDS if re.search(pattern, title, re.I)), "stories")
    numbered = kind == "stories" and 2 * sum(item.number is not None for item in items) > len(items)
    yield "[[sections]]"
    yield f"key = {_quoted(key)}"
    yield from [f"kind = {_quoted(kind)}"] * (kind != "stories")
    usual = "depth" if manner.woven and is_lead else "heading"
    headings = ", ".join(f"{one} = {_quoted(_heading(title, one, usual))}" for one in languages)
    yield f"headings = {{ {headings} }}"
    yield f"quota = {len(items)}"
    yield from ["numbered = true"] * numbered
    yield from ["restart = true"] * (numbered and restart)
    if kind == "stories":
        yield from _length(items, manner, is_lead=is_lead)
        terms = _known_terms(title)
        yield from [f"terms = [{', '.join(map(_quoted, terms))}]"] * bool(terms)


def _length(items: Sequence[PastItem], manner: _Manner, *, is_lead: bool) -> Iterator[str]:
    """How long the items are, and what of other reports they take."""
    words = [sum(count_words(one.text) for one in item.paragraphs) for item in items]
    if max(words) == 0:
        yield 'style = "headline"'
    elif sorted(words)[len(words) // 2] <= _BRIEF:
        yield 'style = "brief"'
        yield f"words = {-(-max(20, min(max(words), 2 * _BRIEF)) // 10) * 10}"
    elif manner.woven and is_lead:
        yield "additions = 5"
        yield "background = 2"
    elif manner.woven:
        yield 'style = "brief"'
        yield f"words = {2 * _BRIEF}"
    else:
        yield f"additions = {4 if is_lead and len(items) == 1 else 2}"


def _known_terms(title: str) -> tuple[str, ...]:
    """The terms by which the shipped edition of many subjects knows a section of this heading."""
    for section in edition.load("sectioned").sections:
        if title.casefold() in {heading.casefold() for heading in section.headings.values()}:
            return section.rules.terms
    return ()


def _heading(title: str, language: str, usual: str) -> str:
    """The heading, in another language where the shipped edition of many subjects has it; without one, the usual."""
    if title:
        for section in edition.load("sectioned").sections:
            if title.casefold() in {one.casefold() for one in section.headings.values()}:
                return section.headings.get(language, title)
    return title or _TEXTS.get(language, _TEXTS["en"])[usual]


def _key(title: str | None, at: int, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", title or "").encode("ascii", "ignore").decode().lower()
    key = "-".join(re.findall(r"[a-z0-9]+", plain)[:_WORDS])[:_LONG_KEY].strip("-")
    key = key if key[:1].isalpha() else f"section-{at + 1}"
    return key if key not in taken else f"{key}-{at + 1}"


def _first_sentence(text: str) -> tuple[int, int]:
    found = sentences(text)
    return (found[0].start, found[0].end) if found else (0, len(text))


def _titled(text: str, title: str | None) -> str:
    """The text with {title} where it names the issue, all other braces printed."""
    bare = _bare(text)[:_LONGEST]
    named = _bare(title or "").strip()
    return bare.replace(named, "{title}") if len(named) > 3 else bare or "{title}"


def _bare(text: str) -> str:
    return _plain(text).replace("{", "{{").replace("}", "}}")


def _plain(text: str | None) -> str:
    """One line without control characters."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in text or "")
    return " ".join(kept.split())


def _quoted(text: str) -> str:
    """A text as TOML writes it: JSON's strings are TOML's, but for control characters, which are taken out."""
    return json.dumps(_plain(text), ensure_ascii=False)

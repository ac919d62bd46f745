"""Proposes an edition in the form of a past issue: its sections, quotas, numbers, attributions and introduction."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.clock import parse_period
from dateline.errors import BadSettings
from dateline.issue import edition, like_forms, like_words
from dateline.issue.like_own import Own, Shape
from dateline.records import Form, PastIssue, PastItem, PastSection
from dateline.sentences import sentences
from dateline.tokens import count_words

_MOST = 24  # sections that are proposed
_LARGEST = 20  # items that a section is given at most
_FEW = 3  # quotations or figures
_BRIEF = 60  # words of an item's text up to which it is a brief
_SPREAD = {"day": 1, "week": 10}  # days between the first and the last report up to which it is such a period
_KINDS = (
    ("calendar", r"\b(?:upcoming|events?|calendar|diary|agenda|termine|fechas)\b|活动预告|近期活动|日历|会议预告"),
    ("quote", r"\bquot(?:es?|ations?)(?: of\b|$)|本[期周月]语录|金句|^言论$|^语录$|^名言$"),
    ("figure", r"\b(?:figure|number) of the\b|本[期周月]数字|数读"),
)
_PERIODS = (
    ("week", r"\bweek(?:ly|s)?\b|每周|本周|周刊|周报|\bwoche|wöchentlich|hebdo|semaine|semanal"),
    ("month", r"\bmonth(?:ly)?\b|每月|本月|月刊|月报|\bmonat|mensuel|mensual"),
    ("day", r"\b(?:daily|today)\b|今日|每日|早报|晚报"),
)
_WORDS, _LONG_KEY = 4, 28  # words and characters of a heading that name its section


@dataclass(frozen=True, slots=True)
class _Manner:
    """What was recognised of the issue as a whole."""

    language: str
    introduction: str
    period: str
    woven: bool
    own: Own | None = None  # what an issue of ours says itself


def propose(past: PastIssue, name: str, text: str = "", languages: Sequence[str] = (), own: Own | None = None) -> str:
    """The TOML of an edition in the form of a past issue; `text` is that of its file, where it has one.

    `languages` are further ones that issues are to be made in, taken in where the shipped editions know all headings.
    `own` is what an issue of Dateline says of itself.
    """
    sections = _filled(past, own)
    items = [item for section, _ in sections for item in section.items]
    told = [item for section, shape in sections if _kind(section, shape) != "calendar" for item in section.items]
    manner = _manner(past, items, own)
    spoken = _spoken(manner.language, languages, sections)
    blocks = [
        _head(past, name, manner, items),
        *(_texts(past, one, manner) for one in spoken),
        _form(told, text, manner),
        *_sections(sections, spoken, manner),
    ]
    return "\n".join("\n".join(block) + "\n" for block in blocks)


def _filled(past: PastIssue, own: Own | None) -> list[tuple[PastSection, Shape | None]]:
    """The sections that have something, each with what an issue of ours says of it."""
    shapes = own.sections if own else ()
    paired = zip(
        past.sections, shapes if len(shapes) == len(past.sections) else (None,) * len(past.sections), strict=True
    )
    found = list[tuple[PastSection, Shape | None]]()
    for section, shape in paired:
        items = tuple(one for one in section.items if shape is None or one.title or one.url)
        if items or (shape and shape.kind == "text"):
            found.append((PastSection(section.title, items), shape))
    return found or [(PastSection(None, (PastItem(None),)), None)]


def _spoken(
    language: str, languages: Sequence[str], sections: Sequence[tuple[PastSection, Shape | None]]
) -> tuple[str, ...]:
    """The issue's language, and others for which every heading is known."""
    titles = [like_words.plain(section.title) for section, _ in sections]
    further = (
        one for one in languages if all(not title or like_words.known(title, one) is not None for title in titles)
    )
    is_text = any(shape and shape.kind == "text" for _, shape in sections)
    return tuple(dict.fromkeys((language, *(() if is_text else further))))


def _manner(past: PastIssue, items: Sequence[PastItem], own: Own | None) -> _Manner:
    sourced = sum(bool(item.url or item.published) for item in items)
    outlets = {item.outlet for item in items if item.outlet}  # one and the same is the issue's own
    told = sum(bool(item.paragraphs) for item in items)
    numbered = any(item.number is not None for item in items)
    language = (past.language or "en").lower().split("-")[0]
    woven = sourced <= 0.3 * len(items) and told > 0.5 * len(items) and len(outlets) <= 1 and not numbered
    shipped = own.edition if own else None
    return _Manner(
        language=language if re.fullmatch("[a-z]{2,3}", language) and language != "und" else "en",
        introduction=shipped.introduction if shipped else _introduction(past, len(items)),
        period=shipped.period if shipped else _period(past, items),
        woven=own.form.woven if own and own.form else woven,
        own=own,
    )


def _introduction(past: PastIssue, items: int) -> str:
    """How the issue introduces: by a greeting, one sentence an item, a list of headlines, or not at all."""
    whole = [one for one in past.introduction if one.text.strip()]
    if not whole:
        return "none"
    if like_words.is_greeting(whole[0].text, past.title):
        return "greeting"
    if sum(one.kind == "entry" for one in whole) >= len(whole) / 2:
        return "teaser"
    said = sum(len(sentences(one.text)) for one in whole)
    return "sentence" if items and abs(said - items) <= max(1, items // 4) else "none"


def _period(past: PastIssue, items: Sequence[PastItem]) -> str:
    """Day, week or month: by the period that the issue tells, its title's words, its reports' days, its other words."""
    try:
        known = parse_period(past.period) if past.period else None
    except BadSettings:
        known = None
    if known and known.last > known.first:
        return _called((known.last - known.first).days)
    titled = _worded(past.title or "")
    if titled:
        return titled
    days = sorted(date.fromisoformat(one) for item in items if (one := item.published) and len(one) == 10)
    middle = days[len(days) // 8 : len(days) - len(days) // 8]  # some reports are late, some events to come
    if len(middle) > 1:
        return _called((middle[-1] - middle[0]).days)
    return _worded(" ".join(one.text for one in past.introduction)) or "month"


def _worded(text: str) -> str:
    return next((period for period, words in _PERIODS if re.search(words, text, re.I)), "")


def _called(spread: int) -> str:
    return next((name for name, most in _SPREAD.items() if spread <= most), "month")


def _head(past: PastIssue, name: str, manner: _Manner, items: Sequence[PastItem]) -> list[str]:
    title = like_words.plain(past.title)
    titled = f" “{title}”" if title else ""
    every = {"day": "daily", "week": "weekly", "month": "monthly"}[manner.period]
    count = f"{min(len(items), 999)} item{'s' * (len(items) != 1)}"
    return [
        f"# Proposed from a past issue{titled}. Look through it: what each key means is in docs/reference/editions.md.",
        f"name = {_quoted(name)}",
        f"summary = {_quoted(f'A {every} issue of {count}, in the form of a past one{titled[:120]}.')}",
        f"period = {_quoted(manner.period)}",
        f"introduction = {_quoted(manner.introduction)}",
    ]


def _texts(past: PastIssue, language: str, manner: _Manner) -> list[str]:
    """The standing texts: those of the shipped edition of an issue of ours, else the issue's own where recognised."""
    own = language == manner.language
    shipped = manner.own.edition.texts.get(language) if manner.own and manner.own.edition else None
    if shipped:
        return [f"[{language}]", *(f"{key} = {_quoted(value)}" for key, value in shipped.items())]
    rows = {"title": "{title}"}
    said = like_words.texts_of(past.introduction)
    if manner.introduction == "greeting":
        usual = like_words.shipped_texts(language)
        rows["greeting"] = (
            like_words.greeting(said[0], past.title) if own and said else usual.get("greeting", "{title}")
        )
        rows["teaser"], rows["teaser_one"] = like_words.teasers(said if own else (), language)
    heading = next((one.title for one in past.sections if one.items and one.title), None)
    if manner.introduction == "sentence" and heading and said and heading.casefold() in said[0].casefold():
        shown = heading.lower() if language == "en" else heading
        mark = "：" if language == "zh" else ":"
        article = "The " if language == "en" else ""
        rows["lead_in"] = (not own and like_words.lead_in(language)) or f"{article}{like_words.bare(shown)}{mark}"
    if manner.introduction == "teaser":
        rows["in_this_issue"] = like_words.IN_THIS_ISSUE.get(language, like_words.IN_THIS_ISSUE["en"])
    rows |= dict(like_words.closings(past)) if own else {}
    return [f"[{language}]", *(f"{key} = {_quoted(value)}" for key, value in rows.items())]


def _form(items: Sequence[PastItem], text: str, manner: _Manner) -> list[str]:
    if manner.own and manner.own.form:
        return _own_form(manner.own.form)
    found = like_forms.attribution(items, text) if text else None
    day = found[1] if found else like_forms.date_form(items, text) if text else None
    is_chinese = manner.language == "zh"
    named = sum(bool(item.outlet) for item in items)
    outlets, dates = 3 * named >= len(items) and named > 0, any(item.published for item in items)
    default = ("（{outlet}，{date}）" if is_chinese else "({outlet}, {date})") if dates else "({outlet})"
    attribution = "" if manner.woven or not outlets else found[0] if found else default
    rows = ["[form]", *["woven = true"] * manner.woven]
    rows.append(f"attribution = {_quoted(attribution)}")
    rows.append(f"date = {_quoted(day or ('YYYY年M月D日' if is_chinese else 'DD-MM-YYYY'))}")
    rows.append(f"link = {_quoted('none' if manner.woven else like_forms.link(items, text))}")
    numbering = like_forms.numbering(items, text) if text else None
    rows += [f"numbering = {_quoted(numbering)}"] if numbering else []
    return rows + ["contents = true"] * (bool(text) and like_forms.has_contents(text))


def _own_form(form: Form) -> list[str]:
    """A form as its issue says it; a logo lies in a file of its own, which the editor puts beside the edition."""
    flags = [f"{key} = true" for key in ("woven", "contents") if getattr(form, key)]
    always = ("numbering", "attribution", "date", "link")
    texts = [f"{key} = {_quoted(getattr(form, key))}" for key in always]
    texts += [
        f"{key} = {_quoted(getattr(form, key))}" for key in ("accent", "background", "masthead") if getattr(form, key)
    ]
    texts += ['font = "sans"'] * (form.font == "sans")
    return [
        "[form]",
        *flags,
        *texts,
        *['# logo = "logo.png"  # the issue has one: put it beside this file'] * bool(form.logo),
    ]


def _sections(
    sections: Sequence[tuple[PastSection, Shape | None]], languages: Sequence[str], manner: _Manner
) -> Iterator[list[str]]:
    first = [min((item.number for item in one.items if item.number is not None), default=0) for one, _ in sections]
    restart, keys, seen = sum(number == 1 for number in first) > 1, set[str](), dict[str, int]()
    for at, (section, shape) in enumerate(sections[:_MOST]):
        title = like_words.fixed(like_words.plain(section.title))
        seen[title] = seen.get(title, 0) + 1
        shown = f"{title} ({seen[title]})" if title and seen[title] > 1 else title
        key = _key(shape.key if shape else title, at, keys)
        keys.add(key)
        placed = _Placed(PastSection(shown, section.items), shape, key, at == 0 < len(sections) - 1, restart)
        yield list(_section(placed, languages, manner))
    if len(sections) > _MOST:
        yield [f"# {len(sections) - _MOST} further sections of the issue are not taken over."]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A section at its place in the edition."""

    section: PastSection
    shape: Shape | None
    key: str
    is_lead: bool
    restart: bool


def _kind(section: PastSection, shape: Shape | None) -> str:
    if shape:
        return shape.kind
    title = like_words.plain(section.title)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, title, re.I)), "stories")


def _section(placed: _Placed, languages: Sequence[str], manner: _Manner) -> Iterator[str]:
    items, shape = placed.section.items, placed.shape
    title, kind = placed.section.title or "", _kind(placed.section, shape)
    takes_stories = kind in ("stories", "spotlight")
    numbered = takes_stories and 2 * sum(item.number is not None for item in items) > len(items)
    yield "[[sections]]"
    yield f"key = {_quoted(placed.key)}"
    yield from [f"kind = {_quoted(kind)}"] * (kind != "stories")
    headings = ", ".join(f"{one} = {_quoted(_heading(title, one, manner.language))}" for one in languages)
    yield f"headings = {{ {headings} }}"
    yield f"quota = {min(len(items), _FEW if kind in ('quote', 'figure') else _LARGEST)}"
    yield from ["numbered = true"] * numbered
    yield from ["restart = true"] * (numbered and placed.restart)
    if kind == "text":
        note = like_words.plain(shape.note if shape else "") or title or "…"
        yield f"note = {{ {manner.language} = {_quoted(note)} }}"
    if takes_stories:
        yield from _length(items, manner, placed)
        terms = _known_terms(title)
        yield from [f"terms = [{', '.join(map(_quoted, terms))}]"] * bool(terms)


def _length(items: Sequence[PastItem], manner: _Manner, placed: _Placed) -> Iterator[str]:
    """How long the items are, and what of other reports they take."""
    words = [sum(count_words(one.text) for one in item.paragraphs) for item in items]
    usual = sorted(words)[len(words) // 2]
    drafted = manner.own.section(placed.key) if manner.own else None
    if drafted:
        yield from [f'style = "{drafted.style}"'] * (drafted.style != "item")
        yield from (
            f"{key} = {value}" for key in ("additions", "background", "words") if (value := getattr(drafted, key))
        )
        return
    style = (
        placed.shape.style if placed.shape else "headline" if max(words) == 0 else "brief" if usual <= _BRIEF else ""
    )
    if style == "headline":
        yield 'style = "headline"'
    elif style == "brief":
        yield 'style = "brief"'
        yield f"words = {-(-max(20, min(max(words), 2 * _BRIEF)) // 10) * 10}"
    elif manner.woven and (placed.is_lead or placed.shape):
        yield "additions = 5"
        yield "background = 2"
    elif manner.woven:
        yield 'style = "brief"'
        yield f"words = {2 * _BRIEF}"
    else:
        yield f"additions = {4 if placed.is_lead and len(items) == 1 else 2}"


def _known_terms(title: str) -> tuple[str, ...]:
    """The terms by which the shipped edition of many subjects knows a section of this heading."""
    for section in edition.load("sectioned").sections:
        if title.casefold() in {heading.casefold() for heading in section.headings.values()}:
            return section.rules.terms
    return ()


def _heading(title: str, language: str, own: str) -> str:
    """The heading; in another language than the issue's as the shipped editions have it. None is invented."""
    if not title or language == own:
        return title
    plain, number = re.sub(r" \(\d+\)$", "", title), re.search(r"(?: \(\d+\))?$", title)
    return (like_words.known(plain, language) or plain) + (number[0] if number else "")


def _key(title: str | None, at: int, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", title or "").encode("ascii", "ignore").decode().lower()
    key = "-".join(re.findall(r"[a-z0-9]+", plain)[:_WORDS])[:_LONG_KEY].strip("-")
    key = key if key[:1].isalpha() else f"section-{at + 1}"
    return key if key not in taken else f"{key}-{at + 1}"


def _quoted(text: str) -> str:
    """A text as TOML writes it: JSON's strings are TOML's, but for control characters, which are taken out."""
    return json.dumps(like_words.plain(text), ensure_ascii=False)

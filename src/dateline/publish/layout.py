"""An issue laid out: every word a reader will see, in its place, so that page and PDF only have to set it.

Two forms: the letter (numbered items, each with its attribution and link line) and the roundup (sections that weave
several outlets, with their sources at the end of an item). An edition that is not known here gets the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from dateline.publish.plain import foreign_tag, gap, language_tag, linkable, plain, primary
from dateline.publish.words import Words, words_for
from dateline.records import Issue, Item, ItemLink, Paragraph, Section, Sentence

_WOVEN_EDITIONS = frozenset({"weekly-roundup"})
_LABEL_OF_KEY = {"lead": "story", "news": "news", "brief": "brief"}
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_FROM_THE_RIGHT = frozenset({"ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"})
_OUR_ANCHORS = frozenset({"contents", "text", "introduction"})


@dataclass(frozen=True, slots=True)
class Credit:
    """The outlet behind a sentence, with what stands around its name."""

    before: str
    name: str
    lang: str | None  # of the name; None: the issue's
    after: str
    url: str | None  # None: no link


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence as it is set."""

    before: str  # the space to the one before
    text: str
    lang: str | None  # BCP 47; None: the issue's
    credit: Credit | None


@dataclass(frozen=True, slots=True)
class Report:
    """One report in a list of reports."""

    outlet: str
    outlet_lang: str | None  # BCP 47; None: the issue's
    title: str
    title_lang: str | None
    date: str
    mark: str  # " (in Chinese)"; empty: in the issue's language
    url: str | None  # None: no link


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it is set."""

    anchor: str
    number: str  # "3."; empty: not numbered
    headline: str
    lang: str | None  # of the headline; None: the issue's
    headed: bool  # False: the section's heading says the same and stands for both
    attribution: str  # (Outlet, 28-12-2016) (in Chinese); empty in the woven form
    address: str  # as shown in the link line; empty in the woven form
    url: str | None  # None: no link
    paragraphs: tuple[tuple[Phrase, ...], ...]
    reports: tuple[Report, ...]  # the other reports; in the woven form all of them
    reports_label: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is set."""

    anchor: str
    kind: str  # story, news or brief: how it is set
    heading: str  # empty: its items stand for themselves, a level higher
    quiet: bool  # the heading is a label only: those of its items lead
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An issue as it is set."""

    lang: str  # BCP 47
    rtl: bool  # the language is written from right to left
    woven: bool
    title: str
    number: str
    period: str
    day: tuple[int, int, int]  # the period's last day
    introduction: tuple[tuple[Phrase, ...], ...]
    parts: tuple[Part, ...]
    closing: tuple[tuple[Phrase, ...], ...]
    labels: dict[str, str]


def lay_out(issue: Issue) -> Sheet:
    """The issue as a reader sees it; parts without items and paragraphs without text are left out."""
    words = words_for(issue.language)
    setter = _Setter(issue.language, words, issue.edition in _WOVEN_EDITIONS)
    last = issue.period.last
    return Sheet(
        lang=language_tag(issue.language) or "en",
        rtl=primary(issue.language) in _FROM_THE_RIGHT,
        woven=setter.woven,
        title=plain(issue.title) or words.labels["untitled"],
        number=words.labels["number"].format(number=issue.number),
        period=words.period(issue.period),
        day=(last.year, last.month, last.day),
        introduction=setter.paragraphs(issue.introduction),
        parts=setter.parts(issue.sections),
        closing=setter.paragraphs(issue.closing),
        labels=words.labels,
    )


class _Setter:
    """Sets the pieces of one issue."""

    def __init__(self, home: str, words: Words, woven: bool) -> None:
        self.home, self.words, self.woven = home, words, woven
        self._taken = set(_OUR_ANCHORS)

    def parts(self, sections: Iterable[Section]) -> tuple[Part, ...]:
        return tuple(self._part(section, index) for index, section in enumerate(sections, 1) if section.items)

    def _part(self, section: Section, index: int) -> Part:
        kind = _LABEL_OF_KEY.get(section.key, "news")
        heading = plain(section.heading)
        if not heading and not self.woven:
            heading = self.words.labels[kind]
        alone = len(section.items) == 1
        entries = tuple(self._entry(item, alone and plain(item.headline) == heading) for item in section.items)
        quiet = self.woven and bool(heading) and any(entry.headed for entry in entries)
        return Part(self._anchor(f"part-{index}"), kind, heading, quiet, entries)

    def _entry(self, item: Item, headless: bool) -> Entry:
        headline = plain(item.headline) or plain(item.outlet) or self.words.labels["untitled"]
        links = item.links or (ItemLink(item.url, item.outlet, item.headline, item.published, item.language),)
        shown = links if self.woven else tuple(link for link in links if link.url != item.url)
        address = plain(item.url)
        label = "also" if not self.woven else "source" if len(shown) == 1 else "sources"
        return Entry(
            anchor=self._anchor(item.id),
            number="" if self.woven or item.number is None else f"{item.number}.",
            headline=headline,
            lang=foreign_tag(headline, item.language, self.home),
            headed=not headless,
            attribution="" if self.woven else self._attribution(item),
            address="" if self.woven else address,
            url=linkable(address),
            paragraphs=self.paragraphs(item.paragraphs, {link.url: link.language for link in links}),
            reports=tuple(self._report(link) for link in shown),
            reports_label=self.words.labels[label],
        )

    def _attribution(self, item: Item) -> str:
        first = self.words.bracketed(plain(item.outlet), self.words.dated(item.published))
        return first + self._mark(item.language)

    def _mark(self, language: str) -> str:
        mark = self.words.bracketed(self.words.mark(language))
        return gap(self.words.labels["close"], mark) + mark

    def _report(self, link: ItemLink) -> Report:
        address, title = plain(link.url), plain(link.title)
        outlet = plain(link.outlet)
        return Report(
            outlet=outlet,
            outlet_lang=foreign_tag(outlet, link.language, self.home),
            title=title or address or self.words.labels["untitled"],
            title_lang=foreign_tag(title, link.language, self.home) if title else None,
            date=self.words.dated(link.published),
            mark=self._mark(link.language),
            url=linkable(address),
        )

    def paragraphs(
        self, paragraphs: Iterable[Paragraph], languages: dict[str, str] | None = None
    ) -> tuple[tuple[Phrase, ...], ...]:
        set_ones = (self._phrases(paragraph.sentences, languages or {}) for paragraph in paragraphs)
        return tuple(phrases for phrases in set_ones if phrases)

    def _phrases(self, sentences: Iterable[Sentence], languages: dict[str, str]) -> tuple[Phrase, ...]:
        """The sentences that can be seen; a run of them from one report has its credit behind the last one."""
        phrases: list[Phrase] = []
        before = ""
        shown = [(sentence, text) for sentence in sentences if (text := plain(sentence.text))]
        sources = [(sentence.credit, sentence.credit_url) for sentence, _ in shown]
        for (sentence, text), source, following in zip(shown, sources, [*sources, None][1:], strict=True):
            known = languages.get(sentence.credit_url or "", self.home)
            credit = self._credit(sentence, known) if source != following else None
            differs = sentence.language and primary(sentence.language) != primary(self.home)
            lang = language_tag(sentence.language or "") if differs else None
            phrases.append(Phrase(gap(before, text), text, lang, credit))
            before = credit.after if credit else text
        return tuple(phrases)

    def _credit(self, sentence: Sentence, language: str) -> Credit | None:
        name = plain(sentence.credit or "")
        if not name:
            return None
        labels = self.words.labels
        mark = self.words.mark(language)
        return Credit(
            before=gap(labels["close"], labels["open"]) + labels["open"],
            name=name,
            lang=foreign_tag(name, language, self.home),
            after=(labels["comma"] + mark if mark else "") + labels["close"],
            url=linkable(plain(sentence.credit_url or "")),
        )

    def _anchor(self, wanted: str) -> str:
        """The wanted anchor if it is one and free, else the first free of entry-1, entry-2 …"""
        free = _ANCHOR.fullmatch(wanted) and wanted not in self._taken
        anchor = wanted if free else next(n for i in count(1) if (n := f"entry-{i}") not in self._taken)
        self._taken.add(anchor)
        return anchor

"""An issue laid out: every word a reader will see, in its place, so that page and PDF only have to set it.

What it looks like is said by the issue itself: its form, and the kind and style of its sections and paragraphs.
What an item does not say (headline, outlet, day, address) is not set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import count, groupby

from dateline.publish.colours import DARK, LIGHT, PAPER, scheme
from dateline.publish.logo import safe_logo
from dateline.publish.plain import foreign_tag, gap, language_tag, linkable, plain, plain_lines, primary
from dateline.publish.sheet import Course, Credit, Entry, Note, Part, Passage, Phrase, Report, Sheet
from dateline.publish.templates import Piece, filled
from dateline.publish.timeline import course
from dateline.publish.words import Words, words_for
from dateline.records import Correction, Form, Issue, Item, ItemLink, Paragraph, Section, Sentence

_LABEL_OF_KEY = {"lead": "story", "news": "news", "brief": "brief"}
_SET_OFF = ("calendar", "quote", "figure", "text")  # kinds of section that are set in a way of their own
_LISTED = {"entry": "list", "table": "table"}  # kinds of paragraph that stand together
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ONWARD = "↗"  # the credit of a link that stands for itself, in the introduction or end of an imported issue
_OUTLET_AND_DAY = re.compile(r"(.+?)(?:, (\d\d)-(\d\d)-(\d{4}))?")  # as the excerpts credit a report
_FROM_THE_RIGHT = frozenset({"ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"})
_USUAL = Form()
_OUR_ANCHORS = frozenset({"contents", "text", "introduction", "corrections"})


def lay_out(issue: Issue) -> Sheet:
    """The issue as a reader sees it; parts without items or text and paragraphs without text are left out."""
    words = words_for(issue.language)
    setter = _Setter(issue, words)
    last, form = issue.period.last, issue.form
    parts = setter.parts(issue.sections)
    corrections = setter.corrections()
    return Sheet(
        lang=language_tag(issue.language) or "en",
        rtl=primary(issue.language) in _FROM_THE_RIGHT,
        woven=form.woven,
        title=plain(issue.title) or words.labels["untitled"],
        masthead=plain(form.masthead),
        number="" if issue.number is None else words.labels["number"].format(number=issue.number),
        period=words.period(issue.period),
        day=(last.year, last.month, last.day),
        contents=form.contents,
        logo=safe_logo(form.logo),
        sans=form.font == "sans",
        light=scheme(LIGHT, form.accent, form.background),
        dark=scheme(DARK, form.accent, form.background),
        paper=scheme(PAPER, form.accent, form.background),
        introduction=setter.paragraphs(issue.introduction),
        parts=parts,
        closing=setter.paragraphs(issue.closing),
        corrections=corrections,
        corrected=words.labels["corrected"].format(date=corrections[-1].date) if corrections else "",
        labels=words.labels,
        period_name=plain(issue.period.name),
        edition=plain(issue.edition),
        form=_form_data(form),
    )


class _Setter:
    """Sets the pieces of one issue."""

    def __init__(self, issue: Issue, words: Words) -> None:
        self.issue, self.form, self.home, self.words = issue, issue.form, issue.language, words
        self._taken = set(_OUR_ANCHORS)
        self._anchors: dict[str, tuple[str, str]] = {}  # anchor and headline by id of the item

    def parts(self, sections: Iterable[Section]) -> tuple[Part, ...]:
        return tuple(
            self._part(section, index) for index, section in enumerate(sections, 1) if section.items or section.note
        )

    def _part(self, section: Section, index: int) -> Part:
        label = _LABEL_OF_KEY.get(section.key)
        heading = plain(section.heading)
        if not heading and label and not self.form.woven:
            heading = self.words.labels[label]
        kind = section.kind if section.kind in _SET_OFF else label or "news"
        style = "brief" if kind == "brief" and section.style == "item" else section.style
        alone = len(section.items) == 1
        entries = tuple(
            self._entry(item, kind, style, headless=alone and plain(item.headline) == heading) for item in section.items
        )
        return Part(
            anchor=self._anchor(f"part-{index}"),
            facts=(("key", section.key), ("kind", section.kind), ("style", section.style)),
            kind=kind,
            style=style,
            boxed=section.kind == "spotlight" or (kind == "story" and not self.form.woven),
            heading=heading,
            quiet=self.form.woven and bool(heading) and any(entry.headed for entry in entries),
            note=self.paragraphs(section.note),
            entries=entries,
        )

    def _entry(self, item: Item, kind: str, style: str, *, headless: bool) -> Entry:
        labels, woven = self.words.labels, self.form.woven and style != "headline"
        link = "title" if style == "headline" else self.form.link
        headline, address = plain(item.headline), plain(item.url)
        number = "" if item.number is None else plain(self.form.numbering.replace("{number}", str(item.number)))
        links = item.links or (ItemLink(item.url, item.outlet, item.headline, item.published, item.language),)
        links = tuple(link for link in links if plain(link.url) or plain(link.title) or plain(link.outlet))
        shown = links if woven else tuple(link for link in links if link.url != item.url)
        line = address if link == "address" and not woven and kind not in _SET_OFF else ""
        anchor = self._anchor(item.id)
        name = headline or plain(item.outlet) or labels["untitled"]
        self._anchors.setdefault(item.id, (anchor, headline))
        return Entry(
            anchor=anchor,
            number=number,
            headline=headline,
            lang=foreign_tag(headline, item.language, self.home),
            headed=bool(headline or number) and not headless,
            name=name,
            title_url=linkable(address) if link == "title" and headline else None,
            attribution=self._attribution(item, kind in _SET_OFF and link == "address"),
            address=line,
            url=linkable(address),
            paragraphs=self.paragraphs(item.paragraphs, {link.url: link.language for link in links}),
            reports=tuple(self._report(link, _is_drafted(item)) for link in shown),
            reports_label=labels[self._label(shown)],
            course=self._course(item, anchor),
            notes=tuple(self._note(one) for one in self.issue.corrections if one.item == item.id),
            facts=tuple((key, value) for key, value in _facts(item) if value),
        )

    def _course(self, item: Item, anchor: str) -> Course | None:
        paper = scheme(PAPER, self.form.accent, self.form.background)
        return course(item.storyline, anchor, self.words, self.form.date, paper) if item.storyline else None

    def _label(self, shown: tuple[ItemLink, ...]) -> str:
        if not any(plain(link.outlet) for link in shown):
            return "links"
        if not self.form.woven:
            return "also"
        return "source" if len(shown) == 1 else "sources"

    def _attribution(self, item: Item, linked: bool) -> tuple[Piece, ...]:
        """The line below the headline; the outlet in it is the link where the item has no other."""
        if self.form.woven:
            return ()
        outlet, address = plain(item.outlet), plain(item.url)
        lang = foreign_tag(outlet, item.language, self.home)
        mark = self.words.mark(item.language)
        day = self._dated(item.published, bool(outlet) and _is_drafted(item))
        fields = {
            "outlet": Piece("outlet", outlet, lang=lang, url=linkable(address) if linked else None),
            "date": Piece("date", day, value=_iso(item.published)),
            "language": Piece("language", mark, value=primary(item.language)),
            "title": Piece("title", plain(item.headline)),
            "url": Piece("url", address, url=linkable(address)),
        }
        known = {key: fields[key] for key in ("outlet", "date", "language") if fields[key].text}
        pieces = filled(_in_marks(self.form.attribution, self.words), fields) if known else ()
        if not mark or "{language}" in self.form.attribution or not self.form.attribution.strip():
            return pieces
        open_, close = self.words.labels["open"], self.words.labels["close"]
        space = " " if pieces and open_.isascii() else ""
        return (*pieces, Piece("text", space + open_), fields["language"], Piece("text", close))

    def _dated(self, published: str | None, is_known_undated: bool) -> str:
        shown = plain(self.words.dated(published, self.form.date))
        return shown or (self.words.labels["undated"] if is_known_undated else "")

    def _report(self, link: ItemLink, drafted: bool) -> Report:
        address, title = plain(link.url), plain(link.title)
        outlet = plain(link.outlet)
        mark = self.words.bracketed(self.words.mark(link.language))
        return Report(
            outlet=outlet,
            outlet_lang=foreign_tag(outlet, link.language, self.home),
            title=title or address or self.words.labels["untitled"],
            title_lang=foreign_tag(title, link.language, self.home) if title else None,
            date=self._dated(link.published, drafted and bool(outlet)),
            iso=_iso(link.published),
            mark=gap(self.words.labels["close"], mark) + mark,
            language=primary(link.language),
            url=linkable(address),
        )

    def corrections(self) -> tuple[Note, ...]:
        """All of them; asked for when the items are set."""
        return tuple(map(self._note, self.issue.corrections))

    def _note(self, correction: Correction) -> Note:
        anchor, headline = self._anchors.get(correction.item or "", ("", ""))
        day = self._dated(correction.date, False)
        return Note(day, _iso(correction.date), plain(correction.text), anchor, headline)

    def paragraphs(
        self, paragraphs: Iterable[Paragraph], languages: Mapping[str, str] | None = None
    ) -> tuple[Passage, ...]:
        found: list[Passage] = []
        for kind, group in groupby(paragraphs, lambda part: part.kind):
            if kind == "code":
                found += [Passage("code", (), text) for one in group if (text := _code(one)).strip()]
                continue
            rows = tuple(row for one in group if (row := self._phrases(one.sentences, languages or {})))
            if kind == "table" and rows:
                found.append(Passage("table", rows, cells=tuple(map(_cells, rows))))
            elif kind in _LISTED and rows:
                found.append(Passage(_LISTED[kind], rows))
            else:
                found += [Passage("subheading" if kind == "subheading" else "text", (row,)) for row in rows]
        return tuple(found)

    def _phrases(self, sentences: Iterable[Sentence], languages: Mapping[str, str]) -> tuple[Phrase, ...]:
        """The sentences that can be seen; a run of them from one report has its credit behind the last one."""
        phrases: list[Phrase] = []
        before = ""
        shown = [(sentence, text) for sentence in sentences if (text := plain(sentence.text))]
        sources = [(sentence.credit, sentence.credit_url) for sentence, _ in shown]
        for (sentence, text), source, following in zip(shown, sources, [*sources, None][1:], strict=True):
            known = languages.get(sentence.credit_url or "", self.home)
            onward = linkable(plain(sentence.credit_url or "")) if sentence.credit == _ONWARD else None
            credit = self._credit(sentence, known) if source != following and not onward else None
            differs = sentence.language and primary(sentence.language) != primary(self.home)
            lang = language_tag(sentence.language or "") if differs else None
            phrases.append(Phrase(gap(before, text), f"{text} {_ONWARD}" if onward else text, lang, credit, onward))
            before = credit.after if credit else text
        return tuple(phrases)

    def _credit(self, sentence: Sentence, language: str) -> Credit | None:
        told = _OUTLET_AND_DAY.fullmatch(plain(sentence.credit or ""))
        if told is None:
            return None
        name, labels = told[1], self.words.labels
        iso = f"{told[4]}-{told[3]}-{told[2]}" if told[2] else ""
        day = labels["comma"] + self.words.dated(iso, self.form.date) if iso else ""
        mark = self.words.mark(language)
        return Credit(
            before=gap(labels["close"], labels["open"]) + labels["open"],
            name=name,
            lang=foreign_tag(name, language, self.home),
            after=day + (labels["comma"] + mark if mark else "") + labels["close"],
            url=linkable(plain(sentence.credit_url or "")),
        )

    def _anchor(self, wanted: str) -> str:
        """The wanted anchor if it is one and free, else the first free of entry-1, entry-2 …"""
        free = _ANCHOR.fullmatch(wanted) and wanted not in self._taken
        anchor = wanted if free else next(n for i in count(1) if (n := f"entry-{i}") not in self._taken)
        self._taken.add(anchor)
        return anchor


def _is_drafted(item: Item) -> bool:
    """Whether an item comes of reports that Dateline read, and so is known to be undated when it has no day."""
    return bool(item.story) and all(one.origin != "imported" for part in item.paragraphs for one in part.sentences)


def _in_marks(form: str, words: Words) -> str:
    """An attribution with the marks that the issue's language has for the plain ones."""
    if words.labels["open"] == "(":
        return form
    pairs = {"(": words.labels["open"], ")": words.labels["close"], ", ": words.labels["comma"]}
    return re.sub(r"\(|\)|, ", lambda match: pairs[match[0]], form)


def _iso(day: str | None) -> str:
    """A day or month as machines read it; empty for what is none."""
    return day if day and re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", day) else ""


def _form_data(form: Form) -> str:
    """What differs from the usual form, for who wants to make its like; the logo is on the page."""
    told = {one.name: getattr(form, one.name) for one in fields(Form) if one.name != "logo"}
    return json.dumps({key: one for key, one in told.items() if one != getattr(_USUAL, key)}, ensure_ascii=False)


def _facts(item: Item) -> Iterable[tuple[str, str]]:
    yield "number", "" if item.number is None else str(item.number)
    yield "outlet", plain(item.outlet)
    yield "published", plain(item.published or "")
    yield "language", plain(item.language)
    yield "url", plain(item.url)


def _code(paragraph: Paragraph) -> str:
    return plain_lines("\n".join(one.text for one in paragraph.sentences))


def _cells(row: tuple[Phrase, ...]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in "".join(one.before + one.text for one in row).split("|"))

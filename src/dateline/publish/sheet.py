"""An issue as it is set: the pieces of a rendition, each word in its place."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.publish.colours import Scheme
from dateline.publish.logo import Logo
from dateline.publish.templates import Piece


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
    url: str | None = None  # of a sentence that is a link as a whole; None: it is none


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the entries of a list or rows of a table that follow each other."""

    kind: str  # text, subheading, list, code or table
    rows: tuple[tuple[Phrase, ...], ...]  # one, but of a list and a table
    lines: str = ""  # of code
    cells: tuple[tuple[str, ...], ...] = ()  # of a table, row by row


@dataclass(frozen=True, slots=True)
class Report:
    """One report in a list of reports."""

    outlet: str
    outlet_lang: str | None  # BCP 47; None: the issue's
    title: str
    title_lang: str | None
    date: str  # empty: not told
    iso: str  # ISO 8601; empty: none
    mark: str  # " (in Chinese)"; empty: in the language
    language: str  # ISO 639-1
    url: str | None  # None: no link


@dataclass(frozen=True, slots=True)
class Note:
    """A correction as it is set."""

    date: str
    iso: str
    text: str
    anchor: str  # of the item; empty: the issue as a whole
    headline: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A chapter of a timeline as it is set."""

    number: int
    date: str
    iso: str
    headline: str
    lang: str | None  # of the headline; None: the issue's
    url: str | None  # None: no link
    outlet: str  # empty: not told
    outlet_lang: str | None
    note: str  # "in Chinese, 3 reports, in this issue"; empty: nothing to tell
    is_this: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The timeline of an item as it is set."""

    label: str
    title: str  # of the picture
    told: str  # what the picture shows, in words: number and day of each
    picture: str  # SVG
    narrow: str  # the same for a telephone
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it is set."""

    anchor: str
    number: str  # "3."; empty: not numbered
    headline: str  # empty: it has none
    lang: str | None  # of the headline; None: the issue's
    headed: bool  # False: it has no headline, or the section's heading says the same and stands for both
    name: str  # what it is called where it has no heading
    title_url: str | None  # of the headline; None: it is no link
    attribution: tuple[Piece, ...]  # (Outlet, 28-12-2016) (in Chinese)
    address: str  # as shown in the link line; empty: there is none
    url: str | None  # None: no link
    paragraphs: tuple[Passage, ...]
    reports: tuple[Report, ...]  # the other reports; in the woven form all of them
    reports_label: str
    course: Course | None
    notes: tuple[Note, ...]  # its corrections
    facts: tuple[tuple[str, str], ...]  # what the record knows: number, outlet, published, language, url


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is set."""

    anchor: str
    facts: tuple[tuple[str, str], ...]  # key, kind and style as the issue has them
    kind: str  # story, news, brief, calendar, quote, figure or text: how it is set
    style: str  # item, brief or headline
    boxed: bool  # set apart
    heading: str  # empty: its items stand for themselves, a level higher
    quiet: bool  # the heading is a label only: those of its items lead
    note: tuple[Passage, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An issue as it is set."""

    lang: str  # BCP 47
    rtl: bool  # the language is written from right to left
    woven: bool
    title: str
    masthead: str  # a line below the title; empty: none
    number: str  # empty: none
    period: str
    day: tuple[int, int, int]  # the period's last day
    contents: bool  # a table of contents on paper too
    logo: Logo | None
    sans: bool
    light: Scheme
    dark: Scheme
    paper: Scheme
    introduction: tuple[Passage, ...]
    parts: tuple[Part, ...]
    closing: tuple[Passage, ...]
    corrections: tuple[Note, ...]
    corrected: str  # when the last time, for the head; empty: never
    labels: dict[str, str]
    period_name: str  # 2016-12, 2016-W51 …
    edition: str  # its name
    form: str  # as JSON, but for the logo: what differs from the usual

    @property
    def name(self) -> str:
        """Title, number and period on one line."""
        return " · ".join(part for part in (self.title, self.number, self.period) if part)

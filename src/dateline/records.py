"""The records that cross a boundary: frozen, slotted, free of behaviour that needs anything but themselves.

Times are aware and in UTC. None means unknown; a field's comment says so where it can be None.
Offsets are in Unicode code points of the article's text, the end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import Message
from enum import StrEnum

from dateline.memory import Coverage, Timeline


class Rights(StrEnum):
    """What of a source's text an issue may print."""

    FULL = "full"
    EXCERPT = "excerpt"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: the voice that a report is counted as."""

    name: str
    hosts: tuple[str, ...] = ()
    country: str | None = None  # ISO 3166-1 alpha-2; None: unknown
    languages: tuple[str, ...] = ()
    ownership: str | None = None  # private, state, public, nonprofit or agency; None: unknown
    family: str | None = None  # publisher family; None: stands alone
    weight: float = 1.0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where material comes from: a feed, or a folder or file of articles."""

    name: str
    kind: str  # the name of a source plug-in: feed, folder
    address: str  # URL of a feed, path of a folder or file
    outlet: str | None = None  # None: told by the page or the host
    language: str | None = None  # None: detected
    rights: Rights = Rights.EXCERPT
    words: int = 120  # length of an excerpt, in words (a CJK character counts as half a word)


@dataclass(frozen=True, slots=True)
class Visit:
    """What intake remembers of an address between runs."""

    url: str
    source: str
    role: str  # feed, page or file
    visited: datetime
    status: int | None = None  # HTTP status; None: nothing answered
    etag: str | None = None
    last_modified: str | None = None  # as the server wrote it
    fingerprint: str | None = None  # of the feed entry or file that led here, of a feed its bytes; another: it changed
    attempts: int = 0  # failed tries in a row
    problem: str | None = None  # why the last try failed; None: it did not
    entries: int | None = None  # articles a feed or file held; None: not a feed or file
    remark: str | None = None  # what was odd in what was read all the same; None: nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address in a run of intake."""

    source: str
    url: str
    state: str  # captured, unchanged, failed or skipped
    reason: str | None = None  # why it failed or was skipped


@dataclass(frozen=True, slots=True)
class Payload:
    """What one fetch brought, before it is kept: the bytes with what was said about them."""

    url: str  # the address that was asked for
    final_url: str  # the address that answered, after redirects
    fetched: datetime
    status: int  # HTTP status; 200 for a file
    headers: tuple[tuple[str, str], ...]
    body: bytes  # transfer and content encodings removed
    media_type: str  # without parameters, lower case: text/html
    source: str  # name of the source it was fetched for
    hint: FeedEntry | None = None  # what the feed said of this page; None: nothing did
    role: str = "page"  # page, or feed: the latter holds no article of its own

    def header(self, name: str) -> str | None:
        """The value of a header, its name in lower case; None: there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def charset(self) -> str | None:
        """The charset that the server declared; None: it declared none."""
        declared = Message()
        declared["Content-Type"] = " ".join((self.header("content-type") or "").split())
        return declared.get_content_charset()


@dataclass(frozen=True, slots=True)
class Capture:
    """The immutable record of one fetch, and where its bytes lie in the archive."""

    id: str  # first 16 hex digits of SHA-256 over URL and digest
    url: str
    final_url: str
    fetched: datetime
    status: int
    media_type: str
    digest: str  # "sha256:" and 64 hex digits over the body
    source: str
    file: str  # name of the WARC in captures/
    offset: int
    length: int
    hint: FeedEntry | None = None  # what the feed said of this page; None: nothing did
    role: str = "page"  # page, or feed: the latter holds no article of its own
    charset: str | None = None  # as the server declared it; None: it declared none


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page with its text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed; dates are ISO 8601 in UTC."""

    id: str | None = None
    title: str | None = None
    link: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    content: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: RSS, Atom, RDF or JSON Feed."""

    format: str  # rss20, atom10, rdf10, json11 …; lower case
    title: str | None
    link: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    problems: tuple[str, ...] = ()  # what was wrong with it, in the reader's words


@dataclass(frozen=True, slots=True)
class Page:
    """What was read from one document, before it is known whose article it is."""

    url: str | None  # canonical address as the document gives it; None: it gives none
    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    published: str | None  # ISO 8601 as the document gives it: with zone, or the date only
    modified: str | None
    language: str | None  # ISO 639-1; None: cannot be told
    paragraphs: tuple[str, ...]
    links: tuple[Link, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """Text and metadata read from one capture. `text` is the paragraphs joined by a blank line."""

    id: str  # first 16 hex digits of SHA-256 over the address
    capture: str  # id of the capture
    digest: str  # digest of the capture
    source: str
    url: str
    title: str
    byline: tuple[str, ...]
    outlet: str
    published: datetime | None  # None: undated
    published_as: str | None  # ISO 8601 as the outlet gave it, zone kept; None: undated
    modified: str | None
    language: str  # ISO 639-1, "und" when it cannot be told
    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()  # what was doubtful, e.g. a date in the future that was refused

    @property
    def day(self) -> date | None:
        """The day of publication as the outlet wrote it, in its own zone; None: undated."""
        return date.fromisoformat(self.published_as[:10]) if self.published_as else None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the stories stage put an article, and why."""

    article: str
    story: str
    copy_of: str | None = None  # article of which this is nearly the same text; None: an independent voice
    similarity: float = 0.0  # to the story joined, or to the original of a copy; 0: opened a story
    channel: str = "new"  # what decided: new, copy, lexical, dense, both
    group: str | None = None  # id of the first article of the group of copies; None: no copies yet


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, in order of publication."""

    id: str
    articles: tuple[Article, ...]
    copies: frozenset[str] = frozenset()  # ids of the articles that are copies of another


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the beat with the terms that show it."""

    name: str
    terms: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Watched:
    """A name the beat follows, with its aliases in any language."""

    name: str
    aliases: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Beat:
    """What is followed."""

    name: str
    topics: tuple[Topic, ...] = ()
    watch: tuple[Watched, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """The days an issue covers, first and last included."""

    name: str  # 2016-12, 2016-W51 or 2016-12-05..2016-12-11
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal's part in a score."""

    signal: str
    points: float
    text: str  # for people: "5 independent outlets"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story with its score and the reasons for it; score is the sum of the reasons' points."""

    story: Story
    score: float
    reasons: tuple[Reason, ...]
    topics: tuple[str, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    title: str = ""  # the editor's working title; empty: none


@dataclass(frozen=True, slots=True)
class Evidence:
    """The span of an article that carries a sentence."""

    article: str
    start: int
    end: int
    digest: str  # of the capture that the article was read from


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an issue.

    Origin: extract (a source's own), model (written by a model and checked), standing (the edition's), editor, or
    imported (of an issue that was made elsewhere).
    """

    text: str
    origin: str = "extract"
    evidence: tuple[Evidence, ...] = ()
    credit: str | None = None  # outlet named behind the sentence; None: the item's own outlet
    credit_url: str | None = None
    language: str | None = None  # of the text where it differs from the issue's; None: the issue's


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    sentences: tuple[Sentence, ...]
    kind: str = "text"  # text, subheading, entry (of a list), code (its lines kept), table (a row)


@dataclass(frozen=True, slots=True)
class Sourced:
    """An article with the source whose rights hold for it."""

    article: Article
    source: Source


@dataclass(frozen=True, slots=True)
class WritingTask:
    """What a writer is given for one item, or for the introduction of an issue."""

    lead: Sourced
    others: tuple[Sourced, ...]  # independent reports of the same story
    earlier: tuple[Sourced, ...]  # reports of the time before, for background
    additions: int  # sentences of other reports at most
    background: int  # sentences of earlier reports at most
    language: str = "en"  # that the issue is written in
    part: str = "item"  # item, or opening: the one sentence that stands for the item in the introduction
    weave: bool = False  # tell the reports of several outlets as one text


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a writer wrote and the checks turned away."""

    text: str
    reason: str  # for people
    item: str = ""  # headline of the item


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer made of a task."""

    paragraphs: tuple[Paragraph, ...]
    headline: Sentence | None = None  # None: the lead report's own
    refused: tuple[Refusal, ...] = ()
    problem: str | None = None  # why the writer could not write and the extract stands; None: it could


@dataclass(frozen=True, slots=True)
class ItemLink:
    """A report behind an item, with what a reader needs to find it."""

    url: str
    outlet: str
    title: str
    published: str | None  # YYYY-MM-DD; None: undated
    language: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of an issue."""

    id: str  # stays with the story: "i-" and the story's id
    story: str
    number: int | None  # None: not numbered
    headline: str
    outlet: str
    published: str | None  # YYYY-MM-DD; None: undated
    language: str  # of the lead report
    url: str
    paragraphs: tuple[Paragraph, ...]
    links: tuple[ItemLink, ...] = ()  # lead report first, then the other voices
    reasons: tuple[str, ...] = ()
    storyline: Timeline | None = None  # None: its story is in none of some length, or another item shows it


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an issue."""

    key: str  # lead, news, brief …
    heading: str
    items: tuple[Item, ...]
    kind: str = "stories"  # stories, spotlight (set apart), calendar (coming events), quote, figure, text (standing)
    style: str = "item"  # how its items are set: item (in full), brief (a line or two), headline (a link only)
    note: tuple[Paragraph, ...] = ()  # the edition's standing text below the heading


@dataclass(frozen=True, slots=True)
class Form:
    """How an issue is set: the edition's part that a reader sees. Kept in the issue, which never changes once closed.

    A form is a text with {outlet}, {date}, {title}, {url} in it; {date} follows `date`.
    """

    woven: bool = False  # several outlets told as one text: credits within it, sources at an item's end
    numbering: str = "{number}."  # before the headline of a numbered item
    attribution: str = "({outlet}, {date})"  # below the headline; empty: none
    date: str = "DD-MM-YYYY"  # of YYYY, MM, DD, M, D, Mon, Month and marks between them; 年月日 too
    link: str = "address"  # address (a line of its own, in parentheses), title (the headline is the link), or none
    contents: bool = False  # a table of contents
    logo: str = ""  # a picture (PNG or SVG) as data: URI; empty: none
    accent: str = ""  # colour of headings, rules and links as #rrggbb; empty: the shipped one
    background: str = ""  # colour of boxes as #rrggbb; empty: the shipped one
    font: str = "serif"  # serif or sans
    masthead: str = ""  # a line below the title, such as the publisher; empty: none


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right in an issue after it was closed."""

    date: str  # YYYY-MM-DD
    text: str
    item: str | None = None  # id of the item; None: the issue as a whole
    by: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One dated number of an edition."""

    id: str
    edition: str
    title: str
    number: int | None  # None: an imported issue that does not say
    period: Period
    language: str
    introduction: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[Paragraph, ...] = ()  # source credit and the like
    notes: tuple[str, ...] = ()  # for the editor: what was left out and why
    form: Form = Form()
    corrections: tuple[Correction, ...] = ()  # of a closed issue, oldest first


@dataclass(frozen=True, slots=True)
class Remark:
    """What reading a past issue dropped, mended or did not understand."""

    kind: str  # page-foot, ordinal, wrapped-address, not-understood …
    quote: str  # as it stands in the file
    message: str  # for people


@dataclass(frozen=True, slots=True)
class PastParagraph:
    """A paragraph of a past issue; links stand in the item's list."""

    text: str
    kind: str = "text"  # as Paragraph.kind


@dataclass(frozen=True, slots=True)
class PastItem:
    """An entry of a past issue; None: it does not say."""

    title: str | None
    number: int | None = None
    outlet: str | None = None
    published: str | None = None  # YYYY-MM-DD, or YYYY-MM where no day is given
    url: str | None = None
    language: str | None = None  # of the report, where the issue marks it ("in Chinese")
    links: tuple[Link, ...] = ()  # the further ones, in order
    paragraphs: tuple[PastParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class PastSection:
    """A section of a past issue."""

    title: str | None
    items: tuple[PastItem, ...]


@dataclass(frozen=True, slots=True)
class PastIssue:
    """An issue read from a file that was made elsewhere; None: the file does not say."""

    title: str | None
    number: int | None
    period: str | None  # day, month, week or range, as clock.parse_period takes it
    language: str | None
    introduction: tuple[PastParagraph, ...]
    sections: tuple[PastSection, ...]
    closing: tuple[PastParagraph, ...] = ()
    links: tuple[Link, ...] = ()  # of introduction and closing
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What the copy desk finds wrong in an issue."""

    rule: str
    severity: str  # error, warning or note
    quote: str  # the words, as they stand in the issue; of a thing that is missing: what stands beside it, or nothing
    message: str  # what is wrong, for people
    where: str  # section, item and paragraph, for people; holds the item's headline
    mend: str = ""  # what to do about it
    replacement: str | None = None  # what to put in place of the quote; None: a person must decide


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a named thing in a text."""

    text: str  # as it stands there
    start: int
    end: int
    kind: str  # person, organisation, place, product or other
    name: str  # the thing's one name, in whatever language or short form the text has it
    entry: str | None = None  # id of the gazetteer's entry; None: the gazetteer does not know it
    role: str | None = None  # of a person: title and organisation as the text has them; None: the text has none


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity that a text states: how much, of what, whose, when."""

    text: str  # hedge, number, scale and unit as they stand there
    start: int
    end: int
    kind: str  # money, percent, count, measure, rank or number
    value: float | None  # scale applied (3.5亿 is 350000000); None: only bounds are known
    low: float | None = None  # of a range, or of "millions of"; None: no lower bound
    high: float | None = None
    unit: str | None = None  # ISO 4217 for money, "percent", else the noun or measure; None: a bare number
    hedge: str | None = None  # about, more than, less than, at least, nearly or up to; None: plain
    period: str | None = None  # ISO 8601 date, month, year or interval it holds for; None: the text says none
    modality: str = "stated"  # stated, estimate, forecast, target or change
    counted: str | None = None  # what is counted, in the text's words: "monthly active users"
    subject: str | None = None  # the name (as in Name.name) whose figure it is; None: nobody's near
    scope: str | None = None  # the part of the whole it is limited to: "Chinese", "in Australia"; None: no limit told
    same_as: Span | None = None  # the figure that this one gives again in another currency; None: it stands alone
    stated: str | None = None  # ISO day or year that the text itself gives for what stands here; None: the article's


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a text gives between quotation marks, joined where the text interrupts them."""

    text: str  # without the outer marks; parts joined by " … "
    start: int  # of the first opening mark
    end: int  # behind the last closing mark
    speaker: str | None = None  # full name where the text has it; None: nobody is named
    role: str | None = None  # what the text says the speaker is
    parts: tuple[Span, ...] = ()  # the words of each part, without the marks


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what when, as one sentence says it."""

    type: str  # appointment, launch, partnership, investment, acquisition, listing, policy, standard, report …
    text: str  # the clause that says it
    start: int
    end: int
    actors: tuple[str, ...] = ()  # names as in Name.name, the one who acts first
    when: str | None = None  # ISO 8601 date, month, year or interval; None: the text says none
    tense: str = "happened"  # happened or planned


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record keeps of one article."""

    names: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """One reason why a source does not carry a sentence."""

    kind: str  # number, unit, hedge, period, name, quotation, speaker, negation, modality, roles, relation, words …
    text: str  # the words of the sentence that are not carried
    message: str = ""  # what the source has instead, for people


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether sources carry a sentence."""

    supported: bool
    score: float  # 0 to 1
    lacks: tuple[Lack, ...] = ()
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure with the article or issue that states it: what is compared."""

    figure: Figure
    source: str  # id of the article, or the file or issue
    outlet: str
    title: str
    url: str | None
    stated: str | None  # ISO day on which it was stated; None: unknown
    sentence: str  # the sentence it stands in
    names: tuple[str, ...] = ()  # how the sentence itself names the subject


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of a quantity, made comparable."""

    statement: Statement
    value: float  # the middle of a range, the known bound of an open one
    as_of: str | None  # ISO day, month or year for which it holds, else on which it was stated; None: unknown
    measure: str | None  # how it is counted: "monthly active"; None: the text does not say
    scope: str | None  # the part of the whole it is limited to; None: no limit told


@dataclass(frozen=True, slots=True)
class Difference:
    """How two points of a comparison stand to each other."""

    first: int  # place of the one stated earlier
    second: int
    verdict: str  # agrees, explained, open (too little is known) or unexplained
    reason: str  # for people: "Chinese users only, against all"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of one quantity of one subject, side by side, by the day for which they hold."""

    subject: str
    quantity: str  # "users", "revenue"
    unit: str | None
    points: tuple[Point, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a search found."""

    kind: str  # article, story, name, figure or issue
    id: str
    title: str
    snippet: str  # the words around what was found, it between \x02 and \x03
    score: float  # larger is better; comparable within one search only
    outlet: str | None = None
    published: str | None = None  # YYYY-MM-DD; None: undated
    language: str | None = None
    url: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: every group must be met by one of its phrases, and no excluded phrase may occur.

    A phrase is words (or bigrams, see `tokens`) that follow each other; the last one ending in * is a beginning.
    """

    groups: tuple[tuple[tuple[str, ...], ...], ...]
    excluded: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a search is limited to; None: no limit."""

    first: str | None = None  # day of publication, YYYY-MM-DD, included
    last: str | None = None
    outlet: str | None = None
    language: str | None = None
    story: str | None = None
    has_figure: bool = False

"""The proof: an issue as the copy desk reads it, with all that is known of it and around it.

The conductor makes it from an issue of the newsroom or from a past issue in a file; the rules only look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dateline.records import (
    Comparison,
    Facts,
    Form,
    ItemLink,
    Outlet,
    Period,
    Remark,
    Rights,
    Statement,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class ProofSentence:
    """A sentence of a paragraph; offsets are in the paragraph's text."""

    start: int
    end: int
    origin: str  # as Sentence.origin
    credit: str | None = None
    credit_url: str | None = None
    language: str | None = None  # where it differs from the issue's
    evidence: tuple[str, ...] = ()  # the words of the reports that are named as its evidence
    verdict: Verdict | None = None  # None: the edition's own, or there is nothing to hold it against


@dataclass(frozen=True, slots=True)
class ProofParagraph:
    """A paragraph with what the record reads in it; offsets are in its text."""

    text: str
    kind: str = "text"  # as Paragraph.kind
    sentences: tuple[ProofSentence, ...] = ()
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class ProofSource:
    """A report behind an item, as the newsroom keeps it."""

    article: str
    title: str
    outlet: str
    url: str
    day: str | None  # YYYY-MM-DD; None: undated
    language: str
    text: str
    facts: Facts = field(default_factory=Facts)
    rights: Rights = Rights.EXCERPT
    words: int = 120  # that may be printed of it


@dataclass(frozen=True, slots=True)
class ProofItem:
    """An item; empty texts and None: the issue does not say."""

    id: str
    section: str  # heading of its section
    number: int | None
    headline: str
    outlet: str
    published: str | None
    language: str  # of the lead report; "" or "und": unknown
    url: str
    links: tuple[ItemLink, ...] = ()
    paragraphs: tuple[ProofParagraph, ...] = ()
    sources: tuple[ProofSource, ...] = ()  # the lead report first, where the newsroom has it
    story: str = ""
    headline_facts: Facts = field(default_factory=Facts)
    kind: str = "stories"  # as Section.kind


@dataclass(frozen=True, slots=True)
class Proof:
    """A whole issue."""

    title: str
    number: int | None
    period: Period | None
    language: str
    edition: str
    introduction: tuple[ProofParagraph, ...]
    items: tuple[ProofItem, ...]  # in the order of the issue
    closing: tuple[ProofParagraph, ...] = ()
    form: Form = field(default_factory=Form)
    introduced_by: str = ""  # how the edition introduces: sentence (one an item), greeting; empty: not known
    imported: bool = False  # made elsewhere: nothing ties its sentences to reports
    remarks: tuple[Remark, ...] = ()  # what reading the file dropped or mended


@dataclass(frozen=True, slots=True)
class EarlierItem:
    """An item of an earlier issue."""

    issue: str
    number: int | None
    headline: str
    url: str
    story: str


@dataclass(frozen=True, slots=True)
class LinkState:
    """What became of an address when it was last visited."""

    state: str  # ok, dead, redirected, changed, corrected or retracted
    detail: str = ""  # status, new address, or what changed; for people
    url: str = ""  # where it leads now


def _nobody(name: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules know besides the issue."""

    today: date
    earlier: tuple[EarlierItem, ...] = ()
    outlets: Mapping[str, Outlet] = field(default_factory=dict)  # by name
    links: Mapping[str, LinkState] = field(default_factory=dict)  # by address; one that is missing was not visited
    comparisons: tuple[Comparison, ...] = ()  # figures of this issue beside those of others; source: "item:" and its id
    told: tuple[Statement, ...] = ()  # figures of earlier issues, of sentences that are like some of this issue
    spelt: Callable[[str], tuple[str, ...]] = _nobody  # the forms of a known name; none: it is not known
    limits: Mapping[str, float] = field(default_factory=dict)  # the edition's, by name

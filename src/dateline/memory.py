"""What a newsroom remembers of its stories: storylines, what was covered already, and what the editor did by hand.

Frozen records like those of `dateline.records`; times are aware and in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Phase(StrEnum):
    """Where a storyline stands on a day."""

    NEW = "new"  # its first story is of the last days
    DEVELOPING = "developing"  # more is reported than before
    STEADY = "steady"  # as much as before
    FADING = "fading"  # less than before, or nothing lately
    REVIVED = "revived"  # alive again after a long silence


@dataclass(frozen=True, slots=True)
class Fresh:
    """A sentence that tells something not told before, with what it tells."""

    article: str
    start: int  # of the sentence in the article's text
    end: int
    text: str
    told: tuple[str, ...]  # the names, figures and quotations that are new, as written


@dataclass(frozen=True, slots=True)
class Chapter:
    """A story as part of a storyline."""

    story: str
    first: date | None  # None: all its reports are undated
    last: date | None
    title: str
    outlet: str
    url: str
    reports: int  # copies not counted
    similarity: float = 0.0  # to what was there of the storyline when it was linked; 0: it began it
    channel: str = "new"  # what linked it: new, words, names, vectors, both, editor
    issues: tuple[str, ...] = ()  # issues that had it
    fresh: tuple[Fresh, ...] = ()  # what it told that the chapters before did not
    language: str = ""  # of its first report; empty: unknown


@dataclass(frozen=True, slots=True)
class Storyline:
    """Stories of one affair over days, months, years, oldest first."""

    id: str  # "l-" and what follows "s-" in the id of its first story
    title: str
    chapters: tuple[Chapter, ...]
    phase: Phase
    muted: bool = False


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """A chapter as a timeline shows it."""

    day: date
    headline: str
    outlet: str
    url: str
    reports: int  # copies not counted
    is_this: bool = False  # it is the story of the item that has the timeline
    language: str = ""  # of the headline; empty: unknown


@dataclass(frozen=True, slots=True)
class Timeline:
    """A storyline as an item of an issue shows it: the first chapter and the newest ones, oldest first."""

    id: str
    title: str
    points: tuple[TimelinePoint, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether earlier issues had a story."""

    state: str = "new"  # new, update or repeat
    issue: str | None = None  # id of the latest issue that had it; None: new
    number: int | None = None  # of that issue; None: it has none
    item: int | None = None  # number of the item, or its place from 1 where the issue has none; None: it has no number
    headline: str = ""  # of that item
    fresh: tuple[Fresh, ...] = ()  # of an update: what is new since


@dataclass(frozen=True, slots=True)
class Action:
    """Something that an editor did to stories by hand. Kept in terms of articles, so that it outlives a regrouping."""

    id: int
    at: datetime
    who: str
    what: str  # merge, split, move, title, pin, mute
    story: str  # that it was done to; of a merge the one that stays, of a move the one that takes; of mute a storyline
    other: str = ""  # of a merge the one that ends, of a split the new one, of a move the one that gives
    articles: tuple[str, ...] = ()  # that now belong to `story`
    apart: tuple[str, ...] = ()  # that now belong to `other`: those taken out by a split, those left by a move
    text: str = ""  # of a title: the title; of pin and mute: on or off; of a move: the articles moved, by blanks
    undone: datetime | None = None  # None: it holds


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the history of a story."""

    at: datetime
    who: str  # the editor's name, or "dateline"
    what: str  # merged, split, moved, titled, pinned, unpinned, muted, unmuted, undone
    story: str  # where the articles went
    other: str = ""  # where they came from; empty: none changed its story
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoryState:
    """A story that rests on disk."""

    story: str
    number: int  # in order of opening
    first: datetime  # of its reports' times, undated ones by when they came
    last: datetime
    data: bytes


@dataclass(frozen=True, slots=True)
class ArticleState:
    """What is kept of an article so that copies of it are known later."""

    article: str
    moment: datetime  # when it was published; of an undated one, when it came
    data: bytes
    story: str = ""  # that the engine gave it
    published: datetime | None = None
    outlet: str = ""
    group: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """An article as a member of a story."""

    article: str
    title: str
    outlet: str
    url: str
    published: str | None  # YYYY-MM-DD; None: undated
    language: str
    channel: str  # what put it into the engine's story: new, copy, lexical, dense, both …
    similarity: float  # to that story, or to the original of a copy
    copy_of: str | None = None  # article of which this is nearly the same text; None: a voice of its own
    adds: tuple[str, ...] = ()  # of a copy: what it adds to its original, drops and changes, a line each, for people
    by_hand: bool = False  # an editor put it here; the engine had it elsewhere


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as it is shown."""

    id: str
    title: str  # the editor's working title, else that of its first report
    members: tuple[Member, ...]  # in order of time, undated ones last
    asked: str = ""  # the id, article or address it was asked by
    is_titled: bool = False  # the title is an editor's
    is_pinned: bool = False
    aliases: tuple[str, ...] = ()  # ids that lead here
    history: tuple[Change, ...] = ()  # oldest first
    storyline: str = ""  # empty: it is in none

"""Articles, placements, stories and issues: what went into the store comes out as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from dateline.clock import parse_period
from dateline.records import Article, Capture, Issue, Item, Link, Placement, Section, Span, Story
from dateline.store import articles, issues, stories, vectors
from dateline.store.database import Database
from dateline.store.ledger import add_captures

NOON = datetime(2016, 12, 5, 12, 0, tzinfo=UTC)
DECEMBER = parse_period("2016-12")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database = Database(tmp_path / "dateline.db")
    with database.begin() as opened:
        yield opened
    database.close()


def capture(key: str, fetched: datetime = NOON, role: str = "page") -> Capture:
    url = f"https://post.example/{key}"
    digest = "sha256:" + key[0] * 64
    place = ("captures-00001.warc.gz", 100, 50)
    return Capture(key, url, url, fetched, 200, "text/html", digest, "Post", *place, None, role)


def article(key: str, day: str | None = "2016-12-05", of: str | None = None) -> Article:
    text = "One came. “Two” came.\n\n三来了。"
    return Article(
        id=key,
        capture=of or f"c{key}",
        digest="sha256:" + "c" * 64,
        source="Post",
        url=f"https://post.example/{key}",
        title="Ein Titel — 标题",
        byline=("A. Hand", "李"),
        outlet="The Post",
        published=datetime.fromisoformat(f"{day}T01:00:00+00:00") if day else None,
        published_as=f"{day}T09:00:00+08:00" if day else None,
        modified=None,
        language="en",
        text=text,
        paragraphs=(Span(0, 21), Span(23, 27)),
        sentences=(Span(0, 9), Span(10, 21), Span(23, 27)),
        links=(Link("https://other.example/", "other"),),
        notes=("a date in the future was refused",),
    )


def put(connection: Connection, *found: Article, fetched: datetime = NOON) -> None:
    """Articles with the captures they were read from."""
    add_captures(connection, [capture(one.capture, fetched) for one in found])
    for one in found:
        articles.save_article(connection, one, "1")


def place(connection: Connection, *found: Placement) -> None:
    stories.save(connection, found, "1 fast 14")


def by_id(connection: Connection) -> dict[str, Article]:
    return {one.id: one for one, _ in articles.fetched(connection, articles.unplaced(connection))}


def test_article_comes_back_as_it_was_saved(connection: Connection) -> None:
    dated, undated = article("a1"), article("a2", None)
    put(connection, dated, undated)
    assert articles.unplaced(connection) == [dated.id, undated.id]
    assert articles.count(connection) == 2
    assert articles.counts_by_source(connection) == {"Post": 2}
    assert articles.newest_day(connection) == "2016-12-05"


def test_capture_is_unread_until_its_reading_is_noted_under_this_version(connection: Connection) -> None:
    page, empty, feed = capture("c1"), capture("c2", NOON + timedelta(1)), capture("c3", role="feed")
    add_captures(connection, [feed, empty, page])
    assert articles.unread(connection, "1") == [page, empty]
    articles.save_article(connection, article("a1", of="c1"), "1")
    articles.save_unreadable(connection, empty, "1", "no text")
    assert articles.unread(connection, "1") == []
    assert articles.unreadable(connection) == [(empty, "no text")]
    assert articles.unread(connection, "2") == [page, empty]


def test_newer_capture_replaces_the_article_and_an_older_one_does_not(connection: Connection) -> None:
    first = article("a1", of="c1")
    put(connection, first)
    place(connection, Placement("a1", "s-a1"))
    add_captures(connection, [capture("c2", NOON + timedelta(1)), capture("c0", NOON - timedelta(1))])
    corrected = replace(first, capture="c2", text="Corrected.", paragraphs=(Span(0, 10),), sentences=(Span(0, 10),))
    articles.save_article(connection, corrected, "1")
    articles.save_article(connection, replace(first, capture="c0", text="Stale."), "1")
    assert [found for found, _ in stories.placed(connection)] == [corrected]
    assert articles.unread(connection, "1") == []


def test_article_without_its_capture_is_refused(connection: Connection) -> None:
    with pytest.raises(IntegrityError):
        articles.save_article(connection, article("a1"), "1")


def test_vector_comes_back_bit_for_bit_and_goes_when_the_text_changes(connection: Connection) -> None:
    one = article("a1")
    put(connection, one)
    vector = np.linspace(-1, 1, 512, dtype=np.float32)
    vectors.save(connection, "fast", [(one, vector)])
    vectors.save(connection, "fast", [(one, vector)])
    assert vectors.of(connection, "fast", ["a1"])["a1"].tobytes() == vector.tobytes()
    assert vectors.some(connection, "exact", 9) == {}
    add_captures(connection, [capture("c2", NOON + timedelta(1))])
    articles.save_article(connection, replace(one, capture="c2", digest="sha256:" + "d" * 64), "1")
    assert vectors.some(connection, "fast", 9) == {}


def test_placements_come_back_in_the_order_of_placing(connection: Connection) -> None:
    found = [article("b1"), article("a1"), article("c1", None)]
    put(connection, *found)
    placements = [
        Placement("b1", "s-b1"),
        Placement("a1", "s-b1", "b1", 0.875, "copy", "b1"),
        Placement("c1", "s-c1", None, 0.5, "both", None),
    ]
    place(connection, *placements[:2])
    assert articles.unplaced(connection) == ["c1"]
    place(connection, placements[2])
    assert stories.placed(connection) == list(zip(found, placements, strict=True))
    assert (stories.version(connection), stories.count(connection)) == ("1 fast 14", 2)
    stories.forget(connection)
    assert (stories.version(connection), stories.count(connection)) == (None, 0)


def test_article_has_one_place_only(connection: Connection) -> None:
    put(connection, article("a1"))
    place(connection, Placement("a1", "s-a1"))
    with pytest.raises(IntegrityError):
        place(connection, Placement("a1", "s-a2"))


def test_original_that_came_in_after_its_reprint_makes_the_reprint_a_copy(connection: Connection) -> None:
    reprint, wire = article("reprint", "2016-12-06"), article("wire", "2016-12-05")
    put(connection, reprint, wire)
    place(connection, Placement("reprint", "s-1"), Placement("wire", "s-1", None, 0.9, "copy", "reprint"))
    (story,) = stories.in_period(connection, DECEMBER, ZoneInfo("UTC"))
    assert (story.articles[0], story.copies) == (wire, {"reprint"})


def test_story_of_a_period_has_its_reports_up_to_the_period_s_end(connection: Connection) -> None:
    days = {"n": "2016-11-30", "d1": "2016-12-01", "d2": "2016-12-31", "j": "2017-01-01", "u": None}
    found = {key: article(key, day) for key, day in days.items()}
    put(connection, *found.values())
    of = {"d2": "d1"}
    place(connection, *(Placement(key, "s-1", of.get(key), group=of.get(key)) for key in days))
    assert stories.in_period(connection, DECEMBER, ZoneInfo("UTC")) == [
        Story("s-1", tuple(found[key] for key in ("n", "d1", "d2", "u")), frozenset({"d2"}))
    ]
    assert [one.id for one in stories.before(connection, DECEMBER, "2016-11-01")] == ["n"]
    assert stories.before(connection, DECEMBER, "2016-12-01") == []


@pytest.mark.parametrize(
    ("days", "there"),
    [(["2016-11-30", "2017-01-01"], False), (["2016-11-30"], False), (["2017-01-01"], False), (["2016-12-15"], True)],
)
def test_story_belongs_to_a_period_by_a_report_of_it(connection: Connection, days: list[str], there: bool) -> None:
    found = [article(f"a{at}", day) for at, day in enumerate(days)]
    put(connection, *found)
    place(connection, *(Placement(one.id, "s-1") for one in found))
    assert bool(stories.in_period(connection, DECEMBER, ZoneInfo("UTC"))) is there


@pytest.mark.parametrize(("fetched", "there"), [(NOON, True), (NOON + timedelta(days=60), False)])
def test_undated_story_belongs_to_the_period_it_was_fetched_in(
    connection: Connection, fetched: datetime, there: bool
) -> None:
    put(connection, article("u", None), fetched=fetched)
    place(connection, Placement("u", "s-u"))
    assert bool(stories.in_period(connection, DECEMBER, ZoneInfo("UTC"))) is there


def test_dated_story_does_not_enter_a_period_by_an_undated_report(connection: Connection) -> None:
    put(connection, article("u", None), article("o", "2016-10-10"))
    place(connection, Placement("u", "s-1"), Placement("o", "s-1"))
    assert stories.in_period(connection, DECEMBER, ZoneInfo("UTC")) == []


def test_day_of_a_report_is_the_outlet_s_own(connection: Connection) -> None:
    late = replace(
        article("a1"),
        published=datetime(2016, 11, 30, 18, 0, tzinfo=UTC),
        published_as="2016-12-01T02:00:00+08:00",
    )
    put(connection, late)
    place(connection, Placement("a1", "s-1"))
    assert [story.id for story in stories.in_period(connection, DECEMBER, ZoneInfo("UTC"))] == ["s-1"]


def issue(period: str, edition: str = "monthly-letter", number: int = 1, *headlines: str) -> Issue:
    items = tuple(
        Item(f"i-{at}", f"s-{at}", at, headline, "The Post", None, "en", f"https://post.example/{at}", ())
        for at, headline in enumerate(headlines, 1)
    )
    sections = (Section("lead", "Lead", items[:1]), Section("news", "News", items[1:]))
    return Issue(f"{period}-{edition}", edition, "Digest", number, parse_period(period), "en", (), sections)


def test_issue_is_known_with_what_it_held(connection: Connection) -> None:
    issues.save(connection, issue("2016-11", "monthly-letter", 7, "One", "Two", "Three"), "sha256:0")
    issues.save(connection, issue("2016-11", "monthly-letter", 7, "One", "Other"), "sha256:1")
    known = issues.every(connection)
    assert [(one.id, one.number, one.first, one.last, one.drafted) for one in known] == [
        ("2016-11-monthly-letter", 7, "2016-11-01", "2016-11-30", "sha256:1")
    ]
    assert issues.covered(connection, "monthly-letter", DECEMBER) == []  # a draft covers nothing yet
    issues.save(connection, issue("2016-11", "monthly-letter", 7, "One", "Other"), "sha256:1", NOON)
    assert issues.every(connection)[0].published == NOON
    assert [
        (one.number, one.story, one.headline) for one in issues.covered(connection, "monthly-letter", DECEMBER)
    ] == [
        (7, "s-1", "One"),
        (7, "s-2", "Other"),
    ]
    assert issues.covered(connection, "weekly-roundup", DECEMBER) == []
    assert issues.covered(connection, "monthly-letter", parse_period("2016-11")) == []


def test_number_of_an_issue_stays_and_the_next_one_counts_up(connection: Connection) -> None:
    assert issues.number_for(connection, "2016-11-monthly-letter", "monthly-letter", 40) == 40
    issues.save(connection, issue("2016-11", "monthly-letter", 40), "sha256:0")
    assert issues.number_for(connection, "2016-11-monthly-letter", "monthly-letter", 1) == 40
    assert issues.number_for(connection, "2016-12-monthly-letter", "monthly-letter", 1) == 41
    assert issues.number_for(connection, "2016-W51-weekly-roundup", "weekly-roundup", 1) == 1


def test_issue_is_found_by_its_name_or_period(connection: Connection) -> None:
    for edition in ("monthly-letter", "weekly-roundup"):
        issues.save(connection, issue("2016-12", edition), "sha256:0")
    known = issues.every(connection)
    assert [one.edition for one in issues.find(known, "2016-12", None)] == ["monthly-letter", "weekly-roundup"]
    assert [one.edition for one in issues.find(known, "2016-12", "weekly-roundup")] == ["weekly-roundup"]
    assert [one.edition for one in issues.find(known, "2016-12-monthly-letter", None)] == ["monthly-letter"]
    assert issues.find(known, "2016-1", None) == []


@pytest.mark.parametrize(
    ("today", "published", "open_"),
    [
        ("2016-11-30", None, 0),
        ("2016-12-01", None, 1),
        ("2016-12-10", None, 1),
        ("2016-12-12", None, 0),
        ("2016-12-01", NOON, 0),
    ],
)
def test_draft_of_the_last_period_stays_open_for_some_days(today: str, published: datetime | None, open_: int) -> None:
    known = [issues.Known("i", "monthly-letter", 1, "2016-11", "2016-11-01", "2016-11-30", "sha256:0", published)]
    day = date.fromisoformat(today)
    assert len(issues.open_since(known, "monthly-letter", day - timedelta(days=10), day)) == open_
    assert issues.open_since(known, "weekly-roundup", day - timedelta(days=10), day) == []

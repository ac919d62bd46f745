"""Linking in a newsroom: what is linked anew, ids that stay apart, mutes that last, many storylines at once."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event, update

from dateline.clock import parse_period
from dateline.holding import Holding
from dateline.linking import Linking
from dateline.newsroom import Newsroom, open_newsroom
from dateline.records import Article
from dateline.store import schema, stories, storylines
from dateline.store.database import Database
from dateline.store.storylines import Linked
from dateline.stories.storylines import Linker
from storyline_cases import direction, report, told

WHO = "Ana Editor"
MOMENT = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    made = Database(tmp_path / "dateline.db")
    yield made
    made.close()


def place(connection: Connection, number: int, story: str, published_as: str | None = "2024-05-01") -> str:
    """An article in a story; its id."""
    id = f"{number:016d}"
    article = replace(report(id, None, f"Title {number}", "It rained."), capture=id, digest=f"sha256:{number:064d}")
    if published_as:
        article = replace(article, published_as=published_as, published=datetime.fromisoformat(published_as))
    keep(connection, article)
    placed = {"article": id, "position": number, "story": story, "streamed": story, "engine": story}
    connection.execute(schema.placements.insert().values(**placed, similarity=0.0, channel="new", version="v"))
    return id


def keep(connection: Connection, article: Article) -> None:
    capture = {column.name: "" for column in schema.captures.columns} | {"id": article.capture, "url": article.url}
    numbers = {"status": 200, "offset": 0, "length": 1, "hint": None, "fetched": MOMENT, "role": "page"}
    connection.execute(schema.captures.insert().values(**capture | numbers))
    published = article.published and article.published.replace(tzinfo=article.published.tzinfo or UTC)
    connection.execute(schema.articles.insert().values(**asdict(article) | {"published": published}))


def link_all(connection: Connection, version: str = "1") -> None:
    """Link every story that waits, each into a storyline of its own."""
    for number, (story, members) in enumerate(storylines.stale(connection, version)):
        link = Linked(story, number, f"l-{story[2:]}", 0.0, "new", members, version, b"")
        storylines.save(connection, [link])


def waiting(connection: Connection, version: str = "1") -> list[str]:
    return [story for story, _ in storylines.stale(connection, version)]


def move(connection: Connection, numbers: tuple[int, ...], story: str) -> None:
    ids = [f"{number:016d}" for number in numbers]
    connection.execute(update(schema.placements).where(schema.placements.c.article.in_(ids)).values(story=story))


def test_two_articles_exchanged_for_two_of_the_same_sum_make_both_stories_stale(database: Database) -> None:
    with database.begin() as connection:
        for number in range(1, 11):
            place(connection, number, "s-a" if number in (1, 3, 8, 10) else "s-b")
        place(connection, 11, "s-c")
        link_all(connection)
        assert waiting(connection) == []
        move(connection, (5, 6), "s-a")
        move(connection, (3, 8), "s-b")
        assert waiting(connection) == ["s-a", "s-b"]


def test_exchanges_with_the_same_sums_of_squares_too_are_noticed(database: Database) -> None:
    with database.begin() as connection:
        for number in range(7):
            place(connection, number, "s-a" if number in (0, 4, 5) else "s-b")
        link_all(connection)
        move(connection, (1, 2, 6), "s-a")
        move(connection, (0, 4, 5), "s-b")
        assert waiting(connection) == ["s-a", "s-b"]


def test_a_corrected_text_makes_only_its_story_stale(database: Database) -> None:
    with database.begin() as connection:
        for number in range(5):
            place(connection, number, "s-a" if number < 3 else "s-b")
        link_all(connection)
        middle = schema.articles.c.id == f"{1:016d}"
        connection.execute(update(schema.articles).where(middle).values(digest="sha256:" + "f" * 64))
        assert waiting(connection) == ["s-a"]


def test_stale_stories_are_told_by_time_undated_ones_last(database: Database) -> None:
    with database.begin() as connection:
        for number, (story, day) in enumerate(
            [("s-a", None), ("s-b", "2024-05-03"), ("s-c", "2024-05-02"), ("s-b", None), ("s-d", "2024-05-02")]
        ):
            place(connection, number, story, day)
        found = storylines.stale(connection, "1")
        assert [story for story, _ in found] == ["s-c", "s-d", "s-b", "s-a"]
        assert all(len(members) <= 71 for _, members in found)  # as wide as its column
        link_all(connection)
        assert waiting(connection, "2") == ["s-c", "s-d", "s-b", "s-a"]


def test_a_story_that_fits_nothing_any_more_leaves_the_storyline_that_it_opened() -> None:
    chapter = told(report("b", "2024-06-01", "Dam sued", "Hydrosund was sued."), ["Hydrosund"], vector=direction(1))
    other = told(report("a", "2024-01-01", "Shop opens", "A shop was opened."), vector=direction(60))
    known = [(chapter, "l-a", 0.7, "names")]
    link = Linker(known).link(other)
    assert link.channel == "new"
    assert link.storyline != "l-a"
    assert (link.storyline[:2], len(link.storyline)) == ("l-", 18)
    assert Linker(known).link(other) == link  # the same whenever it is made
    again = Linker([*known, (chapter, link.storyline, 0.7, "names")]).link(other)
    assert again.storyline not in ("l-a", link.storyline)
    assert Linker().link(other).storyline == "l-a"


def lines_of(newsroom: Newsroom) -> dict[str, tuple[str, ...]]:
    """Storyline → its stories, of all with several."""
    return {one.id: tuple(chapter.story for chapter in one.chapters) for one in newsroom.storylines()}


@pytest.mark.parametrize("days", [1, 10])
def test_mutes_stay_through_a_regroup(desk: Path, days: int) -> None:
    with open_newsroom(desk) as newsroom:
        first = newsroom.storylines()[0]
        newsroom.mute(first.id, who=WHO)
        assert [one.id for one in newsroom.storylines() if one.muted] == [first.id]
        articles = {line: newsroom._linking().articles(line) for line in lines_of(newsroom)}
        for line in articles.keys() - {first.id}:
            newsroom.mute(line, who=WHO)
    with open_newsroom(desk, overrides=[f"stories.window_days={days}"]) as newsroom:
        assert newsroom.group() > 100
        newsroom.link()
        assert articles
        assert all(newsroom.storyline(known[0]).muted for known in articles.values())


def test_a_mute_stays_when_the_storyline_gets_another_id(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        line = next(one for one in newsroom.storylines() if len(one.chapters) == 2)
        newsroom.mute(line.id, who=WHO)
        opens = next(one.story for one in line.chapters if one.story[2:] == line.id[2:])
        stays = next(one.story for one in line.chapters if one.story != opens)
        newsroom.merge(stays, opens, who=WHO)
        newsroom.link()
    with open_newsroom(desk, overrides=["stories.window_days=10"]) as newsroom:
        newsroom.group()
        newsroom.link()
        now = newsroom.storyline(stays)
        assert (now.id, now.muted) == (f"l-{stays[2:]}", True)
        assert newsroom._linking().muted_among([stays]) == {stays}
        newsroom.mute(now.id, False, who=WHO)
        assert not newsroom.storyline(stays).muted


def test_a_story_whose_text_was_corrected_is_linked_anew_and_no_other(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        assert newsroom.link() == 0
        before = lines_of(newsroom)
        with newsroom.database.begin() as connection:
            first = schema.articles.c.id == newsroom._linking().articles(next(iter(before)))[0]
            connection.execute(update(schema.articles).where(first).values(digest="sha256:" + "f" * 64))
        assert newsroom.link() == 1
        assert newsroom.link() == 0
        assert set(lines_of(newsroom).values()) == set(before.values())


def test_two_thousand_storylines_are_listed_in_seconds(database: Database) -> None:
    with database.begin() as connection:
        for number in range(4000):
            place(connection, number, f"s-{number:016d}", f"20{number % 20:02d}-03-01")
        for number, (story, members) in enumerate(storylines.stale(connection, "1")):
            line = f"l-{int(story[2:]) // 2:016d}"
            storylines.save(connection, [Linked(story, number, line, 0.5, "names", members, "1", b"")])
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    began = time.monotonic()
    found = Linking(database, Holding(database, "fast")).storylines(date(2024, 6, 1))
    assert time.monotonic() - began < 15
    assert [len(one.chapters) for one in found] == [2] * 2000
    assert len(statements) < 100  # not some for each storyline
    lasts = [one.chapters[-1].last or date.min for one in found]
    assert lasts == sorted(lasts, reverse=True)
    assert all(one.chapters[0].first <= one.chapters[1].first for one in found)  # type: ignore[operator]


def test_a_period_has_the_days_as_outlets_wrote_them(database: Database) -> None:
    written = {
        1: "2024-04-30T23:59:59-11:00",  # May in UTC, April where it was written
        2: "2024-05-01",
        3: "2024-05-01T00:00:00+14:00",
        4: "2024-05-31T23:59:59.999999-12:00",
        5: "2024-06-01T00:00:00Z",
        6: None,
        7: "2024-05-31",
    }
    with database.begin() as connection:
        for number, published_as in written.items():
            place(connection, number, f"s-{number}", published_as)
        month, day = parse_period("2024-05"), parse_period("2024-05-01..2024-05-01")
        found = [story.id for story in stories.in_period(connection, month, ZoneInfo("UTC"))]
        assert found == ["s-2", "s-3", "s-4", "s-6", "s-7"]
        assert [one.id for one in stories.in_period(connection, day, ZoneInfo("UTC"))] == ["s-2", "s-3", "s-6"]
        earlier = stories.before(connection, month, "2024-04-30")
        assert [int(one.id) for one in earlier] == [1]
        earlier = stories.before(connection, parse_period("2024-06"), "2024-05-01")
        assert {int(one.id) for one in earlier} == {2, 3, 4, 7}


def test_articles_of_days_are_found_by_the_index_of_days(database: Database) -> None:
    asked: list[tuple[str, object]] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    month = parse_period("2024-05")
    with database.begin() as connection:
        stories.in_period(connection, month, ZoneInfo("UTC"))
        stories.before(connection, month, "2024-04-01")
    plain = sqlite3.connect(database.path)
    chosen = [one for one in asked if "published_as >=" in one[0]]
    assert len(chosen) == 2
    for statement, values in chosen:
        plan = [row[3] for row in plain.execute(f"EXPLAIN QUERY PLAN {statement}", values)]  # type: ignore[call-overload]
        assert any("ix_article_published_as (published_as>? AND published_as<?)" in step for step in plan), plan
        assert not [step for step in plan if step.startswith("SCAN") and "anon" not in step], plan
    plain.close()


def test_nothing_is_counted_when_nothing_was_grouped_anew(database: Database) -> None:
    asked: list[str] = []
    with database.begin() as connection:
        place(connection, 1, "s-a")
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        assert stories.regrouped(connection, MOMENT) == 0
        assert len(asked) == 1 and "LIMIT" in asked[0]
        stories.forget(connection)
        place(connection, 2, "s-b")
        placed = {"article": f"{1:016d}", "position": 1, "story": "s-b", "similarity": 0.0, "channel": "new"}
        connection.execute(schema.placements.insert().values(**placed | {"version": "v"}))
        assert stories.regrouped(connection, MOMENT) == 1
        assert stories.resolve(connection, "s-a") == "s-b"

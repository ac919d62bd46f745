"""Grouping where things come in an odd order: corrected texts, old archives, undated first, a stop before the end."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from dateline.newsroom import open_newsroom
from dateline.records import Article
from dateline.store import articles, grouping, stories
from dateline.store.database import Database
from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming
from dateline.text import VERSION


@pytest.fixture
def desk(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of the built sample newsroom."""
    return Path(shutil.copytree(built_sample, tmp_path / "desk"))


def placed(folder: Path) -> dict[Article, str]:
    """Article → story."""
    database = Database(folder / "dateline.db")
    with database.begin() as connection:
        found = {article: place.story for article, place in stories.placed(connection)}
    database.close()
    return found


def keep(folder: Path, found: list[Article]) -> None:
    """Keep articles as reading them would."""
    database = Database(folder / "dateline.db")
    with database.begin() as connection:
        for one in found:
            articles.save_article(connection, one, VERSION)
    database.close()


def test_text_corrected_after_it_was_placed_stops_nothing(desk: Path) -> None:
    one = next(iter(placed(desk)))
    changed = [replace(article, digest="sha256:" + "0" * 64) for article in placed(desk)]
    again = replace(one, id="f" * 16, url="https://other.example/late", title="Late word: " + one.title)
    keep(desk, [*changed, again])
    with open_newsroom(desk) as newsroom:
        assert newsroom.group() == 1
        assert newsroom.group() == 0
    assert len(placed(desk)) == len(changed) + 1


def test_stop_before_the_end_of_a_regrouping_is_made_good_by_the_next_run(desk: Path) -> None:
    (first, story), *others = placed(desk).items()
    other = next(one for _, one in others if one != story)
    with open_newsroom(desk) as newsroom:
        newsroom.merge(story, other, who="Ana")
    before = {article.id: one for article, one in placed(desk).items()}
    database = Database(desk / "dateline.db")
    with database.begin() as connection:  # as a kill between the last batch and the end leaves it
        stories.shift(connection, [(first.id, story)])
        connection.exec_driver_sql("UPDATE placement SET story = streamed")
        grouping.save(connection, (), (), [("open", b"")])
    database.close()
    assert {article.id: one for article, one in placed(desk).items()} != before
    with open_newsroom(desk) as newsroom:
        assert newsroom.group() == 0
    assert {article.id: one for article, one in placed(desk).items()} == before


class Kept:
    """A shelf with nothing on it."""

    def stories(self, first: datetime, last: datetime) -> list[object]:
        return []

    def story(self, story: str) -> None:
        return None

    def articles(self, first: datetime, last: datetime) -> list[object]:
        return []

    def text(self, article: str) -> None:
        return None


def test_undated_article_that_comes_first_is_of_the_time_it_came(tmp_path: Path) -> None:
    from datetime import datetime

    came = datetime(2026, 3, 4, tzinfo=UTC)
    grouper = Grouper(shelf=Kept())  # type: ignore[arg-type]
    grouper.place(Incoming("a", "A bridge fell", "A bridge fell into the river.", None, "en", np.ones(512)), came)
    assert [one.first for one in grouper.saved().stories] == [came]

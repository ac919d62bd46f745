"""What an editor does to stories outlives a regrouping of the whole newsroom by another version."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from dateline.clock import parse_period
from dateline.newsroom import open_newsroom
from dateline.store import stories
from dateline.store.database import Database

WHO = "Ana Editor"
MONTH = parse_period("2016-12")


@pytest.fixture
def desk(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of the built sample newsroom."""
    return Path(shutil.copytree(built_sample, tmp_path / "desk"))


def placed(folder: Path) -> dict[str, str]:
    """Article → story."""
    database = Database(folder / "dateline.db")
    with database.begin() as connection:
        found = {article.id: place.story for article, place in stories.placed(connection)}
    database.close()
    return found


def by_story(story_of: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Stories with their articles, the largest first."""
    found = defaultdict(list)
    for article, story in sorted(story_of.items()):
        found[story].append(article)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def regroup(folder: Path) -> None:
    """Group all articles anew, under another version."""
    with open_newsroom(folder, overrides=["stories.window_days=9"]) as newsroom:
        assert newsroom.group() == len(placed(folder))


def test_merge_and_split_and_move_survive_a_full_regroup(desk: Path) -> None:
    (torn, members), (one, first), (other, second), (gives, some), *_ = by_story(placed(desk))
    out = members[: len(members) // 2]
    with open_newsroom(desk) as newsroom:
        newsroom.merge(one, other, who=WHO)
        newsroom.split(torn, out, who=WHO)
        newsroom.move(some[0], one, who=WHO)
    before = placed(desk)
    regroup(desk)
    after = placed(desk)
    assert {after[article] for article in (*first, *second, some[0])} == {one}
    assert not {after[article] for article in out} & {after[article] for article in members if before[article] == torn}
    assert [after[article] for article in members] == [before[article] for article in members]
    assert after[some[1]] == gives


def test_undo_after_a_regroup_gives_what_the_engine_says(desk: Path) -> None:
    regroup(desk)
    before = placed(desk)
    (one, _), (other, _), *_ = by_story(before)
    with open_newsroom(desk, overrides=["stories.window_days=9"]) as newsroom:
        newsroom.merge(one, other, who=WHO)
        assert placed(desk) != before
        newsroom.undo(who=WHO)
    assert placed(desk) == before


def test_ids_that_a_regroup_ended_lead_to_the_stories_that_have_what_they_had(desk: Path) -> None:
    with open_newsroom(desk, overrides=["stories.window_days=1"]) as newsroom:
        newsroom.group()
    before = placed(desk)
    with open_newsroom(desk) as newsroom:
        newsroom.group()
        after = placed(desk)
        gone = set(before.values()) - set(after.values())
        assert gone
        for old in gone:
            assert newsroom.story(old).id in {after[article] for article, story in before.items() if story == old}


def test_title_stays_with_the_story_through_a_regroup(desk: Path) -> None:
    (story, members), *_ = by_story(placed(desk))
    with open_newsroom(desk) as newsroom:
        newsroom.title(story, "Robots get rules", who=WHO)
    regroup(desk)
    with open_newsroom(desk) as newsroom:
        view = newsroom.story(members[0])
    assert (view.title, view.is_titled) == ("Robots get rules", True)


def test_pinned_story_is_proposed_first_and_a_muted_storyline_not_at_all(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        before = newsroom.rank(MONTH)
        low, high = before[-1].story, before[0].story
        newsroom.pin(low.id, who=WHO)
        newsroom.mute(high.id, who=WHO)
        newsroom.title(low.id, "Read this", who=WHO)
        ranked = newsroom.rank(MONTH)
        assert (ranked[0].story.id, ranked[0].title, ranked[0].reasons[0].text) == (low.id, "Read this", "pinned")
        assert ranked[-1].reasons[0].text == "of a muted storyline"
        issue, _ = newsroom.draft(MONTH, replace=True)
        stories_in = [item.story for section in issue.sections for item in section.items]
        assert low.id in stories_in and high.id not in stories_in
        newsroom.mute(high.id, False, who=WHO)
        newsroom.pin(low.id, False, who=WHO)
        assert [one.story.id for one in newsroom.rank(MONTH)] == [one.story.id for one in before]

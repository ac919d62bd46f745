"""The editor's hand in a newsroom: it survives a full regroup, undo gives what was before, old ids lead to the new."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.clock import parse_period
from dateline.errors import BadSettings, NotFound
from dateline.memory import StoryView
from dateline.nearest import Nearest
from dateline.newsroom import Newsroom, open_newsroom

MONTH = parse_period("2016-12")
OTHER_VERSION = "stories.window_days=15"  # part of the version of a grouping: all is grouped anew


def biggest(newsroom: Newsroom, number: int = 3) -> list[StoryView]:
    found = newsroom.stories(MONTH)
    return sorted(found, key=lambda one: (-len(one.members), one.id))[:number]


def ids(story: StoryView) -> set[str]:
    return {member.article for member in story.members}


def where(newsroom: Newsroom) -> dict[str, str]:
    return {member.article: story.id for story in newsroom.stories(MONTH) for member in story.members}


def test_merge_and_split_survive_a_full_regroup_with_another_version(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        one, two, three = biggest(newsroom)
        newsroom.merge(one.id, two.id, who="Ana", note="one affair")
        out = [three.members[-1].article, three.members[-2].article]
        part = newsroom.split(three.id, out, who="Ana").other
        newsroom.title(one.id, "The affair", who="Ana")
        newsroom.pin(part, who="Ana")
        before = where(newsroom)
    with open_newsroom(desk, overrides=[OTHER_VERSION]) as newsroom:
        assert newsroom.group() > 100
        assert where(newsroom) == before
        merged, split_off = newsroom.story(one.id), newsroom.story(part)
        assert ids(merged) == ids(one) | ids(two)
        assert (merged.title, merged.is_titled) == ("The affair", True)
        assert ids(split_off) == set(out)
        assert split_off.is_pinned
        assert ids(newsroom.story(three.id)) == ids(three) - set(out)
        assert newsroom.story(two.id).id == one.id
        assert two.id in merged.aliases
        assert [step.what for step in merged.history if step.who == "Ana"] == ["merged", "titled"]


def test_undo_gives_exactly_what_was_before_also_after_a_regroup(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        before = where(newsroom)
        one, two, three = biggest(newsroom)
        newsroom.merge(one.id, two.id, who="Ana")
        new = newsroom.split(three.id, [three.members[0].article], who="Ana").other
        newsroom.move(two.members[0].article, three.id, who="Ana")
    with open_newsroom(desk, overrides=[OTHER_VERSION]) as newsroom:
        newsroom.group()
        with pytest.raises(BadSettings, match=r"undo 3 \(move\) first"):
            newsroom.undo(1, who="Bo")
        for number in (3, 2, 1):
            assert newsroom.undo(who="Bo").id == number
        assert where(newsroom) == before
        assert newsroom.story(new).id == three.id
        with pytest.raises(NotFound, match="nothing to undo"):
            newsroom.undo(who="Bo")


def test_moving_an_original_takes_its_copies_along(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        copied = next(one for one in biggest(newsroom, 10) if any(member.copy_of for member in one.members))
        original = next(member.copy_of for member in copied.members if member.copy_of in ids(copied))
        copies = {member.article for member in copied.members if member.copy_of == original}
        other = next(one for one in biggest(newsroom) if one.id != copied.id)
        newsroom.move(str(original), other.id, who="Ana")
        assert ids(newsroom.story(other.id)) == ids(other) | {original} | copies
        by_hand = {member.article for member in newsroom.story(other.id).members if member.by_hand}
        assert by_hand == {original} | copies


def test_what_is_refused_leaves_nothing_behind(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        before, story = where(newsroom), biggest(newsroom)[0]
        with pytest.raises(BadSettings, match="itself"):
            newsroom.merge(story.id, story.members[0].url, who="Ana")
        with pytest.raises(NotFound, match="nowhere"):
            newsroom.merge(story.id, "https://example.org/nowhere", who="Ana")
        with pytest.raises(BadSettings, match="10,000"):
            newsroom.title(story.id, "x" * 10_000, who="Ana")
        assert newsroom.actions() == []
        assert {step.who for step in newsroom.history()} <= {"dateline"}
        assert where(newsroom) == before


def test_story_is_meant_by_id_old_id_article_or_address(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        one, two, _ = biggest(newsroom)
        newsroom.merge(one.id, two.id, who="Ana")
        for ref in (one.id, two.id, one.members[0].article, two.members[0].url, f"{two.members[0].url}#top"):
            assert newsroom.story(ref).id == one.id
        for ref in ("", "s-", "s-0000000000000000", "\x00", "سد", "x" * 100_000):
            with pytest.raises(NotFound):
                newsroom.story(ref)


def test_late_report_of_a_story_that_was_split_is_put_to_the_nearer_part(built_sample: Path) -> None:
    with open_newsroom(built_sample) as newsroom, newsroom.database.begin() as connection:
        nearest = Nearest(connection, newsroom.config.text("stories.profile"))
        right = asked = 0
        one, two, three = ([member.article for member in story.members] for story in biggest(newsroom))
        for own, other in ((one, two), (two, three), (three, one)):
            for article in own:
                rest = [member for member in own if member != article]
                right += nearest(article, [("s-other", other), ("s-own", rest)]) == "s-own"
                asked += 1
        assert right == asked
        assert nearest("unknown", [("s-a", one), ("s-b", [*one, *two])]) == "s-b"

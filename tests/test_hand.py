"""The editor's hand over the engine's stories: cases, and properties under any grouping and any regrouping."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import BadSettings, NotFound
from dateline.memory import Action
from dateline.stories import requests
from dateline.stories.hand import PLACING, Held, apply, muted_lines, named
from dateline.stories.requests import Hand

DAY = datetime(2016, 12, 5, 9, tzinfo=UTC)
ARTICLES = tuple("abcdefgh")


def nearer(article: str, choice: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Any choice will do, if it is always the same."""
    assert len(choice) > 1
    assert all(members for _, members in choice)
    return min(choice, key=lambda one: zlib.crc32(f"{article} {one[0]}".encode()))[0]


def grouping(*groups: str) -> dict[str, str]:
    """ "abc", "de" → a, b and c in s-a, d and e in s-d."""
    return {article: f"s-{group[0]}" for group in groups for article in group}


@dataclass
class Desk:
    """Stories of an engine, and an editor at work on them."""

    placed: dict[str, str]
    actions: list[Action] = field(default_factory=list)

    @property
    def held(self) -> Held:
        return apply(self.placed, self.actions, nearer)

    @property
    def final(self) -> dict[str, str]:
        return {**self.placed, **self.held.story_of}

    @property
    def groups(self) -> set[str]:
        final = self.final
        return {"".join(sorted(a for a in final if final[a] == story)) for story in final.values()}

    def by(self) -> Hand:
        return Hand(len(self.actions) + 1, DAY, "Ana")

    def do(self, action: Action) -> Action:
        self.actions.append(action)
        return action

    def merge(self, stays: str, ends: str) -> Action:
        return self.do(requests.merge(self.final, stays, ends, self.by()))

    def split(self, story: str, taken: str) -> Action:
        return self.do(requests.split(self.final, story, tuple(taken), self.by()))

    def move(self, article: str, story: str) -> Action:
        return self.do(requests.move(self.final, tuple(article), story, self.by()))

    def title(self, story: str, text: str) -> Action:
        return self.do(requests.title(self.final, story, text, self.by()))

    def pin(self, story: str, on: bool = True) -> Action:
        return self.do(requests.pin(self.final, story, self.held.pinned, self.by(), on=on))

    def undo(self, number: int | None = None) -> None:
        chosen = requests.undoable(self.actions, number)
        self.actions = [replace(one, undone=DAY) if one == chosen else one for one in self.actions]


# Cases.


def test_merge_keeps_both_together_under_the_id_that_stays() -> None:
    desk = Desk(grouping("abc", "de"))
    desk.merge("s-d", "s-a")
    assert set(desk.final.values()) == {"s-d"}
    assert desk.held.aliases == {"s-a": "s-d"}


def test_merge_survives_a_regroup_under_other_ids_and_in_other_groups() -> None:
    desk = Desk(grouping("abc", "de", "fg"))
    desk.merge("s-a", "s-d")
    desk.placed = {"a": "s-9", "b": "s-8", "c": "s-8", "d": "s-7", "e": "s-6", "f": "s-6", "g": "s-5", "h": "s-8"}
    assert desk.groups == {"abcdefh", "g"}
    assert desk.final["f"] == "s-a"


def test_split_survives_a_regroup_that_has_all_in_one_again() -> None:
    desk = Desk(grouping("abcd", "e"))
    new = desk.split("s-a", "cd").other
    desk.placed = dict.fromkeys("abcde", "s-a")
    final = desk.final
    assert (final["a"], final["b"], final["c"], final["d"]) == ("s-a", "s-a", new, new)
    assert final["e"] in {"s-a", new}


def test_split_off_the_first_article_leaves_the_id_with_the_rest() -> None:
    desk = Desk(grouping("abc"))
    new = desk.split("s-a", "a").other
    assert desk.final == {"a": new, "b": "s-a", "c": "s-a"}
    assert len(new) == 18


def test_move_takes_one_article_and_nothing_follows_it() -> None:
    desk = Desk(grouping("abc", "de"))
    desk.move("a", "s-d")
    assert desk.groups == {"bc", "ade"}
    desk.placed["f"] = "s-d"
    assert desk.groups == {"bc", "adef"}


def test_move_of_the_only_article_ends_its_story() -> None:
    desk = Desk(grouping("a", "de"))
    desk.move("a", "s-d")
    assert desk.held.aliases == {"s-a": "s-d"}


def test_late_article_of_a_story_that_was_split_goes_to_the_nearer_part() -> None:
    desk = Desk(grouping("abcd"))
    new = desk.split("s-a", "cd").other
    desk.placed["h"] = "s-a"
    offered: list[tuple[str, Sequence[tuple[str, Sequence[str]]]]] = []

    def choose(article: str, choice: Sequence[tuple[str, Sequence[str]]]) -> str:
        offered.append((article, choice))
        return new

    assert apply(desk.placed, desk.actions, choose).story_of["h"] == new
    assert offered == [("h", sorted([("s-a", ("a", "b")), (new, ("c", "d"))]))]


def test_engine_story_under_the_id_of_an_editors_story_gets_another() -> None:
    desk = Desk(grouping("ab", "cd"))
    desk.merge("s-a", "s-c")
    desk.placed = {"a": "s-1", "b": "s-1", "c": "s-1", "d": "s-1", "e": "s-a", "f": "s-a"}
    final = desk.final
    assert final["e"] == final["f"] != final["a"] == "s-a"


def test_articles_that_are_gone_are_passed_over() -> None:
    desk = Desk(grouping("abc", "de"))
    desk.merge("s-a", "s-d")
    desk.title("s-a", "Both")
    desk.placed = grouping("b", "e", "f")
    assert desk.final == {"b": "s-a", "e": "s-a", "f": "s-f"}
    assert desk.held.titles == {"s-a": "Both"}
    desk.placed = {}
    assert desk.held == Held({}, {}, {}, frozenset(), frozenset())


def test_titles_and_pins_go_to_the_story_that_has_most_of_the_articles() -> None:
    desk = Desk(grouping("abc", "de"))
    desk.title("s-a", "The dam")
    desk.pin("s-d")
    desk.placed = grouping("da", "bce")
    assert desk.held.titles == {"s-b": "The dam"}
    assert desk.held.pinned == {"s-b"} or desk.held.pinned == {"s-d"}


def test_title_stays_with_a_story_from_which_most_was_taken() -> None:
    desk = Desk(grouping("abcd", "e"))
    desk.title("s-a", "The dam")
    desk.pin("s-a")
    desk.split("s-a", "bcd")
    assert desk.held.titles == {"s-a": "The dam"}
    assert desk.held.pinned == {"s-a"}


def test_title_of_the_story_that_stays_is_kept_over_the_other() -> None:
    desk = Desk(grouping("abc", "de"))
    desk.title("s-a", "The dam")
    desk.title("s-d", "The flood")
    desk.merge("s-a", "s-d")
    assert desk.held.titles == {"s-a": "The dam"}
    desk.undo()
    assert desk.held.titles == {"s-a": "The dam", "s-d": "The flood"}


def test_title_of_the_story_that_ends_is_kept_where_the_other_has_none() -> None:
    desk = Desk(grouping("abc", "de"))
    desk.title("s-d", "The flood")
    desk.merge("s-a", "s-d")
    assert desk.held.titles == {"s-a": "The flood"}


def test_taking_a_pin_off_and_undoing_that() -> None:
    desk = Desk(grouping("abc", "de"))
    desk.pin("s-a")
    desk.pin("s-a", on=False)
    assert desk.held.pinned == frozenset()
    desk.undo()
    assert desk.held.pinned == {"s-a"}


def test_split_that_is_undone_leaves_an_alias_for_the_story_that_was() -> None:
    desk = Desk(grouping("abc"))
    new = desk.split("s-a", "c").other
    desk.undo()
    assert desk.held.aliases == {new: "s-a"}
    assert set(desk.final.values()) == {"s-a"}


def test_aliases_lead_over_several_merges_to_the_story_that_lives() -> None:
    desk = Desk(grouping("ab", "cd", "ef"))
    desk.merge("s-c", "s-a")
    desk.merge("s-e", "s-c")
    assert desk.held.aliases == {"s-a": "s-e", "s-c": "s-e"}


def test_muted_storyline_is_found_again_by_its_articles() -> None:
    desk = Desk(grouping("abc", "de"))
    line = dict.fromkeys("abc", "l-a") | dict.fromkeys("de", "l-d")
    desk.do(requests.mute("l-a", "abc", frozenset(), desk.by()))
    assert desk.held.muted == muted_lines(desk.actions, line) == {"l-a"}
    assert muted_lines(desk.actions, {"a": "l-x", "b": "l-y", "c": "l-y"}) == {"l-y"}
    desk.do(requests.mute("l-y", "bc", {"l-y"}, desk.by(), on=False))
    assert muted_lines(desk.actions, line) == frozenset()
    desk.undo()
    assert muted_lines(desk.actions, line) == {"l-a"}


# What cannot be asked.


def refused(kind: type[Exception], call: object, *words: str) -> None:
    try:
        call()  # type: ignore[operator]
    except kind as error:
        assert all(word in str(error) for word in words), str(error)
    else:
        raise AssertionError("it was not refused")


def test_requests_that_make_no_sense_are_refused_with_the_reason() -> None:
    desk = Desk(grouping("abc", "de"))
    refused(BadSettings, lambda: desk.merge("s-a", "s-a"), "itself")
    refused(NotFound, lambda: desk.merge("s-a", "s-x"), "s-x", "story list")
    refused(NotFound, lambda: desk.merge("s-x", "s-a"), "s-x")
    refused(BadSettings, lambda: desk.split("s-a", ""), "at least one")
    refused(BadSettings, lambda: desk.split("s-a", "abc"), "leave at least one")
    refused(NotFound, lambda: desk.split("s-a", "ad"), "d is not in s-a", "a, b, c")
    refused(NotFound, lambda: desk.split("s-x", "a"), "s-x")
    refused(BadSettings, lambda: desk.move("a", "s-a"), "already")
    refused(NotFound, lambda: desk.move("x", "s-a"), "x")
    refused(NotFound, lambda: desk.move("", "s-a"), "no article")
    refused(NotFound, lambda: desk.move("a", "s-x"), "s-x")
    refused(BadSettings, lambda: desk.title("s-a", " \n\t\x00 "), "empty")
    refused(BadSettings, lambda: desk.title("s-a", "x" * 10_000), "10,000", "300")
    refused(NotFound, lambda: desk.title("s-x", "The dam"), "s-x")
    refused(BadSettings, lambda: desk.pin("s-a", on=False), "not pinned")
    desk.pin("s-a")
    refused(BadSettings, lambda: desk.pin("s-a"), "already")
    refused(NotFound, lambda: requests.mute("l-x", "", frozenset(), desk.by()), "l-x")
    refused(NotFound, lambda: desk.undo(99), "99", "history")
    desk.undo()
    refused(NotFound, lambda: desk.undo(), "nothing")
    refused(BadSettings, lambda: desk.undo(1), "already")


def test_title_is_kept_on_one_line_in_any_script() -> None:
    desk = Desk(grouping("abc"))
    desk.title("s-a", "  سد\nالموصل \u202e 大坝\x07 ")
    assert desk.held.titles == {"s-a": "سد الموصل 大坝"}


def test_action_on_which_later_ones_build_is_undone_after_them() -> None:
    desk = Desk(grouping("ab", "cd", "ef"))
    desk.merge("s-a", "s-c")
    desk.move("b", "s-e")
    desk.title("s-e", "The dam")
    refused(BadSettings, lambda: desk.undo(1), "undo 2 (move) first")
    desk.undo(2)
    desk.undo(1)
    assert desk.groups == {"ab", "cd", "ef"}
    assert desk.held.titles == {"s-e": "The dam"}


def test_split_whose_new_story_was_titled_is_undone_after_the_title() -> None:
    desk = Desk(grouping("abc"))
    desk.title(desk.split("s-a", "c").other, "The rest")
    refused(BadSettings, lambda: desk.undo(1), "2 (title)")


# Properties.

groupings = st.dictionaries(st.sampled_from(ARTICLES), st.sampled_from([f"s-{one}" for one in ARTICLES]), min_size=1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.integers(0, 7), st.integers(0, 7)),
        st.tuples(st.just("split"), st.integers(0, 7), st.integers(1, 255)),
        st.tuples(st.just("move"), st.sampled_from(ARTICLES), st.integers(0, 7)),
        st.tuples(st.just("title"), st.integers(0, 7), st.sampled_from(["The dam", "The flood", "大坝"])),
        st.tuples(st.just("pin"), st.integers(0, 7), st.booleans()),
        st.tuples(st.just("undo"), st.none() | st.integers(1, 6), st.none()),
        st.tuples(st.just("regroup"), groupings, st.none()),
    ),
    max_size=8,
)
quick = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def take(desk: Desk, step: tuple[str, object, object]) -> bool:
    """Do what the step says, as far as it makes sense; whether it was done."""
    what, one, other = step
    stories = sorted(set(desk.final.values()))

    def story(at: object) -> str:
        return stories[int(at) % len(stories)]  # type: ignore[call-overload, no-any-return]

    try:
        if what == "regroup":
            desk.placed = dict(one)  # type: ignore[call-overload]
        elif what == "undo":
            desk.undo(one)  # type: ignore[arg-type]
        elif what == "split":
            members = sorted(article for article, place in desk.final.items() if place == story(one))
            desk.split(story(one), "".join(a for at, a in enumerate(members) if int(other) >> at & 1))  # type: ignore[call-overload]
        elif what == "move":
            desk.move(str(one), story(other))
        elif what == "merge":
            desk.merge(story(one), story(other))
        else:
            getattr(desk, what)(story(one), other)
    except (BadSettings, NotFound):
        return False
    return True


def at_work(placed: Mapping[str, str], todo: Sequence[tuple[str, object, object]]) -> Desk:
    """The desk after these steps; articles come with a regrouping, and none goes."""
    desk = Desk(dict(placed))
    for what, one, other in todo:
        regrouped = {**desk.placed, **one} if what == "regroup" else one  # type: ignore[dict-item]
        take(desk, (what, regrouped, other))
    return desk


@quick
@given(groupings, steps, groupings)
def test_the_last_word_on_two_articles_holds_under_any_grouping(
    placed: dict[str, str], todo: list[tuple[str, object, object]], regrouped: dict[str, str]
) -> None:
    desk = at_work(placed, todo)
    desk.placed = regrouped
    final = desk.final
    for one, other in combinations(sorted(regrouped), 2):
        words = [
            (one in action.apart) == (other in action.apart)
            for action in desk.actions
            if action.what in PLACING and action.undone is None and {one, other} <= {*action.articles, *action.apart}
        ]
        if words:
            assert (final[one] == final[other]) == words[-1], (one, other)


@quick
@given(groupings, steps, groupings)
def test_stories_that_the_hand_never_touched_are_as_the_engine_has_them(
    placed: dict[str, str], todo: list[tuple[str, object, object]], regrouped: dict[str, str]
) -> None:
    desk = at_work(placed, todo)
    desk.placed = regrouped
    final = desk.final
    touched = {a for one in desk.actions if one.what in PLACING and not one.undone for a in (*one.articles, *one.apart)}
    for story in set(regrouped.values()):
        members = {article for article in regrouped if regrouped[article] == story}
        if not members & touched:
            (home,) = {final[article] for article in members}
            assert {article for article in final if final[article] == home} == members


@quick
@given(groupings, steps, st.randoms(use_true_random=False))
def test_order_of_articles_and_of_actions_does_not_matter(
    placed: dict[str, str], todo: list[tuple[str, object, object]], random: object
) -> None:
    desk = at_work(placed, todo)
    before = desk.held
    items, actions = list(desk.placed.items()), list(desk.actions)
    random.shuffle(items)  # type: ignore[attr-defined]
    random.shuffle(actions)  # type: ignore[attr-defined]
    shuffled = [replace(one, articles=one.articles[::-1], apart=one.apart[::-1]) for one in actions]
    assert apply(dict(items), shuffled, nearer) == before


@quick
@given(groupings, steps)
def test_applied_again_to_what_it_left_it_changes_nothing(
    placed: dict[str, str], todo: list[tuple[str, object, object]]
) -> None:
    desk = at_work(placed, todo)
    before, held = desk.final, desk.held
    desk.placed = before
    assert desk.final == before
    assert (desk.held.titles, desk.held.pinned) == (held.titles, held.pinned)


@quick
@given(groupings, steps, steps)
def test_undoing_the_last_gives_what_was_before(
    placed: dict[str, str], todo: list[tuple[str, object, object]], more: list[tuple[str, object, object]]
) -> None:
    desk = at_work(placed, todo)
    for step in more:
        before, final, number = desk.held, desk.final, len(desk.actions)
        if take(desk, step) and len(desk.actions) > number:
            desk.undo()
            assert desk.final == final
            assert (desk.held.story_of, desk.held.titles, desk.held.pinned) == (
                before.story_of,
                before.titles,
                before.pinned,
            )


@quick
@given(groupings, steps)
def test_undoing_all_from_the_last_gives_the_engines_stories(
    placed: dict[str, str], todo: list[tuple[str, object, object]]
) -> None:
    desk = at_work(placed, todo)
    while any(one.undone is None for one in desk.actions):
        desk.undo()
    assert desk.final == desk.placed
    assert (desk.held.story_of, desk.held.titles, desk.held.pinned) == ({}, {}, frozenset())


@quick
@given(groupings, steps)
def test_an_old_id_leads_to_a_story_that_lives(placed: dict[str, str], todo: list[tuple[str, object, object]]) -> None:
    desk = Desk(dict(placed))
    ids = set(desk.final.values())
    for step in todo:
        if step[0] != "regroup":
            take(desk, step)
            ids |= set(desk.final.values())
    live, aliases = set(desk.final.values()), desk.held.aliases
    assert ids - live == set(aliases)
    assert set(aliases.values()) <= live


@quick
@given(groupings, steps)
def test_titles_and_pins_stay_with_their_stories_while_nothing_regroups(
    placed: dict[str, str], todo: list[tuple[str, object, object]]
) -> None:
    desk = Desk(dict(placed))
    titles: dict[str, str] = {}
    pinned: set[str] = set()
    for step in todo:
        number = len(desk.actions)
        if step[0] in ("regroup", "undo") or not take(desk, step) or len(desk.actions) == number:
            continue
        done = desk.actions[-1]
        if done.what == "title":
            titles[done.story] = done.text
        elif done.what == "pin":
            (pinned.add if done.text == "on" else pinned.discard)(done.story)
        elif done.what != "split" and not done.apart:
            title = titles.pop(done.other, "")
            titles |= {done.story: titles.get(done.story) or title} if title else {}
            pinned = {done.story if one == done.other else one for one in pinned}
        assert desk.held.titles == titles
        assert desk.held.pinned == pinned


@quick
@given(groupings, steps, groupings)
def test_part_of_the_newsroom_is_enough(
    placed: dict[str, str], todo: list[tuple[str, object, object]], regrouped: dict[str, str]
) -> None:
    desk = at_work(placed, todo)
    desk.placed = regrouped
    names = named(desk.actions)
    ids = {one for action in desk.actions for one in (action.story, action.other)}
    concerned = {regrouped[article] for article in names if article in regrouped} | ids
    part = {article: story for article, story in regrouped.items() if story in concerned}
    held = apply(part, desk.actions, nearer)
    assert {**regrouped, **held.story_of} == desk.final
    assert (held.titles, held.pinned) == (desk.held.titles, desk.held.pinned)

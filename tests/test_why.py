"""Why two articles are one story or two: the figures are those that decide, and the sentence says what did."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from dateline.clock import parse_period
from dateline.memory import Action, StoryView
from dateline.newsroom import open_newsroom
from dateline.stories.embedders import Fast, lead
from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming
from dateline.stories.settings import StorySettings
from dateline.stories.why import Judge, Known, Party, Recorded, Why, compare_texts, deeds, later_first, told

Command = Callable[..., Result]
DAY = datetime(2016, 12, 5, 8, tzinfo=UTC)
MONTH = parse_period("2016-12")
EMBEDDER = Fast()


def report(name: str, title: str, text: str, days: float | None = 0, language: str = "en") -> Incoming:
    vector = EMBEDDER.embed([lead(title, text)])[0]
    return Incoming(name, title, text, None if days is None else DAY + timedelta(days=days), language, vector)


DAM = report(
    "dam-1",
    "Crack found in the Orlo dam, two villages cleared",
    "Engineers found a crack in the wall of the Orlo dam on Sunday, and the district of Karvel told the people of two "
    "villages below it to leave their houses. The water board said that the level of the lake would be lowered by four "
    "metres within the week. About 1,300 people slept in schools in Karvel. The dam was finished in 1958.",
)
DAM_TOO = report(
    "dam-2",
    "Villagers below Orlo dam wait in Karvel schools",
    "Some 1,300 people from two villages spent a second night in the schools of Karvel after a crack was seen in the "
    "Orlo dam. The water board is letting four metres of water out of the lake, which will take a week, its head said "
    "on Monday. The wall, finished in 1958, is to be examined by divers.",
    days=1,
)
MARATHON = report(
    "run-1",
    "Nurse wins the harbour marathon",
    "A nurse from the city hospital won the harbour marathon on Sunday in two hours and 31 minutes, her first race of "
    "that length. Nine thousand people took part, more than ever before, and the course along the quay stayed dry.",
)
PROBE_TWO = report(
    "probe-2",
    "Tiansi-2 sends back first pictures",
    "The probe Tiansi-2 sent its first pictures to the ground station at Lanwei on Friday, the space office said. The "
    "camera works as planned and the batteries are charged. The probe will map the poles for two years.",
)
PROBE_THREE = report(
    "probe-3",
    "Tiansi-3 sends back first pictures",
    "The probe Tiansi-3 sent its first pictures to the ground station at Lanwei on Friday, the space office said. The "
    "camera works as planned and the batteries are charged. The probe will map the plains for three years.",
)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(Grouper(), StorySettings())


def why(judge: Judge, one: Incoming, other: Incoming, **more: object) -> Why:
    """Two articles, each the only one of its story unless it is said otherwise."""
    late, early = later_first(one, other)
    parties = [Party("article", each.id, each.title, f"s-{each.id}", "Meridian") for each in (one, other)]
    found = Why(*parties, False, "fast", judge.fit(late, [early]), None, None, Known(), "")  # type: ignore[arg-type]
    return told(replace(found, **more))  # type: ignore[arg-type]


def act(number: int, what: str, articles: str, apart: str = "", text: str = "") -> Action:
    return Action(number, DAY, "Ana", what, "s-1", "s-2", tuple(articles.split()), tuple(apart.split()), text)


def test_figures_are_those_of_the_grouper() -> None:
    grouper = Grouper(StorySettings())
    grouper.place(DAM)
    placement = grouper.place(DAM_TOO)
    today = Grouper(StorySettings(), grouping=grouper.saved().grouping)
    found = Judge(today, StorySettings()).fit(DAM_TOO, [DAM])
    assert placement.story == "s-dam-1"
    similarity = sum(one.points for one in found.signals if one.name in ("lexical", "dense"))
    assert similarity == pytest.approx(placement.similarity, abs=0.05)  # words were rarer then
    assert found.fits
    assert found.total == pytest.approx(sum(one.points for one in found.signals))


def test_judging_changes_nothing(judge: Judge) -> None:
    first = judge.fit(DAM_TOO, [DAM])
    judge.fit(MARATHON, [DAM, DAM_TOO])
    assert judge.fit(DAM_TOO, [DAM]) == first


def test_one_story_is_told_with_its_sum_and_what_is_needed(judge: Judge) -> None:
    found = why(judge, DAM, DAM_TOO, together=True)
    assert found.pair is not None
    assert found.sentence.startswith("one story: ")
    assert f"{found.pair.total:.2f}".lstrip("0") in found.sentence
    assert "needed for" in found.sentence


def test_unlike_reports_are_kept_apart_for_want_of_likeness(judge: Judge) -> None:
    assert "is under the" in why(judge, DAM, MARATHON).sentence


def test_numbered_siblings_are_named_as_the_reason(judge: Judge) -> None:
    found = why(judge, PROBE_TWO, PROBE_THREE)
    assert found.pair is not None
    assert found.pair.total > found.pair.needed
    assert found.sentence.startswith("kept apart: ")
    assert "sibling" in found.sentence


def test_reports_a_month_apart_are_kept_apart_by_the_window(judge: Judge) -> None:
    late = replace(DAM_TOO, published=DAY + timedelta(days=30))
    assert "30 days" in why(judge, DAM, late).sentence


def test_report_that_fits_the_story_but_not_this_report_is_told_so(judge: Judge) -> None:
    joined = (Recorded("run-1", "s-dam-1", "s-dam-1", "s-dam-1", "both", 0.44),)
    found = why(judge, DAM, MARATHON, together=True, known=Known(recorded=joined))
    assert "through its other reports" in found.sentence
    found = why(judge, MARATHON, DAM, together=True, known=Known(recorded=joined))
    assert "one story" in found.sentence


def test_storyline_of_both_is_told(judge: Judge) -> None:
    known = Known(storylines=("l-dam-1",))
    assert "two stories of one storyline" in why(judge, DAM, MARATHON, known=known).sentence


def test_editors_word_is_the_reason_where_things_are_as_it_says(judge: Judge) -> None:
    merged = deeds([act(3, "merge", "dam-1 run-1")], {"dam-1": "s-dam-1"}, {"run-1": "s-run-1"})
    assert why(judge, DAM, MARATHON, together=True, known=Known(deeds=merged)).sentence == (
        "together by hand: merged by Ana on 2016-12-05 (#3)"
    )
    split = deeds([act(4, "split", "dam-1", "dam-2")], {"dam-1": "s-dam-1"}, {"dam-2": "s-dam-1"})
    assert why(judge, DAM, DAM_TOO, known=Known(deeds=split)).sentence == (
        "kept apart by hand: split by Ana on 2016-12-05 (#4)"
    )
    assert "by hand" not in why(judge, DAM, DAM_TOO, together=True, known=Known(deeds=split)).sentence


def test_deeds_tell_what_actions_say_of_two_parties() -> None:
    one, other = {"a": "s-a"}, {"b": "s-b"}
    assert [deed.joins for deed in deeds([act(1, "merge", "a b c")], one, other)] == [True]
    assert deeds([act(1, "merge", "a b c")], one, {"b": "s-a"}) == ()  # the engine has them together anyway
    assert [deed.joins for deed in deeds([act(1, "split", "a", "b")], one, other)] == [False]
    assert deeds([act(1, "split", "a b", "c")], one, other) == ()
    assert [deed.joins for deed in deeds([act(1, "move", "a b", "c", "b")], one, other)] == [True]
    assert deeds([act(1, "move", "a b x", "c", "x")], one, other) == ()
    assert [deed.joins for deed in deeds([act(1, "move", "a x", "b", "a")], one, other)] == [False]
    assert deeds([act(1, "title", "a b", text="The dam")], one, other) == ()
    assert deeds([replace(act(1, "merge", "a b"), undone=DAY)], one, other) == ()
    story = {"a": "s-a", "b": "s-b", "c": "s-b"}
    assert [deed.joins for deed in deeds([act(1, "merge", "a b c")], one, story)] in ([], [True])


def test_copies_are_told_with_the_share_they_have_in_common(judge: Judge) -> None:
    copied = compare_texts(DAM.text, f"{DAM.text} The minister will visit Karvel on Tuesday.")
    assert copied.is_copy
    assert copied.containment > copied.needed
    assert "copies of one text" in why(judge, DAM, DAM_TOO, together=True, copied=copied).sentence
    other = compare_texts(DAM.text, DAM_TOO.text)
    assert not other.is_copy
    assert other.containment < other.needed


@pytest.mark.parametrize("text", ["", " ", "\x00\u202e", "سد أورلو", "大坝", "x" * 200_000, "a b c"])
def test_odd_texts_are_judged_all_the_same(judge: Judge, text: str) -> None:
    odd = report("odd", "", text, days=None, language="und")
    for late, early in ((odd, DAM), (DAM, odd), (odd, odd)):
        found = judge.fit(late, [early])
        assert found.total == found.total  # a number
        assert json.dumps(why(judge, late, early).to_plain())
    compare_texts(text, DAM.text)


# The command.


def biggest(desk: Path, number: int = 3) -> list[StoryView]:
    with open_newsroom(desk) as newsroom:
        found = newsroom.stories(MONTH)
    return sorted(found, key=lambda one: (-len(one.members), one.id))[:number]


def test_why_tells_two_articles_of_one_story(built_sample: Path, dateline: Command) -> None:
    one, *_ = biggest(built_sample)
    own = [member for member in one.members if not member.copy_of]
    shown = dateline("why", built_sample, own[0].article, own[1].url)
    assert shown.exit_code == 0
    assert "needed" in shown.stdout
    assert own[0].title[:30] in shown.stdout
    told_in_json = json.loads(dateline("why", built_sample, own[0].article, own[1].url, "--json").stdout)
    assert told_in_json["together"]
    assert {signal["name"] for signal in told_in_json["pair"]["signals"]} >= {"dense"}
    assert told_in_json["sentence"] == shown.stdout.strip().splitlines()[-1]


def test_why_tells_articles_of_two_stories_and_stories(built_sample: Path, dateline: Command) -> None:
    one, two, _ = biggest(built_sample)
    pair = dateline("why", built_sample, one.members[0].article, two.members[0].article)
    assert pair.stdout.strip().splitlines()[-1].startswith("kept apart")
    within = dateline("why", built_sample, one.members[1].article, one.id)
    assert within.stdout.strip().splitlines()[-1].startswith("one story")
    assert dateline("why", built_sample, one.id, two.id).stdout.strip().splitlines()[-1].startswith("kept apart")


def test_why_tells_a_copy_and_what_an_editor_did(desk: Path, dateline: Command) -> None:
    one, two, three = biggest(desk)
    copy = next(member for story in (one, two, three) for member in story.members if member.copy_of)
    assert "a copy" in dateline("why", desk, str(copy.copy_of), copy.article).stdout
    dateline("story", "merge", desk, one.id, two.id, "--by", "Ana")
    shown = dateline("why", desk, one.members[0].article, two.members[0].article).stdout
    assert "together by hand: merged by Ana" in shown


def test_why_refuses_what_makes_no_sense(built_sample: Path, dateline: Command) -> None:
    one = biggest(built_sample)[0]
    same = dateline("why", built_sample, one.members[0].article, one.members[0].url)
    assert (same.exit_code, "same article" in same.stderr) == (2, True)
    unknown = dateline("why", built_sample, one.id, "s-unheard-of")
    assert (unknown.exit_code, "s-unheard-of" in unknown.stderr) == (3, True)
    assert dateline("why", built_sample).exit_code == 2

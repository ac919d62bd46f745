"""The proposal for an issue: spread over storylines, topics and outlets, and told why."""

from __future__ import annotations

import time

import numpy as np
import pytest

from dateline.clock import parse_period
from dateline.desk.choice import Choice, choose
from dateline.desk.likeness import Affairs, Words, cosine, earlier_reports, likeness
from dateline.desk.ranking import rank
from dateline.desk.signals import Context
from dateline.desk.terms import BeatTerms
from dateline.records import Article, Beat, Ranked, Topic
from desk_samples import article, story

DECEMBER = parse_period("2016-12")
WEIGHTS = dict.fromkeys(("voices", "beat", "outlet", "novelty", "depth", "recency"), 1.0)


def ranked(title: str, score: float, outlet: str = "", topic: str = "") -> Ranked:
    return Ranked(story(article(title, outlet=outlet or f"Outlet of {title}")), score, (), (topic,) if topic else ())


def chosen(rows: list[Ranked], quota: int, alike: set[frozenset[str]] = frozenset()) -> tuple[list[str], Choice]:  # type: ignore[assignment]
    def title(one: Ranked) -> str:
        return one.story.articles[0].title

    choice = choose(
        rows,
        quota,
        likeness=lambda a, b: float(frozenset({title(a), title(b)}) in alike),
        leads=lambda one: one.story.articles[:1],
    )
    return [title(pick) for pick in choice.picks], choice


def test_best_come_first_and_no_more_than_the_quota() -> None:
    titles, choice = chosen([ranked("A", 3), ranked("B", 2), ranked("C", 1)], 2)
    assert titles == ["A", "B"]
    assert choice.passed_over == ()


def test_two_of_one_storyline_are_never_picked_and_the_editor_is_told() -> None:
    titles, choice = chosen([ranked("A", 3), ranked("B", 2), ranked("C", 1)], 3, {frozenset("AB")})
    assert titles == ["A", "C"]
    assert choice.passed_over == ("left out: “B” is of one affair with “A”",)


@pytest.mark.parametrize(("quota", "most"), [(9, 3), (6, 2), (3, 1), (2, 1), (1, 1)])
def test_at_most_a_third_is_led_by_one_outlet(quota: int, most: int) -> None:
    rows = [ranked(f"P{at}", 20 - at, "Post") for at in range(10)] + [ranked(f"O{at}", 5 - at / 10) for at in range(10)]
    titles, choice = chosen(rows, quota)
    assert len([title for title in titles if title[0] == "P"]) == most
    assert len(titles) == quota
    assert [note for note in choice.passed_over if f"“P{most}”" in note] == [
        f"left out: “P{most}” would be one item too many led by Post"
    ] * (most < quota)


def test_another_report_leads_where_an_outlet_leads_a_third_already() -> None:
    first, second = (article(title, outlet="Post") for title in "AB")
    other = article("B elsewhere", outlet="Gazette")
    rows = [Ranked(story(first), 3, ()), Ranked(story(second, other), 2, ())]
    choice = choose(rows, 2, likeness=lambda a, b: 0.0, leads=lambda one: one.story.articles)
    assert [one.title for one in choice.leads.values()] == ["A", "B elsewhere"]
    assert choice.passed_over == ()


def test_one_outlet_fills_the_issue_where_there_is_no_other() -> None:
    titles, _ = chosen([ranked(f"P{at}", 9 - at, "Post") for at in range(6)] + [ranked("O", 1)], 5)
    assert titles == ["P0", "O", "P1", "P2", "P3"]


def test_one_storyline_is_not_filled_up_from_the_crowded() -> None:
    rows = [ranked("A", 9, "Post"), ranked("B", 8, "Post"), ranked("C", 7, "Post")]
    assert chosen(rows, 3, {frozenset("BC")})[0] == ["A", "B"]


def test_topics_are_spread_among_nearly_equal_stories() -> None:
    rows = [
        ranked("A", 10, topic="x"),
        ranked("B", 9.5, topic="x"),
        ranked("C", 9, topic="y"),
        ranked("D", 1, topic="z"),
    ]
    assert chosen(rows, 3)[0] == ["A", "C", "B"]


@pytest.mark.parametrize("number", [1, 2, 5])
def test_excluded_stories_are_never_picked_and_the_editor_is_told_once(number: int) -> None:
    context = Context(BeatTerms(Beat("b", exclude=("horoscope*",))), {}, DECEMBER, WEIGHTS)
    stories = [story(article(f"Horoscopes {at}", outlet=f"O{at}")) for at in range(number)] + [story(article("Robots"))]
    titles, choice = chosen(rank(stories, context), 9)
    assert titles == ["Robots"]
    (note,) = choice.passed_over
    assert note.startswith(f"left out: {number} stor")
    assert "“Horoscopes" in note
    assert note.endswith(", …") is (number > 3)


def test_what_is_off_the_beat_fills_no_room_where_something_is_on_it() -> None:
    beat = Beat("b", topics=(Topic("robotics", ("robot*",)),))
    context = Context(BeatTerms(beat), {}, DECEMBER, WEIGHTS)
    on, off = story(article("Robots", outlet="A")), story(article("Pandas", outlet="B"))
    titles, choice = chosen(rank([on, off], context), 5)
    assert titles == ["Robots"]
    assert choice.passed_over == ("not filled up: 1 story has no topic or watched name of the beat",)
    assert chosen(rank([off], context), 5)[0] == ["Pandas"]


def test_story_without_a_report_that_may_lead_is_not_picked() -> None:
    rows = [ranked("A", 3), ranked("B", 2)]

    def able(one: Ranked) -> tuple[Article, ...]:
        return one.story.articles if one.story.articles[0].title == "B" else ()

    choice = choose(rows, 5, likeness=lambda a, b: 0.0, leads=able)
    assert [pick.score for pick in choice.picks] == [2]


def test_few_reports_are_compared_around_the_mean_of_the_whole_newsroom() -> None:
    random = np.random.default_rng(3)
    common = random.standard_normal(16).astype(np.float32) * 9
    own = article("Headsets to reach 15 million", "Shipments of headsets reach 15 million, says Northgate.")
    twin = article("Schools fuel headsets", "Headsets reach 15 million, says Northgate of shipments.", outlet="B")
    other = article("Ferry", "The ferry sails earlier on weekdays.", outlet="C")
    vectors = {f"a{at}": common + random.standard_normal(16).astype(np.float32) for at in range(80)}
    affair = random.standard_normal(16).astype(np.float32) * 2
    vectors |= {own.id: common + affair, twin.id: common + affair * 1.1}
    vectors[other.id] = common - affair
    affairs = Affairs([own, twin, other], vectors)
    first, second, third = (affairs.profile([one]) for one in (own, twin, other))
    assert likeness(first, second) >= 1 > likeness(first, third)


def test_nothing_gives_nothing() -> None:
    assert chosen([], 9)[0] == []
    assert chosen([ranked("A", -5)], 9)[0] == ["A"]


def test_a_month_of_thousands_is_chosen_from_in_time() -> None:
    rows = [ranked(f"T{at}", 5000 - at) for at in range(5000)]
    began = time.perf_counter()
    assert len(chosen(rows, 9)[0]) == 9
    assert time.perf_counter() - began < 2


def test_likeness_tells_one_affair_from_another() -> None:
    texts = {
        "Plant on the lake": "Lakeshore will build a salt plant in Haidong to store wind power.",
        "Lake plant begins": "Work on the salt plant of Lakeshore in Haidong began; it stores wind power.",
        "Rice in salt": "Farmers cut rice on fields near Dongying that were given up.",
        "Bicycles": "Cities decide how many shared bicycles they bear, a draft says.",
    }
    reports = [article(title, text, outlet=title) for title, text in texts.items()]
    words = Words(reports)
    first, second, third, _ = (words.vector([one]) for one in reports)
    assert cosine(first, second) > cosine(first, third)
    assert cosine(first, first) == pytest.approx(1)
    affairs = Affairs(reports, {})
    profiles = [affairs.profile([one]) for one in reports]
    assert likeness(profiles[0], profiles[1]) > likeness(profiles[0], profiles[2])


def test_background_is_of_one_affair_by_words_and_by_vectors() -> None:
    random = np.random.default_rng(7)
    others = [article(f"Note {at}", f"Matter {at} of office {at}, told by clerk {at}.") for at in range(30)]
    now = article("Plant on the lake", "Lakeshore will build a salt plant in Haidong.")
    before = article("Lake plant begins", "Work on the salt plant of Lakeshore in Haidong began.", day="2016-10-01")
    alike = article(
        "Salt plant, another matter", "The salt plant of Lakeshore is not what this is about.", day="2016-10-02"
    )
    vectors = {one.id: random.standard_normal(16).astype(np.float32) for one in [*others, alike]}
    vectors[now.id] = random.standard_normal(16).astype(np.float32)
    vectors[before.id] = vectors[now.id] + random.standard_normal(16).astype(np.float32) / 4
    vectors[alike.id] = -vectors[now.id]
    affairs = Affairs([*others, now, before, alike], vectors)
    assert earlier_reports([now], affairs, [*others, before, alike], 3) == (before,)

"""Each signal of the desk, by tables: what counts, what does not, and what is told."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from dateline.clock import parse_period
from dateline.desk.ranking import rank
from dateline.desk.signals import (
    Context,
    matches,
    score_beat,
    score_depth,
    score_novelty,
    score_outlet,
    score_recency,
    score_voices,
)
from dateline.desk.terms import BeatTerms, pattern
from dateline.memory import Coverage, Fresh
from dateline.periods import in_period, independent
from dateline.records import Article, Beat, Outlet, Topic, Watched
from desk_samples import article, story

DECEMBER = parse_period("2016-12")
WEIGHTS = {"voices": 10.0, "beat": 8.0, "outlet": 2.0, "novelty": 5.0, "depth": 3.0, "recency": 1.0}
BEAT = Beat(
    "tech",
    topics=(Topic("robots", ("robot*", "机器人")), Topic("chips", ("chip", "chips", "5G", "芯片"), 0.5)),
    watch=(Watched("Lanxing Aerospace", ("蓝星航天", "Lanxing")),),
    exclude=("horoscope*", "星座"),
)
OUTLETS = {
    "Harbour Daily": Outlet("Harbour Daily", family="Harbour", weight=2.0),
    "Harbour Post": Outlet("Harbour Post", family="Harbour"),
    "Heavy": Outlet("Heavy", weight=3.0),
}
CONTEXT = Context(BeatTerms(BEAT), OUTLETS, DECEMBER, WEIGHTS)


@pytest.mark.parametrize(
    ("outlets", "copies", "voices", "told"),
    [
        (["Wire"], (), 1, "1 independent voice"),
        (["Wire", "Post"], (), 2, "2 independent voices"),
        (["Wire", "Wire"], (), 1, "1 independent voice"),
        (["Harbour Daily", "Harbour Post", "Wire"], (), 2, "2 independent voices"),
        (["Wire", "Post", "Ledger"], (1, 2), 1, "1 independent voice, 2 copies folded"),
        (["Wire", "Post"], (0, 1), 1, "1 independent voice, 2 copies folded"),
        (["Wire", "Post", "Ledger", "Times"], (3,), 3, "3 independent voices, 1 copy folded"),
    ],
)
def test_voices_count_once(outlets: list[str], copies: tuple[int, ...], voices: int, told: str) -> None:
    one = story(*(article(f"Report {at}", outlet=name) for at, name in enumerate(outlets)), copies=copies)
    reason = score_voices(one, CONTEXT)
    assert (reason.points, reason.text) == (pytest.approx(10 * math.log2(voices)), told)


def test_reports_of_other_months_are_no_voices() -> None:
    one = story(article("A"), article("B", outlet="Wire", day="2016-11-30"), article("C", outlet="Post", day=None))
    assert score_voices(one, CONTEXT).text == "2 independent voices"
    assert [report.title for report in in_period(one, DECEMBER)] == ["A", "C"]  # the undated one stays with its story
    undated = story(article("A", day=None), article("B", outlet="Wire", day=None))
    assert len(in_period(undated, DECEMBER)) == 2


ORIGINAL, REPRINT = article("Old", day="2016-11-30"), article("Reprint", outlet="Wire", day="2016-12-01")
OTHER, UNDATED = article("Other", outlet="Post"), article("Undated", outlet="Wire", day=None)


@pytest.mark.parametrize(
    ("articles", "copies", "titles"),
    [
        ((ORIGINAL, REPRINT), (1,), ["Reprint"]),  # the period comes first, then copies
        ((ORIGINAL, REPRINT, OTHER), (1,), ["Other"]),
        ((OTHER, REPRINT), (1,), ["Other"]),
        ((ORIGINAL, article("Older", day="2016-10-01")), (), ["Old", "Older"]),
        ((ORIGINAL, UNDATED), (), ["Old", "Undated"]),
        ((UNDATED, REPRINT), (1,), ["Undated"]),
        ((REPRINT, article("Second", outlet="Post", day="2016-12-02")), (0, 1), ["Reprint"]),
    ],
)
def test_independent_reports_are_of_the_period(
    articles: tuple[Article, ...], copies: tuple[int, ...], titles: list[str]
) -> None:
    one = story(*articles, copies=copies)
    assert [report.title for report in independent(one, DECEMBER)] == titles
    days = [report.day for report in independent(one, DECEMBER) if report.day]
    assert score_recency(one, CONTEXT).text == (max(days).isoformat() if days else "undated")


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (["robot"], "A robot walks", True),
        (["robot"], "Robots walk", False),
        (["robot*"], "ROBOTICS today", True),
        (["robot*"], "a microrobot", False),
        (["chip"], "fish-and-chip shop", True),
        (["chip"], "chipset", False),
        (["5G"], "中国5G网络", True),
        (["5G"], "15G 5GB", False),
        (["芯片"], "国产芯片厂", True),
        (["AI芯片"], "新AI芯片来了", True),
        (["AI"], "AI大模型", True),
        (["AI"], "Air and rain", False),
        (["electric car"], "electric\n car sales", True),
        (["C++"], "in C++ today", True),
        ([".NET"], "the .NET world", True),
        (["München"], "in münchen.", True),
        (["или"], "кабили", False),
        (["или"], "ты или я", True),
        (["a.b"], "axb", False),
        ([], "anything", False),
        (["", " ", "*"], "anything * at all", False),
    ],
)
def test_terms_are_found_in_any_script(terms: list[str], text: str, found: bool) -> None:
    assert bool(pattern(terms).search(text)) is found


@pytest.mark.parametrize(
    ("title", "text", "topics", "names"),
    [
        ("Robots walk", "", ["robots"], []),
        ("Nothing", "Robots walk in the lead.", ["robots"], []),
        ("Nothing", "x" * 700 + " robots", [], []),
        ("机器人与芯片", "", ["robots", "chips"], []),
        ("蓝星航天发射卫星", "", [], ["Lanxing Aerospace"]),
        ("Lanxing's robots", "", ["robots"], ["Lanxing Aerospace"]),
        ("Weather", "Rain.", [], []),
    ],
)
def test_topics_and_names_are_matched(title: str, text: str, topics: list[str], names: list[str]) -> None:
    found = matches(story(article(title, text)), CONTEXT)
    assert [[name for name, _ in part] for part in found] == [topics, names]


def test_beat_tells_topics_names_and_what_is_off() -> None:
    assert score_beat(story(article("Lanxing’s robots")), CONTEXT).text == "robots, Lanxing Aerospace"
    assert score_beat(story(article("Rain")), CONTEXT) == replace(
        score_beat(story(article("Rain")), CONTEXT), points=0.0, text="off the beat"
    )
    assert (
        0 < score_beat(story(article("Chips")), CONTEXT).points < score_beat(story(article("Robots")), CONTEXT).points
    )


@pytest.mark.parametrize(
    ("titles", "excluded"),
    [(["Robot horoscopes"], True), (["星座运势"], True), (["Robots", "Horoscope"], False), (["Robots"], False)],
)
def test_excluded_terms_take_a_story_off_the_beat(titles: list[str], excluded: bool) -> None:
    reason = score_beat(story(*(article(title, outlet=f"O{at}") for at, title in enumerate(titles))), CONTEXT)
    assert (reason.points < 0) is excluded
    assert reason.text.startswith("excluded") is excluded


def test_copies_add_no_outlet_weight_no_depth_and_no_recency() -> None:
    original = article("Robots", "Short text.", outlet="Wire", day="2016-12-02")
    reprint = article("Robots again", "A much longer text of a reprint. " * 20, outlet="Heavy", day="2016-12-30")
    alone, together = story(original), story(original, reprint, copies=(1,))
    for signal in (score_outlet, score_depth, score_recency):
        assert signal(together, CONTEXT) == signal(alone, CONTEXT)
    assert score_outlet(story(original, reprint), CONTEXT).text == "Heavy"


FRESH = Fresh("a", 0, 9, "It rained.", ("4 million euros", "Ann Lee"))


@pytest.mark.parametrize(
    ("coverage", "points", "told"),
    [
        (Coverage(), 0.0, "new"),
        (Coverage("repeat", "2016-11-letter", 12, 3, "A"), -5.0, "repeat of no. 12, item 3"),
        (Coverage("repeat", "2016-11-letter", None, 1, "A"), -5.0, "repeat of 2016-11-letter, item 1"),
        (
            Coverage("update", "2016-11-letter", 12, 3, "A", (FRESH,)),
            -1.5,
            "update of no. 12, item 3: new are 4 million euros, Ann Lee",
        ),
    ],
)
def test_novelty_falls_for_what_an_earlier_issue_had(coverage: Coverage, points: float, told: str) -> None:
    one = story(article("A"), key="s-1")
    reason = score_novelty(one, replace(CONTEXT, coverage={"s-1": coverage}))
    assert (reason.points, reason.text) == (pytest.approx(points), told)
    assert rank([one], replace(CONTEXT, coverage={"s-1": coverage}))[0].coverage == coverage


def test_depth_grows_by_doublings_up_to_a_limit() -> None:
    points = [score_depth(story(article("A", "word " * number)), CONTEXT).points for number in (0, 10, 100, 800, 5000)]
    assert points == sorted(points)
    assert points[0] == 0
    assert points[-1] == points[-2] == 3.0
    assert score_depth(story(article("中", "字" * 1600)), CONTEXT).points == 3.0


@pytest.mark.parametrize(
    ("day", "points"), [("2016-12-01", 0.0), ("2016-12-16", 0.5), ("2016-12-31", 1.0), (None, 0.0)]
)
def test_recency_is_the_place_in_the_period(day: str | None, points: float) -> None:
    assert score_recency(story(article("A", day=day)), CONTEXT).points == pytest.approx(points)


def test_recency_of_a_period_of_one_day_is_whole() -> None:
    context = replace(CONTEXT, period=parse_period("2016-12-06"))
    assert score_recency(story(article("A")), context).points == 1.0


def test_score_is_the_sum_of_its_reasons_and_order_is_settled() -> None:
    stories = [story(article(f"Robots {at % 3}", outlet=f"Outlet {at}"), key=f"s-{at:02}") for at in range(20)]
    ranked = rank(stories, CONTEXT)
    assert all(one.score == pytest.approx(sum(reason.points for reason in one.reasons)) for one in ranked)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    assert [one.story.id for one in rank(list(reversed(stories)), CONTEXT)] == [one.story.id for one in ranked]
    assert ranked[0].topics == ("robots",)
    assert {reason.signal for reason in ranked[0].reasons} == set(WEIGHTS)
    assert rank([], CONTEXT) == []

"""What past picks teach: factors on the signals and points for topics, used only where a replay does better."""

from __future__ import annotations

import random

import pytest

from dateline.desk.learning import SIGNALS, TOPIC, Past, apply, learn
from dateline.records import Ranked, Reason
from desk_samples import article, story

QUOTA = 3


def ranked(name: str, topic: str = "", **points: float) -> Ranked:
    """A story with these points for its signals; the others are 0."""
    reasons = tuple(Reason(signal, points.get(signal, 0.0), "") for signal in SIGNALS)
    total = sum(one.points for one in reasons)
    return Ranked(story(article(name), key=f"s-{name}"), total, reasons, (topic,) if topic else ())


def month(number: int, taste: str, seed: int) -> Past:
    """Twelve stories of which the editor takes the best three by `taste`: a topic's name, or a signal's."""
    chance = random.Random(seed)
    rows = [
        ranked(
            f"{number} {at}",
            ("space", "trade", "robots")[at % 3],
            voices=chance.uniform(0, 6),
            beat=chance.uniform(0, 6),
            depth=chance.uniform(0, 2),
        )
        for at in range(12)
    ]

    def liking(one: Ranked) -> tuple[float, float]:
        points = {reason.signal: reason.points for reason in one.reasons}
        return (float(one.topics == (taste,)), one.score) if taste not in SIGNALS else (points[taste], 0.0)

    picked = sorted(rows, key=liking, reverse=True)[:QUOTA]
    rows.sort(key=lambda one: -one.score)
    return Past(f"issue {number}", tuple(rows), frozenset(one.story.id for one in picked))


def months(taste: str, number: int = 8) -> list[Past]:
    return [month(at, taste, 100 + at) for at in range(number)]


def test_without_history_the_shipped_weights_stand() -> None:
    learned = learn([], QUOTA)
    assert [learned.weights[name] for name in SIGNALS] == [1.0] * len(SIGNALS)
    assert not learned.is_used
    assert learned.replay is None


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_few_issues_teach_but_do_not_rank(number: int) -> None:
    learned = learn(months("space", number), QUOTA)
    assert learned.issues == number
    assert not learned.is_used


def test_an_editor_who_picks_by_topic_is_learned_and_followed() -> None:
    learned = learn(months("space"), QUOTA)
    assert learned.replay is not None
    assert learned.replay.learned.recall > learned.replay.shipped.recall + 0.2
    assert learned.is_used
    assert learned.weights[TOPIC + "space"] > 0.5 > max(learned.weights[TOPIC + "trade"], 0.0)
    fresh = [ranked("a", "trade", voices=3.0), ranked("b", "space", voices=2.5)]
    best = apply(fresh, learned)[0]
    assert best.topics == ("space",)
    assert best.score == pytest.approx(sum(reason.points for reason in best.reasons))
    assert any(reason.signal == "taste" and "8 past issues" in reason.text for reason in best.reasons)


def test_an_editor_who_picks_by_one_signal_gives_it_weight() -> None:
    learned = learn(months("depth", 10), QUOTA)
    assert learned.weights["depth"] > 1.5 > learned.weights["voices"]
    assert learned.is_used


def test_an_editor_who_follows_the_desk_leaves_the_shipped_weights_in_use() -> None:
    past = [
        Past(one.issue, one.ranked, frozenset(row.story.id for row in one.ranked[:QUOTA])) for one in months("space")
    ]
    learned = learn(past, QUOTA)
    assert learned.replay is not None
    assert learned.replay.shipped.recall == 1.0
    assert not learned.is_used


def test_replay_never_looks_ahead() -> None:
    """Picks turn round half-way: what was learned before the turn must fail behind it."""
    past = [*months("space", 5), *(month(at, "trade", 200 + at) for at in range(5, 7))]
    replay = learn(past, QUOTA).replay
    only_late = learn(past[5:], QUOTA)
    assert replay is not None
    assert replay.learned.recall < 1.0
    assert only_late.weights[TOPIC + "trade"] > 0


def test_what_the_beat_excludes_stays_below() -> None:
    learned = learn(months("space"), QUOTA)
    off = Ranked(story(article("off"), key="s-off"), -20.0, (Reason("beat", -20.0, "excluded: marathon"),), ("space",))
    assert apply([off, ranked("b", "trade", voices=0.1)], learned)[-1] == off


def test_the_same_picks_give_the_same_weights() -> None:
    assert learn(months("space"), QUOTA) == learn(months("space"), QUOTA)

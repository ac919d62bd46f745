"""Copies over long streams: bounded state, forgetting, and a finder that was stopped and restored."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from dateline.stories.copies import CopyFinder, CopyMatch, CopySettings
from dateline.stories.copy_index import RunIndex
from dateline.stories.copy_runs import Sample, sampled, shingles

START = datetime(2021, 1, 1, tzinfo=UTC)
WORDS = [
    f"{first}{second}{third}" for first in "bdfglm" for second in "aeiou" for third in ("rn", "st", "nd", "lk", "mp")
]
OUTLETS = ("Gazette", "Post", "Reuters", "")


@dataclass(frozen=True)
class Item:
    """An article of a made stream."""

    id: str
    text: str
    published: datetime | None
    outlet: str


def stream(count: int, seed: int = 4) -> Iterator[Item]:
    """Articles in order of time, three an hour: new ones, reprints, cuts, some late, some undated."""
    dice = random.Random(seed)
    texts: list[str] = []
    for number in range(count):
        published = START + timedelta(hours=number / 3)
        kind = dice.random()
        if texts and kind < 0.35:
            text = texts[-dice.randint(1, min(len(texts), 150))]
            text = text[: int(len(text) * dice.uniform(0.3, 1.0))]
            if kind < 0.1:
                text = f"TARN (Reuters) - {text}"
            if kind > 0.3:
                published -= timedelta(hours=dice.randint(1, 90))
        else:
            text = " ".join(dice.choice(WORDS) for _ in range(dice.choice([12, 40, 90, 300])))
            texts.append(text)
        yield Item(f"a{number}", text, None if dice.random() < 0.05 else published, dice.choice(OUTLETS))


def forget(finder: CopyFinder, number: int) -> None:
    """What a caller does now and then: drop what is older than ten days."""
    if number % 50 == 0:
        finder.forget_before(START + timedelta(hours=number / 3) - timedelta(days=10))


def last_horizon(number: int) -> datetime:
    """The moment `forget` named last before this article."""
    return START + timedelta(hours=(number - 1 - (number - 1) % 50) / 3) - timedelta(days=10)


def restore(
    finder: CopyFinder, items: list[Item], matches: list[CopyMatch], samples: list[bytes], horizon: datetime
) -> None:
    """Restore what was not forgotten, with groups and originals as last known."""
    placed = list(zip(items, matches, samples, strict=False))
    known = {match.group: match.original or item.id for item, match, _ in placed if match.group is not None}
    for item, match, sample in placed:
        if item.published is None or item.published >= horizon:
            group = match.group or (item.id if item.id in known else None)
            finder.restore(item.id, sample, item.published, group, known.get(group), item.outlet)


@pytest.mark.parametrize("halt", [1, 333, 700])
def test_restored_finder_answers_as_one_that_never_stopped(halt: int) -> None:
    items = list(stream(1000))
    texts = {item.id: item.text for item in items}
    settings = CopySettings(most=400, undated=120, waiting=2_000)  # segments after some fifty articles
    whole = CopyFinder(settings, texts.get)
    stopped = CopyFinder(settings, texts.get)
    samples: list[bytes] = []
    matches: list[CopyMatch] = []
    for number, item in enumerate(items):
        forget(whole, number)
        matches.append(whole.place(item.id, item.text, item.published, item.outlet))
        samples.append(whole.sample(item.id))
        if number < halt:
            continue
        if number == halt:
            restore(stopped, items[:halt], matches, samples, last_horizon(halt))
        forget(stopped, number)
        assert stopped.place(item.id, item.text, item.published, item.outlet) == matches[number], number
    assert sum(match.group is not None for match in matches) > 200


def test_articles_that_were_forgotten_need_not_be_restored() -> None:
    items = list(stream(600, seed=9))
    texts = {item.id: item.text for item in items}
    horizon = START + timedelta(hours=400 / 3) - timedelta(days=2)
    whole = CopyFinder(texts=texts.get)
    placed = [(item, whole.place(item.id, item.text, item.published), whole.sample(item.id)) for item in items[:400]]
    whole.forget_before(horizon)
    stopped = CopyFinder(texts=texts.get)
    restore(stopped, *(list(part) for part in zip(*placed, strict=True)), horizon)
    stopped.forget_before(horizon)
    for item in items[400:]:
        expected = whole.place(item.id, item.text, item.published)
        assert stopped.place(item.id, item.text, item.published) == expected


def test_forgotten_article_is_no_original_of_what_comes_later() -> None:
    item = next(stream(1))
    finder = CopyFinder()
    finder.place("old", item.text, START)
    finder.place("undated", item.text.replace(" ", "  "), None)
    finder.forget_before(START + timedelta(days=1))
    assert finder.place("later", item.text, START + timedelta(days=2)).group == "old"  # by way of the undated copy
    finder = CopyFinder()
    finder.place("old", item.text, START)
    finder.forget_before(START + timedelta(days=1))
    assert finder.place("later", item.text, START + timedelta(days=2)).group is None
    finder.forget_before(START)  # an earlier moment brings nothing back
    assert finder.place("again", item.text, START).group == "later"


def test_archive_that_comes_late_has_its_copies_found() -> None:
    item = next(stream(1))
    finder = CopyFinder(texts=lambda _: item.text)
    finder.place("old", item.text, START)
    kept = finder.sample("old")
    finder.forget_before(START + timedelta(days=90))
    assert finder.place("archive", item.text, START + timedelta(days=1)).group is None
    assert finder.place("copy", item.text, START + timedelta(days=2)).original == "archive"
    for _ in range(2):  # what is known already is passed over
        finder.restore("old", kept, START, None, None)
    assert finder.place("third", item.text, START).group == "old"  # the first of equals


def test_undated_articles_and_those_over_the_cap_are_forgotten_by_their_age() -> None:
    items = list(stream(40, seed=2))
    finder = CopyFinder(CopySettings(most=20, undated=10))
    long = "the wall moved by eleven centimetres since the spring and nobody on the quay had seen it move at all"
    other = "a ferry with forty drivers aboard turned back on tuesday when the lamp of the northern mole went dark"
    finder.place("undated", long, None)
    finder.place("dated", other, START)
    for number in range(8):
        finder.place(f"x{number}", items[number].text, START)
    assert finder.place("near", long, START).original == "undated"
    for number in range(12):
        finder.place(f"y{number}", f"{number} {number + 1} {number + 2} {number + 3} {number + 4} {number + 5}", START)
    assert finder.place("far", other, START).original is None


def test_text_that_is_gone_is_not_compared() -> None:
    item = next(stream(1))
    first = CopyFinder()
    first.place("a", item.text, START)
    second = CopyFinder()  # has no texts
    second.restore("a", first.sample("a"), START, None, None)
    assert second.place("b", item.text, START).original is None


def test_sample_is_told_of_articles_placed_just_now_only() -> None:
    finder = CopyFinder()
    with pytest.raises(KeyError):
        finder.sample("a")
    finder.place("a", "", None)
    assert len(finder.sample("a")) < 40


def test_much_copied_text_keeps_its_index_small() -> None:
    text = " ".join(random.Random(1).choices(WORDS, k=300))
    finder = CopyFinder()
    sizes = []
    for number in range(60):
        assert number == 0 or finder.place(f"{number}", f"{text} {number}", START).original == "first"
        if number == 0:
            finder.place("first", text, START)
        else:
            sizes.append(len(finder.sample(f"{number}")))
    assert sizes[-1] < sizes[0] / 2


def test_sample_survives_as_bytes() -> None:
    sample = sampled(shingles(" ".join(random.Random(1).choices(WORDS, k=900))), 7)
    again = Sample.from_bytes(sample.to_bytes())
    assert (again.number, again.size, again.top, again.count) == (7, sample.size, sample.top, sample.count)
    assert again.keys.tolist() == sample.keys.tolist()


def test_index_finds_the_same_however_it_was_merged() -> None:
    dice = np.random.default_rng(3)
    articles = [np.unique(dice.integers(0, 500, 20, dtype=np.uint32)) for _ in range(300)]
    live = np.arange(100, 300)
    asked = np.arange(0, 500, 7, dtype=np.uint32)
    answers = []
    for waiting in (10**9, 1_000, 64, 20):
        index = RunIndex(lambda: live, waiting)
        for number, keys in enumerate(articles):
            index.add(keys, number)
        index.prune()
        places, numbers = index.find(asked)
        pairs = zip(places.tolist(), numbers.tolist(), strict=True)
        answers.append(sorted((at, number) for at, number in pairs if number >= 100))
    expected = [(at, number) for at, key in enumerate(asked) for number in range(100, 300) if key in articles[number]]
    assert answers == [expected] * 4


def test_index_without_articles_finds_nothing() -> None:
    index = RunIndex(lambda: np.empty(0, dtype=np.int64), 10)
    index.prune()
    assert [len(part) for part in index.find(np.array([1, 2], dtype=np.uint32))] == [0, 0]
    assert [len(part) for part in index.find(np.empty(0, dtype=np.uint32))] == [0, 0]

"""The growth bench: its news is the same each time and made as said, its vectors are as close as real ones, it runs."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from dateline.store import articles, schema

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import growth
from growth_news import PER_DAY, Made, News
from growth_parts import measured
from growth_room import article, fill, quality, room
from growth_vectors import fitted

NUMBER = 300


@pytest.fixture(scope="module")
def news() -> list[Made]:
    return list(News(None).stream(NUMBER))


def vector(made: Made) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """One direction an event, with noise."""
    row = np.random.default_rng(made.event).standard_normal(512) + 0.3 * np.random.default_rng(
        made.number
    ).standard_normal(512)
    return (row / np.linalg.norm(row)).astype(np.float32)  # fmt: skip


def test_news_is_the_same_for_the_same_seed(news: list[Made]) -> None:
    assert list(News(None).stream(NUMBER)) == news
    assert [one.text for one in News(None, seed=2).stream(20)] != [one.text for one in news[:20]]


def test_news_comes_in_order_at_the_years_rate(news: list[Made]) -> None:
    times = [one.came for one in News(None).stream(2000)]
    assert times == sorted(times)
    assert (times[-1] - times[500]).total_seconds() / 86400 == pytest.approx(
        1500 / PER_DAY, rel=0.4
    )  # late reports are still to come


def test_news_is_made_as_said(news: list[Made]) -> None:
    stream = list(News(None).stream(2000))
    of_event = Counter(one.event for one in stream if not one.copy)
    assert 0.1 < sum(one.copy for one in stream) / len(stream) < 0.3
    assert max(of_event.values()) <= 12
    assert {one.language for one in stream} == {"en", "zh"}
    for one in stream[:100]:
        assert all(one.text[start:end].strip() for start, end in one.sentences)
        assert one.sentences[-1][1] == len(one.text)


def test_events_of_one_text_have_other_names(news: list[Made]) -> None:
    leads = defaultdict(set)
    for one in News(None).stream(1500):
        if not one.copy:
            leads[one.base].add(one.text.split(".")[0])
    assert all(len(some) > 1 for some in leads.values() if len(some) > 3)


def test_rows_are_those_of_the_text_stage(news: list[Made], tmp_path: Path) -> None:
    with room(tmp_path / "one") as filled, room(tmp_path / "other") as saved:
        fill(filled, news[:20])
        fill(saved, news[:1])
        with saved.database.begin() as connection:
            for one in news[1:20]:
                articles.save_article(connection, article(one), "1")
        assert _articles(filled) == _articles(saved)


def test_pool_is_as_close_as_real_vectors() -> None:
    reports = [one for one in News(None).stream(1500) if not one.copy]
    rows = np.array([vector(one) + 1.5 * _direction(one.base) for one in reports], dtype=np.float32)
    pool = fitted(rows / np.linalg.norm(rows, axis=1, keepdims=True), reports)
    assert pool.fitted.within == pytest.approx(pool.real.within, abs=0.05)
    assert pool.fitted.between == pytest.approx(pool.real.between, abs=0.05)
    assert np.array_equal(pool.vector(reports[3]), pool.vector(reports[3]))
    assert float(np.linalg.norm(pool.vector(reports[3]))) == pytest.approx(1, abs=1e-5)


def test_parts_add_up(news: list[Made], tmp_path: Path) -> None:
    with room(tmp_path / "desk") as newsroom:
        fill(newsroom, news, vector)
        with measured() as parts:
            assert newsroom.group() == NUMBER
        assert quality(newsroom).stories > 10
    assert not parts.absent
    assert min(parts.seconds[name] for name in ("copies", "terms", "scoring", "saving", "traits")) > 0
    assert parts.found["reports"] + parts.found["copies"] == NUMBER
    assert parts.found["exact model"] == 0


def test_course_tells_the_cost_of_the_last() -> None:
    course = growth.Course([(0, 0.0, 0.0), (1000, 10.0, 10.0), (6000, 15.0, 20.0)])
    assert course.cost() == pytest.approx(2.5)
    assert course.cost(5000) == pytest.approx(1.0)


@pytest.mark.slow
def test_bench_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_SHARED", str(tmp_path / "nowhere"))
    monkeypatch.setenv("PYTHONPATH", str(Path(growth.__file__).parent))
    assert growth.main([str(NUMBER), "--slice", "50", "--folder", str(tmp_path)]) == 0
    answer = json.loads((tmp_path / f"{NUMBER}-real.json").read_text("utf-8"))
    assert answer["articles"] == NUMBER
    assert answer["peak_mib"] > 50


def _articles(newsroom: growth.Any) -> list[tuple[object, ...]]:
    with newsroom.database.begin() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        return [tuple(row) for row in connection.execute(schema.articles.select().order_by(schema.articles.c.id))]


def _direction(base: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    row = np.random.default_rng(10_000 + base).standard_normal(512)
    return np.asarray(row / np.linalg.norm(row))

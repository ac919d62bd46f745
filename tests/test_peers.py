"""The comparison with peers: same articles for all, one that breaks is counted, rows are those of the contract."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).parents[1] / "bench"
_CLAIMED = [
    ("spacy_names", "en", "The Harbour Museum in Lisbon hired Ann Lee.", {("Lisbon", "place"), ("Ann Lee", "person")}),
    ("jieba_names", "zh", "他在上海工作。", {("上海", "place")}),
    (
        "quantulum_figures",
        "en",
        "It paid $30 million for 12 percent.",
        {("$30 million", "money"), ("12 percent", "percent")},
    ),
    ("recognizers_figures", "zh", "收入达到2亿元。", {("2亿元", "money")}),
]


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Imports a module of bench/peers."""
    monkeypatch.syspath_prepend(BENCH)
    return lambda name: importlib.import_module(f"peers.{name}")


def _peer(module: Callable[[str], ModuleType], read: Callable[[Any], list[dict[str, Any]]], task: str = "names") -> Any:
    reader = module("reader")
    return reader.Loaded(reader.Peer("Some reader", "some", task, ("en",), ()), read, 0.1)


def _fragile(asked: Any) -> list[dict[str, Any]]:
    if "broken" in asked.text:
        raise ValueError("cannot read this")
    return [{"text": asked.text, "start": 0, "end": len(asked.text), "kind": "other", "name": asked.text}]


@pytest.mark.parametrize(("language", "size"), [("en", lambda text: len(text.split())), ("zh", len)])
def test_articles_are_of_one_length_and_the_same_each_time(
    module: Callable[[str], ModuleType], language: str, size: Callable[[str], int]
) -> None:
    articles = module("articles").articles
    texts = articles(40, 300, language)
    assert {size(text) for text in texts} == {300}
    assert len(set(texts)) == 40
    assert texts == articles(40, 300, language)


def test_broken_answer_is_counted_and_told(module: Callable[[str], ModuleType]) -> None:
    lines = [{"id": text, "text": text, "language": "en"} for text in ("one", "broken", "two")]
    answers = module("accuracy").answer(_peer(module, _fragile), lines, "names")
    assert [row["id"] for row in answers.rows] == ["one", "two"]
    assert answers.failures == ("broken: ValueError: cannot read this",)


def test_race_reads_every_article_once_with_each_reader(module: Callable[[str], ModuleType]) -> None:
    readers = [_peer(module, _fragile), _peer(module, lambda asked: [], "figures")]
    texts = [f"text {number}" for number in range(24)] + ["broken"]
    paces = module("speed").race(readers, texts, "en")
    assert [(pace.articles, len(pace.failures)) for pace in paces] == [(25, 1), (25, 0)]
    assert module("speed").race(readers, texts, "zh") == []


def test_report_tells_readers_that_failed(module: Callable[[str], ModuleType]) -> None:
    reader, speed, report = module("reader"), module("speed"), module("report")
    loaded = _peer(module, _fragile)
    refused = reader.Refused(reader.PEERS[1], "ModuleNotFoundError: no spaCy")
    pace = speed.Pace(loaded.peer, articles=10, seconds=2.0, failures=["ValueError: cannot read this"])
    text = report.report(report.Run([loaded, refused], [], {"en": [pace]}, {"en": "500 words"}))
    assert "could not be loaded: ModuleNotFoundError: no spaCy" in text
    assert "Some reader broke on 1 of 10 articles. The first error: ValueError: cannot read this" in text
    assert "| Some reader | names | 5.0 |" in text


@pytest.mark.parametrize(("name", "language", "text", "wanted"), _CLAIMED, ids=[case[0] for case in _CLAIMED])
def test_peer_gives_rows_of_the_contract(
    module: Callable[[str], ModuleType], name: str, language: str, text: str, wanted: set[tuple[str, str]]
) -> None:
    try:
        peer = module(name)
    except ImportError as error:
        pytest.skip(f"the peers are installed by `make peers` only: {error}")
    rows = peer.read(module("reader").Asked(text, language))
    assert wanted <= {(row["text"], row["kind"]) for row in rows}
    assert all(text[row["start"] : row["end"]].lower() == row["text"].lower() for row in rows)

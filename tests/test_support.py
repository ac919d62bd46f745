"""The support check on single sentences, and on what nobody would call one."""

from __future__ import annotations

import time

import pytest

from dateline.cli.support import support_row
from dateline.errors import Unreadable
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.support import judge
from dateline.records import Lack

_SOURCE = (
    "Orvex will open a battery plant in Lille in 2027. It is expected to employ 600 people. "
    "“We need the help of the region,” said chief executive Nora Quist. Rival Teplin closed its plant last year."
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def _kinds(claim: str, gazetteer: Gazetteer, source: str = _SOURCE) -> set[str]:
    return {lack.kind for lack in judge(claim, [source], gazetteer).lacks}


def test_judge_carries_a_sentence_of_the_source_verbatim(gazetteer: Gazetteer) -> None:
    verdict = judge("Orvex will open a battery plant in Lille in 2027.", [_SOURCE], gazetteer)
    assert verdict.supported and verdict.verbatim and verdict.score == 1 and not verdict.lacks


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Orvex will open a battery plant in Lille in 2029.", "period"),
        ("The plant is expected to employ 900 people.", "number"),
        ("Orvex will open a battery plant in Reims in 2027.", "name"),
        ("Orvex will not open a battery plant in Lille.", "negation"),
        ("Orvex has opened a battery plant in Lille.", "modality"),
        ("Rival Teplin opened its plant last year.", "opposite"),
        ("“We want the help of the state,” said Nora Quist.", "quotation"),
    ],
)
def test_judge_tells_what_a_source_lacks(claim: str, kind: str, gazetteer: Gazetteer) -> None:
    assert kind in _kinds(claim, gazetteer)


def test_judge_tells_what_the_source_has_instead(gazetteer: Gazetteer) -> None:
    lacks = judge("The plant is expected to employ 900 people.", [_SOURCE], gazetteer).lacks
    assert any("600" in lack.message for lack in lacks)


@pytest.mark.parametrize("claim", ["", "   \n", "…", "!?"])
def test_judge_does_not_carry_an_empty_claim(claim: str, gazetteer: Gazetteer) -> None:
    verdict = judge(claim, [_SOURCE], gazetteer)
    assert not verdict.supported and verdict.score == 0 and verdict.lacks[0].kind == "empty"


@pytest.mark.parametrize("sources", [[], [""], [" ", "\n"]])
def test_judge_does_not_carry_a_claim_without_source(sources: list[str], gazetteer: Gazetteer) -> None:
    verdict = judge("Orvex will open a plant.", sources, gazetteer)
    assert not verdict.supported and verdict.lacks[0].kind == "source"


def test_judge_lets_a_model_add_lacks_only(gazetteer: Gazetteer) -> None:
    good, bad = "Orvex will open a battery plant in Lille in 2027.", "Orvex will open a battery plant in Reims."
    doubt = Lack("relation", "Orvex", "the model doubts it")
    assert not judge(good, [_SOURCE], gazetteer, ask=lambda claim, sources: [doubt]).supported
    assert not judge(bad, [_SOURCE], gazetteer, ask=lambda claim, sources: []).supported


def test_judge_gives_every_refusal_a_reason(gazetteer: Gazetteer) -> None:
    for claim in ("Bananas are yellow and sweet.", "x", "12", "مصنع جديد في ليل", "我们不知道", "😀 Orvex"):
        verdict = judge(claim, [_SOURCE], gazetteer)
        assert verdict.supported == (not verdict.lacks) and 0 <= verdict.score <= 1


def test_judge_reads_huge_sources_in_time(gazetteer: Gazetteer) -> None:
    start = time.process_time()
    judge("Orvex will open a battery plant in Lille.", [_SOURCE * 2000, "a " * 300_000, "的" * 100_000], gazetteer)
    judge("word " * 4000, [_SOURCE], gazetteer)
    assert time.process_time() - start < 15


@pytest.mark.parametrize(
    "row",
    [
        {"id": 1},
        {"id": 1, "claim": "a"},
        {"id": 1, "claim": "a", "sources": "b"},
        {"id": 1, "claim": "a", "sources": [1]},
    ],
)
def test_filter_refuses_rows_that_are_none(row: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        support_row(row)


def test_filter_answers_with_the_keys_of_the_contract() -> None:
    row = support_row({"id": "a", "claim": "It employs 900 people.", "sources": [_SOURCE]})
    assert set(row) == {"id", "supported", "score", "problems"} and row["id"] == "a"
    assert all(set(problem) == {"kind", "text", "message"} for problem in row["problems"])

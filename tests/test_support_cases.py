"""Hand-written cases of the support check: each kind of falsehood is caught, and true sentences are let pass.

Both files were seen when the rules were written (frozen.jsonl after it had been measured once, see
data/support/ABOUT.md), so the floors here guard against getting worse and promise nothing about new sentences.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from dateline.record.gazetteer import load
from dateline.record.support import judge

_FOLDER = Path(__file__).parent.parent / "bench" / "support_cases"
_FILES = ("first.jsonl", "frozen.jsonl")
_SIMILAR = {"comparison": "direction", "cause": "condition", "order": "roles"}
# What is really reached on both files together by kind of falsehood, minus .05; .9 is wanted of each, and where a floor
# is below .85 it is not reached.
_CAUGHT = {
    "condition": 0.87,  # 0.929 of 14
    "direction": 0.83,  # 0.881 of 67
    "extra": 0.7,  # 0.757 of 37
    "hedge": 0.92,  # 0.977 of 44
    "modality": 0.91,  # 0.968 of 62
    "name": 0.89,  # 0.942 of 52
    "negation": 0.89,  # 0.946 of 56
    "number": 0.91,  # 0.967 of 61
    "period": 0.95,  # 1.000 of 57
    "quantifier": 0.88,  # 0.932 of 44
    "quotation": 0.95,  # 1.000 of 31
    "roles": 0.74,  # 0.791 of 67
    "speaker": 0.8,  # 0.859 of 64
    "superlative": 0.83,  # 0.880 of 25
    "unit": 0.9,  # 0.951 of 61
}
_PASSED = 0.93  # of true sentences of each file; 0.986 (first), 0.986 (frozen) are reached
_PASSED_OF_A_KIND = 0.83  # of the true sentences that frozen.jsonl has beside each kind of falsehood


def _cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_FOLDER / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[str, dict[str, Any], bool]]:
    """Each case with its file and whether the verdict is right."""
    gazetteer = load()
    return [
        (name, case, judge(case["claim"], case["sources"], gazetteer).supported == case["supported"])
        for name in _FILES
        for case in _cases(name)
    ]


def _rates(found: dict[str, list[bool]]) -> dict[str, float]:
    return {kind: sum(right) / len(right) for kind, right in found.items()}


def test_cases_have_unique_ids_in_each_file() -> None:
    for name in _FILES:
        ids = [case["id"] for case in _cases(name)]
        assert len(ids) == len(set(ids)), name


def test_each_kind_of_falsehood_is_caught(verdicts: list[tuple[str, dict[str, Any], bool]]) -> None:
    found: dict[str, list[bool]] = defaultdict(list)
    for _, case, right in verdicts:
        if not case["supported"]:
            found[_SIMILAR.get(case["kind"], case["kind"])].append(right)
    rates = _rates(found)
    assert rates.keys() == _CAUGHT.keys()
    assert not {kind: rate for kind, rate in rates.items() if rate < _CAUGHT[kind]}


def test_true_sentences_pass(verdicts: list[tuple[str, dict[str, Any], bool]]) -> None:
    files: dict[str, list[bool]] = defaultdict(list)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for name, case, right in verdicts:
        if case["supported"]:
            files[name].append(right)
            if name == "frozen.jsonl":
                kinds[case["kind"]].append(right)
    assert not {name: rate for name, rate in _rates(files).items() if rate < _PASSED}
    assert not {kind: rate for kind, rate in _rates(kinds).items() if rate < _PASSED_OF_A_KIND}


def test_blind_cases_stay_where_they_were_measured() -> None:
    """third.jsonl was written blind and measured once, .878 caught and .872 passed; no rule was made from it."""
    gazetteer = load()
    right: dict[str, list[bool]] = defaultdict(list)
    for case in _cases("third.jsonl"):
        verdict = judge(case["claim"], case["sources"], gazetteer)
        right[str(case["supported"])].append(verdict.supported == case["supported"])
    assert sum(right["False"]) / len(right["False"]) >= 0.86
    assert sum(right["True"]) / len(right["True"]) >= 0.86

"""Hand-written cases of the support check: each kind of falsehood is caught, and true sentences are let pass.

The cases of a file with `frozen: true` were written after the rules were frozen.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from dateline.record.gazetteer import load
from dateline.record.support import judge

_FILES = sorted((Path(__file__).parent.parent / "bench" / "support_cases").glob("*.jsonl"))
_KINDS = {"comparison": "direction", "cause": "condition", "order": "roles"}
_CAUGHT, _FALSE_ALARMS = 0.9, 0.1
# Below what is wanted; they only go up.
_WEAK = {"roles": 0.8, "superlative": 0.88, "extra": 0.8}


def _cases() -> list[dict[str, Any]]:
    return [json.loads(line) for file in _FILES for line in file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def rates() -> dict[tuple[bool, bool, str], float]:
    """Share of right verdicts by half (frozen), truth and kind."""
    gazetteer = load()
    found: dict[tuple[bool, bool, str], list[bool]] = defaultdict(list)
    for case in _cases():
        verdict = judge(case["claim"], case["sources"], gazetteer)
        kind = _KINDS.get(case["kind"], case["kind"]) if not case["supported"] else ""
        found[case["frozen"], case["supported"], kind].append(verdict.supported == case["supported"])
    return {key: sum(right) / len(right) for key, right in found.items()}


def test_cases_have_unique_ids_in_each_file() -> None:
    for file in _FILES:
        ids = [json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()]
        assert len(ids) == len(set(ids)), file.name


def test_each_kind_of_falsehood_is_caught(rates: dict[tuple[bool, bool, str], float]) -> None:
    low = {key: rate for key, rate in rates.items() if not key[1] and rate < _WEAK.get(key[2], _CAUGHT)}
    assert not low


def test_true_sentences_pass(rates: dict[tuple[bool, bool, str], float]) -> None:
    assert all(rate >= 1 - _FALSE_ALARMS for (_, true, _), rate in rates.items() if true)

"""The seeded faults (bench/faults): each still fits the draft it was written for, and is found as said."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.records import Problem

PATH = Path(__file__).parents[1] / "bench" / "faults.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_faults", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bench = _load()
KEPT = bench.Kept()
FAULTS = KEPT.faults()
FAULT = {"rules": ["word-doubled"], "quote": "at the the edge", "item": ""}
TEXT = (
    "# Letter\n\n### 2. A calm plasma\n\nBursts at the the edge hammer the plates.\n\n### 3. Rice\n\nRead 14 times.\n"
)


def _problem(rule: str, quote: str, where: str = "News › 2. A calm plasma › paragraph 1") -> Problem:
    return Problem(rule, "error", quote, "", where)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["id"] for fault in FAULTS])
def test_fault_can_be_put_in(fault: dict[str, Any]) -> None:
    text = bench.changed(KEPT.draft(fault["issue"]), fault.get("edits", []))
    assert fault["quote"] in text
    assert fault.get("item", "") in text
    assert 1 <= len(fault["rules"]) <= 3


def test_faults_are_many_and_each_is_once() -> None:
    assert len(FAULTS) >= 40
    assert len({fault["id"] for fault in FAULTS}) == len(FAULTS)


def test_edit_that_fits_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="2 times"):
        bench.changed("one and one", [{"find": "one", "replace": "two"}])


@pytest.mark.parametrize(
    ("problem", "found"),
    [
        (_problem("word-doubled", "the the"), True),
        (_problem("word-doubled", "Bursts at the the edge hammer the plates."), True),
        (_problem("stray-character", "the the"), False),
        (_problem("word-doubled", "Read 14 times"), False),
        (_problem("word-doubled", "", "News › 2. A calm plasma"), False),
    ],
    ids=["within", "around", "another rule", "elsewhere", "no words"],
)
def test_problem_is_the_fault_by_rule_and_words(problem: Problem, *, found: bool) -> None:
    assert bench.is_found(problem, FAULT, TEXT) is found


@pytest.mark.parametrize(
    ("where", "found"), [("News › 3. Rice", True), ("News › 2. A calm plasma", False)], ids=["item", "another item"]
)
def test_problem_without_words_is_the_fault_by_its_item(where: str, *, found: bool) -> None:
    fault = {"rules": ["link-missing"], "quote": "", "item": "Rice"}
    assert bench.is_found(_problem("link-missing", "Rice", where), fault, TEXT) is found

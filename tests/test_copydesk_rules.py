"""Every rule of the copy desk against its cases, tests/copydesk/<id>.toml; `proof_cases` tells their form."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.issue.copydesk import desk
from dateline.issue.copydesk.rules import Rule, run
from proof_cases import FOLDER, Case, all_cases

_RULES: dict[str, Rule] = {one.id: one for one in desk.rules()}
_CASES = all_cases()


def test_every_rule_has_a_file_of_cases() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(_RULES)


@pytest.mark.parametrize("name", sorted(_RULES))
def test_a_rule_is_tried_both_ways(name: str) -> None:
    finds = Counter(bool(case.finds) for case in _CASES if case.rule == name)
    assert finds[True] >= 2, "at least two cases that find"
    assert finds[False] >= 2, "at least two near misses"


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_a_rule_finds_what_its_case_says(case: Case) -> None:
    found = list(run([_RULES[case.rule]], case.proof, case.around))
    told = "\n".join(f"{one.where}: {one.quote!r}: {one.message}" for one in found)
    assert sorted(one.quote for one in found) == sorted(case.finds), told
    if case.replacements is not None:
        assert sorted(one.replacement or "" for one in found) == sorted(case.replacements), told
    assert all(case.says in one.message for one in found), told
    assert all(one.severity == case.severity for one in found if case.severity), told

"""The copy desk as a whole: every rule is run, each fault is told once, in the order of the issue."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.issue.copydesk.desk import check, rules
from dateline.proofs import Proof, Surroundings
from dateline.records import Problem
from proof_cases import read_proof, read_surroundings

_TRACKED = "https://news.example/2016/12/09/the-plant-opens/2/?utm_source=x"


def _read(**given: object) -> tuple[Proof, Surroundings]:
    around = given.pop("around", {})
    assert isinstance(around, dict)
    proof = read_proof(dict(given))
    return proof, read_surroundings(around, proof)


def _faulty() -> tuple[Proof, Surroundings]:
    """An issue with faults in its introduction, in both items and in its closing."""
    first = {
        "headline": "Robot makers fear a glut of cheap arms",
        "outlet": "Harbour News",
        "published": "2016-12-09",
        "url": _TRACKED,
        "paragraphs": ["The makers said last month (in Chinese) that they would build fewer arms."],
    }
    second = {
        "headline": "Quantum codes reach twice as far",
        "outlet": "HarbourNews",
        "published": "2016-11-09",
        "url": "https://news.example/codes",
        "number": 4,
    }
    return _read(
        period="2016-12",
        introduced_by="sentence",
        introduction=["Quantum codes reach twice as far. To enrol, click here."],
        items=[first, second],
    )


def _rules_of(problems: tuple[Problem, ...]) -> list[str]:
    return [one.rule for one in problems]


def test_every_rule_says_what_it_finds_and_how_grave_it_is() -> None:
    assert len(rules()) >= 35
    for rule in rules():
        assert rule.summary.endswith("."), rule.id
        assert rule.severity in ("error", "warning", "note"), rule.id


def test_problems_stand_in_the_order_of_the_issue() -> None:
    proof, around = _faulty()
    wheres = [one.where for one in check(proof, around)]
    parts = [next(at for at, part in enumerate(("introduction", "1.", "4.")) if part in where) for where in wheres]
    assert parts == sorted(parts)
    assert set(parts) == {0, 1, 2}


def test_two_rules_on_one_address_say_it_once() -> None:
    proof, around = _faulty()
    told = [one for one in check(proof, around) if one.quote == _TRACKED]
    assert len(told) == 1
    assert told[0].replacement == "https://news.example/2016/12/09/the-plant-opens/"


def test_several_faults_of_one_item_are_all_told() -> None:
    proof, around = _read(
        items=[
            {"headline": "A plant", "outlet": "A", "published": "2016-12-01", "url": "https://a.example/1"},
            {"headline": "A bank", "outlet": "B", "published": "2016-12-01", "url": "https://b.example/1"},
            {"headline": "A ship"},
        ]
    )
    found = {one.rule for one in check(proof, around) if one.quote == "A ship"}
    assert {"attribution-missing", "date-missing", "link-missing"} <= found


def test_an_edition_switches_and_weighs_the_rules() -> None:
    proof, around = _faulty()
    plain = check(proof, around)
    assert "lost-hyperlink" in _rules_of(plain)
    own = check(proof, around, {"lost-hyperlink": "off", "item-numbering": "note"})
    assert "lost-hyperlink" not in _rules_of(own)
    assert {one.severity for one in own if one.rule == "item-numbering"} == {"note"}


def test_what_is_found_has_a_message_and_words_of_the_issue() -> None:
    proof, around = _faulty()
    for one in check(proof, around):
        assert one.message
        assert one.mend
        assert one.where


@pytest.mark.parametrize(
    "text", ["", " ", "\u202eabc\u202c", "x" * 20_000, "“" * 500, "(" * 500, "。" * 500, "1" * 500]
)
def test_hostile_texts_are_read(text: str) -> None:
    proof, around = _read(
        imported=True,
        introduction=[text],
        closing=[text],
        items=[{"headline": text, "outlet": text, "url": text, "paragraphs": [text]}, {"url": f"http://[{text}"}],
    )
    check(proof, around)


def test_an_empty_issue_has_no_problems() -> None:
    proof = Proof(title="", number=None, period=None, language="und", edition="", introduction=(), items=())
    assert check(proof, Surroundings(today=date(2017, 1, 2))) == ()

"""Issue ↔ issue.json: nothing is lost, the same issue gives the same bytes, and what is wrong is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from dateline.errors import Unreadable
from dateline.issue.codec import from_json, schema, to_json
from dateline.records import Correction, Issue
from issue_samples import LETTER, SAMPLES
from issue_strategies import issues

VALIDATOR = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
WELL_FORMED = {name: issue for name, issue in SAMPLES.items() if name != "hostile"}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(issues())
def test_any_issue_comes_back_the_same(issue: Issue) -> None:
    body = to_json(issue)
    assert from_json(body) == issue
    assert to_json(from_json(body)) == body
    VALIDATOR.validate(json.loads(body))


@pytest.mark.parametrize("name", WELL_FORMED)
def test_sample_fits_the_schema_and_comes_back(name: str) -> None:
    body = to_json(WELL_FORMED[name])
    VALIDATOR.validate(json.loads(body))
    assert from_json(body) == WELL_FORMED[name]


def test_hostile_issue_is_written_as_utf8_that_reads_back_to_the_same_bytes() -> None:
    body = to_json(SAMPLES["hostile"])
    VALIDATOR.validate(json.loads(body.decode("utf-8")))
    assert to_json(from_json(body)) == body


def test_schema_is_one_and_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema() == schema()


def test_order_of_keys_does_not_matter_and_is_settled() -> None:
    data = json.loads(to_json(LETTER))
    shuffled = json.dumps(dict(reversed(data.items()))).encode()
    assert to_json(from_json(shuffled)) == to_json(LETTER)


def _first_sentence(data: dict[str, Any]) -> dict[str, Any]:
    sentence: dict[str, Any] = data["sections"][0]["items"][0]["paragraphs"][0]["sentences"][0]
    return sentence


BROKEN: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no title": (lambda data: data.pop("title"), "issue has no title"),
    "unknown key": (lambda data: data.update(color="red"), "issue has a key 'color'"),
    "number as text": (lambda data: data.update(number="12"), "issue.number must be a whole number"),
    "number as truth": (lambda data: data.update(number=True), "issue.number must be a whole number"),
    "no such day": (lambda data: data["period"].update(first="2016-13-01"), "issue.period.first must be a day"),
    "day as number": (lambda data: data["period"].update(first=2016), "issue.period.first must be a day"),
    "sections as object": (lambda data: data.update(sections={}), "issue.sections must be a list"),
    "section as text": (lambda data: data["sections"].append("x"), "issue.sections[2] must be an object"),
    "headline missing": (
        lambda data: data["sections"][1]["items"][3].pop("headline"),
        "issue.sections[1].items[3] has no headline",
    ),
    "evidence of a sentence": (
        lambda data: _first_sentence(data)["evidence"][0].update(start="0"),
        "issue.sections[0].items[0].paragraphs[0].sentences[0].evidence[0].start must be a whole number",
    ),
    "null text": (lambda data: _first_sentence(data).update(text=None), "sentences[0].text must be a text"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_issue_is_refused_by_reader_and_schema(name: str) -> None:
    change, place = BROKEN[name]
    data = json.loads(to_json(LETTER))
    change(data)
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(Unreadable) as caught:
        from_json(json.dumps(data).encode())
    assert place in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"format": 2}',
        b"\xff\xfe",
        b"{",
        b"[" * 100_000,
        to_json(LETTER)[:-20],
        b'{"format": 1}',
    ],
)
def test_what_is_no_issue_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable, match="issue"):
        from_json(body)


NEW_KEYS = ("form", "corrections")


@pytest.mark.parametrize(
    ("name", "woven", "day"),
    [
        ("letter", False, "DD-MM-YYYY"),
        ("roundup", True, "DD-MM-YYYY"),
        ("chinese", False, "YYYY年M月D日"),
    ],
)
def test_issue_of_before_there_were_forms_is_read_and_set_as_it_was(name: str, woven: bool, day: str) -> None:
    data = json.loads(to_json(SAMPLES[name]))
    for key in NEW_KEYS:
        del data[key]
    for section in data["sections"]:
        for key in ("kind", "style", "note"):
            del section[key]
        for paragraph in (part for item in section["items"] for part in item["paragraphs"]):
            del paragraph["kind"]
    VALIDATOR.validate(data)
    found = from_json(json.dumps(data).encode())
    assert (found.form.woven, found.form.date) == (woven, day)
    assert replace(found, form=SAMPLES[name].form) == SAMPLES[name]


def test_issue_without_a_number_and_with_corrections_comes_back() -> None:
    issue = replace(LETTER, number=None, corrections=(Correction("2017-01-03", "It is 41 per cent.", "i-1", "Li"),))
    assert from_json(to_json(issue)) == issue

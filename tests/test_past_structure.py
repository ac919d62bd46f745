"""Past issues against what they hold: a letter in `past_cases` beside a TOML file of its items."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.records import PastIssue, PastItem
from dateline.text.past import markdown, plain
from dateline.text.past.structure import build

CASES = Path(__file__).parent / "past_cases"
NAMES = sorted(path.stem for path in CASES.glob("*.toml"))


def issue_of(name: str) -> tuple[PastIssue, dict[str, Any]]:
    """The issue of a case as read, and what it should be."""
    expected = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    path = next(path for path in CASES.glob(f"{name}.*") if path.suffix != ".toml")
    document = (markdown if path.suffix == ".md" else plain).read(path.read_bytes())
    return build(document, expected["name"]), expected


def texts(item: PastItem, kind: str) -> list[str]:
    """The sub-headings of an item, or all its other paragraphs."""
    return [one.text for one in item.paragraphs if (one.kind == "subheading") == (kind == "subheading")]


@pytest.mark.parametrize("name", NAMES)
def test_past_issue_has_its_head(name: str) -> None:
    issue, expected = issue_of(name)
    assert issue.title == expected.get("title")
    assert issue.number == expected.get("number")
    assert issue.period == expected.get("period")
    assert issue.language == expected["language"]
    assert [one.text for one in issue.introduction] == expected["introduction"]
    assert [one.text for one in issue.closing] == expected["closing"]
    assert [link.url for link in issue.links] == expected.get("issue_links", [])


@pytest.mark.parametrize("name", NAMES)
def test_past_issue_has_its_items(name: str) -> None:
    issue, expected = issue_of(name)
    found = [(section.title, item) for section in issue.sections for item in section.items]
    assert [(section, item.title) for section, item in found] == [
        (one.get("section"), one.get("title")) for one in expected["items"]
    ]
    for (_, item), one in zip(found, expected["items"], strict=True):
        for field in ("number", "outlet", "published", "url", "language"):
            assert getattr(item, field) == one.get(field), (item.title, field)
        assert [link.url for link in item.links] == one.get("links", [])
        assert texts(item, "text") == one["paragraphs"]
        assert texts(item, "subheading") == one.get("subheadings", [])


@pytest.mark.parametrize("name", NAMES)
def test_past_issue_remarks_what_was_dropped_and_mended(name: str) -> None:
    issue, expected = issue_of(name)
    kinds = [remark.kind for remark in issue.remarks]
    assert {kind: kinds.count(kind) for kind in expected["remarks"]} == expected["remarks"]

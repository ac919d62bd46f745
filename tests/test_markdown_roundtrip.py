"""What a draft writes as Markdown is read back without loss."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import HealthCheck, given, settings

from dateline.issue.markdown import escape, joint, render, unescape
from dateline.issue.markdown_reader import read
from dateline.records import Issue
from issue_samples import CHINESE, LETTER, ROUNDUP
from issue_strategies import issues, texts

_MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
SAMPLES = [LETTER, ROUNDUP, CHINESE]


@pytest.mark.parametrize("issue", SAMPLES, ids=lambda issue: issue.id)
def test_sample_reads_back_the_same(issue: Issue) -> None:
    assert read(render(issue), issue) == issue


@_MANY
@given(issues())
def test_any_issue_reads_back_the_same(issue: Issue) -> None:
    text = render(issue)
    found = read(text, issue)
    assert found == issue
    assert render(found) == text


@_MANY
@given(issues())
def test_published_text_reads_back_the_same(issue: Issue) -> None:
    """What a reader is given has the corrections and no notes, and is the same issue."""
    assert read(render(issue, published=True), issue) == issue


@_MANY
@given(texts)
def test_escape_is_undone(text: str) -> None:
    assert unescape(escape(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("The story of the month:", "A plant opens.", " "),
        ("本月要闻：", "位于海东的工厂动工。", ""),
        ("他说。", "5日，工厂动工。", ""),
        ("他说。", "“动工了。”", ""),
        ("“动工了。”", "他说。", ""),
        ("“It opens.”", "He said so.", " "),
        ("“It opens.”", "“他说。”", ""),
        ("It opens.", "他说。", " "),
    ],
)
def test_sentences_are_joined_as_their_script_is(before: str, after: str, between: str) -> None:
    assert joint(before, after) == between


@_MANY
@given(issues())
def test_files_of_other_programs_read_the_same(issue: Issue) -> None:
    text = render(issue)
    assert read("\ufeff" + text.replace("\n", "\r\n"), issue) == issue
    assert read(text.replace("\n", "   \n"), issue) == issue
    assert read("\n\n" + text.replace("\n\n", "\n\n\n"), issue) == issue


def wrapped(text: str, width: int = 80) -> str:
    """The text with its paragraphs broken into lines, as `fmt` does it; comments and head are left."""
    return "\n".join(
        line
        if line.startswith(("<!--", "---", "#", "they tie", "- left out")) or ":" in line[:12]
        else textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("issue", SAMPLES, ids=lambda issue: issue.id)
def test_wrapped_lines_change_nothing(issue: Issue, width: int) -> None:
    assert read(wrapped(render(issue), width), issue) == issue


def test_chinese_lines_broken_within_a_sentence_change_nothing() -> None:
    text = render(CHINESE)
    broken = "\n".join(
        line
        if line.startswith(("<!--", "#", "-", "(", "they")) or ": " in line or "http" in line
        else "\n".join(textwrap.wrap(line, 11))
        for line in text.split("\n")
    )
    assert broken != text
    assert read(broken, CHINESE) == CHINESE

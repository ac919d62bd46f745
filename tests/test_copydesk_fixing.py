"""Mends that are certain are put into a text; nothing else is touched."""

from __future__ import annotations

import pytest

from dateline.issue.copydesk.fixing import fixed
from dateline.records import Problem


def _problem(
    quote: str, replacement: str | None, where: str = "News › 1. The port opens early › paragraph 1"
) -> Problem:
    return Problem("word-doubled", "warning", quote, "twice", where, replacement=replacement)


@pytest.mark.parametrize(
    ("text", "quote", "replacement", "mended"),
    [
        ("It saw the the port.", "saw the the port", "saw the port", "It saw the port."),
        ("It saw the\nthe port.", "saw the the port", "saw the port", "It saw the port."),
        ("It is is so. It is is so.", "is is so", "is so", "It is is so. It is is so."),
        ("`the the` and the the", "the the", "the", "`the the` and the"),
        ("<!-- the the --> <https://e.org/the the> the the", "the the", "the", None),
        ("```\nthe the\n```\nno", "the the", "the", "```\nthe the\n```\nno"),
        ("Nothing here.", "the the", "the", "Nothing here."),
        ("bathe the theme", "the the", "the", "bathe the theme"),
        ("一家新的的公司", "新的的公司", "新的公司", "一家新的公司"),
        ("A person decides: 14 th", "14 th", None, "A person decides: 14 th"),
    ],
)
def test_a_certain_mend_is_made(text: str, quote: str, replacement: str | None, mended: str | None) -> None:
    found, applied = fixed(text, [_problem(quote, replacement)])
    if mended is not None:
        assert found == mended
    assert bool(applied) == (found != text)
    assert "<!-- the the -->" in found or "<!--" not in text


def test_words_that_stand_often_are_mended_behind_their_headline() -> None:
    text = "## 1. Trade rises\n\nthe the\n\n## 2. The port opens early\n\nthe the\n"
    found, applied = fixed(text, [_problem("the the", "the", "News › 2. The port opens early › paragraph 1")])
    assert found == "## 1. Trade rises\n\nthe the\n\n## 2. The port opens early\n\nthe\n"
    assert len(applied) == 1


def test_every_stand_is_mended_where_each_was_told() -> None:
    found, applied = fixed("the the, the the", [_problem("the the", "the"), _problem("the the", "the")])
    assert (found, len(applied)) == ("the, the", 2)


def test_mending_twice_changes_nothing() -> None:
    problems = [_problem("14 th", "14th"), _problem("saw  it", "saw it")]
    once, _ = fixed("On 14 th May he saw  it.", problems)
    again, applied = fixed(once, problems)
    assert (once, again, applied) == ("On 14th May he saw it.", once, ())

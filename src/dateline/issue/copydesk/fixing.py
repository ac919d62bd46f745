"""Puts the mends that are certain into a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.records import Problem

_PROTECTED = re.compile(
    r"(?ms)^(?P<fence>```|~~~).*?^(?P=fence)[^\n]*$|<!--.*?-->|`[^`\n]+`|https?://[^\s<>)"
    r"\]]+|^\[[^\]\n]+\]:.*$|^\*(?:Timeline|时间线)[:：].*\*$|\A---\n.*?^---$"
)
_EVERYWHERE = (
    ("more than one space", re.compile(r"(?<=[^\s.!?:”\")|])(?:[ \u00a0]{2,}|\t+)(?=[^\s|])"), " "),
    ("a space inside quotation marks", re.compile(r"(?<=“)[ \u00a0]+(?=\w)|(?<=[\w.,!?])[ \u00a0]+(?=”)"), ""),
    ("an invisible character", re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]+"), ""),
    ("a space in Chinese text", re.compile("(?<=[\u3400-\u9fff]) {1,2}(?=[\u3400-\u9fff])"), ""),
)
_NEAR = 6000  # characters behind a headline in which its item's words are looked for


def fixed(text: str, problems: Sequence[Problem]) -> tuple[str, tuple[Problem, ...]]:
    """The text with the certain replacements in it, and the problems that were mended so.

    A replacement is certain when its quote stands once in the text, or once behind its item's headline, or as often
    as it is told; white space may differ. Addresses, code and comments are never touched.
    """
    told = Counter((one.quote, one.replacement) for one in problems if one.replacement is not None)
    protected = [match.span() for match in _PROTECTED.finditer(text)]
    edits: list[tuple[int, int, str, Problem]] = []
    for problem in problems:
        if problem.replacement is None or not problem.quote.strip():
            continue
        spans = [one for one in _places(text, problem.quote) if not _overlaps(one, protected)]
        taken = [(start, end) for start, end, _, _ in edits]
        spans = [one for one in spans if not _overlaps(one, taken)]
        chosen = _choose(text, spans, problem, told[problem.quote, problem.replacement])
        if chosen and text[chosen[0] : chosen[1]] != problem.replacement:
            edits.append((*chosen, problem.replacement, problem))
            told[problem.quote, problem.replacement] -= 1
    for start, end, replacement, _ in sorted(
        [*edits, *_spread(text, edits, protected)], key=lambda one: one[0], reverse=True
    ):
        text = text[:start] + replacement + text[end:]
    return text, tuple(problem for _, _, _, problem in edits)


def _spread(
    text: str, edits: Sequence[tuple[int, int, str, Problem]], protected: Sequence[tuple[int, int]]
) -> list[tuple[int, int, str, Problem]]:
    """The other places of what is told once for many."""
    taken = [(start, end) for start, end, _, _ in edits]
    more = []
    for said, pattern, replacement in _EVERYWHERE:
        problem = next((one for *_, one in edits if one.message.startswith(said) and " places" in one.message), None)
        for match in pattern.finditer(text) if problem else ():
            if problem and not _overlaps(match.span(), protected) and not _overlaps(match.span(), taken):
                more.append((*match.span(), replacement, problem))
                taken.append(match.span())
    return more


def _places(text: str, quote: str) -> list[tuple[int, int]]:
    """Where a quote stands, at the edges of words, white space being one thing."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    before = r"(?<!\w)" if re.match(r"[^\W\u3400-\u9fff]", quote) else ""
    behind = r"(?!\w)" if re.search(r"[^\W\u3400-\u9fff]$", quote) else ""
    return [match.span() for match in re.finditer(before + pattern + behind, text)]


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _choose(text: str, spans: Sequence[tuple[int, int]], problem: Problem, told: int) -> tuple[int, int] | None:
    """The one stretch that is meant; None: it cannot be told."""
    if len(spans) == 1 or (spans and len(spans) == told):
        return spans[0]
    for part in reversed(problem.where.split(" › ")):
        headline = re.sub(r"^\d+\. ", "", part)
        places = _places(text, headline) if len(headline) > 8 else []
        if len(places) == 1:
            near = [one for one in spans if places[0][1] <= one[0] < places[0][1] + _NEAR]
            return near[0] if len(near) == 1 else None
    return None

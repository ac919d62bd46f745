"""The period for which a figure holds: the expression of time nearest to it in its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.record.dates import Time
from dateline.record.figure_words import Vocabulary
from dateline.records import Span

_DAYS = frozenset({"date", "iso", "numeric", "weekday", "day_word", "relative_month"})
_NEAR = 24  # characters between a figure and the day on which it held; farther off it is the day of a statement
_WORD = re.compile(r"\w+")
_AT_HEAD = re.compile(r"(?:^|[.!?\n]\s*)(?:\w+ ){0,2}$")
_CLAUSE = re.compile(
    r"[;:—]|, (?:while|whereas|but|and|which|who|was|is|has|had|compared|up from|down from)\b"
    r"|, (?:und|aber|wobei|y|pero|et|mais)\b"
    r"|\bwhile\b|\bcompared\b"
)


def period_of(text: str, spans: Sequence[Span], place: int, times: Sequence[Time], words: Vocabulary) -> str | None:
    """The ISO period of the figure at a place among a sentence's figures; None when the sentence tells none.

    The time behind the figure in its own clause wins, then the one before it, then one behind other figures.
    """
    figure, usable = spans[place], [time for time in times if time.period]
    behind = [time for time in usable if time.start >= figure.end and _holds(text, figure.end, time, words)]
    before = [time for time in usable if time.end <= figure.start and _precedes(text, figure, time, words)]
    following = spans[place + 1].start if place + 1 < len(spans) else len(text)
    if behind and behind[0].start < following and not _CLAUSE.search(text, figure.end, behind[0].start):
        return behind[0].period
    preceding = spans[place - 1].end if place else 0
    own = [time for time in before if time.start >= preceding]
    if own:
        return own[-1].period
    if behind and not _CLAUSE.search(text, figure.end, behind[0].start):
        return behind[0].period
    return before[0].period if before else None


def _holds(text: str, end: int, time: Time, words: Vocabulary) -> bool:
    """Whether a time behind a figure may be its own: not one compared with, not the day of a statement."""
    if time.form in _DAYS and time.start - end > _NEAR:
        return False
    if time.form in _DAYS and text[end : time.start].strip() == "on":
        return True  # not said on that day, but worth so much on it
    return not _is_compared(text, end, time, words)


def _precedes(text: str, figure: Span, time: Time, words: Vocabulary) -> bool:
    """Whether a time before a figure may be its own: at the sentence's head, or in the figure's clause."""
    if time.form in _DAYS or _is_compared(text, max(0, time.start - _NEAR * 2), time, words):
        return False
    return _AT_HEAD.search(text, max(0, time.start - 16), time.start) is not None or not _CLAUSE.search(
        text, time.end, figure.start
    )


def _is_compared(text: str, start: int, time: Time, words: Vocabulary) -> bool:
    """Whether the words before a time compare with it: than in 2015, over the same period last year."""
    before = [word.lower() for word in _WORD.findall(text, start, time.start)[-7:]]
    while before and before[-1] in words.words["same_period"]:
        before.pop()
    return bool(before) and before[-1] in words.words["compared"]

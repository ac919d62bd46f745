"""What a page says now against what it said."""

from __future__ import annotations

import time

import pytest

from dateline.text.changes import change_of

ARTICLE = (
    "The ferry came back on Monday after four months of repairs.\n\n"
    "It carries 310 passengers and 40 cars, the harbour office said.\n\n"
    "Fares stay as they were. “We are glad,” said Ada Hand, who runs the line."
)
ZH = "渡轮星期一恢复航行，修理用了四个月。\n\n渡轮可载310名乘客和40辆汽车，港务局说。票价不变。"


@pytest.mark.parametrize(
    "after",
    [
        ARTICLE,
        ARTICLE.replace("“", '"').replace("”", '"'),
        ARTICLE.replace(" ", "  ").replace("\n\n", "\n\n\n"),
        "\n\n".join(reversed(ARTICLE.split("\n\n"))),
        ARTICLE + "\n\nRead more here.",
    ],
    ids=["as it was", "straight marks", "spaces", "order", "a teaser"],
)
def test_what_says_the_same_is_no_change(after: str) -> None:
    assert change_of(ARTICLE, after).state == "same"


@pytest.mark.parametrize(
    ("before", "after", "state", "told"),
    [
        (ARTICLE, ARTICLE.replace("310", "290"), "changed", "“It carries 290 passengers"),
        (ARTICLE, ARTICLE.replace("on Monday after", "on Sunday, not Monday, after nearly"), "changed", "is now"),
        (ARTICLE, ARTICLE.split("\n\n")[0], "changed", "is gone"),
        (
            ARTICLE,
            ARTICLE + "\n\nCorrection: it carries 290 passengers, not 310.",
            "corrected",
            "Correction: it carries",
        ),
        (ARTICLE, "This article has been withdrawn by the editors.", "retracted", "withdrawn"),
        (ZH, ZH.replace("310", "290"), "changed", "290"),
        (ZH, ZH + "\n\n更正：可载290名乘客。", "corrected", "更正"),
        (ZH, "本文已撤回。", "retracted", "撤回"),
    ],
)
def test_what_says_something_else_is_told(before: str, after: str, state: str, told: str) -> None:
    change = change_of(before, after)
    assert change.state == state
    assert told in change.detail


def test_a_notice_that_stood_there_before_is_no_news() -> None:
    before = ARTICLE + "\n\nCorrection: it carries 290 passengers, not 310."
    assert change_of(before, before).state == "same"


def test_a_long_page_is_compared_in_time() -> None:
    before = " ".join(f"Sentence number {at} stands here." for at in range(20_000))
    began = time.process_time()
    assert change_of(before, before.replace("number 7 ", "number 8 ")).state in ("same", "changed")
    assert time.process_time() - began < 5

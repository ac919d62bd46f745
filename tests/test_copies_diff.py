"""What a copy adds, drops and changes. All texts are invented."""

from __future__ import annotations

import time

import pytest

from dateline.stories.copy_diff import CopyDiff, Mark, as_text, diff

WALL = (
    "The sea wall at Ellery moved by eleven centimetres since spring. Mayor Ines Dahl closed the basin on Monday.\n\n"
    "Repairs will cost 9 million crowns and could take until October. “We cannot carry this alone,” she said. The wall "
    "was built in 1931."
)
CHINESE = "北港的防波堤自春季以来移动了十一厘米。主任王明周一关闭了港池。修复工程需要九百万元。"


def words(marks: tuple[Mark, ...]) -> list[tuple[str, str]]:
    return [(mark.before, mark.after) for mark in marks]


def test_same_text_in_another_script_spelling_order_or_dress_differs_in_nothing() -> None:
    nothing = CopyDiff((), (), (), (), ())
    assert diff(WALL, WALL) == nothing
    assert diff(WALL, "\n\n".join(reversed(WALL.split("\n\n")))) == nothing
    assert diff(WALL, f"ELLERY, March 3 (Reuters) - {WALL}\n\n(Reporting by A. Bee; Editing by C. Dee)") == nothing
    assert diff("The harbour’s centre moved by a metre.", "The harbor's center moved by a meter.") == nothing
    assert diff("新的軟體透過網際網路發布。", "新的软件通过互联网发布。") == nothing
    assert diff("", "") == nothing


def test_figures_names_and_words_that_were_changed_are_marked() -> None:
    copy = WALL.replace("eleven", "14").replace("9 million", "12 million").replace("Ines Dahl", "Jon Vik")
    found = diff(WALL, copy.replace("closed the basin", "shut the basin"))
    assert (found.added, found.dropped) == ((), ())
    assert words(found.figures) == [("eleven", "14"), ("9", "12")]
    assert words(found.names) == [("Ines Dahl", "Jon Vik")]
    assert [words(one.marks) for one in found.changed][1] == [("Ines Dahl", "Jon Vik"), ("closed", "shut")]


def test_sentences_that_were_added_and_dropped_are_told() -> None:
    copy = WALL.replace(" The wall was built in 1931.", " Ferries go from the old quay until further notice.")
    found = diff(WALL, copy)
    assert found.added == ("Ferries go from the old quay until further notice.",)
    assert found.dropped == ("The wall was built in 1931.",)
    assert found.changed == ()


def test_cut_sentence_is_a_changed_one() -> None:
    found = diff(WALL, WALL[: WALL.index(" and could take")])
    assert found.changed[0].copy == "Repairs will cost 9 million crowns"
    assert words(found.changed[0].marks) == [("and could take until October", "")]
    assert len(found.dropped) == 2


def test_chinese_is_compared_character_by_character_across_scripts() -> None:
    found = diff(CHINESE, "北港的防波堤自春季以來移動了十二厘米。主任王軍週一關閉了港池。旅客等候三小時。")
    assert words(found.figures) == [("十一", "十二")]
    assert words(found.names) == [("王明", "王軍")]
    assert found.dropped == ("修复工程需要九百万元。",)
    assert found.added == ("旅客等候三小時。",)


def test_lines_for_a_terminal() -> None:
    copy = WALL.replace("eleven", "14").replace(" on Monday", "").replace("will cost", "will now cost")
    copy = copy.replace("The wall was built in 1931.", "Ferries go\nfrom the old quay.")
    assert as_text(diff(WALL, copy)) == [
        "- The wall was built in 1931.",
        "~ The sea wall at Ellery moved by [eleven → 14] centimetres since spring.",
        "~ Mayor Ines Dahl closed the basin [-on Monday].",
        "~ Repairs will [+now] cost 9 million crowns and could take until October.",
        "+ Ferries go from the old quay.",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", WALL), (WALL, ""), ("。" * 500, "…" * 500), ("a", "b"), ("\ud800", "\ud800 x"),
        (WALL, "قال الرجل إن الجدار."),
        ("word " * 3000, "word " * 2999), (WALL * 2000, WALL[::-1] * 2000), ("a. " * 20_000, "b. " * 20_000),
    ],
)  # fmt: skip
def test_hostile_texts_are_compared_in_time(one: str, other: str) -> None:
    start = time.process_time()
    as_text(diff(one, other))
    assert time.process_time() - start < 5

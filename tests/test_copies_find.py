"""Copies: nearly the same text is one voice, an independent report is another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli.copies import command
from dateline.stories.copies import CopyFinder
from dateline.stories.copy_runs import shingles

WIRE = (
    "The harbour authority of Port Ellery closed its northern basin on Monday after a survey found that the sea wall "
    "had "
    "moved by eleven centimetres since spring. Two ferry lines were sent to the fishing quay, and passengers waited "
    "up to "
    "three hours. Divers will look at the foundations this week, the authority said, and engineers from the "
    "university are "
    "to measure the wall every night. The basin handles a fifth of the island's freight.\n\nRepairs could take until "
    "October and cost nine million crowns, according to a first estimate. The mayor, Ines Dahl, asked the government "
    "for "
    "help. “We cannot carry this alone,” she told reporters on the quay. Shopkeepers fear for the summer.\n\nThe "
    "wall was "
    "built in 1931 and last strengthened forty years ago, when a storm tore a gap of twenty metres into it."
)
INDEPENDENT = (
    "Ferries to the island used a makeshift berth on Monday: the sea wall at Port Ellery is sliding. Surveyors "
    "measured "
    "eleven centimetres of movement since spring, enough for the port to shut the northern basin and call for divers. "
    "Freight firms, which move a fifth of their goods there, spoke of a lost season. Mayor Ines Dahl wants money "
    "from the "
    "capital, where ministers promised an answer within days. A first estimate puts the bill at nine million crowns."
)
CHINESE = (
    "北港管理局周一关闭北侧港池，此前测量发现防波堤自春季以来移动了十一厘米。两条渡轮航线改停渔港码头，旅客等候长达三小时。"
    "管理局表示，潜水员本周将检查堤基，大学工程师每晚测量堤身位移。该港池承担全岛五分之一的货运。修复可能持续到十月，初步估算需九百万。"
)
DAY = datetime(2016, 12, 5, 8, tzinfo=UTC)


def cut(text: str, share: float) -> str:
    return text[: int(len(text) * share)]


EDITS = {
    "the same": WIRE,
    "last paragraphs cut": WIRE.split("\n\n")[0],
    "paragraphs in another order": "\n\n".join(reversed(WIRE.split("\n\n"))),
    "wire credit before it": "PORT ELLERY, Dec 5 (Wire) -- With files from our own staff.\n\n" + WIRE,
    "a figure changed": WIRE.replace("nine million", "twelve million").replace("eleven", "14"),
    "other quotation marks and capitals": WIRE.replace("“", '"').replace("”", '"').upper(),
    "cut in the middle of a word": cut(WIRE, 0.43),
}


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS.keys())
def test_edited_reprint_is_copy_of_original(edited: str) -> None:
    finder = CopyFinder()
    assert finder.place("wire", WIRE, DAY).group is None
    match = finder.place("reprint", edited, DAY + timedelta(hours=2))
    assert (match.original, match.group) == ("wire", "wire")
    assert match.similarity >= 0.65


def test_shortened_chinese_reprint_is_copy_of_original() -> None:
    finder = CopyFinder()
    finder.place("wire", CHINESE, DAY)
    assert finder.place("reprint", "本报讯 " + cut(CHINESE, 0.6), DAY).original == "wire"


@pytest.mark.parametrize("text", [INDEPENDENT, "", "Sea wall moved.", " \n\n ", "\ud800", "1 2 3 4 5 6", CHINESE])
def test_independent_or_tiny_text_is_no_copy(text: str) -> None:
    finder = CopyFinder()
    finder.place("wire", WIRE, DAY)
    finder.place("tiny", text, DAY)
    assert finder.place("again", text, DAY).original in (None, "tiny")
    assert finder.place("other", INDEPENDENT + " More follows.", None).original in (None, "tiny")


def test_original_is_the_first_published_however_it_arrives() -> None:
    finder = CopyFinder()
    finder.place("late", WIRE, DAY + timedelta(days=1))
    early = finder.place("early", WIRE, DAY)
    assert (early.original, early.group) == (None, "late")
    assert finder.place("last", WIRE, None).original == "early"


def test_restored_finder_goes_on_as_if_never_stopped() -> None:
    texts = [WIRE, INDEPENDENT, EDITS["last paragraphs cut"], CHINESE, cut(CHINESE, 0.7), EDITS["a figure changed"]]
    whole, stopped = CopyFinder(), CopyFinder(texts=lambda article: texts[int(article)])
    for number, text in enumerate(texts):
        expected = whole.place(str(number), text, DAY)
        if number < 4:
            stopped.restore(str(number), whole.sample(str(number)), DAY, expected.group, expected.original)
        else:
            assert stopped.place(str(number), text, DAY) == expected


def test_shingles_are_the_same_in_every_process() -> None:
    code = "import sys; from dateline.stories.copy_runs import shingles; print(shingles(sys.argv[1]).tolist())"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", code, WIRE[:200]], capture_output=True, text=True, env=environment, check=True
        )
        assert json.loads(run.stdout) == shingles(WIRE[:200]).tolist()


def rows(path: Path, lines: list[object], *options: str) -> tuple[int, list[dict[str, object]]]:
    path.write_text("".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines), "utf-8")
    result = CliRunner().invoke(command, [str(path), *options])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_filter_names_first_published_and_keeps_order(tmp_path: Path) -> None:
    code, found = rows(
        tmp_path / "in.jsonl",
        [
            {"id": "b", "text": WIRE, "published": "2016-12-06"},
            {"id": "c", "text": INDEPENDENT},
            {"id": "a", "text": EDITS["wire credit before it"], "published": "2016-12-05T23:00:00+08:00"},
        ],
    )
    assert code == 0
    assert [row["id"] for row in found] == ["b", "c", "a"]
    assert [row["copy_of"] for row in found] == ["a", None, None]
    assert [row["group"] for row in found] == ["a", None, "a"]


def test_filter_tells_bad_rows_and_goes_on(tmp_path: Path) -> None:
    code, found = rows(
        tmp_path / "in.jsonl",
        ["{broken\n", {"id": 7}, {"id": 8, "text": 5}, "[1]\n", {"id": "x", "text": WIRE}, {"text": WIRE}],
        "--jobs",
        "2",
    )
    assert code == 1
    assert ["error" in row for row in found] == [True, True, True, True, False, False]
    assert found[1]["id"] == 7

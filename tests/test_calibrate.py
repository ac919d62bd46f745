"""Calibrating: thresholds from labelled articles, what it refuses, and how a newsroom takes them."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.calibrate import command
from dateline.cli.init import command as init
from dateline.errors import BadSettings, Unreadable
from dateline.stories import VERSION
from dateline.stories.calibrate import Score, b_cubed
from dateline.stories.features import Kind
from dateline.stories.grouper import Grouper
from dateline.stories.own_thresholds import NAME, own_rules
from dateline.stories.settings import StorySettings, rules

Row = dict[str, object]

_PLACES = "Ellery Brennick Hallen Osmar Veldra Tarnow Lisko Marwen Dunford Pelling Quarry Sandholm Ostrel Vikby".split()
_WORDS = (
    "fire broke out in the paper mill of {place} during the night and people were brought out by ladder before noon",
    "workers are safe after a blaze at a mill in {place} where firemen fought the flames for hours the owner said",
    "the mill at {place} that burned made paper for schools and insurers put the damage in millions said its mayor",
)
_FILLERS = "river cloud market window garden engine copper signal winter meadow timber harvest lantern anchor".split()


def telling(place: str, at: int, number: int) -> str:
    """A report in words of its own order: nobody takes it for a copy of another town's."""
    words = [*_WORDS[number].format(place=place).split(), *(_FILLERS[(at + 3 * one) % 14] for one in range(3))]
    random.Random(f"{place} {number}").shuffle(words)
    return f"{place} {' '.join(words)}. {place} and its {_FILLERS[at]}."


def labelled(stories: int = 14) -> list[Row]:
    """Three reports each of fires in many towns on as many days: look-alikes, told apart by place and day."""
    return [
        {
            "id": f"{place}-{number}",
            "title": f"Mill fire in {place}, {_FILLERS[at]}",
            "text": telling(place, at, number),
            "published": f"2016-12-{1 + at:02}T{8 + 3 * number:02}:00:00Z",
            "language": "en",
            "story": place,
        }
        for at, place in enumerate(_PLACES[:stories])
        for number in range(3)
    ]


def run(path: Path, rows: Sequence[Row | str], *options: str) -> Result:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return CliRunner().invoke(command, [str(path), *options])


def newsroom(path: Path) -> Path:
    folder = path / "desk"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    path = tmp_path_factory.mktemp("calibrated")
    folder = newsroom(path)
    return folder, run(path / "labelled.jsonl", labelled(), "--into", str(folder), "--anyway", "--json")


def test_figures_are_of_the_half_that_was_not_searched(written: tuple[Path, Result]) -> None:
    told = json.loads(written[1].stdout)
    assert (told["articles"], told["stories"], told["recipe"]) == (42, 14, VERSION)
    assert [(one["chosen_on"], one["tried_on"]) for one in told["trials"]] == [("A", "B"), ("B", "A")]
    assert sum(one["stories"] for one in told["trials"]) == 14
    assert set(told["thresholds"]) == {"lead"}
    assert "lead.across: too few stories are told in several languages" in told["as_shipped"]


def test_newsroom_takes_the_values_that_were_written(written: tuple[Path, Result]) -> None:
    folder, result = written
    told = json.loads(result.stdout)
    taken, shipped = own_rules(folder / NAME, "fast"), rules("fast")
    assert taken is not None
    assert taken[Kind.LEAD].same == told["thresholds"]["lead"]["same"]
    assert taken[Kind.LEAD].across == shipped[Kind.LEAD].across
    assert taken[Kind.WHOLE] == shipped[Kind.WHOLE]
    assert own_rules(folder / NAME, "exact") is None
    Grouper(StorySettings(rules=taken))


def test_file_says_how_it_came_about(written: tuple[Path, Result]) -> None:
    folder, _ = written
    told = tomllib.loads((folder / NAME).read_text("utf-8"))["calibration"]
    assert (told["articles"], told["stories"], told["profile"], told["recipe"]) == (42, 14, "fast", VERSION)
    assert told["data"].startswith("sha256:")
    assert set(told["A_on_B"]) == {"articles", "shipped", "calibrated"}


def test_thresholds_that_are_not_better_are_not_written(tmp_path: Path) -> None:
    folder = newsroom(tmp_path)
    result = run(tmp_path / "in.jsonl", labelled(), "--into", str(folder))
    is_better = "not better" not in result.stderr
    assert (result.exit_code == 0, (folder / NAME).exists()) == (is_better, is_better)
    assert "chosen on" in result.stdout


def test_same_data_give_the_same_figures(written: tuple[Path, Result], tmp_path: Path) -> None:
    again = run(tmp_path / "in.jsonl", labelled(), "--json")
    assert json.loads(again.stdout) == json.loads(written[1].stdout)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (labelled(9), "27 labelled articles are too few: 30"),
        ([{**row, "story": "one"} for row in labelled()], "labelled with one story"),
        ([{**row, "story": row["id"]} for row in labelled()], "no two articles"),
        ([*labelled(), labelled()[0]], "'Ellery-0' occurs 2 times"),
        ([], "0 labelled articles are too few"),
        ([{**row, "text": "The mill burned down to its walls. " * 9} for row in labelled()], "left without copies"),
    ],
    ids=["few", "one story", "no story twice", "id twice", "empty", "copies"],
)
def test_labels_that_tell_nothing_are_refused(rows: list[Row], why: str, tmp_path: Path) -> None:
    result = run(tmp_path / "in.jsonl", rows)
    assert isinstance(result.exception, Unreadable)
    assert why in str(result.exception)


def test_broken_lines_are_named_and_the_rest_is_used(tmp_path: Path) -> None:
    rows = labelled()
    broken = [
        "nonsense",
        {**rows[0], "id": "n", "story": None},
        "",
        {**rows[0], "id": "e", "title": "", "text": ""},
        {**rows[0], "id": "d", "published": "next week"},
        {"story": "x", "text": "without an id"},
    ]
    result = run(tmp_path / "in.jsonl", [*broken, *rows])
    assert result.exit_code == 1
    for line, why in ((1, "not JSON"), (2, "no story"), (4, "neither a title"), (5, "next week"), (6, "no id")):
        assert any(f"line {line}" in told and why in told for told in result.stderr.splitlines()), result.stderr
    assert "42 articles in 14 stories" in result.stdout


def test_copies_are_left_out(tmp_path: Path) -> None:
    rows = labelled()
    result = run(tmp_path / "in.jsonl", [*rows, {**rows[0], "id": "copy", "published": "2016-12-01T20:00:00Z"}])
    assert "42 articles in 14 stories" in result.stdout
    assert "1 copies left out" in result.stdout


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[lead.fast\n", "cannot be read"),
        ("[lead.fast]\nsame = 0.3\n", "calibrate again"),
        (f'[calibration]\nrecipe = "{VERSION}"\n[lead.fast]\nsame = "much"\n', "lead.same"),
        (f'[calibration]\nrecipe = "{VERSION}"\n[lead.fast]\nlexical = 0.3\n', "lead.lexical"),
        (f'[calibration]\nrecipe = "{VERSION}"\n[lead.fast]\nsame = nan\n', "lead.same"),
        (f'[calibration]\nrecipe = "{VERSION}"\n[lede.fast]\nsame = 0.3\n', "lede"),
        ("same = 0.3\n", "same"),
    ],
)
def test_thresholds_that_cannot_be_are_refused(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text, "utf-8")
    with pytest.raises(BadSettings, match=why):
        own_rules(tmp_path / NAME, "fast")


def test_newsroom_without_the_file_has_the_shipped_ones(tmp_path: Path) -> None:
    assert own_rules(tmp_path / NAME, "fast") is None
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize(
    ("found", "score"),
    [
        ("aabb", Score(1, 1, 1)),
        ("aaaa", Score(0.5, 1, 2 / 3)),
        ("abcd", Score(1, 0.5, 2 / 3)),
    ],
)
def test_b_cubed_counts_by_article(found: str, score: Score) -> None:
    truth = dict(enumerate("xxyy"))
    assert b_cubed({str(at): one for at, one in truth.items()}, dict(zip("0123", found, strict=True))) == score

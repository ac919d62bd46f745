"""`dateline storyline` on the sample newsroom."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Dateline = Callable[..., Result]


@pytest.fixture
def lines(dateline: Dateline, desk: Path) -> list[dict[str, object]]:
    """The storylines of the sample."""
    found: list[dict[str, object]] = json.loads(dateline("storyline", "list", desk, "--json").stdout)
    return found


def quantum(dateline: Dateline, desk: Path) -> dict[str, object]:
    """The storyline on quantum keys, by words."""
    found: dict[str, object] = json.loads(dateline("storyline", "show", desk, "quantum", "fibre", "--json").stdout)
    return found


def test_storylines_of_several_stories_are_listed(
    dateline: Dateline, desk: Path, lines: list[dict[str, object]]
) -> None:
    assert lines
    assert all(one["stories"] >= 2 and one["id"].startswith("l-") for one in lines)  # type: ignore[operator, attr-defined]
    assert [one["last"] for one in lines] == sorted((one["last"] for one in lines), reverse=True)  # type: ignore[type-var]
    table = dateline("storyline", "list", desk).stdout
    assert all(str(one["id"]) in table for one in lines)


def test_a_phase_is_asked_for(dateline: Dateline, desk: Path, lines: list[dict[str, object]]) -> None:
    fading = json.loads(dateline("storyline", "list", desk, "--phase", "fading", "--json").stdout)
    assert fading == [one for one in lines if one["phase"] == "fading"]
    none = dateline("storyline", "list", desk, "--phase", "new")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "no storyline is new" in none.stderr


def test_words_a_story_and_an_id_mean_the_same(dateline: Dateline, desk: Path) -> None:
    found = quantum(dateline, desk)
    first = found["chapters"][0]  # type: ignore[index]
    for ref in (found["id"], first["story"]):
        assert json.loads(dateline("storyline", "show", desk, ref, "--json").stdout) == found
    assert first["fresh"] == []
    assert found["chapters"][1]["fresh"]  # type: ignore[index]


def test_a_storyline_is_told_by_time_with_what_is_new(dateline: Dateline, desk: Path) -> None:
    found = quantum(dateline, desk)
    told = dateline("storyline", "show", desk, found["id"]).stdout
    places = [told.index(chapter["story"]) for chapter in found["chapters"]]  # type: ignore[attr-defined]
    assert places == sorted(places)
    assert "404 kilometres" in told
    since = dateline("storyline", "show", desk, found["id"], "--since", "2030-01-01").stdout
    assert "+ " not in since


def test_a_storyline_is_drawn(dateline: Dateline, desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "line.svg"
    result = dateline("storyline", "show", desk, "quantum", "fibre", "--svg", target, "--language", "zh")
    assert result.exit_code == 0
    assert target.read_text("utf-8").startswith("<svg ")
    assert dateline("storyline", "show", desk, "quantum", "--svg", tmp_path / "no" / "line.svg").exit_code == 2


def test_a_storyline_is_muted_and_proposed_again(dateline: Dateline, desk: Path) -> None:
    line = quantum(dateline, desk)["id"]
    assert dateline("storyline", "mute", desk, line, "--by", "Ada Hand").exit_code == 0
    assert "muted" in dateline("storyline", "show", desk, line).stdout
    assert dateline("storyline", "unmute", desk, line, "--by", "Ada Hand").exit_code == 0
    assert quantum(dateline, desk)["muted"] is False


@pytest.mark.parametrize(
    "words", [["s-0000000000000000"], ["l-none"], ["zzqqxx"], ["zzqqxx", "yyqqzz"], ["-"], ["***"]]
)
def test_what_is_not_there_is_told(dateline: Dateline, desk: Path, words: list[str]) -> None:
    result = dateline("storyline", "show", desk, *words)
    assert result.exit_code == 3
    assert "storyline list" in result.stderr or "as words" in result.stderr


def test_too_many_names_are_wrong_usage(dateline: Dateline, desk: Path) -> None:
    assert dateline("storyline", "mute", desk, "l-a", "l-b").exit_code == 2

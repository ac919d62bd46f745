"""`dateline story`: what it shows, what it does by hand, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Command = Callable[..., Result]
PERIOD = ("--period", "2016-12")


def listed(desk: Path, dateline: Command) -> list[dict[str, Any]]:
    """The stories of the month, the one with most reports first."""
    found: list[dict[str, Any]] = json.loads(dateline("story", "list", desk, *PERIOD, "--json").stdout)
    return found


def shown(desk: Path, dateline: Command, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dateline("story", "show", desk, ref, "--json").stdout)
    return found


def test_list_has_the_stories_of_a_period_with_most_reports_first(built_sample: Path, dateline: Command) -> None:
    found = listed(built_sample, dateline)
    reports = [one["reports"] for one in found]
    assert reports == sorted(reports, reverse=True)
    assert reports[0] > 3
    table = dateline("story", "list", built_sample, *PERIOD, "--limit", 3).stdout
    assert found[0]["id"] in table
    assert found[3]["id"] not in table
    assert "3 shown" in table


def test_show_has_articles_by_time_with_channel_and_what_copies_change(built_sample: Path, dateline: Command) -> None:
    ref = next(one["id"] for one in listed(built_sample, dateline) if one["copies"])
    found = shown(built_sample, dateline, ref)
    days = [member["published"] or "9" for member in found["members"]]
    assert days == sorted(days)
    assert any(member["channel"] == "new" for member in found["members"])
    copy = next(member for member in found["members"] if member["copy_of"])
    assert copy["adds"]
    page = dateline("story", "show", built_sample, copy["url"]).stdout
    assert f"copy of {copy_source(found, copy)}" in page
    assert all(member["article"] in page for member in found["members"])
    assert "against" in page


def copy_source(found: dict[str, Any], copy: dict[str, Any]) -> str:
    return next(str(one["outlet"]) for one in found["members"] if one["article"] == copy["copy_of"])


def test_merge_leads_the_old_id_to_the_new_and_undo_takes_it_back(desk: Path, dateline: Command) -> None:
    one, two = (row["id"] for row in listed(desk, dateline)[:2])
    before = shown(desk, dateline, two)
    merged = dateline("story", "merge", desk, one, two, "--by", "Ana", "--note", "one affair")
    assert merged.exit_code == 0
    assert f"{two} merged into {one}" in merged.stdout
    assert f"dateline story undo {desk} 1" in merged.stdout
    page = dateline("story", "show", desk, two).stdout
    assert f"{two} is an old id: it leads here" in page
    assert "by Ana" in page
    assert "one affair" in page
    undone = dateline("story", "undo", desk, "--by", "Bo")
    assert undone.stdout.startswith("#1 is undone")
    after = shown(desk, dateline, two)
    assert after["members"] == before["members"]
    history = dateline("story", "history", desk).stdout
    assert "(undone)" in history
    assert "undone by Bo" in history


def test_split_move_title_and_pin_are_told_in_the_history(desk: Path, dateline: Command) -> None:
    one, two = (row["id"] for row in listed(desk, dateline)[:2])
    members = [member["article"] for member in shown(desk, dateline, one)["members"]]
    split = json.loads(dateline("story", "split", desk, one, *members[-2:], "--by", "Ana", "--json").stdout)
    assert (split["what"], set(split["apart"]) >= set(members[-2:])) == ("split", True)
    assert dateline("story", "move", desk, members[0], two, "--by", "Ana").exit_code == 0
    assert dateline("story", "title", desk, split["other"], "大坝 و\nالسد", "--by", "Ana").exit_code == 0
    assert dateline("story", "pin", desk, split["other"], "--by", "Ana").exit_code == 0
    found = shown(desk, dateline, split["other"])
    assert (found["title"], found["is_pinned"]) == ("大坝 و السد", True)
    assert listed(desk, dateline)[0]["id"] == split["other"]
    steps = json.loads(dateline("story", "history", desk, "--json").stdout)
    assert [step["what"] for step in steps if step["who"] == "Ana"] == ["split", "moved", "titled", "pinned"]
    assert dateline("story", "pin", desk, split["other"], "--off", "--by", "Ana").exit_code == 0
    assert not shown(desk, dateline, split["other"])["is_pinned"]
    assert f"{split['other']} split from {one} by Ana  #1" in dateline("story", "history", desk).stdout
    early = dateline("story", "undo", desk, 1)
    assert (early.exit_code, "first" in early.stderr) == (2, True)


def test_what_makes_no_sense_is_refused_in_one_line(desk: Path, dateline: Command) -> None:
    one, two = (row["id"] for row in listed(desk, dateline)[:2])
    members = [member["article"] for member in shown(desk, dateline, one)["members"]]
    refused = {
        ("merge", one, one): (2, "itself"),
        ("merge", one, "s-unheard-of"): (3, "s-unheard-of"),
        ("split", one, *members): (2, "leave at least one"),
        ("split", two, members[0]): (3, "not in"),
        ("split", one, "nothing-of-the-kind"): (3, "nothing-of-the-kind"),
        ("move", members[0], one): (2, "already"),
        ("title", one, " "): (2, "empty"),
        ("title", one, "x" * 10_000): (2, "10,000"),
        ("pin", one, "--off"): (2, "not pinned"),
        ("undo", "7"): (3, "no action 7"),
        ("undo",): (3, "nothing to undo"),
        ("show", ""): (3, "no story"),
    }
    for (verb, *rest), (code, word) in refused.items():
        result = dateline("story", verb, desk, *rest)
        assert (result.exit_code, word in result.stderr) == (code, True), (verb, rest, result.stderr)
        assert len(result.stderr.strip().splitlines()) == 1
    steps = json.loads(dateline("story", "history", desk, "--json").stdout)
    assert {step["who"] for step in steps} <= {"dateline"}


@pytest.mark.parametrize("names", [("merge", "a"), ("split", "a"), ("move",), ("title", "a"), ("show",), ("pin",)])
def test_too_few_names_are_told_with_an_example(names: tuple[str, ...], dateline: Command) -> None:
    result = dateline("story", *names)
    assert result.exit_code == 2
    assert "dateline story " in result.stderr

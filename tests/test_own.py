"""Our own annotated items (bench/own): whole, found in their texts, scored as said, half of them unseen."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PATH = Path(__file__).parents[1] / "bench" / "own.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_own", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


own = _load()
ITEMS = {row["id"]: row for row in own.rows("items")}


def _of(name: str, key: str) -> list[dict[str, Any]]:
    return [row for row in own.rows(name) if row["id"] == key]


def _as_found(key: str) -> list[dict[str, Any]]:
    """The gold figures of an item in the form in which the filter gives them."""
    pairs = own.places(ITEMS[key]["text"], _of("figures", key))
    return [
        row | {"start": a, "end": b, "text": row["quote"], "kind": "number", "modality": row["kind"]}
        for row, (a, b) in pairs
    ]


def test_items_are_of_five_languages_and_two_halves() -> None:
    languages = [row["language"] for row in ITEMS.values()]
    assert {name: languages.count(name) for name in set(languages)} == {"en": 40, "zh": 16, "de": 4, "es": 4, "fr": 4}
    halves = [own.half(key) for key in ITEMS]
    assert halves.count("seen") == halves.count("kept")


def test_every_gold_figure_lies_in_its_text() -> None:
    for key, item in ITEMS.items():
        spans = [span for _, span in own.places(item["text"], _of("figures", key))]
        assert len(set(spans)) == len(spans) > 0


def test_every_gold_quotation_and_name_lies_in_its_text() -> None:
    for row in own.rows("quotes"):
        assert all(part in ITEMS[row["id"]]["text"] for part in row["quote"].split(" … "))
    for row in own.rows("names"):
        assert ITEMS[row["id"]]["text"][row["start"] : row["end"]] == row["text"]


def test_every_gold_period_is_days() -> None:
    assert all(own.days(row["period"]) for row in own.rows("figures") if row["period"])


@pytest.mark.parametrize("key", sorted(ITEMS))
def test_the_gold_itself_is_all_right(key: str) -> None:
    figures, quotes, names = own.Report(), own.Report(), own.Report()
    own.score_figures(ITEMS[key], _of("figures", key), _as_found(key), figures)
    said = [{"text": row["quote"], "speaker": row["speaker"]} for row in _of("quotes", key)]
    own.score_quotes(ITEMS[key], _of("quotes", key), said, quotes)
    own.score_names(ITEMS[key], _of("names", key), _of("names", key), names)
    assert [*figures.faults, *quotes.faults, *names.faults] == []


def test_nothing_found_is_all_missing() -> None:
    report = own.Report()
    own.score_figures(ITEMS["en01"], _of("figures", "en01"), [], report)
    assert report.counts["gold"] == len(report.faults) > 0
    assert own.figures("figures", report.counts)["recall"] == 0.0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"value": 7.0}, "VALUE"),
        ({"unit": "USD"}, "UNIT"),
        ({"hedge": None}, "HEDGE"),
        ({"modality": "change"}, "MODALITY"),
    ],
)
def test_a_wrong_part_of_a_figure_is_named(change: Mapping[str, Any], fault: str) -> None:
    found = _as_found("en01")
    first = dict(found[0], **change)
    report = own.Report()
    own.score_figures(ITEMS["en01"], _of("figures", "en01"), [first, *found[1:]], report)
    assert [fault in line for line in report.faults] == [True]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2016", (date(2016, 1, 1), date(2016, 12, 31))),
        ("2016-02", (date(2016, 2, 1), date(2016, 2, 29))),
        ("2016-12", (date(2016, 12, 1), date(2016, 12, 31))),
        ("2016-Q3", (date(2016, 7, 1), date(2016, 9, 30))),
        ("2016-07/2016-09", (date(2016, 7, 1), date(2016, 9, 30))),
        ("2011/..", (date(2011, 1, 1), None)),
        ("soon", None),
        ("2016-13", None),
        (None, None),
    ],
)
def test_days_of_a_period(period: str | None, expected: tuple[date, date | None] | None) -> None:
    assert own.days(period) == expected


@pytest.mark.parametrize(("one", "other"), [("km", "kilometres"), ("岁", "years"), ("Jahre", "year"), ("cars", "car")])
def test_units_are_one_in_every_language(one: str, other: str) -> None:
    assert own.one_unit(one) == own.one_unit(other)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [("Lin Qiaoyun", "Lin", True), ("Lin Qiaoyun", None, False), (None, None, True), ("Dr Wang", "Li", False)],
)
def test_speakers(gold: str | None, found: str | None, right: bool) -> None:
    assert own.speaker_right(gold, found) is right


@pytest.mark.slow
def test_the_filters_read_every_item_and_faults_of_the_kept_half_are_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"
    assert own.main(["--errors", "--half", "kept", "--json", str(out)]) == 0
    shown = capsys.readouterr().out
    assert not [key for key in ITEMS if key in shown and own.half(key) == "kept"]
    table = json.loads(out.read_text(encoding="utf-8"))
    assert {key.split("/")[0] for key in table} == {"figures", "quotes", "names"}
    assert {key.split("/")[1] for key in table} == {"seen"}

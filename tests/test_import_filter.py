"""The filter `import` as a user calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli.past import command

KEYS = ["path", "title", "number", "period", "language", "introduction", "sections"]
ITEM_KEYS = {"number", "title", "outlet", "published", "url", "links", "paragraphs", "subheadings"}
LETTER = """# Harbour Letter, No. 12

A month of tides.

## News

### 1. The old pier stays

(Tide, 05-12-2016)

The board voted to keep the old pier open until the new one has been built, which may take until 2019.

**What it costs**

The repairs cost 2 million euros, the port said, a third of the price of a new one. See [the plan](https://port.example/plan).

(<https://tide.example/pier>)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("2016-12-a.md", "2016-12-b.md"):
        (tmp_path / name).write_text(LETTER)
    (tmp_path / "empty.md").write_text("")
    return tmp_path


def test_import_writes_every_key_in_input_order(folder: Path) -> None:
    paths = [str(folder / name) for name in ("2016-12-b.md", "2016-12-a.md")]
    result = CliRunner().invoke(command, ["-"], input="\n".join(paths) + "\n")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["path"] for row in rows] == paths
    assert all(list(row)[: len(KEYS)] == KEYS and isinstance(row["problems"], list) for row in rows)
    assert all(set(item) >= ITEM_KEYS for row in rows for part in row["sections"] for item in part["items"])


def test_import_tells_paragraphs_from_subheadings(folder: Path) -> None:
    row = json.loads(CliRunner().invoke(command, [str(folder / "2016-12-a.md")]).stdout)
    item = row["sections"][0]["items"][0]
    assert (row["title"], row["number"], row["period"]) == ("Harbour Letter, No. 12", 12, "2016-12")
    assert row["introduction"] == ["A month of tides."]
    assert (item["number"], item["title"], item["outlet"]) == (1, "The old pier stays", "Tide")
    assert (item["published"], item["url"]) == ("2016-12-05", "https://tide.example/pier")
    assert item["links"] == [{"url": "https://port.example/plan", "text": "the plan"}]
    assert len(item["paragraphs"]) == 2
    assert item["subheadings"] == [{"text": "What it costs", "before": 1}]


def test_import_tells_of_bad_files_and_goes_on(folder: Path) -> None:
    paths = [str(folder / name) for name in ("missing.md", "empty.md", "2016-12-a.md")]
    result = CliRunner().invoke(command, paths)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert ["error" in row for row in rows] == [True, True, False]


def test_import_gives_the_same_over_processes(folder: Path) -> None:
    paths = [str(folder / name) for name in ("2016-12-a.md", "empty.md", "2016-12-b.md")]
    alone = CliRunner().invoke(command, paths).stdout
    assert alone == CliRunner().invoke(command, ["--jobs", "2", *paths]).stdout


@pytest.mark.parametrize("arguments", [[], ["--jobs", "0", "a"], ["--none"]])
def test_import_refuses_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(command, arguments).exit_code == 2


def test_import_help_shows_an_example() -> None:
    assert "Example:" in CliRunner().invoke(command, ["--help"]).stdout

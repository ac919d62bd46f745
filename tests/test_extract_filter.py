"""The filters `extract` and `language` as a user calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli.extract import command as extract
from dateline.cli.language import command as language

KEYS = ["path", "url", "title", "byline", "outlet", "published", "modified", "language", "text", "paragraphs", "links"]
BODY = "<h1>Pier stays</h1>" + "<p>The board voted to keep the old pier open until the new one has been built.</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(BODY.replace("Pier", f"Pier {name[0]}"))
    (tmp_path / "empty.html").write_text("")
    return tmp_path


def test_extract_writes_every_key_in_input_order(folder: Path) -> None:
    paths = [str(folder / name) for name in ("b.html", "a.html")]
    result = CliRunner().invoke(extract, ["-"], input="\n".join(paths) + "\n")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["path"] for row in rows] == paths
    assert all(list(row)[: len(KEYS)] == KEYS and row["text"] == "\n\n".join(row["paragraphs"]) for row in rows)


def test_extract_tells_of_bad_files_and_goes_on(folder: Path) -> None:
    paths = [str(folder / name) for name in ("missing.html", "empty.html", "a.html")]
    result = CliRunner().invoke(extract, paths)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert ["error" in row for row in rows] == [True, True, False]


@pytest.mark.parametrize("arguments", [[], ["--url", "https://a.example", "a", "b"], ["--jobs", "0", "a"], ["--none"]])
def test_extract_refuses_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(extract, arguments).exit_code == 2


def test_extract_gives_the_address_it_was_told(folder: Path) -> None:
    result = CliRunner().invoke(extract, ["--url", "https://tide.example/a", str(folder / "a.html")])
    assert json.loads(result.stdout)["url"] == "https://tide.example/a"


def test_language_answers_each_line() -> None:
    given = '{"id": 1, "text": "Der Rat hat gestern getagt."}\nnot json\n{"id": 3, "text": 5}\n{"id": 4, "text": "…"}\n'
    result = CliRunner().invoke(language, [], input=given)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert (rows[0], rows[3]) == ({"id": 1, "language": "de"}, {"id": 4, "language": "und"})
    assert "error" in rows[1] and "error" in rows[2]

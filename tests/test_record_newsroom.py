"""The record in a newsroom: what a run keeps of the sample's reports, and what can be asked of it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dateline.errors import BadSettings
from dateline.newsroom import open_newsroom
from dateline.records import Limits

Command = Callable[..., Result]
_TABLES = ("facts", "name", "figure", "quote", "event", "document")


def rows(folder: Path, table: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "dateline.db")
    found = connection.execute(f'SELECT * FROM "{table}"').fetchall()
    connection.close()
    return sorted(found, key=repr)


def test_run_keeps_the_facts_of_every_article(built_sample: Path) -> None:
    assert len(rows(built_sample, "facts")) == len(rows(built_sample, "article"))
    assert all(row[-1] is None for row in rows(built_sample, "facts"))  # no problems
    texts = {row[0]: row[12] for row in rows(built_sample, "article")}
    for table in ("name", "figure"):
        spans = [row for row in rows(built_sample, table)]
        assert len(spans) > 100
        assert all(texts[row[0]][row[1] : row[2]] == row[3] for row in spans)


def test_record_does_only_what_is_new(desk: Path) -> None:
    before = {table: rows(desk, table) for table in _TABLES}
    with open_newsroom(desk) as newsroom:
        assert newsroom.record() == 0
    assert {table: rows(desk, table) for table in _TABLES} == before


def test_own_names_win_and_make_the_next_run_read_anew(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        assert newsroom.search("Fernglas", kind="names") == []
    (desk / "names.toml").write_text(
        '[[names]]\nkind = "product"\nlist = ["Quetalk | 雀信 | Fernglas"]\n', encoding="utf-8"
    )
    with open_newsroom(desk, overrides=["text.jobs=1"]) as newsroom:
        assert newsroom.record() == len(rows(desk, "article"))
        assert [hit.id for hit in newsroom.search("Fernglas", kind="names")] == ["Quetalk"]
        assert newsroom.search("雀信")
        assert {one.subject for one in newsroom.compare("雀信")} == {"Quetalk"}
        assert newsroom.record() == 0


def test_own_names_also_correct_what_the_tagger_finds(desk: Path) -> None:
    (desk / "names.toml").write_text('remove = ["Priya Nair"]\n[kind]\nQuetalk = "product"\n', encoding="utf-8")
    with open_newsroom(desk, overrides=["text.jobs=1"]) as newsroom:
        newsroom.record()
    names = rows(desk, "name")
    assert "Priya Nair" not in {row[5] for row in names}
    assert {row[4] for row in names if row[5] == "Quetalk"} == {"product"}


def test_names_file_that_cannot_be_read_is_told_with_its_place(desk: Path) -> None:
    (desk / "names.toml").write_text('[[names]]\nkind = "planet"\nlist = ["X | Y"]\n', encoding="utf-8")
    with open_newsroom(desk) as newsroom, pytest.raises(BadSettings, match=r"names\.toml.*planet"):
        newsroom.run()  # before anything is gathered


def test_figures_of_one_app_stand_side_by_side_with_the_reason_of_their_difference(desk: Path) -> None:
    (desk / "names.toml").write_text('[[names]]\nkind = "product"\nlist = ["Quetalk | 雀信"]\n', encoding="utf-8")
    with open_newsroom(desk, overrides=["text.jobs=1"]) as newsroom:
        newsroom.record()
        found = {one.quantity: one for one in newsroom.compare("Quetalk")}
    users = found["users"]
    assert 802e6 in {point.value for point in users.points}
    assert all(difference.verdict != "unexplained" for difference in users.differences)


def test_issue_of_a_release_without_search_is_found_after_the_next_run(desk: Path) -> None:
    connection = sqlite3.connect(desk / "dateline.db")
    connection.execute("DELETE FROM document WHERE kind = 'item'")
    connection.commit()
    connection.close()
    with open_newsroom(desk) as newsroom:
        assert newsroom.search("robots", kind="issues") == []
        newsroom.record()
        assert newsroom.search("robots", kind="issues")


def test_planted_misprint_of_a_copy_is_the_contradiction(built_sample: Path) -> None:
    """The sample's reprint of a wire report gives 509,000 for 590,000."""
    with open_newsroom(built_sample) as newsroom:
        found = [
            {one.points[difference.first].value, one.points[difference.second].value}
            for one in newsroom.compare()
            for difference in one.differences
            if difference.verdict == "unexplained"
        ]
    assert {590_000, 509_000} in found
    assert len(found) <= 2


def test_search_over_the_sample_finds_in_both_languages(built_sample: Path) -> None:
    with open_newsroom(built_sample) as newsroom:
        languages = {hit.language for hit in newsroom.search("北京", most=100)}
        assert languages == {"en", "zh"}
        december = newsroom.search("robots", limits=Limits(first="2016-12-01", last="2016-12-31"), most=100)
        assert december
        assert all(hit.published and hit.published.startswith("2016-12") for hit in december)
        stories = newsroom.search("robots", kind="stories", most=100)
        assert len({hit.id for hit in stories}) == len(stories) < len(newsroom.search("robots", most=100))
        assert newsroom.search("robots", kind="issues")[0].id == "2016-12-monthly-letter"


def test_search_command_prints_hits_and_tells_when_there_are_none(built_sample: Path, dateline: Command) -> None:
    shown = dateline("search", built_sample, "national", "robot", "standards")
    assert shown.exit_code == 0
    assert "[robot]" in shown.stdout
    asked = json.loads(dateline("search", built_sample, "robots", "--in", "figures", "--json").stdout)
    assert asked
    assert {"kind", "id", "title", "snippet", "url"} <= asked[0].keys()
    nothing = dateline("search", built_sample, "zzzunheardof")
    assert (nothing.exit_code, nothing.stdout) == (3, "")
    assert "nothing found" in nothing.stderr


def test_figures_command_writes_every_form(built_sample: Path, tmp_path: Path, dateline: Command) -> None:
    subject = ("figures", built_sample, "--subject", "Bailing Pay")
    assert "400 million users" in dateline(*subject).stdout
    table = list(csv.DictReader(io.StringIO(dateline(*subject, "--format", "csv").stdout)))
    listed = json.loads(dateline(*subject, "--format", "json").stdout)
    assert [row["text"] for row in table] == [row["text"] for row in listed]
    assert dateline(*subject, "--format", "svg").stdout.startswith("<svg")
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "figures.parquet"
    assert dateline(*subject, "--format", "parquet", "--out", out).exit_code == 0
    assert parquet.read_table(out).column("text").to_pylist() == [row["text"] for row in listed]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--subject", "Nobody At All"), 3, "no figures of Nobody At All"),
        (("--subject", "Bailing Pay", "--quantity", "wings"), 3, "wings of Bailing Pay"),
        (("--subject", "Bailing Pay", "--format", "parquet"), 2, "--out FILE.parquet"),
        (("--quantity", "users"), 2, "name a --subject"),
    ],
)
def test_figures_command_says_what_is_missing(
    built_sample: Path, dateline: Command, arguments: tuple[str, ...], code: int, message: str
) -> None:
    result = dateline("figures", built_sample, *arguments)
    assert result.exit_code == code
    assert message in result.stderr


def test_text_files_are_compared_without_a_newsroom(tmp_path: Path, dateline: Command) -> None:
    (tmp_path / "a.txt").write_text("News\n\n(The Gazette, 28-12-2016)\n\nTencent said WeChat has 800 million users.\n")
    (tmp_path / "b.txt").write_text("腾讯的微信在2019年拥有11亿用户。\n", encoding="utf-8")
    found = json.loads(
        dateline("figures", tmp_path / "a.txt", tmp_path / "b.txt", "--subject", "微信", "--format", "json").stdout
    )
    assert [(row["value"], row["as_of"], row["outlet"]) for row in found] == [
        (8e8, "2016-12-28", "The Gazette"),
        (1.1e9, "2019", "b.txt"),
    ]
    assert "date: 2016-12-28, against 2019" in found[0]["notes"]


def test_issue_as_drafted_is_carried_by_its_reports(built_sample: Path, dateline: Command) -> None:
    result = dateline("support", built_sample, "2016-12", "--json")
    checked = json.loads(result.stdout)
    assert result.exit_code == 0
    assert len(checked) > 50
    assert all(one["supported"] for one in checked)


def test_changed_sentence_of_an_issue_is_named_with_what_its_report_has_instead(desk: Path, dateline: Command) -> None:
    path = desk / "issues" / "2016-12-monthly-letter" / "draft.md"
    text = path.read_text(encoding="utf-8")
    assert "assembled 64,000 units" in text
    path.write_text(text.replace("assembled 64,000 units", "assembled 46,000 units"), encoding="utf-8")
    result = dateline("support", desk, "2016-12")
    assert result.exit_code == 1
    assert "assembled 46,000 units" in result.stdout
    assert "64,000" in result.stdout
    assert "1 not carried" in result.stderr


def test_model_is_asked_only_where_one_is_set(built_sample: Path, dateline: Command) -> None:
    result = dateline("support", built_sample, "2016-12", "--model")
    assert result.exit_code == 3
    assert "no model is set" in result.stderr
    assert dateline("support", built_sample).exit_code == 2

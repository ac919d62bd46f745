"""The commands: what they print, their exit codes, how they find the newsroom, and how they stop."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import MONTH, make_newsroom, start
from dateline.cli.main import COMMANDS
from dateline.config import load
from dateline.newsroom import open_newsroom
from dateline.sample.site import SampleSite
from dateline.store.lock import writer
from sample_truth import dump, issue_files

Call = Callable[..., Result]
NAME = f"{MONTH}-monthly-letter"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A newsroom without sources."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "dateline.toml").write_text('[newsroom]\ntitle = "Test"\n')
    return folder


# Making newsrooms and adding sources.


def test_init_makes_a_newsroom_of_the_beat(dateline: Call, tmp_path: Path) -> None:
    result = dateline("init", tmp_path / "my-desk", "--beat", "china-tech")
    assert (result.exit_code, "is a newsroom with" in result.stdout) == (0, True)
    assert {path.name for path in (tmp_path / "my-desk").iterdir()} >= {"dateline.toml", "dateline.db"}
    assert len(load(tmp_path / "my-desk").sources) >= 40


def test_init_leaves_a_newsroom_that_is_there(dateline: Call, empty: Path) -> None:
    result = dateline("init", empty)
    assert (result.exit_code, "is there already" in result.stderr) == (2, True)
    assert load(empty).text("newsroom.title") == "Test"


def test_init_names_the_beats_there_are(dateline: Call, tmp_path: Path) -> None:
    result = dateline("init", tmp_path / "desk", "--beat", "chess")
    assert (result.exit_code, "china-tech" in result.stderr) == (3, True)
    assert not (tmp_path / "desk").exists()


def test_source_add_writes_and_list_shows_it(dateline: Call, empty: Path) -> None:
    added = dateline("source", "add", "https://post.example/feed.xml", "-n", empty, "--rights", "headline")
    assert (added.exit_code, added.stdout.startswith("added feed 'post.example'")) == (0, True)
    (empty / "in").mkdir()
    assert dateline("source", "add", empty / "in", "-n", empty, "--name", "Files").exit_code == 0
    listed = dateline("source", "list", empty)
    assert listed.exit_code == 0
    assert all(name in listed.stdout for name in ("post.example", "Files", "never"))
    rows = json.loads(dateline("source", "list", empty, "--json").stdout)["sources"]
    assert [(row["kind"], row["rights"], row["visited"]) for row in rows] == [
        ("feed", "headline", None),
        ("folder", "excerpt", None),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["https://post.example/feed.xml"], 2, "is a source already"),
        (["https://other.example/", "--name", "Post"], 2, "are named 'Post'"),
        (["no/such/folder"], 2, "neither a web address nor a file"),
        (["https://other.example/", "--rights", "all"], 2, "--rights"),
        (["https://other.example/", "--words", "-3"], 2, "--words"),
    ],
)
def test_source_that_cannot_be_added_is_told(
    dateline: Call, empty: Path, arguments: list[str], code: int, told: str
) -> None:
    dateline("source", "add", "https://post.example/feed.xml", "-n", empty, "--name", "Post")
    before = (empty / "dateline.toml").read_bytes()
    result = dateline("source", "add", "-n", empty, *arguments)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert (empty / "dateline.toml").read_bytes() == before


def test_source_check_says_what_answers(dateline: Call, sample_site: SampleSite, tmp_path: Path) -> None:
    folder = make_newsroom(tmp_path / "desk", sample_site)
    result = dateline("source", "check", folder)
    assert result.exit_code == 1
    assert "ok   Harbour Post Business: rss20" in result.stdout
    assert "FAIL Tidewater Gazette: " in result.stdout and "503" in result.stdout
    rows = json.loads(dateline("source", "check", folder, "--json").stdout)
    assert len(rows) == len(load(folder).sources)
    assert not (folder / "captures").exists()


# The flow.


def test_commands_of_the_flow_one_after_the_other(dateline: Call, sample_site: SampleSite, tmp_path: Path) -> None:
    folder = make_newsroom(tmp_path / "desk", sample_site)
    run = dateline("run", folder, "--period", MONTH, "--set", "text.jobs=1")
    assert run.exit_code == 1  # one source fails, and is told
    assert f"drafted   {NAME}, " in run.stdout
    assert "503" in run.stderr
    listed = dateline("source", "list", folder)
    assert listed.exit_code == 0 and "503" in listed.stdout
    ranked = dateline("rank", folder, "--period", MONTH)
    assert ranked.exit_code == 0 and "voices" in ranked.stdout
    assert dateline("draft", folder, "--edition", "weekly-roundup", "--period", "2016-W51").exit_code == 0
    published = dateline("publish", folder, MONTH)
    assert published.exit_code == 0
    assert all(Path(line).is_file() for line in published.stdout.split())


def test_json_of_every_command_is_json(dateline: Call, desk: Path) -> None:
    run = json.loads(dateline("run", desk, "--period", MONTH, "--json").stdout)
    assert (run["captured"], run["issue"], run["note"]) == (0, NAME, None)
    rank = json.loads(dateline("rank", desk, "--period", MONTH, "--json").stdout)
    assert len(rank) >= 20
    draft = json.loads(dateline("draft", desk, "--period", MONTH, "--json").stdout)
    assert draft["issue"] == NAME and draft["items"] >= 5
    paths = json.loads(dateline("publish", desk, MONTH, "--json").stdout)
    assert all(Path(path).is_file() for path in paths)
    sources = json.loads(dateline("source", "list", desk, "--json").stdout)
    assert len(sources["sources"]) == 14
    assert any("503" in str(row["problem"]) for row in sources["sources"])


def test_demo_builds_both_issues_and_names_their_pages(dateline: Call, tmp_path: Path) -> None:
    result = dateline("demo", tmp_path / "demo")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    paths = [Path(line.split(maxsplit=1)[1]) for line in lines if line.startswith(("page", "PDF"))]
    assert {path.suffix for path in paths} == {".html", ".pdf"}
    assert len(paths) == 4 and all(path.is_file() for path in paths)
    edited = [Path(line.removeprefix("text to edit").strip()) for line in lines if line.startswith("text to edit")]
    assert [path.name for path in edited] == ["draft.md", "draft.md"] and all(path.is_file() for path in edited)
    assert [one.source.name for one in open_sources(tmp_path / "demo") if one.articles == 0] == ["Tidewater Gazette"]


def open_sources(folder: Path) -> list[object]:
    with open_newsroom(folder) as newsroom:
        return newsroom.sources()  # type: ignore[return-value]


def test_demo_leaves_another_newsroom_alone(dateline: Call, empty: Path) -> None:
    before = (empty / "dateline.toml").read_bytes()
    result = dateline("demo", empty)
    assert (result.exit_code, "is a newsroom of yours" in result.stderr) == (2, True)
    assert (empty / "dateline.toml").read_bytes() == before


def test_editor_s_draft_is_kept_with_exit_code_1_and_replaced_when_asked(dateline: Call, desk: Path) -> None:
    path = desk / "issues" / NAME / "draft.md"
    path.write_text(path.read_text("utf-8").replace("# ", "# My own ", 1), encoding="utf-8")
    edited = path.read_bytes()
    again = ["draft", desk, "--period", MONTH, "--set", "newsroom.title=New"]
    refused = dateline(*again)
    assert (refused.exit_code, "--replace" in refused.stderr, path.read_bytes()) == (1, True, edited)
    assert dateline(*again, "--replace").exit_code == 0
    assert path.with_name("draft.md.1").read_bytes() == edited


# Exit codes and messages.


def test_lock_of_another_process_is_exit_code_4(dateline: Call, desk: Path) -> None:
    with writer(desk):
        result = dateline("run", desk, "--period", MONTH)
    assert (result.exit_code, f"by process {os.getpid()}" in result.stderr) == (4, True)


CASES = {
    "no such command": (["rnu"], 2, "No such command 'rnu'"),
    "no such flag": (["run", "{desk}", "--perod", "2016-12"], 2, "--period"),
    "no such period": (["draft", "{desk}", "--period", "2016-13"], 2, "write a month (2016-12)"),
    "a period backwards": (["draft", "{desk}", "--period", "2016-12-05..2016-12-01"], 2, "ends before it begins"),
    "no such edition": (["draft", "{desk}", "--edition", "montly-letter"], 3, "monthly-letter"),
    "no such setting": (["run", "{desk}", "--set", "fetch.conections=3"], 2, "fetch.connections"),
    "no such issue": (["publish", "{desk}", "1999-01"], 3, NAME),
    "no reports": (["draft", "{desk}", "--period", "1999-01"], 3, "there is no report of 1999-01"),
    "no such newsroom": (["run", "{desk}/nothing"], 3, "dateline init"),
    "too many names": (["publish", "a", "b", "c"], 2, "name a newsroom and an issue"),
    "no issue named": (["publish"], 2, "Missing argument"),
}


@pytest.mark.parametrize(("arguments", "code", "told"), CASES.values(), ids=list(CASES))
def test_mistake_gives_one_message_and_its_exit_code(
    built_sample: Path, arguments: list[str], code: int, told: str
) -> None:
    with start(*(one.format(desk=built_sample) for one in arguments)) as process:
        out, problem = process.communicate()
    assert (process.returncode, out) == (code, "")
    assert told in problem and "Traceback" not in problem


def test_broken_settings_are_told_with_their_line(dateline: Call, empty: Path) -> None:
    (empty / "dateline.toml").write_text("[newsroom]\ntitel = 1\n")
    result = dateline("run", empty)
    assert result.exit_code == 2
    assert (
        result.stderr.strip()
        == "dateline: dateline.toml, line 2: 'titel' is not a key of [newsroom]: did you mean 'title'?"
    )


def test_database_that_is_none_is_told(dateline: Call, empty: Path) -> None:
    (empty / "dateline.db").write_bytes(b"this is no database" * 99)
    result = dateline("rank", empty)
    assert (result.exit_code, "cannot be opened as a database" in result.stderr) == (2, True)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_help_of_every_command_has_an_example(dateline: Call, name: str) -> None:
    result = dateline(name, "--help")
    assert (result.exit_code, "Example" in result.stdout) == (0, True)


# Which newsroom is meant.


def test_newsroom_is_this_folder_or_one_above(dateline: Call, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = empty / "issues" / "one"
    deep.mkdir(parents=True)
    for folder in (empty, deep):
        monkeypatch.chdir(folder)
        assert dateline("source", "list").exit_code == 0


def test_newsroom_is_the_only_one_below(dateline: Call, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(empty.parent)
    assert dateline("source", "list").exit_code == 0
    shutil.copytree(empty, empty.parent / "other")
    result = dateline("source", "list")
    assert (result.exit_code, "which newsroom? There are desk, other" in result.stderr) == (3, True)


def test_newsroom_of_the_environment_comes_first(
    dateline: Call, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "dateline.toml").write_text('[[sources]]\nname = "Other"\nkind = "feed"\nurl = "https://o.example/"\n')
    monkeypatch.chdir(empty)
    monkeypatch.setenv("DATELINE_NEWSROOM", str(other))
    assert "Other" in dateline("source", "list").stdout
    assert "Other" not in dateline("source", "list", empty).stdout


def test_no_newsroom_anywhere_is_told(dateline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = dateline("run")
    assert (result.exit_code, "dateline init my-desk" in result.stderr) == (3, True)


def test_setting_of_the_environment_reaches_the_commands(
    dateline: Call, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_NEWSROOM_TITLE", "From outside")
    assert "From outside" in dateline("draft", desk, "--period", MONTH).stdout


# Terminals, pipes and signals.


def test_output_that_is_piped_has_no_colours_and_no_progress(built_sample: Path) -> None:
    for arguments in (["rank", built_sample, "--period", MONTH], ["source", "list", built_sample], ["--help"]):
        with start(*arguments, env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}) as process:
            out, problem = process.communicate()
        assert process.returncode == 0 and out
        assert "\x1b" not in out + problem


def test_output_is_utf8_whatever_the_locale(built_sample: Path) -> None:
    with start("source", "list", built_sample, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}) as process:
        out, _ = process.communicate()
    assert "经纬时报" in out


def test_reader_that_has_seen_enough_is_no_error(built_sample: Path) -> None:
    with start("rank", built_sample, "--period", MONTH, "--json") as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        problem = process.stderr.read()
    assert (process.returncode, problem) == (0, "")


@pytest.mark.parametrize("after", ["capture", "article"])
def test_ctrl_c_stops_with_130_and_the_next_run_goes_on(
    built_sample: Path, sample_site: SampleSite, tmp_path: Path, after: str
) -> None:
    folder = make_newsroom(tmp_path / "desk", sample_site)
    with start("run", folder, "--period", MONTH, "--set", "text.jobs=1") as process:
        wait_for_rows(folder, after)
        process.send_signal(signal.SIGINT)
        out, problem = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert problem.strip().startswith("dateline: stopped; what was done is kept")
    assert "Traceback" not in problem
    with open_newsroom(folder, overrides=["text.jobs=1"]) as newsroom:
        newsroom.run(period=MONTH)
    assert dump(folder, times=False) == dump(built_sample, times=False)
    assert issue_files(folder) == issue_files(built_sample)


def wait_for_rows(folder: Path, table: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if (folder / "dateline.db").exists() and dump(folder, times=False).get(table):
            return
        time.sleep(0.02)
    raise AssertionError(f"no {table} within a minute")

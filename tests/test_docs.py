"""The docs say what is there: generated pages are fresh, links resolve, commands parse, the library example runs."""

from __future__ import annotations

import inspect
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import jsonschema
import pytest

from dateline import errors
from dateline.cli import main
from dateline.issue import codec
from dateline.newsroom import open_newsroom

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"^(```+|~~~+)[ \t]*([\w-]*)[^\n]*\n(.*?)^\1[ \t]*$", re.M | re.S)
_INLINE = re.compile(r"`((?:dateline|make) [^`]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_SHELLS = {"", "sh", "shell", "bash", "console", "text"}
_TARGETS = re.compile(r"^([a-z]+):", re.M)


def test_reference_is_fresh() -> None:
    result = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference.py", "--check"], capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_schema_is_a_schema() -> None:
    schema = json.loads((ROOT / "docs/reference/issue.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == codec.schema()


def test_published_issue_follows_the_schema(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        paths = newsroom.publish("2016-12")
    (file,) = [path for path in paths if path.suffix == ".json"]
    jsonschema.Draft202012Validator(codec.schema()).validate(json.loads(file.read_text(encoding="utf-8")))


def test_tree_of_errors_is_complete() -> None:
    drawn = re.findall(r"^[\s│├└─]*([A-Z]\w+)(?=\s|$)", inspect.getdoc(errors) or "", re.M)
    kinds = {name for name, kind in vars(errors).items() if inspect.isclass(kind)}
    assert kinds <= set(drawn)


def _prose(text: str) -> str:
    """The page without its blocks of code, which hold brackets of their own."""
    return _FENCE.sub("", text)


def _anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#{1,6} +(.+?) *#*$", _prose(path.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_resolve(page: Path) -> None:
    for target in _LINK.findall(re.sub(r"`[^`]*`", "", _prose(page.read_text(encoding="utf-8")))):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{page.name} points to {target}"
        assert found.is_relative_to(ROOT), f"{page.name} points out of the repository: {target}"
        if anchor and found.suffix == ".md":
            assert anchor in _anchors(found), f"{page.name} points to {target}, and there is no such heading"


def _shown(text: str) -> Iterator[str]:
    """The command lines that a page shows, in blocks and in passing."""
    for _, language, body in _FENCE.findall(text):
        if language in _SHELLS:
            yield from body.replace("\\\n", " ").splitlines()
    yield from _INLINE.findall(_FENCE.sub("", text))


def _calls(line: str) -> Iterator[list[str]]:
    """The calls of dateline and make in a command line, as words."""
    line = re.sub(r"^\s*(?:\$\s+|Example:\s+)?", "", line)
    if not re.search(r"(?:^|[;&|]\s*)(?:dateline|make)(?= |$)", line):
        return
    try:
        lexer = shlex.shlex(line, posix=True, punctuation_chars=";&|<>")
        lexer.whitespace_split = True
        words = list(lexer)
    except ValueError:  # prose with an apostrophe
        return
    call: list[str] = []
    for word in [*words, ";"]:
        if set(word) <= set(";&|"):
            if call[:1] in (["dateline"], ["make"]):
                yield call[: call.index("<")] if "<" in call else call[: call.index(">")] if ">" in call else call
            call = []
        else:
            call.append(word)


def _parse(words: list[str]) -> None:
    """Walk the words through the commands; raises click's usage errors for what is not known."""
    context = click.Context(main.cli, info_name="dateline", **main.cli.context_settings)
    command: click.Command = main.cli
    while True:
        given, rest, _ = command.make_parser(context).parse_args(list(words))
        for one in command.params:
            value = given.get(one.name or "")
            if isinstance(one.type, click.Choice) and isinstance(value, str):
                one.type.convert(value, one, context)
        if not isinstance(command, click.Group) or not rest:
            return
        inner = command.get_command(context, rest[0])
        if inner is None:
            raise click.UsageError(f"there is no command {rest[0]!r}")
        command, words = inner, rest[1:]
        context = click.Context(command, info_name=rest[0], parent=context)
        context.allow_extra_args = True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_of_a_page_are_known(page: Path) -> None:
    targets = set(_TARGETS.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    for line in _shown(page.read_text(encoding="utf-8")):
        for tool, *words in _calls(line):
            if tool == "make":
                assert {word for word in words if re.fullmatch("[a-z]+", word)} <= targets, line
            elif words[:1] != ["COMMAND"]:
                _parse(words)


def _every_command() -> Iterator[click.Command]:
    context = click.Context(main.cli)
    for name in main.COMMANDS:
        command = main.cli.get_command(context, name)
        assert command is not None
        yield command
        yield from getattr(command, "commands", {}).values()


def test_help_of_every_command_has_an_example() -> None:
    for command in _every_command():
        text = f"{command.help}\n{command.epilog}"
        calls = [call for line in text.splitlines() for call in _calls(line) if call[0] == "dateline"]
        assert "Example" in text and calls, f"the help of {command.name} shows no example"
        for call in calls:
            _parse(call[1:])


@pytest.mark.parametrize(
    "line", ["dateline extrct a.html", "dateline run --perod 2016-12", "cd x && dateline stories --profile quick"]
)
def test_commands_that_are_not_there_are_found(line: str) -> None:
    (call,) = _calls(line)
    with pytest.raises(click.UsageError):
        _parse(call[1:])


def test_library_example_of_the_readme_runs(built_sample: Path, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = [body for _, language, body in _FENCE.findall(readme) if language == "python"]
    assert any("open_newsroom" in example for example in examples)
    (tmp_path / "demo").symlink_to(built_sample)
    for example in examples:
        result = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", example],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert result.returncode == 0, result.stderr
        assert result.stdout.strip(), "the example of the README prints nothing"

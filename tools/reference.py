"""Writes the generated pages of docs/reference and the list of public names, or checks that they are up to date.

    python tools/reference.py             write
    python tools/reference.py --check     exit 1 and name what is stale

Nothing on these pages is written by hand: help texts, settings, schema, errors and fields come from the code.
"""

from __future__ import annotations

import argparse
import difflib
import inspect
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
import public_api
from click.testing import CliRunner

from dateline import errors
from dateline.cli import main
from dateline.issue import codec
from dateline.issue.copydesk.desk import rules
from dateline.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- Made by tools/reference.py: change the code and run `make reference`. -->\n"
WIDTH = 100
_REPORT = (
    "The harbour of Port Ellery will be closed to freighters on Monday. "
    "Divers are to look at the lock gate, the port authority said. "
    "Two ferries will sail from the old pier. "
    "“The gate is old,” said Ada Quill, who heads the Ellery Port Authority. "
    "The authority launched a new ferry for $3 million in May."
)
_PAGE = f"<html lang=en><title>Harbour closed</title><article><h1>Harbour closed</h1><p>{_REPORT}</p></article></html>"
_FEED = (
    "<rss version='2.0'><channel><title>Ellery Post</title><link>https://post.example/</link><item>"
    "<title>Harbour closed</title><link>https://post.example/harbour</link></item></channel></rss>"
)
_LETTER = (
    "# Ellery Letter\n\n## News\n\n### 1. Harbour closed\n\n(Ellery Post, 05-12-2016)\n\nThe the harbour of Port "
    "Ellery will be closed.\n\nWhat comes next\n\n(<https://post.example/harbour>)\n\n- [Tides](https://tides.example/)\n"
)
_LINES = (
    f'{{"id": "1", "title": "Harbour closed", "text": "{_REPORT}", "documents": ["{_REPORT}"], '
    f'"claim": "The port is shut.", "sources": ["{_REPORT}"]}}\n'
)
EXAMPLES: Mapping[str, tuple[str, str]] = {  # filter → a small file it reads, its name; others read _LINES
    "extract": ("harbour.html", _PAGE),
    "feed": ("post.xml", _FEED),
    "import": ("letter.md", _LETTER),
    "check": ("letter.md", _LETTER),
}


def commands() -> Iterator[tuple[click.Context, click.Command]]:
    """Every command and subcommand that is there already, in the order of `dateline --help`."""
    root = click.Context(main.cli, info_name="dateline", terminal_width=WIDTH, **main.cli.context_settings)
    yield root, main.cli
    for name in main.COMMANDS:
        command = main.cli.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        yield context, command
        for inner, subcommand in getattr(command, "commands", {}).items():
            yield click.Context(subcommand, info_name=inner, parent=context), subcommand


def commands_page() -> str:
    """Help of every command, and the exit codes."""
    codes = inspect.getdoc(main) or ""
    codes = codes[codes.index("Exit codes:") :].removeprefix("Exit codes:")
    parts = [f"# Commands\n\n{MADE}\n## Exit codes\n"]
    parts += [f"- {code.strip().rstrip('.')}" for code in " ".join(codes.split()).split(";")]
    for context, command in commands():
        parts.append(f"\n## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```")
    return "\n".join(parts) + "\n"


def settings_page() -> str:
    """The one table of settings."""
    rows = [
        f"# Settings\n\n{MADE}\n"
        "A setting is looked for in `--set NAME=VALUE` (where a command has it), then in the environment, then in\n"
        "`dateline.toml`; else the default holds. In the file, `fetch.connections` is the key `connections` of the\n"
        "table `[fetch]`. A list in the environment or in `--set` is separated by commas. `DATELINE_NEWSROOM` is no\n"
        "setting: it names the folder that commands use when none is named.\n\n"
        "| setting | default | environment | what it does |\n| --- | --- | --- | --- |"
    ]
    for one in SETTINGS:
        default = json.dumps(list(one.default) if isinstance(one.default, tuple) else one.default)
        choices = f" One of: {', '.join(one.choices)}." if one.choices else ""
        rows.append(f"| `{one.name}` | `{default}` | `{one.variable}` | {one.help}{choices} |")
    return "\n".join(rows) + "\n"


def filters_page() -> str:
    """The filters with the fields of a line they write, as a run on a small example gives them."""
    parts = [
        f"# Filters\n\n{MADE}\n"
        "Every stage is a filter too: it needs no newsroom, no database and no network, and writes JSON Lines in\n"
        "UTF-8, one object for each input and in its order. An input that cannot be read gets a line with its `id` or\n"
        "`path` and `error`; the exit code is then 1. Unknown is `null`, and an empty list stays a list. What a\n"
        "filter takes is told by its [help](commands.md).\n\n"
        "| filter | what it tells | fields of a line |\n| --- | --- | --- |"
    ]
    for name, (_, text) in main.COMMANDS.items():
        if text.startswith("Filter: "):
            fields = _fields(_example(name))
            parts.append(f"| `{name}` | {text.removeprefix('Filter: ')} | {fields} |")
    return "\n".join(parts) + "\n"


def _example(name: str) -> dict[str, object]:
    """What a filter writes for its example."""
    with tempfile.TemporaryDirectory() as folder:
        arguments, given = [name], _LINES
        if name in EXAMPLES:
            file, given = Path(folder) / EXAMPLES[name][0], ""
            file.write_text(EXAMPLES[name][1], encoding="utf-8")
            arguments.append(str(file))
        result = CliRunner().invoke(main.cli, arguments, input=given)
    row = json.loads(result.stdout.splitlines()[0])
    if "error" in row or not isinstance(row, dict):
        raise SystemExit(f"the example of {name} gives {row}")
    return row


def _fields(row: dict[str, object]) -> str:
    """Names of fields, those of a list's objects in brackets behind it."""
    told = []
    for name, value in row.items():
        inner = value[0] if isinstance(value, list) and value else None
        told.append(f"`{name}`" + (f" [{', '.join(f'`{key}`' for key in inner)}]" if isinstance(inner, dict) else ""))
    return ", ".join(told)


def errors_page() -> str:
    """The tree of errors."""
    tree = (inspect.getdoc(errors) or "").replace("::\n", "").strip()
    head, body = tree.split("\n\n", 1)
    lines = [line.removeprefix("    ") for line in body.strip("\n").split("\n")]
    end = next(at for at, line in enumerate(lines) if not line.strip())
    rest = "\n".join(lines[end:]).strip()
    return f"# Errors\n\n{MADE}\n{head}\n\n```text\n" + "\n".join(lines[:end]) + f"\n```\n\n{rest}\n"


def rules_page() -> str:
    """The rules of the copy desk."""
    rows = [
        f"# Rules of the copy desk\n\n{MADE}\n"
        "What `dateline check` looks for. An error must be mended before an issue is closed. An edition switches\n"
        "a rule off or weighs it otherwise under `[check]`. A new rule is one function in `issue/copydesk/` and one\n"
        "file of cases in `tests/copydesk/`.\n\n| rule | severity | what it finds |\n| --- | --- | --- |"
    ]
    rows += [f"| `{one.id}` | {one.severity} | {one.summary} |" for one in rules()]
    return "\n".join(rows) + "\n"


def schema_file() -> str:
    """The JSON Schema of issue.json."""
    return json.dumps(codec.schema(), ensure_ascii=False, indent=2) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/reference/commands.md": commands_page,
    "docs/reference/settings.md": settings_page,
    "docs/reference/filters.md": filters_page,
    "docs/reference/errors.md": errors_page,
    "docs/reference/rules.md": rules_page,
    "docs/reference/issue.schema.json": schema_file,
    "tests/public_api.txt": public_api.listing,
}


def stale() -> Iterator[str]:
    """What the pages lack, as the lines of a diff."""
    for path, make in PAGES.items():
        file = ROOT / path
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        yield from difflib.unified_diff(old.splitlines(), make().splitlines(), path, f"{path} as made now", lineterm="")


def run(arguments: list[str] | None = None) -> int:
    """Write the pages, or check them; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a page is stale")
    options = parser.parse_args(arguments)
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        del os.environ[name]
    if options.check:
        lines = list(stale())
        print("\n".join([*lines, "stale: run `make reference`"]) if lines else "the reference is up to date")
        return bool(lines)
    for path, make in PAGES.items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run())

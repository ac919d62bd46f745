"""`dateline`: the table of commands, loaded one by one, and what every command does with an error.

Exit codes: 0 all is well; 1 something could not be read or gathered (the rest was); 2 wrong usage or settings;
3 nothing of that name; 4 another process is writing; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from typing import Any

import click

from dateline import errors

COMMANDS: Mapping[str, tuple[str, str]] = {  # name → module, what `dateline --help` says
    "init": ("init", "Make a newsroom: a folder with a commented dateline.toml."),
    "source": ("source", "Add, list and check sources."),
    "run": ("run", "Gather, read, group, rank and draft; again does only what is new."),
    "rank": ("rank", "Show the stories of a period with the reasons of their rank."),
    "story": ("story", "Show and list stories; merge, split, move, title, pin by hand; undo, history."),
    "storyline": ("storyline", "Show and list storylines: what came when, and what is new since; mute."),
    "why": ("why", "Why two articles, or an article and a story, are together or apart."),
    "calibrate": ("calibrate", "Find the thresholds of grouping on labelled articles of your own."),
    "search": ("search", "Search articles, stories, names, figures and issues."),
    "draft": ("draft", "Draft the issue of a period as Markdown to edit."),
    "publish": ("publish", "Write an issue as page, PDF, Markdown and JSON."),
    "edition": ("edition", "The forms of issues: list, show, make, propose from a past issue, preview."),
    "issue": ("close", "List the issues; show one with its history."),
    "review": ("close", "Put a draft into review."),
    "close": ("close", "Close an issue: it is frozen with all that went in, and published."),
    "correct": ("close", "Add a correction to a closed issue."),
    "watch": ("close", "Visit the links of closed issues again: dead, changed, corrected, retracted."),
    "demo": ("demo", "Build the sample newsroom and its issue."),
    "extract": ("extract", "Filter: article text and metadata from HTML, PDF and EML."),
    "feed": ("feed", "Filter: entries of RSS, Atom, RDF and JSON feeds."),
    "language": ("language", "Filter: the language of texts."),
    "copies": ("copies", "Filter: which texts are nearly the same."),
    "stories": ("stories", "Filter: which texts report one event."),
    "summarise": ("summarise", "Filter: the sentences that say most."),
    "names": ("names", "Filter: people, organisations, places and products in texts."),
    "figures": ("figures", "Filter: the figures in texts. With --subject: figures side by side."),
    "quotes": ("quotes", "Filter: the quotations in texts with their speakers."),
    "events": ("events", "Filter: the events in texts: who did what when."),
    "support": ("support", "Filter: does a source carry a sentence? Of an issue: which sentences do not hold."),
    "import": ("past", "Filter: past issues from files. With --into: take them into a newsroom."),
    "check": ("check", "Filter: what the copy desk finds in a file. Of an issue: with all that is known."),
}
_CODES: tuple[tuple[type[errors.DatelineError], int], ...] = (
    (errors.NotFound, 3),
    (errors.Busy, 4),
    (errors.Edited, 1),
    (errors.Closed, 1),
    (errors.Faulty, 1),
    (errors.Unreadable, 1),
    (errors.DatelineError, 2),
)


class LazyGroup(click.Group):
    """Knows the names and one-line helps of its commands; loads a command's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table: the flow first, then the filters."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, from its own module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"dateline.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.commands[cmd_name] if hasattr(module, "commands") else module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table itself, so that help loads nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours becomes one line on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except errors.DatelineError as error:
            click.echo(f"dateline: {error}", err=True)
            ctx.exit(next(code for kind, code in _CODES if isinstance(error, kind)))
        except BrokenPipeError:
            raise
        except OSError as error:
            click.echo(f"dateline: {error.filename or 'a file'}: {error.strerror or error}", err=True)
            ctx.exit(2)


@click.group(
    cls=LazyGroup,
    epilog="Example:  dateline init my-desk --beat china-tech && dateline run my-desk\n\n"
    "dateline COMMAND --help shows what a command takes, with an example.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="dateline")
def cli() -> None:
    """Turn the news of a period into a finished issue of a digest."""


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        code = cli.main(standalone_mode=False)  # click returns the code of an error of ours instead of exiting
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("dateline: stopped; what was done is kept, and the same command goes on from there", err=True)
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()

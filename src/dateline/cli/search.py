"""`dateline search`: articles, stories, names, figures and issues by their words."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from dateline.cli.common import json_option, newsroom_at, print_json
from dateline.clock import parse_period
from dateline.records import Hit, Limits

_KINDS = ("articles", "stories", "names", "figures", "issues")
_WORD = "\x1f"  # before words that begin with a hyphen, so that they are not read as options
_EPILOG = """\b
Examples:
  dateline search my-desk 华为 chips
  dateline search my-desk --in stories --period 2016-12 -- '"service robots"' -toys
"""


class _WithExclusions(click.Command):
    """Takes -word as a word: all options of this command but -h are long."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide the hyphen of words from the reading of options."""
        return super().parse_args(ctx, [_WORD + arg if _is_exclusion(arg) else arg for arg in args])


@click.command(cls=_WithExclusions, epilog=_EPILOG)
@click.argument("words", nargs=-1, required=True, metavar="[NEWSROOM] WORDS...")
@click.option("--in", "kind", type=click.Choice(_KINDS), default="articles", show_default=True, help="Where to look.")
@click.option("--period", metavar="PERIOD", help="Only 2016-12, 2016-W51, 2016-12-05 or 2016-12-05..2016-12-11.")
@click.option("--outlet", metavar="NAME", help="Only reports of this outlet.")
@click.option("--language", metavar="CODE", help="Only reports in this language: en, zh.")
@click.option("--story", metavar="ID", help="Only reports of this story; names and items of it.")
@click.option("--has-figure", is_flag=True, help="Only reports that state a figure.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hits shown.")
@json_option
def command(words: tuple[str, ...], kind: str, limit: int, as_json: bool, period: str | None, **only: Any) -> None:
    """Search what the newsroom has read and made, best first.

    All words must occur. A name stands for the same thing in any language (华为 finds Huawei); "…" is a phrase,
    -word leaves out, word* is a beginning. Exit code 0 with hits, 3 without.
    """
    words = tuple(word.removeprefix(_WORD) for word in words)
    days = parse_period(period) if period else None
    limits = Limits(days.first.isoformat() if days else None, days.last.isoformat() if days else None, **only)
    folder = Path(words[0]) if len(words) > 1 and (Path(words[0]) / "dateline.toml").is_file() else None
    with newsroom_at(folder) as opened:
        if waiting := opened.unrecorded():
            what = "1 article is" if waiting == 1 else f"{waiting:,} articles are"
            click.echo(f"{what} not read yet, or not with the names as they are now: dateline run", err=True)
        hits = opened.search(" ".join(words[1:] if folder else words), kind=kind, limits=limits, most=limit)
    if as_json:
        print_json([{**asdict(hit), "snippet": _marked(hit.snippet, "", "")} for hit in hits])
    for hit in () if as_json else hits:
        click.echo(_shown(hit))
    if not hits:
        click.echo("nothing found", err=True)
    sys.exit(0 if hits else 3)


def _is_exclusion(argument: str) -> bool:
    return argument[:1] == "-" and argument[1:2] not in ("", "-") and argument != "-h"


def _shown(hit: Hit) -> str:
    about = ", ".join(one for one in (hit.outlet, hit.published) if one)
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("[", "]")
    head = f"{hit.title} ({about})" if about else hit.title
    lines = [head, f"    {_marked(hit.snippet, bold, plain)}"]
    if hit.kind in ("story", "issue"):
        lines.append(f"    {hit.kind} {hit.id}")
    if hit.kind != "name":
        lines.append(f"    {hit.url or hit.id}")
    return "\n".join(lines)


def _marked(snippet: str, start: str, end: str) -> str:
    return snippet.replace("\x02", start).replace("\x03", end)

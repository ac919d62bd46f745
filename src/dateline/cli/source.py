"""`dateline source`: add, list and check sources."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from dateline.cli.common import json_option, newsroom_argument, newsroom_at, print_json, set_option
from dateline.config import add_source
from dateline.intake.check import SourceCheck
from dateline.newsroom import SourceStatus
from dateline.records import Rights, Source, Visit
from dateline.urls import host_of

_MOST = 20  # problems of single pages that are listed


@click.group("source", epilog="Example:  dateline source add https://post.example/feed.xml && dateline source list")
def command() -> None:
    """Add, list and check sources."""


@command.command(epilog="Example:  dateline source add https://post.example/feed.xml --outlet 'Example Post'")
@click.argument("address")
@click.option("--newsroom", "-n", type=click.Path(path_type=Path), help="The newsroom's folder (default: this one).")
@click.option("--name", help="What the source is called (default: its host or path).")
@click.option("--outlet", help="Who publishes it (default: what the pages say).")
@click.option("--language", help="ISO 639-1, when it is not to be detected.")
@click.option("--rights", type=click.Choice([one.value for one in Rights]), default="excerpt", show_default=True)
@click.option("--words", type=click.IntRange(0), default=120, show_default=True, help="Length of an excerpt.")
def add(
    address: str,
    newsroom: Path | None,
    name: str | None,
    outlet: str | None,
    language: str | None,
    rights: str,
    words: int,
) -> None:
    """Add a feed (https://…), or a folder or file of articles, to the newsroom's dateline.toml."""
    is_web = "://" in address
    where = address if is_web else str(Path(address).expanduser().resolve())
    if not is_web and not Path(where).exists():
        raise click.BadParameter(f"{address} is neither a web address nor a file or folder that is there")
    source = Source(name or host_of(where) or Path(where).name, "feed" if is_web else "folder", where, outlet, language)
    with newsroom_at(newsroom) as opened:
        added = add_source(opened.folder, replace(source, rights=Rights(rights), words=words), named=name is not None)
        click.echo(f"added {added.kind} {added.name!r} to {opened.folder / 'dateline.toml'}")


@command.command("list", epilog="Example:  dateline source list my-desk")
@newsroom_argument
@json_option
def list_(newsroom: Path | None, as_json: bool) -> None:
    """Show every source with what became of its last visit, and the pages that could not be had."""
    with newsroom_at(newsroom) as opened:
        rows, pages, unread = opened.sources(), opened.page_problems(), opened.unreadable()
        unread += opened.unrecordable()
    addresses = {row.source.address for row in rows}
    pages = [visit for visit in pages if visit.url not in addresses]
    if as_json:
        problems = [{"url": visit.url, "source": visit.source, "problem": visit.problem} for visit in pages]
        problems += [{"url": url, "source": None, "problem": problem} for url, problem in unread]
        print_json({"sources": [_row(row) for row in rows], "problems": problems})
        return
    _print(rows)
    _print_problems([(visit.url, visit.problem or "") for visit in pages] + unread)


@command.command(epilog="Example:  dateline source check my-desk")
@newsroom_argument
@set_option
@json_option
def check(newsroom: Path | None, overrides: tuple[str, ...], as_json: bool) -> None:
    """Try every source once and say what answers; nothing is kept. Exit code 1 when one does not."""
    results: list[SourceCheck] = []

    def tell(result: SourceCheck) -> None:
        results.append(result)
        if not as_json:
            state = (
                click.style("ok  ", fg="green")
                if result.answers and not result.problem
                else click.style("FAIL", fg="red")
            )
            newest = f", newest {result.newest:%Y-%m-%d}" if result.newest else ""
            told = result.problem or f"{result.format}, {result.entries} entries{newest}, {result.seconds:.1f} s"
            click.echo(f"{state} {result.source}: {told}")

    with newsroom_at(newsroom, overrides) as opened:
        opened.check_sources(tell)
    bad = sum(not result.answers or bool(result.problem) for result in results)
    if as_json:
        print_json([{name: getattr(result, name) for name in result.__slots__} for result in results])
    else:
        click.echo(f"{len(results) - bad} of {len(results)} sources answer as they should")
    sys.exit(1 if bad else 0)


def _row(row: SourceStatus) -> dict[str, object]:
    visit = row.visit
    return {
        "name": row.source.name,
        "kind": row.source.kind,
        "address": row.source.address,
        "outlet": row.source.outlet,
        "rights": str(row.source.rights),
        "articles": row.articles,
        "visited": visit.visited.isoformat() if visit else None,
        "status": visit.status if visit else None,
        "problem": visit.problem if visit else None,
        "remark": visit.remark if visit else None,
    }


def _print(rows: list[SourceStatus]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, fold in (("source", True), ("kind", False), ("articles", False), ("visited", False), ("state", True)):
        table.add_column(column, justify="right" if column == "articles" else "left", overflow="fold", no_wrap=not fold)
    for row in rows:
        visited = f"{row.visit.visited:%Y-%m-%d %H:%M}" if row.visit else "never"
        table.add_row(row.source.name, row.source.kind, str(row.articles), visited, _state(row.visit))
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table)


def _state(visit: Visit | None) -> str:
    if visit is None:
        return ""
    if visit.problem:
        return f"[red]{_plain(visit.problem)}[/red]"
    return f"ok, but: {_plain(visit.remark)}" if visit.remark else "ok"


def _plain(text: str) -> str:
    """Text in which the table's own marks mean nothing."""
    return text.replace("[", "\\[")


def _print_problems(problems: list[tuple[str, str]]) -> None:
    if problems:
        click.echo(f"{len(problems)} pages or files gave no article:")
    for url, problem in problems[:_MOST]:
        click.echo(f"  {problem}" if url in problem else f"  {url}: {problem}")
    if len(problems) > _MOST:
        click.echo(f"  … and {len(problems) - _MOST} more: dateline source list --json names all")

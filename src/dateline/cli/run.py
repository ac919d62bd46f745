"""`dateline run`: the whole flow up to the draft."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.cli.common import (
    edition_option,
    json_option,
    newsroom_argument,
    newsroom_at,
    period_option,
    print_json,
    progress_bar,
    set_option,
)
from dateline.newsroom import RunReport
from dateline.records import Outcome

_MOST = 12  # failures that are told one by one


@click.command(epilog="Example:  dateline run my-desk")
@newsroom_argument
@edition_option
@period_option
@set_option
@json_option
def command(
    newsroom: Path | None, edition: str | None, period: str | None, overrides: tuple[str, ...], as_json: bool
) -> None:
    """Gather, read, group, rank and draft; what was done before is not done again.

    A source that fails stops nothing: it is told, and the exit code is 1.
    """
    with newsroom_at(newsroom, overrides) as opened, progress_bar() as progress:
        seen = 0

        def count(outcome: Outcome) -> None:
            nonlocal seen
            seen += 1
            progress("gathering", seen, 0)

        report = opened.run(edition_name=edition, period=period, on_outcome=count, progress=progress)
    if as_json:
        print_json(_data(report))
    else:
        _print(report)
    sys.exit(1 if report.failures else 0)


def _data(report: RunReport) -> dict[str, object]:
    gathered = report.gathered
    return {
        "captured": gathered.captured,
        "unchanged": gathered.unchanged,
        "skipped": gathered.skipped,
        "failed": gathered.failed,
        "read": report.read,
        "unreadable": report.unreadable,
        "placed": report.placed,
        "recorded": report.recorded,
        "articles": report.articles,
        "stories": report.stories,
        "failures": [{"source": one.source, "url": one.url, "reason": one.reason} for one in report.failures],
        "issue": report.issue.id if report.issue else None,
        "draft": str(report.draft) if report.draft else None,
        "note": report.note,
    }


def _print(report: RunReport) -> None:
    gathered = report.gathered
    click.echo(
        f"gathered  {gathered.captured} new, {gathered.unchanged} unchanged, {gathered.skipped} left out, "
        f"{gathered.failed} failed ({gathered.seconds:.1f} s)"
    )
    click.echo(
        f"read      {report.read} articles" + (f", {report.unreadable} without text" if report.unreadable else "")
    )
    click.echo(f"grouped   {report.placed} placed; {report.articles} articles in {report.stories} stories")
    click.echo(f"recorded  the names, figures, quotes and events of {report.recorded} articles")
    if report.issue and report.draft:
        items = sum(len(section.items) for section in report.issue.sections)
        click.echo(f"drafted   {report.issue.id}, {items} items: {report.draft}")
    elif report.note:
        click.echo(f"drafted   nothing: {report.note}")
    for failure in report.failures[:_MOST]:
        click.echo(f"failed    {failure.source}: {failure.reason}", err=True)
    if len(report.failures) > _MOST:
        click.echo(f"failed    … and {len(report.failures) - _MOST} more: see dateline source list", err=True)

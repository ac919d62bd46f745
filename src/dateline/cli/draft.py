"""`dateline draft`: the issue of a period, as Markdown to edit."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.common import (
    edition_option,
    json_option,
    newsroom_argument,
    newsroom_at,
    period_option,
    print_json,
    set_option,
)


@click.command(epilog="Example:  dateline draft my-desk --edition monthly-letter --period 2016-12")
@newsroom_argument
@edition_option
@period_option
@click.option("--replace", is_flag=True, help="Draft anew what was edited or published; that is set aside first.")
@set_option
@json_option
def command(
    newsroom: Path | None,
    edition: str | None,
    period: str | None,
    replace: bool,
    overrides: tuple[str, ...],
    as_json: bool,
) -> None:
    """Draft the issue of a period. Edit the Markdown it names, then publish it."""
    with newsroom_at(newsroom, overrides) as opened:
        issue, path = opened.draft(opened.period(period, edition), edition_name=edition, replace=replace)
        refused = [one for one in opened.refused(issue.id) if one.text]
    items = [item for section in issue.sections for item in section.items]
    stories = sum(bool(item.story) for item in items)
    if as_json:
        print_json(
            {
                "issue": issue.id,
                "number": issue.number,
                "items": len(items),
                "stories": stories,
                "refused": len(refused),
                "draft": str(path),
            }
        )
        return
    others = len(items) - stories
    told = ("1 story" if stories == 1 else f"{stories} stories") + (f" and {others} set apart" if others else "")
    click.echo(f"{issue.title}, no. {issue.number}, {issue.period.name}: {told}")
    for section in issue.sections:
        for item in section.items:
            apart = "" if item.story else f"{section.kind}: "
            shown = f" ({item.outlet}, {item.published or 'undated'})" if item.outlet else ""
            click.echo(f"  {apart}{item.headline or section.heading}{shown}")
    for note in issue.notes:
        click.echo(f"  note: {note}")
    if refused:
        number = "1 sentence" if len(refused) == 1 else f"{len(refused)} sentences"
        click.echo(f"  the checks refused {number} of the model, with the reasons in {path.with_name('refused.json')}")
    click.echo(f"edit {path}\nthen  dateline publish {opened.folder} {issue.period.name}")

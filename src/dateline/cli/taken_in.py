"""`dateline import --into`: past issues kept in a newsroom, told one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from dateline.cli.common import newsroom_at, print_json
from dateline.importing import Import, Unkept


def take_in(
    files: Sequence[str], newsroom: Path, *, edition: str | None, period: str | None, who: str, as_json: bool
) -> int:
    """Keep each file as an issue; the exit code: 1 when one could not be kept."""
    rows: list[dict[str, object]] = []

    def told(one: Import | Unkept) -> None:
        if isinstance(one, Unkept):
            rows.append({"path": str(one.path), "error": one.problem})
            click.echo(f"{one.path}: {one.problem}", err=True)
            return
        issue = one.issue
        items = [item for section in issue.sections for item in section.items]
        rows.append(
            {
                "path": str(one.path),
                "issue": issue.id,
                "number": issue.number,
                "items": len(items),
                "known": one.known,
                "draft": str(one.draft),
                "problems": list(issue.notes),
            }
        )
        if not as_json:
            was = "there already" if one.known else f"{len(items)} items"
            remarks = f", {len(issue.notes)} remarks (in {one.draft})" if issue.notes else ""
            click.echo(f"{one.path}: {issue.id}, {was}{remarks}")

    with newsroom_at(newsroom) as opened:
        bad = opened.take_in(
            [Path(file) for file in files], who=who, edition_name=edition, period=period, on_import=told
        )
    if as_json:
        print_json(rows)
    return 1 if bad else 0

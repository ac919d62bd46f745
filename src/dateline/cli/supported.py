"""What `dateline support NEWSROOM ISSUE` does: names the sentences of an issue that its reports do not carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from dateline.cli.common import newsroom_at, print_json
from dateline.supporting import Checked


def show(newsroom: Path, issue: str, *, edition: str | None, model: bool, as_json: bool) -> int:
    """Print what the check found; the exit code: 1 when a sentence is not carried."""
    with newsroom_at(newsroom) as opened:
        checked = list(opened.support(issue, edition_name=edition, model=model))
    if as_json:
        print_json([_data(one) for one in checked])
    else:
        _print(checked)
    return int(any(not one.verdict.supported for one in checked))


def _print(checked: Sequence[Checked]) -> None:
    bad = [one for one in checked if not one.verdict.supported]
    for one in bad:
        click.echo(f"{one.item}\n  {one.sentence}")
        for lack in one.verdict.lacks:
            click.echo(f"  - {lack.kind}: {lack.text}" + (f" ({lack.message})" if lack.message else ""))
    for note in dict.fromkeys(one.note for one in checked if one.note):
        click.echo(note, err=True)
    click.echo(f"{len(checked)} sentences, {len(bad)} not carried", err=True)


def _data(one: Checked) -> dict[str, object]:
    verdict = one.verdict
    return {
        "item": one.item,
        "sentence": one.sentence,
        "origin": one.origin,
        "supported": verdict.supported,
        "score": round(verdict.score, 4),
        "problems": [asdict(lack) for lack in verdict.lacks],
        "note": one.note,
    }

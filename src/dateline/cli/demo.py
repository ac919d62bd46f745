"""`dateline demo`: the sample newsroom, from feeds over HTTP to the finished issue."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import click

from dateline.cli.common import newsroom_at, progress_bar
from dateline.errors import BadNewsroom, Edited
from dateline.newsroom import Newsroom, RunReport
from dateline.sample.site import SampleSite, settings_for

_ISSUES = {"2016-12": "monthly-letter", "2016-W51": "weekly-roundup"}
_FAILS = "Tidewater Gazette"  # its server answers 503, to show how that is told
_MARK = 'beat = "sample"'


@click.command(epilog="Example:  dateline demo demo")
@click.argument("folder", type=click.Path(path_type=Path), default="demo")
@click.option(
    "--serve", is_flag=True, help="Leave the outlets' server running, for `dateline run` elsewhere, until Ctrl-C."
)
def command(folder: Path, serve: bool) -> None:
    """Build the sample newsroom in FOLDER and publish its issues of December 2016.

    Its reports, outlets, firms and people are invented. A small web server on this machine plays the outlets; the
    newsroom's dateline.toml permits its address and no other private one.
    """
    with SampleSite() as site:
        _write_settings(folder, site.address)
        with newsroom_at(folder) as opened:
            report, paths = _make(opened)
        _print(report, paths)
        if any(failure.source != _FAILS for failure in report.failures):
            sys.exit(1)
        if serve:
            click.echo(f"the outlets stay at {site.address}: try dateline run {folder} elsewhere; Ctrl-C ends them")
            while True:
                time.sleep(1)


def _write_settings(folder: Path, address: str) -> None:
    """The sample's dateline.toml; one that is there keeps all but the address of the server."""
    path = folder / "dateline.toml"
    text = settings_for(address)
    if path.exists():
        text = re.sub(r"127\.0\.0\.1:\d+", address, path.read_text(encoding="utf-8", errors="replace"))
        if _MARK not in text:
            raise BadNewsroom(f"{folder} is a newsroom of yours: name another folder for the sample")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _make(newsroom: Newsroom) -> tuple[RunReport, list[Path]]:
    paths: list[Path] = []
    with progress_bar() as progress:
        report = newsroom.run(period="2016-12", edition_name="monthly-letter", progress=progress)
        for period, edition in _ISSUES.items():
            try:
                newsroom.draft(newsroom.period(period), edition_name=edition)
            except Edited as error:
                click.echo(str(error))
            paths += newsroom.publish(period, edition_name=edition)
    return report, paths


def _print(report: RunReport, paths: list[Path]) -> None:
    gathered = report.gathered
    click.echo(f"gathered {gathered.captured} new, {gathered.unchanged} unchanged in {gathered.seconds:.1f} s")
    click.echo(f"{report.articles} articles in {report.stories} stories")
    for failure in report.failures:
        planned = "as planned, one fails" if failure.source == _FAILS else "failed"
        click.echo(f"{planned}: {failure.source}: {failure.reason}")
    for kind, what in (("html", "page"), ("pdf", "PDF")):
        for path in paths:
            if path.suffix == f".{kind}":
                click.echo(f"{what:13} {path.resolve()}")
    for folder in dict.fromkeys(path.parent for path in paths):
        click.echo(f"{'text to edit':13} {(folder / 'draft.md').resolve()}")

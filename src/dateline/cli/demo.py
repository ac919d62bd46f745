"""`dateline demo`: the sample newsroom, from feeds over HTTP to the finished issue."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.common import newsroom_at, progress_bar
from dateline.errors import BadNewsroom
from dateline.sample.site import SampleSite, settings_for

_PERIOD = "2016-12"


@click.command(epilog="Example:  dateline demo demo")
@click.argument("folder", type=click.Path(path_type=Path), default="demo")
def command(folder: Path) -> None:
    """Build the sample newsroom in FOLDER and publish its issues of December 2016.

    Its reports, outlets, firms and people are invented. A small web server on this machine plays the outlets; the
    newsroom's dateline.toml permits its address and no other private one.
    """
    settings = folder / "dateline.toml"
    if settings.exists() and "sample" not in settings.read_text(encoding="utf-8", errors="replace").split("[beat")[0]:
        raise BadNewsroom(f"{folder} is a newsroom of yours: name another folder for the sample")
    folder.mkdir(parents=True, exist_ok=True)
    with SampleSite() as site:
        settings.write_text(settings_for(site.address), encoding="utf-8")
        with newsroom_at(folder) as opened, progress_bar() as progress:
            report = opened.run(period=_PERIOD, progress=progress)
            opened.draft(opened.period("2016-W51"), edition_name="weekly-roundup")
            paths = [*opened.publish(_PERIOD), *opened.publish("2016-W51")]
    click.echo(f"{report.articles} articles from {len(opened.config.sources)} sources in {report.stories} stories")
    for failure in report.failures:
        click.echo(f"as planned, one fails: {failure.source}: {failure.reason}")
    for kind, what in (("html", "page"), ("pdf", "PDF"), ("md", "text to edit")):
        for path in paths:
            if path.suffix == f".{kind}":
                click.echo(f"{what:13} {path.resolve()}")

"""`dateline calibrate`: thresholds of grouping from labelled articles of the user's own."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from dateline import clock
from dateline.cli.common import newsroom_at, print_json, progress_bar
from dateline.cli.jsonl import Failed, Row, read_rows
from dateline.errors import Unreadable
from dateline.newsroom import NAMES
from dateline.record.gazetteer import load as load_gazetteer
from dateline.record.known import known_names
from dateline.stories import VERSION
from dateline.stories.calibrate import Calibration, Labelled, Progress, Score, calibrate, check_labels
from dateline.stories.embedders import EMBEDDERS, lead
from dateline.stories.own_thresholds import NAME
from dateline.stories.report import Incoming

_EXAMPLE = "Example:  dateline calibrate labelled.jsonl --into my-desk"


@click.command("calibrate", epilog=_EXAMPLE)
@click.argument("file", type=click.File("rb"))
@click.option(
    "--profile", type=click.Choice(list(EMBEDDERS)), help="Embedder (default: the newsroom's; without --into: fast)."
)
@click.option("--into", type=click.Path(path_type=Path), help="Newsroom that is to use the thresholds from now on.")
@click.option("--anyway", is_flag=True, help="Write them though they are not better than the shipped ones.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def command(file: BinaryIO, profile: str | None, into: Path | None, anyway: bool, as_json: bool) -> None:
    """Choose the thresholds of grouping on labelled articles.

    Reads JSON Lines {id, story, title?, text?, published?, language?, outlet?}, where `story` is the same for all
    reports of one event; at least 30 articles, better 300. Thresholds are chosen on one half of the stories and tried
    on the other, then the other way round; what is told are the figures of the half that they were not chosen on, next
    to those of the shipped thresholds (B-cubed, 1 is perfect). With --into they are written to the newsroom's
    thresholds.toml, and its articles are grouped anew by the next run; remove the file to go back.

    Exit code 1: some lines could not be read, or the thresholds are not better and were not written.
    """
    own = None
    if into is not None:
        with newsroom_at(into) as newsroom:
            profile = profile or newsroom.config.text("stories.profile")
            own = into / NAMES if (into / NAMES).exists() else None
    profile = profile or "fast"
    body = file.read()
    with progress_bar() as progress:
        labelled, problems = _read(body, profile, progress)
        found = calibrate(labelled, profile, known_names(load_gazetteer(own)), progress)
    digest = hashlib.sha256(body).hexdigest()
    if as_json:
        print_json(_plain(found, digest))
    else:
        click.echo(_told(found))
    is_kept = into is None or _kept(into, found, digest, anyway)
    sys.exit(bool(problems) or not is_kept)


def _read(body: bytes, profile: str, progress: Progress) -> tuple[list[Labelled], int]:
    """The articles with their labels, and how many lines hold none; each of those is told on stderr."""
    lines = [number for number, line in enumerate(body.splitlines(), 1) if line.strip()]
    fields, problems = list[tuple[dict[str, Any], str]](), 0
    for number, row in zip(lines, read_rows(body.splitlines()), strict=True):
        try:
            fields.append(_article(row))
        except Unreadable as error:
            problems += 1
            click.echo(f"{error}" if isinstance(row, Failed) else f"line {number}: {error}", err=True)
    check_labels([(article["id"], story) for article, story in fields])
    embedder, labelled = EMBEDDERS[profile](), []
    for article, story in fields:
        vector = embedder.embed([lead(article["title"], article["text"])])[0]
        labelled.append(Labelled(Incoming(vector=vector, **article), story))
        progress("embedding", len(labelled), len(fields))
    return labelled, problems


def _article(row: Row) -> tuple[dict[str, Any], str]:
    """The fields of a row, and its label; raises Unreadable."""
    if isinstance(row, Failed):
        raise Unreadable(str(row["error"]))
    story = row.get("story")
    if row["id"] is None:
        raise Unreadable("there is no id")
    if not isinstance(story, str | int) or isinstance(story, bool) or not str(story).strip():
        raise Unreadable("there is no story: each line names the event that its article reports")
    title, text = row.get("title") or "", row.get("text") or ""
    if not (isinstance(title, str) and isinstance(text, str) and (title.strip() or text.strip())):
        raise Unreadable("there is neither a title nor a text")
    published, language, outlet = (
        value if isinstance(value := row.get(key), str) else "" for key in ("published", "language", "outlet")
    )
    fields = {"title": title, "text": text, "language": language, "outlet": outlet}
    return {"id": str(row["id"]), "published": _day(published), **fields}, str(story)


def _day(published: str) -> datetime | None:
    found = clock.parse_iso(published) if published else None
    if published and found is None:
        raise Unreadable(f"published is no ISO 8601 date: {published[:40]!r}")
    return found


def _kept(into: Path, found: Calibration, digest: str, anyway: bool) -> bool:
    """Write the thresholds into a newsroom, if they are worth it; whether they were."""
    if not found.values:
        click.echo("not written: there is too little data of every kind, so the shipped thresholds stay", err=True)
        return False
    if not found.is_better:
        click.echo(
            f"these thresholds are not better than the shipped ones on articles they were not chosen on "
            f"(F1 {found.gain:+.3f}){'' if anyway else ': not written; --anyway writes them'}",
            err=True,
        )
        if not anyway:
            return False
    path = into / NAME
    fresh = path.with_suffix(".toml.new")
    fresh.write_text(_toml(found, digest), "utf-8")
    fresh.replace(path)
    click.echo(f"wrote {path}: the next run groups all articles anew", err=True)
    return True


def _told(found: Calibration) -> str:
    left = f", {found.copies} copies left out" if found.copies else ""
    kinds = ", ".join(f"{number} {kind.value}" for kind, number in found.kinds.items())
    lines = [f"{found.articles} articles in {found.stories} stories ({kinds}){left}; profile {found.profile}", ""]
    for kind, values in found.values.items():
        lines.append(f"{kind.value:10}" + "  ".join(f"{name} {value:.3f}" for name, value in values.items()))
    lines += [f"as shipped: {reason}" for reason in found.left_out]
    lines += [
        "",
        f"{'chosen on':11}{'tried on':10}{'articles':>8}  {'shipped P    R    F1':>22}  {'own P    R    F1':>22}",
    ]
    for one in found.trials:
        lines.append(
            f"{one.chosen_on:11}{one.tried_on:10}{one.articles:8}  {_figures(one.shipped):>22}  "
            f"{_figures(one.calibrated):>22}"
        )
    return "\n".join([*lines, f"mean gain in F1: {found.gain:+.3f}"])


def _figures(score: Score) -> str:
    return f"{score.precision:.3f} {score.recall:.3f} {score.f1:.3f}"


def _plain(found: Calibration, digest: str) -> dict[str, Any]:
    return {
        "profile": found.profile,
        "recipe": VERSION,
        "data": f"sha256:{digest}",
        "articles": found.articles,
        "copies": found.copies,
        "stories": found.stories,
        "kinds": {kind.value: number for kind, number in found.kinds.items()},
        "thresholds": {kind.value: dict(values) for kind, values in found.values.items()},
        "as_shipped": list(found.left_out),
        "trials": [asdict(one) for one in found.trials],
        "gain": round(found.gain, 4),
        "is_better": found.is_better,
    }


def _toml(found: Calibration, digest: str) -> str:
    """The file as it is kept: the values, and how they came about."""
    lines = [
        "# Thresholds of this newsroom, made by dateline calibrate. Remove the file to go back to the shipped ones.",
        "",
        "[calibration]",
        f"made = {clock.now():%Y-%m-%dT%H:%M:%SZ}",
        f'data = "sha256:{digest}"',
        f"articles = {found.articles}",
        f"stories = {found.stories}",
        f'profile = "{found.profile}"',
        f'recipe = "{VERSION}"',
    ]
    for one in found.trials:
        f1 = f"shipped = {one.shipped.f1:.4f}, calibrated = {one.calibrated.f1:.4f}"
        lines.append(f"{one.chosen_on}_on_{one.tried_on} = {{ articles = {one.articles}, {f1} }}  # B-cubed F1")
    for kind, values in found.values.items():
        lines += ["", f"[{kind.value}.{found.profile}]", *_values(values)]
    return "\n".join(lines) + "\n"


def _values(values: Mapping[str, float]) -> Sequence[str]:
    return [f"{name} = {value}" for name, value in values.items()]

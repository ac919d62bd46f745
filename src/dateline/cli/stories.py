"""The filter `dateline stories`."""

from __future__ import annotations

import functools
import sys
from collections import defaultdict
from datetime import UTC, datetime
from typing import BinaryIO

import click

from dateline.cli.jsonl import Failed, Row, Safely, read_rows, write_row
from dateline.clock import parse_iso
from dateline.errors import Unreadable
from dateline.processes import spread
from dateline.protocols import Embedder
from dateline.record.gazetteer import load
from dateline.record.known import known_names
from dateline.stories.embedders import EMBEDDERS, lead
from dateline.stories.exactly import Exactly
from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming
from dateline.stories.second_pass import leads_to, settle
from dateline.stories.settings import StorySettings, vectors_of

_UNDATED = datetime.max.replace(tzinfo=UTC)


@click.command("stories")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--profile", type=click.Choice(list(EMBEDDERS)), default="fast", show_default=True, help="Embedder.")
@click.option("--batch", is_flag=True, help="Look at all articles first; without it a line depends on those before.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to embed with.")
def command(file: BinaryIO, profile: str, batch: bool, jobs: int) -> None:
    """Group articles on one event into stories.

    Reads JSON Lines {id, title?, text?, published?, language?, outlet?} and writes {id, story, ...} in the same order,
    each line as soon as it is decided.

    \b
    Example:
        $ dateline stories < articles.jsonl
        {"id": "a1", "story": "s-a1", "copy_of": null, "similarity": 0.0, "channel": "new"}
        {"id": "a2", "story": "s-a1", "copy_of": null, "similarity": 0.4127, "channel": "both"}
    """
    prepared = spread(read_rows(file), Safely(functools.partial(_prepared, vectors_of(profile))), jobs=jobs)
    exact = Exactly(EMBEDDERS[profile]()) if vectors_of(profile) != profile else None
    grouper = Grouper(StorySettings(profile=profile), known_names(load()), exact=exact)
    bad = False
    for answer in _in_batch(grouper, list(prepared)) if batch else (_placed(grouper, row) for row in prepared):
        bad |= isinstance(answer, Failed)
        write_row(answer)
        sys.stdout.flush()
    sys.exit(bad)


def _in_batch(grouper: Grouper, rows: list[Row]) -> list[Row]:
    """The answers when all articles may be looked at: their words are counted first, then they are placed by date."""
    for row in rows:
        if not isinstance(row, Failed):
            grouper.learn(_incoming(row))
    order = sorted(range(len(rows)), key=lambda at: rows[at].get("published") or _UNDATED)
    answers = {at: _placed(grouper, rows[at]) for at in order}
    _settle(grouper, [(rows[at], answers[at]) for at in order if not isinstance(answers[at], Failed)])
    return [answers[at] for at in range(len(rows))]


def _settle(grouper: Grouper, placed: list[tuple[Row, Row]]) -> None:
    """Look at all stories again, and put the answers that it concerns where they belong; copies go with their text."""
    reports: dict[str, list[Incoming]] = defaultdict(list)
    for row, answer in placed:
        if answer["channel"] != "copy":
            reports[answer["story"]].append(_incoming(row))
    found = {
        one.engine: one for one in settle(grouper, reports, lambda stories: {one: reports[one] for one in stories})
    }
    parts = {article: part.story for one in found.values() for part in one.parts for article in part.articles}
    for row, answer in placed:
        split_off = parts.get(str(row["id"])) or parts.get(str(answer["copy_of"]))
        story = split_off or leads_to(answer["story"], found)
        if story != answer["story"]:
            answer |= {"story": story, "channel": "split" if split_off else "merged"}


@functools.cache
def _embedder(profile: str) -> Embedder:
    return EMBEDDERS[profile]()


def _prepared(profile: str, row: Row) -> Row:
    """The row's fields read and its vector made; raises Unreadable."""
    title, text = row.get("title") or "", row.get("text") or ""
    if not (isinstance(title, str) and isinstance(text, str)):
        raise Unreadable("title or text is no string")
    if not (title.strip() or text.strip()):
        raise Unreadable("title and text are missing")
    published, language, outlet = row.get("published"), row.get("language"), row.get("outlet")
    return {
        "id": row["id"],
        "title": title,
        "text": text,
        "published": parse_iso(published) if isinstance(published, str) else None,
        "language": language if isinstance(language, str) else "",
        "outlet": outlet if isinstance(outlet, str) else "",
        "vector": _embedder(profile).embed([lead(title, text)])[0],
    }


def _placed(grouper: Grouper, row: Row) -> Row:
    if isinstance(row, Failed):
        return row
    placement = grouper.place(_incoming(row))
    return {
        "id": row["id"],
        "story": placement.story,
        "copy_of": placement.copy_of,
        "similarity": round(placement.similarity, 4),
        "channel": placement.channel,
    }


def _incoming(row: Row) -> Incoming:
    return Incoming(
        str(row["id"]), row["title"], row["text"], row["published"], row["language"], row["vector"], row["outlet"]
    )

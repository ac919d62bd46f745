"""The filter `dateline stories`."""

from __future__ import annotations

import functools
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

import click

from dateline.cli.jsonl import Failed, Row, Safely, read_rows, write_row
from dateline.clock import parse_iso
from dateline.errors import Unreadable
from dateline.processes import spread
from dateline.protocols import Embedder
from dateline.record.gazetteer import load
from dateline.record.known import known_names
from dateline.records import Placement
from dateline.stories.embedders import EMBEDDERS, lead
from dateline.stories.exactly import Exactly
from dateline.stories.grouper import Grouper
from dateline.stories.report import Incoming
from dateline.stories.second_pass import leads_to, settle
from dateline.stories.settings import StorySettings, vectors_of

_UNDATED = datetime.max.replace(tzinfo=UTC)
_FAR = timedelta(days=366)
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a sign that are drawn as blanks


@click.command("stories")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--profile", type=click.Choice(list(EMBEDDERS)), default="fast", show_default=True, help="Embedder.")
@click.option("--batch", is_flag=True, help="Look at all articles first; without it a line depends on those before.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to embed with.")
def command(file: BinaryIO, profile: str, batch: bool, jobs: int) -> None:
    """Group articles on one event into stories.

    Reads JSON Lines {id, title?, text?, published?, language?, outlet?} and writes {id, story, ...} in the same order,
    each line as soon as it is decided. A story bears the id of its first article; ids may be missing or repeated: the
    second article with the id a1 opens s-a1~2. An undated article counts as of the time of the dated one before it.

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
    for answer in _in_batch(grouper, list(prepared)) if batch else _online(grouper, prepared):
        bad |= isinstance(answer, Failed)
        write_row(answer)
        sys.stdout.flush()
    sys.exit(bad)


class _Rows:
    """What the grouper is told in place of the rows' ids and missing dates; its answers are told in the rows' ids."""

    def __init__(self) -> None:
        self._ids: list[Any] = []
        self._nth: list[int] = []  # which of the rows with this id: ids may be missing, repeated or look alike
        self._met: Counter[str] = Counter()
        self._names: dict[str, str] = {}  # by the grouper's story
        self._taken: set[str] = set()
        self._newest: datetime | None = None  # date of the last dated row
        self._trusted: datetime | None = None  # the same without dates that lie far from all others

    def add(self, row: Row) -> None:
        """Give the row a number, and a time when it is undated: that of the dated row before."""
        row["number"] = str(len(self._ids))
        row["came"] = self._trusted
        self._ids.append(row["id"])
        self._met[str(row["id"])] += 1
        self._nth.append(self._met[str(row["id"])])
        if row["published"]:
            self._date(row["published"])

    def id_of(self, number: str | None) -> Any:
        """The id of the row with a number."""
        return None if number is None else self._ids[int(number)]

    def name_of(self, story: str) -> str:
        """What a story is called: s- and the id of its first article, ~2 for the second row with that id."""
        if story not in self._names:
            number = int(story.removeprefix("s-"))
            name = f"s-{self._ids[number]}" + (f"~{self._nth[number]}" if self._nth[number] > 1 else "")
            while name in self._taken:
                name += "~"
            self._taken.add(name)
            self._names[story] = name
        return self._names[story]

    def _date(self, published: datetime) -> None:
        """One wrong date must not take the undated rows after it along: a far one counts once another bears it out."""
        known = (self._trusted, self._newest)
        if self._trusted is None or any(one and abs(published - one) <= _FAR for one in known):
            self._trusted = published
        self._newest = published


def _online(grouper: Grouper, prepared: Iterable[Row]) -> Iterator[Row]:
    """Each row's answer, before the next row is asked for."""
    rows = _Rows()
    for row in prepared:
        if isinstance(row, Failed):
            yield row
            continue
        rows.add(row)
        yield _told(rows, grouper.place(_incoming(row), row["came"]))


def _in_batch(grouper: Grouper, given: list[Row]) -> list[Row]:
    """The answers when all articles may be looked at: their words are counted first, then they are placed by date."""
    rows = _Rows()
    good = [row for row in given if not isinstance(row, Failed)]
    for row in good:
        rows.add(row)
        grouper.learn(_incoming(row))
    first = next((row["published"] for row in good if row["published"]), None)  # time of the undated rows before it
    good.sort(key=lambda row: row["published"] or _UNDATED)
    placed = [(row, grouper.place(_incoming(row), row["came"] or first)) for row in good]
    answers = {placement.article: _told(rows, placement) for placement in _settled(grouper, placed)}
    return [row if isinstance(row, Failed) else answers[row["number"]] for row in given]


def _settled(grouper: Grouper, placed: list[tuple[Row, Placement]]) -> Iterator[Placement]:
    """All stories looked at again: the placements with those that it concerns mended; copies go with their text."""
    reports: dict[str, list[Incoming]] = defaultdict(list)
    for row, placement in placed:
        if placement.channel != "copy":
            reports[placement.story].append(_incoming(row))
    found = {
        one.engine: one for one in settle(grouper, reports, lambda stories: {one: reports[one] for one in stories})
    }
    parts = {article: part.story for one in found.values() for part in one.parts for article in part.articles}
    for _, placement in placed:
        split_off = parts.get(placement.article) or parts.get(placement.copy_of or "")
        story = split_off or leads_to(placement.story, found)
        changed = story != placement.story
        yield replace(placement, story=story, channel="split" if split_off else "merged") if changed else placement


@functools.cache
def _embedder(profile: str) -> Embedder:
    return EMBEDDERS[profile]()


def _prepared(profile: str, row: Row) -> Row:
    """The row's fields read and its vector made; raises Unreadable."""
    title, text = row.get("title") or "", row.get("text") or ""
    if not (isinstance(title, str) and isinstance(text, str)):
        raise Unreadable("title or text is no string")
    if _is_blank(title) and _is_blank(text):
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


def _is_blank(text: str) -> bool:
    """Whether nothing of it can be seen: blanks, control characters, characters without width."""
    return all(one.isspace() or one in _FILLERS or unicodedata.category(one) in _UNSEEN for one in text)


def _told(rows: _Rows, placement: Placement) -> Row:
    return {
        "id": rows.id_of(placement.article),
        "story": rows.name_of(placement.story),
        "copy_of": rows.id_of(placement.copy_of),
        "similarity": round(placement.similarity, 4),
        "channel": placement.channel,
    }


def _incoming(row: Row) -> Incoming:
    return Incoming(
        row["number"], row["title"], row["text"], row["published"], row["language"], row["vector"], row["outlet"]
    )

"""The sample's reports, read from the files they were written in: the truth that site and tests start from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

_FENCE = "+++\n"


@dataclass(frozen=True, slots=True)
class Report:
    """One report as its invented outlet published it."""

    key: str  # "<outlet>/<YYYY-MM-DD>-<slug>", the file's name without its ending
    title: str
    byline: tuple[str, ...]
    published: str  # RFC 3339 with the outlet's zone; empty: undated
    language: str  # en or zh
    story: str  # key of the event it tells of: the truth that grouping is measured by
    copy_of: str  # key of the report it reprints; empty: a voice of its own
    section: str  # the outlet's rubric
    paragraphs: tuple[str, ...]

    @property
    def outlet(self) -> str:
        """Key of the outlet: the folder the file lies in."""
        return self.key.split("/")[0]

    @property
    def slug(self) -> str:
        """The file's name without its day: what addresses are made of."""
        return self.key.split("/")[1][len("2016-12-00-") :]

    @property
    def moment(self) -> datetime | None:
        """When it was published, in the outlet's zone; None: undated."""
        return datetime.fromisoformat(self.published) if self.published else None

    @property
    def text(self) -> str:
        """The paragraphs joined by a blank line, as an article's text is."""
        return "\n\n".join(self.paragraphs)


def read_reports() -> tuple[Report, ...]:
    """Every report of the sample, by outlet and file name."""
    shelves = sorted((resources.files(__package__) / "reports").iterdir(), key=lambda entry: entry.name)
    return tuple(
        parse_report(f"{shelf.name}/{sheet.name.removesuffix('.md')}", sheet.read_text("utf-8"))
        for shelf in shelves
        if shelf.is_dir()
        for sheet in sorted(shelf.iterdir(), key=lambda entry: entry.name)
        if sheet.name.endswith(".md")
    )


def parse_report(key: str, text: str) -> Report:
    """One report from the text of its file: TOML between two fences, then paragraphs with a blank line between them.

    Raises ValueError that names the report when a fence or a field is missing.
    """
    head = text.split(_FENCE, 2)
    if len(head) != 3 or head[0]:
        raise ValueError(f"sample report {key}: no +++ fences around its fields")
    try:
        fields = tomllib.loads(head[1])
        return Report(
            key=key,
            byline=tuple(fields.pop("byline")),
            paragraphs=tuple(part.strip() for part in head[2].split("\n\n") if part.strip()),
            **fields,
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"sample report {key}: {error}") from error

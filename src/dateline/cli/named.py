"""What the filters that read names share: their options, a row's text with its language and names, the gazetteer."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import click

from dateline.cli.jsonl import Row
from dateline.errors import Unreadable
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.names import find_names
from dateline.records import Name
from dateline.text.language import detect_language

names_option = click.option(
    "--names",
    "own",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A names.toml of your own, laid over the shipped names.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Spread the texts over N processes.",
)


def text_of(row: Row) -> tuple[str, str]:
    """Text of a row and its language, detected where it is not given; Unreadable when there is no text."""
    text, language = row.get("text"), row.get("language")
    if not isinstance(text, str):
        raise Unreadable("text is missing or is no string")
    return text, language if isinstance(language, str) and language else detect_language(text)


def named_text(row: Row, own: Path | None) -> tuple[str, str, tuple[Name, ...]]:
    """Text, language and names of a row; Unreadable when it has no text."""
    text, language = text_of(row)
    known = gazetteer(own)
    return text, language, known.corrected(find_names(text, language, known))


def day_of(row: Row) -> date | None:
    """The day of publication of a row; None when it is not given or cannot be read; Unreadable when it is no string."""
    published = row.get("published")
    if published is not None and not isinstance(published, str):
        raise Unreadable("published is no string")
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


@lru_cache(maxsize=1)
def gazetteer(own: Path | None = None) -> Gazetteer:
    """The shipped names with those of the newsroom laid over them; raises BadSettings for a file that is none."""
    return load(own)

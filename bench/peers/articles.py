"""Articles for measuring speed, put together from the sample newsroom's own reports."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from dateline.sample.reports import read_reports

_WORD = re.compile(r"\S+")
_SEED = 7


def articles(count: int, words: int, language: str = "en") -> list[str]:
    """Texts of exactly so many words (of characters in Chinese), the same at every call.

    Paragraphs come in a shuffled order; once all are used they come again, shuffled anew and with other figures, so
    that a reader which remembers what it has read gains little.
    """
    paragraphs = _paragraphs(language)
    return [_article(paragraphs, words, language) for _ in range(count)]


def _article(paragraphs: Iterator[str], words: int, language: str) -> str:
    text = next(paragraphs)
    while (end := _end(text, words, language)) is None:
        text += "\n\n" + next(paragraphs)
    return text[:end]


def _end(text: str, words: int, language: str) -> int | None:
    """Where the last wanted word ends; None: the text has fewer."""
    if language == "zh":
        return words if len(text) >= words else None
    found = [match.end() for match in _WORD.finditer(text)]
    return found[words - 1] if len(found) >= words else None


def _paragraphs(language: str) -> Iterator[str]:
    chance = random.Random(_SEED)
    every = [part for report in read_reports() if report.language == language for part in report.paragraphs]
    every = list(dict.fromkeys(every))  # reprints share theirs
    while True:
        chance.shuffle(every)
        yield from every
        every = [_other_figures(part, chance) for part in every]


def _other_figures(paragraph: str, chance: random.Random) -> str:
    """The paragraph with other digits where they are no year's and do not lead."""
    return re.sub(
        r"(?<![\d.,])(?!(?:19|20)\d\d\b)([1-9])(\d+)",
        lambda match: match[1] + "".join(str(chance.randrange(10)) for _ in match[2]),
        paragraph,
    )

"""Reads the facts of articles: names, figures with their subjects, quotes, events."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline import clock
from dateline.record.datelines import with_days
from dateline.record.events import find_events
from dateline.record.figures import find_figures
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.names import find_names
from dateline.record.quotes import find_quotes
from dateline.record.subjects import attribute
from dateline.records import Article, Facts
from dateline.sentences import paragraphs, sentences


def read_facts(article: Article, gazetteer: Gazetteer) -> Facts:
    """What an article says, each with its span in the article's text."""
    text, language, day = article.text, article.language, article.day
    names = gazetteer.corrected(find_names(text, language, gazetteer))
    figures = attribute(text, article.sentences, find_figures(text, language, day), names)
    figures = with_days(text, article.paragraphs, figures, language, dated=day is not None)
    return Facts(names, figures, find_quotes(text, language, names), find_events(text, language, names, day))


def text_article(path: str, title: str, body: str, language: str, day: str | None = None) -> Article:
    """A text that is in no newsroom as an article, of a `day` (ISO 8601) if one is told, so that its facts can be
    read."""
    published = clock.parse_iso(day or "")
    return Article(
        id=path,
        capture="",
        digest="",
        source=path,
        url="",
        title=title,
        byline=(),
        outlet=title,
        published=published,
        published_as=day if published else None,
        modified=None,
        language=language,
        text=body,
        paragraphs=paragraphs(body),
        sentences=sentences(body),
    )


@dataclass(frozen=True, slots=True)
class Recording:
    """What became of an article: its facts, or the reason why they could not be read."""

    article: Article
    facts: Facts
    problem: str | None


@dataclass(frozen=True, slots=True)
class FactReader:
    """Reads articles; it is sent to the processes. `own` is the newsroom's names.toml."""

    own: Path | None

    def __call__(self, article: Article) -> Recording:
        """The facts of an article; raises BadSettings for a names.toml that cannot be read."""
        gazetteer = _gazetteer(self.own)
        try:
            return Recording(article, read_facts(article, gazetteer), None)
        except Exception as error:  # one text that nobody expected must not keep a newsroom from all the others
            problem = f"reading the facts of {article.url} ({article.id}): {type(error).__name__}: {error}"
            return Recording(article, Facts(), problem)


@lru_cache(maxsize=1)
def _gazetteer(own: Path | None) -> Gazetteer:
    return load(own)

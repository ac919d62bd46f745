"""Reports written for the tests of storylines, with their facts read by hand: no model and no tagger is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from dateline.record.stage import text_article
from dateline.records import Article, Facts, Figure, Name, Quote
from dateline.stories.storylines import Profile, StoryFacts, profile

# Names: written "as the text has them", or "text|kind", or "text|kind|entry of the gazetteer".
Names = Sequence[str]


def report(
    id: str, day: str | None, title: str, text: str, *, language: str = "en", outlet: str = "Gazette"
) -> Article:
    """An article of a day; None: undated."""
    made = replace(text_article(id, title, text, language, day), outlet=outlet)
    return made if day is None else replace(made, published=datetime.fromisoformat(day).replace(tzinfo=UTC))


def facts(
    article: Article, names: Names = (), figures: Sequence[Figure] = (), quotes: Sequence[str | Quote] = ()
) -> Facts:
    """The facts of an article; every name is told as often as it stands there."""
    found = [name for told in names for name in _named(article.text, *[*told.split("|"), "", ""][:3])]
    quoted = [one if isinstance(one, Quote) else _quoted(article.text, one) for one in quotes]
    return Facts(tuple(sorted(found, key=lambda one: one.start)), tuple(figures), tuple(quoted))


def figure(article: Article, text: str, value: float, kind: str = "count", **more: object) -> Figure:
    """A figure of an article."""
    start = article.text.index(text)
    return Figure(text, start, start + len(text), kind, value, **more)  # type: ignore[arg-type]


def _named(text: str, name: str, kind: str, entry: str) -> list[Name]:
    kind = kind or "organisation"
    starts = [at for at in range(len(text)) if text.startswith(name, at)]
    return [Name(name, at, at + len(name), kind, name, entry or None) for at in starts]


def _quoted(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote(words, start - 1, start + len(words) + 1, parts=())


def direction(affair: int, off: float = 0.0, seed: int = 0) -> npt.NDArray[np.float32]:
    """A vector of an affair, `off` it by so much: 1 is as much noise as affair."""
    base = np.random.default_rng(affair).normal(size=512)
    made = base + off * np.random.default_rng(1000 + seed).normal(size=512)
    return (made / np.linalg.norm(made)).astype(np.float32)


def told(
    article: Article, names: Names = (), *, vector: npt.NDArray[np.float32] | None = None, story: str = ""
) -> Profile:
    """The profile of a story of one report."""
    vectors = {} if vector is None else {article.id: vector}
    return profile(StoryFacts(story or f"s-{article.id}", (article,), vectors, {article.id: facts(article, names)}))


def days(*told: str) -> list[date]:
    """Days from their ISO form."""
    return [date.fromisoformat(one) for one in told]

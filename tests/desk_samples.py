"""Articles and stories for the tests of desk and issue, built from text as the text stage would build them."""

from __future__ import annotations

from datetime import UTC, datetime

from dateline.records import Article, Rights, Source, Sourced, Story
from dateline.sentences import paragraphs, sentences
from dateline.urls import short_digest


def article(
    title: str, text: str = "", *, outlet: str = "Harbour Daily", day: str | None = "2016-12-06", **more: str
) -> Article:
    """An article of an outlet; `more` may give url, language and source."""
    url = more.get("url", f"https://{outlet.lower().replace(' ', '-')}.example/{short_digest(title + text)}")
    return Article(
        id=short_digest(url),
        capture="c-" + short_digest(url),
        digest="sha256:" + short_digest(url) * 4,
        source=more.get("source", outlet),
        url=url,
        title=title,
        byline=(),
        outlet=outlet,
        published=datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=UTC) if day else None,
        published_as=f"{day}T08:00:00Z" if day else None,
        modified=None,
        language=more.get("language", "en"),
        text=text,
        paragraphs=paragraphs(text),
        sentences=sentences(text),
    )


def story(*articles: Article, copies: tuple[int, ...] = (), key: str = "") -> Story:
    """A story of articles, of which those at the places `copies` are copies."""
    return Story(key or f"s-{articles[0].id}", articles, frozenset(articles[at].id for at in copies))


def sourced(one: Article, rights: Rights = Rights.FULL, words: int = 120) -> Sourced:
    """An article with a source of these rights."""
    return Sourced(one, Source(one.source, "feed", "https://feed.example/", rights=rights, words=words))

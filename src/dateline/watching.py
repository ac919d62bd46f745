"""Visits the links of closed issues again: what the conductor's verb `watch` is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from dateline.config import Config
from dateline.errors import DatelineError
from dateline.intake.limits import FetchSettings
from dateline.intake.revisit import Revisit, revisit
from dateline.proofs import LinkState
from dateline.records import Article, Capture, Issue, Item, Payload, Source
from dateline.store import links, search
from dateline.store.database import Database
from dateline.text.article import read_capture
from dateline.text.changes import Change, change_of
from dateline.urls import canonical

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Watched:
    """What became of one link of an issue."""

    issue: str
    item: str  # headline
    url: str
    state: LinkState


class Watching:
    """Holds what stands at the links of issues against what was read there."""

    def __init__(self, config: Config, database: Database, settings: FetchSettings, progress: Progress):
        self.config = config
        self.database = database
        self.settings = settings
        self.progress = progress

    def watch(self, issues: Sequence[Issue], now: datetime) -> list[Watched]:
        """What became of every link of the issues' items, in the issues' order; it is kept for the copy desk.

        A host that does not answer, or a page that may not be visited, says nothing: what was known of it stays.
        """
        places = [(issue.id, item.headline, url) for issue in issues for item, url in _links(issue)]
        urls = list(dict.fromkeys(url for _, _, url in places))
        done: list[str] = []

        def told(visit: Revisit) -> None:
            done.append(visit.url)
            self.progress("visiting", len(done), len(urls))

        visits = {visit.url: visit for visit in revisit(urls, self.settings, told)}
        found = {url: self._state(visits[url], now) for url in urls}
        return [Watched(issue, item, url, found[url]) for issue, item, url in places]

    def _state(self, visit: Revisit, now: datetime) -> LinkState:
        """The state of one address, which is kept unless its host just did not answer."""
        with self.database.begin() as connection:
            ids = search.ids_of_urls(connection, [visit.url])
            article = next(iter(search.articles_by_id(connection, ids).values()), None)
            seen = links.seen(connection, visit.url)
            known = links.known(connection, [visit.url]).get(visit.url)
        if visit.payload is None and not visit.is_gone:
            why = f"it could not be looked at: {visit.problem}"
            return replace(known, detail=f"{known.detail} ({why})") if known and known.state != "ok" else _unseen(why)
        if visit.payload is None:
            state = LinkState("dead", visit.problem or "")
        else:
            state, seen = self._compared(visit.payload, article, seen, now)
        with self.database.begin() as connection:
            links.save(connection, visit.url, now, state, None if article else seen)
        return state

    def _compared(
        self, payload: Payload, article: Article | None, seen: str | None, now: datetime
    ) -> tuple[LinkState, str | None]:
        """The state of a page that answered, and its text where the newsroom has no article of it."""
        moved = canonical(payload.final_url) != canonical(payload.url)
        if moved and _is_front(payload.final_url) and not _is_front(payload.url):
            return LinkState("dead", f"it leads to the front page, {payload.final_url}", payload.final_url), seen
        there = LinkState("ok")
        if moved:
            there = LinkState("redirected", f"it leads to {payload.final_url}", payload.final_url)
        try:
            text = self._read(payload, now)
        except DatelineError as error:
            if article is None and seen is None:
                return there, None
            return LinkState("changed", f"no article can be read there any more: {error}", payload.final_url), seen
        before = article.text if article else seen
        if before is None:
            return there, text
        return _told(change_of(before, text), there, payload.final_url), before

    def _read(self, payload: Payload, now: datetime) -> str:
        capture = Capture(
            id="", url=payload.url, final_url=payload.final_url, fetched=payload.fetched, status=payload.status,
            media_type=payload.media_type, digest="", source=payload.source, file="", offset=0, length=0,
            charset=payload.charset,
        )  # fmt: skip
        source = Source("watch", "feed", payload.url)
        return read_capture(capture, payload.body, source=source, outlets=self.config.outlets, now=now).text


def _told(change: Change, there: LinkState, url: str) -> LinkState:
    if change.state == "same":
        return there
    return _unseen(change.detail) if change.state == "walled" else LinkState(change.state, change.detail, url)


def _unseen(why: str) -> LinkState:
    return LinkState("unseen", why)


def _is_front(url: str) -> bool:
    """Whether an address is that of a site's front page."""
    path = urlsplit(url).path.strip("/")
    return path in ("", "index.html", "index.php", "en", "zh", "home")


def _links(issue: Issue) -> Iterator[tuple[Item, str]]:
    for section in issue.sections:
        for item in section.items:
            urls = dict.fromkeys([item.url, *(link.url for link in item.links)])
            yield from ((item, url) for url in urls if url.startswith(("http://", "https://")))

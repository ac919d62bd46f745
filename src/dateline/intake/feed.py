"""Feeds and the pages they link to.

A run asks for a feed by conditional GET. As long as a page of it waits for another try, the feed is remembered without
its validators, so that the next run gets it in full and comes by the page again; once all is settled, a run with
nothing new makes one request a feed and no other.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from dateline import clock, urls
from dateline.errors import FetchFailed, Refused, Unreadable
from dateline.intake.faults import HOSTILE, encodable, told
from dateline.intake.robots import Disallowed
from dateline.intake.streams import merged
from dateline.protocols import FeedReader, Fetcher, Ledger
from dateline.records import Feed, FeedEntry, Outcome, Payload, Source, Visit

MAX_ATTEMPTS = 3  # runs in which a page is tried; a refusal counts as all of them
_PAGES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class FeedSource:
    """The source kind `feed`: RSS, Atom, RDF or JSON Feed, with the pages its entries link to."""

    max_entries: int = 200  # entries followed in one run; the others wait for the next
    now: Callable[[], datetime] = clock.now

    async def gather(
        self, source: Source, fetcher: Fetcher, ledger: Ledger, read_feed: FeedReader
    ) -> AsyncIterator[Outcome]:
        """Visit the feed, then each page that is new, changed or waits for another try; keep what they hold."""
        known = ledger.visit(source.address)
        try:
            payload = await fetcher.fetch(source.address, source.name, known, role="feed")
        except (FetchFailed, Refused) as error:
            ledger.record(self._failed_feed(source, known, told(error)))
            yield Outcome(source.name, source.address, "failed", told(error))
            return
        if payload is None:
            assert known is not None, "a fetcher answers None only to what it was told of"
            yield self._unchanged(source, ledger, known)
            return
        digest = ledger.keep(payload).digest
        try:
            feed = await asyncio.to_thread(read_feed, payload.body, payload.charset)
        except Unreadable as error:
            ledger.record(replace(_feed_visit(payload, digest), problem=told(error)))
            yield Outcome(source.name, source.address, "failed", told(error))
            return
        run = _Run(self, source, fetcher, ledger, payload, digest, feed)
        async for outcome in run.outcomes():
            yield outcome

    def _failed_feed(self, source: Source, known: Visit | None, problem: str) -> Visit:
        before = known or Visit(source.address, source.name, "feed", self.now())
        return replace(before, visited=self.now(), status=None, attempts=before.attempts + 1, problem=problem)

    def _unchanged(self, source: Source, ledger: Ledger, known: Visit) -> Outcome:
        problem = None
        if known.entries is None:  # it was never read, and its bytes are the same
            still = "has not changed since it could not be read"
            problem = known.problem if not known.attempts and known.problem else f"{source.address}: the feed {still}"
        ledger.record(replace(known, visited=self.now(), status=304, attempts=0, problem=problem))
        return Outcome(source.name, source.address, "failed" if problem else "unchanged", problem)


@dataclass(frozen=True, slots=True)
class _Run:
    """One feed in one run, after it was read."""

    kind: FeedSource
    source: Source
    fetcher: Fetcher
    ledger: Ledger
    payload: Payload
    digest: str  # of the payload's bytes
    feed: Feed

    async def outcomes(self) -> AsyncIterator[Outcome]:
        """The feed's own outcome, its pages', and at the end the memory of the visit."""
        waiting = {url: entry for url, entry in self._entries().items() if self._is_due(url, entry)}
        due = dict(list(waiting.items())[: self.kind.max_entries])
        problems = encodable("; ".join(self.feed.problems)) or None
        known = self.ledger.visit(self.source.address)
        is_same = known is not None and known.fingerprint == self.digest  # asked for anew because of its pages
        state = "captured" if due and not is_same else "unchanged"
        yield Outcome(self.source.name, self.source.address, state, problems)
        async for outcome in merged((self._visit(url, entry) for url, entry in due.items()), _PAGES_AT_ONCE):
            yield outcome
        left = len(waiting) - len(due)
        if left:
            reason = f"{left} more entries wait for the next run (fetch.max_entries = {self.kind.max_entries})"
            yield Outcome(self.source.name, self.source.address, "skipped", reason)
        visit = replace(_feed_visit(self.payload, self.digest), entries=len(self.feed.entries), remark=problems)
        unsettled = left or any(self._is_due(url, entry) for url, entry in due.items())
        self.ledger.record(replace(visit, etag=None, last_modified=None) if unsettled else visit)

    def _entries(self) -> dict[str, FeedEntry]:
        entries: dict[str, FeedEntry] = {}
        for entry in self.feed.entries:
            url = self._address(entry)
            if url:
                entries.setdefault(url, entry)
        return entries

    def _address(self, entry: FeedEntry) -> str | None:
        page = urls.absolute(encodable(entry.link), self.payload.final_url) if entry.link else None
        if page and urls.canonical(page) != urls.canonical(self.source.address):
            return urls.canonical(page)
        if not (entry.content or entry.summary):
            return None
        return f"{self.source.address}#{quote(encodable(entry.id or _fingerprint(entry)), safe='')}"

    def _is_due(self, url: str, entry: FeedEntry) -> bool:
        visit = self.ledger.visit(url)
        if visit is None:
            return True
        if visit.problem and visit.attempts < MAX_ATTEMPTS:
            return True
        return self._says_changed(visit, entry)

    def _says_changed(self, visit: Visit, entry: FeedEntry) -> bool:
        """Two feeds may word the title of one page differently: only the one that led here says that it changed."""
        return visit.source == self.source.name and visit.fingerprint != _fingerprint(entry)

    async def _visit(self, url: str, entry: FeedEntry) -> AsyncIterator[Outcome]:
        known = self.ledger.visit(url)
        if url.startswith(self.source.address + "#"):
            self._keep_entry(url, entry)
            self._remember(Visit(url, self.source.name, "page", self.kind.now()), entry)
            yield Outcome(self.source.name, url, "captured", "kept what the feed carries, because it gives no link")
            return
        try:
            yield await self._bring(url, entry, known)
        except (FetchFailed, Refused, *HOSTILE) as error:
            yield self._failed(url, entry, known, error)

    async def _bring(self, url: str, entry: FeedEntry, known: Visit | None) -> Outcome:
        payload = await self.fetcher.fetch(url, self.source.name, known)
        if payload is None:
            assert known is not None, "a fetcher answers None only to what it was told of"
            self._remember(replace(known, visited=self.kind.now(), status=304, attempts=0, problem=None), entry)
            return Outcome(self.source.name, url, "unchanged")
        self.ledger.keep(replace(payload, hint=entry))
        self._remember(_visit_of(payload), entry)
        return Outcome(self.source.name, url, "captured")

    def _failed(self, url: str, entry: FeedEntry, known: Visit | None, error: Exception) -> Outcome:
        """Remember the failure; what the feed carries stands in for a page that was never had."""
        first = known is None or self._says_changed(known, entry)
        never_had = known is None or known.status is None
        problem = told(error)
        state, reason = "skipped" if isinstance(error, Disallowed) else "failed", problem
        if first and never_had and (entry.content or entry.summary):
            self._keep_entry(url, entry)
            state, reason = "captured", f"kept what the feed carries, because {problem}"
        before = known or Visit(url, self.source.name, "page", self.kind.now())
        tried = 1 if first else before.attempts + 1
        attempts = MAX_ATTEMPTS if isinstance(error, Refused) else tried
        self._remember(replace(before, visited=self.kind.now(), attempts=attempts, problem=problem), entry)
        return Outcome(self.source.name, url, state, reason)

    def _keep_entry(self, url: str, entry: FeedEntry) -> None:
        payload = Payload(
            url=url,
            final_url=url,
            fetched=self.payload.fetched,
            status=self.payload.status,
            headers=(("Content-Type", "application/json"), ("X-Dateline-Origin", self.payload.final_url)),
            body=self._record(url, entry),
            media_type="application/json",
            source=self.source.name,
            hint=entry,
        )
        self.ledger.keep(payload)

    def _record(self, url: str, entry: FeedEntry) -> bytes:
        record = {
            "url": url,
            "title": entry.title,
            "html": entry.content or entry.summary,
            "published": entry.published or entry.updated,
            "byline": list(entry.authors),
            "language": entry.language or self.feed.language or self.source.language,
        }
        return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")

    def _remember(self, visit: Visit, entry: FeedEntry) -> None:
        self.ledger.record(replace(visit, source=self.source.name, fingerprint=_fingerprint(entry)))


def _fingerprint(entry: FeedEntry) -> str:
    """Changes when the outlet says that the page did."""
    return urls.short_digest(f"{entry.title}\n{entry.updated or entry.published}")


def _feed_visit(payload: Payload, digest: str) -> Visit:
    return replace(_visit_of(payload), role="feed", fingerprint=digest)


def _visit_of(payload: Payload) -> Visit:
    return Visit(
        url=payload.url,
        source=payload.source,
        role="page",
        visited=payload.fetched,
        status=payload.status,
        etag=payload.header("etag"),
        last_modified=payload.header("last-modified"),
    )

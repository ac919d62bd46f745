"""Fakes for tests of plug-ins and of Dateline itself: public, and as real as goes without a disk or a network."""

from __future__ import annotations

import hashlib

from dateline import urls
from dateline.records import Capture, Payload, Visit


class MemoryLedger:
    """A Ledger (see `dateline.protocols`) that forgets all when it goes."""

    def __init__(self) -> None:
        self.visits: dict[str, Visit] = {}
        self.payloads: dict[str, Payload] = {}  # by id of the capture, in the order they were kept

    def visit(self, url: str) -> Visit | None:
        """The last visit to an address; None: never visited."""
        url.encode()
        return self.visits.get(url)

    def record(self, visit: Visit) -> None:
        """Remember a visit in place of the one before; raises UnicodeEncodeError for text that no database takes."""
        for text in (visit.url, visit.source, visit.problem, visit.remark):
            (text or "").encode()
        self.visits[visit.url] = visit

    def keep(self, payload: Payload) -> Capture:
        """Keep a payload, the same bytes of an address only once; raises UnicodeEncodeError as `record` does."""
        f"{payload.url}{payload.final_url}".encode()
        digest = "sha256:" + hashlib.sha256(payload.body).hexdigest()
        capture = urls.short_digest(f"{payload.url}\n{digest}")
        self.payloads.setdefault(capture, payload)
        kept = self.payloads[capture]
        return Capture(
            id=capture,
            url=kept.url,
            final_url=kept.final_url,
            fetched=kept.fetched,
            status=kept.status,
            media_type=kept.media_type,
            digest=digest,
            source=kept.source,
            file="memory",
            offset=list(self.payloads).index(capture),
            length=len(kept.body),
            hint=kept.hint,
            role=kept.role,
        )

"""What became of the addresses of issues when they were last visited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from dateline.proofs import LinkState
from dateline.store.schema import links

_MOST = 500  # addresses asked for in one statement


def save(connection: Connection, url: str, checked: datetime, found: LinkState, seen: str | None = None) -> None:
    """Keep what became of an address, in place of what was known; `seen`: its text, where there is no article of it."""
    values = {
        "url": url,
        "checked": checked,
        "state": found.state,
        "detail": found.detail,
        "leads_to": found.url,
        "seen": seen,
    }
    connection.execute(insert(links).values(**values).on_conflict_do_update(index_elements=["url"], set_=values))


def known(connection: Connection, urls: Sequence[str]) -> dict[str, LinkState]:
    """What is known of these addresses; one that was never visited is missing."""
    found: dict[str, LinkState] = {}
    for start in range(0, len(urls), _MOST):
        rows = connection.execute(select(links).where(links.c.url.in_(urls[start : start + _MOST])))
        found |= {row.url: LinkState(row.state, row.detail, row.leads_to) for row in rows}
    return found


def seen(connection: Connection, url: str) -> str | None:
    """The text that first stood at an address of which there is no article; None: it was not seen."""
    found = connection.execute(select(links.c.seen).where(links.c.url == url)).scalar()
    return None if found is None else str(found)

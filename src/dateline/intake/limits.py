"""The limits under which the network is used; names and defaults as in the table of settings under [fetch]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

from dateline.errors import BadSettings

_AT_LEAST_ONE = ("connections", "per_host_connections", "host_failures")
_MORE_THAN_NONE = ("connect_timeout", "total_timeout")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How far a fetch may go. Sizes are bytes after decompression, times are seconds.

    Raises BadSettings for numbers with which nothing would ever be fetched.
    """

    max_page_bytes: int = 10_000_000
    max_feed_bytes: int = 64_000_000
    connect_timeout: float = 10.0  # for a host to accept a connection
    total_timeout: float = 60.0  # for one address to answer in full, redirects and the retry included
    max_redirects: int = 5
    per_host_delay: float = 1.0  # between two requests to one host; none for addresses permitted in `allow`
    max_crawl_delay: float = 5.0  # a longer Crawl-delay of a robots.txt counts as this
    per_host_connections: int = 2
    connections: int = 16
    max_entries: int = 200  # entries of one feed that are followed in one run
    retry_wait: float = 0.5  # before the one retry of what may go through later
    max_retry_after: float = 20.0  # a server that asks for more patience is left for the next run
    host_failures: int = 3  # a host that failed so often in a row is left alone for the rest of the run
    user_agent: str = ""  # empty: Dateline and its version
    allow: tuple[str, ...] = ()  # private addresses permitted all the same: IP, network, or IP:port
    hosts: Mapping[str, str] = field(default_factory=dict)  # as in a hosts file, http only: name → ip:port

    def __post_init__(self) -> None:
        for name in _AT_LEAST_ONE:
            if not getattr(self, name) >= 1:
                raise BadSettings(f"fetch.{name} must be 1 or more, not {getattr(self, name)}")
        for name in _MORE_THAN_NONE:
            if not getattr(self, name) > 0:
                raise BadSettings(f"fetch.{name} must be more than 0 seconds, not {getattr(self, name)}")

    @property
    def agent(self) -> str:
        """The name sent with every request."""
        return self.user_agent or f"Dateline/{version('dateline')} (news digest; reads feeds and the pages they name)"

    @property
    def robot(self) -> str:
        """The name looked for in a robots.txt: the agent's without version and comment (RFC 9309, section 2.2.1)."""
        return self.agent.split("/")[0].split(" ")[0]

    def size_limit(self, role: str) -> int:
        """The most bytes that an address of this role may have."""
        return self.max_feed_bytes if role == "feed" else self.max_page_bytes

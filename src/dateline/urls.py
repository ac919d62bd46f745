"""Addresses: one form for each page, so that a page is one article however it was linked."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

_TRACKERS = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|spm|cmpid|ftag|ncid|ocid|CMP|at_\w+)$", re.I)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def absolute(link: str, base: str) -> str | None:
    """The web address that a link on a page leads to; None when it leads nowhere on the web."""
    try:
        url = urljoin(base, link.strip())
        parts = urlsplit(url)
        return url if parts.scheme in _DEFAULT_PORTS and parts.hostname else None
    except ValueError:
        return None


def canonical(url: str) -> str:
    """The same address without trackers, fragment, default port and capitals in the host.

    The rest of the query and a trailing slash are kept as written: servers tell them apart (RFC 3986, section 6.2),
    and escapes need not be UTF-8.
    An address that cannot be split is returned as it is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if port and port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    query = [piece for piece in parts.query.split("&") if not _TRACKERS.match(unquote(piece.partition("=")[0]))]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", "&".join(query), ""))


def host_of(url: str) -> str:
    """The host of an address without a leading www., or an empty text."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def short_digest(text: str) -> str:
    """The first 16 hex digits of SHA-256: the form of our ids."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

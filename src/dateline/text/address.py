"""Which address an article has: the one that answered, or the one that its page calls canonical."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from dateline.urls import canonical, host_of

_SUFFIX = re.compile(r"(?:\.(?:amp|print|[sx]?html?|php|aspx?|jsp))+$")
_VARIANTS = frozenset(["amp", "print", "mobile", "m", "index", "default"])  # last parts that name the same page
_DAY = re.compile(r"(?:19|20)\d\d[-_]?[01]\d[-_]?[0-3]\d")
_PAGE_NAME = re.compile(r"(?:\d\D*){5}|(?:[^\W_]+[-_]+){3}[^\W_]|[^\x00-\x7f]{8}")
_IDENTIFIER = re.compile(r"=[^&]*\d")


def article_address(own: str | None, answered: str) -> str:
    """The address of the page that answered at `answered` and calls itself `own` (None: it does not say).

    Some sites name one address, such as /news/, on every page: their articles would become one. The page's own word is
    taken only when it lies on the host that answered and may well be this page, that is when

    - the path is the same, but for suffixes, /amp and the like, and drops no query that holds an identifier; or
    - both paths end in the same part (/a/pier and /news/pier), and it is not a section that the other one goes on from;
    - or its last part looks like the name of one page: five digits that are no date, four words, or eight characters
      of another script; or its query holds an identifier.

    Wrongly taken, an address loses articles; wrongly left, it gives copies, which are found.
    """
    if own is None or host_of(own) != host_of(answered):
        return canonical(answered)
    mine, asked = canonical(own), canonical(answered)
    return mine if _may_be(urlsplit(mine), urlsplit(asked)) else asked


def _may_be(own: SplitResult, answered: SplitResult) -> bool:
    mine, asked = _parts(own.path), _parts(answered.path)
    if _IDENTIFIER.search(own.query) or (mine and _names_a_page(mine[-1])):
        return True
    if mine == asked:
        return not _IDENTIFIER.search(answered.query)
    return bool(mine) and mine[-1:] == asked[-1:] and asked[: len(mine)] != mine


def _parts(path: str) -> list[str]:
    """The parts of a path, without suffixes and what only names a variant of the page."""
    parts = [_SUFFIX.sub("", part) for part in unquote(path).casefold().split("/") if part]
    while parts and parts[-1] in _VARIANTS:
        parts.pop()
    return parts


def _names_a_page(part: str) -> bool:
    return bool(_PAGE_NAME.search(part)) and not _DAY.fullmatch(part)

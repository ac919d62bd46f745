"""Text and addresses made safe to set: what no format can show is dropped, what is no web address is no link."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

_LONGEST_LINK = 4_000  # characters; longer ones are shown and not linked, as readers of PDF refuse them
_SPACES = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029]+")
# Controls, lone surrogates, noncharacters; and marks that turn the direction of all that follows them in a line.
_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u202a-\u202e\u2066-\u2069"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_SCRIPTS = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}
_IN_HAN = frozenset({"zh", "ja"})
_CLOSERS = "”’…—"  # of either width: what follows tells whether they are Chinese


def plain(text: str) -> str:
    """The text on one line without what cannot be shown; empty when nothing in it can be seen."""
    kept = _UNSHOWABLE.sub("", _SPACES.sub(" ", text)).strip()
    return kept if any(char.isprintable() and not char.isspace() for char in kept) else ""


def linkable(url: str) -> str | None:
    """The address as a link, in ASCII (RFC 3987, section 3.1); None unless it is one of http, https or mailto."""
    try:
        parts = urlsplit(url)
        named = parts.hostname if parts.scheme in ("http", "https") else parts.scheme == "mailto" and "@" in parts.path
    except ValueError:
        return None
    link = quote(url, safe="!#$%&'()*+,/:;=?@[]~")
    return link if named and len(link) <= _LONGEST_LINK and " " not in url else None


def primary(language: str) -> str:
    """The first part of a language tag, lower case: zh of zh-Hans."""
    return language.lower().replace("_", "-").split("-")[0]


def language_tag(language: str) -> str | None:
    """The language for an attribute `lang` (BCP 47), Chinese with its script; None when it is unknown or no tag."""
    tag = language.lower().replace("_", "-")
    if not _TAG.fullmatch(tag) or primary(tag) == "und":
        return None
    return _SCRIPTS.get(tag, tag)


def foreign_tag(text: str, language: str | None, home: str) -> str | None:
    """The tag of a text that is not in the issue's language `home`; None when it is.

    A report's language is not always its headline's or its outlet's: an editor may have translated the one, and Xinhua
    is no Chinese word. Chinese characters tell.
    """
    if not language or primary(language) == primary(home):
        return None
    if (primary(language) in _IN_HAN) != (primary(home) in _IN_HAN):
        written_in_han = bool(_HAN.search(text))
        if written_in_han == (primary(home) in _IN_HAN):
            return None
    return language_tag(language)


def gap(before: str, after: str) -> str:
    """What stands between two texts in a line: a space, and nothing behind full-width punctuation or Chinese."""
    if not before or not after or _wide(before[-1]):
        return ""
    return "" if before[-1] in _CLOSERS and _wide(after[0]) else " "


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def plain_lines(text: str) -> str:
    """Lines of code without what cannot be shown, a tab as four spaces, and no blank lines around them."""
    lines = re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)
    return "\n".join(_UNSHOWABLE.sub("", line.replace("\t", "    ")).rstrip() for line in lines).strip("\n")

"""From the text of a feed to XML that parses, with every line where it was.

No entity of a DOCTYPE is ever expanded: the DOCTYPE is taken out, so there is nothing to expand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.entities import html5

_HEAD = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^\[>]*(?:\[.*?\]\s*)?>)", re.S | re.I)
_ENTITY = re.compile(r"<!ENTITY\s", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Sections that are kept as they are, or an ampersand that begins no reference XML knows.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?!(?:amp|lt|gt|quot|apos);|#\d{1,7};|#x[0-9a-fA-F]{1,6};)(?:(\w+);)?",
    re.S,
)
_REFERENCE = re.compile(r"&#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}));")
_TOKEN = re.compile(
    r"(?P<kept><!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?[a-zA-Z].*?(?:\?>|\Z))"
    r"|<(?P<end>/)?(?P<name>[a-zA-Z_][\w.:-]*)(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(?P<empty>/)?>"
    r"|<",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'<>/]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_GOOD_ATTRIBUTES = re.compile(r"(?:\s+[a-zA-Z_][\w.:-]*\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*$")
_NAME = re.compile(r"[a-zA-Z_][\w.-]*(?::[a-zA-Z_][\w.-]*)?$")
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.I)
_FEED_START = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_FEED_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.I)
_DEEPEST = 200  # elements; what is nested deeper is not a feed's and is left out


@dataclass(frozen=True, slots=True)
class Prepared:
    """XML text without declaration and DOCTYPE, and what had to be mended."""

    xml: str
    problems: tuple[str, ...] = ()


def prepare(text: str) -> Prepared:
    """The text without prologue, characters that XML forbids, and references that it does not know."""
    problems: list[str] = []
    text, declares = _without_prologue(text)
    if declares:
        problems.append("the feed declares entities of its own: they were not expanded")
    bad = _CONTROL.search(text)
    if bad:
        problems.append(f"not well-formed at line {_line(text, bad.start())}: a control character")
        text = _CONTROL.sub("", text)
    text = _REFERENCE.sub(_allowed, text)
    mended: list[int] = []

    def mend(match: re.Match[str]) -> str:
        if match[0][0] == "<":
            return match[0]
        mended.append(match.start())
        character = html5.get(f"{match[1]};") if match[1] else None
        return character or f"&amp;{match[0][1:]}"

    text = _AMPERSAND.sub(mend, text)
    if mended:
        problems.append(f"not well-formed at line {_line(text, mended[0])}: an ampersand that XML does not know")
    return Prepared(text, tuple(problems))


def until_cut(xml: str) -> str:
    """The same XML up to its last whole entry when the end of the feed is missing, else as it is."""
    last = max((match.end() for match in _ENTRY_END.finditer(xml)), default=0)
    return xml[:last] if last and _FEED_START.search(xml) and not _FEED_END.search(xml, last) else xml


def balance(xml: str) -> str:
    """The same XML with every element closed where its parent ends, and stray marks as text.

    An end tag closes what is open inside its element; one that closes nothing is dropped. Linear in the length.
    """
    out: list[str] = []
    open_names: list[str] = []
    counts: dict[str, int] = {}
    position = 0
    for token in _TOKEN.finditer(xml):
        out.append(xml[position : token.start()].replace("]]>", "]]&gt;"))
        position = token.end()
        if token["kept"]:
            out.append(_kept(token["kept"]))
        elif token["name"] is None or not _NAME.match(token["name"]):
            out.append("&lt;" + token[0][1:].replace(">", "&gt;"))
        elif token["end"]:
            out.append(_close(token["name"], open_names, counts))
        elif len(open_names) < _DEEPEST:
            out.append(_open(token, open_names, counts))
    out.append(xml[position:])
    out.extend(f"</{name}>" for name in reversed(open_names))
    return "".join(out)


def _kept(section: str) -> str:
    if section.startswith("<![CDATA["):
        return section if section.endswith("]]>") else section + "]]>"
    return "\n" * section.count("\n")


def _open(token: re.Match[str], open_names: list[str], counts: dict[str, int]) -> str:
    name, rest = token["name"], token["rest"]
    if not _GOOD_ATTRIBUTES.match(rest) or rest.count("=") > 1:
        rest = _attributes(rest)
    if token["empty"]:
        return f"<{name}{rest}/>"
    open_names.append(name)
    counts[name] = counts.get(name, 0) + 1
    return f"<{name}{rest}>"


def _close(name: str, open_names: list[str], counts: dict[str, int]) -> str:
    if not counts.get(name):
        return ""
    closed = []
    while True:
        last = open_names.pop()
        counts[last] -= 1
        closed.append(f"</{last}>")
        if last == name:
            return "".join(closed)


def _attributes(text: str) -> str:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        if _NAME.match(name):
            bare = value[1:-1] if value[:1] in ("'", '"') else value
            found.setdefault(name, bare.replace("<", "&lt;").replace('"', "&quot;"))
    return "".join(f' {name}="{value}"' for name, value in found.items())


def _without_prologue(text: str) -> tuple[str, bool]:
    """The text from its first element on, lines kept, and whether a DOCTYPE declared entities."""
    position, declares = 0, False
    while head := _HEAD.match(text, position):
        declares |= bool(_ENTITY.search(head[0]))
        position = head.end()
    return "\n" * text.count("\n", 0, position) + text[position:], declares


def _allowed(match: re.Match[str]) -> str:
    """A character reference if XML allows its character, else nothing; C1 as Windows-1252 means it."""
    number = int(match[1]) if match[1] else int(match[2], 16)
    if 0x80 <= number <= 0x9F:
        return escape(bytes([number]).decode("cp1252", "ignore"))
    character = 0x20 <= number <= 0xD7FF or number in (9, 10, 13) or 0xE000 <= number <= 0xFFFD
    return match[0] if character or 0x10000 <= number <= 0x10FFFF else ""


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1

"""Plain text, Markdown, HTML fragments and JSON records of one article to a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from statistics import median
from typing import Any

from lxml import etree

from dateline.errors import Unreadable
from dateline.records import Link, Page
from dateline.text.byline import clean_names
from dateline.text.dates import is_ahead, read_moment
from dateline.text.encoding import decode
from dateline.text.furniture import is_dateline
from dateline.text.language import language_code, page_language
from dateline.text.markup import parse_html, squeeze, text_of
from dateline.text.wrapped import joined
from dateline.tokens import is_unspaced
from dateline.urls import absolute

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_FRONT = re.compile(r"\A---[^\S\n]*\n(.*?)\n---[^\S\n]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(\w+)\s*:\s*(.+)$", re.M)
_HEADING = re.compile(r"^#{1,6}[^\S\n]+(.*)$|^(.+)\n(?:=+|-+)$")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\((?:<([^<>]*)>|([^\s()]+(?:\([^\s()]*\))?))(?:\s+\"[^\"]*\")?\)")
_AUTOMATIC = re.compile(r"<(https?://[^\s<>]+)>")
_STARS = re.compile(r"(\*+|_+)")
_MARKER = re.compile(r"^\s{0,3}(?:>\s?|[-*+]\s+(?=\S))", re.M)
_RULE = re.compile(r"[-*_\s]{3,}")
_LONGEST_TITLE = 200
_LONG_LINE = 120  # characters; a line that is mostly longer is a paragraph
_HTML_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "head", "button", "form"})


def read_text(body: bytes, *, url: str | None, charset: str | None, now: datetime | None = None) -> Page:
    """Read plain text: paragraphs part at blank lines, a short first one without a full stop is the title."""
    parts = _parts(_clean(decode(body, charset)))
    title = parts.pop(0) if len(parts) > 1 and _is_title(parts[0]) else None
    return _page({"url": url, "title": title}, tuple(parts), now=now)


def read_markdown(body: bytes, *, url: str | None, charset: str | None, now: datetime | None = None) -> Page:
    """Read Markdown: front matter (title, date, author, url, outlet, language), first heading as title, links."""
    text = _clean(decode(body, charset))
    front = _FRONT.match(text)
    fields: dict[str, Any] = {"url": url}
    if front:
        fields |= {key.lower(): value.strip(" \"'") for key, value in _FIELD.findall(front.group(1))}
        text = text[front.end() :]
    links = tuple(
        dict.fromkeys(
            Link(address, _unmarked(label) or address)
            for picture, label, angled, bare in _LINK.findall(text)
            if not picture and (address := absolute(angled or bare, str(fields["url"] or "")))
        )
    )
    parts: list[str] = []
    for block in _BLANK.split(text.strip()):
        heading = _HEADING.match(block.strip())
        words = _unmarked(_heading_words(heading)) if heading else _joined(_unmarked(block))
        if heading and not fields.get("title") and not parts:
            fields["title"] = words
        elif words and not _RULE.fullmatch(words):
            parts.append(words)
    return _page(fields, tuple(parts), links=links, now=now)


def read_record(body: bytes, *, url: str | None, charset: str | None, now: datetime | None = None) -> Page:
    """Read a JSON record of one article: id, url, title, text or html, published or date, language or lang, outlet or
    publisher, byline; other keys are passed over. Raises Unreadable."""
    try:
        record = json.loads(decode(body, charset))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"reading {url or 'a record'}: it is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise Unreadable(f"reading {url or 'a record'}: it holds no JSON object")
    fields = {**record, "url": record.get("url") or url}
    if isinstance(record.get("html"), str) and not record.get("text"):
        parts, links = read_fragment(record["html"], str(fields["url"] or ""))
    else:
        parts, links = tuple(_parts(_clean(str(record.get("text") or "")))), ()
    return _page(fields, parts, links=links, now=now)


def read_fragment(markup: str, base: str) -> tuple[tuple[str, ...], tuple[Link, ...]]:
    """Paragraphs and links of an HTML fragment that is all article, such as the content of a feed entry."""
    tree = parse_html(markup)
    if tree is None:
        return tuple(_parts(_clean(markup))), ()
    found = ((absolute(anchor.get("href") or "", base), text_of(anchor)) for anchor in tree.iter("a"))
    links = {url: Link(url, text) for url, text in found if url and text}
    return tuple(_block_texts(tree)), tuple(links.values())


def _block_texts(tree: etree._Element) -> Iterator[str]:
    line: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _HTML_BLOCKS:
            if text := squeeze("".join(line)):
                yield text
            line = []
        hidden += (element.tag in _UNSEEN) * (1 if event == "start" else -1)
        line.append((element.text if event == "start" else element.tail) or "" if not hidden else "")
    if text := squeeze("".join(line)):
        yield text


def _page(
    fields: dict[str, Any], paragraphs: tuple[str, ...], *, links: tuple[Link, ...] = (), now: datetime | None
) -> Page:
    """A page out of a record's fields, each of which may be missing or of the wrong type."""
    title = _text(fields.get("title"))
    published, problems = _read_date(_text(fields.get("published")) or _text(fields.get("date")), now)
    byline = fields.get("byline") or fields.get("author")
    names = byline if isinstance(byline, list) else [byline]
    hint = _text(fields.get("language")) or _text(fields.get("lang"))
    return Page(
        url=_text(fields.get("url")),
        title=title,
        byline=clean_names(name for name in names if isinstance(name, str)),
        outlet=_text(fields.get("outlet")) or _text(fields.get("publisher")),
        published=published,
        modified=read_moment(_text(fields.get("modified")) or ""),
        language=language_code(hint) or page_language(title, " ".join(paragraphs)),
        paragraphs=paragraphs,
        links=links,
        problems=problems,
    )


def _read_date(text: str | None, now: datetime | None) -> tuple[str | None, tuple[str, ...]]:
    moment = read_moment(text or "")
    if text and moment is None:
        return None, (f"the date {text[:40]!r} is not understood",)
    if moment and now and is_ahead(moment, now):
        return None, (f"refused the date {moment}: it lies in the future",)
    return moment, ()


def _text(value: Any) -> str | None:
    return squeeze(value) or None if isinstance(value, str) else None


def _clean(text: str) -> str:
    return re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    )


def _parts(text: str) -> list[str]:
    """Paragraphs: parted by blank lines; by lines when there is no blank one and most lines are long.

    Wrapped lines with a blank line behind each, as a PDF leaves them, are joined first.

    A date alone on the first line of a paragraph is not of its first sentence.
    """
    parts = [part for block in _BLANK.split(joined(text.strip())) for part in _without_day(block)]
    if len(parts) == 1 and median(map(len, parts[0].splitlines()[1:] or [""])) > _LONG_LINE:
        parts = parts[0].splitlines()
    return [whole for whole in map(_joined, parts) if whole]


def _without_day(block: str) -> list[str]:
    """The block, parted from a date that stands alone on its first line."""
    first, _, rest = block.partition("\n")
    return [first, rest] if rest and is_dateline(first.strip()) else [block]


def _joined(block: str) -> str:
    """The lines of a paragraph as one; scripts without spaces get none."""
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    whole = ""
    for line in lines:
        tight = (is_unspaced(whole[-1:]) or whole[-1:] in "，。！？；：、」』）》") and bool(whole)
        whole += line if tight or not whole else f" {line}"
    return squeeze(whole)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith((".", "。", ":", "：", ",", ";"))


def _unmarked(text: str) -> str:
    """Markdown without its marks: emphasis, links, pictures, quotation and list signs."""
    text = _LINK.sub(lambda match: "" if match.group(1) else match.group(2), text)
    text = _AUTOMATIC.sub(r"\1", _MARKER.sub("", text))
    text = "\n".join(map(_without_emphasis, text.split("\n")))
    return text.replace("`", "").replace("\\", "").strip()


def _without_emphasis(line: str) -> str:
    """A line without the pairs of * and _ that stand around words; a run closes the one nearest before it."""
    parts = _STARS.split(line)  # every second part is a run of marks
    left = [len(part) for part in parts]  # marks of a run that have no partner yet
    waiting: dict[str, list[int]] = {"*": [], "_": []}
    for at in range(1, len(parts), 2):
        opened = waiting[parts[at][0]]
        before, after = "".join(parts[max(0, at - 2) : at])[-1:], "".join(parts[at + 1 : at + 3])[:1]
        while left[at] and opened and before.strip() and not after.isalnum():
            paired = min(left[at], left[opened[-1]])
            left[at] -= paired
            left[opened[-1]] -= paired
            if not left[opened[-1]]:
                opened.pop()
        if left[at] and after.strip() and not before.isalnum():
            opened.append(at)
    return "".join(part[: left[at]] if at % 2 else part for at, part in enumerate(parts))


def _heading_words(heading: re.Match[str]) -> str:
    if heading.group(2):
        return heading.group(2)
    words = heading.group(1).rstrip()
    return words.rstrip("#").rstrip() or words

"""What the head of a file says of an issue: fields of Markdown, meta elements of a page, properties of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from dateline.text.dates import read_moment
from dateline.text.language import language_code
from dateline.text.markup import squeeze
from dateline.text.past.blocks import Block, Document

_NAMES = {  # names of fields in lower case, the better first
    "title": ("title", "subject", "标题", "题目"),
    "number": ("number", "issue", "issue_number", "issue-number", "no", "volume", "期数", "期号"),
    "date": ("date", "published", "publishdate", "pubdate", "publish_date", "period", "日期", "时间"),
    "language": ("language", "lang", "语言"),
    "outlet": ("publication", "publisher", "newsletter", "outlet", "来源"),
    "author": ("author", "authors", "editor", "editors", "by", "作者", "编辑"),
}
KNOWN = frozenset(name for names in _NAMES.values() for name in names)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_DIGITS = re.compile(r"\d+")


def document_of(fields: Mapping[str, str], blocks: tuple[Block, ...]) -> Document:
    """The document of some blocks, with what the fields of its head say; names of fields are in lower case."""
    told = {key: next((squeeze(fields[name]) for name in names if name in fields), "") for key, names in _NAMES.items()}
    return Document(
        blocks,
        title=told["title"] or None,
        number=told["number"] if _DIGITS.search(told["number"]) else None,
        date=day_of(told["date"]),
        language=language_code(told["language"]),
        outlet=told["outlet"] or None,
        author=told["author"] or None,
        marked=True,
    )


def day_of(text: str) -> str | None:
    """The day of a date in one of the usual manners, ISO 8601; None: it is none."""
    match = _ISO.search(text)
    if match:
        try:
            return date(*map(int, match.groups())).isoformat()
        except ValueError:
            return None
    moment = read_moment(text) if text else None
    return moment[:10] if moment and len(moment) >= 10 else None

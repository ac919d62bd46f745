"""Issue → the Markdown that an editor works on.

Comments (`<!-- item … -->`) tie headings to sections and items; all else is plain Markdown. `markdown_reader` reads it
back. Language marks, dates and credits follow the edition's manner: (Outlet, DD-MM-YYYY, in Chinese).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from dateline.records import Issue, Item, ItemLink, Paragraph, Section, Sentence
from dateline.tokens import is_unspaced

NOTE = (
    "<!-- Write as you like: headings, text, links, order. Leave the comments that name sections and items in place:\n"
    "they tie the text to its sources. A sentence you leave as it is keeps its evidence; one you change is yours. -->"
)
INTRODUCTION = {"en": "Introduction", "zh": "导言"}
ALSO = {"en": "Also reported by:", "zh": "其他报道："}
UNDATED = {"en": "undated", "zh": "日期不详"}
LANGUAGES = {
    "en": {
        **{"zh": "in Chinese", "en": "in English", "de": "in German", "es": "in Spanish", "fr": "in French"},
        **{"ja": "in Japanese", "ko": "in Korean", "ru": "in Russian", "ar": "in Arabic", "pt": "in Portuguese"},
    },
    "zh": {
        **{"zh": "中文", "en": "英文", "de": "德文", "es": "西班牙文", "fr": "法文"},
        **{"ja": "日文", "ko": "韩文", "ru": "俄文", "ar": "阿拉伯文", "pt": "葡萄牙文"},
    },
}
UNKNOWN = "und"  # ISO 639-2: a language that could not be told
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))")
# What would be a heading, a list or a line at the start of a line, where an editor's program may put it.
_AT_LINE_START = re.compile(r"(?<!\S)([#=+-]+)(?!\S)")
_AT_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark 0.31, section 2.4
_PLAIN_SCALAR = re.compile(r"[\w(](?:[^:#\"\\]|:(?=\S))*")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\\\x00-\x1f\x7f]")
DAY = r"\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d{2}-\d{2}"
ATTRIBUTION = re.compile(rf"^[(（](?:(.+?)[,，]\s*)?({DAY}|undated|日期不详)(?:[,，]\s*([^,，]+))?[)）]$")
ADDRESS = re.compile(r"^[(（]\s*(?:<([^\s<>]+)>|((?:https?|file)://[^\s<>]+?))\s*[)）]$")
_FULL_WIDTH_ENDS = tuple("。！？：；」』）")  # no space comes behind them
UNSPACED_ENDS = (*_FULL_WIDTH_ENDS, "…", "”")  # nor behind these before a script without spaces


def render(issue: Issue) -> str:
    """The whole issue as Markdown, ending in a line end."""
    return "\n\n".join(_blocks(issue)) + "\n"


def _blocks(issue: Issue) -> Iterator[str]:
    head = {
        "issue": issue.id,
        "edition": issue.edition,
        "title": issue.title,
        "number": str(issue.number),
        "period": issue.period.name,
        "language": issue.language,
    }
    yield "---\n" + "".join(f"{key}: {_scalar(value)}\n" for key, value in head.items()) + "---"
    yield f"# {escape(issue.title)}"
    yield NOTE
    if issue.notes:
        notes = "\n".join(f"- {' '.join(note.split())}" for note in issue.notes)
        yield f"<!-- For the editor:\n{notes.replace('--', '—')}\n-->"
    if issue.introduction:
        yield f"<!-- introduction -->\n## {INTRODUCTION[issue.language]}"
        yield from map(paragraph, issue.introduction)
    for section in issue.sections:
        yield section_heading(section)
        for item in section.items:
            yield from item_blocks(item, issue.language)
    if issue.closing:
        yield "<!-- closing -->"
        yield from map(paragraph, issue.closing)


def _scalar(value: str) -> str:
    """A value of the head as YAML takes it."""
    value = " ".join(value.split())
    return value if _PLAIN_SCALAR.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def section_heading(section: Section) -> str:
    """The heading of a section under the comment that names it."""
    return f"<!-- section {section.key} -->\n## {escape(section.heading)}"


def item_blocks(item: Item, language: str) -> Iterator[str]:
    """The blocks of an item: heading, attribution, paragraphs, link, other reports."""
    yield item_heading(item)
    if is_attributed(item):
        yield attribution(item, language)
    yield from map(paragraph, item.paragraphs)
    if item.url:
        yield f"(<{address(item.url)}>)"
    others = item.links[1:]
    if others:
        yield ALSO[language]
        yield "\n".join(link_line(link, language) for link in others)


def item_heading(item: Item) -> str:
    """The heading of an item under the comment that names it."""
    number = f"{item.number}. " if item.number is not None else ""
    return f"<!-- item {item.id} -->\n### {number}{escape(item.headline)}"


def is_attributed(item: Item) -> bool:
    """Whether an item says whose report it is; one that an editor added may not."""
    return bool(item.outlet or item.published)


def attribution(item: Item | ItemLink, language: str) -> str:
    """(Outlet, DD-MM-YYYY), with the language where it is not the issue's."""
    outlet = f"{escape(item.outlet)}, " if item.outlet.strip() else ""
    return f"({outlet}{_day(item.published, language)}{_mark(item.language, language)})"


def link_line(link: ItemLink, language: str) -> str:
    """One of the other reports of an item."""
    return f"- [{escape(link.title)}](<{address(link.url)}>) {attribution(link, language)}"


def address(url: str) -> str:
    """An address as it stands between angle brackets."""
    return _NOT_IN_ADDRESS.sub(lambda match: quote(match[0], safe=""), url)


def paragraph(part: Paragraph) -> str:
    """The sentences of a paragraph on one line."""
    out = ""
    for sentence in part.sentences:
        out += ("" if not out else joint(out, sentence.text)) + marked(sentence)
    # Text in parentheses that would be read as an item's attribution or address.
    return f"\\{out}" if out[:1] == "(" and (ATTRIBUTION.match(out) or ADDRESS.match(out)) else out


def marked(sentence: Sentence) -> str:
    """A sentence with the credit behind it."""
    return escape(sentence.text) + credit(sentence)


def credit(sentence: Sentence) -> str:
    """The credit of a sentence as a link in parentheses; empty when it has none."""
    if not sentence.credit:
        return ""
    text = escape(sentence.credit)
    return f" ([{text}](<{address(sentence.credit_url)}>))" if sentence.credit_url else f" ({text})"


def joint(before: str, after: str) -> str:
    """What stands between two sentences: nothing in a script without spaces, else a space."""
    unspaced = before.endswith(UNSPACED_ENDS) and is_unspaced(after.lstrip("“「『（《"))
    return "" if unspaced or before.endswith(_FULL_WIDTH_ENDS) else " "


def escape(text: str) -> str:
    """Text that Markdown takes as it stands, on one line."""
    text = _AT_LINE_START.sub(r"\\\1", _SPECIAL.sub(r"\\\1", " ".join(text.split())))
    return _AT_START.sub(r"\1\\\2", text)


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return _ESCAPED.sub(r"\1", text)


def _day(published: str | None, language: str) -> str:
    if not published:
        return UNDATED[language]
    day = date.fromisoformat(published)
    return f"{day.day:02}-{day.month:02}-{day.year:04}"  # strftime leaves out the zeros of early years


def _mark(language: str, of_issue: str) -> str:
    """The language where it is not the issue's; one that could not be told is no news to readers."""
    return "" if language in (of_issue, UNKNOWN) else f", {LANGUAGES[of_issue].get(language, language)}"

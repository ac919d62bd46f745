"""Issue → the Markdown that an editor works on.

Comments (`<!-- item … -->`) tie headings to sections and items; all else is plain Markdown. `markdown_reader` reads it
back. Language marks, dates and credits follow the edition's manner: (Outlet, DD-MM-YYYY, in Chinese).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

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
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*)([#+=-])|^(\s*\d{1,9})([.)])(?=\s|$)")


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
    yield "---\n" + "".join(f"{key}: {' '.join(value.split())}\n" for key, value in head.items()) + "---"
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


def section_heading(section: Section) -> str:
    """The heading of a section under the comment that names it."""
    return f"<!-- section {section.key} -->\n## {escape(section.heading)}"


def item_blocks(item: Item, language: str) -> Iterator[str]:
    """The blocks of an item: heading, attribution, paragraphs, link, other reports."""
    yield item_heading(item)
    yield attribution(item, language)
    yield from map(paragraph, item.paragraphs)
    yield f"(<{item.url}>)"
    others = item.links[1:]
    if others:
        yield ALSO[language]
        yield "\n".join(link_line(link, language) for link in others)


def item_heading(item: Item) -> str:
    """The heading of an item under the comment that names it."""
    number = f"{item.number}. " if item.number is not None else ""
    return f"<!-- item {item.id} -->\n### {number}{escape(item.headline)}"


def attribution(item: Item, language: str) -> str:
    """(Outlet, DD-MM-YYYY), with the language where it is not the issue's."""
    return f"({escape(item.outlet)}, {_day(item.published, language)}{_mark(item.language, language)})"


def link_line(link: ItemLink, language: str) -> str:
    """One of the other reports of an item."""
    day = _day(link.published, language)
    return f"- [{escape(link.title)}](<{link.url}>) ({escape(link.outlet)}, {day}{_mark(link.language, language)})"


def paragraph(part: Paragraph) -> str:
    """The sentences of a paragraph on one line."""
    out = ""
    for sentence in part.sentences:
        out += ("" if not out else joint(out, sentence.text)) + marked(sentence)
    return out


def marked(sentence: Sentence) -> str:
    """A sentence with the credit behind it."""
    return escape(sentence.text) + credit(sentence)


def credit(sentence: Sentence) -> str:
    """The credit of a sentence as a link in parentheses; empty when it has none."""
    if not sentence.credit:
        return ""
    text = escape(sentence.credit)
    return f" ([{text}](<{sentence.credit_url}>))" if sentence.credit_url else f" ({text})"


def joint(before: str, after: str) -> str:
    """What stands between two sentences: nothing between those of a script without spaces, else a space."""
    return "" if before[-1:] in "。！？…”」』）" and is_unspaced(after.lstrip("“「『（《")) else " "


def escape(text: str) -> str:
    """Text that Markdown takes as it stands."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[2] else f"{match[3]}\\{match[4]}", text)


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return re.sub(r"\\([\\`*_\[\]<>|~#+=.)-])", r"\1", text)


def _day(published: str | None, language: str) -> str:
    return f"{date.fromisoformat(published):%d-%m-%Y}" if published else UNDATED[language]


def _mark(language: str, of_issue: str) -> str:
    return "" if language == of_issue else f", {LANGUAGES[of_issue].get(language, language)}"

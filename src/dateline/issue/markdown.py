"""Issue → the Markdown that an editor works on.

Comments (`<!-- item … -->`) tie headings to sections and items; all else is plain Markdown. `markdown_reader` reads it
back. Days follow the edition's form; language marks and credits have one manner: (Outlet, DD-MM-YYYY, in Chinese).
What the text does not say (no headline, no outlet, no day) is not written either.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import quote

from dateline import dateforms
from dateline.memory import Timeline
from dateline.records import Correction, Form, Issue, Item, ItemLink, Paragraph, Section, Sentence
from dateline.tokens import is_unspaced

NOTE = (
    "<!-- Write as you like: headings, text, links, order. Leave the comments that name sections and items in place:\n"
    "they tie the text to its sources. A sentence you leave as it is keeps its evidence; one you change is yours. -->"
)
INTRODUCTION = {"en": "Introduction", "zh": "导言"}
ALSO = {"en": "Also reported by:", "zh": "其他报道："}
LINKS = {"en": "Links:", "zh": "链接："}
CORRECTIONS = {"en": "Corrections", "zh": "更正"}
CORRECTION = {"en": "Correction", "zh": "更正"}
TIMELINE = {"en": "Timeline", "zh": "时间线"}
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
LABELS = frozenset({*ALSO.values(), *LINKS.values()})  # above a list of links
UNKNOWN = "und"  # ISO 639-2: a language that could not be told
KINDS = ("stories", "spotlight", "calendar", "quote", "figure", "text")
STYLES = ("item", "brief", "headline")
SUBHEADING = 4  # level of a heading within an item, and of deeper ones
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))")
# What would be a heading, a list or a line at the start of a line, where an editor's program may put it.
_AT_LINE_START = re.compile(r"(?<!\S)([#=+-]+)(?!\S)")
_AT_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark 0.31, section 2.4
_PLAIN_SCALAR = re.compile(r"[\w(](?:[^:#\"\\]|:(?=\S))*")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\\\x00-\x1f\x7f]")
_MONTH_ONLY = r"\d{4}-\d{2}"  # of an imported item that gives no day
ADDRESS = re.compile(r"^[(（]\s*(?:<([^\s<>]+)>|((?:https?|file)://[^\s<>]+?))\s*[)）]$")
_FULL_WIDTH_ENDS = tuple("。！？：；」』）")  # no space comes behind them
IS_TIMELINE = re.compile(rf"^([*_])(?:{'|'.join(TIMELINE.values())})[:：].*\1$", re.S)
UNSPACED_ENDS = (*_FULL_WIDTH_ENDS, "…", "”")  # nor behind these before a script without spaces


def render(issue: Issue, *, published: bool = False) -> str:
    """The whole issue as Markdown, ending in a line end; a published one without notes and with its corrections."""
    return "\n\n".join(_blocks(issue, published)) + "\n"


def _blocks(issue: Issue, published: bool) -> Iterator[str]:
    head = {
        "issue": issue.id,
        "edition": issue.edition,
        "title": issue.title,
        "number": "" if issue.number is None else str(issue.number),
        "period": issue.period.name,
        "language": issue.language,
    }
    lines = (f"{key}: {_scalar(value)}\n" for key, value in head.items() if value or key != "number")
    yield "---\n" + "".join(lines) + "---"
    yield f"# {escape(issue.title)}".rstrip()
    yield NOTE
    if issue.notes and not published:
        notes = "\n".join(f"- {' '.join(note.split())}" for note in issue.notes)
        yield f"<!-- For the editor:\n{notes.replace('--', '—')}\n-->"
    if issue.introduction:
        yield f"<!-- introduction -->\n## {said_in(INTRODUCTION, issue.language)}"
        yield from body(issue.introduction)
    corrected = issue.corrections if published else ()
    for section in issue.sections:
        yield section_heading(section)
        yield from body(section.note)
        for item in section.items:
            own = [one for one in corrected if one.item == item.id]
            yield from item_blocks(item, issue.language, issue.form, own)
    if issue.closing:
        yield "<!-- closing -->"
        yield from body(issue.closing)
    if corrected:
        yield f"<!-- corrections -->\n## {said_in(CORRECTIONS, issue.language)}"
        yield "\n".join(f"- {_corrected(one, issue)}" for one in corrected)


def said_in(words: dict[str, str], language: str) -> str:
    """A word in the language of an issue; in English where there is none."""
    return words.get(_primary(language), words["en"])


def languages_in(language: str) -> dict[str, str]:
    """The marks of languages in an issue of this language; in English where there are none."""
    return LANGUAGES.get(_primary(language), LANGUAGES["en"])


def _primary(language: str) -> str:
    return language.lower().replace("_", "-").split("-")[0]


def _corrected(correction: Correction, issue: Issue) -> str:
    """A correction in the list of all: its day, the item, what was put right."""
    headlines = {item.id: item.headline for section in issue.sections for item in section.items}
    on = escape(headlines.get(correction.item or "", ""))
    day = day_in(correction.date, issue.form, issue.language)
    return f"{day}: " + (f"“{on}”: " if on else "") + escape(correction.text)


def _scalar(value: str) -> str:
    """A value of the head as YAML takes it."""
    value = " ".join(value.split())
    return value if _PLAIN_SCALAR.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def section_heading(section: Section) -> str:
    """The heading of a section, if it has one, under the comment that names it and how it is set."""
    kind = "" if section.kind == "stories" else f" kind={section.kind}"
    style = "" if section.style == "item" else f" style={section.style}"
    heading = f"\n## {escape(section.heading)}" if section.heading.strip() else ""
    return f"<!-- section {section.key}{kind}{style} -->{heading}"


def item_blocks(item: Item, language: str, form: Form, corrections: Iterable[Correction] = ()) -> Iterator[str]:
    """The blocks of an item: heading, attribution, corrections, text, address, further reports or links, timeline."""
    yield item_heading(item)
    if is_attributed(item):
        yield attribution(item, language, form)
    for one in corrections:
        day = day_in(one.date, form, language)
        yield f"> **{said_in(CORRECTION, language)}, {day}:** {escape(one.text)}"
    yield from body(item.paragraphs)
    if item.url:
        yield f"(<{address(item.url)}>)"
    further = others(item)
    if further:
        yield said_in(ALSO if any(link.outlet.strip() for link in further) else LINKS, language)
        yield "\n".join(link_line(link, language, form) for link in further)
    if item.storyline:
        yield timeline(item.storyline, language, form)


def item_heading(item: Item) -> str:
    """The heading of an item, if it has one, under the comment that names it."""
    number = f"{item.number}." if item.number is not None else ""
    shown = f"{number} {escape(item.headline)}".strip()
    return f"<!-- item {item.id} -->" + (f"\n### {shown}" if shown else "")


def is_attributed(item: Item) -> bool:
    """Whether an item says whose report it is; one that an editor added or that was imported may not."""
    return bool(item.outlet.strip() or item.published)


def others(item: Item) -> tuple[ItemLink, ...]:
    """The links of an item but for its own address."""
    return item.links[1:] if item.links and item.links[0].url == item.url else item.links


def attribution(item: Item | ItemLink, language: str, form: Form) -> str:
    """(Outlet, DD-MM-YYYY), with the language where it is not the issue's; an imported item may have no day."""
    day = day_in(item.published, form, language) if item.published else ""
    if not day and (is_drafted(item) or not item.outlet.strip()):
        day = said_in(UNDATED, language)
    told = (escape(item.outlet), day, _mark(item.language, language))
    return f"({', '.join(part for part in told if part)})"


def day_in(day: str, form: Form, language: str) -> str:
    """A day in the edition's form, or in the usual one where that cannot be read back."""
    readable = dateforms.says_a_day(form.date) and not _SPECIAL.search(form.date)
    shown = dateforms.write(day, form.date if readable else dateforms.USUAL[0], language)
    return escape(shown) if shown == day else shown


def is_drafted(item: Item | ItemLink) -> bool:
    """Whether an item comes of reports that Dateline read, and so is known to be undated when it has no day."""
    origins = {one.origin for part in item.paragraphs for one in part.sentences} if isinstance(item, Item) else ()
    return isinstance(item, ItemLink) or (bool(item.story) and "imported" not in origins)


def attributions(form: Form) -> re.Pattern[str]:
    """What reads as an attribution: outlet, day (in the edition's form or a usual one) and language, each in a group.

    Any of the three may be missing, but there is a day, or the word for none.
    """
    undated = "|".join(UNDATED.values())
    days = f"{dateforms.pattern(form.date)}|{_MONTH_ONLY}|{undated}"
    return re.compile(rf"^[(（](?:(.+?)[,，]\s*)?({days})(?:[,，]\s*([^,，]+))?[)）]$", re.I)


def link_line(link: ItemLink, language: str, form: Form) -> str:
    """One of the other reports of an item, or of its further links."""
    shown = f"- [{escape(link.title)}](<{address(link.url)}>)"
    mark = _mark(link.language, language)
    if link.outlet.strip() or link.published:
        return f"{shown} {attribution(link, language, form)}"
    return f"{shown} ({mark})" if mark else shown


def timeline(line: Timeline, language: str, form: Form) -> str:
    """What a timeline says, on one line in italics; the picture itself is for page and PDF."""
    points = [f"{day_in(one.day.isoformat(), form, language)} {escape(one.headline)}".strip() for one in line.points]
    wide = said_in(TIMELINE, language) == TIMELINE["zh"]
    return f"*{said_in(TIMELINE, language)}{'：' if wide else ': '}{('；' if wide else '; ').join(points)}*"


def address(url: str) -> str:
    """An address as it stands between angle brackets."""
    return _NOT_IN_ADDRESS.sub(lambda match: quote(match[0], safe=""), url)


def body(parts: Iterable[Paragraph]) -> Iterator[str]:
    """The blocks of a text: entries and rows that follow each other stand together."""
    for kind, group in groupby(parts, lambda part: part.kind):
        if kind == "entry":
            yield "\n".join(f"- {entry(part)}" for part in group)
        elif kind == "table":
            yield table(list(group))
        elif kind == "code":
            yield from map(code, group)
        else:
            mark = "#" * SUBHEADING + " " if kind == "subheading" else ""
            yield from (mark + (entry(part) if mark else paragraph(part)) for part in group)


def entry(part: Paragraph) -> str:
    """The sentences of a paragraph on one line."""
    out = ""
    for sentence in part.sentences:
        out += ("" if not out else joint(out, sentence.text)) + marked(sentence)
    return out


def paragraph(part: Paragraph) -> str:
    """The sentences of a paragraph on one line, as they stand alone.

    Text in parentheses that would be read as an item's attribution or address gets an escape.
    """
    out = entry(part)
    return f"\\{out}" if out[:1] == "(" and out[-1:] in ")）" else out


def code(part: Paragraph) -> str:
    """Lines that are kept as they are, between fences."""
    text = code_text(part)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}\n{text}\n{fence}"


def code_text(part: Paragraph) -> str:
    """The lines of a paragraph of code, without blank ones at both ends."""
    text = "\n".join(one.text for one in part.sentences).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def table(rows: list[Paragraph]) -> str:
    """Rows of a table, the first one its head."""
    lines = [f"| {row(entry(part))} |" for part in rows]
    cells = len(row(entry(rows[0])).split(" | "))
    return "\n".join([lines[0], "|" + " --- |" * cells, *lines[1:]])


def row(text: str) -> str:
    """A row's text with the marks between its cells as a table has them."""
    return text.replace(r" \| ", " | ")


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


def _mark(language: str, of_issue: str) -> str:
    """The language where it is not the issue's; one that could not be told is no news to readers."""
    return "" if language in ("", of_issue, UNKNOWN) else languages_in(of_issue).get(language, language)

"""Chinese type for the page: of each of the shipped fonts the few characters that an issue sets in it.

A reader's machine need have no Chinese font. Everything else is left to the fonts that it has.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path, serif_path

from dateline.publish.sheet import Sheet

SERIF, SANS = "Page Serif SC", "Page Sans SC"  # as page.css calls them
_CHINESE = "\u2e80-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_HAS_CHINESE = re.compile(f"[{_CHINESE}]")
_SET_IN_CHINESE = re.compile(f"[{_CHINESE}‘’“”—…·]")  # the last ones are as wide as a character among Chinese ones
_FEATURES = ("ccmp", "halt")  # join two dashes; narrow punctuation beside punctuation
_CREDITS = (0, 13, 14)  # of the table `name`: copyright and licence, which a copy of the font keeps


def font_faces(sheet: Sheet) -> str:
    """The sheet's Chinese type as rules of CSS (WOFF in data URIs); empty when it has no such character."""
    serif, sans = list(_serif_texts(sheet)), list(_sans_texts(sheet))
    if sheet.sans:
        serif, sans = [], serif + sans
    faces = ((SERIF, serif_path(), _characters(serif)), (SANS, sans_path(), _characters(sans)))
    return "".join(_face(name, path, wanted) for name, path, wanted in faces if wanted)


def subset(path: Path, wanted: Iterable[str]) -> tuple[bytes, list[int]]:
    """A font's outlines for the wanted characters as WOFF, and the code points it has of them, in order.

    No bytes when it has none. The same font and characters give the same bytes.
    """
    # Half a second to load, and most issues in English need none of it.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=list(_FEATURES), hinting=False, name_IDs=list(_CREDITS), notdef_outline=True)
    options.drop_tables += ["BASE", "GDEF", "VORG", "vhea", "vmtx"]
    with TTFont(path, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        covered = sorted({ord(char) for char in wanted} & font.getBestCmap().keys())
        if not covered:
            return b"", []
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=covered)
        subsetter.subset(font)
        font.flavor = "woff"
        woff = BytesIO()
        font.save(woff, reorderTables=None)
    return woff.getvalue(), covered


def _face(name: str, path: Path, wanted: set[str]) -> str:
    woff, covered = subset(path, wanted)
    if not woff:
        return ""
    data = base64.b64encode(woff).decode()
    return (
        f'@font-face {{ font-family: "{name}"; src: url(data:font/woff;base64,{data}) format("woff"); '
        f"unicode-range: {_ranges(covered)}; }}\n"
    )


def _ranges(points: list[int]) -> str:
    """Code points in order as CSS writes them: U+4E00-4E02,U+4E2D."""
    runs: list[list[int]] = []
    for point in points:
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def _characters(texts: Iterable[str]) -> set[str]:
    return {char for text in texts if _HAS_CHINESE.search(text) for char in _SET_IN_CHINESE.findall(text)}


def _serif_texts(sheet: Sheet) -> Iterator[str]:
    """What page.css sets in serif: title, headings and the text itself."""
    labels = sheet.labels
    yield from (sheet.title, labels["introduction"], labels["skip"])
    yield from _strings(sheet.introduction)
    if sheet.corrections:
        yield from (labels["corrections"], labels["colon"])
        yield from _strings(sheet.corrections)
    for part in sheet.parts:
        yield part.heading
        yield from _strings(part.note)
        for entry in part.entries:
            yield from (entry.headline, entry.number)
            yield from _strings(entry.paragraphs)


def _sans_texts(sheet: Sheet) -> Iterator[str]:
    """What page.css sets in sans: dateline, contents, attributions, lists of reports, timelines and the closing."""
    yield from (sheet.title, sheet.masthead, sheet.number, sheet.period, sheet.corrected)
    yield from (sheet.labels[key] for key in ("contents", "comma", "colon", "open", "close", "correction"))
    yield from _strings(sheet.closing)
    yield from (passage.lines for passage in sheet.introduction)
    for part in sheet.parts:
        yield part.heading
        for entry in part.entries:
            yield from (entry.headline, entry.number, entry.address, entry.reports_label)
            yield from (piece.text for piece in entry.attribution)
            yield from _strings(entry.notes)
            yield from (passage.lines for passage in entry.paragraphs)
            for report in entry.reports:
                yield from (report.outlet, report.date, report.mark)
                yield "" if sheet.woven and report.outlet else report.title
            if entry.course:
                yield entry.course.label
                yield from _strings(entry.course.stops)


def _strings(value: object) -> Iterator[str]:
    """Every string in records and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))

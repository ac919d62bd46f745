"""Styles and numbering of a DOCX file: which paragraph is a heading, an entry of a list, or set off by weight."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Names of the built-in styles are English in most files, in whatever language Word runs; some programs translate them.
_HEADING = re.compile(
    r"(?:heading|überschrift|berschrift|titre|t[íi]tulo|titolo|kop|rubrik|overskrift|заголовок|标题|標題|見出し|제목)"
    r"\s*([1-9])",
    re.I,
)
_TITLE = re.compile(r"title|titel|titre|título|titolo|标题|標題", re.I)
_CONTENTS = re.compile(r"(?:toc|contents|verzeichnis|目录)\s*\d?(?:\s*heading)?", re.I)
_LIST = re.compile(r"list (?:bullet|number)|listenabsatz|aufzählungszeichen", re.I)
_OFF = frozenset({"0", "false", "off", "none"})
_USUAL_SIZE = 22  # half points
_LARGER = 1.25
_DEEPEST = 12  # of styles based on one another


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set."""

    heading: int = 0  # level; 0: it is none
    title: bool = False  # the style of a document's title
    contents: bool = False  # an entry of the table of contents
    number: tuple[str, int] | None = None  # id of the list and level from 0; None: not in one
    listed: bool = False  # the style of a list, without numbering
    bold: bool = False


def value_of(element: etree._Element | None) -> str:
    """The w:val of an element; empty: there is none."""
    return (element.get(f"{W}val") or "") if element is not None else ""


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as w:b is there and not turned off."""
    return element is not None and value_of(element).lower() not in _OFF


class Styles:
    """The styles of a file, each looked at with those that it is based on."""

    def __init__(self, tree: etree._Element | None) -> None:
        every = tree.iterfind(f"{W}style") if tree is not None else ()
        self._styles = {style.get(f"{W}styleId") or "": style for style in every}
        size = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz") if tree is not None else None
        usual = next((style for style in self._styles.values() if self._is_usual(style)), None)
        own = usual.find(f"{W}rPr/{W}sz") if usual is not None else None
        self._size = _whole(value_of(own)) or _whole(value_of(size)) or _USUAL_SIZE

    @staticmethod
    def _is_usual(style: etree._Element) -> bool:
        return style.get(f"{W}type") == "paragraph" and (style.get(f"{W}default") or "") in ("1", "true")

    def _chain(self, name: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[name])
            name = value_of(chain[-1].find(f"{W}basedOn"))
        return chain

    def look(self, paragraph: etree._Element) -> Look:
        """How a paragraph is set, by itself and by its style."""
        own = paragraph.find(f"{W}pPr")
        style = value_of(own.find(f"{W}pStyle")) if own is not None else ""
        chain = self._chain(style)
        places = [own, *(one.find(f"{W}pPr") for one in chain)]
        names = [value_of(one.find(f"{W}name")) for one in chain] or [style]
        title = bool(_TITLE.fullmatch(names[0]))
        return Look(
            heading=1 if title else _level(places, names),
            title=title,
            contents=bool(_CONTENTS.fullmatch(names[0])),
            number=_number(places),
            listed=any(map(_LIST.match, names)),
            bold=any(self._weighs(one.find(f"{W}rPr")) for one in chain),
        )

    def is_bold(self, run: etree._Element, bold: bool) -> bool:
        """Whether a run is set off by weight or size; `bold`: whether its paragraph is."""
        own = run.find(f"{W}rPr")
        if own is None:
            return bold
        if own.find(f"{W}b") is not None and not is_on(own.find(f"{W}b")):
            return False
        chain = self._chain(value_of(own.find(f"{W}rStyle")))
        return bold or self._weighs(own) or any(self._weighs(one.find(f"{W}rPr")) for one in chain)

    def _weighs(self, properties: etree._Element | None) -> bool:
        if properties is None:
            return False
        size = _whole(value_of(properties.find(f"{W}sz")))
        return is_on(properties.find(f"{W}b")) or size >= _LARGER * self._size


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def _level(places: list[etree._Element | None], names: list[str]) -> int:
    """The level of a heading, by its outline level, else by the names of its styles; 0: it is none."""
    for place in places:
        outline = place.find(f"{W}outlineLvl") if place is not None else None
        if outline is not None:
            return _whole(value_of(outline)) + 1 if _whole(value_of(outline)) < 9 else 0
    return next((int(match[1]) for match in map(_HEADING.fullmatch, names) if match), 0)


def _number(places: list[etree._Element | None]) -> tuple[str, int] | None:
    """The list and level that the nearest place names; a list 0 takes a paragraph out of one."""
    name, level = "", -1
    for place in places:
        numbering = place.find(f"{W}numPr") if place is not None else None
        if numbering is not None:
            name = name or value_of(numbering.find(f"{W}numId"))
            found = numbering.find(f"{W}ilvl")
            level = _whole(value_of(found)) if level < 0 and found is not None else level
    return (name, max(0, level)) if name not in ("", "0") else None


class Numbering:
    """Counts the entries of the lists of a file."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[bool, int]]] = {}  # of each kind of list: is it numbered, from where
        self._kinds: dict[str, str] = {}  # list → its kind
        self._restarts: dict[str, dict[int, int]] = {}  # list → where its levels begin anew
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for element in tree if tree is not None else ():
            if element.tag == f"{W}abstractNum":
                name = element.get(f"{W}abstractNumId") or ""
                self._levels[name] = {_level_of(one): _counted(one) for one in element.iterfind(f"{W}lvl")}
            elif element.tag == f"{W}num":
                name = element.get(f"{W}numId") or ""
                self._kinds[name] = value_of(element.find(f"{W}abstractNumId"))
                self._restarts[name] = {
                    _level_of(one): _whole(value_of(one.find(f"{W}startOverride")))
                    for one in element.iterfind(f"{W}lvlOverride")
                    if one.find(f"{W}startOverride") is not None
                }

    def count(self, number: tuple[str, int] | None) -> int | None:
        """The number of the next entry of a list at a level; None: it has bullets, or is not known."""
        if number is None:
            return None
        name, level = number
        kind = self._kinds.get(name, "")
        numbered, start = self._levels.get(kind, {}).get(level, (False, 1))
        if not numbered:
            return None
        counts = self._counts[kind]
        restart = self._restarts.get(name, {}).pop(level, None)
        counts[level] = restart if restart is not None else counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]


def _level_of(element: etree._Element) -> int:
    return _whole(element.get(f"{W}ilvl") or "")


def _counted(level: etree._Element) -> tuple[bool, int]:
    start = level.find(f"{W}start")
    numbered = value_of(level.find(f"{W}numFmt")) not in ("bullet", "none", "")
    return numbered, _whole(value_of(start)) if start is not None else 1

"""The running text of a paragraph of a DOCX file: its runs with links (also those of field codes) and weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from dateline.text.past.docx_styles import Styles, W, is_on
from dateline.text.past.pieces import BREAK, Piece, web_address

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_INNER = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo")
)
_MARKS = {f"{W}tab": " ", f"{W}noBreakHyphen": "\u2011", f"{W}ptab": " "}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_HYPERLINK = re.compile(r"^\s*HYPERLINK\s+(?:\\[a-z]\s+)*\"?([^\s\"]+)", re.I)


class Runs:
    """Reads the runs of paragraphs; fields may begin in one run and end in another."""

    def __init__(self, links: Mapping[str, str], styles: Styles) -> None:
        self.links, self.styles = links, styles
        self.noted: list[tuple[tuple[str, str], int]] = []  # notes referred to: kind and id, and their number
        self._link = 0
        self._fields: list[list[str]] = []  # open ones: instruction, address

    def pieces(self, paragraph: etree._Element, bold: bool) -> Iterator[Piece]:
        """The pieces of a paragraph; `bold`: whether its style is."""
        self._fields = [field for field in self._fields if not field[1]]  # no link goes over the end of a paragraph
        yield from self._inner(paragraph, "", bold)

    def _inner(self, parent: etree._Element, url: str, bold: bool) -> Iterator[Piece]:
        for element in parent:
            if element.tag == f"{W}r":
                yield from self._run(element, url, bold)
            elif element.tag in _INNER:
                yield from self._inner(element, url, bold)
            elif element.tag == f"{W}hyperlink":
                own = web_address(self.links.get(element.get(_RELATION) or "", ""))
                anchor = element.get(f"{W}anchor")
                yield from self._linked(element, f"{own}#{anchor}" if own and anchor and "#" not in own else own, bold)
            elif element.tag == f"{W}fldSimple":
                yield from self._linked(element, _address(element.get(f"{W}instr") or ""), bold)

    def _linked(self, element: etree._Element, url: str, bold: bool) -> Iterator[Piece]:
        self._link += 1
        if url:
            yield Piece("", url, self._link)
        yield from self._inner(element, url, bold)
        self._link += 1

    def _run(self, run: etree._Element, url: str, bold: bool) -> Iterator[Piece]:
        if is_on(run.find(f"{W}rPr/{W}vanish")):
            return
        weighs = self.styles.is_bold(run, bold)
        for part in run:
            if part.tag == f"{W}fldChar":
                self._field(part.get(f"{W}fldCharType") or "")
            elif part.tag == f"{W}instrText" and self._fields:
                self._fields[-1][0] += part.text or ""
            elif part.tag in (f"{W}br", f"{W}cr"):
                yield BREAK
            else:
                text = self._text(part)
                address = url or next((field[1] for field in reversed(self._fields) if field[1]), "")
                if text:
                    yield Piece(text, address, self._link if address else 0, weighs)

    def _text(self, part: etree._Element) -> str:
        if part.tag == f"{W}t":
            return part.text or ""
        if part.tag in _NOTES:
            mark = (_NOTES[part.tag], part.get(f"{W}id") or "")
            number = next((number for known, number in self.noted if known == mark), 0) or len(self.noted) + 1
            if number > len(self.noted):
                self.noted.append((mark, number))
            return f"[{number}]"
        return _MARKS.get(part.tag, "") if isinstance(part.tag, str) else ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(["", ""])
        elif self._fields and kind == "separate":
            self._fields[-1][1] = _address(self._fields[-1][0])
            self._link += 1
        elif self._fields and kind == "end":
            self._fields.pop()
            self._link += 1


def _address(instruction: str) -> str:
    match = _HYPERLINK.match(instruction)
    return web_address(match[1]) if match else ""

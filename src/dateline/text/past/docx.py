"""DOCX (Office Open XML, ECMA-376 part 1) to the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from dateline.errors import Unreadable
from dateline.records import Remark
from dateline.text.markup import squeeze
from dateline.text.past.blocks import Block, Document
from dateline.text.past.docx_archive import Archive
from dateline.text.past.docx_runs import Runs
from dateline.text.past.docx_styles import Look, Numbering, Styles, W
from dateline.text.past.heads import document_of
from dateline.text.past.pieces import Piece, block_of, blocks_of, text_of_pieces

_MOST_BLOCKS = 100_000
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"})


def read(body: bytes) -> Document:
    """The document of a DOCX file: headings by style, lists with their numbers, links, tables by row, footnotes last.

    What tracked changes deleted is left out with a remark. Raises Unreadable.
    """
    archive = Archive(body)
    main = archive.main()
    tree = archive.tree(main)
    within = tree.find(f"{W}body")
    if within is None:
        raise Unreadable("the DOCX file has no text body")
    styles = Styles(archive.beside(main, "styles.xml"))
    numbering = Numbering(archive.beside(main, "numbering.xml"))
    reader = _Reader(styles, numbering, Runs(archive.links(main), styles))
    blocks = [*reader.blocks(within), *reader.notes(archive, main)]
    if len(blocks) > _MOST_BLOCKS:
        raise Unreadable(f"the DOCX file has more than {_MOST_BLOCKS} paragraphs")
    remarks = (*reader.remarks, *_running(archive, main), *_deleted(tree))
    document = document_of(_language(archive), tuple(blocks))
    return replace(document, title=reader.title or None, remarks=remarks)


def _language(archive: Archive) -> dict[str, str]:
    """What the properties say that can be believed: the title and day of a file are mostly those of a template."""
    tree = archive.part("docProps/core.xml")
    found = tree.find(f"{_DC}language") if tree is not None else None
    return {"language": found.text} if found is not None and found.text else {}


def _running(archive: Archive, main: str) -> Iterator[Remark]:
    for tree in archive.running(main):
        text = squeeze(" ".join(part.text or "" for part in tree.iter(f"{W}t")))
        if text:
            yield Remark("page-foot", text[:200], "left out: it stands at the head or foot of pages")


def _deleted(tree: etree._Element) -> Iterator[Remark]:
    for element in tree.iter(f"{W}del", f"{W}moveFrom"):
        text = squeeze("".join(part.text or "" for part in element.iter(f"{W}delText", f"{W}t")))
        if text:
            yield Remark("deleted", text[:200], "left out: a tracked change takes it away")


class _Reader:
    """Reads the paragraphs and tables of a body."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: Runs) -> None:
        self.styles, self.numbering, self.runs = styles, numbering, runs
        self.remarks: list[Remark] = []
        self.title = ""  # of the document, by its style

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The blocks below an element, in order."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag in _CONTAINERS:
                yield from self.blocks(element)

    def notes(self, archive: Archive, main: str) -> Iterator[Block]:
        """The texts of footnotes and endnotes that the body refers to, as paragraphs with their mark."""
        for kind, name in (("footnote", "footnotes.xml"), ("endnote", "endnotes.xml")):
            tree = archive.beside(main, name)
            known = {note.get(f"{W}id"): note for note in tree.iter(f"{W}{kind}")} if tree is not None else {}
            runs = Runs(archive.links(archive.path_beside(main, name)), self.styles)
            for mark, number in self.runs.noted:
                if mark[0] == kind and mark[1] in known:
                    yield from _Reader(self.styles, self.numbering, runs)._note(known[mark[1]], number)

    def _note(self, note: etree._Element, number: int) -> Iterator[Block]:
        pieces = [Piece(f"[{number}] ")]
        for paragraph in note.iter(f"{W}p"):
            pieces += [*self.runs.pieces(paragraph, False), Piece(" ")]
        block = block_of([replace(piece, ends_line=False) for piece in pieces], Block("text", ""))
        if block:
            yield block

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        look = self.styles.look(paragraph)
        pieces = list(self.runs.pieces(paragraph, look.bold))
        if look.contents:
            self.remarks.append(
                Remark("contents", text_of_pieces(pieces), "left out: an entry of the table of contents")
            )
            return
        drawn = [box for box in paragraph.iter(f"{W}txbxContent") if not _is_fallback(box)]
        yield from self._set(pieces, look, paragraph)
        for box in drawn:
            yield from self.blocks(box)

    def _set(self, pieces: list[Piece], look: Look, paragraph: etree._Element) -> Iterator[Block]:
        if look.heading:
            self.title = self.title or (text_of_pieces(pieces) if look.title else "")
            shape = Block("heading", "", look.heading)
            number = self.numbering.count(look.number) if look.number else None
            block = block_of([replace(piece, ends_line=False) for piece in pieces], shape)
            if block:
                yield replace(block, bold=False, ordinal=number)
            return
        if look.number and any(piece.text.strip() for piece in pieces):
            ordinal = self.numbering.count(look.number)
            yield from blocks_of(pieces, Block("entry", "", look.number[1] + 1, ordinal=ordinal))
            return
        made = list(blocks_of(pieces, Block("entry" if look.listed else "text", "", int(look.listed))))
        if not made and paragraph.find(f"{W}pPr/{W}pBdr") is not None:
            yield Block("rule", "")
        yield from made

    def _table(self, table: etree._Element) -> Iterator[Block]:
        """The rows of a table; of one that only sets out the page (one cell a row, or long ones) what stands in it."""
        rows = [list(row.iterfind(f"{W}tc")) for row in table.iterfind(f"{W}tr")]
        if next(table.iterdescendants(f"{W}tbl"), None) is not None or not _is_data(rows):
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
            return
        for row in rows:
            pieces: list[Piece] = []
            for at, cell in enumerate(row):
                pieces += [Piece(" | ")] if at else []
                for paragraph in cell.iter(f"{W}p"):
                    pieces += [*self.runs.pieces(paragraph, False), Piece(" ")]
            block = block_of([replace(piece, ends_line=False) for piece in pieces], Block("table", ""))
            if block and block.text.strip("| "):
                yield block


def _is_data(rows: list[list[etree._Element]]) -> bool:
    texts = [["".join(part.text or "" for part in cell.iter(f"{W}t")) for cell in row] for row in rows]
    wide = sum(sum(map(bool, row)) >= 2 for row in texts)
    return 2 * wide > len(texts) and all(len(text) <= 400 for row in texts for text in row)


def _is_fallback(box: etree._Element) -> bool:
    """Whether a text box is the copy of one for older programs (mc:Fallback), or lies in another."""
    return any(etree.QName(above).localname in ("Fallback", "txbxContent") for above in box.iterancestors())

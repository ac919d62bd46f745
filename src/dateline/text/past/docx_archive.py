"""The parts of a DOCX file (a ZIP archive of XML), read with bounds on their size, nothing resolved or loaded."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from dateline.errors import Unreadable

_MOST_BYTES = 20_000_000  # of one part
_MOST_RATIO = 250  # of a part's size to that in the archive, beyond _SMALL; text does not shrink as much
_SMALL = 500_000
_MOST_FILES = 5_000
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO 29500 Strict names the same things otherwise; the readers know the usual names only.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml)/(\w+)")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"


class Archive:
    """A DOCX file; raises Unreadable for what is none, is protected, or is larger than any issue."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(body))
            self._names = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(f"the DOCX file is damaged: {error}") from error
        if len(self._names) > _MOST_FILES:
            raise Unreadable(f"the DOCX file has more than {_MOST_FILES} parts")

    def main(self) -> str:
        """The path of the part that holds the text; raises Unreadable."""
        for kind, target, _ in self._relations(""):
            if kind.endswith("/officeDocument") and target in self._names:
                return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise Unreadable("the archive holds no Word document")

    def tree(self, path: str) -> etree._Element:
        """The tree of a part; raises Unreadable when it is missing or damaged."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            tree = etree.fromstring(_STRICT.sub(_USUAL, self._read(path)), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(f"{path} of the DOCX file is damaged: {error}") from error
        if tree.getroottree().docinfo.doctype:
            raise Unreadable(f"{path} of the DOCX file declares entities, which no Word document does")
        return tree

    def part(self, path: str) -> etree._Element | None:
        """The tree of a part that need not be there; None: it is not, or it is damaged."""
        try:
            return self.tree(path) if path in self._names else None
        except Unreadable:
            return None  # the text can be read without its styles and properties

    def path_beside(self, main: str, name: str) -> str:
        """The path of a part in the folder of the main one."""
        return posixpath.join(posixpath.dirname(main), name)

    def beside(self, main: str, name: str) -> etree._Element | None:
        """The tree of a part in the folder of the main one; None: there is none."""
        return self.part(self.path_beside(main, name))

    def links(self, path: str) -> dict[str, str]:
        """The addresses that a part links to, by the ids it uses for them."""
        return {id_: target for kind, target, id_ in self._relations(path) if kind.endswith("/hyperlink")}

    def running(self, main: str) -> list[etree._Element]:
        """The heads and feet of pages."""
        paths = [target for kind, target, _ in self._relations(main) if kind.endswith(("/header", "/footer"))]
        return [tree for path in paths if (tree := self.part(path)) is not None]

    def _relations(self, path: str) -> list[tuple[str, str, str]]:
        """Kind, target and id of the relations of a part."""
        folder, name = posixpath.split(path)
        tree = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for element in tree.iter(_RELATIONS) if tree is not None else ():
            target = element.get("Target") or ""
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((element.get("Type") or "", target, element.get("Id") or ""))
        return found

    def _read(self, path: str) -> bytes:
        info = self._names.get(path)
        if info is None:
            raise Unreadable(f"the DOCX file has no {path}")
        if info.flag_bits & 1:
            raise Unreadable("the DOCX file is protected by a password")
        try:
            with self._zip.open(info) as part:
                body = part.read(_MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise Unreadable(f"{path} of the DOCX file is damaged: {error}") from error
        packed = max(1, info.compress_size)
        if len(body) > _MOST_BYTES or (len(body) > _SMALL and len(body) > _MOST_RATIO * packed):
            raise Unreadable(f"{path} of the DOCX file unpacks to far more than any issue holds")
        return body

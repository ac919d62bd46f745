"""Pictures in an issue: a PNG or SVG is let through only when it is whole, can be drawn and can do no harm."""

from __future__ import annotations

import functools
import re
import struct
import zlib
from xml.parsers import expat

LARGEST = 500_000  # bytes
_WIDEST = 4_000  # pixels on a side of a PNG
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_REFUSED = frozenset(
    "script foreignobject feimage animate animatecolor animatemotion animatetransform set discard handler listener"
    " iframe audio video embed object".split()
)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif);base64,", re.I)
_ATTRIBUTE_NAMES = re.compile(r"on\w+|.*\bbase", re.I)
_LOADS = re.compile(r"@import|\\|\b(?:-webkit-)?(?:image-set|image|cross-fade|src|element)\s*\(", re.I)
_DRAWN = b"""
#set page(width: 20mm, height: 20mm, margin: 0mm)
#image(bytes(json(bytes(sys.inputs.picture))), format: sys.inputs.kind, width: 10mm)
"""
_MOST_USES = 8  # each may hold others: more could be drawn for ever
_NO_SIZE = re.compile(r"\s*[+-]?0*(?:\.0*)?(?:[a-z]{2}|%)?\s*|\s*-.*", re.I)


@functools.lru_cache(maxsize=32)
def wrong_with(kind: str, body: bytes) -> str:
    """What is wrong with a picture of the kind png or svg; empty: nothing. It is drawn once, to see that it can be."""
    if len(body) > LARGEST:
        return f"it has {len(body)} bytes: make it smaller than {LARGEST}"
    return (_wrong_in_png(body) if kind == "png" else _wrong_in_svg(body)) or _wrong_in_drawing(kind, body)


def _wrong_in_drawing(kind: str, body: bytes) -> str:
    import typst

    try:
        typst.compile(_DRAWN, sys_inputs={"picture": str(list(body)), "kind": kind}, ignore_system_fonts=True)
    except typst.TypstError as error:
        return f"it cannot be drawn: {str(error).splitlines()[0][:200]}"
    return ""


def _wrong_in_png(body: bytes) -> str | None:
    """What is wrong with a PNG (W3C PNG, third edition, sections 5 and 11); None: nothing."""
    if not body.startswith(_PNG):
        return "it does not begin as a PNG does"
    at, names, packed = len(_PNG), list[bytes](), b""
    while at + 12 <= len(body):
        (length,) = struct.unpack_from(">I", body, at)
        name, data = body[at + 4 : at + 8], body[at + 8 : at + 8 + length]
        if len(data) < length or zlib.crc32(name + data) != int.from_bytes(body[at + 8 + length : at + 12 + length]):
            return "it is damaged"
        names.append(name)
        if name == b"IDAT":
            packed += data
        at += 12 + length
        if name == b"IEND":
            break
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        return "it is cut off"
    return _wrong_in_pixels(body[16:29], packed)


def _wrong_in_pixels(header: bytes, packed: bytes) -> str | None:
    width, height, depth, colour, _, _, laced = struct.unpack(">IIBBBBB", header)
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 0)
    if not (0 < width <= _WIDEST and 0 < height <= _WIDEST and channels):
        return f"it is {width} by {height} pixels: make it at most {_WIDEST} wide and high"
    wanted = height * (1 + (width * channels * depth + 7) // 8)
    try:
        held = len(zlib.decompressobj().decompress(packed, wanted + 1))
    except zlib.error:
        return "it is damaged"
    return "it is cut off" if held != wanted and not laced else None


def _wrong_in_svg(body: bytes) -> str | None:
    """What an SVG has that a picture needs not: scripts, entities, addresses; None: nothing."""
    seen = _Seen()
    try:
        seen.parser().Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"it is no XML: {error}"
    if seen.names[:1] != ["svg"]:
        return "it is no SVG"
    if seen.names.count("use") > _MOST_USES:
        return f"it uses more than {_MOST_USES} symbols"
    if "style" in seen.names and _leads_away("style", "".join(seen.texts)):
        return "its style loads something"
    return next(iter(seen.problems), None)


class _Seen:
    """What was met in an SVG."""

    def __init__(self) -> None:
        self.names, self.texts, self.problems = list[str](), list[str](), list[str]()

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        parser.CharacterDataHandler = self.texts.append
        parser.StartDoctypeDeclHandler = self.declared
        parser.ProcessingInstructionHandler = self.instructed
        return parser

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.names.append(local if space == _SVG else name)
        sides = [attributes[side] for side in ("width", "height") if side in attributes] if len(self.names) == 1 else []
        if any(_NO_SIZE.fullmatch(side) for side in sides):
            self.problems.append(f"it is {' by '.join(sides)} large: give it a width and height above 0")
        if local.lower() in _REFUSED or space.endswith("xhtml"):
            self.problems.append(f"the element {local} is no part of a picture")
        for key, value in attributes.items():
            own = key.rpartition(" ")[2]
            if _ATTRIBUTE_NAMES.fullmatch(own) or _leads_away(own, value):
                self.problems.append(f"the attribute {own} of {local} runs or loads something")

    def declared(self, *_: object) -> None:
        self.problems.append("it declares entities or a document type")

    def instructed(self, *_: object) -> None:
        self.problems.append("it has a processing instruction")


def _leads_away(name: str, value: str) -> bool:
    """Whether an attribute refers to anything outside the picture."""
    value = value.strip()
    if name in ("href", "src"):
        return not value.startswith("#") and not _PICTURE.match(value)
    urls = re.findall(r"url\s*\(\s*['\"]?\s*(.?)", value, re.I)
    return any(first != "#" for first in urls) or bool(_LOADS.search(value))

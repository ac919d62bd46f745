"""The logo of an edition: a PNG or SVG in a data: URI, let through only when it is whole and can do no harm."""

from __future__ import annotations

import base64
import binascii
import re
import struct
import zlib
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from dateline.errors import BadSettings

_URI = re.compile(r"data:image/(png|svg\+xml)((?:;[\w=-]+)*),(.*)", re.S | re.I)
_LARGEST = 500_000  # bytes
_WIDEST = 4_000  # pixels on a side of a PNG
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_REFUSED = frozenset(
    "script foreignobject feimage animate animatecolor animatemotion animatetransform set discard handler listener"
    " iframe audio video embed object".split()
)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif);base64,", re.I)
_ATTRIBUTE_NAMES = re.compile(r"on\w+|.*\bbase", re.I)
_MOST_USES = 8  # each may hold others: more could be drawn for ever


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was looked through."""

    format: str  # png or svg
    data: str  # Base64

    @property
    def uri(self) -> str:
        """The picture for an attribute `src`."""
        return f"data:image/{'png' if self.format == 'png' else 'svg+xml'};base64,{self.data}"


def read_logo(uri: str) -> Logo:
    """The picture in a data: URI; raises BadSettings, which says what is wrong with it."""
    match = _URI.fullmatch(uri.strip())
    if match is None:
        raise BadSettings("the logo is no PNG or SVG in a data: URI: write data:image/png;base64,…")
    is_png, options, text = match[1].lower() == "png", match[2].lower(), match[3]
    try:
        packed = "".join(unquote_to_bytes(text).decode("ascii").split()) if ";base64" in options else ""
        body = base64.b64decode(packed, validate=True) if packed else unquote_to_bytes(text)
    except (binascii.Error, UnicodeDecodeError) as error:
        raise BadSettings(f"the logo is not in Base64: {error}") from error
    if len(body) > _LARGEST:
        raise BadSettings(f"the logo has {len(body)} bytes: make it smaller than {_LARGEST}")
    problem = _wrong_in_png(body) if is_png else _wrong_in_svg(body)
    if problem:
        raise BadSettings(f"the logo cannot be used: {problem}")
    return Logo("png" if is_png else "svg", base64.b64encode(body).decode())


def safe_logo(uri: str) -> Logo | None:
    """The picture of an issue; None: it has none, or one that `read_logo` refuses, which an edition's check tells."""
    try:
        return read_logo(uri) if uri.strip() else None
    except BadSettings:
        return None


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
    return any(first != "#" for first in urls) or "@import" in value or "\\" in value

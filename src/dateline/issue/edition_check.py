"""What the texts, colours, dates and pictures of an edition may be; each check gives what is wrong, or nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Collection
from pathlib import Path
from string import Formatter

from lxml import etree

from dateline.config_reader import nearest
from dateline.errors import BadSettings

_LOGO_BYTES = 500_000
_LOGO_SIDE = 4_000  # pixels of a PNG at most
_PNG = b"\x89PNG\r\n\x1a\n"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_DATE = re.compile(r"(?:YYYY|Month|Mon|MM|DD|M|D|[^A-Za-z0-9{}<>\n])+")
_FILE = re.compile(r"[^\W_][\w. -]*\.(?:png|svg)", re.I)
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_REFUSED = frozenset(
    "script foreignobject iframe object embed audio video set animate animatetransform animatemotion handler "
    "listener a".split()
)
_REFERENCE = re.compile(r"(?:url\(|@import)\s*['\"]?\s*(?!#)", re.I)
_PICTURE = re.compile(r"data:image/(?:png|jpeg);", re.I)


def placeholders(text: str, known: Collection[str], needed: Collection[str] = ()) -> str:
    """What is wrong with the {placeholders} of a text; empty: nothing."""
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text) if name is not None]
    except ValueError:
        return "its braces do not come in pairs: write {{ and }} for braces that are to be printed"
    for name, spec, conversion in fields:
        if name not in known or spec or conversion:
            shown = f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"
            told = nearest(name, known) if known else "; this text takes none"
            return f"the placeholder {shown} is not known{told}"
    missing = sorted(set(needed) - {name for name, _, _ in fields})
    return f"it needs the placeholder {{{missing[0]}}}" if missing else ""


def colour(text: str) -> str:
    """What is wrong with a colour."""
    return "" if not text or _COLOUR.fullmatch(text) else "a colour is # and six hex digits, such as #1a4d8f"


def date_form(text: str) -> str:
    """What is wrong with the form of a date."""
    if _DATE.fullmatch(text) and re.search("Y|M|D", text):
        return ""
    return "a date is made of YYYY, MM, DD, M, D, Mon and Month with marks between them, such as DD-MM-YYYY"


def picture(folder: Path | None, name: str) -> str:
    """The logo beside an edition as a data: URI; raises BadSettings for what is no harmless picture."""
    if folder is None:
        raise BadSettings("a logo lies beside the edition, in a newsroom's folder editions/")
    if not _FILE.fullmatch(name):
        raise BadSettings(f"the logo {name!r} must be the name of a .png or .svg file beside the edition")
    path = folder / name
    try:
        if path.stat().st_size > _LOGO_BYTES:
            raise BadSettings(f"the logo {name} has {path.stat().st_size} bytes: make it {_LOGO_BYTES} or fewer")
        body = path.read_bytes()
    except FileNotFoundError as error:
        raise BadSettings(f"the logo {name} is not there: put it into {folder}") from error
    kind, problem = ("png", _png(body)) if name.lower().endswith(".png") else ("svg+xml", _svg(body))
    if problem:
        raise BadSettings(f"the logo {name} {problem}")
    return f"data:image/{kind};base64,{base64.b64encode(body).decode()}"


def _png(body: bytes) -> str:
    if not body.startswith(_PNG) or body[12:16] != b"IHDR" or len(body) < 45:
        return "is no PNG, whatever its name says: save it as one"
    sides = int.from_bytes(body[16:20]), int.from_bytes(body[20:24])
    if not all(0 < side <= _LOGO_SIDE for side in sides):
        return f"is {sides[0]} × {sides[1]} pixels: make it {_LOGO_SIDE} or fewer on each side"
    return ""


def _svg(body: bytes) -> str:
    """What is wrong with an SVG: it may hold no script and refer to nothing outside itself."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "is no SVG that can be read: save it as one"
    if root.tag != f"{_SVG}svg":
        return "is no SVG, whatever its name says: save it as one"
    if root.getroottree().docinfo.doctype:
        return "has a DOCTYPE: take it out"
    return next((problem for one in root.iter() if (problem := _outside(one))), "")


def _outside(one: etree._Element) -> str:
    if not isinstance(one.tag, str):
        return "" if one.tag is etree.Comment else "holds an instruction or entity (<? or &…;): take it out"
    name = etree.QName(one).localname.lower()
    if name in _SVG_REFUSED:
        return f"holds <{name}>: take it out; a logo may only draw"
    if name == "style" and _REFERENCE.search("".join(one.itertext())):
        return "has a style that loads something from outside: take it out"
    told = ((etree.QName(key).localname.lower(), str(value).strip()) for key, value in one.attrib.items())
    return next((problem for key, value in told if (problem := _leading_out(key, value))), "")


def _leading_out(key: str, value: str) -> str:
    """What is wrong with an attribute."""
    if key.startswith("on"):
        return f"holds a script ({key}): take it out"
    leads_out = key in ("href", "src") and not value.startswith("#") and not _PICTURE.match(value)
    if leads_out or _REFERENCE.search(value):
        return f"refers to something outside itself ({value[:60]}): take it out"
    return ""

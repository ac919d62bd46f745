"""From the bytes of a feed to its text: which encoding it is in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from dateline.errors import Unreadable
from dateline.text.characters import NO_CHARSETS, sound

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
# XML 1.0, appendix F: the first characters of a document without a byte order mark.
_OPENINGS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*['\"]([^'\"]+)['\"]", re.I)
# What is meant by a name is a superset of it (the WHATWG Encoding Standard's labels, for those that feeds use).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "iso8859-9": "cp1254",
}
_SEVEN_BIT = ("iso2022", "iso-2022", "hz", "utf-7")
_MAGIC = (
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or video"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\x7fELF", "a program"),
)
_C1 = re.compile("[\x80-\x9f]")
_FEW = 64  # non-ASCII characters below which nothing is concluded from their look


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a feed, how it was decoded, and what was wrong on the way."""

    text: str
    encoding: str
    problems: tuple[str, ...] = ()


def decode(body: bytes, charset: str | None = None) -> Decoded:
    """The text of a feed's bytes; `charset` is what the server said.

    A byte order mark or the look of the first bytes decides, then the server's word, then the document's, as long as
    the bytes bear it out; else UTF-8 with single foreign bytes read as Windows-1252. Raises Unreadable for no text.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise Unreadable("the feed is empty")
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            raise Unreadable(f"this is {kind}, not a feed")
    for table in (_BOMS, _OPENINGS):
        for start, encoding in table:
            if body.startswith(start):
                rest = body[len(start) :] if table is _BOMS else body
                return _as_sniffed(rest, encoding)
    return _as_declared(body, charset)


def mend_c1(text: str) -> str:
    """Characters of the C1 range as Windows-1252 means them: nobody writes control characters in a feed."""
    return _C1.sub(lambda match: _windows(match[0].encode("latin-1")), text)


def _as_sniffed(body: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        return _as_utf8(body, ())
    text = body.decode(encoding, "replace")
    if text.count("\ufffd") * 4 > len(text):
        raise Unreadable("this is binary data, not a feed")
    bad = text.count("\ufffd")
    return Decoded(text, encoding, (f"{bad} characters could not be decoded as {encoding}",) if bad else ())


def _as_declared(body: bytes, charset: str | None) -> Decoded:
    declared = _DECLARED.search(body[:1024])
    names = [charset, declared[1].decode("latin-1") if declared else None]
    problems: list[str] = []
    for name in names:
        encoding = _known(name)
        if encoding is None:
            if name and name.strip():
                problems.append(f"the encoding {name.strip()!r} is not known")
            continue
        if encoding == "utf-8" or (encoding == "cp1252" and _is_utf8(body)):
            continue
        decoded = _try(body, encoding)
        if decoded is not None:
            return Decoded(decoded.text, encoding, (*problems, *decoded.problems))
        problems.append(f"the feed says it is in {name}, but its bytes are not")
    latin = next((name for name in names if _known(name) == "cp1252"), None)
    if latin and not body.isascii() and _is_utf8(body):
        problems.append(f"the feed says it is in {latin}, but it is in UTF-8")
    return _as_utf8(body, tuple(dict.fromkeys(problems)), latin=bool(latin))


def _as_utf8(body: bytes, problems: tuple[str, ...], *, latin: bool = False) -> Decoded:
    try:
        return Decoded(body.decode("utf-8"), "utf-8", problems)
    except UnicodeDecodeError:
        pass
    if not latin and (chinese := _try_chinese(body)):
        return Decoded(chinese, "gb18030", (*problems, "the encoding is not declared: read as GB18030"))
    if body.count(0) * 20 > len(body):
        raise Unreadable("this is binary data, not a feed")
    text = body.decode("utf-8", "dateline-windows")
    told = () if latin else ("the feed is not valid UTF-8: foreign bytes were read as Windows-1252",)
    return Decoded(text, "cp1252" if latin else "utf-8", (*problems, *told))


def _known(name: str | None) -> str | None:
    """What is meant by the name of an encoding, as Python names it; None: no encoding of text is."""
    label = (name or "").strip().strip("'\"").lower()
    try:
        "".encode(label)  # refuses base64, zip and the like, which are codecs too
        found = codecs.lookup(label).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return _MEANT.get(label)
    return None if found in NO_CHARSETS else _MEANT.get(found, found)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _try(body: bytes, encoding: str) -> Decoded | None:
    """The text if the bytes bear the encoding out, but for a rare wrong byte; None: they do not."""
    if encoding == "cp1252":
        return Decoded(_windows(body), encoding)
    if encoding.startswith(("utf-16", "utf-32")):
        return None  # the first bytes would have shown it
    if body.isascii() and not encoding.startswith((*_SEVEN_BIT, "cp037", "cp500")):
        return Decoded(body.decode("ascii"), encoding)
    text = sound(body.decode(encoding, "replace"))  # UTF-7 can spell lone surrogates
    bad = text.count("\ufffd")
    if not bad:
        return Decoded(text, encoding)
    if bad * 50 > sum(map(len, re.findall(r"[^\x00-\x7f]+", text))) or _is_utf8(body):
        return None
    return Decoded(text, encoding, (f"{bad} characters could not be decoded as {encoding}",))


def _try_chinese(body: bytes) -> str | None:
    """The text as GB18030 when nearly all that is not ASCII comes out as Chinese; None: it does not."""
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = "".join(re.findall(r"[^\x00-\x7f]+", text))
    chinese = len(re.findall(r"[\u4e00-\u9fa5\u3000-\u303f\uff00-\uffef\u2010-\u2026]", foreign))
    return text if len(foreign) >= _FEW and chinese >= 0.9 * len(foreign) else None


def _windows(body: bytes) -> str:
    return body.decode("cp1252", "dateline-latin")


def _foreign(error: UnicodeError) -> tuple[str, int]:
    """Decoder's hook: the bytes that are not UTF-8, as Windows-1252; a cut character at the end is dropped."""
    assert isinstance(error, UnicodeDecodeError)
    if error.end == len(error.object) and error.reason == "unexpected end of data":
        return "", error.end
    return _windows(error.object[error.start : error.end]), error.end


def _latin(error: UnicodeError) -> tuple[str, int]:
    """Decoder's hook: the five bytes that Windows-1252 leaves open."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("dateline-windows", _foreign)
codecs.register_error("dateline-latin", _latin)

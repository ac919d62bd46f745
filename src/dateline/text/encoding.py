"""Bytes to text: what a document says of its encoding, and what to do when that is missing or wrong.

The order follows the WHATWG encoding standard (byte order mark, HTTP, meta), with one difference that real pages ask
for: bytes that are strict UTF-8 are UTF-8 whatever a single-byte label says.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dateline.text.characters import NO_CHARSETS, sound

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4096  # bytes of a document in which it may name its encoding; browsers look at 1024
_SAMPLE = 65536  # bytes that a guess is made on
_META = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})",
    re.I,
)
# Labels stand for the larger set that pages really use (WHATWG), and for Python's names.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "hz-gb-2312": "hz",
    "iso8859-1": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "unicode": "utf-8",
    "utf8": "utf-8",
}
_MULTIBYTE = frozenset(
    {"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "hz", "iso2022_jp", "utf-16-le", "utf-16-be"}
)
# What a guess may answer: the sets that news is or was written in; anything rarer is more often wrong than right.
_GUESSES = [
    "cp1252",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1255",
    "cp1256",
]


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of a document; `charset` is what HTTP or MIME said (None: nothing). Never fails: what is not text in
    the encoding found becomes the replacement character."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _decode_as(body[len(mark) :], encoding)
    return _decode_as(body, _encoding_of(body, charset))


def _encoding_of(body: bytes, charset: str | None) -> str:
    labelled = _known(charset) or _known(_label_within(body))
    if labelled in _MULTIBYTE and _fits(body, labelled):
        return labelled
    if _is_utf8(body):
        return "utf-8"
    if labelled and (labelled != "utf-8" or _is_mostly_utf8(body)):
        return labelled
    return "utf-8" if _is_mostly_utf8(body) else _guess(body)


def _known(label: str | None) -> str | None:
    """Python's name for an encoding label; None: there is none, or it is not one of text."""
    name = (label or "").strip(" \"'").lower()
    try:
        found = codecs.lookup(_WIDER.get(name, name)) if name else None
    except (LookupError, ValueError):
        return None
    # Python also keeps codecs such as base64 and zlib in the same table, and punycode and escapes that are no charset.
    if found is None or not getattr(found, "_is_text_encoding", True) or found.name in NO_CHARSETS:
        return None
    return _WIDER.get(found.name, found.name)


def _label_within(body: bytes) -> str | None:
    match = _META.search(body[:_HEAD])
    if match is None:
        return None
    label = (match.group(1) or match.group(2)).decode("ascii", "replace")
    return "utf-8" if label.lower().startswith("utf-16") else label  # it could not be read if it were true


def _fits(body: bytes, encoding: str) -> bool:
    """Whether the bytes are this encoding but for a cut last character and a few accidents."""
    sample = body[:_SAMPLE].decode(encoding, "replace")
    return sample.count("\ufffd") <= 1 + len(sample) // 1000


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(body) - 3 and error.reason == "unexpected end of data"
    return True


def _is_mostly_utf8(body: bytes) -> bool:
    """UTF-8 with accidents: at least twenty good sequences for each bad one."""
    text = body[:_SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - bad >= 20 * bad


def _guess(body: bytes) -> str:
    best = from_bytes(body[:_SAMPLE], cp_isolation=_GUESSES, preemptive_behaviour=False).best()
    return _WIDER.get(best.encoding, best.encoding) if best else "cp1252"


def _decode_as(body: bytes, encoding: str) -> str:
    return sound(body.decode(encoding, "replace").removeprefix("\ufeff"))

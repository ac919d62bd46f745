"""The small texts of a form filled in: {outlet}, {date}, {language} … in an edition's own marks.

What an item does not say is left out with the mark beside it and the brackets around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FIELD = re.compile(r"\{(\w+)\}")
_OPENING, _CLOSING = "([（［【〔", ")]）］】〕"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: a field of the item, or the marks around fields."""

    kind: str  # text, outlet, date, language, title or url
    text: str
    value: str = ""  # of a date ISO 8601, of a language its code
    lang: str | None = None  # BCP 47; None: the issue's
    url: str | None = None  # None: no link


def filled(form: str, fields: Mapping[str, Piece]) -> tuple[Piece, ...]:
    """The form with its fields; nothing when none of them is known. A name that is no field stays as it is written."""
    return tuple(_merged(_filled(_parts(form), fields)))


def _parts(form: str) -> list[str]:
    """Fields, brackets and the text between them."""
    return [part for part in re.split(rf"(\{{\w+\}}|[{re.escape(_OPENING + _CLOSING)}])", form) if part]


def _filled(parts: list[str], fields: Mapping[str, Piece]) -> list[Piece]:
    out: list[Piece] = []
    waiting, told, empty = "", False, False  # text since the last piece; whether a field stands before it or is lacking
    at = 0
    while at < len(parts):
        part = parts[at]
        end = _end(parts, at) if part in _OPENING else None
        name = _FIELD.fullmatch(part)
        inner: list[Piece] | None = None
        if end is not None and any(_is_field(one, fields) for one in parts[at + 1 : end]):
            inner = _filled(parts[at + 1 : end], fields)
            inner = [Piece("text", part), *inner, Piece("text", parts[end])] if inner else []
            at = end
        elif name and name[1] in fields:
            inner = [fields[name[1]]] if fields[name[1]].text else []
        if inner is None:
            waiting += part
        elif inner:
            lead = "" if empty and not told else waiting
            out += [Piece("text", lead)] if lead else []
            out += inner
            waiting, told, empty = "", True, False
        else:
            waiting, empty = ("" if told or not waiting.strip() else waiting), True
        at += 1
    return [*out, *([Piece("text", waiting)] if waiting and not empty else [])] if told else []


def _is_field(part: str, fields: Mapping[str, Piece]) -> bool:
    match = _FIELD.fullmatch(part)
    return bool(match and match[1] in fields)


def _end(parts: list[str], start: int) -> int | None:
    """Where the bracket that opens there closes."""
    deep = 0
    for at in range(start, len(parts)):
        deep += (parts[at] in _OPENING) - (parts[at] in _CLOSING)
        if deep == 0:
            return at
    return None


def _merged(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        if out and piece.kind == out[-1].kind == "text":
            out[-1] = Piece("text", out[-1].text + piece.text)
        else:
            out.append(piece)
    return out

"""The logo of an edition: a PNG or SVG in a data: URI, let through only when it is whole and can do no harm."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from dateline import pictures
from dateline.errors import BadSettings

_URI = re.compile(r"data:image/(png|svg\+xml)((?:;[\w=-]+)*),(.*)", re.S | re.I)


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
    problem = pictures.wrong_with("png" if is_png else "svg", body)
    if problem:
        raise BadSettings(f"the logo cannot be used: {problem}")
    return Logo("png" if is_png else "svg", base64.b64encode(body).decode())


def safe_logo(uri: str) -> Logo | None:
    """The picture of an issue; None: it has none, or one that `read_logo` refuses, which an edition's check tells."""
    try:
        return read_logo(uri) if uri.strip() else None
    except BadSettings:
        return None

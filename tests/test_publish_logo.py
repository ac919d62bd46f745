"""Logos: what is let into a rendition, and what is refused with a reason."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import replace

import pytest

from dateline.errors import BadSettings
from dateline.publish.logo import read_logo, safe_logo
from dateline.publish.pdf import LetterRenderer
from issue_samples import FULL, SVG, in_data_uri

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def png(width: int = 4, height: int = 2, *, rows: int | None = None) -> bytes:
    """A grey PNG; `rows` of pixels, if not as many as it says."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    pixels = (b"\0" + b"\x80" * width) * (height if rows is None else rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def uri(body: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64," + base64.b64encode(body).decode()


@pytest.mark.parametrize(
    "logo",
    [
        uri(png()),
        in_data_uri(SVG),
        "data:image/svg+xml;utf8,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E",
        in_data_uri(f"{OPEN}<style>.a {{ fill: url(#b) }}</style><g class='a'><use xlink:href='#b'/></g></svg>"),
        in_data_uri(f"{OPEN}<image href='{uri(png())}'/></svg>"),
    ],
)
def test_picture_is_let_through_and_set(logo: str) -> None:
    found = read_logo(logo)
    assert found.uri.startswith("data:image/")
    assert LetterRenderer().render(replace(FULL, sections=(), form=replace(FULL.form, logo=logo))).startswith(b"%PDF")


REFUSED = {
    "address": ("https://a.example/logo.png", "data: URI"),
    "other kind": ("data:image/jpeg;base64,AAAA", "data: URI"),
    "no base64": ("data:image/png;base64,%%%", "Base64"),
    "no PNG": (uri(b"GIF89a"), "does not begin"),
    "cut PNG": (uri(png()[:-12]), "cut off"),
    "changed PNG": (uri(png().replace(b"IHDR\0\0\0\x04", b"IHDR\0\0\0\x05")), "damaged"),
    "wide PNG": (uri(png(5000, 1)), "at most"),
    "lacking rows": (uri(png(4, 9, rows=3)), "cut off"),
    "too many rows": (uri(png(4, 2, rows=3)), "cut off"),
    "large": (uri(b"x" * 600_000), "smaller"),
    "no XML": (in_data_uri("<svg"), "no XML"),
    "no SVG": (in_data_uri("<html xmlns='http://www.w3.org/1999/xhtml'/>"), "no SVG"),
    "script": (in_data_uri(f"{OPEN}<script>alert(1)</script></svg>"), "script"),
    "handler": (in_data_uri(f"{OPEN}<g onload='alert(1)'/></svg>"), "onload"),
    "remote picture": (in_data_uri(f"{OPEN}<image href='https://a.example/x.png'/></svg>"), "href"),
    "file": (in_data_uri(f"{OPEN}<image xlink:href='../letter.typ'/></svg>"), "href"),
    "remote fill": (in_data_uri(f"{OPEN}<g style='fill: url(https://a.example/)'/></svg>"), "style"),
    "remote style": (in_data_uri(f"{OPEN}<style>@import 'https://a.example/x.css';</style></svg>"), "style"),
    "foreign": (in_data_uri(f"{OPEN}<foreignObject/></svg>"), "foreignObject"),
    "animation": (in_data_uri(f"{OPEN}<animate attributeName='href' to='https://a.example/'/></svg>"), "animate"),
    "entities": (in_data_uri('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG), "declares"),
    "bomb of uses": (in_data_uri(OPEN + "<use href='#a'/>" * 9 + "</svg>"), "more than 8"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_picture_that_could_do_harm_is_refused_with_the_reason(name: str) -> None:
    logo, reason = REFUSED[name]
    with pytest.raises(BadSettings, match=reason):
        read_logo(logo)
    assert safe_logo(logo) is None

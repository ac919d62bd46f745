"""The issue as an A4 letter: PDF/UA-1 by typst, with fonts of its own and nothing taken from the machine."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst
from pylopdf_fonts_zh_cn import serif_path

from dateline.errors import Unreadable
from dateline.publish.layout import lay_out
from dateline.publish.sheet import Sheet
from dateline.records import Issue

_TEMPLATE = Path(__file__).with_name("letter.typ")
_STAND_INS = "□□?"  # one for each try: what one font lacks may hide what another one lacks; all fonts have the last
_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_JOINERS = re.compile("[\u200d\ufe00-\ufe0f]")  # without them each part of an emoji is told at once
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class LetterRenderer:
    """Renders the PDF, with issue.json in it, so that it can be read back whole.

    A character that no font at hand has is set as □, as PDF/UA allows no missing glyph.
    """

    def __init__(self) -> None:
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(serif_path().parent)])

    def render(self, issue: Issue) -> bytes:
        """The PDF; the same issue gives the same bytes. Raises Unreadable when it cannot be set."""
        sheet = lay_out(issue)
        data = json.dumps(_plain(sheet), ensure_ascii=False)
        whole = json.dumps(
            {"format": 1, **asdict(replace(issue, notes=()))}, ensure_ascii=False, default=date.isoformat
        )
        stand_ins = iter(_STAND_INS)
        while True:
            try:
                return self._compile(data, whole, sheet)
            except typst.TypstError as error:
                lacking, stand_in = _characters_lacking(error.diagnostic), next(stand_ins, "")
                if not (lacking and stand_in):
                    raise Unreadable(f"issue {issue.id} cannot be set as PDF: {error}") from error
            data = _replaced(data, lacking, stand_in)

    def _compile(self, data: str, whole: str, sheet: Sheet) -> bytes:
        return bytes(
            typst.compile(
                str(_TEMPLATE),
                root=str(_TEMPLATE.parent),
                font_paths=self._fonts,
                ignore_system_fonts=True,
                sys_inputs={"sheet": data, "issue": whole.encode("utf-8", "replace").decode()},
                pdf_standards=["ua-1"],
                timestamp=int(datetime(*sheet.day, tzinfo=UTC).timestamp()),
            )
        )


def _plain(sheet: Sheet) -> dict[str, Any]:
    """The sheet as plain data; of the logo the bytes, as typst reads no Base64."""
    data = asdict(sheet)
    if sheet.logo:
        data["logo"] = {"format": sheet.logo.format, "bytes": list(base64.b64decode(sheet.logo.data))}
    return data


def _characters_lacking(message: str) -> set[str]:
    """The characters, none of them ASCII, that typst says no font has."""
    clusters = (_ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), text) for text in _LACKING.findall(message))
    return {char for cluster in clusters for char in cluster if not char.isascii()}


def _replaced(data: str, lacking: set[str], stand_in: str) -> str:
    """The data with a stand-in for each character lacking; marks on a stand-in go, as no font sets them there."""
    kept = _JOINERS.sub("", data).translate(dict.fromkeys(map(ord, lacking), stand_in))
    marks = "".join(char for char in set(kept) if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"))
    return re.sub(f"(?<={re.escape(stand_in)})[{re.escape(marks)}]+", "", kept) if marks else kept

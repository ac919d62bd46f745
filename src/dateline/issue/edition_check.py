"""What the texts, colours, dates and pictures of an edition may be; each check gives what is wrong, or nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Collection
from pathlib import Path
from string import Formatter

from dateline import pictures
from dateline.config_reader import nearest
from dateline.errors import BadSettings

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_DATE = re.compile(r"(?:YYYY|Month|Mon|MM|DD|M|D|[^A-Za-z0-9{}<>\n])+")
_FILE = re.compile(r"[^\W_][\w. -]*\.(?:png|svg)", re.I)


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
    if _DATE.fullmatch(text):
        tokens = set(re.findall("YYYY|Month|Mon|MM|DD|M|D", text))
        month, day = bool(tokens & {"Month", "Mon", "MM", "M"}), bool(tokens & {"DD", "D"})
        if month and (day or "YYYY" in tokens):
            return ""
        return "a date is made of a month and its day or year at least, such as D Month or Month YYYY"
    return "a date is made of YYYY, MM, DD, M, D, Mon and Month with marks between them, such as DD-MM-YYYY"


def picture(folder: Path | None, name: str) -> str:
    """The logo beside an edition as a data: URI; raises BadSettings for what is no harmless picture."""
    if folder is None:
        raise BadSettings("a logo lies beside the edition, in a newsroom's folder editions/")
    if not _FILE.fullmatch(name):
        raise BadSettings(f"the logo {name!r} must be the name of a .png or .svg file beside the edition")
    path = folder / name
    try:
        if path.stat().st_size > pictures.LARGEST:
            raise BadSettings(f"the logo {name} has {path.stat().st_size} bytes: make it {pictures.LARGEST} or fewer")
        body = path.read_bytes()
    except FileNotFoundError as error:
        raise BadSettings(f"the logo {name} is not there: put it into {folder}") from error
    except OSError as error:
        raise BadSettings(f"the logo {name} cannot be read: {error.strerror}") from error
    kind = "png" if name.lower().endswith(".png") else "svg"
    problem = pictures.wrong_with(kind, body)
    if problem:
        raise BadSettings(f"the logo {name} cannot be used: {problem}")
    return f"data:image/{'png' if kind == 'png' else 'svg+xml'};base64,{base64.b64encode(body).decode()}"

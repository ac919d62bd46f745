"""The issue as one web page that needs nothing else: no script, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

import jinja2
from markupsafe import Markup

from dateline.publish.colours import DARK, LIGHT, Scheme
from dateline.publish.layout import lay_out
from dateline.publish.sheet import Sheet
from dateline.publish.typefaces import font_faces
from dateline.records import Issue


class PageRenderer:
    """Renders the web page, with type of its own for Chinese.

    Its policy (CSP) allows its own style sheet, told by its digest, the fonts and the logo in it if it has any, and
    nothing more.
    """

    def __init__(self) -> None:
        folder = files(__package__)
        self._css = folder.joinpath("page.css").read_text("utf-8")
        environment = jinja2.Environment(
            autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._template = environment.from_string(folder.joinpath("page.html.jinja").read_text("utf-8"))

    def render(self, issue: Issue) -> bytes:
        """The page in UTF-8; the same issue gives the same bytes."""
        sheet = lay_out(issue)
        faces = font_faces(sheet)
        css = self._css + _colours(sheet) + faces
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        policy = f"style-src 'sha256-{digest}';" + (" font-src data:;" if faces else "")
        policy += " img-src data:;" if sheet.logo else ""
        return self._template.render(sheet=sheet, css=Markup(css), policy=policy).encode()


def _colours(sheet: Sheet) -> str:
    """The edition's colours as rules of CSS; empty for the shipped ones."""
    if (sheet.light, sheet.dark) == (LIGHT, DARK):
        return ""
    paper = _rule(sheet.paper, sheet.paper.tint if sheet.light.tint != LIGHT.tint else "#fff")
    return (
        f"@media screen {{ {_rule(sheet.light, sheet.light.tint)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ {_rule(sheet.dark, sheet.dark.tint)} }}\n"
        f"@media print {{ {paper} }}\n"
    )


def _rule(scheme: Scheme, tint: str) -> str:
    return f":root {{ --accent: {scheme.accent}; --stripe: {scheme.stripe}; --tint: {tint}; }}"

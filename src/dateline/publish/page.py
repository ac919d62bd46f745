"""The issue as one web page that needs nothing else: no script, no image, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

import jinja2
from markupsafe import Markup

from dateline.publish.layout import lay_out
from dateline.publish.typefaces import font_faces
from dateline.records import Issue


class PageRenderer:
    """Renders the web page, with type of its own for Chinese.

    Its policy (CSP) allows its own style sheet, told by its digest, the fonts in it if it has any, and nothing more.
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
        css = self._css + faces
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        policy = f"style-src 'sha256-{digest}';" + (" font-src data:;" if faces else "")
        return self._template.render(sheet=sheet, css=Markup(css), policy=policy).encode()

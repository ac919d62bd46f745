"""The issue as one web page that needs nothing else: no script, no font, no image, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

import jinja2
from markupsafe import Markup

from dateline.publish.layout import lay_out
from dateline.records import Issue


class PageRenderer:
    """Renders the web page. Its policy (CSP) allows its own style sheet, told by its digest, and nothing more."""

    def __init__(self) -> None:
        folder = files(__package__)
        css = folder.joinpath("page.css").read_text("utf-8")
        environment = jinja2.Environment(
            autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        self._template = environment.from_string(
            folder.joinpath("page.html.jinja").read_text("utf-8"),
            globals={"css": Markup(css), "css_digest": f"sha256-{digest}"},
        )

    def render(self, issue: Issue) -> bytes:
        """The page in UTF-8; the same issue gives the same bytes."""
        html = self._template.render(sheet=lay_out(issue))
        return html.encode()

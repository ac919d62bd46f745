"""The two renditions that are the issue's own forms: Markdown and JSON."""

from __future__ import annotations

from dataclasses import replace

from dateline.issue import codec, markdown
from dateline.records import Issue


class MarkdownRenderer:
    """issue.md: the issue as Markdown, without the notes to its editor, with its corrections."""

    def render(self, issue: Issue) -> bytes:
        """The issue as Markdown in UTF-8."""
        return markdown.render(issue, published=True).encode("utf-8", "replace")


class JsonRenderer:
    """issue.json, after its schema, without the notes to its editor."""

    def render(self, issue: Issue) -> bytes:
        """The issue as JSON in UTF-8."""
        return codec.to_json(replace(issue, notes=()))

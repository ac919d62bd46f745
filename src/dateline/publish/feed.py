"""The feed of a newsroom's closed issues (in the making)."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import Issue


def newsroom_feed(issues: Sequence[Issue], title: str) -> bytes:
    """The issues, newest first, with their corrections."""
    return "\n".join(one.text for issue in issues for one in issue.corrections).encode()

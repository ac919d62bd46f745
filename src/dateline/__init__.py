"""Dateline turns the news of a period into a finished issue of a digest.

`open_newsroom` is the door; the names below load on first use, so that `import dateline` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.errors import DatelineError
    from dateline.newsroom import Newsroom, RunReport, SourceStatus, open_newsroom

__all__ = ["DatelineError", "Newsroom", "RunReport", "SourceStatus", "open_newsroom"]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    module = importlib.import_module("dateline.errors" if name == "DatelineError" else "dateline.newsroom")
    return globals().setdefault(name, getattr(module, name))


def __dir__() -> list[str]:
    """The public names."""
    return list(__all__)

"""Who is at the keyboard: the name that goes into an issue's history."""

from __future__ import annotations

import os
import pwd


def who_is(name: str | None) -> str:
    """The name that was told, on one line, else the one that the machine knows the user by."""
    told = " ".join((name or "").split())
    if told:
        return told
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a user without an entry, as in some containers
        return str(os.getuid())

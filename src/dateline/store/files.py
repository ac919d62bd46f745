"""Files of an issue: written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def write(path: Path, body: bytes) -> Path:
    """Put a file in place in one step; the same bytes leave it untouched. Returns the path."""
    if holds(path, body):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.new")
    with open(waiting, "wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    os.replace(waiting, path)
    return path


def holds(path: Path, body: bytes) -> bool:
    """Whether a file is there with just these bytes."""
    return path.exists() and path.read_bytes() == body


def digest(path: Path) -> str:
    """sha256: and the hex digits over the file's bytes."""
    return digest_of(path.read_bytes())


def digest_of(body: bytes) -> str:
    """sha256: and the hex digits over some bytes."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def set_aside(path: Path) -> Path:
    """Rename a file to the next free name with a number behind it; returns that name."""
    number = 1
    while (aside := path.with_name(f"{path.name}.{number}")).exists():
        number += 1
    return path.rename(aside)

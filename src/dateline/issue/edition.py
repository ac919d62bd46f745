"""Editions by name: the newsroom's own files, and the shipped ones."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from dateline.errors import BadSettings, NotFound
from dateline.issue.edition_form import Edition, Rules, SectionForm
from dateline.issue.edition_reader import parse

__all__ = ["FOLDER", "Edition", "Rules", "SectionForm", "is_name", "load", "names", "source"]

FOLDER = "editions"  # of a newsroom, for its own
_SHIPPED = files("dateline.issue") / "editions"
_NAME = re.compile(r"[^\W_][\w-]{0,63}")


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The editions that are there: the shipped ones, and those in editions/ of a newsroom's folder."""
    own = (path for path in _own(folder).glob("*.toml") if path.is_file()) if folder else ()
    return tuple(sorted({Path(path.name).stem for path in (*_SHIPPED.iterdir(), *own) if path.name.endswith(".toml")}))


def load(name: str, folder: Path | None = None) -> Edition:
    """The edition of this name, a newsroom's own before a shipped one.

    Raises NotFound, naming those that are there, and BadSettings for a file that says what cannot be.
    """
    text, path = source(name, folder)
    return parse(text, name, path)


def source(name: str, folder: Path | None = None) -> tuple[str, Path | None]:
    """The text of an edition's file and where it lies; None: it is a shipped one. Raises as `load` does."""
    if not _NAME.fullmatch(name) or name not in names(folder):
        raise NotFound(f"there is no edition {name!r}: choose one of {', '.join(names(folder))}")
    path = _own(folder) / f"{name}.toml" if folder else None
    if path is None or not path.is_file():
        return (_SHIPPED / f"{name}.toml").read_text(encoding="utf-8"), None
    try:
        return path.read_bytes().decode("utf-8-sig"), path
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8") from error


def is_name(name: str) -> bool:
    """Whether an edition can be called so: it names files and folders."""
    return bool(_NAME.fullmatch(name))


def _own(folder: Path | None) -> Path:
    return (folder or Path()) / FOLDER

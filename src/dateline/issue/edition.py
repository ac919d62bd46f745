"""Editions as data: the form of a digest, read from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from dateline.errors import NotFound

_FOLDER = files("dateline.issue") / "editions"


@dataclass(frozen=True, slots=True)
class SectionForm:
    """One section of an edition and how its items are made."""

    key: str
    quota: int  # items at most
    numbered: bool
    additions: int  # sentences of other reports that an item may add
    background: int  # sentences of earlier months that an item may add
    headings: Mapping[str, str]  # by language of the issue


@dataclass(frozen=True, slots=True)
class Edition:
    """The form of a digest."""

    name: str
    introduction: str  # sentence: one an item; greeting: a greeting and a teaser
    period: str  # month or week: what one issue covers when no period is named
    sections: tuple[SectionForm, ...]
    texts: Mapping[str, Mapping[str, str]]  # standing texts by language of the issue, then by use

    @property
    def quota(self) -> int:
        """Items at most, in all sections."""
        return sum(section.quota for section in self.sections)


def names() -> tuple[str, ...]:
    """The editions that are there."""
    return tuple(sorted(path.name.removesuffix(".toml") for path in _FOLDER.iterdir() if path.name.endswith(".toml")))


def load(name: str) -> Edition:
    """The edition of this name; raises NotFound, naming those that are there."""
    if name not in names():
        raise NotFound(f"there is no edition {name!r}: choose one of {', '.join(names())}")
    tree = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Edition(
        name=tree["name"],
        introduction=tree["introduction"],
        period=tree["period"],
        sections=tuple(
            SectionForm(
                row["key"],
                row["quota"],
                row["numbered"],
                row["additions"],
                row["background"],
                {language: row[language] for language in ("en", "zh")},
            )
            for row in tree["sections"]
        ),
        texts={language: tree[language] for language in ("en", "zh")},
    )

"""Reads files of names (TOML): the shipped ones under `data/names/`, and the `names.toml` of a newsroom."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from dateline.errors import BadSettings
from dateline.record.gazetteer_fold import HAN, slug

KINDS = ("person", "organisation", "place", "product", "other")
_DATA = "dateline.record.data"
_GROUP = ("kind", "sort", "country", "source", "list")
_TOP = ("names", "remove", "kind", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that has a name, whatever language it is named in."""

    id: str
    name: str
    kind: str  # person, organisation, place, product or other
    aliases: tuple[str, ...]  # all its names, `name` first
    short: frozenset[str] = frozenset()  # those aliases that may mean something else
    sort: str | None = None  # company, ministry, fund, university, city …; None: not told
    country: str | None = None  # ISO 3166-1 alpha-2; None: not told, or none
    source: str = "own"  # package, register or "common knowledge"; "own": the newsroom's file


@dataclass(frozen=True, slots=True)
class NamesFile:
    """What one file of names says."""

    entries: tuple[Entry, ...]
    named: frozenset[str] = frozenset()  # ids that are written out in it
    remove: tuple[str, ...] = ()  # aliases and ids of other files that are not wanted
    kinds: Mapping[str, str] = field(default_factory=dict)  # alias or id → kind


def shipped_entries() -> tuple[Entry, ...]:
    """All entries that come with Dateline, in the order of their files."""
    folder = resources.files(_DATA).joinpath("names")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(entry for one in files for entry in read_names(one.read_text(encoding="utf-8"), one.name).entries)


def read_own(path: Path) -> NamesFile:
    """The newsroom's file; raises BadSettings when it cannot be read or says what cannot be."""
    try:
        return read_names(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as problem:
        raise BadSettings(f"{path}: cannot be read: {problem.strerror or problem}") from problem
    except UnicodeDecodeError as problem:
        raise BadSettings(f"{path}: is not UTF-8: save it as UTF-8") from problem


def read_names(text: str, file: str) -> NamesFile:
    """The entries of a TOML text; `file` is named in errors (BadSettings)."""
    return _Reader(text, file).read()


class _Reader:
    """Checks a file of names and knows the line of what is wrong in it."""

    def __init__(self, text: str, file: str):
        self.text, self.file = text, file

    def fail(self, message: str, near: str | None = None) -> BadSettings:
        at = self.text.find(near) if near else -1
        line = f", line {self.text.count(chr(10), 0, at) + 1}" if at >= 0 else ""
        return BadSettings(f"{self.file}{line}: {message}")

    def read(self) -> NamesFile:
        try:
            tree = tomllib.loads(self.text)
        except (tomllib.TOMLDecodeError, RecursionError) as problem:
            raise self.fail(f"is not TOML: {problem}") from problem
        for key in tree:
            if key not in _TOP:
                raise self.fail(f"{key!r} is not known here; known are {', '.join(_TOP)}", key)
        groups = tree.get("names", [])
        if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
            raise self.fail("names must be blocks: write [[names]] above each", "names")
        source = self.one(tree, "source") or "own"
        pairs = [pair for group in groups for pair in self.group(group, source)]
        named = frozenset(entry.id for entry, written in pairs if written)
        return NamesFile(
            tuple(entry for entry, _ in pairs), named, self.texts(tree, "remove"), self.kinds(tree.get("kind", {}))
        )

    def group(self, group: Mapping[str, Any], source: str) -> Iterator[tuple[Entry, bool]]:
        """The entries of a [[names]] block, each with whether its id is written out."""
        for key in group:
            if key not in _GROUP:
                raise self.fail(f"{key!r} is not a key of [[names]]; known are {', '.join(_GROUP)}", key)
        kind = self.kind(self.one(group, "kind"))
        facts = {"sort": self.one(group, "sort"), "country": self.one(group, "country")}
        source = self.one(group, "source") or source
        for line in self.texts(group, "list"):
            yield self.entry(line, kind, facts, source), "=" in line.partition("|")[0]

    def entry(self, line: str, kind: str, facts: Mapping[str, str | None], source: str) -> Entry:
        """The entry of a line `id = name | alias | ~short ; CC sort`."""
        names, _, tail = line.partition(";")
        facts = dict(facts)
        for fact in tail.split():
            facts["country" if len(fact) == 2 and fact.isupper() else "sort"] = fact
        written, mark, rest = names.partition("=")
        parts = [" ".join(part.split()) for part in (rest if mark else names).split("|")]
        aliases = tuple(dict.fromkeys(part.lstrip("~").strip() for part in parts))
        self.check_names(line, aliases)
        short = frozenset(part.lstrip("~").strip() for part in parts if part.startswith("~"))
        if len(short) == len(aliases):
            raise self.fail(f"{line!r} has only names with ~: at least one must stand for itself", line)
        id = slug(written if mark else aliases[0])
        if not id:
            raise self.fail(f"{line!r} has no id: write one before =, in letters and digits", line)
        aliases += _turned(kind, aliases)
        return Entry(id, aliases[0], kind, aliases, short, facts["sort"], facts["country"], source)

    def check_names(self, line: str, aliases: tuple[str, ...]) -> None:
        """No name is empty, one character or made of signs only."""
        for alias in aliases:
            if len(alias) < 2 or not any(character.isalnum() for character in alias):
                problem = f"a name that is in every text, {alias!r}" if alias else "an empty name"
                raise self.fail(f"{line!r} has {problem}: take it out", line)

    def kind(self, value: str | None) -> str:
        if value not in KINDS:
            raise self.fail(f"kind must be one of {', '.join(KINDS)}, not {value!r}", f'"{value}"' if value else None)
        return value

    def kinds(self, table: Any) -> dict[str, str]:
        if not isinstance(table, dict):
            raise self.fail("kind must be a table at the top: write [kind] on a line of its own", "kind")
        return {name: self.kind(value if isinstance(value, str) else None) for name, value in table.items()}

    def one(self, table: Mapping[str, Any], key: str) -> str | None:
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            raise self.fail(f"{key} must be a text in quotes", key)
        return value or None

    def texts(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self.fail(f'{key} must be a list of texts: {key} = ["one", "two"]', key)
        return tuple(value)


def _turned(kind: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """`Zhengfei Ren` for `Ren Zhengfei`: papers and Western texts put a Chinese family name last."""
    if kind != "person" or not any(len(one) < 5 and HAN.match(one) for one in aliases):
        return ()
    words = aliases[0].split()
    turned = f"{words[1]} {words[0]}" if len(words) == 2 else ""
    return (turned,) if turned and turned not in aliases else ()

"""Checks what stands in a dateline.toml against what is known, and reads its blocks into records."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dateline.errors import BadSettings
from dateline.records import Outlet, Rights, Source, Topic, Watched
from dateline.settings import BY_NAME, SETTINGS, Setting, Value

FILE = "dateline.toml"
_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
LISTS: dict[str, tuple[str, ...]] = {
    "beat.topics": ("name", "terms", "weight"),
    "beat.watch": ("name", "aliases", "weight"),
    "outlets": ("name", "hosts", "country", "languages", "ownership", "family", "weight", "aliases"),
    "sources": ("name", "kind", "url", "path", "outlet", "language", "rights", "words"),
}
_OWNERSHIP = ("private", "state", "public", "nonprofit", "agency")
_REQUIRED = {
    "beat.topics": ("name", "terms"),
    "beat.watch": ("name",),
    "outlets": ("name",),
    "sources": ("name", "kind"),
}


class Reader:
    """Checks keys and types of the tree against what is known, and knows the line of each."""

    def __init__(self, text: str):
        self.lines = text.splitlines()

    def fail(self, place: tuple[str | int, ...], message: str) -> BadSettings:
        """The error for a place in the tree, with its line."""
        line = self.line_of(place)
        return BadSettings(f"{FILE}{f', line {line}' if line else ''}: {message}")

    def line_of(self, place: tuple[str | int, ...]) -> int | None:
        """The line on which a key stands: place is (table…, number of the block or none, key)."""
        names = [part for part in place if isinstance(part, str)]
        number = next((part for part in place if isinstance(part, int)), 0)
        table, seen, best = "", -1, None
        for at, line in enumerate(self.lines, 1):
            header = _TABLE.match(line)
            if header:
                table = header.group(2).replace('"', "")
                opens = header.group(1) == "[[" and table == ".".join(names[:-1])
                seen += opens
                if table == ".".join(names) or (opens and seen == number):
                    best = best or at
            key = re.match(r"\s*\"?([\w.-]+)\"?\s*=", line)
            if key and table == ".".join(names[:-1]) and key.group(1) == names[-1] and seen in (-1, number):
                return at
        return best

    def read_table(self, table: str, values: Any, settings: dict[str, Value]) -> None:
        """One table at the top of the file: settings go into `settings`, lists are checked for their keys."""
        known = {setting.name.split(".")[0] for setting in SETTINGS} | {"beat", "outlets", "sources"}
        if table not in known:
            raise self.fail((table,), f"[{table}] is not known{nearest(table, known)}")
        if table in LISTS:
            self.check_blocks(table, values)
            return
        if not isinstance(values, dict):
            raise self.fail((table,), f"{table} must be a table: write [{table}] on a line of its own")
        for key, value in values.items():
            name = f"{table}.{key}"
            if name in LISTS:
                self.check_blocks(name, value)
            elif name in BY_NAME:
                settings[name] = self.typed(BY_NAME[name], value, (table, key))
            elif name == "fetch.hosts":
                self.check_hosts(value)
            elif name != "beat.exclude":
                here = [
                    known.split(".", 1)[1]
                    for known in (*BY_NAME, *LISTS, "beat.exclude", "fetch.hosts")
                    if known.startswith(table + ".")
                ]
                raise self.fail((table, key), f"{key!r} is not a key of [{table}]{nearest(key, here)}")

    def check_blocks(self, name: str, blocks: Any) -> None:
        """Every block of a list of tables has known keys, and those it must have."""
        place = tuple(name.split("."))
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            raise self.fail(place, f"{name} must be blocks: write [[{name}]] above each")
        for number, block in enumerate(blocks):
            for key in block:
                if key not in LISTS[name]:
                    raise self.fail(
                        (*place, number, key), f"{key!r} is not a key of [[{name}]]{nearest(key, LISTS[name])}"
                    )
            for key in _REQUIRED[name]:
                if not block.get(key):
                    raise self.fail((*place, number, "name"), f"[[{name}]] number {number + 1} has no {key}")

    def check_hosts(self, value: Any) -> None:
        """[fetch.hosts] maps names to ip:port."""
        if not isinstance(value, dict) or not all(isinstance(target, str) for target in value.values()):
            raise self.fail(("fetch", "hosts"), 'hosts maps names to addresses: "news.example" = "127.0.0.1:8000"')

    def typed(self, setting: Setting, value: Any, place: tuple[str | int, ...]) -> Value:
        """The value, if it is of the setting's type and among its choices."""
        default = setting.default
        if isinstance(default, tuple) and isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(value)
        right = isinstance(value, type(default)) or (isinstance(default, float) and isinstance(value, int))
        if not right or (isinstance(value, bool) and not isinstance(default, bool)):
            raise self.fail(place, f"{setting.name} must be {kind_of(default)}, not {json.dumps(value, default=str)}")
        if setting.choices and value not in setting.choices:
            raise self.fail(place, f"{setting.name} must be one of {', '.join(setting.choices)}, not {value!r}")
        if isinstance(value, int | float) and not setting.least <= value < float("inf"):
            raise self.fail(
                place, f"{setting.name} must be {kind_of(default)} of at least {setting.least:g}, not {value}"
            )
        return float(value) if isinstance(default, float) else value

    def one(self, block: Mapping[str, Any], key: str, place: tuple[str | int, ...]) -> str | None:
        """A key that is a text or absent."""
        value = block.get(key)
        if value is not None and not isinstance(value, str):
            raise self.fail((*place, key), f"{key} must be a text in quotes")
        return value or None

    def name(self, block: Mapping[str, Any], place: tuple[str | int, ...]) -> str:
        """The name of a block, which `check_blocks` has seen to be there."""
        return self.one(block, "name", place) or ""

    def texts(self, block: Mapping[str, Any], key: str, place: tuple[str | int, ...]) -> tuple[str, ...]:
        """A key that is a list of texts or absent."""
        value = block.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self.fail((*place, key), f'{key} must be a list of texts: {key} = ["one", "two"]')
        return tuple(value)

    def weight(self, block: Mapping[str, Any], place: tuple[str | int, ...]) -> float:
        """The weight of a block; 1.0 when it has none."""
        value = block.get("weight", 1.0)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self.fail((*place, "weight"), "weight must be a number, 0 or more")
        return float(value)

    def topic(self, block: Mapping[str, Any], number: int) -> Topic:
        """A [[beat.topics]] block."""
        place = ("beat", "topics", number)
        return Topic(self.name(block, place), self.texts(block, "terms", place), self.weight(block, place))

    def watched(self, block: Mapping[str, Any], number: int) -> Watched:
        """A [[beat.watch]] block."""
        place = ("beat", "watch", number)
        return Watched(self.name(block, place), self.texts(block, "aliases", place), self.weight(block, place))

    def outlet(self, block: Mapping[str, Any], number: int) -> Outlet:
        """An [[outlets]] block."""
        place = ("outlets", number)
        ownership = self.one(block, "ownership", place)
        if ownership and ownership not in _OWNERSHIP:
            raise self.fail(
                (*place, "ownership"), f"ownership must be one of {', '.join(_OWNERSHIP)}, not {ownership!r}"
            )
        return Outlet(
            name=self.name(block, place),
            hosts=self.texts(block, "hosts", place),
            country=self.one(block, "country", place),
            languages=self.texts(block, "languages", place),
            ownership=ownership,
            family=self.one(block, "family", place),
            weight=self.weight(block, place),
            aliases=self.texts(block, "aliases", place),
        )

    def source(self, folder: Path, block: Mapping[str, Any], number: int) -> Source:
        """A [[sources]] block; a path is taken from the newsroom's folder."""
        place = ("sources", number)
        url, path = self.one(block, "url", place), self.one(block, "path", place)
        if bool(url) == bool(path):
            raise self.fail(
                (*place, "name"), f"source {block['name']!r} needs either url (a feed) or path (a folder or file)"
            )
        rights, words = block.get("rights", "excerpt"), block.get("words", 120)
        if rights not in list(Rights):
            raise self.fail((*place, "rights"), f"rights must be one of {', '.join(Rights)}, not {rights!r}")
        if isinstance(words, bool) or not isinstance(words, int) or words < 0:
            raise self.fail((*place, "words"), "words must be a whole number, 0 or more")
        return Source(
            name=self.name(block, place),
            kind=self.one(block, "kind", place) or "",
            address=url or str((folder / os.path.expanduser(str(path))).resolve()),
            outlet=self.one(block, "outlet", place),
            language=self.one(block, "language", place),
            rights=Rights(rights),
            words=words,
        )


def kind_of(default: Value) -> str:
    """What a setting with this default must be, in words."""
    names = {str: "a text in quotes", int: "a whole number", float: "a number", tuple: "a list of texts"}
    return names[type(default)]


def nearest(key: str, known: Iterable[str]) -> str:
    """The end of an error about a key that is not known: the nearest one, or all."""
    known = sorted(known)
    close = difflib.get_close_matches(key, known, 1, 0.5)
    return f": did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"

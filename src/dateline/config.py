"""dateline.toml and the environment, read into records; a slip of the pen is told with its line and the nearest key."""

from __future__ import annotations

import difflib
import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.errors import BadSettings, NotFound
from dateline.records import Beat, Outlet, Rights, Source, Topic, Watched
from dateline.settings import BY_NAME, SETTINGS, Setting, Value

FILE = "dateline.toml"
_T = TypeVar("_T")
_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_LISTS: dict[str, tuple[str, ...]] = {
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


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a newsroom's file, the environment and the flags say."""

    settings: Mapping[str, Value]
    beat: Beat
    outlets: tuple[Outlet, ...]
    sources: tuple[Source, ...]
    hosts: Mapping[str, str]  # names served from a fixed address, as in a hosts file: name → ip:port

    def text(self, name: str) -> str:
        """A setting that is a text."""
        return str(self.settings[name])

    def number(self, name: str) -> float:
        """A setting that is a number."""
        value = self.settings[name]
        return float(value) if isinstance(value, int | float) else float(str(value))

    def whole(self, name: str) -> int:
        """A setting that is a whole number."""
        return int(self.number(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """A setting that is a list of texts."""
        value = self.settings[name]
        return value if isinstance(value, tuple) else (str(value),)


def load(folder: Path, overrides: Iterable[str] = (), environment: Mapping[str, str] | None = None) -> Config:
    """Read a newsroom's dateline.toml; then the environment, then NAME=VALUE overrides have their say.

    Raises NotFound when there is no such file, BadSettings for what cannot be.
    """
    path = folder / FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"{folder} is no newsroom: it has no {FILE}. Make one with: dateline init {folder}") from error
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
    return parse(text, folder, overrides, os.environ if environment is None else environment)


def parse(text: str, folder: Path, overrides: Iterable[str], environment: Mapping[str, str]) -> Config:
    """The settings in the text of a dateline.toml that lies in `folder`."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{FILE} is not TOML: {error}") from error
    reader = _Reader(text)
    settings = {setting.name: setting.default for setting in SETTINGS}
    for table, values in tree.items():
        reader.read_table(table, values, settings)
    for setting in SETTINGS:
        if setting.variable in environment:
            settings[setting.name] = _from_text(setting, environment[setting.variable], f"${setting.variable}")
    for override in overrides:
        name, equals, value = override.partition("=")
        if not equals or name not in BY_NAME:
            raise BadSettings(f"--set {override}: write NAME=VALUE{_nearest(name, BY_NAME)}")
        settings[name] = _from_text(BY_NAME[name], value, f"--set {name}")
    _check_zone(str(settings["newsroom.timezone"]))
    return _assemble(tree, settings, reader, folder)


def _assemble(tree: Mapping[str, Any], settings: dict[str, Value], reader: _Reader, folder: Path) -> Config:
    beat = tree.get("beat", {})
    outlets = tuple(map(reader.outlet, *_numbered(tree.get("outlets", []))))
    sources = tuple(map(partial(reader.source, folder), *_numbered(tree.get("sources", []))))
    _check_unique("outlets", (outlet.name for outlet in outlets), reader)
    _check_unique("sources", (source.name for source in sources), reader)
    return Config(
        settings=settings,
        beat=Beat(
            name=str(settings["newsroom.beat"]),
            topics=tuple(map(reader.topic, *_numbered(beat.get("topics", [])))),
            watch=tuple(map(reader.watched, *_numbered(beat.get("watch", [])))),
            exclude=tuple(reader.texts(beat, "exclude", ("beat",))),
        ),
        outlets=outlets,
        sources=sources,
        hosts=dict(tree.get("fetch", {}).get("hosts", {})),
    )


def _numbered(rows: list[_T]) -> tuple[list[_T], range]:
    return rows, range(len(rows))


class _Reader:
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
            raise self.fail((table,), f"[{table}] is not known{_nearest(table, known)}")
        if table in _LISTS:
            self.check_blocks(table, values)
            return
        if not isinstance(values, dict):
            raise self.fail((table,), f"{table} must be a table: write [{table}] on a line of its own")
        for key, value in values.items():
            name = f"{table}.{key}"
            if name in _LISTS:
                self.check_blocks(name, value)
            elif name in BY_NAME:
                settings[name] = self.typed(BY_NAME[name], value, (table, key))
            elif name == "fetch.hosts":
                self.check_hosts(value)
            elif name != "beat.exclude":
                here = [
                    known.split(".", 1)[1]
                    for known in (*BY_NAME, *_LISTS, "beat.exclude", "fetch.hosts")
                    if known.startswith(table + ".")
                ]
                raise self.fail((table, key), f"{key!r} is not a key of [{table}]{_nearest(key, here)}")

    def check_blocks(self, name: str, blocks: Any) -> None:
        """Every block of a list of tables has known keys, and those it must have."""
        place = tuple(name.split("."))
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            raise self.fail(place, f"{name} must be blocks: write [[{name}]] above each")
        for number, block in enumerate(blocks):
            for key in block:
                if key not in _LISTS[name]:
                    raise self.fail(
                        (*place, number, key), f"{key!r} is not a key of [[{name}]]{_nearest(key, _LISTS[name])}"
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
            raise self.fail(place, f"{setting.name} must be {_kind(default)}, not {json.dumps(value, default=str)}")
        if setting.choices and value not in setting.choices:
            raise self.fail(place, f"{setting.name} must be one of {', '.join(setting.choices)}, not {value!r}")
        if isinstance(value, int | float) and not 0 <= value < float("inf"):
            raise self.fail(place, f"{setting.name} must be {_kind(default)} and not negative, not {value}")
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
            address=url or str((folder / str(path)).resolve()),
            outlet=self.one(block, "outlet", place),
            language=self.one(block, "language", place),
            rights=Rights(rights),
            words=words,
        )


def _check_unique(table: str, names: Iterable[str], reader: _Reader) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            raise reader.fail((table, number, "name"), f"two [[{table}]] are named {name!r}: give one another name")
        seen.add(name)


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSettings(
            f"newsroom.timezone {name!r} is not a zone: write one such as Asia/Shanghai or UTC"
        ) from error


def _from_text(setting: Setting, text: str, where: str) -> Value:
    default = setting.default
    try:
        if isinstance(default, tuple):
            return tuple(part.strip() for part in text.split(",") if part.strip())
        value: Value = text if isinstance(default, str) else type(default)(text)
    except ValueError as error:
        raise BadSettings(f"{where}: {setting.name} must be {_kind(default)}, not {text!r}") from error
    if setting.choices and value not in setting.choices:
        raise BadSettings(f"{where}: {setting.name} must be one of {', '.join(setting.choices)}, not {text!r}")
    if isinstance(value, int | float) and not 0 <= value < float("inf"):
        raise BadSettings(f"{where}: {setting.name} must be {_kind(default)} and not negative, not {text!r}")
    return value


def _kind(default: Value) -> str:
    names = {str: "a text in quotes", int: "a whole number", float: "a number", tuple: "a list of texts"}
    return names[type(default)]


def _nearest(key: str, known: Iterable[str]) -> str:
    known = sorted(known)
    close = difflib.get_close_matches(key, known, 1, 0.5)
    return f": did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"


def add_source(folder: Path, source: Source, *, named: bool) -> Source:
    """Write a [[sources]] block at the end of dateline.toml; a name that was not chosen (`named`) is made free.

    Raises BadSettings when the address or the chosen name is there already.
    """
    known = load(folder).sources
    if any(one.address == source.address for one in known):
        raise BadSettings(f"{source.address} is a source already: see dateline source list")
    names, name, number = {one.name for one in known}, source.name, 2
    while name in names and not named:
        name, number = f"{source.name} {number}", number + 1
    source = replace(source, name=name)
    path = folder / FILE
    body = path.read_bytes()
    line_end = b"\r\n" if b"\r\n" in body else b"\n"
    body += (b"" if body.endswith(b"\n") else line_end) + _source_block(source).encode().replace(b"\n", line_end)
    parse(body.decode("utf-8-sig"), folder, (), {})
    _write_whole(path, body)
    return source


def _write_whole(path: Path, body: bytes) -> None:
    """Put a file in place in one step, on the disk before the old one goes."""
    waiting = path.with_name(f".{path.name}.new")
    with waiting.open("wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    os.replace(waiting, path)


def _source_block(source: Source) -> str:
    place = "url" if "://" in source.address else "path"
    rows: list[tuple[str, object]] = [("name", source.name), ("kind", source.kind), (place, source.address)]
    rows += [(key, value) for key, value in (("outlet", source.outlet), ("language", source.language)) if value]
    rows += [("rights", str(source.rights)), ("words", source.words)]
    return "\n[[sources]]\n" + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows)

"""dateline.toml and the environment, read into records; a slip of the pen is told with its line and the nearest key."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.config_reader import FILE, Reader, kind_of, nearest
from dateline.errors import BadSettings, NotFound
from dateline.records import Beat, Outlet, Source
from dateline.settings import BY_NAME, SETTINGS, Setting, Value

_T = TypeVar("_T")


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
    reader = Reader(text)
    settings = {setting.name: setting.default for setting in SETTINGS}
    for table, values in tree.items():
        reader.read_table(table, values, settings)
    for setting in SETTINGS:
        if setting.variable in environment:
            settings[setting.name] = _from_text(setting, environment[setting.variable], f"${setting.variable}")
    for override in overrides:
        name, equals, value = override.partition("=")
        if not equals or name not in BY_NAME:
            raise BadSettings(f"--set {override}: write NAME=VALUE{nearest(name, BY_NAME)}")
        settings[name] = _from_text(BY_NAME[name], value, f"--set {name}")
    _check_zone(str(settings["newsroom.timezone"]))
    return _assemble(tree, settings, reader, folder)


def _assemble(tree: Mapping[str, Any], settings: dict[str, Value], reader: Reader, folder: Path) -> Config:
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


def _check_unique(table: str, names: Iterable[str], reader: Reader) -> None:
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
        raise BadSettings(f"{where}: {setting.name} must be {kind_of(default)}, not {text!r}") from error
    if setting.choices and value not in setting.choices:
        raise BadSettings(f"{where}: {setting.name} must be one of {', '.join(setting.choices)}, not {text!r}")
    if isinstance(value, int | float) and not setting.least <= value < float("inf"):
        raise BadSettings(
            f"{where}: {setting.name} must be {kind_of(default)} of at least {setting.least:g}, not {text!r}"
        )
    return value


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

"""Issue ↔ plain data ↔ issue.json, and the JSON Schema of that file.

The schema is made from the records, so that the two cannot part.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

from dateline.errors import Unreadable
from dateline.records import Form, Issue

FORMAT = 1  # of issue.json; a change that old readers would misread counts it up


def encode(record: Any) -> Any:
    """A record as plain data: dataclasses as objects in field order, tuples as lists, days as ISO 8601."""
    if is_dataclass(record):
        return {one.name: encode(getattr(record, one.name)) for one in fields(record)}
    if isinstance(record, tuple):
        return [encode(part) for part in record]
    return record.isoformat() if isinstance(record, date) else record


def to_json(issue: Issue) -> bytes:
    """The issue as issue.json, UTF-8; the same issue gives the same bytes."""
    data = {"format": FORMAT, **encode(issue)}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def from_json(body: bytes) -> Issue:
    """The issue in an issue.json; raises Unreadable, naming the place, for anything else."""
    try:
        data = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"issue.json is not JSON in UTF-8: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Unreadable(f"issue.json is not of format {FORMAT}: draft the issue again with this Dateline")
    issue = _decode(Issue, {key: value for key, value in data.items() if key != "format"}, "issue")
    assert isinstance(issue, Issue)
    return issue if "form" in data else replace(issue, form=_former(issue))


def _former(issue: Issue) -> Form:
    """How an issue was set before issues kept their form: by its edition's name, and days by its language."""
    woven = issue.edition == "weekly-roundup"
    return Form(woven=woven, date="YYYY年M月D日" if issue.language.startswith("zh") else Form().date)


def _decode(kind: Any, data: Any, place: str) -> Any:
    if is_dataclass(kind):
        return _decode_record(kind, data, place)
    options = get_args(kind)
    if get_origin(kind) in (Union, types.UnionType):
        return None if data is None else _decode(next(one for one in options if one is not types.NoneType), data, place)
    if get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise Unreadable(f"{place} must be a list")
        return tuple(_decode(options[0], part, f"{place}[{at}]") for at, part in enumerate(data))
    if kind is date:
        try:
            return date.fromisoformat(data)
        except (TypeError, ValueError) as error:
            raise Unreadable(f"{place} must be a day such as 2016-12-31, not {data!r}") from error
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise Unreadable(f"{place} must be {_NAMES[kind]}, not {data!r}")
    return data


def _decode_record(kind: Any, data: Any, place: str) -> Any:
    if not isinstance(data, Mapping):
        raise Unreadable(f"{place} must be an object")
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind)}
    for key in data:
        if key not in known:
            raise Unreadable(f"{place} has a key {key!r} that is not known")
    for name, one in known.items():
        if name not in data and one.default is MISSING:
            raise Unreadable(f"{place} has no {name}")
    return kind(**{name: _decode(hints[name], value, f"{place}.{name}") for name, value in data.items()})


_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of issue.json."""
    definitions: dict[str, Any] = {}
    root = _schema_of(Issue, definitions)
    whole = dict(definitions.pop("Issue"))
    whole["properties"] = {"format": {"const": FORMAT}, **whole["properties"]}
    whole["required"] = ["format", *whole["required"]]
    assert root == {"$ref": "#/$defs/Issue"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dateline issue",
        **whole,
        "$defs": definitions,
    }


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if is_dataclass(kind):
        name = kind.__name__  # type: ignore[union-attr]
        if name not in definitions:
            hints = get_type_hints(kind)
            definitions[name] = {}
            definitions[name].update(
                type="object",
                description=(kind.__doc__ or "").strip(),
                properties={one.name: _schema_of(hints[one.name], definitions) for one in fields(kind)},
                required=[one.name for one in fields(kind) if one.default is MISSING],
                additionalProperties=False,
            )
        return {"$ref": f"#/$defs/{name}"}
    options = get_args(kind)
    if get_origin(kind) in (Union, types.UnionType):
        inner = _schema_of(next(one for one in options if one is not types.NoneType), definitions)
        return {"anyOf": [inner, {"type": "null"}]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema_of(options[0], definitions)}
    return {"type": "string", "format": "date"} if kind is date else {"type": _TYPES[kind]}

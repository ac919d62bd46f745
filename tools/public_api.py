"""The public names of Dateline with their signatures, one a line, sorted: what a change must not break unseen.

Prints the list; `make reference` writes it to tests/public_api.txt.
"""

from __future__ import annotations

import dataclasses
import enum
import importlib
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

MODULES = ("dateline", "dateline.records", "dateline.protocols", "dateline.errors", "dateline.testing")


def listing() -> str:
    """The whole list."""
    lines = [line for name in MODULES for line in _module(importlib.import_module(name))]
    return "\n".join(lines) + "\n"


def _module(module: ModuleType) -> Iterator[str]:
    exported = getattr(module, "__all__", None)
    for name in sorted(exported or vars(module)):
        value = getattr(module, name)
        if exported or (not name.startswith("_") and getattr(value, "__module__", None) == module.__name__):
            yield from _value(f"{module.__name__}.{name}", value)


def _value(name: str, value: Any) -> Iterator[str]:
    if not inspect.isclass(value):
        yield f"{name}{_signature(value)}"
    elif issubclass(value, Exception):
        yield f"{name}({', '.join(base.__name__ for base in value.__bases__)})"
    elif issubclass(value, enum.Enum):
        yield f"{name}: {', '.join(str(member.value) for member in value)}"
    else:
        yield f"{name}{_signature(value)}" if dataclasses.is_dataclass(value) else name
        for method, member in sorted(vars(value).items()):
            if not method.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
                yield f"{name}.{method}{_signature(member)}"


def _signature(value: Any) -> str:
    if isinstance(value, property):
        return f": {inspect.signature(value.fget).return_annotation}" if value.fget else ""
    if not callable(value):
        return f" = {value!r}"
    signature = inspect.signature(value)
    parameters = [
        one.replace(default=_Default()) if inspect.isfunction(one.default) else one
        for one in signature.parameters.values()
    ]
    return str(signature.replace(parameters=parameters)).replace("'", "")


class _Default:
    """Stands for a function, whose own text would hold an address."""

    def __repr__(self) -> str:
        return "..."


if __name__ == "__main__":
    print(listing(), end="")

"""Finds phrases of a table by their first word, so that a thousand of them cost little more than one."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.issue.copydesk.running import Fault

_HERE = Path(__file__).resolve().parent
_FIRST = re.compile(r"(?<![\w’'-])[A-Za-z]+(?:[’'][a-z]+)?")


class Phrases:
    """Phrases with what is wrong in them; first words (`one|two`), a space, and what follows."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._known: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        for phrase, message in rows:
            first, rest = phrase.split(" ", 1)
            pattern = re.compile(rf" {_grouped(rest)}(?!\w)", re.IGNORECASE)
            for word in first.split("|"):
                self._known[word.casefold()].append((pattern, message))

    def find(self, text: str) -> Iterator[Fault]:
        """The phrases that stand in a text."""
        for first in _FIRST.finditer(text):
            for pattern, message in self._known.get(first.group().casefold(), ()):
                match = pattern.match(text, first.end())
                if match:
                    yield Fault(first.start(), match.end(), message)


def _grouped(pattern: str) -> str:
    """A pattern in which `one|two` between spaces is a choice of that one word."""
    parts, depth = [""], 0
    for sign in pattern:
        depth += (sign in "([") - (sign in ")]")
        if sign == " " and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return " ".join(f"(?:{part})" if "|" in part else part for part in parts)


def table(name: str) -> Mapping[str, Any]:
    """A table that lies beside this module."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8"))


def patterns(rows: Iterable[Mapping[str, str]], words: Mapping[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile rows of `pattern` and `message`; `<NAME>` in a pattern stands for that one of the words."""
    return tuple((re.compile(_filled(row["pattern"], words)), row["message"]) for row in rows)


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    for name, meant in words.items():
        pattern = pattern.replace(f"<{name}>", meant)
    return pattern

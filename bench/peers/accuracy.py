"""How right the readers are, by the scoring kit that lies beside the benchmark's data."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers.reader import Asked, Loaded, Peer, Row

_DATES = "DateTimeModel"  # sentences about dates alone: no peer is asked for them


@dataclass(frozen=True, slots=True)
class Score:
    """What the kit says of one reader on the texts of one language in one set."""

    peer: Peer
    set: str
    language: str
    note: str  # what of the reader's answers was scored; empty: all
    figures: dict[str, Any]
    texts: int
    failures: tuple[str, ...]  # texts on which the reader broke, with the error: scored as no answer


@dataclass(frozen=True, slots=True)
class Answers:
    """A reader's rows for the texts of a set."""

    rows: tuple[Row, ...]
    failures: tuple[str, ...]


def scoring_kit(shared: Path) -> Any:
    """The kit's module score.py; nothing is written beside it."""
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("dateline_scoring_kit", shared / "bench" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scoring kit in {shared}")
    kit = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = kit  # its dataclasses look themselves up there
    spec.loader.exec_module(kit)
    return kit


def scores(kit: Any, data: Path, readers: Iterable[Loaded]) -> Iterator[Score]:
    """Every reader on every set of names and figures that is there, language by language that the reader claims."""
    readers = [reader for reader in readers if reader.peer.scored]
    for task in ("names", "figures"):
        for part in kit.TASKS[task]:
            if not kit.is_present(part, kit.Bench(data)):
                continue
            for language in dict.fromkeys(row["language"] for row in part.emit(kit.Bench(data))):
                limited = _limited(kit, data, language)
                for reader in readers:
                    if reader.peer.task == task and language in reader.peer.languages:
                        yield from _score(kit, part, limited, (reader, language))


def _score(kit: Any, part: Any, bench: Any, asked: tuple[Loaded, str]) -> Iterator[Score]:
    """One reader on one language of a set; on digests peers are scored without their bare numbers too."""
    reader, language = asked
    lines = list(part.emit(bench))
    key = reader.peer.task
    answers = answer(reader, lines, key)
    kept = {"": answers.rows}
    if (key, part.name) == ("figures", "digests") and not reader.peer.ours:
        kept["only figures with a unit"] = tuple(_united(row) for row in answers.rows)
    for note, rows in kept.items():
        figures = kit.rounded(part.score(bench, kit.Predictions(rows)))
        yield Score(reader.peer, part.name, language, note, figures, len(lines), answers.failures)


def _united(row: Row) -> Row:
    return row | {"figures": [one for one in row.get("figures", []) if one["kind"] not in ("number", "rank")]}


def answer(reader: Loaded, lines: Iterable[Row], key: str) -> Answers:
    """A reader's answers to the lines of a filter's input; where it breaks there is none, and the error is told."""
    rows: list[Row] = []
    failures: list[str] = []
    for line in lines:
        asked = Asked(line["text"], line["language"], line.get("published"))
        try:
            rows.append({"id": line["id"], key: reader.read(asked)})
        except Exception as error:  # whatever a peer may raise: it is counted, and the others are still measured
            failures.append(f"{line['id']}: {type(error).__name__}: {error}")
    return Answers(tuple(rows), tuple(failures))


def _limited(kit: Any, data: Path, language: str) -> Any:
    """The benchmark with the rows of one language only, and without the sentences about dates."""

    class OneLanguage(kit.Bench):  # type: ignore[misc]
        def rows(self, name: str) -> list[Row]:
            every: list[Row] = super().rows(name)
            return [row for row in every if row.get("lang") == language and row.get("model") != _DATES]

    return OneLanguage(data)

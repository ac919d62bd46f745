"""Scores stories on look-alike events and on events in several languages: the set in bench/stories.

    python bench/grouping.py                       both halves, profile fast
    python bench/grouping.py --half tune           the half that was tuned on
    python bench/grouping.py --profile exact

All reports of a half are one stream in order of publication, as a newsroom gets them; they go through the filter
`dateline stories`. Told are pairwise precision and recall and B-cubed F1, over all and over the two parts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "stories"
PARTS = {"look-alikes": ("lookalikes_1", "lookalikes_2"), "Chinese and English": ("crosslingual",)}
SEEN = ("id", "title", "text", "published", "language", "outlet")  # by the filter
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """How right a grouping is."""

    reports: int
    precision: float  # of the pairs put together, those of one event
    recall: float  # of the pairs of one event, those put together
    b_cubed: float  # F1

    def __str__(self) -> str:
        return (
            f"{self.reports:4} reports  pairs P {self.precision:.3f} R {self.recall:.3f}  B-cubed F1 {self.b_cubed:.3f}"
        )


def rows_of(names: Iterable[str], half: str) -> list[Row]:
    """The reports of a half, in order of publication."""
    found = [json.loads(line) for name in names for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return sorted((row for row in found if row["half"] == half), key=lambda row: (row["published"], row["id"]))


def grouped(rows: Iterable[Row], profile: str) -> dict[str, str]:
    """Report → story, as `dateline stories` says."""
    given = "".join(json.dumps({key: row[key] for key in SEEN}, ensure_ascii=False) + "\n" for row in rows)
    command = [sys.executable, "-m", "dateline.cli.main", "stories", "--profile", profile]
    answer = subprocess.run(command, input=given.encode(), stdout=subprocess.PIPE, check=True).stdout
    return {row["id"]: row["story"] for row in map(json.loads, answer.splitlines())}


def score(rows: Iterable[Row], story_of: Mapping[str, str]) -> Score:
    """The grouping of these reports against the truth; what was put with reports of other parts counts too."""
    rows = list(rows)
    both = Counter((row["story"], story_of[row["id"]]) for row in rows)
    events, stories = Counter(row["story"] for row in rows), Counter(story_of[row["id"]] for row in rows)
    right, said, true = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, stories, events))
    precision = sum(n * n / stories[story] for (_, story), n in both.items()) / len(rows)
    recall = sum(n * n / events[event] for (event, _), n in both.items()) / len(rows)
    return Score(len(rows), right / max(said, 1), right / max(true, 1), 2 * precision * recall / (precision + recall))


def main(arguments: list[str] | None = None) -> int:
    """Command line; see the head of this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--half", choices=("tune", "kept"))
    parser.add_argument("--profile", default="fast", choices=("fast", "exact"))
    options = parser.parse_args(arguments)
    for half in (options.half,) if options.half else ("tune", "kept"):
        rows = rows_of([name for names in PARTS.values() for name in names], half)
        story_of = grouped(rows, options.profile)
        print(f"{half:5} {'all':20} {score(rows, story_of)}")
        for part, names in PARTS.items():
            print(f"{half:5} {part:20} {score(rows_of(names, half), story_of)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Makes the stored background again: `python -m dateline.stories.stored FOLDER`, FOLDER with the sample's reports.

Writes background.json (in how many reports each common term occurs) and means.json (the mean vector of each language
and profile) beside this module. Only texts of our own are counted, so that nothing of others is in the package.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.stories.embedders import EMBEDDERS, lead
from dateline.stories.features import terms

_LEAST = 3  # a term of fewer reports is not common


@dataclass(frozen=True, slots=True)
class Sample:
    """A report of the sample newsroom, as far as it is counted."""

    language: str
    title: str
    text: str


def read_sample(folder: Path) -> list[Sample]:
    """The reports in a folder of Markdown files with TOML between lines of +++."""
    found = []
    for path in sorted(folder.glob("*/*.md")):
        _, head, body = path.read_text("utf-8").split("+++\n", 2)
        fields = tomllib.loads(head)
        found.append(Sample(fields["language"], fields["title"], body.strip()))
    return found


def background(samples: Sequence[Sample]) -> str:
    """The terms by the number of reports they occur in, as JSON."""
    seen: Counter[int] = Counter()
    for sample in samples:
        seen.update(terms(sample.title, sample.text).ids.tolist())
    by_count: defaultdict[int, list[int]] = defaultdict(list)
    for term, count in sorted(seen.items()):
        if count >= _LEAST:
            by_count[count].append(term)
    return json.dumps({"articles": len(samples), "terms": dict(sorted(by_count.items()))}, separators=(",", ":")) + "\n"


def means(samples: Sequence[Sample]) -> str:
    """The mean vector of each profile and language to four places, as JSON."""
    table: dict[str, dict[str, list[float]]] = {}
    for profile, make in EMBEDDERS.items():
        embedder, table[profile] = make(), {}
        for language in sorted({sample.language for sample in samples}):
            rows = embedder.embed([lead(one.title, one.text) for one in samples if one.language == language])
            table[profile][language] = [round(float(value), 4) for value in rows.mean(axis=0)]
    return json.dumps(table, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    reports = read_sample(Path(sys.argv[1]))
    here = Path(__file__).parent
    here.joinpath("background.json").write_text(background(reports), "utf-8")
    here.joinpath("means.json").write_text(means(reports), "utf-8")

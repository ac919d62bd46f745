"""Scores which stories are linked to one storyline, on affairs over 18 months with long silences between.

    python bench/storylines.py                 both halves, totals only
    python bench/storylines.py --half tune     the half that may be looked at, with what went wrong

Stories are linked one after the other, in the order of their first report, by what came before only. A link counts as
right when
- a story that begins an affair, or stands alone, opens a storyline of its own (`opens`);
- any other story is linked to the storyline that the first story of its affair is in (`goes on`).
`pairs` are all pairs of stories in one storyline, against all pairs of one affair. Stories are given, first as the
truth has them (`truth`), then as the grouper makes them of the reports (`grouper`): a story of several affairs is of
the one that most of its reports are of, and what is split off a story must go on with it. `after silence` tells the
same of the stories that come after a silence of 60 days or more.

Whether an issue's item was covered already is scored by bench/coverage_score.py.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.record.stage import FactReader, text_article
from dateline.records import Article, Facts
from dateline.stories.embedders import Fast, lead
from dateline.stories.grouper import Grouper
from dateline.stories.stage import incoming
from dateline.stories.storylines import Link, Linker, StoryFacts, profile

HERE = Path(__file__).resolve().parent / "storylines"
_SILENCE = timedelta(days=60)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the set, read."""

    article: Article
    facts: Facts
    vector: npt.NDArray[np.float32]
    story: str
    affair: str  # the story, where it stands alone


@dataclass(frozen=True, slots=True)
class Linked:
    """A story with the affair it is of and where it was linked."""

    reports: Sequence[Report]
    affair: str
    link: Link

    @property
    def day(self) -> date:
        """Of its first report."""
        return self.reports[0].article.day or date.min


@dataclass(slots=True)
class Score:
    """Right and all, by what is counted."""

    right: Counter[str]
    of: Counter[str]
    faults: list[str]

    def count(self, what: str, is_right: bool) -> None:
        """Count one case."""
        self.right[what] += is_right
        self.of[what] += 1

    def told(self, what: str) -> str:
        """A share for people."""
        return f"{self.right[what]}/{self.of[what]} {self.right[what] / max(1, self.of[what]):.3f}"


def load(half: str) -> list[Report]:
    """The reports of one half, in order of publication."""
    reader, model = FactReader(None), Fast()
    with (HERE / "reports.jsonl").open(encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["half"] == half]
    return [_read(row, reader, model) for row in sorted(rows, key=lambda row: (row["published"], row["id"]))]


def _read(row: Row, reader: FactReader, model: Fast) -> Report:
    article = text_article(row["id"], row["title"], row["text"], row["language"], row["published"])
    article = replace(article, outlet=row["outlet"])
    vector = model.embed([lead(article.title, article.text)])[0]
    return Report(article, reader(article).facts, vector, row["story"], row["affair"] or row["story"])


def by_truth(reports: Iterable[Report]) -> Mapping[str, list[Report]]:
    """The stories as the set has them."""
    found = defaultdict[str, list[Report]](list)
    for one in reports:
        found[f"s-{one.story}"].append(one)
    return found


def by_grouper(reports: Iterable[Report]) -> Mapping[str, list[Report]]:
    """The stories as the grouper makes them."""
    grouper, found = Grouper(), defaultdict[str, list[Report]](list)
    for one in reports:
        found[grouper.place(incoming(one.article, one.vector)).story].append(one)
    return found


def link(stories: Mapping[str, list[Report]]) -> Iterator[Linked]:
    """Link stories in the order of their first report."""
    linker = Linker()
    for story, reports in stories.items():
        told = StoryFacts(
            story,
            tuple(one.article for one in reports),
            {one.article.id: one.vector for one in reports},
            {one.article.id: one.facts for one in reports},
        )
        affair = Counter(one.affair for one in reports).most_common(1)[0][0]
        yield Linked(reports, affair, linker.link(profile(told)))


def score(linked: Sequence[Linked]) -> Score:
    """How many of the links are right."""
    found = Score(Counter(), Counter(), [])
    line_of: dict[str, str] = {}
    last: dict[str, date] = {}
    for one in linked:
        opened = one.link.channel == "new"
        goes_on = one.affair in line_of
        is_right = one.link.storyline == line_of[one.affair] if goes_on else opened
        found.count("goes on" if goes_on else "opens", is_right)
        found.count("all", is_right)
        if goes_on and one.day - last[one.affair] >= _SILENCE:
            found.count("after silence", is_right)
        if not is_right:
            where = "opens its own" if opened else f"goes to {one.link.storyline}, {one.link.similarity:.2f}"
            found.faults.append(f"{one.link.story} {one.reports[0].article.title[:60]}: {where}")
        line_of.setdefault(one.affair, one.link.storyline)
        last[one.affair] = one.day
    for a, b in combinations(linked, 2):
        together, truth = a.link.storyline == b.link.storyline, a.affair == b.affair
        if together:
            found.count("precision", truth)
        if truth:
            found.count("recall", together)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tune", "kept"), help="only this half; faults are shown of tune")
    wanted = parser.parse_args().half
    for half in [wanted] if wanted else ["tune", "kept"]:
        reports = load(half)
        for name, stories in (("truth", by_truth(reports)), ("grouper", by_grouper(reports))):
            found = score([*link(stories)])
            parts = (f"{what} {found.told(what)}" for what in ("all", "goes on", "opens", "after silence"))
            pairs = f"pairs precision {found.told('precision')} recall {found.told('recall')}"
            print(f"{half} {name:8} {'   '.join(parts)}   {pairs}")
            for fault in found.faults if wanted == "tune" else ():
                print(f"    {fault}")


if __name__ == "__main__":
    main()

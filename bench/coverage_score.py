"""Scores what an issue is told of a story that an earlier issue may have had: new, update or repeat.

    python bench/coverage_score.py                 both halves
    python bench/coverage_score.py --half tune     the half that may be looked at, with what went wrong

The cases are those of bench/storylines/coverage.jsonl: an item of an issue with the reports it was made from, and a
story that came later. As in a newsroom, the stories of the half that were reported by then are linked to storylines
first. With the half that may be looked at a further set for tuning is told, more_coverage.jsonl. Of the half that is
kept only totals are told.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dateline.desk.coverage import Earlier, Printed, judge
from dateline.memory import Coverage
from dateline.record.stage import FactReader, text_article
from dateline.records import Story
from dateline.remembering import Memory, Read, Seen, seen
from dateline.stories.embedders import Fast, lead
from dateline.stories.storylines import Linker

HERE = Path(__file__).resolve().parent / "storylines"
STATES = ("new", "update", "repeat")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Half:
    """The reports of one half, read, and its cases."""

    rows: Mapping[str, Row]
    read: Mapping[str, Read]
    cases: Sequence[Row]


def load(half: str, more: str = "") -> Half:
    """Read one half of the set, or with `more_` the further one, whose stories came among those of the half."""
    files = [HERE / f"{name}.jsonl" for name in ("reports", f"{more}reports" if more else "late")]
    rows = {row["id"]: row for file in files for row in _lines(file) if row["half"] == half}
    reader, model = FactReader(None), Fast()
    read = {}
    for key, row in rows.items():
        article = text_article(key, row["title"], row["text"], row["language"], row["published"])
        article = replace(article, outlet=row["outlet"])
        vector = model.embed([lead(article.title, article.text)])[0]
        read[key] = Read(article, reader(article).facts, vector)
    return Half(rows, read, [row for row in _lines(HERE / f"{more}coverage.jsonl") if row["half"] == half])


def _lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def said(case: Row, half: Half) -> Coverage:
    """What a newsroom says of a case."""
    rows, read = half.rows, half.read
    stories = defaultdict[str, list[str]](list)
    until = max(case["issue_day"], min(rows[key]["published"] for key in case["candidate"]))
    for key in sorted(rows, key=lambda key: (rows[key]["published"], key)):
        is_late = key.startswith("l")
        if not is_late and key not in case["candidate"] and rows[key]["published"] <= until:
            stories[rows[key]["story"]].append(key)
    linker, linked = Linker(), dict[str, Seen]()
    for one, keys in stories.items():
        own = seen(f"s-{one}", [read[key] for key in keys])
        linked[one] = replace(own, storyline=linker.link(own.profile).storyline)
    candidate = [read[key] for key in case["candidate"]]
    now = seen("s-candidate", candidate)
    now = replace(now, storyline=linker.link(now.profile).storyline)
    story = Story("s-candidate", tuple(one.article for one in candidate))
    covered = defaultdict[str, list[str]](list)
    for key in case["covered"]:
        covered[rows[key]["story"]].append(key)
    day = date.fromisoformat(case["issue_day"])
    items = [
        Printed(one, "issue", 1, place, rows[keys[0]]["title"], "", f"s-{one}", day)
        for place, (one, keys) in enumerate(covered.items(), 1)
    ]
    memory = Memory(
        {story.id: now},
        {one: linked[one] for one in covered},
        reports=lambda _: candidate,
        told=lambda item: [read[key] for key in covered[item.key]],
    )
    return judge(story, Earlier(items), memory)


def main() -> None:
    """Score the halves asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tune", "kept"))
    wanted = parser.parse_args().half
    for name in [wanted] if wanted else ["tune", "kept"]:
        _tell(name, load(name), is_shown=name == "tune")
        if name == "tune":
            _tell("more, for tuning", load(name, "more_"), is_shown=True)


def _tell(name: str, half: Half, *, is_shown: bool) -> None:
    answers = [(case, said(case, half)) for case in half.cases]
    right = sum(answer.state == case["truth"] for case, answer in answers)
    print(f"{name}: {right} of {len(answers)} right, accuracy {right / len(answers):.3f}")
    table = Counter((case["truth"], answer.state) for case, answer in answers)
    for truth in STATES:
        print(f"  {truth:7}" + "".join(f" {state} {table[truth, state]:3}" for state in STATES))
    for case, answer in answers if is_shown else ():
        if answer.state != case["truth"]:
            told = [words for one in answer.fresh for words in one.told]
            print(f"  {case['id']} is {case['truth']}, said {answer.state}: {case['why']} {told}")


if __name__ == "__main__":
    main()

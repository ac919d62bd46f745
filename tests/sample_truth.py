"""What the sample's reports say of themselves, by the address their article has: the truth the tests compare with."""

from __future__ import annotations

import itertools
import json
import sqlite3
from pathlib import Path

from dateline.newsroom import open_newsroom
from dateline.records import Article, Placement
from dateline.sample.outlets import read_habits
from dateline.sample.reports import Report, read_reports
from dateline.store import stories

_HABITS = {habits.key: habits for habits in read_habits()}
REPORTS: dict[str, Report] = {_HABITS[report.outlet].url_of(report): report for report in read_reports()}
_TIMES = {
    "capture": ("fetched", "file", "offset", "length"),
    "visit": ("visited", "status", "attempts"),
    "story_alias": ("at",),
    "story_change": ("at",),
}


def placed(folder: Path) -> list[tuple[Article, Placement]]:
    """Every article of a newsroom with its place."""
    with open_newsroom(folder) as newsroom, newsroom.database.begin() as connection:
        return stories.placed(connection)


def article_of(folder: Path, key: str) -> Article:
    """The article that was read from a report."""
    return next(article for article, _ in placed(folder) if article.url in REPORTS and REPORTS[article.url].key == key)


def pairwise(labels: list[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of the pairs that are put together; each label is (truth, answer)."""
    true = wrong = missed = 0
    for (truth, answer), (other_truth, other_answer) in itertools.combinations(labels, 2):
        together, said = truth == other_truth, answer == other_answer
        true += together and said
        wrong += said and not together
        missed += together and not said
    return true / (true + wrong), true / (true + missed)


def dump(folder: Path, *, times: bool) -> dict[str, list[str]]:
    """Every table row by row, sorted, but for when and how often an address was tried; without `times` also without
    when and where a capture was written."""
    connection = sqlite3.connect(f"file:{folder / 'dateline.db'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    found: dict[str, list[str]] = {}
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        left_out = () if times and name != "visit" else _TIMES.get(name, ())
        rows = [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]
        kept = [{key: str(value) for key, value in row.items() if key not in left_out} for row in rows]
        found[name] = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in kept)
    connection.close()
    return found


def issue_files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file under issues/."""
    root = folder / "issues"
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}

"""Fits the weights of the support check: `python tools/fit_support.py [OUTPUT]` (see data/support/ABOUT.md).

Reads the open sets FRANK and SummEdits of the shared data (DATELINE_SHARED, or the folder `shared` beside the
repository) and those sets of bench/support_cases that the rules have seen; says so and stops where the shared data
are absent.
Prints balanced accuracy on documents held out (five folds), on news when fitted without news, and of the fit
itself. Needs scipy.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from dateline.record.gazetteer import Gazetteer, load
from dateline.record.support import judge
from dateline.record.support_align import align
from dateline.record.support_lexicon import load_lexicon
from dateline.record.support_score import copied_share
from dateline.record.support_signs import claim_signs, signs_of
from dateline.record.support_source import prepare
from dateline.record.support_words import split_lines

Array = npt.NDArray[np.float64]
_ROOT = Path(__file__).resolve().parent.parent
_DATA = _ROOT / "src" / "dateline" / "record" / "data" / "support" / "weights.json"
_WORTH = {"news": 2.5, "cnndm": 4.0, "cases": 4.0}  # of a group of claims; 1 for the rest
_LEARNT = {"first", "frozen", "seen"}  # sets of bench/support_cases; a set written blind is only measured
_RULED = 0.3  # weight of a claim that the rules decide
_RIDGE, _LASSO, _LEAST = 0.01, 0.006, 0.01
_FOLDS = 5
_BY_SCORE = {"words", "relation"}  # lacks that only say that the score is low
_ABOUT = "Weights of the signs of support_signs.py, all counting against a claim; ABOUT.md tells how they were fitted."


@dataclass(frozen=True, slots=True)
class Example:
    """One claim with its label."""

    group: str
    source: str
    claim: str
    true: bool


@dataclass(frozen=True, slots=True)
class Table:
    """All claims as numbers, a row each."""

    names: list[tuple[str, str]]  # of each column: part (always, copied, free) and sign
    values: Array  # in standard deviations
    spread: Array
    true: npt.NDArray[np.bool_]
    ruled: npt.NDArray[np.bool_]  # a rule decides
    groups: npt.NDArray[np.str_]
    documents: npt.NDArray[np.int64]


def examples(shared: Path) -> Iterator[Example]:
    """The open sets and those of our own cases that the rules were written with."""
    folder = shared / "bench" / "open" / "consistency"
    for row in _rows(folder / "frank.jsonl.gz"):
        yield Example(row["dataset"], row["article"], row["summary"], row["factuality"] == 1)
    for row in _rows(folder / "summedits.jsonl.gz"):
        yield Example(row["domain"], row["document"], row["summary"], bool(row["consistent"]))
    for file in sorted((_ROOT / "bench" / "support_cases").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines() if file.stem in _LEARNT else ():
            row = json.loads(line)
            if row["claim"].isascii() and row["sources"][0].isascii():
                yield Example("cases", row["sources"][0], row["claim"], row["supported"])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def read(found: list[Example], gazetteer: Gazetteer) -> Table:
    """The signs of each claim, and whether a rule decides it."""
    signs, shares, ruled = [], [], []
    lexicon = load_lexicon()
    for one in found:
        source = prepare((one.source,))
        laid = [align(line, source) for line in split_lines(one.claim, lexicon)]
        signs.append(claim_signs([signs_of(alignment, source) for alignment in laid]))
        shares.append(copied_share(laid))
        lacks = judge(one.claim, [one.source], gazetteer).lacks
        ruled.append(any(lack.kind not in _BY_SCORE for lack in lacks))
    keys = sorted({key for row in signs for key in row})
    plain = np.array([[row.get(key, 0.0) for key in keys] for row in signs])
    share = np.array(shares)[:, None]
    values = np.hstack([plain, plain * share, plain * (1 - share)])
    spread = values.std(0) + 1e-9
    numbers: dict[str, int] = {}
    return Table(
        [(part, key) for part in ("always", "copied", "free") for key in keys],
        values / spread,
        spread,
        np.array([one.true for one in found]),
        np.array(ruled),
        np.array([one.group for one in found]),
        np.array([numbers.setdefault(one.source, len(numbers)) for one in found]),
    )


def fit(table: Table, rows: npt.NDArray[np.bool_]) -> Array:
    """Bias and weights, none below zero, of a logistic model; each group and class weighs the same."""
    worth = np.zeros(len(table.true))
    for group in set(table.groups):
        for label in (False, True):
            chosen = rows & (table.groups == group) & (table.true == label)
            worth[chosen] = _WORTH.get(str(group), 1.0) / max(1, chosen.sum())
    worth = (worth / worth.sum() * np.where(table.ruled, _RULED, 1.0))[rows]
    values, true = table.values[rows], table.true[rows].astype(float)

    def loss(weights: Array) -> tuple[float, Array]:
        guess = 1 / (1 + np.exp(-np.clip(weights[0] - values @ weights[1:], -30, 30)))
        entropy = -(worth * (true * np.log(guess + 1e-9) + (1 - true) * np.log(1 - guess + 1e-9))).sum()
        extra = _RIDGE * (weights[1:] ** 2).sum() / 2 + _LASSO * weights[1:].sum()
        slope = worth * (guess - true)
        return entropy + extra, np.r_[slope.sum(), -(values * slope[:, None]).sum(0) + _RIDGE * weights[1:] + _LASSO]

    bounds = [(-9.0, 9.0)] + [(0.0, 5.0)] * values.shape[1]
    found: Array = minimize(loss, np.zeros(1 + values.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def held_out(table: Table) -> npt.NDArray[np.bool_]:
    """The verdict on each claim by weights fitted without its document."""
    order = np.random.RandomState(0).permutation(table.documents.max() + 1) % _FOLDS
    carried = np.zeros(len(table.true), bool)
    for fold in range(_FOLDS):
        outside = order[table.documents] == fold
        carried[outside] = carried_by(fit(table, ~outside), table)[outside]
    return carried


def carried_by(weights: Array, table: Table) -> npt.NDArray[np.bool_]:
    """Whether score and rules let each claim pass."""
    found: npt.NDArray[np.bool_] = (weights[0] - table.values @ weights[1:] >= 0) & ~table.ruled
    return found


def report(name: str, carried: npt.NDArray[np.bool_], table: Table) -> None:
    """Print balanced accuracy by group."""
    shown = []
    for group in sorted(set(table.groups)):
        here = table.groups == group
        rate = (carried[here & table.true].mean() + (~carried[here & ~table.true]).mean()) / 2
        shown.append(f"{group} {rate:.3f}")
    print(f"{name}: {', '.join(shown)}")


def _write(weights: Array, table: Table, path: Path) -> None:
    found: dict[str, dict[str, float]] = {
        "bias": {"": round(float(weights[0]), 4)},
        "always": {},
        "copied": {},
        "free": {},
    }
    for (part, sign), weight, spread in zip(table.names, weights[1:], table.spread, strict=True):
        if weight > _LEAST:
            found[part][sign] = round(float(weight / spread), 4)
    path.write_text(json.dumps({"about": _ABOUT, "weights": found}, indent=1) + "\n", "utf-8")


def main() -> None:
    """Fit, report, write."""
    shared = Path(os.environ.get("DATELINE_SHARED", _ROOT.parent / "shared"))
    if not (shared / "bench" / "open" / "consistency").is_dir():
        sys.exit("the shared data are not here: set DATELINE_SHARED")
    table = read(list(examples(shared)), load())
    report("held out", held_out(table), table)
    report("fitted without news", carried_by(fit(table, table.groups != "news"), table), table)
    weights = fit(table, np.ones(len(table.true), bool))
    report("fitted on all", carried_by(weights, table), table)
    _write(weights, table, Path(sys.argv[1]) if len(sys.argv) > 1 else _DATA)


if __name__ == "__main__":
    main()

"""Dateline beside its peers in one run on the same texts: how right and how fast, written to bench/report.md.

    python bench/peers.py                    everything (some minutes)
    python bench/peers.py --articles 20      fewer articles for the speed
    python bench/peers.py --out -            print the report

Needs the packages of requirements/bench.txt beside Dateline's: `make peers` sets up an environment for them. The
data lie in the folder named by DATELINE_SHARED, or in `shared` beside the repository; without them only speed is
measured, and the report is printed only. Exit 1: a reader could not be loaded; without one of Dateline's own nothing
is measured.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path

from floors import shared_folder
from peers.accuracy import Score, scores, scoring_kit
from peers.articles import articles
from peers.reader import PEERS, Loaded, Refused, load
from peers.report import Run, report
from peers.speed import Pace, race

HERE = Path(__file__).resolve().parent
SIZES = {"en": (500, "500 words"), "zh": (800, "800 characters")}


def run(arguments: list[str] | None = None) -> int:
    """Command line; see the head of this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--articles", type=int, default=200, help="articles for the speed (default: 200)")
    parser.add_argument("--data", type=Path, help="the benchmark's data (default: open, beside the scoring kit)")
    parser.add_argument("--out", default=str(HERE / "report.md"), help="where the report goes; - prints it")
    options = parser.parse_args(arguments)
    readers = []
    for peer in PEERS:
        _tell(f"loading {peer.module}")
        readers.append(load(peer))
    broken = [one for one in readers if isinstance(one, Refused)]
    for one in broken:
        _tell(f"{one.peer.module} could not be loaded: {one.reason}")
    if any(one.peer.ours for one in broken):
        return 1
    ready = [reader for reader in readers if isinstance(reader, Loaded)]
    paces = _paces(ready, options.articles)
    found = _scores(ready, options.data)
    text = report(Run(readers, found, paces, {language: size for language, (_, size) in SIZES.items()}))
    if options.out == "-" or not found:
        print(text)
    else:
        Path(options.out).write_text(text, encoding="utf-8")
        _tell(f"wrote {options.out}")
    return int(bool(broken))


def _paces(ready: list[Loaded], count: int) -> dict[str, list[Pace]]:
    """The speed of all readers in each language that has articles."""
    paces = {}
    for language, (size, words) in SIZES.items():
        _tell(f"speed: {count} articles of {words}")
        paces[language] = race(ready, articles(count, size, language), language)
    return paces


def _scores(ready: list[Loaded], data: Path | None) -> list[Score]:
    """All scores; none, and a message, when the benchmark is not here."""
    shared = shared_folder()
    if shared is None:
        _tell("the benchmark data are not here (set DATELINE_SHARED): speed only")
        return []
    found = []
    for score in scores(scoring_kit(shared), data or shared / "bench" / "open", ready):
        _tell(f"scored {score.peer.title} on {score.set}, {score.language} ({len(score.failures)} failures)")
        found.append(score)
    return found


def _tell(message: str) -> None:
    print(f"peers: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[variable] = "1"  # read when numpy is imported, which is in load()
    warnings.filterwarnings("ignore", category=SyntaxWarning)  # of Recognizers-Text's own sources
    sys.exit(run())

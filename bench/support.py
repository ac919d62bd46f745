"""The support check on the hand-written cases: caught and passed by kind of falsehood.

python bench/support.py           bench/support_cases/third.jsonl, written blind
python bench/support.py FILE...   other files of cases
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from dateline.record.gazetteer import load
from dateline.record.support import judge

CASES = Path(__file__).resolve().parent / "support_cases"


def main(files: list[Path]) -> None:
    """Print, by kind, the share of false sentences caught and of true ones passed."""
    gazetteer = load()
    right: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for file in files:
        for case in map(json.loads, file.read_text("utf-8").splitlines()):
            verdict = judge(case["claim"], case["sources"], gazetteer)
            for kind in (case["kind"], "all"):
                right[kind, case["supported"]].append(verdict.supported == case["supported"])
    for kind in sorted({kind for kind, _ in right}):
        caught, passed = (_rate(right[kind, truth]) for truth in (False, True))
        print(f"{kind:14} caught {caught}   passed {passed}")


def _rate(found: list[bool]) -> str:
    return f"{sum(found) / len(found):.3f} of {len(found):3}" if found else "-"


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [CASES / "third.jsonl"])

"""The report of a run, as Markdown."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peers.accuracy import Score
from peers.reader import Loaded, Peer, Refused, version
from peers.speed import Pace

_LANGUAGES = {"en": "English", "zh": "Chinese", "de": "German", "es": "Spanish", "fr": "French"}
_FAMILIES = {"money": "currency", "percent": "percent", "measure": "dimension"}
_WORDS = ("text", "language", "reader", "reads")  # columns that hold no numbers
_HEAD = """# Dateline beside its peers

One run, one process, the same texts for all. Written by `make peers` (which sets up `.venv-bench` from
`requirements/bench.txt` and runs `bench/peers.py`); do not edit it by hand. The benchmark's data are looked for in the
folder named by `DATELINE_SHARED`, or in `shared` beside the repository.
"""
_LIMITS = """## What these figures do not say

- **Quantities are Recognizers-Text's own specification.** The sentences and the right answers are the test cases that
  its authors wrote for it: it is scored on what it was built to give, the others on how near they come to its
  conventions (what belongs to a span, what is a measure). Sentences that the specification marks as not done in its
  Python version are left out, and so are, in that table, dates, bare numbers and ordinals. A value is right within
  0.01 %.
- **Dateline was written with these texts at hand**, the peers (but for the specification) were not. The figures say
  how the readers do on these texts; what Dateline does on others has to be measured on others (`--data`).
- The digest is short: a figure more or less moves its row by points. Recognizers-Text and quantulum3 also give bare
  numbers, years among them, because that is what they are for; their second rows leave these out. Neither gives what is
  counted ("users"), nor words that are a figure ("millions of"). Recognizers-Text reads the end of "Tencent" as a
  percentage.
- spaCy's model learned another text's rules of what a name is. Its kinds are mapped to ours (facilities are places),
  and a leading "the" is cut from its spans, which gains it some six points. The steps that names do not need are off:
  that more than doubles its speed and changes no name.
- Recognizers-Text is asked sentence by sentence, since it is made for queries and joins numbers that stand far apart in
  a paragraph; its speed over whole texts is told as well. quantulum3 runs with its classifier. It reads English only,
  and so does this model of spaCy.
- jieba's tags of parts of speech were not made to find names of several words, and its text here is chat, not news.
- Nobody is asked for what the peers do not have: hedges, periods, modality, whose figure it is, one name in several
  languages and scripts.
- Speed is CPU time in one process of one thread, with everything loaded before, on articles put together from the
  sample newsroom's reports. The ratios carry over to other machines, articles a second do not.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """All that one run has measured."""

    readers: Sequence[Loaded | Refused]
    scores: Sequence[Score]
    paces: dict[str, list[Pace]]  # by language
    sizes: dict[str, str]  # what an article is, by language


def report(run: Run) -> str:
    """The whole report."""
    parts = [_HEAD, _names(run.scores), _quantities(run.scores), _digests(run.scores)]
    parts += [_speed(paces, run.sizes[language], language) for language, paces in run.paces.items()]
    return "\n".join([*(part for part in parts if part), _loading(run.readers), _troubles(run), _LIMITS])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; columns of numbers stand at the right."""
    lines = [head, ["---" if name in _WORDS else "---:" for name in head], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _names(scores: Sequence[Score]) -> str:
    rows = [
        [f"{score.set}, {_LANGUAGES.get(score.language, score.language)}", score.peer.title]
        + [_share(score.figures[key]) for key in ("f1", "precision", "recall")]
        + [_share(score.figures["type_blind"]["f1"])]
        + [_share(score.figures["by_kind"][kind]["f1"]) for kind in ("person", "organisation", "place")]
        for score in scores
        if score.peer.task == "names"
    ]
    head = ["text", "reader", "F1", "precision", "recall", "F1, any kind", "person", "organisation", "place"]
    return f"## Names\n\nExact span and kind; F1 by kind of name at the right.\n\n{table(head, rows)}" if rows else ""


def _quantities(scores: Sequence[Score]) -> str:
    rows = [
        [_LANGUAGES.get(score.language, score.language), score.peer.title]
        + [_family(score.figures, family) for family in _FAMILIES]
        for score in scores
        if score.set == "quantities"
    ]
    text = "F1 of overlapping spans / share of values right in those met; – where the set has no such sentence.\n"
    head = ["language", "reader", *_FAMILIES.values()]
    return f"## Figures: Recognizers-Text's specification\n\n{text}\n{table(head, rows)}" if rows else ""


def _family(figures: dict[str, Any], family: str) -> str:
    f1 = figures["overlap_f1"].get(family)
    return "–" if f1 is None else f"{_share(f1)} / {_share(figures['value_accuracy'].get(family))}"


def _digests(scores: Sequence[Score]) -> str:
    keys = ("recall", "recall_value", "precision", "precision_value", "unit_right")
    rows = [
        [score.peer.title + (f", {score.note}" if score.note else ""), *(_share(score.figures[key]) for key in keys)]
        for score in scores
        if score.set == "digests"
    ]
    head = ["reader", "recall", "recall, value right", "precision", "precision, value right", "unit right"]
    text = "One weekly digest with its figures marked by hand. Unit right: of those with the right value.\n"
    return f"## Figures: a digest\n\n{text}\n{table(head, rows)}" if rows else ""


def _speed(paces: Sequence[Pace], size: str, language: str) -> str:
    ours = {pace.peer.task: pace.rate for pace in paces if pace.peer.ours}
    rows = [
        [
            pace.peer.title,
            "names and figures" if pace.peer.task == "both" else pace.peer.task,
            f"{pace.rate:.0f}" if pace.rate >= 20 else f"{pace.rate:.1f}",
            *("–" if pace.peer.ours else _times(ours.get(task), pace.rate) for task in (pace.peer.task, "both")),
            str(pace.articles),
        ]
        for pace in sorted(paces, key=lambda pace: (pace.peer.task, not pace.peer.ours))
    ]
    head = ["reader", "reads", "articles a CPU second here", "Dateline is faster, the same read"]
    head += ["Dateline is faster, names and figures read", "articles read"]
    name = _LANGUAGES.get(language, language)
    text = f"Articles of {size}; the readers take turns of ten articles. One is stopped after a minute of its own.\n"
    return f"## Speed: {name}\n\n{text}\n{table(head, rows)}"


def _times(ours: float | None, theirs: float) -> str:
    return f"{ours / theirs:.1f} ×" if ours and theirs else "–"


def _loading(readers: Sequence[Loaded | Refused]) -> str:
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{name} {version(name)}" for name in dict.fromkeys(n for r in readers for n in r.peer.packages)]
    loaded = [reader for reader in readers if isinstance(reader, Loaded) and reader.peer.scored]
    rows = [[_named(reader.peer), f"{reader.seconds:.1f}"] for reader in loaded]
    head = ["reader", "CPU seconds here"]
    text = "To import, load the data and read one sentence in each language.\n"
    return f"## Loading and versions\n\n{text}\n{table(head, rows)}\n{', '.join(versions)}.\n"


def _troubles(run: Run) -> str:
    """Readers that could not be loaded, and inputs on which one broke; a line when there are none."""
    refused = [one for one in run.readers if isinstance(one, Refused)]
    lines = [f"- {_named(one.peer)} could not be loaded: {one.reason}" for one in refused]
    lines += [
        f"- {_named(score.peer)} broke on {len(score.failures)} of {score.texts} texts of {score.set}, {score.language}"
        f" (scored as no answer). The first error: {score.failures[0]}"
        for score in run.scores
        if score.failures and not score.note
    ]
    lines += [
        f"- {_named(pace.peer)} broke on {len(pace.failures)} of {pace.articles} articles. The first error: {first}"
        for paces in run.paces.values()
        for pace in paces
        for first in pace.failures[:1]
    ]
    return "## Failures\n\n" + ("\n".join(lines) or "No reader broke on any text.") + "\n"


def _named(peer: Peer) -> str:
    return f"{peer.title} ({peer.task})" if peer.ours else peer.title


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"

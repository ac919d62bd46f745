"""Faults that we seeded into issues of our own sample before the copy desk had a rule: how many does it find?

    python bench/faults.py                      build the sample newsroom and try every fault
    python bench/faults.py --newsroom FOLDER    with a copy of a sample newsroom that is there (dateline demo FOLDER)
    python bench/faults.py --only ID --show     one fault (or all whose id begins so), with every problem reported
    python bench/faults.py --faults FOLDER      other faults: a folder with faults.toml and issues/
    python bench/faults.py --json FILE          what was found, as JSON, too

The faults are in faults/faults.toml, the drafts they are put into beside it. Each is put into a fresh copy of its
draft; it is found when a problem that the clean draft does not have bears one of its rules and its quote overlaps the
fault's, or names its item where there is nothing to quote; or when the draft is refused, or mended as it is read. The
clean drafts, and the sample's own as drafted now, must have no error.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateline import clock
from dateline.errors import DatelineError
from dateline.issue import codec, markdown
from dateline.newsroom import Newsroom, open_newsroom
from dateline.proofs import LinkState
from dateline.records import Issue, Item, Paragraph, Problem, Rights, Section, Sentence
from dateline.store import files, issues

HERE = Path(__file__).resolve().parent / "faults"
TODAY = date(2017, 1, 4)  # when the sample's issues are checked, unless a fault says another day
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a fault."""

    fault: Row
    found: tuple[Problem, ...]
    others: tuple[Problem, ...]  # all that the clean draft does not have
    refused: str = ""  # why the draft could not be read with the fault in it
    is_mended: bool = False  # the draft is read as if the fault were not there

    @property
    def is_found(self) -> bool:
        """Whether it cannot reach a reader unseen."""
        return bool(self.found or self.refused or self.is_mended)

    @property
    def state(self) -> str:
        """In a word, for the table."""
        if self.found:
            return "found"
        return "refused" if self.refused else "mended" if self.is_mended else "MISSED"


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of faults with the drafts that they are put into."""

    folder: Path = HERE

    def faults(self) -> list[Row]:
        """The faults in the order of their file."""
        return list(tomllib.loads((self.folder / "faults.toml").read_text("utf-8"))["faults"])

    def drafts(self) -> list[str]:
        """The ids of the issues."""
        return sorted(path.name for path in (self.folder / "issues").iterdir())

    def draft(self, issue: str) -> str:
        """The Markdown that faults are put into."""
        return (self.folder / "issues" / issue / "draft.md").read_text("utf-8")

    def issue(self, issue: str) -> Issue:
        """The issue as it was drafted."""
        return codec.from_json((self.folder / "issues" / issue / "draft.json").read_bytes())


# The newsrooms


def build(folder: Path, made: Path | None) -> None:
    """A sample newsroom in a folder: copied from one that is there, or built."""
    if made:
        shutil.copytree(made, folder)
    else:
        dateline = Path(sys.executable).with_name("dateline")
        subprocess.run([dateline, "demo", str(folder)], check=True, stdout=subprocess.DEVNULL)


def prepare(folder: Path, kept: Kept) -> None:
    """Put the drafts that were kept in place of those made today; one that is not made is drafted first."""
    for name in kept.drafts():
        issue = kept.issue(name)
        with open_newsroom(folder, overrides=[f"newsroom.language={issue.language}"]) as opened:
            if not any(known.id == name for known in opened.issues()):
                opened.draft(opened.period(issue.period.name), edition_name=issue.edition)
        for file in ("draft.md", "draft.json"):
            shutil.copy(kept.folder / "issues" / name / file, folder / "issues" / name / file)


def settled(opened: Newsroom, fault: Row) -> Newsroom:
    """The newsroom opened anew, with the settings of sources and outlets that a fault asks for."""
    sources, outlets = fault.get("sources", {}), fault.get("outlets", {})
    config = dataclasses.replace(
        opened.config,
        sources=tuple(_changed(one, sources.get(one.name, {})) for one in opened.config.sources),
        outlets=tuple(_changed(one, outlets.get(one.name, {})) for one in opened.config.outlets),
    )
    return Newsroom(opened.folder, config)


def _changed(one: Any, settings: Row) -> Any:
    values = {key: Rights(value) if key == "rights" else value for key, value in settings.items()}
    return dataclasses.replace(one, **values)


def publish_earlier(opened: Newsroom, row: Row, like: Issue) -> None:
    """Put an earlier issue with one item into the newsroom, published."""
    issue = _earlier(like, row, opened)
    text = markdown.render(issue).encode()
    folder = opened.folder / "issues" / issue.id
    files.write(folder / "draft.json", codec.to_json(issue))
    files.write(folder / "draft.md", text)
    with opened.database.begin() as connection:
        issues.save(connection, issue, files.digest_of(text), clock.now())


def _earlier(base: Issue, row: Row, opened: Newsroom) -> Issue:
    story = row.get("story", "s-0000000000000000")
    item = Item(
        id=f"i-{story}",
        story=story,
        number=None,
        headline=row["headline"],
        outlet=row["outlet"],
        published=row["published"],
        language=base.language,
        url=row["url"],
        paragraphs=(Paragraph((Sentence(row["text"], "editor"),)),),
    )
    period = re.sub(rf"-{base.edition}$", "", row["issue"])
    return dataclasses.replace(
        base,
        id=row["issue"],
        period=opened.period(period),
        number=max((base.number or 1) - 1, 0),
        introduction=(),
        sections=(Section("news", "News", (item,)),),
        closing=(),
        notes=(),
    )


# A check


def changed(text: str, edits: Iterable[Mapping[str, str]]) -> str:
    """A draft with a fault in it; raises ValueError when what is to be changed does not stand there exactly once."""
    for edit in edits:
        if text.count(edit["find"]) != 1:
            raise ValueError(f"stands {text.count(edit['find'])} times: {edit['find'][:60]!r}")
        text = text.replace(edit["find"], edit["replace"])
    return text


def check(opened: Newsroom, issue: str, fault: Row) -> list[Problem]:
    """What the desk says of an issue as it stands, with what the fault sets up around it."""
    links = {
        url: LinkState(one["state"], one.get("detail", ""), one.get("url", ""))
        for url, one in fault.get("links", {}).items()
    }
    today = date.fromisoformat(fault["today"]) if "today" in fault else TODAY
    return list(opened.check(issue, links=links, today=today))


def is_as_before(opened: Newsroom, kept: Kept, issue: str) -> bool:
    """Whether the draft is read as if the fault were not there."""
    try:
        return opened.issue(issue) == kept.issue(issue)
    except DatelineError:  # publishing would refuse it; the copy desk says what is wrong
        return False


def attempt(kept: Kept, opened: Newsroom, fault: Row, clean: Sequence[Problem]) -> Result:
    """Put one fault in, check, and put the draft back."""
    draft, folder, is_mended = kept.draft(fault["issue"]), opened.folder, False
    text = changed(draft, fault.get("edits", []))
    if fault.get("earlier"):
        with tempfile.TemporaryDirectory() as place:
            shutil.copytree(folder, Path(place) / "newsroom")
            with open_newsroom(Path(place) / "newsroom") as other:
                for row in fault["earlier"]:
                    publish_earlier(other, row, kept.issue(fault["issue"]))
                problems = check(other, fault["issue"], fault)
    else:
        path = folder / "issues" / fault["issue"] / "draft.md"
        path.write_text(text, "utf-8")
        try:
            is_mended = text != draft and is_as_before(opened, kept, fault["issue"])
            with settled(opened, fault) as other:
                problems = check(other, fault["issue"], fault)
        except DatelineError as error:
            return Result(fault, (), (), str(error))
        finally:
            path.write_text(draft, "utf-8")
    known = Counter(map(_key, clean))
    new = tuple(one for one in problems if _is_new(one, known))
    return Result(fault, tuple(one for one in new if is_found(one, fault, text)), new, is_mended=is_mended)


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.rule, problem.quote, problem.message


def _is_new(problem: Problem, known: Counter[tuple[str, str, str]]) -> bool:
    known[_key(problem)] -= 1
    return known[_key(problem)] < 0


def is_found(problem: Problem, fault: Row, text: str) -> bool:
    """Whether a problem is the fault: its rule, and its words or its item."""
    if problem.rule not in fault["rules"]:
        return False
    item = fault.get("item") or ("" if not fault["quote"] else around(text, fault))
    in_item = bool(item) and _bare(item) in _bare(problem.where)
    if not fault["quote"]:
        return in_item or not item
    if overlap(_bare(text), _bare(problem.quote), _bare(fault["quote"])):
        return True
    return in_item and _bare(problem.quote) not in _bare(text)


def around(text: str, fault: Row) -> str:
    """The headline of the item that a fault's words stand in; empty outside the items."""
    start = text.find(fault["quote"])
    headings = re.findall(r"(?m)^#{2,3} (?:\d+\. )*(.+)$", text[: max(start, 0)])
    return headings[-1] if headings else ""


def overlap(text: str, one: str, other: str) -> bool:
    """Whether two quotes share characters of a text; outside it, whether one holds the other."""
    if not one or not other:
        return False
    spans = [[(m.start(), m.end()) for m in re.finditer(re.escape(words), text)] for words in (one, other)]
    if not all(spans):
        return one in other or other in one
    return any(a < d and c < b for a, b in spans[0] for c, d in spans[1])


def _bare(text: str) -> str:
    return re.sub(r"[\s*_\\]+", "", text)


# The table


def run(folder: Path, kept: Kept, chosen: Sequence[Row]) -> tuple[dict[str, list[Problem]], list[Result]]:
    """The problems of the clean drafts, and what became of each fault."""
    with open_newsroom(folder) as opened:
        clean = {name: check(opened, name, {}) for name in kept.drafts()}
        return clean, [attempt(kept, opened, row, clean[row["issue"]]) for row in chosen]


def show_clean(title: str, clean: Mapping[str, Sequence[Problem]]) -> None:
    """Problems of drafts without a fault: errors in full, the others counted."""
    print(title)
    for name, problems in clean.items():
        counts = Counter(one.severity for one in problems)
        told = ", ".join(f"{counts[key]} {key}s" for key in ("error", "warning", "note"))
        rules = ", ".join(f"{rule} {n}" for rule, n in Counter(one.rule for one in problems).most_common())
        print(f"  {name}: {told}{'  (' if rules else ''}{rules}{')' if rules else ''}")
        for one in problems:
            if one.severity == "error":
                print(f"    ERROR {one.rule}: {one.quote[:70]!r} – {one.message[:90]} ({one.where[:60]})")


def show(results: Sequence[Result], *, full: bool) -> None:
    """A line for each fault that was missed (`full`: for all, with every problem), and the share found."""
    for result in results:
        fault = result.fault
        if full or not result.found:
            print(f"{result.state:7} {fault['id']:32} {fault['kind']}  {result.refused[-120:]}".rstrip())
        if full:
            print("".join(f"         {_line(one)}\n" for one in result.others), end="")
    kinds: dict[str, bool] = {}
    for result in results:
        kinds[result.fault["kind"]] = kinds.get(result.fault["kind"], False) or result.is_found
    found = sum(result.is_found for result in results)
    stray = sum(len([one for one in result.others if one not in result.found]) for result in results)
    print(f"found {found} of {len(results)} faults ({found / max(1, len(results)):.3f}),", end=" ")
    print(f"{sum(kinds.values())} of {len(kinds)} kinds; {stray} other new problems beside them")


def _line(problem: Problem) -> str:
    return f"{problem.severity:7} {problem.rule:24} {problem.quote[:60]!r} – {problem.message[:100]}"


def report(clean: Mapping[str, Sequence[Problem]], results: Sequence[Result]) -> Row:
    """The figures and the faults as plain data."""
    return {
        "faults": len(results),
        "found": sum(result.is_found for result in results),
        "errors_on_clean": sum(one.severity == "error" for problems in clean.values() for one in problems),
        "clean": {name: dict(Counter(one.rule for one in problems)) for name, problems in clean.items()},
        "each": [
            {"id": result.fault["id"], "found": [one.rule for one in result.found], "others": [*_rules(result)]}
            for result in results
        ],
    }


def _rules(result: Result) -> Iterator[str]:
    return (one.rule for one in result.others if one not in result.found)


def main() -> int:
    """Run from the command line; 1 when an error is reported on a clean draft."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--newsroom", type=Path)
    parser.add_argument("--faults", type=Path, default=HERE)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    kept = Kept(args.faults)
    chosen = [row for row in kept.faults() if row["id"].startswith(args.only)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "newsroom"
        build(folder, args.newsroom)
        with open_newsroom(folder) as opened:
            fresh = {known.id: check(opened, known.id, {}) for known in opened.issues()}
        prepare(folder, kept)
        clean, results = run(folder, kept, chosen)
    show_clean("the sample as it is drafted now:", fresh)
    show_clean("the drafts that were kept, without a fault:", clean)
    show(results, full=args.show)
    figures = report(clean, results)
    if args.json:
        args.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    return int(bool(figures["errors_on_clean"]))


if __name__ == "__main__":
    sys.exit(main())

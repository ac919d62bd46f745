"""The gate against a model's server that lies: lies that came into an issue, and honest shortenings that did, by kind.

python bench/writer.py [ITEMS] [--seed N] [--show KIND]    from the sample's reports, 1,000 items by default

Each sentence that the server writes is known to be a lie or honest by how it was made (tests/lies.py). Ends with 1 when
a lie came in.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from dateline.checking import Proofreader
from dateline.endpoint import Endpoint
from dateline.issue.admitting import Admission
from dateline.issue.model_writer import ModelWriter
from dateline.protocols import WriterTools
from dateline.record.gazetteer import load
from dateline.record.support import judge
from dateline.records import Article, Rights, Sentence, Source, Sourced, WritingTask
from dateline.sample.outlets import read_habits
from dateline.sample.reports import read_reports
from desk_samples import article
from lies import HONEST, LIES, Ground
from lying_server import Question, Reply, lying_server, said

_TEXTS: dict[str, str] = {}  # of the reports, by id
_MARKS = str.maketrans("’‘“”", "''\"\"")
_LINES = 6  # that the server writes of an item
_HONEST = 0.35  # share of them that is honest
_GROUPS = (("lie", LIES), ("honest", HONEST))
_WOVEN = 0.4  # share of the items that are told of several outlets
_JOINED = 0.35  # share of the lines of these that join two reports
# What the server makes of two sentences of two outlets: (outlet, sentence) twice → text.
_JOINS = {
    ("honest", "two outlets"): "{a} reports that {one}; {b} adds that {two}.",
    ("honest", "while"): "According to {a}, {one}, while {b} reports that {two}.",
    ("lie", "outlets exchanged"): "{b} reports that {one}; {a} adds that {two}.",
    ("lie", "one unnamed"): "{a} reports that {one}; {two}.",
    ("lie", "both unnamed"): "{one}, and {two}.",
    ("lie", "because"): "{a} reports that {one}, because {b} reports that {two}.",
    ("lie", "denies"): "{a} reports that {one}; {b} denies that {two}.",
    ("lie", "half invented"): "{a} reports that {one}; {b} adds that nobody was hurt.",
    ("lie", "in two mouths"): "{a} and {b} report that {one}; {b} adds that {two}.",
    ("lie", "laid in one mouth"): "{a} reports that {one}; {a} adds that {two}.",
    ("lie", "then"): "{a} reports that {one}; therefore {b} reports that {two}.",
}


@dataclass
class Count:
    """What the server wrote, what came in, and why the rest did not."""

    written: Counter[tuple[str, str]] = field(default_factory=Counter)  # by truth and kind
    admitted: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    refused: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))


class Liar:
    """The script of the server: some lines of an item, each of a kind that is drawn."""

    def __init__(self, chance: random.Random, elsewhere: list[str]):
        self.chance = chance
        self.elsewhere = elsewhere
        self.said: dict[tuple[str, str], tuple[str, str]] = {}  # truth and kind by what was said and what it cites

    def __call__(self, question: Question) -> Reply:
        """Lines on the sentences that are given."""
        self.said = {}
        outlets = re.findall(r"^Outlet: (.*)$", question.user, re.M)
        left, lines = list(question.given.items()), list[str]()
        owners = _owners(question)
        for _ in range(_LINES * 6):
            if len(set(outlets)) > 1 and self.chance.random() < _JOINED:
                lines += self._joined(left, owners)
                continue
            truth, kinds = _GROUPS[self.chance.random() < _HONEST]
            kind = self.chance.choice(list(kinds))
            self.chance.shuffle(left)
            for number, text in left:
                at = self._ground(text, question, owners[number], outlets)
                made = kinds[kind](at, self.chance)
                if made is not None and (truth == "honest" or _plain(made) != _plain(text)):
                    self.said[_plain(made), text] = (truth, kind)
                    lines.append(f"SENTENCE: {made} [{number}]")
                    left.remove((number, text))
                    break
            if len(lines) == _LINES or not left:
                break
        return said("\n".join(lines))

    def _joined(self, left: list[tuple[int, str]], owners: dict[int, str]) -> list[str]:
        pairs = [(a, b) for a in left for b in left if owners[a[0]] != owners[b[0]] and a[1] != b[1]]
        if not pairs:
            return []
        one, two = self.chance.choice(pairs)
        key = self.chance.choice(list(_JOINS))
        parts = [
            text.rstrip(".。") if _named(text) else text[:1].lower() + text[1:].rstrip(".。") for _, text in (one, two)
        ]
        made = _JOINS[key].format(a=owners[one[0]], b=owners[two[0]], one=parts[0], two=parts[1])
        self.said[_plain(made), f"{one[1]} {two[1]}"] = key
        left.remove(one)
        left.remove(two)
        return [f"SENTENCE: {made} [{one[0]}][{two[0]}]"]

    def _ground(self, text: str, question: Question, outlet: str, outlets: list[str]) -> Ground:
        others = [one for one in question.given.values() if one != text] or self.elsewhere
        other_outlet = self.chance.choice([*(one for one in outlets if one != outlet), "Evening Mirror", "海港晚报"])
        return Ground(text, self.chance.choice(others), self.chance.choice(self.elsewhere), outlet, other_outlet)


def _owners(question: Question) -> dict[int, str]:
    """The outlet of each numbered sentence."""
    found, outlet = {}, ""
    for line in question.user.splitlines():
        if line.startswith("Outlet: "):
            outlet = line.removeprefix("Outlet: ")
        elif match := re.match(r"\[(\d+)\] ", line):
            found[int(match[1])] = outlet
    return found


def _within(text: str) -> str:
    """The sentence as it stands within another."""
    return (text if _named(text) else text[:1].lower() + text[1:]).rstrip(".。")


def _named(text: str) -> bool:
    """Whether the sentence begins with a name, whose capital stays."""
    return bool(re.match("[A-Z][\\w’-]+ [A-Z]|[A-Z]{2}|[A-Z][a-z]+’s|[^A-Za-z]", text))


def main(items: int, seed: int, show: str) -> int:
    """Print the table; 1 when a lie came in."""
    chance, count, gazetteer = random.Random(seed), Count(), load()
    beside = _articles()
    reports = [one for group in beside.values() for one in group[:1]]
    elsewhere = [one.text[span.start : span.end] for one in reports for span in one.sentences]
    liar = Liar(chance, elsewhere)
    proofread = Proofreader(gazetteer)
    with lying_server(liar) as server:
        endpoint = Endpoint(server.url, "liar")
        tools = WriterTools(lambda claim, sources: judge(claim, sources, gazetteer), proofread, endpoint.ask)
        for _ in range(items):
            lead = chance.choice(reports)
            source = Source(lead.source, "feed", "https://feed.example/", rights=Rights.FULL)
            woven = chance.random() < _WOVEN
            others = [one for one in beside[lead.id][1:] if one.language == lead.language] if woven else []
            task = WritingTask(
                Sourced(lead, source),
                tuple(Sourced(one, source) for one in others),
                (),
                0,
                0,
                lead.language,
                weave=woven,
            )
            admission = Admission(tools)
            written = admission.written(ModelWriter(tools), task)
            _tally(count, liar, admission, [one for part in written.paragraphs for one in part.sentences])
    return _print(count, items, show)


def _tally(count: Count, liar: Liar, admission: Admission, printed: list[Sentence]) -> None:
    count.written.update(liar.said.values())
    came_in = set()
    for one in printed:
        if one.origin != "model":
            continue
        cited = " ".join(_TEXTS[proof.article][proof.start : proof.end] for proof in one.evidence)
        cited = " ".join(cited.split())
        key = liar.said.get((_plain(one.text), cited), ("unknown", "unknown"))
        if key[0] == "unknown" and _plain(one.text) in _plain(cited):
            continue  # a sentence of several that were said as one, as the report has it
        came_in.add((_plain(one.text), cited))
        count.admitted[key].append(f"{one.text}  ⟵  {cited}")
    why = {_plain(one.text): one.reason for one in admission.refused}
    for (text, cited), key in liar.said.items():
        if (text, cited) not in came_in:
            reason = why.get(text, "split")
            count.reasons[key][re.sub("“[^”]*”", "“…”", reason)] += 1
            count.refused[key].append(f"{text}  ⟵  {cited}: {reason}")


def _plain(text: str) -> str:
    """The text as it is compared: what is printed is the report's own characters, however a model spells them."""
    return " ".join(text.translate(_MARKS).casefold().split()).rstrip(".。")


def _articles() -> dict[str, list[Article]]:
    """Each report, by its id, with those of the same story behind it."""
    outlets = {habits.key: habits.name for habits in read_habits()}
    stories = defaultdict[str, list[Article]](list)
    for one in read_reports():
        if one.language in ("en", "zh"):
            text = "\n\n".join(one.paragraphs)
            made = article(one.title, text, outlet=outlets[one.outlet], language=one.language)
            stories[one.story].append(made)
            _TEXTS[made.id] = text
    found = {}
    for group in stories.values():
        for one in group:
            found[one.id] = [one, *(each for each in group if each.outlet != one.outlet)]
    return found


def _table() -> list[tuple[str, list[str]]]:
    joins = {truth: [kind for own, kind in _JOINS if own == truth] for truth, _ in _GROUPS}
    return [*((truth, [*kinds, *joins[truth]]) for truth, kinds in _GROUPS), ("unknown", ["unknown"])]


def _print(count: Count, items: int, show: str) -> int:
    print(f"{items} items\n{'':8}{'kind':22}{'written':>8}{'admitted':>9}  most often refused because")
    totals = Counter[str]()
    for truth, kinds in _table():
        for kind in kinds:
            key = truth, kind
            admitted = len(count.admitted[key])
            totals[f"{truth} written"] += count.written[key]
            totals[f"{truth} admitted"] += admitted
            reason = ", ".join(f"{why} ({n})" for why, n in count.reasons[key].most_common(2))
            print(f"{truth:8}{kind:22}{count.written[key]:8}{admitted:9}  {reason[:110]}")
            for text in count.admitted[key] if truth != "honest" or show == kind else ():
                print(f"          IN: {text}")
            for text in count.refused[key][:40] if show == kind else ():
                print(f"          out: {text}")
    for truth in ("lie", "honest", "unknown"):
        print(f"{truth}: {totals[f'{truth} admitted']} of {totals[f'{truth} written']} admitted")
    return int(totals["lie admitted"] + totals["unknown admitted"] > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", default="")
    chosen = parser.parse_args()
    sys.exit(main(chosen.items, chosen.seed, chosen.show))

"""Rules on order: the introduction against the items, and the items' numbers."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.issue.copydesk.likeness import content
from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.proofs import Proof, ProofItem, Surroundings
from dateline.tokens import count_words

_COVERED = 0.5  # share of a sentence's weight in an item, or of a headline's in the introduction, that makes it its own
_AHEAD = 1.15  # how much better than in any other item, for the order to be judged
_KINDLY = 0.6  # share of the items from which an introduction is one that names each
_FEWEST = 4
_NEARLY = 0.7  # share that a quoted headline and an item's have of each other
_FEWEST_WORDS = 3  # of a quoted headline
_QUOTED = re.compile(r"[“「]([^“”「」]{4,300})[”」]")
_CLAUSE = re.compile(r"(?<=[;；])\s*|\s*(?:—|——)\s*")
_SAID = re.compile(
    r"\b(two|three|four|five|six|2|3|4|5|6)\s+(?:\w+\s+)?(?:stories|topics|items|subjects|reports|developments)\b"
    r"|([两二三四五六2-6])(?:件|个|条|则|篇|项|大)",
    re.I,
)
_NUMBERS = {2: "two 2 两 二", 3: "three 3 三", 4: "four 4 四", 5: "five 5 五", 6: "six 6 六"}


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence of the introduction, or a part of it that names an item, with the item it stands for."""

    text: str
    where: str
    item: int | None  # place of the item; None: it stands for none, or for several


def _stories(proof: Proof) -> list[ProofItem]:
    return [item for item in proof.items if item.kind == "stories"]


def _weights(items: Sequence[ProofItem]) -> dict[str, float]:
    """How telling a word is among the items."""
    counts = Counter(word for item in items for word in _words(item))
    return defaultdict(
        lambda: math.log(1 + len(items)), {word: math.log(1 + len(items) / n) for word, n in counts.items()}
    )


def _words(item: ProofItem) -> frozenset[str]:
    return content(" ".join([item.headline, *(one.text for one in item.paragraphs)]))


def _share(some: frozenset[str], whole: frozenset[str], weights: dict[str, float]) -> float:
    total = sum(weights[word] for word in some)
    return sum(weights[word] for word in some & whole) / total if total else 0.0


def _told(proof: Proof, items: Sequence[ProofItem], weights: dict[str, float]) -> list[_Told]:
    """What the introduction names: its quoted headlines, else its clauses, else its sentences."""
    naming = _Naming([content(item.headline) for item in items], [_words(item) for item in items], weights)
    found = []
    for number, paragraph in enumerate(proof.introduction, 1):
        where = place(None, number, part="introduction")
        for sentence in paragraph.sentences:
            text = paragraph.text[sentence.start : sentence.end]
            if text.rstrip().endswith((":", "：")) and sentence.origin == "standing":
                continue  # a lead-in
            parts = [_Told(one, where, naming.headline(one)) for one in _quoted(text)]
            if not any(one.item is not None for one in parts):
                parts = [_Told(one, where, naming.item(one)) for one in _CLAUSE.split(text)]
            if len({one.item for one in parts if one.item is not None}) < 2 and not _quoted(text):
                parts = [_Told(text, where, naming.item(text))]
            found += parts
    return found


def _quoted(text: str) -> list[str]:
    """What stands in outer quotation marks, from a few words on."""
    return [match.group(1) for match in _QUOTED.finditer(text) if count_words(match.group(1)) >= _FEWEST_WORDS]


@dataclass(frozen=True, slots=True)
class _Naming:
    """Tells which item a piece of the introduction names."""

    heads: Sequence[frozenset[str]]
    bodies: Sequence[frozenset[str]]
    weights: dict[str, float]

    def headline(self, text: str) -> int | None:
        """The item whose headline the text is, or nearly."""
        mine = content(text)
        pairs = [
            (min(_share(mine, head, self.weights), _share(head, mine, self.weights)), -at)
            for at, head in enumerate(self.heads)
        ]
        share, at = max(pairs)
        return -at if share >= _NEARLY else None

    def item(self, text: str) -> int | None:
        """The item of which the text tells; None: it tells of none, or of several."""
        mine = content(text)
        ranked = sorted(
            (
                (_share(mine, body, self.weights) + _share(mine, head, self.weights), at)
                for at, (body, head) in enumerate(zip(self.bodies, self.heads, strict=True))
            ),
            reverse=True,
        )
        sure = ranked[0][0] >= _COVERED and (len(ranked) < 2 or ranked[0][0] >= _AHEAD * ranked[1][0])
        return ranked[0][1] if sure else None


def _missed(proof: Proof, items: Sequence[ProofItem]) -> list[int]:
    """The places of the items that the introduction does not name."""
    weights = _weights(items)
    told = _told(proof, items, weights)
    named = {one.item for one in told}
    sentences = [content(one.text) for one in told]
    return [
        at
        for at, item in enumerate(items)
        if at not in named
        and max((_share(content(item.headline), one, weights) for one in sentences), default=0.0) < _COVERED
    ]


@rule("introduction-misses-item", "warning")
def missed_items(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An item that the introduction does not name, where it names each, or as many as it says."""
    items = _stories(proof)
    if not items or not proof.introduction:
        return
    missed = _missed(proof, items)
    if proof.introduced_by == "greeting":
        missed = [at for at in missed if at < _announced(proof, items)]
    elif not proof.introduced_by and (len(items) < _FEWEST or len(items) - len(missed) < _KINDLY * len(items)):
        return
    for at in missed:
        message = "the introduction does not name this item"
        yield Finding(items[at].headline, message, place(items[at]), "give it a sentence in the introduction")


def _announced(proof: Proof, items: Sequence[ProofItem]) -> int:
    """How many of the first items a greeting announces: those it quotes, or says a number of; at least one."""
    leading = sum(item.section == items[0].section for item in items)
    text = "\n".join(one.text for one in proof.introduction)
    match = _SAID.search(text)
    word = (match[1] or match[2]).casefold() if match else ""
    said = next((number for number, words in _NUMBERS.items() if word in words.split()), 0)
    return min(leading, max(1, len(_quoted(text)), said))


@rule("introduction-order", "warning")
def disordered_introduction(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An introduction that names the items in another order than they stand in."""
    items = _stories(proof)
    told = [one for one in _told(proof, items, _weights(items)) if one.item is not None] if items else []
    expected = _announced(proof, items) if proof.introduced_by == "greeting" else _KINDLY * len(items)
    if len(told) < 2 or len(told) < expected:
        return
    first = {one.item: one for one in reversed(told)}
    order = [one for one in told if first[one.item] is one]
    kept = _rising([one.item or 0 for one in order])
    for at, one in enumerate(order):
        if at not in kept:
            item = items[one.item or 0]
            message = f"the introduction names “{item.headline}” out of the order of the items"
            yield Finding(one.text, message, one.where, "put the sentence where its item stands")


def _rising(numbers: Sequence[int]) -> set[int]:
    """The places of the longest rising run, with gaps."""
    longest = set[int]()
    ending: list[set[int]] = []  # at each place the longest run that ends there
    for at, number in enumerate(numbers):
        before = [ending[place] for place in range(at) if numbers[place] < number]
        run = {at}.union(*sorted(before, key=len)[-1:])
        ending.append(run)
        longest = run if len(run) > len(longest) else longest
    return longest


@rule("item-numbering", "warning")
def wrong_numbers(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A number that is missing, given twice, left out or out of order."""
    sections = defaultdict[str, list[ProofItem]](list)
    for item in proof.items:
        sections[item.section].append(item)
    last = 0
    for items in sections.values():
        numbers = [item.number for item in items if item.number is not None]
        if not numbers:
            continue
        expected, last = _expected(items, 0 if numbers[0] == 1 else last)
        for item, number in zip(items, expected, strict=True):
            if item.number is not None and item.number != number:
                yield _misnumbered(item, number or 0, proof)
            elif item.number is None and len(numbers) > 1 and 2 * len(numbers) >= len(items):
                yield from _unnumbered(item, number, proof)


def _expected(items: Sequence[ProofItem], last: int) -> tuple[list[int | None], int]:
    """The numbers that items should have, and where the count stands then; None: the count goes on without the item."""
    found: list[int | None] = []
    for at, item in enumerate(items):
        following = next((one.number for one in items[at + 1 :] if one.number is not None), None)
        is_counted = item.number is not None or following is None or following > last + 1
        found.append(last + 1 if is_counted else None)
        goes_on = item.number is None or following == last + 2  # the next one is right again
        last = last + is_counted if goes_on else item.number or last
    return found, last


def _unnumbered(item: ProofItem, number: int | None, proof: Proof) -> Iterator[Finding]:
    if number is not None or not proof.imported:
        message = "the item has no number, and those beside it have"
        right = _numbered(item, number, proof) if number is not None else None
        yield Finding(item.headline, message, place(item), "give it the number of its place", right)


def _misnumbered(item: ProofItem, expected: int, proof: Proof) -> Finding:
    message = f"number {item.number}, where {expected} is expected"
    quote = _numbered(item, item.number or 0, proof) or item.headline
    return Finding(quote, message, place(item), f"number it {expected}", _numbered(item, expected, proof))


def _numbered(item: ProofItem, number: int, proof: Proof) -> str | None:
    """The headline with a number, as an issue of ours writes it; None: another's form is not known."""
    return None if proof.imported else f"{proof.form.numbering.format(number=number)} {item.headline}"


@rule("introduction-without-item", "error")
def without_item(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A sentence of the introduction whose report stands behind no item any more."""
    if proof.imported:
        return
    for number, paragraph in enumerate(proof.introduction, 1):
        for one in paragraph.sentences:
            if one.origin in ("extract", "model") and not one.evidence:
                quote = paragraph.text[one.start : one.end]
                where = place(None, number, part="introduction")
                yield Finding(quote, "the report that says so stands behind no item", where, "take the sentence out")

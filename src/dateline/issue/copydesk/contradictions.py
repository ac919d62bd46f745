"""The rule on figures that contradict each other: within the issue, with an earlier one, with the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.issue.copydesk.likeness import content
from dateline.issue.copydesk.rules import Finding, place, rule, texts
from dateline.proofs import Proof, ProofItem, Surroundings
from dateline.records import Comparison, Difference, Figure, Point, Statement

_ITEM = "item:"
_SHARED, _FEWEST = 0.7, 4  # part of the words that two sentences of one fact share, and how many at least
_RETOLD = 0.6  # the same for those of two issues, of the longer sentence
_ROUNDED = 0.06
_BARE = frozenset("units people items pieces times things places 个 人 件 项 次".split())
_DIGIT = re.compile(r"\d")


@rule("figure-contradiction", "warning")
def contradictions(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A figure that another item, an earlier issue or the record gives otherwise."""
    items = {_ITEM + item.id: item for item in proof.items}
    seen = set[tuple[str, str]]()
    found = [one for group in around.comparisons for one in _compared(group, items, proof)]
    for finding in (*found, *_retold(proof), *_told_earlier(proof, around)):
        if (finding.where, finding.quote) not in seen:
            seen.add((finding.where, finding.quote))
            yield finding


def _compared(group: Comparison, items: dict[str, ProofItem], proof: Proof) -> Iterator[Finding]:
    for difference in group.differences:
        pair = [group.points[difference.second], group.points[difference.first]]
        ours = [one for one in pair if one.statement.source in items]
        if not ours or difference.verdict == "agrees":
            continue
        both = len(ours) == 2
        if difference.verdict != "unexplained" and not (both and difference.verdict == "explained"):
            continue
        mine = ours[0]
        other = pair[1] if pair[0] is mine else pair[0]
        if difference.verdict == "explained" and not _is_telling(group, mine, other):
            continue
        if both and mine.statement.source == other.statement.source and difference.verdict == "explained":
            continue  # one item that tells a development
        yield _finding(group, difference, mine, other, items)


def _is_telling(group: Comparison, mine: Point, other: Point) -> bool:
    """Whether the two speak of one thing closely enough that a reader would hold them side by side."""
    counted = [content(one.statement.figure.counted or "") for one in (mine, other)]
    return group.quantity not in _BARE and bool(counted[0] & counted[1])


def _finding(
    group: Comparison, difference: Difference, mine: Point, other: Point, items: dict[str, ProofItem]
) -> Finding:
    item = items[mine.statement.source]
    explained = difference.verdict == "explained"
    message = f"{group.subject}, {group.quantity}: {mine.statement.figure.text} here, {_stated(other, items)}" + (
        f"; explained: {difference.reason}" if explained else ""
    )
    mend = "say in the text what makes the two differ" if explained else "find out which of the two holds"
    where = place(item, _paragraph(item, mine.statement.figure.text))
    return Finding(mine.statement.figure.text, message, where, mend, severity="note" if explained else None)


def _stated(point: Point, items: dict[str, ProofItem]) -> str:
    statement = point.statement
    item = items.get(statement.source)
    if item is not None:
        return f"{statement.figure.text} in “{item.headline}”"
    told = ", ".join(filter(None, (statement.outlet, statement.title, statement.stated))) or statement.source
    return f"{statement.figure.text} in {told}"


def _paragraph(item: ProofItem, quote: str) -> int | None:
    return next((at for at, one in enumerate(item.paragraphs, 1) if quote in one.text), None)


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure with the sentence it stands in."""

    where: str
    item: ProofItem | None
    figure: Figure
    words: frozenset[str]
    is_own: bool  # whether an editor wrote it, here or elsewhere; no report does


def _retold(proof: Proof) -> Iterator[Finding]:
    """Figures that differ where the issue tells the same elsewhere in the same words.

    The introduction and the headlines are held against the items, and an editor's sentences against other items.
    """
    body = [one for one in _said(proof) if one.item is not None]
    heads = [*(one for one in _said(proof) if one.item is None), *_headlines(proof)]
    for head in (*heads, *(one for one in body if one.is_own)):
        is_body = head.is_own and head.item is not None
        rivals = [
            one
            for one in body
            if one.figure.kind == head.figure.kind
            and one.figure.unit == head.figure.unit
            and (one.item is not head.item if is_body else head.item in (None, one.item))
            and _is_same_fact(head.words, one.words)
        ]
        if rivals and not any(_agree(head.figure, one.figure) for one in rivals):
            told = rivals[0]
            message = f"{head.figure.text} here, {told.figure.text} in the text of the item ({told.where})"
            yield Finding(head.figure.text, message, head.where, "find out which of the two holds")


def _told_earlier(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Figures that an earlier issue gave otherwise in nearly the same words."""
    earlier = [(one, plain(one.sentence)) for one in around.told]
    for said in (
        one for one in _said(proof) if one.item is not None and one.figure.kind in ("count", "money", "measure")
    ):
        rivals = [
            one
            for one, words in earlier
            if (one.figure.kind, one.figure.unit) == (said.figure.kind, said.figure.unit)
            and is_retold(said.words, words)
        ]
        if rivals and not any(_agree(said.figure, one.figure) for one in rivals):
            yield _otherwise(said, rivals[0])


def _otherwise(said: _Said, other: Statement) -> Finding:
    periods = (said.figure.period, other.figure.period)
    explained = None not in periods and periods[0] != periods[1]
    told = ", ".join(filter(None, (other.source.partition("#")[0], f"“{other.title}”")))
    message = f"{said.figure.text} here, {other.figure.text} in {told}"
    if explained:
        message += f"; explained: period: {periods[0]}, against {periods[1]}"
    mend = "say in the text what makes the two differ" if explained else "find out which of the two holds"
    return Finding(said.figure.text, message, said.where, mend, severity="note" if explained else None)


def is_retold(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sentences, as the words that say what they are about, seem to tell one fact."""
    shared = len(first & second)
    return shared >= _FEWEST and shared >= _RETOLD * max(len(first), len(second))


def _said(proof: Proof) -> Iterator[_Said]:
    for where, item, paragraph in texts(proof):
        for sentence in paragraph.sentences:
            text = paragraph.text[sentence.start : sentence.end]
            is_own = sentence.origin in ("editor", "imported")
            for figure in paragraph.facts.figures:
                if sentence.start <= figure.start < sentence.end:
                    yield _Said(where, item, figure, plain(text), is_own)


def _headlines(proof: Proof) -> Iterator[_Said]:
    for item in proof.items:
        for figure in item.headline_facts.figures:
            yield _Said(place(item, part="headline"), item, figure, plain(item.headline), is_own=False)


def plain(text: str) -> frozenset[str]:
    """The words of a sentence that say what it is about, without its figures."""
    return frozenset(word for word in content(text) if not _DIGIT.search(word))


def _is_same_fact(first: frozenset[str], second: frozenset[str]) -> bool:
    shared = len(first & second)
    return shared >= _FEWEST and shared >= _SHARED * min(len(first), len(second))


def _agree(first: Figure, second: Figure) -> bool:
    ours = [one for one in (first.value, first.low, first.high) if one is not None]
    theirs = [one for one in (second.value, second.low, second.high) if one is not None]
    return not ours or not theirs or any(abs(a - b) <= _ROUNDED * max(abs(a), abs(b)) for a in ours for b in theirs)

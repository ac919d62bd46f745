"""Rules on repetition: a story that an earlier issue had, or that the issue tells twice."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.issue.copydesk import addresses
from dateline.issue.copydesk.likeness import content, squeezed
from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.issue.updates import bare, is_headed
from dateline.proofs import EarlierItem, Proof, ProofItem, Surroundings

_HEADLINES = 0.8  # shared words from which two headlines of some length are of one story
_TEXTS = 0.6  # the same for their texts
_SAME = 0.3  # the same for those of one address, of which one may be wrong
_FEWEST = 4
_LONG = 15  # words from which two texts can be held side by side


@rule("item-in-earlier-issue", "warning")
def covered_items(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An item whose story, report or headline an earlier issue had, unless it is headed as an update."""
    for item in proof.items:
        for earlier in around.earlier if item.kind == "stories" and not is_headed(item.headline) else ():
            why = _why_covered(item, earlier)
            if why is not None:
                number = f" (item {earlier.number})" if earlier.number is not None else ""
                message = f"issue {earlier.issue}{number} had {why}: “{earlier.headline}”"
                yield Finding(
                    item.headline, message, place(item), "leave it out, or head it “Update:” and say what is new"
                )
                break


def _why_covered(item: ProofItem, earlier: EarlierItem) -> str | None:
    if item.url and earlier.url and addresses.key(item.url) == addresses.key(earlier.url):
        return "this report"
    if item.story and item.story == earlier.story:
        return "this story"
    return "nearly this headline" if _are_like(item.headline, earlier.headline) else None


def _are_like(first: str, second: str) -> bool:
    first, second = bare(first), bare(second)
    one, other = content(first), content(second)
    if squeezed(first) == squeezed(second):
        return len(one) >= _FEWEST - 1
    if _numbers(one) != _numbers(other):
        return False
    return min(len(one), len(other)) > _FEWEST and len(one & other) >= _HEADLINES * max(len(one), len(other))


def _numbers(words: frozenset[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


@rule("item-twice", "error")
def doubled_items(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """One story that the issue tells twice."""
    items = [item for item in proof.items if item.kind == "stories"]
    for at, item in enumerate(items):
        other = next((one for one in items[:at] if _is_one(item, one) or _is_cited(item, one)), None)
        if other is not None:
            message = f"“{other.headline}” tells the same story"
            severity = "warning" if proof.imported else None  # reading may have cut one item in two
            yield Finding(item.headline, message, place(item), "make one item of the two", severity=severity)


def _is_one(first: ProofItem, second: ProofItem) -> bool:
    if first.story and first.story == second.story:
        return True
    one, other = _words(first), _words(second)
    least, shared = min(len(one), len(other)), len(one & other)
    if least < _LONG:  # a line of a list: what differs may be what matters
        return squeezed(first.headline) == squeezed(second.headline) and len(content(first.headline)) > _FEWEST
    is_page = bool(first.url) and addresses.key(first.url) == addresses.key(second.url) and shared > _SAME * least
    return is_page or _are_like(first.headline, second.headline) or shared >= _TEXTS * least


def _is_cited(first: ProofItem, second: ProofItem) -> bool:
    """Whether one of two items lists the lead report of the other, which rests on nothing else."""
    for one, other in ((first, second), (second, first)):
        key = addresses.key(one.url) if one.url and addresses.is_deep(one.url) else ""
        listed = {addresses.key(url) for url in (other.url, *(link.url for link in other.links)) if url}
        own = {addresses.key(source.url) for source in one.sources}
        if key and key in listed and own <= {key}:
            return True
    return False


def _words(item: ProofItem) -> frozenset[str]:
    return content(" ".join([item.headline, *(one.text for one in item.paragraphs)]))

"""What the check against the reports lacks in each sentence, each lack under the one rule that names it best."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.issue.copydesk.copies import reports_of, stretches
from dateline.issue.copydesk.likeness import content, distance
from dateline.issue.copydesk.rules import Finding, texts
from dateline.proofs import Proof, ProofItem, ProofParagraph, ProofSentence, ProofSource
from dateline.records import Lack
from dateline.tokens import is_unspaced

_RULES = {
    "number": "figure-differs",
    "unit": "figure-unit",
    "hedge": "figure-hedge",
    "period": "figure-period",
    "quotation": "quotation-not-verbatim",
    "speaker": "quotation-speaker",
}
_STRANGE = 0.5  # share of a sentence's words in the reports below which it is not theirs at all
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
PASSAGE = "passage"  # the kind of lack of a sentence whose words stand in the reports apart
NOT_SUPPORTED, WITHOUT = "sentence-not-supported", "sentence-without-evidence"


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A sentence that its reports do not carry, with its lacks by rule."""

    where: str
    item: ProofItem | None
    paragraph: ProofParagraph
    sentence: ProofSentence
    text: str
    lacks: dict[str, tuple[Lack, ...]]

    def quote(self, lack: Lack) -> str:
        """The words of the lack as they stand in the sentence, else the whole sentence."""
        at = self.text.casefold().find(lack.text.casefold()) if lack.text else -1
        if at >= 0:
            return self.text[at : at + len(lack.text)]
        digits = _DIGITS.search(lack.text)
        found = [one.text for one in self.paragraph.facts.figures if digits and digits.group() in one.text]
        return next((one for one in found if one in self.text), self.text)


def unsupported(proof: Proof) -> Iterator[Unsupported]:
    """The sentences that were held against reports and are not carried, in order."""
    for where, item, paragraph in texts(proof):
        for sentence in paragraph.sentences:
            verdict = sentence.verdict
            if verdict is None or verdict.supported:
                continue
            text = paragraph.text[sentence.start : sentence.end]
            if sentence.evidence and any(text.split() == one.split() for one in sentence.evidence):
                continue
            lacks = _by_rule(text, sentence, _reports(proof, item))
            if set(lacks) == {NOT_SUPPORTED}:
                lacks = _by_copy(text, reports_of(proof, item)) or lacks
            if item is None and set(lacks) == {WITHOUT}:
                continue  # the editor's own greeting
            yield Unsupported(where, item, paragraph, sentence, text, lacks)


def under(proof: Proof, rule: str) -> Iterator[Finding]:
    """The lacks of one rule, each once."""
    for one in unsupported(proof):
        for lack in one.lacks.get(rule, ()):
            yield Finding(
                one.quote(lack), f"“{one.quote(lack)}”: {lack.message}", one.where, "write what the source has"
            )


def _reports(proof: Proof, item: ProofItem | None) -> list[str]:
    items = [item] if item is not None else list(proof.items)
    reports = [f"{source.title}\n{source.text}" for one in items for source in one.sources]
    return reports or [" ".join(part.text for part in one.paragraphs) for one in items]


def _by_rule(text: str, sentence: ProofSentence, reports: list[str]) -> dict[str, tuple[Lack, ...]]:
    lacks = sentence.verdict.lacks if sentence.verdict else ()
    is_apart = any(lack.kind == PASSAGE for lack in lacks)
    if is_apart or (not sentence.evidence and _is_strange(text, reports)):
        return {WITHOUT: lacks}
    found: dict[str, tuple[Lack, ...]] = {}
    for lack in lacks:
        rule = _rule_of(lack, reports)
        if lack.text or rule == NOT_SUPPORTED:
            found[rule] = (*found.get(rule, ()), lack)
    if len(found) > 1:
        found.pop(NOT_SUPPORTED, None)  # the lack that has a name is the fault, the others follow from it
    return found or {NOT_SUPPORTED: lacks}


def _by_copy(text: str, reports: Sequence[ProofSource]) -> dict[str, tuple[Lack, ...]]:
    """The lacks of a sentence that is a report's own but for a few words which fall under rules of their own."""
    found: dict[str, tuple[Lack, ...]] = {}
    for one in stretches(text, reports):
        if one.rule != NOT_SUPPORTED:
            lack = Lack(one.rule, one.quote, f"the source has “{one.instead}”")
            found[one.rule] = (*found.get(one.rule, ()), lack)
    return found


def _is_strange(text: str, reports: list[str]) -> bool:
    """Whether no report carries even the words of a sentence."""
    mine = content(text)
    shares = [len(mine & content(report)) / len(mine) for report in reports if mine]
    return not mine or max(shares, default=0.0) < _STRANGE


def _rule_of(lack: Lack, reports: list[str]) -> str:
    if lack.kind == "name":
        is_near = any(spelt_otherwise(lack.text, report) for report in reports)
        return "name-spelling" if is_near else NOT_SUPPORTED
    return _RULES.get(lack.kind, NOT_SUPPORTED)


def spelt_otherwise(name: str, text: str) -> list[str]:
    """The forms in a text that differ from the name by its spaces, marks and capitals, or by a letter or two."""
    if is_unspaced(name) or name in text:
        return []
    letters = [re.escape(one) for one in name if one.isalnum()]
    spaced = re.compile(r"(?<!\w)" + r"[\s.’'-]?".join(letters) + r"(?!\w)", re.I)
    return [*dict.fromkeys(spaced.findall(text))][:3] or near_forms(name, text)


def near_forms(name: str, text: str) -> list[str]:
    """The forms in a text of which the name looks like a misspelling: as many words, one a letter or two off."""
    words = name.split()
    if not words or is_unspaced(name) or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        return []
    there, found = text.split(), []
    for at in range(len(there) - len(words) + 1):
        form = " ".join(there[at : at + len(words)]).strip("“”\"'‘’()[]（）.,;:!?…")
        form = form.removesuffix("’s").removesuffix("'s")
        if form[:1].isupper() and _is_near(words, form.split()):
            found.append(form)
    return list(dict.fromkeys(found))


def _is_near(words: list[str], others: list[str]) -> bool:
    if len(words) != len(others):
        return False
    off = [(one, other) for one, other in zip(words, others, strict=True) if one.casefold() != other.casefold()]
    if len(off) != 1:
        return False
    one, other = off[0][0].casefold(), off[0][1].casefold()
    most = 1 if len(words) == 1 and len(one) < 8 else 2
    return (
        one[0] == other[0]
        and min(len(one), len(other)) >= 3
        and 0 < distance(one, other, most) <= most
        and not (is_inflected(one, other))
    )


def is_inflected(first: str, second: str) -> bool:
    """Whether two words differ by an ending such as a plural's only."""
    short, long = sorted((first, second), key=len)
    return long.startswith(short) and long[len(short) :].strip("'’") in (
        "s",
        "es",
        "n",
        "an",
        "ese",
        "d",
        "i",
        "ed",
        "",
    )

"""Sentences that are a report's own but for a few words: which words, and what the report has in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.issue.copydesk.likeness import content
from dateline.issue.copydesk.rules import Finding, texts
from dateline.proofs import Proof, ProofItem, ProofSource
from dateline.sentences import sentences
from dateline.tokens import is_unspaced

_ALIKE = 0.8  # share of a sentence's words, in order, from which it is a copy
_MOST = 4  # words of a stretch
_SHARED = 0.6  # share of its content words below which a sentence is not looked at closely
_WORD = re.compile(
    r"[$€£¥][\d.,]*\d|°\s?[CFK]\b|\d[\d.,]*\d|\d|[%％°]|[\u3400-\u9fff]"
    r"|[^\W\d_\u3400-\u9fff]+(?:[.’'&-][^\W\d_\u3400-\u9fff]+)*"
)
_TIME = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow last next
    this first second third fourth half quarter spring summer autumn fall winter week weeks month months year years day
    days early mid late before after since until ago annual annually monthly weekly daily decade decades hour hours
    minute minutes seconds morning evening night noon q1 q2 q3 q4 h1 h2
    年 月 日 周 季 去 今 明 昨 上 下
    """.split()
)
_HEDGES = frozenset(
    """
    about around roughly approximately some nearly almost over under more less fewer than least most up to at exactly
    precisely only just below above close estimated as much many
    约 近 超 逾 至 多 少 余 共
    """.split()
)
_UNITS = frozenset(
    """
    % ％ percent cent per percentage points °c °f °k ° us hk nt usd rmb cny eur yuan dollars dollar euros euro yen
    pounds pound million billion trillion thousand hundred mln bn m k kilometres kilometers km miles mile metres
    meters metre meter
    tonnes tons kilograms kg gw mw kw gwh mwh kwh watts gigawatts megawatts kilowatts terabytes gigabytes hectares acres
    volt volts kilovolt kilovolts amperes bushel bushels barrel barrels ounce ounces pint pints crate crates
    tonne ton kilogram gram grams litre liter liters kilowatt megawatt gigawatt watt acre hectare kilometre kilometer
    bit bits byte bytes kilobytes litres gallons gigabits megabits hertz gigahertz megahertz
    degrees centimetres inches feet units vehicles people
    万 亿 千 百 元 吨 米 里 克
    """.split()
)
_PERCENT = frozenset(("per", "cent", "percent", "%", "％"))
_NUMBERS = frozenset(
    "half third quarter fifth tenth one two three four five six seven eight nine ten dozen hundred thousand".split()
)
_SAME = {
    "％": "%", "percent": "%", "per cent": "%", "mln": "million", "m": "million", "bn": "billion", "k": "thousand",
    "kilometres": "km", "kilometers": "km", "metres": "meters", "metre": "meter", "kg": "kilograms",
}  # fmt: skip
_DENIALS = frozenset("not no never nor neither without rather instead".split())
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence in whose place the report has other words."""

    quote: str  # where the sentence only lacks words: what stands beside the gap
    rule: str  # the rule it falls under
    instead: str  # the report's words


def altered(proof: Proof, rule: str) -> Iterator[tuple[str, Stretch]]:
    """Under one rule: the places and stretches that the check let pass, though they are copies with words altered."""
    for where, item, paragraph in texts(proof):
        for sentence in paragraph.sentences:
            verdict = sentence.verdict
            if verdict is not None and verdict.supported and not verdict.verbatim:
                text = paragraph.text[sentence.start : sentence.end]
                for one in stretches(text, reports_of(proof, item)):
                    if one.rule == rule:
                        yield where, one


def found_by(proof: Proof, rule: str, noun: str) -> Iterator[Finding]:
    """The findings on altered stretches under one rule."""
    for where, one in altered(proof, rule):
        yield Finding(one.quote, f"{noun}: the source has “{one.instead}”", where, "write what the source has")


def reports_of(proof: Proof, item: ProofItem | None) -> tuple[ProofSource, ...]:
    """The reports of an item; of the introduction: those of all items."""
    items = [item] if item is not None else list(proof.items)
    return tuple(source for one in items for source in one.sources)


def stretches(text: str, reports: Sequence[ProofSource]) -> list[Stretch]:
    """What a sentence has otherwise than the report's sentence of which it is a copy; empty: it is none's, or whole."""
    if any(" ".join(text.split()) in " ".join(one.text.split()) for one in reports):
        return []
    mine = list(_WORD.finditer(text))
    keys = [word.group().casefold() for word in mine]
    near, report = _nearest(text, keys, reports)
    if report is None:
        return []
    theirs = list(_WORD.finditer(near))
    others = [word.group().casefold() for word in theirs]
    if sorted(keys) == sorted(others):
        is_turned = _is_turned([word.group() for word in mine], [word.group() for word in theirs])
        return [Stretch(text, "sentence-not-supported", near)] if is_turned else []
    found = []
    for tag, *ends in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        i1, i2, j1, j2 = ends
        beyond = len(keys) in (i1, i2) and tag != "replace"  # an end that is cut off or added
        if tag != "equal" and i2 - i1 <= _MOST and j2 - j1 <= _MOST and not beyond:
            rule = _rule_of(keys[i1:i2], others[j1:j2], keys[i2 : i2 + 4])
            if i1 < i2 and j1 < j2 and _is_rate(keys[:i1]):
                rule = "figure-unit"
            if rule is not None:
                first, last = max(0, i1 - (i1 == i2)), max(i2 - 1, i1) + (rule == "figure-hedge" and i1 < i2)
                quote = text[mine[first].start() : mine[min(len(mine) - 1, last)].end()]
                instead = near[theirs[max(0, j1 - 1)].start() : theirs[min(len(theirs) - 1, j2)].end()]
                found.append(Stretch(quote, rule, instead))
            elif tag == "replace" and i2 - i1 == j2 - j1:
                span = (theirs[j1].start(), theirs[j2 - 1].end())
                found += _names(text, near, span, text[mine[i1].start() : mine[i2 - 1].end()], report)
    return found


def _names(text: str, near: str, span: tuple[int, int], put: str, report: ProofSource) -> Iterator[Stretch]:
    """The name of a Chinese report in which other characters were put, if it is in one."""
    for name in {one.text for one in report.facts.names if is_unspaced(one.text)}:
        at = near.find(name)
        if 0 <= at <= span[0] and span[1] <= at + len(name):
            mistaken = name[: span[0] - at] + put + name[span[1] - at :]
            if mistaken in text and len(put) < len(name):
                yield Stretch(mistaken, "name-spelling", name)
                return


def _is_turned(mine: list[str], theirs: list[str]) -> bool:
    """Whether the same words say something else: names or figures changed places, or what is denied did."""
    rest, others = ([one for one in words if not _is_named(one)] for words in (mine, theirs))
    if rest == others:
        return [one for one in mine if _is_named(one)] != [one for one in theirs if _is_named(one)]
    return any(one.casefold() in _DENIALS for one in mine) and mine != theirs


def _is_named(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _nearest(text: str, keys: list[str], reports: Sequence[ProofSource]) -> tuple[str, ProofSource | None]:
    """The sentence of a report of which the text is a copy, and the report; None: it is none's."""
    words, best = content(text), _ALIKE
    found: tuple[str, ProofSource | None] = ("", None)
    for report in reports:
        for span in sentences(report.text):
            other = report.text[span.start : span.end]
            if not words or len(words & content(other)) < _SHARED * len(words):
                continue
            others = [word.group().casefold() for word in _WORD.finditer(other)]
            if sorted(others) == sorted(keys):
                return other, report
            matcher = SequenceMatcher(None, keys, others, autojunk=False)
            share = sum(block.size for block in matcher.get_matching_blocks()) / max(1, len(keys))
            if share > best:
                best, found = share, (other, report)
    return found


def _rule_of(mine: list[str], theirs: list[str], behind: list[str]) -> str | None:
    """Which rule words that differ fall under; None: they may be the editor's manner."""
    both = {*mine, *theirs}
    if both <= _PERCENT or not both:
        return None
    if all(one in _TIME or _YEAR.match(one) for one in both):
        return "figure-period" if mine and theirs else None
    if mine and theirs and mine[0][-1:].isdigit() and theirs[0][-1:].isdigit():
        return "figure-differs" if _value(mine[0]) != _value(theirs[0]) else "figure-unit"
    if both <= _UNITS:
        return "figure-unit" if mine and theirs and not _are_one_unit(mine, theirs) else None
    bounds = both <= _HEDGES and any(one[-1:].isdigit() or one in _NUMBERS for one in behind)
    return "figure-hedge" if bounds else None


def _is_rate(before: list[str]) -> bool:
    """Whether what follows says of what a rate is: per second, five times a day."""
    has_digits = any(one[-1:].isdigit() for one in before[-_MOST:])
    return before[-1:] == ["per"] or (before[-1:] in (["a"], ["an"]) and before[-2:-1] == ["times"] and has_digits)


def _value(text: str) -> str:
    return re.sub(r"[^\d.]", "", text).rstrip(".")


def _are_one_unit(mine: list[str], theirs: list[str]) -> bool:
    """Whether two spellings of a unit mean the same."""
    return " ".join(_SAME.get(one, one) for one in mine) == " ".join(_SAME.get(one, one) for one in theirs)

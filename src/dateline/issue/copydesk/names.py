"""Rules on names: spelt as the sources and the record have them, and in one way throughout the issue."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from dateline.issue.copydesk.copies import altered
from dateline.issue.copydesk.lacks import is_inflected, near_forms, spelt_otherwise, unsupported
from dateline.issue.copydesk.likeness import distance, squeezed
from dateline.issue.copydesk.rules import Finding, place, rule, texts
from dateline.proofs import Proof, ProofItem, Surroundings
from dateline.records import Facts
from dateline.tokens import is_unspaced

_CAPITAL = re.compile(r"(?<![\w.@/-])[A-Z][^\W\d_]+(?:[-’'][A-Za-z][^\W\d_]+)*(?![\w@/])")
_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?:。！？]|[“\"'‘(（—–•*])\s*$")
_LONG = 5  # letters from which one letter off is a slip, not another word
_SHORT = 3  # letters up to which capitals throughout are an abbreviation's
_OFTEN = 2  # times that the right form stands in an issue without sources
_FINALS = {  # of each initial of a Chinese syllable in Latin letters
    "b p": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d t": "a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "n l": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue un uo v",
    "g k h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j q x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh ch sh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z c s": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_SYLLABLES = sorted(
    (one + final for initials, finals in _FINALS.items() for one in initials.split() for final in finals.split()),
    key=len,
    reverse=True,
)
_PINYIN = re.compile(rf"(?:{'|'.join(_SYLLABLES)}|ang?|ai|ao|en?|er|ou){{1,3}}$")
_PARTS = frozenset(("person", "organisation", "place", "product"))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the issue with its place."""

    text: str
    where: str
    item: ProofItem | None
    facts: Facts


def _all_texts(proof: Proof) -> list[_Text]:
    found = [_Text(one.headline, place(one, part="headline"), one, one.headline_facts) for one in proof.items]
    found += [_Text(part.text, where, item, part.facts) for where, item, part in texts(proof)]
    return found


@rule("name-spelling", "error")
def misspelt_names(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A name one letter away from the form that the sources, the record or the rest of the issue have."""
    shown = _all_texts(proof)
    found = [*_against_sources(shown, proof), *_against_record(shown, proof, around), *_chinese(shown)]
    for where, one in altered(proof, "name-spelling"):
        message = f"the source has {one.instead}"
        found.append(Finding(one.quote, message, where, f"write {one.instead}", one.instead))
    seen = set[tuple[str, str]]()
    for each in [*found, *_lacking(proof)]:
        if not any(where == each.where and (each.quote in quote or quote in each.quote) for where, quote in seen):
            seen.add((each.where, each.quote))
            yield each


def _lacking(proof: Proof) -> Iterator[Finding]:
    """The names that the check against the reports does not find, though it finds nearly the same."""
    for one in unsupported(proof):
        for lack in one.lacks.get("name-spelling", ()):
            reports = [source.text for item in [one.item] if item for source in item.sources] or list(
                one.sentence.evidence
            )
            near = [form for report in reports for form in spelt_otherwise(lack.text, report)]
            told = f"the source has {near[0]}" if near else lack.message
            yield Finding(one.quote(lack), told, one.where, "write it as the source does", near[0] if near else None)


def _against_sources(shown: Sequence[_Text], proof: Proof) -> Iterator[Finding]:
    """Names in capitals that none of the issue's reports has, where the item's report has one nearly like it."""
    everything = "\n".join(f"{one.title}\n{one.text}" for item in proof.items for one in item.sources)
    known = frozenset(_WORD.findall(everything))
    for one in shown:
        sources = [f"{each.title}\n{each.text}" for each in one.item.sources] if one.item else [everything]
        for forms in _suspects(one.text, known) if everything else ():
            pairs = [(name, form) for name in forms for source in sources for form in near_forms(name, source)]
            if pairs:
                name, right = pairs[0]
                is_sure = len({form for other, form in pairs if other == name}) == 1
                yield Finding(name, f"the source has {right}", one.where, f"write {right}", right if is_sure else None)


def _suspects(text: str, known: frozenset[str]) -> Iterator[list[str]]:
    """Capitalised words that no report has: each with the capitalised word beside it, and alone if long enough."""
    matches = list(_CAPITAL.finditer(text))
    for at, match in enumerate(matches):
        word = match.group().removesuffix("’s").removesuffix("'s")
        if word in known or len(word) < 3 or set(_WORD.findall(word)) <= known:
            continue
        before = matches[at - 1] if at and text[matches[at - 1].end() : match.start()] == " " else None
        behind = (
            matches[at + 1] if at + 1 < len(matches) and text[match.end() : matches[at + 1].start()] == " " else None
        )
        forms = [f"{before.group()} {word}"] if before is not None else []
        forms += [_bare(f"{word} {behind.group()}")] if behind is not None else []
        if len(word) >= _LONG and (not _is_pinyin(word) or not forms):
            forms.append(word)
        yield forms


def _is_pinyin(word: str) -> bool:
    return bool(_PINYIN.match(word.casefold()))


def _against_record(shown: Sequence[_Text], proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Words that stand once, beside a name nearly like them that stands often or that the record knows."""
    if any(item.sources for item in proof.items):
        return
    counts = Counter(_bare(word) for one in shown for word in _CAPITAL.findall(one.text))
    lower = {word for one in shown for word in _WORD.findall(one.text) if word.islower()}
    usual = [word for word, count in counts.items() if count >= _OFTEN and len(word) >= _LONG]
    for one in shown:
        for match in _CAPITAL.finditer(one.text):
            word = _bare(match.group())
            if counts[word] > 1 or len(word) < _LONG or word.casefold() in lower or around.spelt(word):
                continue
            right = [other for other in usual if _is_slip(word, other) and counts[other] > counts[word]]
            is_known = len(right) == 1 and bool(around.spelt(right[0]))
            is_likely = len(right) == 1 and counts[right[0]] > _OFTEN and not _OPENS.search(one.text[: match.start()])
            if is_known or (is_likely and len(word) > _LONG + 1):
                message, severity = f"“{right[0]}” elsewhere in the issue", None if is_known else "warning"
                yield Finding(word, message, one.where, f"write {right[0]}", right[0] if is_known else None, severity)


def _bare(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s")


def _is_slip(word: str, right: str) -> bool:
    one, other = word.casefold(), right.casefold()
    if one[0] != other[0] or is_inflected(one, other) or (_is_pinyin(word) and _is_pinyin(right)):
        return False
    return word[0].isupper() and right[0].isupper() and distance(one, other, 1) == 1 and one[-1:] == other[-1:]


def _chinese(shown: Sequence[_Text]) -> Iterator[Finding]:
    """Names of three characters and more, one character off a name of the item's reports."""
    for one in shown:
        sources = one.item.sources if one.item else ()
        for source in sources:
            rivals = {name.text for name in source.facts.names if name.kind in _PARTS and is_unspaced(name.text)}
            for name in {each.text for each in one.facts.names if len(each.text) >= 3 and is_unspaced(each.text)}:
                if any(name in other.text or name in other.title for other in sources):
                    continue
                near = [other for other in rivals if _is_one_off(name, other)]
                if len(near) == 1:
                    yield Finding(name, f"the source has {near[0]}", one.where, f"write {near[0]}", near[0])


def _is_one_off(name: str, other: str) -> bool:
    return len(name) == len(other) and sum(a != b for a, b in zip(name, other, strict=True)) == 1


@rule("name-consistency", "warning")
def inconsistent_names(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """One name that the issue spells in two ways."""
    shown = _all_texts(proof)
    forms = defaultdict[str, Counter[str]](Counter)
    outlets = {squeezed(item.outlet) for item in proof.items}  # `outlet-naming` sees to them
    for one in shown:
        for form in _forms(one.text, one.facts):
            forms[squeezed(form)][form] += 1
    found = list[Finding]()
    for key, counts in sorted(forms.items(), key=lambda pair: -len(pair[0])):
        if len(counts) > 1 and len(key) > 3 and key not in outlets:
            found += [
                one
                for one in _rarer(counts, shown)
                if not any(one.where == other.where and one.quote in other.quote for other in found)
            ]
    yield from found
    yield from _like_persons(shown, proof, around)


def _forms(text: str, facts: Facts) -> Iterator[str]:
    """The names in a text, and its runs of one or two capitalised words, none of them all in capitals."""
    if text.isupper():
        return
    spans = {(one.start, one.end) for one in facts.names if one.kind in _PARTS and not is_unspaced(one.text)}
    matches = list(_CAPITAL.finditer(text))
    spans |= {match.span() for match in matches if not _OPENS.search(text[: match.start()])}
    for first, second in pairwise(matches):
        if text[first.end() : second.start()] in (" ", "-") and not _OPENS.search(text[: first.start()]):
            spans.add((first.start(), second.end()))
    for start, end in spans:
        form = _bare(text[start:end].strip())
        is_shouted = form.isupper() and len(form) > _SHORT
        if form[:1].isalpha() and form[-1:].isalnum() and not is_shouted and any(one.isupper() for one in form):
            yield form


def _rarer(counts: Counter[str], shown: Sequence[_Text]) -> Iterator[Finding]:
    usual, often = counts.most_common(1)[0]
    for form in counts:
        if form == usual or _differ_in_headline_case(form, usual):
            continue
        pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
        for one in shown:
            if pattern.search(one.text):
                message = f"“{form}” here, “{usual}” elsewhere in the issue"
                yield Finding(form, message, one.where, f"write {usual} throughout", usual if often > 1 else None)
                break


def _differ_in_headline_case(form: str, usual: str) -> bool:
    """Whether the two differ by the capitals that a headline or a beginning gives to words, or by full capitals."""
    if form.casefold() != usual.casefold():
        return False
    words = zip(re.split(r"[\s-]", form), re.split(r"[\s-]", usual), strict=True)
    return all(one == other or one[1:] == other[1:] for one, other in words)


def _like_persons(shown: Sequence[_Text], proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Persons of one item whose names differ by a letter: without sources nobody can say which is right."""
    if any(item.sources for item in proof.items):
        return
    for item in proof.items:
        own = [one for one in shown if one.item is item]
        names = Counter(name.text for one in own for name in one.facts.names if name.kind == "person")
        for first, second in combinations(names, 2):
            rare, usual = sorted((first, second), key=lambda name: names[name])
            if _is_one_person(rare, usual) and not (around.spelt(rare) and around.spelt(usual)):
                where = next(one.where for one in own if rare in one.text)
                message = f"“{rare}” here, “{usual}” elsewhere in the item"
                yield Finding(rare, message, where, "see which of the two is right")


def _is_one_person(first: str, second: str) -> bool:
    if is_unspaced(first) or is_unspaced(second):
        return len(first) >= 3 and _is_one_off(first, second) and first[0] == second[0]
    return bool(near_forms(first, second)) and " " in first

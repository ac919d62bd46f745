"""Rules on outlets: named in every item, and in one manner throughout the issue."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.issue.copydesk.likeness import distance, plain_outlet, squeezed
from dateline.issue.copydesk.rules import SET_APART, Finding, place, rule, texts
from dateline.proofs import Proof, ProofItem, ProofParagraph, ProofSentence, Surroundings
from dateline.tokens import is_unspaced
from dateline.urls import host_of

_NAMED = re.compile(
    r"^\s*(?:Sources?|Via|Credits?|From|Originally published (?:in|on|by)|来源|出处|摘自|转自)\s*[:：]"
    r"\s*(?P<name>[^\n，,;；(（]{2,60}?)"
    r"\s*[.。]?\s*$",
    re.I,
)
_SHORT, _LONG = 6, 10  # letters from which an outlet's name may be one letter off another's, and two
_HAVE = 0.6  # share of the items with an outlet from which one without is missing it
_PLATFORMS = re.compile(
    r"(?:^|\.)(?:github|medium|youtube|youtu|twitter|x|weixin|mp\.weixin|qq|weibo|zhihu|msn|yahoo|facebook|linkedin"
    r"|substack|reddit|wordpress|blogspot|toutiao|sohu|163|sina|bilibili|apple|google|archive|wikipedia|arxiv)\.\w+"
)


@dataclass(frozen=True, slots=True)
class _Naming:
    """One place where an outlet is named."""

    name: str
    where: str
    quote: str
    host: str = ""


@rule("attribution-missing", "error")
def missing_attributions(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An item that names no outlet, or another outlet's sentence that is not credited."""
    items = [item for item in proof.items if item.kind == "stories"]
    named = sum(bool(item.outlet) for item in items)
    for item in items:
        is_report = not proof.imported or bool(item.headline and item.paragraphs and named >= _HAVE * len(items))
        if not item.outlet and named and is_report:
            mend, severity = "name the outlet of the report", "warning" if proof.imported else None
            yield Finding(item.headline, "the item names no outlet", place(item), mend, severity=severity)
    yield from _uncredited(proof, around)


def _uncredited(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Sentences that only reports of other outlets have, and that name none of them."""
    for where, item, paragraph in texts(proof):
        for sentence in paragraph.sentences if item is not None and item.outlet else ():
            owners = _owners(item, paragraph, sentence, around) if item else {}
            if item and (item.kind in SET_APART or not _is_of_one(item, around)):
                continue  # the outlet's name is at fault, not its sentences
            if owners and not owners.keys() & _credited(item, paragraph, sentence, around):
                text = paragraph.text[sentence.start : sentence.end]
                name = next(iter(owners.values()))
                yield Finding(text, f"this is from {name}, and nothing says so", where, f"name {name} behind it")


def _is_of_one(item: ProofItem, around: Surroundings) -> bool:
    """Whether one of the item's reports is the outlet's that it names."""
    key = plain_outlet(item.outlet, around)
    return any(plain_outlet(one.outlet, around) == key for one in item.sources)


def _owners(
    item: ProofItem, paragraph: ProofParagraph, sentence: ProofSentence, around: Surroundings
) -> dict[str, str]:
    """The outlets whose reports have the sentence word for word, by key."""
    flat = " ".join(paragraph.text[sentence.start : sentence.end].split())
    if len(flat) < 20 and not is_unspaced(flat[:1]):
        return {}
    return {plain_outlet(one.outlet, around): one.outlet for one in item.sources if flat in " ".join(one.text.split())}


def _credited(
    item: ProofItem | None, paragraph: ProofParagraph, sentence: ProofSentence, around: Surroundings
) -> set[str]:
    """The outlets that stand for a sentence: the item's, those credited from it on, those its text names."""
    later = [one.credit for one in paragraph.sentences if one.start >= sentence.start and one.credit]
    names = {plain_outlet(one.partition(",")[0], around) for one in later}
    return names | ({plain_outlet(item.outlet, around)} if item else set())


@rule("outlet-naming", "warning")
def outlet_names(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """One outlet that is named in two manners."""
    namings = list(_namings(proof))
    namings = [*_in_texts(proof, namings), *namings]
    groups = defaultdict[str, list[_Naming]](list)
    for naming in namings:
        groups[_one_of(naming, namings, around)].append(naming)
    for group in groups.values():
        counts = Counter(one.name for one in group)
        if len(counts) < 2:
            continue
        usual = max(counts, key=lambda name: (counts[name], -[one.name for one in group].index(name)))
        for naming in {(one.name, one.where): one for one in group if one.name != usual}.values():
            message = f"“{naming.name}” here, “{usual}” elsewhere in the issue"
            replacement = naming.quote.replace(naming.name, usual)
            yield Finding(naming.quote, message, naming.where, f"write {usual} throughout", replacement)
    yield from _initials(proof, {one.name for one in namings})
    yield from _misspelt(proof, namings, around)


def _misspelt(proof: Proof, namings: list[_Naming], around: Surroundings) -> Iterator[Finding]:
    """Outlets that nobody knows, a letter or two or a word off one that the reports, the record or the issue name."""
    known = {one.outlet for item in proof.items for one in item.sources} | set(around.outlets)
    counts = Counter(one.name for one in namings)
    sure = {plain_outlet(one, around) for one in known}
    seen = set[tuple[str, str]]()
    for naming in namings:
        if plain_outlet(naming.name, around) in sure or (naming.name, naming.where) in seen:
            continue
        usual = known or {name for name, count in counts.items() if count > counts[naming.name]}
        near = sorted(name for name in usual if _is_nearly(naming.name, name))
        if len(near) == 1:
            seen.add((naming.name, naming.where))
            mend = f"write {near[0]}"
            yield Finding(naming.quote, f"the outlet is called {near[0]}", naming.where, mend, near[0])


def _is_nearly(name: str, other: str) -> bool:
    """Whether a name looks like a misspelling of another one: a letter or two off, or a word of it left out."""
    one, right = squeezed(name), squeezed(other)
    if one == right or min(len(one), len(right)) < _SHORT or is_unspaced(one[:1]) != is_unspaced(right[:1]):
        return False
    most = 1 if min(len(one), len(right)) < _LONG else 2
    is_cut = len(one) < len(right) and set(name.casefold().split()) < set(other.casefold().split())
    return is_cut or (not is_unspaced(one[:1]) and distance(one, right, most) <= most)


def _initials(proof: Proof, names: set[str]) -> Iterator[Finding]:
    """Attributions in initials of which the text of the issue has the full name."""
    for short in sorted(name for name in names if name.isascii() and name.isupper() and 3 <= len(name) <= 5):
        if any(_is_short_for(short, other) for other in names):
            continue
        spelt = re.compile(r"\b" + r"\s(?:(?:of|the|and)\s)*".join(f"{letter}[a-z]+" for letter in short) + r"\b")
        full = next((match.group() for _, _, part in texts(proof) if (match := spelt.search(part.text))), None)
        item = next((item for item in proof.items if item.outlet == short), None)
        if full is not None and item is not None:
            yield Finding(short, f"“{short}” here, “{full}” in the text", place(item), f"name it in one manner: {full}")


def _namings(proof: Proof) -> Iterator[_Naming]:
    """The outlets of attributions, credits, lists of links and source lines."""
    for item in proof.items:
        if item.outlet:
            yield _Naming(item.outlet, place(item), item.outlet, host_of(item.url))
        for link in item.links[1:] if item.links and item.links[0].url == item.url else item.links:
            if link.outlet:
                yield _Naming(link.outlet, place(item), link.outlet, host_of(link.url))
    for where, _, paragraph in texts(proof):
        for sentence in paragraph.sentences:
            if sentence.credit:
                name = sentence.credit.partition(",")[0].strip()
                yield _Naming(name, where, name, host_of(sentence.credit_url or ""))
        if match := _NAMED.match(paragraph.text):
            yield _Naming(match["name"].strip(), where, match["name"].strip())


def _in_texts(proof: Proof, namings: list[_Naming]) -> Iterator[_Naming]:
    """The same outlets in title, introduction and closing, however they are spaced."""
    outer = [*((place(None, at, part="introduction"), one.text) for at, one in enumerate(proof.introduction, 1))]
    outer += [(place(None, at, part="closing"), one.text) for at, one in enumerate(proof.closing, 1)]
    keys = {squeezed(one.name) for one in namings if len(squeezed(one.name)) > 3 and not is_unspaced(one.name)}
    quoted = {(one.where, squeezed(one.name)) for one in namings}
    for where, text in outer:
        for key in sorted(keys):
            spaced = re.compile(r"(?<!\w)" + r"[\s\-.]?".join(map(re.escape, key)) + r"(?!\w)", re.I)
            for match in spaced.finditer(text):
                if match.group()[:1].isupper() and (where, key) not in quoted:
                    yield _Naming(match.group(), where, match.group())


def _one_of(naming: _Naming, namings: list[_Naming], around: Surroundings) -> str:
    """The key of the outlet that is meant: by alias, by spelling, by initials, or as another name of its host."""
    key = plain_outlet(naming.name, around)
    for other in namings:
        if _is_short_for(naming.name, other.name):
            return plain_outlet(other.name, around)
        same_host = naming.host and naming.host == other.host and not _PLATFORMS.search(naming.host)
        if same_host and _is_part(naming.name, other.name) and not _are_known(naming.name, other.name, around):
            return plain_outlet(other.name, around)
    return key


def _is_short_for(short: str, long: str) -> bool:
    """Whether a name is the initials of another one."""
    words = [word for word in re.findall(r"[^\W\d_]+", long) if word.casefold() not in ("the", "of", "and")]
    initials = "".join(word[0] for word in words).upper()
    return len(words) > 1 and short.isupper() and 2 <= len(short) <= 5 and short == initials


def _is_part(short: str, long: str) -> bool:
    """Whether a name is a shorter form of another one, or its form in another script."""
    one, other = squeezed(short), squeezed(long)
    if one == other or len(one) >= len(other):
        return False
    return other.startswith(one) or other.endswith(one) or is_unspaced(short[:1]) != is_unspaced(long[:1])


def _are_known(first: str, second: str, around: Surroundings) -> bool:
    """Whether the newsroom knows both as outlets of their own."""
    names = {plain_outlet(one) for one in around.outlets}
    return plain_outlet(first) in names and plain_outlet(second) in names

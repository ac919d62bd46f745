"""Chinese claims on Chinese sources: compared by pairs of characters, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import rjieba

from dateline.record.support_names import is_within_order
from dateline.records import Lack
from dateline.sentences import sentences

_CLAUSE = re.compile(r"[^，,；;：:。！？!?“”「」\n]+")
_HAN = re.compile("[\u3400-\u9fff]+")
_SPEAKER = re.compile(r"([㐀-鿿]{2,12}?)(?:表示|认为|说|称|指出|强调|透露|宣布|提醒|警告|介绍)")
_ONLY_SAYS = re.compile(r"(?:表示|认为|说|称|指出|强调|透露|宣布|提醒|警告|介绍)$")
_PRONOUN_SAYS = re.compile("(?:^|[。，,；])(他|她)(?:还|也)?(?:表示|认为|说|称|指出|强调)")
_LEAD = re.compile("表示|认为|说|称|指出|强调|宣布|否认")
_PRONOUN = re.compile(r"^(?:他|她|其)")
_MEASURE = re.compile(
    r"(\d[\d.,]*(?:万|亿|千)?)(摄氏度|华氏度|公斤|千克|吨|克|公里|千米|米|平方米|亩|公顷|秒|分钟|小时|天|周|个月|年|倍|成|个百分点|%)"
)
_DATE = re.compile(r"[今明去前]年|(?:周|星期)[一二三四五六日天]|\d{1,4}[年月日]|第[一二三四]季度|[上下]半年")
_NAME = re.compile("[㐀-鿿]{2,8}")
_PLAIN = frozenset(
    "v d r p c u ul uj uv ud f t a ad vn m q zg y vd b s i l z".split()
)  # tags of words that name nothing
_DONE = re.compile("已经?将")
_QUANTITY = re.compile(r"\d[\d.]*\s?[%万亿个元]?|[一二两三四五六七八九]成")
_ALREADY = re.compile("已经?(?:将|把|在)?([㐀-鿿]{2})")
_KIN = re.compile("([㐀-鿿]{2,8}?)曾?经?是([㐀-鿿]{2,8}?)的([㐀-鿿]{2,6})")
_BOUND_WORDS = {
    "up": ("至少", "超过", "逾", "以上", "多于", "不少于", "不低于", "高于"),
    "down": ("最多", "至多", "不到", "不足", "以下", "以内", "少于", "不超过", "低于"),
    "about": ("约", "左右", "大约", "近", "接近", "上下"),
}
_APART = 0.12  # taken off the share of single characters, as they are found by chance
_ALIKE = 0.6
_BEHIND = 12  # characters behind a verb among which its object is
_NOVEL_RUN = 6  # characters in a row of which the source has no two together
_LIKE = 0.5  # share of a clause's pairs from which two clauses are compared
_LINE = 0.25


@dataclass(frozen=True, slots=True)
class _Pair:
    """A clause of the claim with the clause of the source that is most like it."""

    mine: str
    whole: str  # of the claim, around its clause
    theirs: str
    sentence: str  # of the source, around its clause
    share: float
    before: str = ""  # the sentence of the source before


def pairs_of(text: str) -> set[str]:
    """Neighbouring characters; numbers and Latin words are left to the checks of figures and names."""
    return {run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1)}


def coverage(claim: str, source: str) -> float:
    """The share of the claim's pairs of characters that the source has; of single ones, less, for other wording."""
    mine = pairs_of(claim)
    single = {character for run in _HAN.findall(claim) for character in run}
    apart = len(single & set(source)) / len(single) - _APART if single else 0.0
    return max(len(mine & pairs_of(source)) / len(mine), apart) if mine else 1.0


def chinese_lacks(claim: str, source: str, words: dict[str, Any]) -> Iterator[Lack]:
    """What the claim's clauses say otherwise than the clauses of the source that carry them."""
    cues = {name: value.split() for name, value in words.items() if isinstance(value, str)}
    for pair in _laid(claim, source):
        if pair.share >= _LIKE and not _ONLY_SAYS.search(pair.mine):
            yield from _turned(pair, cues)
            yield from _opposed(pair, words["opposites"])
            yield from _reached(pair, words["quantifiers"], cues)
            yield from _dated(pair)
            yield from _replaced(pair)
    for span in sentences(claim):
        yield from _whole(claim[span.start : span.end], source, cues)
    yield from _extra(claim, source)
    yield from _measured(claim, source)
    yield from _moved(claim, source, cues)
    yield from _bounded(claim, source)
    yield from _finished(claim, source, cues)
    yield from _exchanged(claim, source)


def _bounded(claim: str, source: str) -> Iterator[Lack]:
    """A number that the claim bounds in its clause where the source does not, or to the other side."""
    there = _bounds(source)
    for number, mine in _bounds(claim).items():
        if mine and there.get(number) and not mine & there[number]:
            yield Lack("hedge", number, "the source bounds it otherwise")


def _bounds(text: str) -> dict[str, set[str]]:
    """Of each number the bounds in its clause: up, down, about or none."""
    found: dict[str, set[str]] = {}
    for clause in _CLAUSE.findall(text):
        kinds = {kind for kind, words in _BOUND_WORDS.items() if any(word in clause for word in words)}
        for match in _QUANTITY.finditer(clause):
            found.setdefault(match.group(), set()).update(kinds)
    return found


def _finished(claim: str, source: str, cues: dict[str, list[str]]) -> Iterator[Lack]:
    """What the claim says is done already, and the source has only as planned."""
    for match in _ALREADY.finditer(claim):
        spots = [clause for clause in _CLAUSE.findall(source) if match.group(1) in clause]
        if spots and all(_mode(clause, cues) in ("planned", "possible") for clause in spots):
            yield Lack("modality", match.group(), "in the source it is planned")
            return


def _exchanged(claim: str, source: str) -> Iterator[Lack]:
    """A is B's teacher where the source has B as A's."""
    there = {found[:2] for found in _KIN.findall(source)}
    for one, other, what in _KIN.findall(claim):
        if any(a.endswith(other) and b.endswith(one) for a, b in there):
            yield Lack("roles", f"{one}是{other}的{what}", "the source has them the other way round")


def _moved(claim: str, source: str, cues: dict[str, list[str]]) -> Iterator[Lack]:
    """A number that the source has only behind a word for the other direction."""
    sides = (cues["up"], cues["down"])
    there = _directions(source, sides)
    for number, side in _directions(claim, sides).items():
        if number in there and not side & there[number]:
            yield Lack("opposite", number, "the source has it in the other direction")


def _directions(text: str, sides: Sequence[Sequence[str]]) -> dict[str, set[int]]:
    """Of each number the directions, 0 up and 1 down, told in its clause before it."""
    found: dict[str, set[int]] = {}
    for clause in _CLAUSE.findall(text):
        for match in _QUANTITY.finditer(clause):
            before = clause[: match.start()]
            last = max((before.rfind(word), side) for side, words in enumerate(sides) for word in words)
            if last[0] >= 0:
                found.setdefault(match.group().replace(" ", ""), set()).add(last[1])
    return found


def _whole(mine: str, source: str, cues: dict[str, list[str]]) -> Iterator[Lack]:
    """What only a whole sentence tells: who stands on which side of a verb, and who says it."""
    own = pairs_of(mine)
    lines = [source[span.start : span.end] for span in sentences(source)]
    theirs = max(lines, key=lambda line: len(own & pairs_of(line)), default="")
    if own and len(own & pairs_of(theirs)) / len(own) >= _LIKE:
        at = lines.index(theirs)
        pair = _Pair(mine, mine, theirs, theirs, 1.0, lines[at - 1] if at else "")
        yield from _swapped(pair, cues)
        yield from _said(pair)


def _said(pair: _Pair) -> Iterator[Lack]:
    mine = _SPEAKER.search(pair.mine)
    if mine is None:
        return
    spoken = pairs_of(pair.mine[mine.end() :])
    voices = sorted(_PRONOUN_SAYS.finditer(pair.theirs), key=lambda found: found.start())
    voices = sorted([*voices, *_SPEAKER.finditer(pair.theirs)], key=lambda found: found.end())
    if not voices:
        return
    ends = [*(voice.start() for voice in voices[1:]), len(pair.theirs)]
    said = [
        len(spoken & pairs_of(pair.theirs[voice.end() : max(voice.end(), end)]))
        for voice, end in zip(voices, ends, strict=True)
    ]
    voice = voices[max(range(len(said)), key=lambda at: (said[at], -at))]
    holder = voice.group(1)
    if _PRONOUN.match(holder):
        before = pair.theirs[: voice.start()]
        holder = before if len(pairs_of(before)) > 1 else _LEAD.split(pair.before)[0] or pair.before
    if holder and not pairs_of(mine.group(1)) & pairs_of(holder):
        yield Lack("speaker", mine.group(1), f"in the source it is {voice.group(1)}")


def _replaced(pair: _Pair) -> Iterator[Lack]:
    """A word of two characters or more that stands where the source's clause has another."""
    sides = [list(rjieba.cut(text)) for text in (pair.theirs, pair.mine)]
    matcher = SequenceMatcher(None, sides[0], sides[1], autojunk=False)
    if SequenceMatcher(None, pair.theirs, pair.mine, autojunk=False).ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return
    for tag, first, last, start, end in matcher.get_opcodes():
        theirs, mine = "".join(sides[0][first:last]), "".join(sides[1][start:end])
        if tag == "replace" and all(_NAME.fullmatch(text) for text in (theirs, mine)) and mine not in pair.sentence:
            if _is_plain(mine) or _is_plain(theirs) or set(mine) & set(theirs):
                continue
            if is_within_order(mine, pair.sentence):
                continue
            yield Lack("name", mine, f"the source has {theirs}")


def _is_plain(text: str) -> bool:
    """Whether a stretch has only verbs, adverbs, pronouns and the like."""
    return all(tag in _PLAIN for _, tag in rjieba.tag(text))


def _measured(claim: str, source: str) -> Iterator[Lack]:
    """A number that the source has only of another measure."""
    there: dict[str, set[str]] = {}
    for number, unit in _MEASURE.findall(source):
        there.setdefault(number, set()).add(unit)
    for number, unit in _MEASURE.findall(claim):
        if number in there and unit not in there[number] and source.count(number) == len(there[number]):
            yield Lack("unit", f"{number}{unit}", f"the source has {number}{min(there[number])}")


def _dated(pair: _Pair) -> Iterator[Lack]:
    for found in _DATE.findall(pair.mine):
        others = [
            other for other in _DATE.findall(pair.sentence) if other[-1] == found[-1] or other[0] == found[0] == "周"
        ]
        if found[-1] == "年" and found[0] in "今明去前":
            others = re.findall("[今明去前]年", pair.sentence)
        if others and found not in others:
            yield Lack("period", found, f"the source has {others[0]}")


def _laid(claim: str, source: str) -> Iterator[_Pair]:
    lines = [source[span.start : span.end] for span in sentences(source)]
    clauses = [(clause, line) for line in lines for clause in _CLAUSE.findall(line)]
    for span in sentences(claim):
        whole = claim[span.start : span.end]
        for mine in _CLAUSE.findall(whole):
            own = pairs_of(mine)
            if not own or not clauses:
                continue
            share, theirs, line = max(
                ((len(own & pairs_of(clause)) / len(own), clause, line) for clause, line in clauses),
                key=lambda found: (found[0], -len(found[1])),
            )
            if share < 1 and len(own & pairs_of(line)) / len(own) - share > _LINE:
                theirs = line  # the claim joins what the source says in several clauses
                share = len(own & pairs_of(line)) / len(own)
            yield _Pair(mine, whole, theirs, line, share)


def _count(text: str, cues: Sequence[str], idioms: Sequence[str] = ()) -> int:
    for idiom in idioms:
        text = text.replace(idiom, "")
    found = 0
    for cue in cues:
        found += text.count(cue)
        text = text.replace(cue, "")
    return found


def _turned(pair: _Pair, cues: dict[str, list[str]]) -> Iterator[Lack]:
    """Denied, planned, possible or done otherwise; a condition left out."""
    denials = [_count(text, cues["negation"], cues["idioms"]) for text in (pair.mine, pair.theirs)]
    if denials[0] % 2 != denials[1] % 2:
        yield Lack("negation", pair.mine, "the source denies it" if denials[1] % 2 else "the source does not deny it")
    modes = [_mode(text, cues) for text in (pair.mine, pair.theirs)]
    if (
        modes[0] != modes[1]
        and not (
            pair.theirs == pair.sentence and modes[0] == "open" and _CLAUSE.fullmatch(pair.theirs.strip("。")) is None
        )
        and not ("宣布" in pair.mine and "planned" in modes)
        and not ((modes[0] == "fact" and modes[1] == "open") or (modes[1] == "fact" and modes[0] == "open"))
    ):
        yield Lack("modality", pair.mine, f"in the source it is {modes[1]}")
    if _count(pair.sentence, cues["condition"]) and not _count(pair.whole, cues["condition"]):
        yield Lack("condition", pair.mine, "the source says it only under a condition")


def _mode(text: str, cues: dict[str, list[str]]) -> str:
    if _DONE.search(text):
        return "fact"
    if _count(text, cues["maybe"]):
        return "possible"
    if _count(text, cues["plan"]):
        return "planned"
    return "fact" if _count(text, cues["done"]) else "open"


def _opposed(pair: _Pair, opposites: Sequence[Sequence[str]]) -> Iterator[Lack]:
    for one, other in opposites:
        for mine, theirs in ((one, other), (other, one)):
            text = pair.sentence if len(mine) > 1 else pair.theirs
            if mine in pair.mine and theirs in text and mine not in text and theirs not in pair.mine:
                yield Lack("opposite", mine, f"the source has “{theirs}”")
                return


def _reached(pair: _Pair, ranks: dict[str, int], cues: dict[str, list[str]]) -> Iterator[Lack]:
    """Quantifiers and superlatives that go further than the source."""
    mine, theirs = (
        max((rank for word, rank in ranks.items() if word in text), default=0) for text in (pair.mine, pair.theirs)
    )
    if mine > theirs and mine >= 4 and (theirs or mine >= 6):
        yield Lack("quantifier", pair.mine, "the source says it of fewer")
    tops = [word for word in cues["superlative"] if word in pair.mine]
    if tops and not any(word in pair.theirs for word in tops):
        yield Lack("superlative", tops[0], "the source does not go so far")
    elif tops and _count(pair.theirs, cues["limits"]) and not _count(pair.mine, cues["limits"]):
        yield Lack("superlative", tops[0], "the source limits it")


def _swapped(pair: _Pair, cues: dict[str, list[str]]) -> Iterator[Lack]:
    """Two sides of a verb that stand the other way round in the source's sentence."""
    for verb in cues["connectors"]:
        if verb not in pair.mine or verb not in pair.sentence or "被" in pair.mine + pair.sentence:
            continue
        left, right = pair.mine.split(verb, 1)
        before, behind = pair.sentence.split(verb, 1)
        behind = behind[:_BEHIND]
        ours = {pair for pair in pairs_of(left) if pair in behind and pair not in before}
        others = {pair for pair in pairs_of(right[:_BEHIND]) if pair in before and pair not in behind}
        if ours and others:
            yield Lack("roles", pair.mine, "the source has them the other way round")
            return


def _extra(claim: str, source: str) -> Iterator[Lack]:
    """A run of the claim of which the source has no two characters together."""
    there = pairs_of(source)
    for clause in _CLAUSE.findall(claim):
        for run in _HAN.findall(clause):
            start = 0
            for at in range(len(run) - 1):
                if run[at : at + 2] in there:
                    start = at + 2
                elif at + 2 - start >= _NOVEL_RUN:
                    yield Lack("words", run[start:], "the source does not say this")
                    return

"""Whether a source has the figures of a claim: value, unit, hedge, period and how sure it is of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.record.support_forms import is_written_otherwise
from dateline.record.support_lexicon import NEAR, SAME, Lexicon
from dateline.record.support_source import Source
from dateline.record.support_words import Word
from dateline.records import Figure, Lack

_CLOSE = 1e-4  # two values are the same
_ROUGH = 0.05  # a hedged figure may stand for one so far off
_ORDER = re.compile(r"\b(?:first|last|past|next|previous)\s+$")  # "the first three quarters" is a time
_SEASONS = frozenset("quarters seasons".split())
_BEYOND = re.compile(r"\b(?:exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|above|beyond)\s+$")
_BOUNDS: dict[str | None, int] = {"at least": 0, "up to": 1}  # of a range the bound that a hedge names
_ABOUT = frozenset({"about", "nearly"})
_CARRIED: dict[str | None, set[str | None]] = {  # hedge of the claim: hedges of the source that carry it
    None: {None, "about"},
    "about": {None, "about", "nearly"},
    "nearly": {"nearly", "about"},
    "more than": {"more than"},
    "at least": {"at least", "more than", None},
    "less than": {"less than"},
    "up to": {"up to"},
}
_CLASSIFIERS = frozenset("个 家 名 位 人 只 项 条 间 所 款 笔".split())
_COUNTED = frozenset("辆 台 块 架 艘 部 吨 公里 平方米".split())
_OPENERS = frozenset("a per each every next last this".split())
_DATES = frozenset({"month", "weekday", "half", "quarter"})


def figure_lacks(mine: Sequence[Figure], theirs: Sequence[Figure], source: Source, claim: str = "") -> Iterator[Lack]:
    """What of the claim's figures the source has otherwise, at most one lack a figure; `claim` is their text."""
    for figure in mine:
        before = claim[max(0, figure.start - 16) : figure.start].casefold()
        if figure.kind == "rank" or (_ORDER.search(before) and figure.text.casefold().split()[-1] in _SEASONS):
            continue
        if figure.hedge is None and _BEYOND.search(before):
            figure = replace(figure, hedge="more than")
        same = [other for other in theirs if is_same_value(figure, other)]
        if not same:
            if is_written_otherwise(figure, theirs, source.text):
                continue
            if not _stands_there(figure, theirs, source):
                yield Lack("number", figure.text, _instead(figure, theirs))
            continue
        lack = _first_difference(figure, same, source.lexicon)
        if lack is not None:
            yield lack


def number_lacks(mine: Sequence[Figure], words: Sequence[Word], source: Source) -> Iterator[Lack]:
    """Numbers of the claim that are no figure, and that the source has nowhere."""
    for at, word in enumerate(words):
        inside = any(figure.start <= word.start < figure.end for figure in mine)
        if word.lemma == "2" and at and words[at - 1].lemma in ("the", "both", "these", "those", "between"):
            continue
        if word.number and not inside and word.lemma not in source.places:
            kind = "period" if len(word.lemma) == 4 and word.lemma[:2] in ("18", "19", "20") else "number"
            yield Lack(kind, word.text, "the source does not have it")


def class_lacks(words: Sequence[Word], carrying: Sequence[Word], source: Source) -> Iterator[Lack]:
    """Days, months, rates and the like where the sentences that carry the claim have another of their class."""
    classes = source.lexicon.classes
    there = {word.lemma for word in carrying}
    for word in words:
        name = classes.get(word.lemma)
        if name is None or word.lemma in there:
            continue
        others = [other.text for other in carrying if classes.get(other.lemma) == name]
        if others or (name in _DATES and word.lemma not in source.places):
            kind = "period" if name in _DATES else "unit"
            yield Lack(kind, word.text, f"the source has {others[0]}" if others else "the source does not have it")


def span_lacks(words: Sequence[Word], carrying: Sequence[Word], source: Source) -> Iterator[Lack]:
    """Stretches of time behind a number, "a", "next" or the like where the source has others behind it."""
    theirs = _spans(carrying, source.lexicon)
    there = _spans(source.flat, source.lexicon)
    for opener, span in sorted(_spans(words, source.lexicon) - there):
        others = sorted(other for before, other in theirs if before == opener)
        if others:
            kind = "period" if opener in ("next", "last", "this") else "unit"
            yield Lack(kind, f"{opener} {span}", f"the source has {opener} {others[0]}")


def _spans(words: Sequence[Word], lexicon: Lexicon) -> set[tuple[str, str]]:
    found = set()
    for at, word in enumerate(words[1:], 1):
        if lexicon.classes.get(word.lemma) == "span":
            before = words[at - 1]
            if before.number or before.lemma in _OPENERS:
                found.add(("a" if before.lemma in ("per", "each", "every") else before.lemma, word.lemma))
    return found


def is_same_value(one: Figure, other: Figure) -> bool:
    """Whether two figures give one value, the first rounded if it says so or has fewer digits."""
    mine, theirs = _values(one), _values(other)
    if not mine or not theirs:
        return False
    if len(mine) == 1 and len(theirs) == 2 and one.hedge in _BOUNDS:
        return _is_close(mine[0], theirs[_BOUNDS[one.hedge]])
    if len(mine) == 2 or len(theirs) == 2:
        return len(mine) == len(theirs) and all(_is_close(a, b) for a, b in zip(mine, theirs, strict=True))
    return _is_close(mine[0], theirs[0]) or _is_rounded(mine[0], theirs[0], one.hedge)


def _values(figure: Figure) -> tuple[float, ...]:
    if figure.value is not None:
        return (figure.value,)
    return tuple(bound for bound in (figure.low, figure.high) if bound is not None)


def _is_close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=1e-9)


def _is_rounded(value: float, exact: float, hedge: str | None) -> bool:
    """Whether `value` is `exact` with fewer digits: 1.2 million for 1,203,400; hedged also to the near side."""
    if not value or not exact or value * exact < 0:
        return False
    digits = len(f"{abs(value):.12g}".replace(".", "").strip("0"))
    shown = float(f"{exact:.{max(digits, 2) - 1}e}")
    if _is_close(value, shown) and abs(exact) >= 100:
        return True
    off = (exact - value) / abs(value)
    if hedge in _ABOUT:
        return abs(off) <= _ROUGH
    if hedge in ("more than", "at least"):
        return 0 < off <= _ROUGH
    return hedge in ("less than", "up to") and -_ROUGH <= off < 0


def _stands_there(figure: Figure, theirs: Sequence[Figure], source: Source) -> bool:
    """Whether the source has the number's own words, though it was not read as a figure there."""
    digits = [
        lemma for piece in figure.text.split() if (lemma := source.lexicon.lemma(piece.replace(",", "")))[:1].isdigit()
    ]
    if len(digits) > 1:  # a ratio, read as a percentage on one side only
        return all(piece in source.places for piece in digits)
    return bool(digits) and all(_stands_alone(piece, theirs, source) for piece in digits)


def _stands_alone(lemma: str, theirs: Sequence[Figure], source: Source) -> bool:
    """Whether a number stands in the source outside of all that was read as figures."""
    starts = [source.flat[place].start for place in source.places.get(lemma, ())]
    return any(not any(other.start <= start < other.end for other in theirs) for start in starts)


def _instead(figure: Figure, theirs: Sequence[Figure]) -> str:
    kin = [other.text for other in theirs if other.kind == figure.kind and other.unit == figure.unit]
    return f"the source has {', '.join(kin[:3])}" if kin else "the source has no such figure"


def _first_difference(figure: Figure, same: Sequence[Figure], lexicon: Lexicon) -> Lack | None:
    """The lack of the candidate that differs least; None: one of them carries the figure whole."""
    rest = [other for other in same if _is_same_unit(figure, other, lexicon)]
    if not rest:
        return Lack("unit", figure.text, f"the source has {same[0].text}")
    exact = [other for other in rest if _is_hedge_carried(figure, other) or _is_bounded(figure, other)]
    if not exact:
        return Lack("hedge", figure.text, f"the source has {rest[0].text}")
    dated = [
        other for other in exact if not (figure.period and other.period) or _is_within(figure.period, other.period)
    ]
    if not dated:
        return Lack("period", figure.text, f"in the source for {exact[0].period}")
    sure = [other for other in dated if not (figure.modality == "stated" and other.modality == "estimate")]
    if not sure:
        return Lack("modality", figure.text, f"in the source it is a {dated[0].modality}")
    return None


def _is_same_unit(figure: Figure, other: Figure, lexicon: Lexicon) -> bool:
    if figure.unit == other.unit or figure.unit is None or other.unit is None:
        return True
    if {figure.kind, other.kind} & {"money", "percent"}:
        return False
    mine, theirs = lexicon.lemma(figure.unit.split()[-1]), lexicon.lemma(other.unit.split()[-1])
    if mine == theirs or {mine, theirs} <= _CLASSIFIERS:
        return True
    if (
        lexicon.related(mine).get(theirs) in (SAME, NEAR)
        or lexicon.senses(mine) & lexicon.wider(theirs)
        or theirs == "person"
    ):
        return True
    return not (lexicon.knows(mine) and lexicon.knows(theirs)) and not {mine, theirs} & _COUNTED


def _is_hedge_carried(figure: Figure, other: Figure) -> bool:
    if other.hedge in _CARRIED.get(figure.hedge, {figure.hedge}):
        return True
    if figure.value is None or other.value is None or _is_close(figure.value, other.value):
        return False
    return other.hedge is None  # rounded, and hedged to the right side


def _is_bounded(figure: Figure, other: Figure) -> bool:
    """Whether a bound is told by other words than a hedge: 一半以上; "more than the 20 already built" compares."""
    if figure.hedge == "more than" and (" the " in figure.text or other.text.endswith(("以上", "多"))):
        return True
    if figure.hedge == "up to" and other.value is None and other.high is not None:
        return True
    return figure.hedge == "less than" and (" the " in figure.text or other.text.endswith(("以下", "以内")))


def _is_within(mine: str, theirs: str) -> bool:
    """Whether one period is the other or a part of it, as ISO 8601 strings tell by their beginnings."""
    return (
        mine.startswith(theirs)
        or theirs.startswith(mine)
        or ("/" in mine + theirs and mine.split("/")[0] == theirs.split("/")[0])
    )

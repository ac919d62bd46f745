"""Finds names in Chinese text: the gazetteer, a small trained tagger, and what the text itself introduces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from dateline.record.chinese_context import companies, dotted_names, introduced, latin_people, role_of, short_forms
from dateline.record.chinese_mend import Word, mended, untagged, words_of
from dateline.record.chinese_short import abbreviated_places
from dateline.record.chinese_tagger import Tagged, tag_names
from dateline.record.gazetteer_fold import fold
from dateline.records import Name

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_STRETCH = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef0-9·“”]*[\u3400-\u9fff\uf900-\ufaff]+")
_ENDING = re.compile(
    r"(?:公司|集团|大学|学院|研究所|研究院|实验室|中心|委员会|委|局|部|厅|署|办公室|银行|证券|保险|基金|基金会|医院|法院|检察院|协会|学会|联合会|商会|"
    r"报|日报|晚报|时报|社|通讯社|电视台|电台|出版社|杂志|女排|男排|女足|男足|男篮|女篮|队|军区|剧院|乐团|会|司|处|总局|总署|俱乐部|厂|所|院|馆|党|联盟|组织|科技|航空|汽车|交易所|政府|军|校|中学|小学|台|店|网)$"
)
_LONE = re.compile("[\ud800-\udfff]")  # no library takes them
_MIXED = re.compile(r"[A-Za-z] [A-Za-z]")  # words of Latin letters are found by rules, not by the tagger
_MOST = 60  # longest name believed


class KnownNames(Protocol):
    """What is needed of a gazetteer."""

    def matches(self, text: str) -> Iterable[Any]:
        """The places of a text where it knows a name, each with start, end, entry and strong."""


def find_chinese_names(text: str, gazetteer: KnownNames) -> tuple[Name, ...]:
    """The names of a text with Chinese in it, in order, none overlapping another; offsets in code points."""
    if not _HAN.search(text):
        return ()
    text = _LONE.sub("\ufffd", text)
    known = list(gazetteer.matches(text))
    words = words_of(text)
    tagged = list(mended(text, list(_tagged(text)), known, words))
    names = _chosen(text, known, tagged, words)
    names = _with_later_forms(text, names)
    return tuple(_with_role(text, name, names) for name in names)


def _tagged(text: str) -> Iterator[Tagged]:
    """What the tagger marks; of a text mostly in another script only the Chinese stretches are read."""
    share = len(_HAN.findall(text, 0, 4000)) / min(len(text), 4000)
    stretches = [(0, len(text))] if share > 0.2 else [match.span() for match in _STRETCH.finditer(text)]
    for start, end in stretches:
        for name in tag_names(text[start:end]):
            yield Tagged(start + name.start, start + name.end, name.kind)


def _chosen(text: str, known: Sequence[Any], tagged: Sequence[Tagged], words: dict[int, Word]) -> list[Name]:
    """One set of names from both finders."""
    spans = {(one.start, one.end): one for one in _with_short(text, tagged, known)}
    found = [_entry_name(text, one) for one in known if one.strong or _agrees(one, tagged)]
    found += [Name(text[a:b], a, b, "person", text[a:b]) for a, b in (*dotted_names(text), *latin_people(text))]
    claimed = [(name.start, name.end, name) for name in found]
    for (start, end), one in spans.items():
        if end - start > _MOST or not _HAN.search(text, start, end) or _MIXED.search(text, start, end):
            continue
        inner = [name for a, b, name in claimed if a < end and b > start]
        if not inner or _outdoes(text, one, inner):
            found.append(Name(text[start:end], start, end, one.kind, text[start:end]))
    ends = {name.end for name in found}
    found += [Name(text[a:b], a, b, "organisation", text[a:b]) for a, b in companies(text) if b not in ends]
    names = _apart(found)
    taken = {at for name in names for at in range(name.start, name.end)}
    more = [Name(text[one.start : one.end], one.start, one.end, one.kind, text[one.start : one.end])
            for one in untagged(text, taken, words)]  # fmt: skip
    return sorted([*names, *more], key=lambda name: name.start)


def _with_short(text: str, tagged: Sequence[Tagged], known: Sequence[Any]) -> list[Tagged]:
    """The tagger's names and the abbreviated countries, which win unless an organisation holds them."""
    taken = {at for one in known if one.strong for at in range(one.start, one.end)}
    taken.update(
        at
        for one in tagged
        if one.kind == "organisation" and one.end - one.start > 3 and _ENDING.search(text[one.start : one.end])
        for at in range(one.start, one.end)
    )
    short = {start for start, _ in abbreviated_places(text)} - taken
    if not short:
        return list(tagged)
    kept = []
    for one in tagged:
        at = min((at for at in short if one.start <= at < one.end), default=-1)
        if at < 0:
            kept.append(one)
        elif text[at - 1 : at] in tuple("来赴抵访驻") and at - 1 - one.start > 2:
            kept.append(Tagged(one.start, at - 1, one.kind))
    return kept + [Tagged(at, at + 1, "place") for at in sorted(short)]


def _entry_name(text: str, match: Any) -> Name:
    entry = match.entry
    return Name(text[match.start : match.end], match.start, match.end, entry.kind, entry.name, entry.id)


def _agrees(match: Any, tagged: Sequence[Tagged]) -> bool:
    """Whether the tagger sees the name at just this place."""
    return any(one.start == match.start and one.end == match.end for one in tagged)


def _outdoes(text: str, one: Tagged, inner: Sequence[Name]) -> bool:
    """Whether a longer tagged name is believed over the known ones within it."""
    first, last = min(name.start for name in inner), max(name.end for name in inner)
    if first < one.start or last > one.end or (first, last) == (one.start, one.end):
        return False
    if one.kind != "organisation" or _ENDING.search(fold(text[one.start : one.end])):
        return True
    return one.end - last > 2 and any(name.kind == "place" for name in inner)


def _apart(names: Iterable[Name]) -> list[Name]:
    """The longest names, none overlapping another, in order."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (name.start - name.end, name.entry is None, name.start)):
        places = range(name.start, name.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def _with_later_forms(text: str, names: list[Name]) -> list[Name]:
    """The names with their repetitions, short forms and acronyms elsewhere in the text."""
    forms: dict[str, Name] = {}
    places = [name.text for name in names if name.kind == "place"]
    for name in names:
        if name.kind not in ("person", "organisation") or len(name.text) < 2:
            continue
        if len(name.text) > 2:
            forms.setdefault(name.text, name)
        if short := introduced(text, name):
            forms[short] = name
        for short in short_forms(name, places):
            forms.setdefault(short, name)
    if not forms:
        return names
    pattern = re.compile("|".join(map(_bounded, sorted(forms, key=len, reverse=True))))
    later = [
        replace(forms[match[0]], text=match[0], start=match.start(), end=match.end())
        for match in pattern.finditer(text)
    ]
    taken = {at for name in names for at in range(name.start, name.end)}
    more = [name for name in later if taken.isdisjoint(range(name.start, name.end))]
    return _apart([*(_joined(name, forms) for name in names), *more])


def _bounded(form: str) -> str:
    escaped = re.escape(form)
    return rf"(?<![A-Za-z0-9]){escaped}(?![A-Za-z0-9])" if form.isascii() else escaped


def _joined(name: Name, forms: dict[str, Name]) -> Name:
    """A short form that was found by itself, under the name of the full one."""
    full = forms.get(name.text)
    if full is None or name.entry or name.kind != full.kind:
        return name
    return replace(name, name=full.name, entry=full.entry)


def _with_role(text: str, name: Name, names: Sequence[Name]) -> Name:
    return replace(name, role=role_of(text, name, names)) if name.kind == "person" else name

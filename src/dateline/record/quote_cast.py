"""Who appears in a text: the given names and, where none are given, its sequences of capitals."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.record.quote_words import Words, tables
from dateline.records import Name

_CAPITAL = r"(?:[A-Z]['’])?[A-ZÀ-ÖØ-ÞŠŽ]\w*(?:[-&][A-Z]\w*|\.\w+)*(?:(?<=\b[A-Z])\.)?"
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Frau|Herr|Mme|Sra?)\.?\s+$")
_HAN = re.compile("[\u3400-\u9fff]")
_APPOSED = re.compile(r",\s(?:an?|the|ein|eine|un|une|una|el|la|le)\s((?:[^\W\d_][\w-]*\s?){1,4})")


@dataclass(frozen=True, slots=True)
class Mention:
    """One appearance of somebody or something named."""

    start: int
    end: int
    name: str  # as full as the text has it
    kind: str  # person, organisation, place …; "" where only its capitals are known
    role: str | None = None


class Cast:
    """The mentions of a text in order, with the fullest name of each person that the text has."""

    def __init__(self, text: str, names: Sequence[Name], words: Words, *, german: bool = False):
        self.text, self.words = text, words
        told = names_as_told(text, names, words.titles | words.roles)
        firms = {one.name for one in names if _is_firm(text, one, words)}
        given = [
            Mention(one.start, one.end, told[one.name], "organisation" if one.name in firms else one.kind, one.role)
            for one in names
        ]
        taken = sorted((one.start, one.end) for one in given)
        own = [one for one in _capitals(text, words, german=german) if not _overlaps(taken, one.start, one.end)]
        everyone = sorted(given + own, key=lambda one: one.start)
        full = _full_names(text, everyone)
        self.mentions = [_completed(one, full) for one in everyone]
        self._starts = [one.start for one in self.mentions]
        self.roles: dict[str, str] = {}
        self.by_name: dict[str, list[Mention]] = {}
        for one in self.mentions:
            self.by_name.setdefault(one.name, []).append(one)
            if one.role:
                self.roles.setdefault(one.name, one.role)

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly between two offsets, in order."""
        low, high = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [one for one in self.mentions[low:high] if one.end <= end]


def names_as_told(
    text: str, names: Sequence[Name], titles: frozenset[str] = frozenset(), *, han: bool = False
) -> dict[str, str]:
    """The name to tell for each Name.name: itself where the text has it or cuts it short, else the text's fullest form.

    `titles` are no part of a form; with `han` the forms in Chinese characters come first.
    """
    forms: dict[str, set[str]] = {}
    for one in names:
        forms.setdefault(one.name, set()).add(text[one.start : one.end])
    return {name: _fullest(name, sorted(found), titles, han=han) for name, found in forms.items()}


def _fullest(name: str, forms: Sequence[str], titles: frozenset[str], *, han: bool) -> str:
    if han:
        forms = [form for form in forms if _HAN.search(form)] or forms
    if name in forms:
        return name
    longest = max(forms, key=len)
    bare = {word for word in longest.casefold().split() if word.strip(".") not in titles}
    whole = name.casefold().split()
    same_surname = len(whole) > 1 and longest.casefold().split()[-1] == whole[-1]
    return name if same_surname or bare <= set(whole) else longest


def _is_firm(text: str, one: Name, words: Words) -> bool:
    """Whether an apposition tells that a name taken for a person's is none: "X, a firm based in …"."""
    behind = _APPOSED.match(text, one.end) if one.kind == "person" else None
    if behind is None:
        return False
    nouns = list(re.finditer(r"[\w-]+", behind.group(1)))
    for at, noun in enumerate(nouns):
        if noun.group().casefold() in words.companies:
            following = nouns[at + 1].group().casefold() if at + 1 < len(nouns) else ""
            if following:
                return following in words.prepositions | words.who | {"based"}
            return text[behind.end() : behind.end() + 1] not in ("'", "’")
    return False


def _completed(one: Mention, full: dict[str, str]) -> Mention:
    name = full.get(one.name)
    if name is None or one.kind not in ("person", ""):
        return one
    return Mention(one.start, one.end, name, "person", one.role)


def _full_names(text: str, everyone: Sequence[Mention]) -> dict[str, str]:
    """The full name for each short one: Tung → Hans Tung, Guo → Guo Xuan; the first that the text gives."""
    full: dict[str, str] = {}
    for one in everyone:
        if one.kind != "person":
            continue
        parts = one.name.split()
        if len(parts) > 1 and not _HAN.search(one.name):
            for part in (parts[-1], parts[0]):
                if part[:1].isupper() and part not in full:
                    full[part] = one.name
    return full


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, (start, len(taken) and taken[-1][1])) - 1
    return any(low < end and start < high for low, high in taken[max(0, at) : at + 2])


@cache
def _patterns() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    table = tables()["capitals"]
    particles = "|".join([*table["particles"].split(), "&"])
    sequence = re.compile(rf"(?<![\w’'.])(?<!\d-){_CAPITAL}(?: (?:(?:{particles}) ){{0,2}}{_CAPITAL}){{0,6}}")
    return sequence, frozenset(table["organisation"].split()), frozenset(table["no_name"].split())


def _capitals(text: str, words: Words, *, german: bool) -> list[Mention]:
    sequence, organisations, no_name = _patterns()
    common = (
        words.determiners
        | words.speaking
        | words.prepositions
        | words.splitters
        | words.who
        | words.they
        | words.it
        | words.he
    )
    common |= {phrase.split()[0] for phrase in words.according_phrases}
    common |= no_name | words.verb_words | words.titles | words.auxiliaries
    common_nouns = (
        words.companies | words.documents | words.roles | {f"{word}s" for word in words.roles | words.companies}
    )
    lower = frozenset(re.findall(r"\b[^\W\d_A-ZÀ-Þ]\w+", text))
    found = []
    for match in sequence.finditer(text):
        start, end = match.span()
        run = [one for one in re.finditer(r"\S+", match.group())]
        while run and run[0].group().rstrip(".").casefold() in common:
            run.pop(0)
        while run and (run[-1].group().casefold() in common or run[-1].group().islower()):
            run.pop()
        if german:
            while len(run) > 1 and _is_role(run[0].group(), words):
                run.pop(0)
        if not run:
            continue
        start, end = start + run[0].start(), match.start() + run[-1].end()
        name = text[start:end]
        kind = _kind(text, start, [one.group() for one in run], organisations)
        if not kind and len(run) == 1 and name.casefold() in common_nouns:
            continue
        if not kind and len(run) == 1 and (name.casefold() in lower or name.endswith(("ing", "ly"))):
            continue  # a common word that begins its sentence
        if not german or not _is_noun(text, start, kind):
            found.append(Mention(start, end, name, kind))
    return found


def _is_noun(text: str, start: int, kind: str) -> bool:
    """Whether capitals in German text are those of a common noun: 3 Milliarden Euro, die alte Brücke."""
    before = text[max(0, start - 20) : start]
    if re.search(r"\d\s$", before):
        return True
    return not kind and bool(re.search(r"\b(?!von |durch |mit )[a-zäöüß]+\s+$", before))


def _is_role(word: str, words: Words) -> bool:
    return word.casefold() in words.roles | words.companies


def _kind(text: str, start: int, run: list[str], organisations: frozenset[str]) -> str:
    if _HONORIFIC.search(text[max(0, start - 8) : start]):
        return "person"
    lowered = {word.rstrip(".").casefold() for word in run}
    if lowered & organisations:
        return "organisation"
    plain = [word for word in run if not word.islower()]
    small = any(len(word) > 1 and word.isupper() for word in plain)
    if (
        2 <= len(plain) <= 4
        and not small
        and all(re.fullmatch(r"[^\W\d_][^\W\d_.’'-]*(?:['’-]?[^\W\d_]+)*\.?", w) for w in plain)
    ):
        return "person"
    return ""

"""Joins the names of one article: short forms, acronyms and surnames get the name of what they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.record.tagger_plain import is_generic
from dateline.record.tagger_words import is_demonym, is_organisation_head, is_pinyin, is_place
from dateline.records import Name

_LEGAL = re.compile(
    r"[,\s]+(?:Inc|Corp|Corporation|Co|Ltd|Limited|LLC|L\.L\.C|PLC|plc|Plc|LLP|LP|AG|SE|SA|S\.A|SAS|S\.L|SL|NV|N\.V|BV|B\.V|GmbH|KG"
    r"|KGaA|OHG|e\.V|AB|ASA|Oyj|SpA|S\.p\.A|Pty|Pte|Sdn|Bhd|KK|K\.K|& Co|S\.A\. de C\.V|Holdings? Ltd)\.?$"
)
_ACRONYM = re.compile(r"\s?\((?:[“\"'‘]|the |short |kurz |\w{2,12}: )?([A-Z][A-Za-z&.]{1,9}|[A-Z]\d?[A-Z]+)[”\"'’]?\)")
_BETWEEN = re.compile(r"\s?\(\s?[“\"'‘]?$")
_WHERE = re.compile(
    r"(?<!share )(?<!shares )(?<!stake )(?<!stakes )(?<!invested )(?<!invest )(?<!investors )"
    r"\b(?:in|near|outside|around|across|to|bei|nach|en|à) $"
)
_WORD = re.compile(r"[^\W_]+")
_LINKS = frozenset("of the and for de la du des del der die das und für von y et al e & an in".split())
_PAPERS = frozenset(
    "Post Times Journal Herald Tribune Gazette Pay".split()
)  # the Post for the South China Morning Post
_Known = dict[str, Name]


def join_names(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """The same mentions, each with the one name that its thing has in the article, and mentions that only this tells.

    A name of the gazetteer stands. Else a company loses its legal form, a short form takes the longer name.
    """
    met = _with_acronyms(text, names)
    longest = _longest(met)
    joined = [_joined(text, name, longest) for name in met]
    return tuple(sorted([*joined, *_repeats(text, joined)], key=lambda name: name.start))


def plain(name: str) -> str:
    """A company's name without its legal form."""
    shorter = _LEGAL.sub("", name)
    while shorter != name and shorter:
        name, shorter = shorter, _LEGAL.sub("", shorter)
    return name.rstrip(",")


def _with_acronyms(text: str, names: Sequence[Name]) -> list[Name]:
    """The mentions, with the short forms that the text gives in brackets behind a name, there and later on."""
    defined: _Known = {}
    for name in names:
        match = _ACRONYM.match(text, name.end)
        if match and name.kind != "person" and stands_for(match.group(1), name.text):
            defined.setdefault(match.group(1), name)
    for first, second in pairwise(names):
        between = text[first.end : second.start]
        if _BETWEEN.match(between) and stands_for(first.text, second.text):
            defined.setdefault(first.text, second)
    if not defined:
        return list(names)
    kept = [_as(name, defined[name.text]) if name.text in defined else name for name in names]
    return sorted([*kept, *_unseen(list(defined), text, kept, defined)], key=lambda name: name.start)


def _unseen(forms: Sequence[str], text: str, names: Iterable[Name], known: _Known) -> list[Name]:
    """Where a text repeats known names, of those that begin at one place the first form, outside the mentions found."""
    taken = sorted((name.start, name.end) for name in names)
    found, at = [], 0
    for start, end in _places(forms, text):
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at == len(taken) or taken[at][0] >= end:
            form = text[start:end]
            found.append(replace(known[form], text=form, start=start, end=end, role=None))
    return found


def _places(forms: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a text holds one of the forms as whole words, none over another (a pattern of each text's own is slow)."""
    places = []
    for rank, form in enumerate(forms):
        start = text.find(form)
        while start >= 0:
            places.append((start, rank, start + len(form)))
            start = text.find(form, start + 1)
    last = 0
    for start, _, end in sorted(places):
        if start >= last and not (_in_word(text[start - 1 : start]) or _in_word(text[end : end + 1])):
            yield start, end
            last = end


def _in_word(character: str) -> bool:
    return character.isalnum() or (character != "" and character in "_-")


def _as(name: Name, other: Name) -> Name:
    """A mention of what another mention names."""
    return replace(name, kind=other.kind, name=other.name if other.entry else plain(other.name), entry=other.entry)


def stands_for(short: str, long: str) -> bool:
    """Whether the letters of an acronym are the first letters of a name's words, some words left out."""
    letters = [c.lower() for c in short if c.isalpha()]
    words = [word.lower() for word in _WORD.findall(long)]
    if len(letters) < 2 or len(words) < 2 or len(short) >= len(long):
        return False
    initials = "".join(word[0] for word in words if word not in _LINKS)
    every = "".join(word[0] for word in words)
    told = "".join(letters)
    if told in (initials, every) or (len(told) > 2 and initials.startswith(told)):
        return True
    return (
        told[0] == every[0] and sum(c in every for c in set(told)) >= len(set(told)) - 1 and len(words) >= len(told) - 2
    )


def _key(name: str) -> frozenset[str]:
    """A person's name whatever its order and hyphens: Kai-Fu Lee is Lee Kaifu."""
    parts = name.replace("‑", "-").split()
    return frozenset(part.replace("-", "").lower() for part in parts)


def _longest(names: Sequence[Name]) -> _Known:
    """Short form → the mention whose name it stands for; a form that several things share stands for none."""
    forms: dict[str, dict[str, Name]] = defaultdict(dict)
    people: dict[frozenset[str], Name] = {}
    for name in names:
        words = name.text.split()
        if len(words) < 2:
            continue
        if name.kind == "person":
            owner = people.setdefault(_key(name.text), name)
            for form in (words[-1], words[0], f"{words[0]} {words[-1]}", name.text):
                forms[form][owner.name] = owner
        elif name.kind == "organisation":
            short = plain(name.text)
            for form in _short_forms(short):
                forms[form][plain(name.name)] = name
    return {form: next(iter(owners.values())) for form, owners in forms.items() if len(owners) == 1}


def _short_forms(name: str) -> list[str]:
    """What an article may call an organisation for short: its first words, its last; no people, head or acronym."""
    words = name.split()
    found = [" ".join(words[:count]) for count in range(1, len(words)) if words[count - 1] not in _LINKS]
    alone = [form for form in (*found, words[-1]) if " " in form or not _is_vague(form)]
    return [*alone, name]


def _is_vague(word: str) -> bool:
    """Whether a lone word may mean too much to be a short form: Chinese, Post, IT, Shanghai."""
    head = is_organisation_head(word) and word not in _PAPERS
    return head or is_demonym(word) or is_generic(word) or is_place(word)


def _joined(text: str, name: Name, longest: _Known) -> Name:
    """A mention with the name of the longer form that it shortens."""
    base = name if name.entry or name.kind != "organisation" else replace(name, name=plain(name.name))
    other = longest.get(name.text)
    if name.entry or other is None or other.text == name.text or _is_located(text, name):
        return base
    firm = other.kind == "organisation" and " " not in name.text and other.text.startswith(name.text)
    if firm or (name.kind != "place" and (other.kind == name.kind or name.kind == "other" or _is_surname(name, other))):
        role = name.role
        return replace(_as(name, other), role=role)
    return base


def _is_located(text: str, name: Name) -> bool:
    """Whether a place stands behind a word that tells where: in Jianhe."""
    return name.kind == "place" and _WHERE.search(text[max(0, name.start - 24) : name.start]) is not None


def _is_surname(name: Name, other: Name) -> bool:
    """Whether a lone word is the family name of a person in full: the last word, of a Chinese name the first."""
    if other.kind != "person" or " " in name.text:
        return False
    return other.text.endswith(" " + name.text) or (other.text.startswith(name.text + " ") and is_pinyin(other.text))


def _is_own(word: str, written: set[str]) -> bool:
    """Whether a firm's first word names it alone: no vague word, not among the words `written` in lower case."""
    if is_demonym(word) or is_organisation_head(word) or is_generic(word) or is_place(word):
        return False
    return word.lower() not in written


def _repeats(text: str, names: Sequence[Name]) -> list[Name]:
    """Mentions of names of several words, and of surnames, that were passed over elsewhere in the text."""
    known: _Known = {}
    written = set(_WORD.findall(text))
    for name in names:
        if name.kind in ("person", "organisation", "place") and " " in name.text and len(name.text) > 5:
            known.setdefault(name.text, name)
            if name.kind == "organisation" and len(first := name.text.split()[0]) > 4 and _is_own(first, written):
                known.setdefault(first, name)
            if name.kind == "person" and len(surname := name.text.split()[-1]) > 3 and surname[0].isupper():
                known.setdefault(surname, name)
    if not known:
        return []
    ordered = sorted(known, key=len, reverse=True)
    return _unseen(ordered, text, names, known)

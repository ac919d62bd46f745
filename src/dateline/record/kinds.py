"""Settles the kind of each thing within an article: what the words beside its mentions say, and the most of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.record.tagger_words import is_demonym, is_organisation_head, is_place
from dateline.records import Name

_FIRM = (
    r"(?:company|firm|group|maker|start-?up|giant|manufacturer|supplier|retailer|operator|developer|agency|brand|lender|broker"
    r"|bank|insurer|carmaker|automaker|chipmaker|outfit|subsidiary|consultancy|publisher|newspaper|unicorn|airline"
    r"|conglomerate|wire service|think-tank|charity|university|Unternehmen|Konzern|Firma|Hersteller|empresa|compañía"
    r"|entreprise|société|groupe)"
)
_WARE = (
    r"(?:app|application|platform|game|software|device|headset|chatbot|browser|rocket|satellite|robot|drug|vaccine|smartphone"
    r"|phone|handset|operating system|spacecraft|probe|telescope|laptop|tablet|drone|aplicación|application|plataforma)"
)
_PEOPLE = (
    r"(?:shares|stake|investors?|employees?|researchers?|analysts?|engineers?|scientists?|unit|subsidiary"
    r"|chief executive|CEO|chairman|chairwoman|founders?|co-founders?|president|director|manager|partner"
    r"|spokes(?:man|woman|person))"
)
_ROLE = (
    r"(?:chief|chair(?:man|woman)|director|founder|president|professor|analyst|manager|spokes\w+|minister|partner|researcher"
    r"|head|executive|lawyer|economist|secretary)"
)
_WORDS = r"(?:(?!(?:at|of|for|with|to|in|from|who|and|said)\b)[\w’'-]+ ){0,5}?"
_BEFORE = re.compile(
    rf"(?P<organisation>\b(?:{_FIRM}|{_PEOPLE} (?:of|at)"
    r"|(?:[Ss]hares?|[Ss]takes?|[Ii]nvest\w*|interest|confidence) in) $)"
    rf"|(?P<several>\b(?:{_FIRM}s|companies|agencies|universities)(?:,? such as|,? like|,? including|,)? $)"
    rf"|(?P<product>\b(?:{_WARE}s?(?:,? such as|,? like| called| named|,)?|users? of|accounts on) $)"
    r"|(?P<place>\b(?:city|town|village|county|province|district|port|region|island|prefecture|suburb) of $)"
    r"|(?P<person>\b(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\.? |(?:spokes\w+|analyst|founder|executive|officer),? )$)"
    r"|(?P<near>\b(?:in|near|outside) $)"
)
_AFTER = re.compile(
    rf"(?P<organisation>(?:['’]s)? (?:{_PEOPLE}|stock|revenues?|sales|profits?|board|staff|headquarters|management)\b"
    rf"|, (?:an?|the) {_WORDS}{_FIRM}\b(?!['’])| (?:[a-z]+ )?(?:chain|group|firm|company)\b(?!['’])|\) [—–-] )"
    rf"|(?P<product>, (?:an?|the) {_WORDS}{_WARE}\b| (?:[a-z]+ )?(?:app|headset|rocket|satellite|spacecraft)s?\b"
    r"|(?:['’]s)? users\b| (?:has|had) (?:[\w.,]+ ){1,4}users\b)"
    r"|(?P<place> (?:province|city|county|district|prefecture|airport|harbour|residents)\b)"
    rf"|(?P<role>, (?:an? |the |its |their |his |her )?{_WORDS}(?:{_ROLE}|chief [a-z]+)"
    r"(?: (?:of|at|for|in|executive|officer)\b|[.,;”\"]))"
    r"|(?P<person>, \d\d,|, (?:who|whose)\b)"
)
_WHERE = re.compile(
    r"\b(?:in|near|at|from|to|outside|around|through|across|between|into|over|via|leaving|towards?|visit(?:ed)?|north|south|east"
    r"|west) $"
)
_DOES = re.compile(
    r" (?:says?|said|counted|sells|sold|ships|shipped|makes|made|launched|announced|adds|added|plans|raised|reported"
    r"|builds|built|runs|owns|wants|hired|expects|charges)\b"
)
_FIRST = frozenset(
    "Banca Banco Banque Crédit Groupe Grupo Gruppo Compagnie Société Universität Université Universidad".split()
)
_REACH = 60
_SIGN, _WEAK, _HEAD = 3, 1, 4  # votes, where the tagger's word on a mention is one


def settled(text: str, names: Sequence[Name]) -> list[Name]:
    """The names, those that the gazetteer does not know with one kind for each thing."""
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.entry is None and not is_demonym(name.text):
            groups[name.name].append(name)
    kinds = {name: _kind(text, mentions) for name, mentions in groups.items()}
    return [name if name.entry else _told(name, kinds.get(name.name, name.kind)) for name in names]


def _told(name: Name, kind: str) -> Name:
    """A mention with its thing's kind; a people or an adjective of nationality is no firm or place."""
    if is_demonym(name.text):
        kind = name.kind if name.kind == "person" else "other"
    return name if kind == name.kind else replace(name, kind=kind)


def _kind(text: str, mentions: Sequence[Name]) -> str:
    """The kind that has most votes; the first mention's among equals."""
    votes = Counter(name.kind for name in mentions)
    for name in mentions:
        for kind, weight in _signs(text, name):
            votes[kind] += weight
    words = mentions[0].name.split()
    if len(words) > 1 and (is_organisation_head(words[-1]) or words[0] in _FIRST):
        votes["organisation"] += _HEAD
    if len(mentions) > 1 and votes.most_common(1)[0][0] == "place" and _acts(text, mentions):
        return "organisation"
    best = max(votes.values())
    return next((name.kind for name in mentions if votes[name.kind] == best), max(votes, key=lambda k: votes[k]))


def _acts(text: str, mentions: Sequence[Name]) -> bool:
    """Whether a thing does what firms do, and no mention of it tells where something is."""
    if is_place(mentions[0].name) or any(_WHERE.search(text[max(0, m.start - 16) : m.start]) for m in mentions):
        return False
    return any(_DOES.match(text[m.end : m.end + 16]) for m in mentions)


def _signs(text: str, name: Name) -> Iterator[tuple[str, int]]:
    """(kind, votes) of what stands directly beside one mention."""
    before = _BEFORE.search(text[max(0, name.start - _REACH // 2) : name.start])
    if before is not None and before.lastgroup == "near":
        yield ("place", _WEAK if name.kind != "place" or not is_place(name.text) else _SIGN)
    elif before is not None and before.lastgroup:
        yield "organisation" if before.lastgroup == "several" else before.lastgroup, _SIGN
    after = _AFTER.match(text[name.end : name.end + _REACH])
    if after is not None and after.lastgroup and (after.lastgroup != "person" or name.kind == "person"):
        yield "person" if after.lastgroup == "role" else after.lastgroup, _SIGN

"""Reads what the words beside a person's name say he or she is: "Chief Executive Cheng Wei", "Sun Feng, an analyst"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Name

_HEADS = (
    # English
    "president|chairman|chairwoman|chairperson|chair|chief|director|directors|secretary|minister|premier|chancellor|mayor|governor|senator"
    "|congressman|congresswoman|ambassador|spokesman|spokeswoman|spokesperson|commissioner|executive|CEO|CFO|CTO|COO"
    "|CIO|founder|co-founder|cofounder|owner|partner|manager|head|leader|deputy|editor|reporter|correspondent|columnist"
    "|professor|researcher|scientist|economist|analyst|engineer|lawyer|attorney|judge|justice|prosecutor|general"
    "|colonel|captain|lieutenant|admiral|sergeant|commander|officer|coach|striker|goalkeeper|player|author|writer|poet"
    "|novelist|actor|actress|singer|composer|conductor|painter|artist|architect|filmmaker|producer|historian"
    "|philosopher|physicist|chemist|biologist|mathematician|astronomer|physician|surgeon|doctor|bishop|archbishop"
    "|cardinal|pope|rabbi|imam|king|queen|prince|princess|duke|emperor|lawmaker|politician|activist|adviser|advisor"
    "|consultant|investor|entrepreneur|businessman|businesswoman|billionaire|trader|strategist|fellow|lecturer|dean"
    "|rector|principal|teacher|student|designer|developer|programmer|inventor|astronaut|pilot|curator|librarian"
    "|representative|delegate|envoy|diplomat|treasurer|inspector|superintendent|vice-president|Prof|Dr|Gov|Sen|Rep|Gen"
    "|Col|Lt|Capt|Sgt|Adm|farmer|harbourmaster|nurse|midwife|veterinarian|geologist|meteorologist|epidemiologist"
    # German
    "|Präsident|Präsidentin|Bundeskanzler|Bundeskanzlerin|Kanzler|Kanzlerin|Minister|Ministerin|Außenminister"
    "|Außenministerin|Finanzminister|Finanzministerin|Innenminister|Ministerpräsident|Ministerpräsidentin|Bürgermeister"
    "|Bürgermeisterin|Oberbürgermeister|Chef|Chefin|Vorstandschef|Vorstandsvorsitzender|Vorstandsvorsitzende"
    "|Geschäftsführer|Geschäftsführerin|Direktor|Direktorin|Leiter|Leiterin|Sprecher|Sprecherin|Professor|Professorin"
    "|Gründer|Gründerin|Trainer|Trainerin|Vorsitzender|Vorsitzende|Staatssekretär|Forscher|Forscherin|Autor|Autorin"
    # Spanish
    "|presidente|presidenta|ministro|ministra|alcalde|alcaldesa|gobernador|gobernadora|secretario|secretaria|directora"
    "|portavoz|fundador|fundadora|jefe|jefa|entrenador|profesor|profesora|investigador|investigadora|consejero|senador"
    "|canciller|embajador|escritor|escritora|cofundador"
    # French
    "|président|présidente|ministre|maire|gouverneur|secrétaire|directeur|directrice|fondateur|fondatrice|patron"
    "|patronne|professeur|chercheur|chercheuse|porte-parole|député|députée|sénateur|ambassadeur|écrivain|entraîneur"
)
_MODIFIERS = (
    "vice|deputy|former|acting|senior|chief|co|executive|managing|general|prime|foreign|finance|financial|defense|defence|interior"
    "|home|trade|commerce|environment|health|education|assistant|associate|first|lead|principal|founding|honorary|ex"
    "|then|current|new|outgoing|incoming|interim|national|technology|operating|marketing|investment|product|research"
    "|news|sports|police|press|team|project|party|opposition|company|group|bank|board|state|provincial|regional|local"
    "|city|county|district|and|und|et|y|adjunct|visiting|emeritus|retired|late|longtime|veteran|renowned|famous"
    "|economics|physics|history|law|music|film|stage|software|data|design|creative|artistic|scientific|technical"
)
_HEAD = rf"(?:{_HEADS}|{'|'.join(sorted({h.capitalize() for h in _HEADS.split('|')} - set(_HEADS.split('|'))))})"
_BEFORE = re.compile(
    rf"(?:(?<=^)|(?<=[\s(“\"„«]))((?:(?:{_MODIFIERS}|[A-Z][\w.&-]*(?:['’]s)?)[ -])*{_HEAD}\b\.?"
    r"(?: [Ee]xecutive| [Oo]fficer| [Gg]eneral)*"
    r"(?: of (?:the )?(?:[A-Z][\w.&-]*|of|and|the)(?: (?:[A-Z][\w.&-]*|of|and|the|for))*)?),? $"
)
_AFTER = re.compile(
    rf",\s+((?:(?!(?:who|which|that|said|was|is|has|had|and|but|told|will|where|when|says)\b)[\w.&’'-]+\s+){{0,7}}?{_HEAD}\b"
    r"(?:\s+(?:of|for|at|in|and|to|with|on|executive|officer|general|emeritus|bei|der|des|beim|von|für|de|du|la|del|en"
    r"|y|et)\b"
    r"[^,.;:()!?“”\"\n]{0,110}?)?)(?=[,.;:)!?“”\"\n]|\s+(?:said|says|told|added|and\s+[A-Z])\b|$)"
)
_LEADING = re.compile(
    r"^(?:(?:the|a|an|its|their|his|her|our|The|A|An|Its|Their|His|Her|And|and|But|In|On|At|der|die|das|el|la|le|un|une"
    r"|ein|eine|Der|Die|El|La|Le) )+"
)
_VERB = re.compile(
    r"\b(?:said|says|told|was|were|is|are|has|had|have|did|will|would|also|after|before|because|while|when)\b"
)
_DID = re.compile(
    r"(?!retired|appointed)[a-z]{2,}ed (?:[A-Z]|the\b|an?\b|it\b|he\b|she\b)"
)  # announced Anna Berger as …
_REACH = 130
_BARE = frozenset(("", "Dr", "Dr.", "Mr", "Mrs", "Ms", "chief", "head", "leader of the", "first"))


def roles(text: str, names: Sequence[Name]) -> list[Name]:
    """The same names, persons with the role that stands beside them."""
    ends = [0, *(name.end if name.kind == "person" else 0 for name in names)]
    found = []
    for at, name in enumerate(names):
        role = role_of(text, name, since=ends[at])
        found.append(replace(name, role=role) if role else name)
        ends[at + 1] = max(ends[at], ends[at + 1])
    return found


def role_of(text: str, name: Name, *, since: int = 0) -> str | None:
    """The title and organisation that the text has directly before or, behind a comma, after a person's name.

    What stands before `since`, the end of the person before, is not of it.
    """
    if name.kind != "person":
        return None
    return _after(text, name.end) or _before(text, since, name.start)


def _before(text: str, since: int, start: int) -> str | None:
    match = _BEFORE.search(text[max(since, start - 90) : start])
    return _trimmed(match.group(1)) if match else None


def _after(text: str, end: int) -> str | None:
    if text[end : end + 1] != ",":
        return None
    match = _AFTER.match(text[end : end + _REACH + 60])
    if match is None or _VERB.search(match.group(1)) or _DID.match(match.group(1)):
        return None
    return _trimmed(match.group(1))


def _trimmed(role: str) -> str | None:
    role = _LEADING.sub("", " ".join(role.split())).strip(" ,-")
    return None if role in _BARE else role or None

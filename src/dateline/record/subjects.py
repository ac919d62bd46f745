"""Whose a figure is, and to which part of the whole it is limited: by the names and words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Figure, Name, Span

_OWNERS = ("organisation", "product", "person", "other")
_GENITIVE = re.compile(r"^(?:['’]s?\s+(?:[\w-]+\s+){0,4}|\s*的.{0,8})$")
_HAS = re.compile(  # a name that has, sells or reaches the figure is whose it is, whatever its kind
    r"^\s+(?:now |already |currently |today |itself )?(?:has|had|have|counts?|counted|reach(?:ed|es)|employs?|employed|"
    r"serves?|served|boasts?|boasted|claims?|claimed|sold|ships?|shipped|made|produced|earned|lost|raised|hat|hatte|"
    r"zählt|beschäftigt|tiene|tenía|emplea|compte|emploie|avait|a)\b(?:\s+[a-zà-ÿ]+){0,3}\s*$|^(?:拥有|有|达到|共有|售出)",
)
_OF_NAME = re.compile(
    r"^\s+(?:[\w-]+\s+){0,2}?(?:of|on|at|for|using|across|von|bei|für|de|du|des|d['’]|sur|pour|en)\s*"
    r"(?:(?!which|who|that|by\b)[\w-]+\s+){0,5}$",
    re.I,
)
_BEFORE_LESSER = re.compile(  # a name behind these is not whose figure it is, unless no other is there
    r"(?:\b(?:of|in|with|to|from|by|for|on|at|as|than|like|including|into|versus|against|via|per|according to|von|"
    r"mit|aus|bei|nach|laut|wie|de|en|con|por|según|como|dans|avec|par|selon|comme|chez)(?:\s+(?:the|a|an|der|die|das|den|"
    r"dem|el|la|los|las|le|les|l['’]))?|据|根据|在|从|向|与|和|对)\s*[(“\"']?$",
    re.I,
)
_AFTER_SPEAKER = re.compile(
    r"^(?:\s+(?:of|at|from|bei|von|de)(?:\s+[A-Z][\w&.'’-]*){1,5})?(?:,[^,]{0,80},)?\s*(?:says?|thinks?|expects?|believes?|"
    r"said|added?|told|showed|shows|estimated?|estimates|reported|wrote|found|predicts?|"
    r"forecasts?|sagte|teilte|schätzt|dijo|afirmó|a déclaré|estime|表示|称|说|指出|报告|数据显示|预计)",
    re.I,
)
_DEFINITE = re.compile(
    r"\b(?:the|its|this|der|die|das|el|la|le|l['’])\s+(?:[\w-]+\s+){0,2}?"
    r"(app|platform|service|site|network|game|product|company|firm|group|start-?up|maker|giant|chipmaker|carmaker|bank|"
    r"agency|ministry|university|plattform|unternehmen|konzern|firma|bank|empresa|compañía|aplicación|plataforma|"
    r"entreprise|société|plateforme|groupe)\b|(该公司|该平台|该应用|该集团|该机构|公司)",
    re.I,
)
_PRODUCT_WORDS = re.compile(r"app|plat|service|site|network|game|product|aplic|应用|平台", re.I)
_PRONOUN = re.compile(r"^[“\"']?(?:It|They|He|She|Its|Their|Es|Sie|Il|Elle|Ella|其|它|该)\b", re.I)
_PLACE_AFTER = re.compile(
    r"^\s*,?\s*(in|across|within|outside|throughout|from|en|im|aus|au|aux|dans|fuera de|hors de)\s+"
    r"((?:[a-z]+\s+){0,2})$",
    re.I,
)
_LEADING_PLACE = re.compile(r"^(?:In|Across|Outside|En|Im|Au|Aux|Dans|在)\s*(?:[a-z]+\s+){0,2}$")
_WORLD = re.compile(
    r"\b(worldwide|globally|around the world|overseas|abroad|nationwide|domestically|weltweit|en todo el mundo|"
    r"dans le monde|mondial\w*)\b|(全球|海外|国内|境外|全国)",
    re.I,
)
_PEOPLES = re.compile(
    r"\b(?:[A-Z][a-z]+(?:[ei]an|[a-z]can|[a-z]ese|[a-z]ish)|German|French|Dutch|Greek|Swiss|Thai|Czech|Iraqi|Israeli|"
    r"Pakistani|Saudi|Mexican|rural|urban|overseas|foreign|domestic)\b"
)
_NEAR = 60  # characters


def attribute(
    text: str, sentences: Sequence[Span], figures: Sequence[Figure], names: Sequence[Name]
) -> tuple[Figure, ...]:
    """The figures, each with its subject (the name whose it is) and scope; None where the text does not tell.

    A name in the genitive before the figure or behind "of" after it comes first, then what "the app" or "the company"
    stands for, then the nearest name of its sentence that is no source and no circumstance.
    """
    starts = [span.start for span in sentences]
    name_starts = [name.start for name in names]
    found = []
    for figure in figures:
        at = max(0, bisect_right(starts, figure.start) - 1)
        sentence = sentences[at] if sentences else Span(0, len(text))
        low, high = bisect_right(name_starts, sentence.start - 1), bisect_right(name_starts, sentence.end)
        before = sentences[max(0, at - 2)].start if sentences else 0
        earlier = names[bisect_right(name_starts, before - 1) : low]
        around = names[low:high]
        outside = [name for name in around if name.end <= figure.start or name.start >= figure.end]
        subject = _subject(text, sentence, figure, outside, earlier)
        scope = figure.scope or _scope(text, sentence, figure, around)
        found.append(replace(figure, subject=figure.subject or subject, scope=scope))
    return tuple(found)


def _subject(text: str, sentence: Span, figure: Figure, around: Sequence[Name], earlier: Sequence[Name]) -> str | None:
    preceding = [name for name in around if name.end <= figure.start]
    following = [name for name in around if name.start >= figure.end]
    beside = _beside(text, figure, preceding, following)
    if beside:
        return beside.name
    stands_for = _definite(text, sentence, figure, [*earlier, *preceding])
    best = _best(text, preceding)
    if stands_for or best:
        return stands_for or (best.name if best else None)
    if _PRONOUN.match(text[sentence.start : sentence.end]) and earlier:
        chosen = _best(text, earlier[:1]) or _best(text, earlier)
    else:
        inside = [name for name in following if name.kind in _OWNERS and name.start < figure.end + _NEAR]
        places = (name for name in reversed(preceding) if name.kind == "place")
        chosen = _best(text, inside) or next(places, None)
    return chosen.name if chosen else None


def _beside(text: str, figure: Figure, preceding: Sequence[Name], following: Sequence[Name]) -> Name | None:
    """The name that grammar ties to the figure: in the genitive before it, behind "of", or as what has it."""
    gap = text[preceding[-1].end : figure.start] if preceding else ""
    if preceding and _GENITIVE.match(gap):
        return preceding[-1]
    if following and following[0].kind in _OWNERS and _OF_NAME.match(text[figure.end : following[0].start]):
        return following[0]
    return preceding[-1] if preceding and _HAS.match(gap) else None


def _best(text: str, names: Sequence[Name]) -> Name | None:
    """The last of these names that owns figures, is no source and stands in no circumstance."""
    owners = [name for name in names if name.kind in _OWNERS[:3] and not _is_speaker(text, name)]
    owners = [name for name in owners if text[name.start - 1 : name.start] not in ("(", "（") or name.start == 0]
    main = [name for name in owners if not _BEFORE_LESSER.search(text[max(0, name.start - 24) : name.start])]
    things = [name for name in main if name.kind != "person"]
    return (things or main)[-1] if main else None


def _is_speaker(text: str, name: Name) -> bool:
    return bool(_AFTER_SPEAKER.match(text[name.end : name.end + 100]))


def _definite(text: str, sentence: Span, figure: Figure, known: Sequence[Name]) -> str | None:
    """What "the app" or "the company" near before the figure stands for."""
    start = max(sentence.start, figure.start - _NEAR)
    found = list(_DEFINITE.finditer(text, start, figure.start))
    if not found:
        return None
    word = found[-1].group(1) or found[-1].group(2)
    kind = "product" if _PRODUCT_WORDS.search(word) else "organisation"
    fitting = [name for name in known if name.kind == kind and name.end <= found[-1].start()]
    return fitting[-1].name if fitting else None


def _scope(text: str, sentence: Span, figure: Figure, around: Sequence[Name]) -> str | None:
    for name in around:
        within = figure.start <= name.start and name.end <= figure.end and figure.kind != "money"
        if within and name.kind in ("place", "other"):
            return name.text
        if name.kind == "place" and name.start >= figure.end:
            link = _PLACE_AFTER.match(text[figure.end : name.start])
            if link:
                return f"{link.group(1).lower()} {link.group(2)}{name.text}"
    people = _PEOPLES.search(figure.counted or "") if figure.kind == "count" else None
    if people:
        return people.group()
    world = _WORLD.search(text, max(sentence.start, figure.start - 40), min(sentence.end, figure.end + 40))
    if world:
        return world.group().lower()
    first = around[0] if around else None
    if first and first.kind == "place" and first.end <= figure.start:
        lead = text[sentence.start : first.start]
        if _LEADING_PLACE.match(lead):
            return f"{lead.strip().lower()} {first.text}".strip()
    return None

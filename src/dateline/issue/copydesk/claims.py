"""Claims that nobody stands for: sources without a name, ranks and counts without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.rules import Finding, rule
from dateline.issue.copydesk.running import Piece, pieces
from dateline.proofs import Proof, Surroundings
from dateline.sentences import sentences

_VAGUE = re.compile(
    r"\b(?:[Ii]ndustry|[Mm]arket) (?:observers|insiders|watchers|sources|experts|analysts)"
    r" (?:say|said|believe|believed|expect|suggest|think)\b"
    r"|\b(?:[Ss]ome|[Mm]any|[Ss]everal) (?:observers|people|experts|critics|analysts|"
    r"insiders|commentators) (?:say|said|believe|argue|think|claim)\b"
    r"|\b(?:[Oo]bservers|[Rr]umou?rs|[Ii]nsiders) (?:say|said|have it|suggest)\b|\b[Ii]t "
    r"(?:is|has been) (?:widely |generally |commonly )?(?:said|believed|rumou?red|thought|"
    r"understood) that\b"
    r"|\b(?:[\w-]+ ){0,3}\b[Rr]eportedly\b(?: [\w’-]+){0,3}"
)
_VAGUE_CHINESE = re.compile(
    "业内人士(?:认为|表示|称|指出|透露)|有(?:消息|媒体|分析|观点|传闻)(?:人士)?(?:称|认为|指出)|据(?:悉|传|说|了解)(?=[，,])"
    "|(?:知情人士|有关人士|相关人士)(?:称|表示|透露)|分析人士(?:认为|指出|称)|坊间传"
)
_WORLD = re.compile(
    r"\b(?:the )?world[’']s (?:(?:second|third|fourth|fifth)[- ])?(?:most \w+|largest|"
    r"biggest|first|fastest|leading|top|best|only|oldest|cheapest|smallest|strongest|"
    r"highest|longest)(?:[- ]\w+){1,5}"
)
_WORLD_CHINESE = re.compile(
    "(?:全球|世界|国内|全国|中国|业界)(?:最(?:大|快|强|先进|领先|高)|首(?:个|家|款|次|创)|第一|唯一)(?:的)?[\u4e00-\u9fff]{2,8}"
)
_SOURCED = re.compile(
    r"\b(?:according|said|says|told|reported|reports?|data|survey|study|estimates?|"
    r"ranked|ranks|figures|statement|research|showed|shows|claims?|claimed|called|dubbed|"
    r"billed|forecast|by (?:revenue|sales|shipments|market|value|volume|assets|number|"
    r"population))\b|据|数据|报告|统计|显示|称|表示|说|按"
)
_AHEAD = re.compile(r"\b(?:to become|become|becoming|be|aims?|hopes?|wants?|one of|among)\s+(?:the )?$")
_USERS = re.compile(
    r"\b(?:more than |over |about |some |nearly )?\d[\d.,]*(?: (?:million|billion))"
    r"? (?:monthly|daily|weekly|active|registered)(?: active)? users\b"
)


@rule("attribution-vague", "note")
def attribution_vague(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds sources without a name: “industry observers say”, “reportedly”, “it is said that”."""
    for piece in pieces(proof):
        pattern = {"en": _VAGUE, "zh": _VAGUE_CHINESE}.get(piece.language)
        for match in pattern.finditer(piece.own) if pattern else ():
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            if "\ue000" not in match.group() and not ("eportedly" in match.group() and _names_source(piece, match)):
                yield piece.finding(start, match.end(), "who says so is not named", mend="name the source")


@rule("claim-without-source", "note")
def claim_without_source(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds ranks such as “the world's largest”, and counts of users, in texts that name no source for them."""
    for piece in pieces(proof):
        if piece.item is None or piece.language not in ("en", "zh") or _has_report(piece):
            continue
        own = piece.own
        for span in sentences(piece.raw):
            if not _SOURCED.search(own, span.start, span.end):
                yield from _unsourced(piece, own, span.start, span.end)


def _names_source(piece: Piece, match: re.Match[str]) -> bool:
    """Whether the sentence of a “reportedly” names who reports, or the item names its report."""
    span = next((one for one in sentences(piece.raw) if one.start <= match.start() < one.end), None)
    return _has_report(piece) or bool(span and _SOURCED.search(piece.own, span.start, span.end))


def _has_report(piece: Piece) -> bool:
    """Whether the item names the report that it is taken from: then that answers for it."""
    item = piece.item
    return item is not None and bool(item.outlet and (item.published or item.url))


def _unsourced(piece: Piece, own: str, start: int, end: int) -> Iterator[Finding]:
    world = _WORLD_CHINESE if piece.language == "zh" else _WORLD
    for match in world.finditer(own, start, end):
        if not _AHEAD.search(own[start : match.start()]):
            yield piece.finding(*match.span(), "a rank without a source", mend="say who ranks it, and when")
    for match in _USERS.finditer(own, start, end):
        yield piece.finding(*match.span(), "a count without a source or date", mend="say who counted, and when")

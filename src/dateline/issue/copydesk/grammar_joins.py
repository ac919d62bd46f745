"""Joins of clauses: relatives that fit nothing, and names beside a title in another number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.running import Fault

_TAKES_OBJECT = (
    "taken|won|made|launched|captured|gained|overtaken|beaten|reached|attracted|changed|"
    "drawn|sold|built|released|conquered|swept|shaken|passed|surpassed|hit"
)
_OF_WHICH = re.compile(
    rf"\b(\w+),? of which ((?:the |its )?[A-Z]\w+(?: [A-Z]\w+)?(?: \([^)]*\))?) (?:has|"
    rf"have|had) (?:also |already |now |since )?(?:{_TAKES_OBJECT}) (?!\d|one|two|three|"
    rf"half|most|some|many|all|part)(?:[^.,;]{{0,60}})"
)
_BESIDE = re.compile(
    r"\b[A-Z]\w+ of which [A-Z]\w+(?: \([^)]*\))? (?:has|have|had|is|was|will|can)\b(?! "
    r"(?:a|the|part|one|an))"
)
_SHARE = re.compile(
    r"(?:\b\d+(?:\.\d+)?\s?(?:%|per ?cent)|\b(?:half|a third|a quarter|most|part)) "
    r"of which (?:is|are|was|were) (?:\w+ed|held|bought|taken) by [^.,;]{2,60}? and "
    r"(?:is |was )?"
    r"(?:controlled|run|led|managed|headed|founded|chaired|based|headquartered|known|"
    r"operated|listed)\b(?: (?:by|in|as|at|for)(?: [A-Z]\w+)*)?"
)
_TITLES = (
    "messengers apps platforms companies rivals subsidiaries units carmakers automakers "
    "chipmakers founders co-founders "
    "presidents ministers cities partners services brands banks startups start-ups "
    "giants spokesmen spokeswomen chairmen "
    "directors affiliates browsers products retailers parents makers firms competitors "
    "executives marketplaces"
).split()
_BESIDE_NAME = re.compile(
    rf"(?:\b\w+[’']s?|\b(?:the|its|their|his|her)) (?:\w+ )?(?:{'|'.join(_TITLES)}) "
    rf"([A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,2}})(?=[.;]|, (?!and\b|or\b|[A-Z“\"])| (?:is|"
    rf"was|has|will|in|on|with|from)\b)"
)
_HELM = re.compile(r"\b[Uu]nder (?:\w+(?:’s|'s|s’)|his|her|its|their) helm\b")


def joins(text: str) -> Iterator[Fault]:
    """Clauses and names that are joined wrongly."""
    for pattern in (_OF_WHICH, _BESIDE):
        for match in pattern.finditer(text):
            yield Fault(*match.span(), "“of which” fits nothing in the clause: “whose”, or another join")
    for match in _SHARE.finditer(text):
        yield Fault(*match.span(), "the join says this of the share, not of the whole")
    for match in _BESIDE_NAME.finditer(text):
        yield Fault(*match.span(), f"a plural before one name ({match.group(1)})")
    for match in _HELM.finditer(text):
        yield Fault(*match.span(), "one is at the helm, not under it")

"""One manner for one thing: spelling, abbreviations, units, marks and forms of dates that go two ways in an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.issue.copydesk.running import Piece, pieces
from dateline.proofs import Proof, Surroundings

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def _words(text: str) -> str:
    return rf"\b(?:{'|'.join(text.split())})\b"


_BRITISH = _words(
    "labour colour favour favourite honour behaviour neighbour programme centre theatre "
    "metre litre defence organisation organise organised "
    "recognise recognised realise realised analyse analysed travelled travelling modelling "
    "cancelled catalogue aluminium tyre minimise minimising "
    "maximise customise customised commercialise commercialising specialise specialising "
    "industrialised urbanisation digitalisation"
)
_AMERICAN = _words(
    "labor color favor favorite honor behavior neighbor center theater defense organization "
    "organize organized recognize recognized realize "
    "realized analyze analyzed traveled traveling modeling canceled catalog aluminum "
    "tire minimize minimizing maximize customize customized "
    "customizable commercialize commercializing specialize specializing industrialized "
    "urbanization digitalization"
)


_SHORT = re.compile(r"\b(?:int|gov|nat|dep)[’']l?t?\b|\b(?:Int|Gov|Nat)[’'](?:l|t)\b")


@dataclass(frozen=True, slots=True)
class _Manner:
    """A thing that can be written in several ways, each with its pattern."""

    thing: str
    ways: tuple[tuple[str, str], ...]
    flags: int = re.IGNORECASE
    least: int = 2  # times that the usual way must stand for the other to be the odd one


_MANNERS = (
    _Manner("spelling", (("British", _BRITISH), ("American", _AMERICAN))),
    _Manner("per cent", (("percent", r"\bpercent\b"), ("per cent", r"\bper cent\b"), ("%", r"(?<=\d)\s?%"))),
    _Manner("the United States", (("US", r"\bUS\b(?!\$)"), ("U.S.", r"\bU\.S\.")), 0),
    _Manner("the United Kingdom", (("UK", r"\bUK\b"), ("U.K.", r"\bU\.K\.")), 0),
    _Manner("start-up", (("start-up", r"\bstart-ups?\b"), ("startup", r"\bstartups?\b"))),
    _Manner("e-mail", (("e-mail", r"\be-mails?\b"), ("email", r"\bemails?\b"))),
    _Manner("e-commerce", (("e-commerce", r"\be-commerce\b"), ("ecommerce", r"\becommerce\b"))),
    _Manner("health care", (("health care", r"\bhealth care\b"), ("healthcare", r"\bhealthcare\b"))),
    _Manner(
        "dollars",
        (
            ("US$", r"\bUS\$\s?\d[\d.,]*(?: (?:million|billion))?"),
            ("$", r"(?<![A-Za-z])\$\s?\d[\d.,]*(?: (?:million|billion))?"),
            ("USD", r"\bUSD\s?\d[\d.,]*(?: (?:million|billion))?|\b\d[\d.,]* ?(?:million |billion )?USD\b"),
        ),
        0,
        1,
    ),
    _Manner(
        "euros",
        (
            ("€", r"€\s?\d[\d.,]*"),
            ("EUR", r"\bEUR\s?\d[\d.,]*|\d EUR\b"),
            ("euros", r"\b\d[\d.,]*(?: million| billion)? euros?\b"),
        ),
    ),
    _Manner(
        "yuan",
        (
            ("yuan", r"\d(?: million| billion)? yuan\b"),
            ("RMB", r"\bRMB\s?\d[\d.,]*|\d(?: million| billion)? RMB\b"),
            ("CNY", r"\bCNY\s?\d[\d.,]*"),
            ("renminbi", r"\d(?: million| billion)? renminbi\b"),
        ),
    ),
    _Manner(
        "million", (("million", r"\d million\b"), ("mln", r"\d ?mln\b"), ("m", r"(?<=[$€£]\d)m\b|(?<=\d\d)m\b")), 0
    ),
    _Manner("billion", (("billion", r"\d billion\b"), ("bn", r"\d ?bn\b")), 0),
    _Manner(
        "dates",
        (
            ("day first", rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\b"),
            ("month first", rf"\b(?:{_MONTHS}) \d{{1,2}}\b(?!\d)"),
        ),
        0,
    ),
    _Manner(
        "dashes",
        (("spaced dash", r"\b\w{1,30} [–—] \w+"), ("hyphen for a dash", r"\b[A-Za-z]\w{0,30} - [A-Za-z]\w*")),
        0,
    ),
    _Manner("quotation marks", (("curly", r"“[^“”]{3,60}"), ("straight", r"(?<!\w)\"\w[^\"]{3,60}")), 0, 4),
)


@rule("style-consistency", "note")
def style_consistency(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds one thing written in two ways within the issue: the way that is rarer, once for each thing."""
    for item in proof.items:
        for match in _SHORT.finditer(item.headline):
            yield Finding(match.group(), "a short form for want of room", place(item, part="headline"), "write it out")
    read = [piece for piece in pieces(proof) if piece.language == "en"]
    for manner in _MANNERS:
        found = [(way, _hits(read, pattern, manner.flags)) for way, pattern in manner.ways]
        found = sorted(((way, hits) for way, hits in found if hits), key=lambda one: len(one[1]))
        if len(found) > 1 and len(found[-1][1]) >= manner.least:
            yield _finding(manner, found)


def _hits(read: list[Piece], pattern: str, flags: int) -> list[tuple[Piece, str]]:
    compiled = re.compile(pattern, flags)
    return [(piece, piece.raw[one.start() : one.end()]) for piece in read for one in compiled.finditer(piece.text)]


def _finding(manner: _Manner, found: list[tuple[str, list[tuple[Piece, str]]]]) -> Finding:
    odd, usual = [hit for _, hits in found[:-1] for hit in hits], found[-1]
    places = list(dict.fromkeys(piece.where for piece, _ in odd))
    told = ", ".join(f"{way} ({len(hits)})" for way, hits in reversed(found))
    return Finding(
        odd[0][1], f"{manner.thing} in {len(found)} manners: {told}", "; ".join(places), f"keep to {usual[0]}"
    )

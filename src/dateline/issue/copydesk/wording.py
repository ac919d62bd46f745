"""Wording: what is said twice, and words in an order that reads like a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.phrases import Phrases, table
from dateline.issue.copydesk.rules import Finding, rule
from dateline.issue.copydesk.running import pieces
from dateline.proofs import Proof, Surroundings

_TWICE = "says it twice"
_TABLE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (
            r"\b[Tt]ogether,? (?:the (?:pair|two|duo|trio|three|couple)|both|they both)\b|\bboth "
            r"of them together\b|\bthe pair (?:will )?(?:work|join|collaborat\w+) together\b",
            _TWICE,
        ),
        (r"(?i)\b(?:collaborat\w+|cooperat\w+|merg(?:e|ed|ing)|combin(?:e|ed|ing)) together\b", _TWICE),
        (
            r"(?i)\b(?:revert|return|reverted|returned) back\b|\brepeat(?:ed)? again\b|\bprogress(?:ed)"
            r"? forward\b",
            _TWICE,
        ),
        (
            r"(?i)\bfree gifts?\b|\bpast history\b|\bunexpected surprise\b|\badded bonus\b|"
            r"\bnew innovations?\b|\badvance warning\b|\bfuture forecasts?\b|\bcompletely (?:unanimous|"
            r"destroyed|eliminated)\b|\bpersonal opinion\b|\bcommon consensus\b|\bmutual cooperation\b|"
            r"\bjoint collaboration\b",
            _TWICE,
        ),
        (
            r"\b(?:ATM machines?|PIN numbers?|LCD displays?|GPS system|ISBN number|CEO officer)\b",
            "the letters say it already",
        ),
        (r"(?i)\breason (?:why )?(?:\w+ ){0,6}?is because\b", _TWICE),
        (r"(?i)\b(?:could|may|might) (?:potentially|possibly|perhaps)\b|\bpossibly (?:may|might|could)\b", _TWICE),
        (
            r"(?i)\b(?:about|around|approximately|roughly) (?:about|around|approximately|roughly|"
            r"some \d)|\bmore than over\b|\bover more than\b|\bnearly almost\b|\balmost nearly\b",
            _TWICE,
        ),
        (
            r"(?i)\b(?:still remains?|still continues? to|continues? to remain|remains? still)"
            r"\b|\bcurrently now\b|\bbut however\b|\balso too\b|\b(?:12 noon|12 midnight)\b",
            _TWICE,
        ),
        (r"(?i)\bannual\b[^.;]{0,40}\b(?:every|each) year\b", _TWICE),
        (r"(?i)\bas well as also\b|\bboth of the two\b", _TWICE),
        (
            r"(?:^|(?<=[.!?] ))(?:This|Last|Next) (?:week|month|year) (?:to|with|from|for|into|"
            r"onto|at|on) [^.,;:]{4,70}? (?:it|he|she|they|we) (?:has|have|had|will|\w+ed|took|"
            r"made|gave|sold|bought|sent|brought|signed|won|lost)\b",
            "the order of the words is turned round: the subject and verb come first",
        ),
    )
)
_KNOWN = table("tautologies")
_PHRASES = Phrases((phrase, _TWICE) for phrase in _KNOWN["english"])
_CHINESE = tuple((re.compile(pattern), _TWICE) for pattern in _KNOWN["chinese"])


@rule("wording", "warning")
def wording(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds what is said twice in one breath, and an order of words that reads like a mistake."""
    for piece in pieces(proof):
        found = [
            (match.span(), said) for pattern, said in _rows(piece.language) for match in pattern.finditer(piece.own)
        ]
        if piece.language == "en":
            found += [((one.start, one.end), one.message) for one in _PHRASES.find(piece.own)]
        end = 0
        for (start, stop), said in sorted(found):
            if start >= end:
                end = stop
                yield piece.finding(start, stop, said)


def _rows(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return {"en": _TABLE, "zh": _CHINESE}.get(language, ())

"""Grammar of English where a pattern is enough to be sure: the patterns stand in grammar_* by what they look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.grammar_agreement import agreement
from dateline.issue.copydesk.grammar_articles import articles
from dateline.issue.copydesk.grammar_heads import heads
from dateline.issue.copydesk.grammar_joins import joins
from dateline.issue.copydesk.grammar_verbs import verbs
from dateline.issue.copydesk.phrases import Phrases, table
from dateline.issue.copydesk.rules import Finding, rule
from dateline.issue.copydesk.running import Fault, context, pieces
from dateline.proofs import Proof, Surroundings

_SHORT = 14  # characters below which a quote takes a word on each side, so that it can be found again
_COVERS = re.compile(r"\b(?:covers?|about|on|discuss(?:es)?|tells?|features?|presents?)\s+$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:to|need|needs|aims?|teams?|steps?|boosts?|says?|wins?|plans?|launches|launch|"
    r"opens?|raises?|cuts?|hits?|is|are|has|have|will)\b",
    re.IGNORECASE,
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_ON_DAY = re.compile(rf"\bon \d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b")
_BARE_DAY = re.compile(
    rf"\b(?:a|an|the|its|their|his|her) (?:[a-z]+ )?[a-z]+ (?<!week )(?<!year )(?<!month "
    rf")(?<!ending )(?<!dated )\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b(?! \w+ing\b)"
)
_SMALL = re.compile(
    r"\b(?:on|of|from|until|by|since|to|and|or|before|after|between|for|in|about|around|"
    r"than|early|late) \d"
)
_GOVERNED = Phrases(
    (phrase, f"the small word is another one: {right}") for right, phrase in table("governed")["words"].items()
)
_MISUSED = Phrases(
    (phrase, message) for kind in table("misused").values() for message, phrases in kind.items() for phrase in phrases
)


@rule("grammar", "warning")
def grammar(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds wrong agreement, articles, verb forms and joins, and words that are missing (English)."""
    read = [piece for piece in pieces(proof) if piece.language == "en"]
    on_days = sum(len(_ON_DAY.findall(piece.text)) for piece in read) >= 3  # the issue says “on 14 December”
    headlines = [item.headline for item in proof.items if item.headline]
    for piece in read:
        found = [one for look in (articles, agreement, heads, verbs, joins) for one in look(piece.text)]
        found += [*_GOVERNED.find(piece.text), *_MISUSED.find(piece.text)]
        if piece.item is None:
            found += _pasted(piece.raw, headlines)
        found += _bare_days(piece.text) if on_days else []
        end = 0
        for fault in sorted(found, key=lambda one: one.start):
            if fault.start >= end:
                end = fault.end
                mend = "" if fault.replacement is None else f"“{fault.replacement}”"
                start, stop = fault.start, fault.end
                if stop - start < _SHORT:
                    start, stop = context(piece.raw, start, stop)
                yield piece.finding(start, stop, fault.message, mend=mend)


def _pasted(text: str, headlines: list[str]) -> Iterator[Fault]:
    """A headline that is a clause, pasted behind a word that wants a noun."""
    for headline in headlines:
        match = re.search(r"\s+".join(map(re.escape, headline.split())), text, re.IGNORECASE)
        lead = _COVERS.search(text[: match.start()]) if match else None
        if match and lead and _CLAUSE.search(headline) and not re.match(r"(?:How|Why|What|Where|When|Who)\b", headline):
            yield Fault(lead.start(), match.end(), f"a headline stands as the object of “{lead.group().strip()}”")


def _bare_days(text: str) -> list[Fault]:
    """Days behind a noun without “on”, in an issue that says it elsewhere."""
    return [
        Fault(*match.span(), "“on” is missing before the day")
        for match in _BARE_DAY.finditer(text)
        if not _SMALL.search(match.group())
    ]

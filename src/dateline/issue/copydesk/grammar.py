"""Grammar of English where a pattern is enough to be sure: the patterns stand in grammar_* by what they look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.grammar_agreement import agreement
from dateline.issue.copydesk.grammar_articles import articles
from dateline.issue.copydesk.grammar_joins import joins
from dateline.issue.copydesk.grammar_verbs import verbs
from dateline.issue.copydesk.rules import Finding, rule
from dateline.issue.copydesk.running import Fault, pieces
from dateline.proofs import Proof, Surroundings

_COVERS = re.compile(r"\b(?:covers?|about|on|discuss(?:es)?|tells?|features?|presents?)\s+$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:to|need|needs|aims?|teams?|steps?|boosts?|says?|wins?|plans?|launches|launch|opens?|raises?|cuts?|hits?|is|are|has|have|will)\b"
)


@rule("grammar", "warning")
def grammar(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds wrong agreement, articles, verb forms and joins, and words that are missing (English)."""
    headlines = [item.headline for item in proof.items if item.headline]
    for piece in pieces(proof):
        if piece.language != "en":
            continue
        found = [one for look in (articles, agreement, verbs, joins) for one in look(piece.text)]
        if piece.item is None:
            found += _pasted(piece.raw, headlines)
        end = 0
        for fault in sorted(found, key=lambda one: one.start):
            if fault.start >= end:
                end = fault.end
                mend = "" if fault.replacement is None else f"“{fault.replacement}”"
                yield piece.finding(fault.start, fault.end, fault.message, mend=mend)


def _pasted(text: str, headlines: list[str]) -> Iterator[Fault]:
    """A headline that is a clause, pasted behind a word that wants a noun."""
    for headline in headlines:
        match = re.search(r"\s+".join(map(re.escape, headline.split())), text, re.IGNORECASE)
        lead = _COVERS.search(text[: match.start()]) if match else None
        if match and lead and _CLAUSE.search(headline) and not re.match(r"(?:How|Why|What|Where|When|Who)\b", headline):
            yield Fault(lead.start(), match.end(), f"a headline stands as the object of “{lead.group().strip()}”")

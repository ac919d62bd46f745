"""The rule on language marks: a report in another language than the issue's is marked as such."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.issue.copydesk import addresses
from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.proofs import Proof, ProofItem, Surroundings
from dateline.tokens import is_unspaced

_NAMES = {"zh": "Chinese", "en": "English", "ja": "Japanese", "de": "German", "fr": "French", "es": "Spanish"}


@rule("language-mark-missing", "warning")
def missing_marks(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A report in another language that is not marked so."""
    for item in proof.items:
        shown = [(item.headline, item.url, item.language, item.headline or item.url)]
        if not proof.imported:  # of the links of a past issue nothing is known but their words
            shown += [(link.title, link.url, link.language, link.title or link.url) for link in item.links]
        for title, url, marked, quote in dict.fromkeys(shown):
            language = _language(item, url, title, proof, is_lead=url == item.url)
            if language and language != proof.language and marked in ("", "und", proof.language):
                name = _NAMES.get(language, language)
                message = f"the report is in {name}, and nothing says so"
                yield Finding(quote, message, place(item), f"mark it “in {name}”")
                break


def _language(item: ProofItem, url: str, title: str, proof: Proof, *, is_lead: bool) -> str | None:
    """The language of the report behind an address; None: it cannot be told."""
    key = addresses.key(url) if url else ""
    known = [one.language for one in item.sources if key and addresses.key(one.url) == key]
    if not known and is_lead and item.sources and not url:
        known = [item.sources[0].language]
    if known:
        return known[0] if known[0] != "und" else None
    letters = [one for one in title if one.isalpha()]
    unspaced = sum(map(is_unspaced, letters))
    return "zh" if proof.language == "en" and unspaced >= 4 and 2 * unspaced > len(letters) else None

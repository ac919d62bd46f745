"""The gate: whether what a model wrote may be printed.

A model's sentence comes in only as a report's sentence, as one without what may be left out (`gate_cuts`), or as a few
of these in turns that name their outlets (`gate_frames`); the support check and the copy desk must agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dateline.issue.extract import candidates, leans
from dateline.issue.gate_cuts import ENDS, Token, is_shortening, read
from dateline.issue.gate_frames import Framed, framed
from dateline.issue.gate_words import BARE_NOUNS, CAPITALS, FIRST_PERSON, SENSITIVE, VERBS
from dateline.issue.units import Unit, is_balanced, units
from dateline.protocols import WriterTools
from dateline.records import Article, Evidence, Lack, Sentence, Sourced
from dateline.tokens import count_words

_POINTING = re.compile(
    r"\b(?:that|those|these|such) (?:date|day|time|year|month|week|point|moment|period|case|event|deal|decision|reason"
    r"|purpose|figure|number|level|limit|cap|place|area|group|meeting)s?\b"
    r"|\bthis (?:date|time|point|case|event|deal|decision|plan|rule|figure|project|place|area|group|meeting)\b"
    r"|上述|这位|这家"
)
_MOST_CHARACTERS = 1_500  # of a sentence
_MOST_HEADLINE = 25  # words
_SHOWN = 60  # characters of what a reason quotes


class Gate:
    """Holds a model's sentence against the stretches that it cites."""

    def __init__(self, tools: WriterTools):
        self.tools = tools

    def problem(
        self,
        sentence: Sentence,
        reports: Mapping[str, Sourced],
        *,
        before: Sequence[Sentence] = (),
        headline: bool = False,
    ) -> str | None:
        """Why the sentence may not be printed; None: it may.

        Its evidence is sound (`is_sound`); `before` are the sentences of the item that it follows.
        """
        text = " ".join(sentence.text.split())
        problem = _form(text, headline)
        if problem is not None:
            return problem
        proofs = tuple(dict.fromkeys(sentence.evidence))
        if len(proofs) == 1:
            report = reports[proofs[0].article].article
            if is_shortening(read(text), read(_words(proofs[0], report)), report.language):
                lost = None if headline else _hangs(text, proofs[0], report, before)
                return lost or self._checked(text, text, proofs[0], report) or self._proofread(text, report, headline)
        parts = framed(text, {reports[one.article].article.outlet for one in proofs})
        if parts is None:
            return _unlike(text, proofs, reports)
        report = reports[proofs[0].article].article
        return self._woven(parts, proofs, reports) or self._proofread(text, report, headline)

    def _woven(self, parts: Sequence[Framed], proofs: Sequence[Evidence], reports: Mapping[str, Sourced]) -> str | None:
        """Why the parts are not each carried by a stretch of their outlet's report; every stretch carries one."""
        left = list(proofs)
        if len({one.text.rstrip("".join(ENDS)) for one in parts}) < len(parts):
            return "it says the same twice"
        for part in parts:
            own = [one for one in left if reports[one.article].article.outlet == part.outlet]
            fits = (one for one in own if _carries(part.text, one, reports[one.article].article))
            proof = next(fits, None)
            if proof is None:
                return (
                    _unlike(part.text, own, reports) if own else f"it cites nothing of {part.outlet} for what it says"
                )
            report = reports[proof.article].article
            claim = part.text if part.text.endswith(tuple(ENDS)) else part.text + _words(proof, report)[-1]
            problem = _hangs(part.text, proof, report, ()) or self._checked(claim, part.text, proof, report)
            if problem is not None:
                return problem
            problem = _misspelt(part.text.split()[0], report)
            if problem is not None:
                return problem
            if any(one.folded in FIRST_PERSON for one in _unquoted(read(part.text))):
                return "it speaks as the outlet"
            left.remove(proof)
        return "it cites more than it says" if left else None

    def _checked(self, claim: str, shown: str, proof: Evidence, report: Article) -> str | None:
        words = _words(proof, report)
        verdict = self.tools.judge(claim, (words,))
        if verdict.supported:
            return None
        return f"the cited sentence does not carry it: {_told(verdict.lacks) or _brief(shown)}"

    def _proofread(self, text: str, report: Article, headline: bool) -> str | None:
        whole = (
            f"{text}{'。' if report.language in ('zh', 'ja') else '.'}" if headline and text[-1] not in ENDS else text
        )
        for one in self.tools.proofread(whole, report.language):
            if one.severity in ("error", "warning"):
                return f"the copy desk ({one.rule}): {one.message}"
        return None


def is_sound(proof: Evidence, report: Sourced | None) -> bool:
    """Whether the stretch is whole sentences of the report: a part of one may say what the whole does not."""
    if report is None or proof.digest != report.article.digest:
        return False
    starts, ends = _edges(report.article)
    return proof.start < proof.end and proof.start in starts and proof.end in ends


@lru_cache(maxsize=256)
def _edges(article: Article) -> tuple[frozenset[int], frozenset[int]]:
    """Where sentences of the article begin, with or without the dateline, and where they end."""
    spans = [*article.sentences, *(one.span for one in candidates([article.text]))]
    return frozenset(one.start for one in spans), frozenset(one.end for one in spans)


@lru_cache(maxsize=256)
def _units(article: Article) -> tuple[Unit, ...]:
    return tuple(units(article))


def _form(text: str, headline: bool) -> str | None:
    if not any(one.isalnum() for one in text) or len(text) > _MOST_CHARACTERS or not text.isprintable():
        return "it is no sentence"
    if headline:
        return "it is too long for a headline" if count_words(text) > _MOST_HEADLINE else None
    if not is_balanced(text):
        return "its quotation marks or brackets are not closed"
    return None if text.rstrip("\"”'’」』）)")[-1:] in ENDS else "it has no end"


def _words(proof: Evidence, report: Article) -> str:
    return " ".join(report.text[proof.start : proof.end].split())


def _carries(text: str, proof: Evidence, report: Article) -> bool:
    return is_shortening(read(text), read(_words(proof, report)), report.language)


def _hangs(text: str, proof: Evidence, report: Article, before: Sequence[Sentence]) -> str | None:
    """What of the sentence means something that only the report's sentence before it names; None: nothing."""
    follows = bool(before) and any(
        one.article == proof.article and not report.text[one.end : proof.start].strip() and one.end <= proof.start
        for one in before[-1].evidence
    )
    unit = next((one for one in _units(report) if one.whole.start <= proof.start < one.whole.end), None)
    if follows:
        return None
    if unit is None or unit.leans or leans(text) or _is_bare(text) or _POINTING.search(text):
        return "it hangs on a sentence of the report that does not stand before it"
    known = {word for one in before for word in one.text.casefold().split()}
    missing = sorted(name for name in unit.needs if name in text.casefold() and not any(name in one for one in known))
    return f"it names {missing[0].title()} in short, whom nothing before it introduces" if missing else None


def _is_bare(text: str) -> bool:
    """Whether its subject is a mere “the company”, or the like, which means whoever was spoken of before."""
    words = [one.folded for one in read(text)[:4]]
    if len(words) < 3 or words[0] not in ("the", "both", "all"):
        return False
    own = words[1] in BARE_NOUNS
    return own and (words[2] in VERBS or words[2].endswith(("ed", "s")) or words[2] in ("'", ",", "on", "in"))


def _misspelt(word: str, report: Article) -> str | None:
    """Whether the first word of a part has a capital that only the head of a sentence gives, or lacks a name's."""
    if word in CAPITALS:
        return f"“{word}” has a capital within the sentence"
    if word.islower() and re.search(rf"[a-z,] {re.escape(word.capitalize())}\b", report.text):
        return f"“{word}” lacks the capital of a name"
    return None


def _unquoted(tokens: Sequence[Token]) -> list[Token]:
    inside, found = False, list[Token]()
    for one in tokens:
        if one.text == '"':
            inside = not inside
        elif not inside:
            found.append(one)
    return found


def _unlike(text: str, proofs: Sequence[Evidence], reports: Mapping[str, Sourced]) -> str:
    """How the text differs from what it cites, for people."""
    cited = [one for proof in proofs for one in read(_words(proof, reports[proof.article].article))]
    theirs, mine = {one.folded for one in cited}, read(text)
    for one in mine:
        if one.folded not in theirs and one.text[0].isalnum():
            return f"the cited sentence has no “{_brief(one.text)}”"
    said = {one.folded for one in mine}
    for one in cited:
        if one.folded in SENSITIVE and one.folded not in said:
            return f"it leaves out “{_brief(one.text)}” of the cited sentence"
    if len(proofs) > 1:
        return "it joins reports without naming their outlets"
    return "it puts the words of the cited sentence together in another way, or leaves out what limits them"


def _told(lacks: Sequence[Lack]) -> str:
    return "; ".join(f"“{_brief(one.text)}” ({one.message or one.kind})" for one in lacks[:2])


def _brief(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"

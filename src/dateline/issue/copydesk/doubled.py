"""Words that stand twice where they are meant once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.issue.copydesk.running import Fault, context, masked, pieces, tongue
from dateline.proofs import Proof, ProofParagraph, Surroundings

_TWICE = re.compile(r"(?<![\w’'.-])([^\W\d_]+(?:['’][^\W\d_]+)?)[ \n\u00a0]+(\1)(?![\w’'-])", re.IGNORECASE)
_PHRASE = re.compile(r"(?<![\w’'-])((?:[^\W\d_]+ ){1,3}[^\W\d_]+) (\1)(?![\w’'-])")
_RIGHT = {
    "en": "that had very so no bye ha la many long far new big bang blah cha ho hush knock "
    "poor really tut well yes do you",
    "de": "die der das sie den dem es ihr was denen derer sehr nein ja immer wer",
    "fr": "nous vous faire très si tout non oui que en",
    "es": "muy no sí que poco ya más todo",
}
_ALLOWED = {name: frozenset(words.split()) for name, words in _RIGHT.items()}
_ASKS = re.compile(r"\b(?:what|all|who|where|how|whatever)\b[^.!?]*$", re.IGNORECASE)  # what it is is
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_CHINESE = re.compile(
    "(?<!目)的的(?![确士])|(?<![不为除])了了(?![解之])|(?<![还又而不])是是(?!非)|(?<![存现实内所])在在|(?<![共温饱柔缓随总])"
    "和和(?![平谐解美气])"
    "|被被(?!子)|也也|们们|(?<![参赋给授])与与|(?<![并而])且且|(?<!其)它它(?!们)|把把(?!手)|"
    "(表示|目前|已经|我们|他们|进行|以及|因为|但是|可以|没有|这个|通过|认为|指出|同时|其中|由于|如果|并且|或者|对于|关于|根据|今年|去年|"
    "上述|此外|将会|正在|宣布|发布|成为)\\1"
)


@rule("word-doubled", "warning")
def word_doubled(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds words and short phrases that stand twice in a row."""
    for piece in pieces(proof):
        for fault in _faults(piece.text, piece.language):
            yield _finding(fault, piece.raw, piece.where)
    for item in proof.items:
        language = tongue(ProofParagraph(item.headline), proof.language)
        for fault in _faults(masked(item.headline), language):
            yield _finding(fault, item.headline, place(item, part="headline"))


def _finding(fault: Fault, text: str, where: str) -> Finding:
    start, end = context(text, fault.start, fault.end) if " " in text else (fault.start, fault.end)
    mended = f"{text[start : fault.start]}{fault.replacement}{text[fault.end : end]}"
    return Finding(text[start:end], fault.message, where, f"“{mended}”", mended)


def _faults(text: str, language: str) -> Iterator[Fault]:
    if language == "zh":
        for match in _CHINESE.finditer(text):
            half = match.group()[: len(match.group()) // 2]
            yield Fault(*match.span(), f"“{half}” stands twice", half)
        return
    if language not in _ALLOWED:
        return
    for pattern in (_TWICE, _PHRASE):
        for match in pattern.finditer(text):
            if not _is_right(text, match, language):
                yield Fault(*match.span(), f"“{match.group(1)}” stands twice", match.group(1))


def _is_right(text: str, match: re.Match[str], language: str) -> bool:
    """Whether the words may stand twice: some do in each language, and names may (Duran Duran)."""
    first, second = match.group(1), match.group(2)
    if first.casefold() in ("is", "was") and _ASKS.search(text[: match.start()]):
        return True
    if first.casefold() in _ALLOWED[language] or (len(first) == 1 and first.isupper()):
        return True
    if second[0].isupper() and (first[0].isupper() or len(first) == 1):
        return True  # names, and two sentences without a mark between are another rule's
    return " " in first and (not first.islower() or first.endswith(" and") or "\n" in match.group())

"""Quotation marks and brackets that have no other half."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.issue.copydesk.running import Piece, masked, pieces
from dateline.proofs import Proof, Surroundings

_PAIRS = {"(": ")", "[": "]", "（": "）", "【": "】", "《": "》", "「": "」", "『": "』", "“": "”"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_GOES_ON = frozenset('“«"「『„')  # marks of a quotation that the next paragraph may go on with
_NAMES = {"(": "bracket", "[": "bracket", "（": "bracket", "【": "bracket"}
_LIST_MARK = re.compile(r"(?:^|[\s;,])(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)")
_FACE = re.compile(r"[:;8]-?[)(]")
_INCHES = re.compile(r"(?<=\d)\"(?=[\s,.;:)-])")
_MIXED = re.compile(r"“([^“”\"\n]{2,300})\"|(?<![\w\"])\"([^“”\"\n]{2,300})”")


@rule("unbalanced-marks", "warning")
def unbalanced_marks(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds quotation marks and brackets without their other half, and pairs of two kinds."""
    goes_on = False  # the paragraph before ended within a quotation
    for piece in pieces(proof):
        text = _readable(piece)
        if goes_on and piece.before is not None and _closes_first(text):
            yield _seam(piece)
            text = text.replace("”", " ", 1)
        for match in _MIXED.finditer(text):
            yield _mixed(piece, match)
        text = _MIXED.sub(lambda match: f" {match.group()[1:-1]} ", text)
        lone = list(_lone(text, piece.language))
        goes_on = bool(lone) and text[lone[-1]] in _GOES_ON and _continued(piece)
        if goes_on:
            lone.pop()
        if text.count('"') % 2 and piece.language != "und" and not _is_shared(piece):
            lone.append(text.rindex('"'))
        for at in lone:
            yield _finding(piece.raw, at, piece.where)
    for item in proof.items:
        for at in _lone(masked(item.headline), "und"):
            yield _finding(item.headline, at, place(item, part="headline"))


def _readable(piece: Piece) -> str:
    """The text without marks that stand for something else: list marks, faces, inches; of the same length."""
    text = piece.text
    text = _without(text, [*_LIST_MARK.finditer(text), *_FACE.finditer(text)], lambda opened, _: opened <= 0)
    text = _without(text, list(_INCHES.finditer(text)), lambda _, straight: straight % 2 == 0)
    if piece.language not in ("en", "zh"):
        text = re.sub('[“”"]', " ", text)  # they open and close otherwise elsewhere
    return text


def _without(text: str, found: list[re.Match[str]], is_other: Callable[[int, int], bool]) -> str:
    """The text with marks blanked where `is_other` says so of the brackets open and the straight marks before them."""
    parts, at, opened, straight = [], 0, 0, 0
    for match in sorted(found, key=lambda one: one.start()):
        if match.start() < at:
            continue
        before = text[at : match.start()]
        opened += before.count("(") - before.count(")")
        straight += before.count('"')
        stretch = match.group()
        if is_other(opened, straight):
            stretch = " " * len(stretch)
        else:
            opened += stretch.count("(") - stretch.count(")")
            straight += stretch.count('"')
        parts += [before, stretch]
        at = match.end()
    return "".join([*parts, text[at:]])


def _lone(text: str, language: str) -> Iterator[int]:
    """Where the marks without another half stand."""
    open_marks: dict[str, list[int]] = {mark: [] for mark in _PAIRS}
    found = []
    for at, mark in enumerate(text):
        if mark in _PAIRS:
            if language == "und" and mark == "“":
                continue
            open_marks[mark].append(at)
        elif mark in _CLOSERS and not (language == "und" and mark == "”"):
            known = open_marks[_CLOSERS[mark]]
            if known:
                known.pop()
            else:
                found.append(at)
    yield from sorted([*found, *(at for places in open_marks.values() for at in places)])


def _closes_first(text: str) -> bool:
    """Whether a quotation closes before any opens."""
    match = re.search("[“”]", text)
    return bool(match and match.group() == "”")


def _continued(piece: Piece) -> bool:
    """Whether the paragraph behind may go on with a quotation: it opens anew, or closes what nothing in it opened."""
    if piece.after is None or piece.after.kind != "text":
        return False
    text = piece.after.text.lstrip()
    return text[:1] in _GOES_ON or _closes_first(text)


def _seam(piece: Piece) -> Finding:
    """A quotation that goes on without a mark that says so: the end of one paragraph and the beginning of the next."""
    before = piece.before.text.rstrip() if piece.before else ""
    tail = re.search(r"(?:\S+\s+){0,5}\S+$", before)
    head = piece.raw[: piece.raw.index("”") + 1] if len(piece.raw[: piece.raw.index("”")]) < 200 else piece.raw[:120]
    quote = f"{tail.group() if tail else ''} {head}".strip()
    message = "the quotation goes on in a new paragraph without an opening mark"
    return Finding(quote, message, piece.where, "open the paragraph with a quotation mark, or close the one before")


def _mixed(piece: Piece, match: re.Match[str]) -> Finding:
    mended = f"“{match.group()[1:-1]}”"
    return piece.finding(*match.span(), "a straight and a curly mark in one pair", mend=mended, replacement=mended)


def _is_shared(piece: Piece) -> bool:
    """Whether a paragraph beside it has an odd number of straight marks too: the quotation may run over both."""
    return any(one is not None and one.text.count('"') % 2 for one in (piece.before, piece.after)) or bool(
        piece.after is not None and piece.after.text.lstrip().startswith('"')
    )


def _finding(text: str, at: int, where: str) -> Finding:
    """The clause with the lone mark."""
    first, last = max(0, at - 150), min(len(text), at + 150)
    start = max((match.end() for match in re.finditer(r"[.!?。！？]\s*", text[first:at])), default=0) + first
    end = re.search(r"[.!?。！？](?:\s|$)", text[at + 1 : last])
    stop = at + 1 + end.end() if end else last
    kind = _NAMES.get(text[at]) or _NAMES.get(_CLOSERS.get(text[at], ""), "quotation mark")
    return Finding(
        text[start:stop].strip(),
        f"the {kind} {text[at]} has no other half",
        where,
        "add the other half, or take it out",
    )

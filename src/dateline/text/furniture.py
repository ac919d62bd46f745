"""What stands among an article's paragraphs and is not of it: headline and byline repeated, pointers, credits, pleas.

Every rule is about short paragraphs or about places (top, tail, captions, repetitions); prose is never judged by its
words. The words are in furniture.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.resources import files

_PLAIN = re.compile(r"[\W_]+")
_PHRASES = tomllib.loads(files("dateline.text").joinpath("furniture.toml").read_text(encoding="utf-8"))


def _any_of(key: str) -> str:
    """One alternative of everything that the phrase table lists under a key, in any language."""
    return "|".join(phrase for table in _PHRASES.values() for phrase in table.get(key, []))


_POINTER = re.compile(rf"^[\W_]*(?:{_any_of('opening')})", re.I)
_PLEA = re.compile(
    rf"(?<!\w)(?:{_any_of('plea')})|\b(?:{_any_of('networks')})\b.{{0,40}}\b(?:{_any_of('networks')})\b", re.I
)
_WEAK_PLEA = re.compile(rf"©|(?<!\w)(?:{_any_of('weak')})", re.I)
_CREDIT = re.compile(
    rf"^[\W_]*(?:{_any_of('credit')})\s*(?:credit|by|von|par|de|di|:|：|/)"
    rf"|(?<!\w)(?:{_any_of('agencies')})(?:[\s)\]].{{0,20}})?$",
    re.I,
)
_BYLINE = re.compile(rf"^(?:{_any_of('byline')})[\s:：/／]+[^.!?。]{{2,70}}$", re.I)
_LABEL = re.compile(rf"^[\W_]*(?:{_any_of('label')})[\W_]*$", re.I)
_DATE_WORD = re.compile(rf"\d+|(?<![^\W\d])(?:{_any_of('dates')})(?![^\W\d])|[年月日时分時]", re.I)
_SENTENCE_END = re.compile(r"[.!?…。！？»”\"’)\]:：]\W*$")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“]*“|«[^»]*»|「[^」]*」")
_ADDRESS = re.compile(
    r"\b(?:you|your|yours|our|us|please|this (?:site|website|page|article)|sie|ihnen|ihren?|dich|dein\w*|unser\w*"
    r"|vous|votre|vos|notre|nos|usted|tus?|nuestr\w+)\b|[您你]|我们|本[站网]|©",
    re.I,
)
_SHORT_LINE = 50  # characters
_LONG = 320  # characters: beyond this it is prose, whatever it says


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it was found, with what kind of element held it: p, head, item, row, quote or code."""

    text: str
    kind: str = "p"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page holds besides the article, as plain texts (letters and digits only, case folded)."""

    titles: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()  # paragraphs and list items that are one link


def plain(text: str) -> str:
    """Letters and digits only, case folded: what two forms of one text have in common."""
    return _PLAIN.sub("", text).casefold()


def without_furniture(blocks: Sequence[Block], around: Surroundings) -> tuple[Block, ...]:
    """The blocks that are the article's own."""
    body = _without_tail(blocks[_length_of_top(blocks, around.titles) :])
    length = sum(len(block.text) for block in body)
    # A page that is mostly links or captions is an article made of them: a roundup, a picture series.
    boxed = {
        key
        for keys in (around.linked, around.captions)
        if sum(len(block.text) for block in body if plain(block.text) in keys) * 4 < length
        for key in keys
    }
    repeats = Counter(plain(block.text) for block in body)
    kept: list[Block] = []
    seen: set[str] = set()
    passed = 0
    for block in body:
        key = plain(block.text)
        again = key in seen or (repeats[key] > 2 and _SENTENCE_END.search(block.text) is None)
        seen.add(key)
        passed += len(block.text)
        if again and len(key) > 8 and block.kind not in ("row", "code"):
            continue
        if not _is_furniture(block, key, boxed, at_end=passed > 0.75 * length):
            kept.append(block)
    while kept and kept[-1].kind == "head":
        kept.pop()
    return tuple(kept) or tuple(blocks)


def _without_tail(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to a bare label such as “Top stories”, if no prose follows it."""
    length, passed = sum(len(block.text) for block in blocks), 0
    for at, block in enumerate(blocks):
        passed += len(block.text)
        label = len(block.text) < 40 and not re.search(r"[:：]\s*\w", block.text) and _POINTER.match(block.text)
        if (
            label
            and passed > 0.6 * length
            and not any(len(after.text) > 120 and _SENTENCE_END.search(after.text) for after in blocks[at:])
        ):
            return list(blocks[:at])
    return list(blocks)


def _length_of_top(blocks: Sequence[Block], titles: frozenset[str]) -> int:
    """How many blocks at the top are kicker, headline, byline and date."""
    top = 0
    for at, block in enumerate(blocks[:6]):
        text = block.text
        if len(text) > 250:
            break
        key = plain(text)
        if any(
            key == title or (len(title) > 20 and key.endswith(title)) or (len(key) > 20 and title.startswith(key))
            for title in titles
        ):
            top = at + 1
        elif _BYLINE.match(text) or is_dateline(text):
            top = max(top, at + 1 if top == at else top)
        elif len(text) > 100:
            break
    return top if sum(len(block.text) for block in blocks[top:]) > 100 else 0


def _is_furniture(block: Block, key: str, boxed: Collection[str], *, at_end: bool) -> bool:
    text = block.text
    if not key:
        return True
    if len(text) > _LONG or block.kind in ("row", "code"):
        return False
    open_ended = _SENTENCE_END.search(text) is None
    return (
        (key in boxed and (open_ended or block.kind != "item"))
        or _POINTER.match(text) is not None
        or _pleads(_PLEA, text)
        or ((at_end or len(text) < 100) and _pleads(_WEAK_PLEA, text))
        or _LABEL.match(text) is not None
        or (open_ended and len(text) < 100 and _CREDIT.search(text) is not None)
        or is_dateline(text)
    )


def _pleads(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a line asks its reader for something.

    A sentence that only speaks of subscribers, cookies or copyright is news: a plea begins with its (strong) phrase, is
    a line without a sentence's end, or addresses the reader outside quotation marks.
    """
    found = pattern.search(text)
    if found is None:
        return False
    begins = pattern is _PLEA and not plain(text[: found.start()])
    is_line = _SENTENCE_END.search(text) is None or len(text) < _SHORT_LINE
    return begins or is_line or _ADDRESS.search(_QUOTED.sub(" ", text)) is not None


def is_dateline(text: str) -> bool:
    """Whether a line is a date or time and nothing else: Stand: 22.04.2024, 06:00 Uhr."""
    if len(text) > 80 or not any(character.isdigit() for character in text):
        return False
    if not re.search(r"\d{1,2}[.:/-]\d{1,2}|(?<!\d)(?:19|20)\d\d(?!\d)", text):
        return False
    return len(plain(_DATE_WORD.sub("", text))) < 3

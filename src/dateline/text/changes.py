"""Whether a page still says what it said: sentence by sentence, with what its outlet says of corrections.

White space, the shape of marks and the order of sentences change nothing of what a page says; a sentence that comes,
goes or has another word or figure does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.sentences import sentences
from dateline.tokens import is_unspaced, tokens

_RETRACTED = re.compile(
    r"\b(?:retract(?:ed|s|ion)|withdrawn by|has been withdrawn|we have withdrawn|taken down|zurückgezogen|retirad[oa]|"
    r"retiré)\b|撤稿|撤回|已删除|已刪除",
    re.I,
)
_CORRECTED = re.compile(
    r"\b(?:correction|corrected|clarification|clarified|erratum|editor[’']s note|an earlier version|"
    r"this (?:article|story) (?:has been|was) (?:amended|updated|corrected)|amended|"
    r"berichtig\w+|korrektur|korrigiert|correcci[oó]n|corregid[oa]|rectific\w+|corrig[ée]e?)\b|更正|勘误|勘誤|订正|訂正|更新说明",
    re.I,
)
_GONE = re.compile(
    r"\b(?:page not found|not found|404|no longer available|page introuvable|seite nicht gefunden|"
    r"página no encontrada)\b|页面不存在|找不到|頁面不存在|已下线",
    re.I,
)
_WALL = re.compile(
    r"\b(?:sign in|log in|subscribe|subscription|register to read|create an account|enable javascript|verify you are)\b"
    r"|登录|登錄|订阅|訂閱|验证",
    re.I,
)
_SHORT = 0.5  # part of the words from which a page is no longer the article
_ENOUGH = 0.05  # share of the words that must come or go before a page whose sentences stand counts as changed
_NEAR = 0.6  # likeness from which a new sentence is an old one, changed
_CONTEXT = 4  # words shown on either side of what differs
_LIGHT = frozenset("a an the of in on at to and or that which it its is are was were be been by for with as".split())
_SHOWN = 3  # changes that are told
_LENGTH = 160  # characters of a sentence that are shown
_MOST = 2_000  # sentences of a page that are compared
_FIGURE = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Change:
    """How a page differs from what was read of it."""

    state: str  # same, changed, corrected, retracted, dead (an error page), or walled (a page that asks to sign in)
    detail: str = ""  # what changed, for people; empty: nothing
    added: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def change_of(before: str, after: str) -> Change:
    """What the text of a page says now against what it said; both as paragraphs."""
    old, new = _sentences(before), _sentences(after)
    had, have = {_key(one) for one in old}, {_key(one) for one in new}
    lost = tuple(one for one in old if _key(one) not in have)
    added = tuple(one for one in new if _key(one) not in had)
    if len(tokens(after)) < _SHORT * len(tokens(before)) and not _says(_RETRACTED, added):
        for pattern, state in ((_GONE, "dead"), (_WALL, "walled")):
            if pattern.search(after):
                return Change(state, f"it says only: “{_short(' '.join(after.split()))}”", added, lost)
    if _says(_RETRACTED, added):
        return Change("retracted", _first(_RETRACTED, added), added, lost)
    if _says(_CORRECTED, added):
        return Change("corrected", f"{_first(_CORRECTED, added)}{_told(added, lost, '; ')}", added, lost)
    if not _in_substance(old, added, lost):
        return Change("same")
    return Change("changed", _told(added, lost), added, lost)


def _sentences(text: str) -> list[str]:
    return [" ".join(text[one.start : one.end].split()) for one in sentences(text)[:_MOST]]


def _key(sentence: str) -> str:
    return " ".join(tokens(sentence))


def _in_substance(old: Sequence[str], added: Sequence[str], lost: Sequence[str]) -> bool:
    """Whether a figure, a name or a word that says something changed: an article or a teaser that goes is no change."""
    pairs, new, gone = _paired(added, lost)
    if any(_weigh(before, after) for before, after in pairs):
        return True
    words = sum(len(tokens(one)) for one in old) or 1
    if sum(len(tokens(one)) for one in gone) / words >= _ENOUGH or any(_FIGURE.search(one) for one in gone):
        return True
    return sum(len(tokens(one)) for one in new) / words > 0.2


def _weigh(before: str, after: str) -> bool:
    """Whether two forms of a sentence differ in a word that says something."""
    had, have = set(tokens(before)), set(tokens(after))
    return any(word not in _LIGHT for word in had ^ have)


def _paired(added: Sequence[str], lost: Sequence[str]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """The sentences that were changed, before and after; those that are new; those that are gone."""
    left, pairs, gone = list(added), list[tuple[str, str]](), list[str]()
    for one in lost:
        near = max(left, key=lambda new: _likeness(one, new), default=None)
        if near is not None and _likeness(one, near) >= _NEAR:
            left.remove(near)
            pairs.append((one, near))
        else:
            gone.append(one)
    return pairs, left, gone


def _says(pattern: re.Pattern[str], added: Sequence[str]) -> bool:
    return any(pattern.search(one) for one in added)


def _first(pattern: re.Pattern[str], added: Sequence[str]) -> str:
    return f"it says now: “{_short(next(one for one in added if pattern.search(one)))}”"


def _told(added: Sequence[str], lost: Sequence[str], joint: str = "") -> str:
    """The first changes: of a sentence the words that differ, or the whole of what came or went."""
    pairs, new, gone = _paired(added, lost)
    told = [_differing(before, after) for before, after in pairs if _weigh(before, after)]
    told += [f"“{_short(one)}” is gone" for one in gone]
    told += [f"“{_short(one)}” is new" for one in new if not _CORRECTED.search(one)]
    more = f"; and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    return (joint + "; ".join(told[:_SHOWN]) + more) if told else ""


def _differing(before: str, after: str) -> str:
    """The words in which two forms of a sentence differ, with a few around them."""
    old, new = _pieces(before), _pieces(after)
    changes = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    first, last = changes[0], changes[-1]
    return f"“{_around(old, first[1], last[2])}” is now “{_around(new, first[3], last[4])}”"


def _around(pieces: Sequence[str], start: int, end: int) -> str:
    begin, stop = max(0, start - _CONTEXT), min(len(pieces), end + _CONTEXT)
    joint = "" if any(map(is_unspaced, pieces[begin:stop])) else " "
    text = _short(joint.join(pieces[begin:stop]))
    return ("…" if begin else "") + text + ("…" if stop < len(pieces) else "")


def _pieces(sentence: str) -> list[str]:
    """Words, or characters of a script without spaces."""
    return [piece for word in sentence.split() for piece in (word if any(map(is_unspaced, word)) else [word])]


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a[:400], b[:400], autojunk=False).ratio()


def _short(text: str) -> str:
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…"

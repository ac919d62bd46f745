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
from dateline.tokens import tokens

_RETRACTED = re.compile(
    r"\b(?:retract(?:ed|s|ion)|withdrawn by|has been withdrawn|we have withdrawn|taken down|zurückgezogen|retirad[oa]|"
    r"retiré)\b|撤稿|撤回|已删除|已刪除",
    re.I,
)
_CORRECTED = re.compile(
    r"\b(?:correction|corrected|clarification|clarified|erratum|editor[’']s note|an earlier version|"
    r"this (?:article|story) (?:has been|was) (?:amended|updated|corrected)|amended|berichtig\w+|korrektur|korrigiert|correcci[oó]n|"
    r"corregid[oa]|rectific\w+|corrig[ée]e?)\b|更正|勘误|勘誤|订正|訂正|更新说明",
    re.I,
)
_ENOUGH = 0.02  # share of the words that must differ before a page without figures or notices counts as changed
_NEAR = 0.6  # likeness from which a new sentence is an old one, changed
_SHOWN = 3  # changes that are told
_LENGTH = 160  # characters of a sentence that are shown
_MOST = 2_000  # sentences of a page that are compared
_FIGURE = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Change:
    """How a page differs from what was read of it."""

    state: str  # same, changed, corrected or retracted
    detail: str = ""  # what changed, for people; empty: nothing
    added: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def change_of(before: str, after: str) -> Change:
    """What the text of a page says now against what it said; both as paragraphs."""
    old, new = _sentences(before), _sentences(after)
    had, have = {_key(one) for one in old}, {_key(one) for one in new}
    lost = tuple(one for one in old if _key(one) not in have)
    added = tuple(one for one in new if _key(one) not in had)
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
    """Whether figures changed, or more than a few words: a teaser that comes and goes is no change."""
    figures = [set(_FIGURE.findall(" ".join(part))) for part in (added, lost)]
    words = sum(len(tokens(one)) for one in old) or 1
    moved = max(sum(len(tokens(one)) for one in part) for part in (added, lost))
    return bool(lost and figures[0] != figures[1]) or (bool(lost) and moved / words >= _ENOUGH) or moved / words > 0.2


def _says(pattern: re.Pattern[str], added: Sequence[str]) -> bool:
    return any(pattern.search(one) for one in added)


def _first(pattern: re.Pattern[str], added: Sequence[str]) -> str:
    return f"it says now: “{_short(next(one for one in added if pattern.search(one)))}”"


def _told(added: Sequence[str], lost: Sequence[str], joint: str = "") -> str:
    """The first changes: a sentence beside the one it stands for, or alone."""
    left, told = list(added), []
    for one in lost:
        near = max(left, key=lambda new: _likeness(one, new), default=None)
        if near is not None and _likeness(one, near) >= _NEAR:
            left.remove(near)
            told.append(f"“{_short(one)}” is now “{_short(near)}”")
        else:
            told.append(f"“{_short(one)}” is gone")
    told += [f"“{_short(one)}” is new" for one in left if not _CORRECTED.search(one)]
    more = f"; and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    return (joint + "; ".join(told[:_SHOWN]) + more) if told else ""


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a[:400], b[:400], autojunk=False).ratio()


def _short(text: str) -> str:
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…"

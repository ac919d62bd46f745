"""Whether a figure is stated, estimated, forecast, a target, or a change: by the nearest words before it."""

from __future__ import annotations

import re

from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary

_REACH = 14  # tokens before the figure
_CHANGE_REACH = 3
_FIXED = frozenset({"count", "money", "measure", "number"})
_BREAKS = frozenset({";", "—", ":", "”", "»"})
_STOPS = frozenset({";", "—", ":", "“", "«", ".", "!", "?"})
_REACH_BEHIND = 14
_FUTURES = {  # endings of the future tense
    "es": re.compile(r"\w{2,}[aeid]r(?:á|án)"),
    "fr": re.compile(r"\w{2,}(?:[ei]ra|[ei]ront|dra|dront)"),
}


def modality_of(tokens: Tokens, at: int, end: int, kind: str, words: Vocabulary) -> str:
    """The modality of the figure at tokens `at` to `end`: by the words before it, else by those behind it."""
    if kind == "percent":
        behind = words.modality_behind.at(tokens, end)
        if behind is not None and behind[0] == "change":
            return "change"
    told = _told_before(tokens, at, kind, words)
    return _told_behind(tokens, end, words) if told == "stated" else told


def _told_behind(tokens: Tokens, end: int, words: Vocabulary) -> str:
    """Ten mines will open; 20 tonnes, by one estimate."""
    near, place = True, end
    while place < len(tokens) and place - end < _REACH_BEHIND and tokens.raw[place] not in _STOPS:
        found = words.modality_behind.at(tokens, place)
        if found is not None and (found[0] == "estimate" or (found[0] == "forecast" and near)):
            return found[0]
        near = near and place - end < _CHANGE_REACH and tokens.raw[place][0].isalpha()
        place += 1
    return "stated"


def _told_before(tokens: Tokens, at: int, kind: str, words: Vocabulary) -> str:
    """The modality told before the figure that begins at a token.

    A change is told by a verb right before the figure ("rose 21 per cent"); the others reach farther, but not over a
    word that gives the value compared with ("to 95 percent from 93 percent").
    """
    place, reset = at - 1, False
    by = kind == "percent" and any(tokens.word(at - step) in words.words["by_words"] for step in (0, 1))
    while place >= 0 and at - place <= _REACH and tokens.raw[place] not in _BREAKS:
        if _ends_sentence(tokens, place):
            break
        found = words.modality.at(tokens, place)
        found = found or (None if kind == "measure" else _future(tokens, place, words))
        if found is not None and found[1] <= at and _counts(found[0], 0 if by else at - found[1], kind, reset):
            level = tokens.lower[at - 1] in words.words["level_words"] and found[1] < at
            if found[0] != "change" or not (level or tokens.word(place - 1) in words.words["made_up"]):
                return found[0]
        reset = reset or tokens.lower[place] in words.words["reset"]
        place -= 1
    return "stated"


def _future(tokens: Tokens, place: int, words: Vocabulary) -> tuple[str, int] | None:
    """A verb in the future tense of a language that has one."""
    pattern = _FUTURES.get(words.language)
    told = pattern is not None and tokens.lower[place] == tokens.raw[place] and pattern.fullmatch(tokens.raw[place])
    return ("forecast", place + 1) if told else None


def _ends_sentence(tokens: Tokens, place: int) -> bool:
    return tokens.raw[place] in ".!?" and not tokens.joined(place + 1) and tokens.is_capital(place + 1)


def _counts(name: str, distance: int, kind: str, reset: bool) -> bool:
    if name == "change":
        return distance <= (_CHANGE_REACH if kind == "percent" else 1) and not reset
    if name == "estimate":
        return distance <= 12
    return not reset

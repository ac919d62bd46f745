"""Whether a figure is stated, estimated, forecast, a target, or a change: by the nearest words before it."""

from __future__ import annotations

from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary

_REACH = 14  # tokens before the figure
_CHANGE_REACH = 3
_FIXED = frozenset({"count", "money", "measure", "number"})
_BREAKS = frozenset({";", "—", ":"})


def modality_of(tokens: Tokens, at: int, kind: str, words: Vocabulary) -> str:
    """The modality of the figure that begins at a token.

    A change is told by a verb right before the figure ("rose 21 per cent"); the others reach farther, but not over a
    word that gives the value compared with ("to 95 percent from 93 percent").
    """
    place, reset = at - 1, False
    while place >= 0 and at - place <= _REACH and tokens.raw[place] not in _BREAKS:
        if _ends_sentence(tokens, place):
            break
        found = words.modality.at(tokens, place)
        if found is not None and found[1] <= at and _counts(found[0], at - found[1], kind, reset):
            level = tokens.lower[at - 1] in words.words["level_words"] and found[1] < at
            if found[0] != "change" or not (level or tokens.word(place - 1) in words.words["made_up"]):
                return found[0]
        reset = reset or tokens.lower[place] in words.words["reset"]
        place -= 1
    return "stated"


def _ends_sentence(tokens: Tokens, place: int) -> bool:
    return tokens.raw[place] in ".!?" and not tokens.joined(place + 1) and tokens.is_capital(place + 1)


def _counts(name: str, distance: int, kind: str, reset: bool) -> bool:
    if name == "change":
        return distance <= (_CHANGE_REACH if kind == "percent" else 1) and not reset
    if name == "estimate":
        return distance <= 12
    return not reset

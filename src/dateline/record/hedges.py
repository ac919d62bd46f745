"""Words beside a number that say how exact it is: about, more than, less than, at least, nearly, up to."""

from __future__ import annotations

from dateline.record.figure_tokens import Tokens
from dateline.record.figure_words import Vocabulary

_SKIPPED = frozenset("an a the estimated only just total of geschätzte insgesamt el la der die le l'".split())


def hedge_before(tokens: Tokens, at: int, words: Vocabulary, *, duration: bool) -> tuple[str, int] | None:
    """The hedge that ends before a token and the place where it begins; the words "an estimated" may stand between.

    Before a duration "over" tells the span of time, no bound, unless a word like "for" precedes or "ago" follows.
    """
    place = at
    while place > 0 and at - place < 4:
        found = words.hedges.before(tokens, place)
        if found is not None:
            hedge, start = found
            if (
                duration
                and tokens.word(start) in words.words["over"]
                and tokens.word(start - 1) not in words.words["over_after"]
            ):
                return None
            return hedge, start
        if tokens.word(place - 1) not in _SKIPPED or "\n\n" in tokens.gap(place):
            return None
        place -= 1
    return None


def hedge_behind(tokens: Tokens, at: int, words: Vocabulary) -> tuple[str, int] | None:
    """The hedge that begins at a token (or more, and older, +) and the place behind it."""
    return words.hedges_behind.at(tokens, at)

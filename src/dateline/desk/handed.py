"""The editor's hand on the desk: pinned stories come first, those of muted storylines last, and are not proposed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dateline.records import Ranked, Reason

_SIGNAL = "hand"
_POINTS = 1000.0  # more than all signals together
_PINNED = "pinned"
_MUTED = "of a muted storyline"


def handed(
    ranked: Sequence[Ranked], *, pinned: Collection[str], muted: Collection[str], titles: Mapping[str, str]
) -> list[Ranked]:
    """The stories with what editors said of them, best first: pinned ones, those of muted storylines, working titles.

    A story that is pinned is not muted, whatever its storyline is.
    """
    laid = []
    for one in ranked:
        story = one.story.id
        title = titles.get(story, "")
        if story in pinned:
            one = _with(one, Reason(_SIGNAL, _POINTS, _PINNED))
        elif story in muted:
            one = _with(one, Reason(_SIGNAL, -_POINTS, _MUTED))
        laid.append(replace(one, title=title) if title else one)
    return sorted(laid, key=lambda one: -one.score)


def is_pinned(one: Ranked) -> bool:
    """Whether an editor pinned the story."""
    return any(reason.signal == _SIGNAL and reason.text == _PINNED for reason in one.reasons)


def is_muted(one: Ranked) -> bool:
    """Whether the story is of a storyline that an editor muted."""
    return any(reason.signal == _SIGNAL and reason.text == _MUTED for reason in one.reasons)


def _with(one: Ranked, reason: Reason) -> Ranked:
    return replace(one, score=one.score + reason.points, reasons=(reason, *one.reasons))

"""Sentences that weave reports: the few neutral turns that name an outlet before what its report says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MOST_PARTS = 4
_JOINTS = r"(?:;|, while|, and|; meanwhile,)"
_VERBS = r"(?:reports|reported|says|said|writes|wrote|adds|added|notes|noted)"
_CHINESE_VERBS = r"(?:报道称|报道说|报道|补充说|补充称|补充道|则报道|则称|称|说|还说|还称|还报道)"


@dataclass(frozen=True, slots=True)
class Framed:
    """What a sentence lays into the mouth of one outlet, and the turn before it."""

    outlet: str
    text: str
    turn: str = ""


def framed(text: str, outlets: Iterable[str]) -> list[Framed] | None:
    """The parts of a sentence in which each names its outlet; None: it is not made in one of the turns known here."""
    names = "|".join(sorted(map(re.escape, outlets), key=len, reverse=True))
    if not names:
        return None
    heads = (
        rf"(?:[Tt]he )?(?P<a>{names}),? {_VERBS}(?: that|:|,)? ",
        rf"[Aa]ccording to (?:the )?(?P<b>{names}), ",
        rf"(?:据)?[《]?(?P<c>{names})[》]?{_CHINESE_VERBS}[，,：:]?",
    )
    head = "|".join(f"(?:{one})" for one in heads)
    found = list(re.finditer(rf"(?:^|{_JOINTS} |[；，。])(?:{head})", text))
    if not found or found[0].start() != 0 or len(found) > _MOST_PARTS:
        return None
    parts = []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        outlet = match["a"] or match["b"] or match["c"]
        parts.append(Framed(outlet, text[match.end() : end].strip(), match.group()))
    return parts

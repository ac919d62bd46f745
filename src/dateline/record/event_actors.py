"""Who acts in a clause, and on whom: the names before the verb and behind it, turned round for the passive."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dateline.record.quote_cast import Mention
from dateline.records import Span

_ACTING = frozenset({"person", "organisation", "place", ""})
_MOST = 4  # actors of one event
_PREPOSITION = re.compile(
    r"(?:\b(?:in|on|at|from|to|of|for|with|by|than|near|into|across|under|im|in|aus|bei|von|en|à|de|du|des|dans|del)"
    r"(?: the| der| dem| la| le| el)?|[在于於对對向从從])\s*$",
    re.I,
)
_AND = re.compile(r"(?:\s?[,，、]\s?)?\s*(?:and|with|und|et|y|e|与|與|和|同|及|&)?\s*")
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|the (?:\w+ )?(?:company|firm|pair|group|start-?up|executive|giant|ministry|bank|two)|"
    r"er|sie|es|das unternehmen|der konzern|il|elle|l['’]entreprise|le groupe|él|ella|la empresa|la compañía)\b|"
    r"[他她它]|该公司",
    re.I,
)


class Actors:
    """The names of a text by place, and who acted last."""

    def __init__(self, text: str, mentions: Sequence[Mention]):
        self.text = text
        self.mentions = [one for one in mentions if one.kind in _ACTING]
        self._starts = [one.start for one in self.mentions]
        self._last: Mention | None = None

    def within(self, start: int, end: int) -> list[Mention]:
        """The names that lie between two offsets."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def subject(self, sentence: Span, clause: Span, verb: int) -> Mention | None:
        """Who stands before the verb of a clause, in it or, where it has no subject, in the sentence before it."""
        own = self._free(clause.start, verb)
        if own:
            return own
        before = self.text[clause.start : verb]
        pronoun = _PRONOUN.search(before)
        earlier = self._free(sentence.start, clause.start)
        if pronoun is None and earlier:
            return earlier
        if pronoun or not before.strip(" ,"):
            return self._last or earlier
        return earlier

    def beside(self, subject: Mention | None, verb: int) -> list[Mention]:
        """Those who act together with the subject: X and Y, X, Y and Z."""
        found: list[Mention] = []
        end = subject.end if subject else verb
        for one in self.within(end, verb):
            if not _AND.fullmatch(self.text[end : one.start]):
                break
            found.append(one)
            end = one.end
        return found

    def objects(self, verb_end: int, clause: Span) -> list[Mention]:
        """Who stands behind the verb; places only where an authority acts for them ("the government of …")."""
        return [one for one in self.within(verb_end, clause.end) if one.kind != "place" or self._governs(one)]

    def told(self, subject: Mention | None) -> None:
        """Remember who acted, for the pronouns to come."""
        self._last = subject or self._last

    def named(self, sentence: Span) -> None:
        """Remember the first name of a sentence without an event, for the pronouns to come."""
        self._last = self._free(sentence.start, sentence.end) or self._last

    def _free(self, start: int, end: int) -> Mention | None:
        """The first name that no preposition rules and that is no place, else a place that stands alone."""
        places = None
        for one in self.within(start, end):
            if _PREPOSITION.search(self.text[max(0, one.start - 14, start) : one.start]):
                continue
            if one.kind != "place":
                return one
            places = places or one
        return places

    def _governs(self, one: Mention) -> bool:
        return bool(
            re.search(
                r"(?:government|authorities|city|state|ministry) of\s+$", self.text[max(0, one.start - 20) : one.start]
            )
        )


def in_order(
    subject: Mention | None, objects: Sequence[Mention], by: Sequence[Mention], *, passive: bool
) -> tuple[str, ...]:
    """The names of those who act, first who does it; each once."""
    everyone = [*by, subject, *objects] if passive else [subject, *objects]
    return tuple(dict.fromkeys(one.name for one in everyone if one is not None))[:_MOST]

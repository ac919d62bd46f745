"""Finds the names of a text: what the tagger reads from the writing and what the gazetteer knows, joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.record.aliases import join_names
from dateline.record.capitals import Tokens, read_tokens
from dateline.record.gazetteer import Match
from dateline.record.tagger import load_tagger
from dateline.record.titles import roles
from dateline.records import Name


class KnownNames(Protocol):
    """What is needed of a gazetteer."""

    def matches(self, text: str) -> Iterable[Match]:
        """The places of a text where it knows a name."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    match: Match | None = None


def find_names(text: str, language: str | None, gazetteer: KnownNames) -> tuple[Name, ...]:
    """The names of a text in order, none overlapping another; kinds are told by the words around where they must."""
    tokens = read_tokens(text, language)
    spans = _merge(_tagged(tokens, language), list(gazetteer.matches(text)))
    names = [_name(text, span) for span in spans]
    return join_names(text, roles(text, names))


def _tagged(tokens: Tokens, language: str | None) -> list[_Span]:
    mentions = load_tagger().tag(tokens, language)
    return [_Span(tokens.starts[m.first], tokens.ends[m.last - 1], m.kind) for m in mentions]


def _merge(tagged: Sequence[_Span], known: Sequence[Match]) -> list[_Span]:
    """The tagger's spans, each with the entry that the gazetteer has for it, and what only the gazetteer knows.

    A longer span wins over those that it covers; a known name that is cut by a tagged one is dropped.
    """
    kept: list[_Span] = []
    covered = {(span.start, span.end): span for span in tagged}
    for match in known:
        same = covered.get((match.start, match.end))
        if same is not None:
            covered[match.start, match.end] = _known(same, match)
            continue
        touched = [span for span in covered.values() if span.start < match.end and match.start < span.end]
        if match.strong and all(match.start <= span.start and span.end <= match.end for span in touched):
            for span in touched:
                del covered[span.start, span.end]
            covered[match.start, match.end] = _Span(match.start, match.end, match.entry.kind, match)
    kept = sorted(covered.values(), key=lambda span: span.start)
    return kept


def _known(span: _Span, match: Match) -> _Span:
    """A tagged span that the gazetteer knows: its kind is the entry's, unless the name is shared and tells otherwise."""
    if match.strong or span.kind in (match.entry.kind, "other", "product"):
        return _Span(span.start, span.end, match.entry.kind, match)
    return span


def _name(text: str, span: _Span) -> Name:
    surface = text[span.start : span.end]
    if span.match is None:
        return Name(surface, span.start, span.end, span.kind, surface)
    return Name(surface, span.start, span.end, span.kind, span.match.entry.name, span.match.entry.id)

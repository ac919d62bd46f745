"""Finds the names of a text: what the tagger reads from the writing and what the gazetteer knows, joined."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.record.aliases import join_names
from dateline.record.capitals import Tokens, read_tokens
from dateline.record.chinese import find_chinese_names
from dateline.record.gazetteer import Entry, Match
from dateline.record.kinds import settled
from dateline.record.tagger import load_tagger
from dateline.record.tagger_cut import cut
from dateline.record.tagger_trim import mended
from dateline.record.titles import roles
from dateline.records import Name

_CURRENCIES = tuple("$€£¥")  # US$40
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


class KnownNames(Protocol):
    """What is needed of a gazetteer."""

    def matches(self, text: str) -> Iterable[Match]:
        """The places of a text where it knows a name."""

    def lookup(self, text: str) -> tuple[Entry, ...]:
        """The entries that a name may mean, whatever its case."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    match: Match | None = None


def find_names(text: str, language: str | None, gazetteer: KnownNames) -> tuple[Name, ...]:
    """The names of a text in order, none overlapping another; of a thing nobody knows, the words around tell the kind.

    Chinese text, and Chinese stretches of another, is read by `find_chinese_names`.
    """
    if language == "zh":
        return find_chinese_names(text, gazetteer)
    tokens = read_tokens(text, language)
    known = [match for match in gazetteer.matches(text) if text[match.end : match.end + 1] not in _CURRENCIES]
    spans = _merge(text, _tagged(tokens, language, known), known)
    names = tuple(roles(text, settled(text, join_names(text, [_name(text, span, gazetteer) for span in spans]))))
    return _with_chinese(text, names, gazetteer) if _HAN.search(text) else names


def _with_chinese(text: str, names: tuple[Name, ...], gazetteer: KnownNames) -> tuple[Name, ...]:
    """The names, and those in Chinese that they leave room for."""
    taken = {at for name in names for at in range(name.start, name.end)}
    found = [name for name in find_chinese_names(text, gazetteer) if taken.isdisjoint(range(name.start, name.end))]
    return tuple(sorted([*names, *found], key=lambda name: name.start))


def _tagged(tokens: Tokens, language: str | None, known: Sequence[Match]) -> list[_Span]:
    """What the tagger marks; all mentions of one surface are of the kind that they are most like together."""
    mentions = mended(tokens, cut(tokens, load_tagger().tag(tokens, language), known, language), language)
    surfaces = [" ".join(tokens.words[m.first : m.last]) for m in mentions]
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, set[str]] = defaultdict(set)
    for surface, mention in zip(surfaces, mentions, strict=True):
        totals[surface].update(mention.scores)
        kinds[surface].add(mention.kind)
    found = []
    for surface, mention in zip(surfaces, mentions, strict=True):
        kind = mention.kind if len(kinds[surface]) == 1 else max(kinds[surface], key=lambda k: (totals[surface][k], k))
        found.append(_Span(tokens.starts[mention.first], tokens.ends[mention.last - 1], kind))
    return found


def _merge(text: str, tagged: Sequence[_Span], known: Sequence[Match]) -> list[_Span]:
    """The tagger's spans, each with the entry that the gazetteer has for it, and what only the gazetteer knows.

    A known name takes the place of tagged ones inside it; one that lies within or across a tagged one is dropped.
    """
    spans = sorted(tagged, key=lambda span: span.start)
    found: list[_Span] = []
    at = 0
    for match in known:
        while at < len(spans) and spans[at].end <= match.start:
            found.append(spans[at])
            at += 1
        end = at
        while end < len(spans) and spans[end].start < match.end:
            end += 1
        touched = spans[at:end]
        if len(touched) == 1 and (touched[0].start, touched[0].end) == (match.start, match.end):
            spans[at] = _known(touched[0], match)
        elif match.strong and _goes_on(text, match, touched):
            found.append(_Span(match.start, touched[-1].end, touched[-1].kind))
            at = end
        elif match.strong and all(match.start <= span.start and span.end <= match.end for span in touched):
            found.append(_Span(match.start, match.end, match.entry.kind, match))
            at = end
    return [*found, *spans[at:]]


def _goes_on(text: str, match: Match, touched: Sequence[_Span]) -> bool:
    """Whether a tagged name goes on behind a known one of several words: Belt and Road Initiative Space Corridor."""
    if not touched or touched[0].start < match.start or touched[-1].end <= match.end:
        return False
    return match.start < touched[-1].start and " " in text[match.start : match.end]


def _known(span: _Span, match: Match) -> _Span:
    """A tagged span that the gazetteer knows: its kind is the entry's, unless the name is shared and it differs."""
    if match.strong or span.kind in (match.entry.kind, "other", "product"):
        return _Span(span.start, span.end, match.entry.kind, match)
    return span


def _name(text: str, span: _Span, gazetteer: KnownNames) -> Name:
    surface = text[span.start : span.end]
    if span.match is not None:
        return Name(surface, span.start, span.end, span.kind, span.match.entry.name, span.match.entry.id)
    if span.kind == "place" and surface.isupper() and len(surface) > 3 and surface.isalpha():
        known = next((entry for entry in gazetteer.lookup(surface) if entry.kind == "place"), None)
        written = surface.title() if known is None else known.name
        return Name(surface, span.start, span.end, span.kind, written, None if known is None else known.id)
    return Name(surface, span.start, span.end, span.kind, surface)

"""Knows things by all their names: one entry for 华为, 華為 and Huawei, found in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dateline.record.gazetteer_files import Entry, NamesFile, read_own, shipped_entries
from dateline.record.gazetteer_fold import HAN, bare, fold, unaccented
from dateline.records import Name

__all__ = ["Entry", "Gazetteer", "Match", "load"]

_AFTER = re.compile(
    r",? (?:Inc|Corp|Co|Ltd|LLC|PLC|plc|AG|SE|SA|S\.A|NV|GmbH|Group|Holdings?|Company|Corporation|shares|stock|CEO)\b"
    r"|'s (?:CEO|chief|founder|shares|stock|chairman|board)\b"
    r"|(?:公司|集团|科技|手机|股份|汽车|创始人|董事长|首席|总裁|CEO|官方|股价|宣布|发布)"
)
_BEFORE = re.compile(
    r"(?:(?:CEO|shares|chairman|founder|chief executive|maker|giant|startup|company|firm|Firma|Konzern|groupe|empresa)"
    r" (?:of |at )?|(?:公司|巨头|厂商|企业))$"
)


@dataclass(frozen=True, slots=True)
class Match:
    """One place of a text where an entry is named."""

    start: int  # code points
    end: int  # exclusive
    entry: Entry
    alias: str  # as the gazetteer writes it
    strong: bool  # False: the word may mean something else, and nothing in the text speaks for the entry


class Gazetteer:
    """The entries by id and by name; where several claim a name, those without ~ come first."""

    def __init__(self, entries: Iterable[Entry], own: NamesFile | None = None):
        self.removed = frozenset(bare(one) for one in own.remove) if own else frozenset()
        self.kinds = {bare(name): kind for name, kind in own.kinds.items()} if own else {}
        self.entries: dict[str, Entry] = {}
        for entry in entries:
            self.entries[entry.id] = _joined(self.entries[entry.id], entry) if entry.id in self.entries else entry

    @cached_property
    def _claims(self) -> dict[str, tuple[tuple[Entry, str], ...]]:
        """Folded alias, case kept → the entries that claim it, each with the alias as written."""
        claims: dict[str, tuple[tuple[Entry, str], ...]] = {}
        for entry in self.entries.values():
            for alias in entry.aliases:
                folded = fold(alias)
                plain = folded if folded.isascii() or HAN.search(folded) else unaccented(folded)
                for form in {folded, plain}:
                    mine = (entry, alias)
                    others = claims.get(form)
                    if others is None:
                        claims[form] = (mine,)
                    elif all(other is not entry for other, _ in others):
                        claims[form] = (*others, mine) if alias in entry.short else (mine, *others)
        return claims

    @cached_property
    def _names(self) -> dict[str, tuple[Entry, ...]]:
        """Name without case and accents → the entries that claim it."""
        names: dict[str, tuple[Entry, ...]] = {}
        for form, claims in self._claims.items():
            key = bare(form)
            known = names.get(key, ())
            names[key] = known + tuple(entry for entry, _ in claims if entry not in known)
        return names

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return tuple(self._claims)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(
            self._patterns,
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,  # half a DFA's speed, an eighth of its time to build
        )

    def entry(self, id: str) -> Entry | None:
        """The entry of an id; None when there is none."""
        return self.entries.get(id)

    def lookup(self, text: str) -> tuple[Entry, ...]:
        """The entries that a name may mean, whatever its case, width, accents or Chinese script; the surest first."""
        return self._names.get(bare(text), ())

    def expand(self, text: str) -> tuple[str, ...]:
        """All names of what a text names: the text first, then those of each entry it may mean."""
        names = dict.fromkeys((text, *(alias for entry in self.lookup(text) for alias in entry.aliases)))
        return tuple(names)

    def same(self, a: str, b: str) -> bool:
        """Whether two names may mean one thing: alike but for case and accents, or of one entry."""
        if bare(a) == bare(b):
            return True
        others = {entry.id for entry in self.lookup(b)}
        return any(entry.id in others for entry in self.lookup(a))

    def matches(self, text: str) -> tuple[Match, ...]:
        """Where the text names entries: sorted, not overlapping, the longest name from the left.

        Latin names count in their own case at word boundaries, Chinese ones anywhere.
        """
        folded = fold(text)
        spans = [(start, end, self._claims[self._patterns[number]]) for start, end, number in self._spans(folded)]
        sure = {claims[0][0].id for start, end, claims in spans if _is_sure(folded, start, end, *claims[0])}
        return tuple(_match(start, end, claims, sure) for start, end, claims in spans)

    def _spans(self, folded: str) -> list[tuple[int, int, int]]:
        """Start, end and pattern of the names in a folded text, the longest from the left."""
        found = [
            (start, -end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if _stands_alone(folded, start, end)
        ]
        found.sort()
        spans, last = [], 0
        for start, end, number in found:
            if start >= last:
                spans.append((start, -end, number))
                last = -end
        return spans

    def corrected(self, names: Iterable[Name]) -> tuple[Name, ...]:
        """Names as the newsroom's file wants them, also those that no entry stands behind: without what it removes,
        of the kinds it gives."""
        if not self.removed and not self.kinds:
            return tuple(names)
        kept = []
        for name in names:
            forms = (bare(name.name), bare(name.text))
            if not self.removed.intersection(forms):
                kind = next((self.kinds[form] for form in forms if form in self.kinds), name.kind)
                kept.append(replace(name, kind=kind))
        return tuple(kept)


def load(own: Path | None = None) -> Gazetteer:
    """The shipped gazetteer, with the newsroom's `names.toml` laid over it; BadSettings when that file is wrong."""
    if own is None:
        return _shipped()
    file = read_own(own)
    return Gazetteer(_overlaid(_shipped(), file), file)


@cache
def _shipped() -> Gazetteer:
    return Gazetteer(shipped_entries())


def _match(start: int, end: int, claims: tuple[tuple[Entry, str], ...], sure: set[str]) -> Match:
    """The claim that the rest of the text speaks for, else the first; title marks 《》 are not part of the place."""
    entry, alias = next((claim for claim in claims if claim[0].id in sure), claims[0])
    marks = alias[0] == "《"
    return Match(start + marks, end - marks, entry, alias, entry.id in sure)


def _is_sure(text: str, start: int, end: int, entry: Entry, alias: str) -> bool:
    """Whether this one place leaves no doubt that the text names the entry."""
    return alias not in entry.short or (entry.kind == "organisation" and _in_business(text, start, end))


def _in_business(text: str, start: int, end: int) -> bool:
    """Whether the words beside a span are those that stand beside a company."""
    return bool(_AFTER.match(text, end) or _BEFORE.search(text, max(0, start - 24), start))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a span does not begin or end within a word of letters that are written with spaces."""
    return not (
        (start and _in_word(text[start]) and _in_word(text[start - 1]))
        or (end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]))
    )


def _in_word(character: str) -> bool:
    return character < "\u2e80" and character.isalnum()


def _joined(old: Entry, new: Entry) -> Entry:
    """One entry of two with the same id: the later one's name and facts, both one's aliases."""
    aliases = tuple(dict.fromkeys((*new.aliases, *old.aliases)))
    short = (old.short - set(new.aliases)) | new.short
    return replace(new, aliases=aliases, short=short, sort=new.sort or old.sort, country=new.country or old.country)


def _overlaid(shipped: Gazetteer, own: NamesFile) -> list[Entry]:
    """The shipped entries without what the newsroom removes or takes for its own, then the newsroom's."""
    mine = [_known(shipped, entry) if entry.id not in own.named else entry for entry in own.entries]
    ids, taken = {entry.id for entry in mine}, {bare(one) for entry in mine for one in entry.aliases}
    remove = {bare(one) for one in own.remove}
    kept = []
    for entry in shipped.entries.values():
        gone = remove if entry.id in ids else remove | taken
        left = tuple(alias for alias in entry.aliases if bare(alias) not in gone)
        if entry.id in own.remove or not set(left) - entry.short:
            continue
        kept.append(replace(entry, name=left[0], aliases=left) if left != entry.aliases else entry)
    kinds = {bare(name): kind for name, kind in own.kinds.items()}
    return [_of_kind(entry, kinds) if kinds else entry for entry in (*kept, *mine)]


def _known(shipped: Gazetteer, entry: Entry) -> Entry:
    """The newsroom's entry under the id of the shipped thing that has the same name, if there is just one."""
    sure = [one for one in shipped.lookup(entry.name) if bare(entry.name) not in set(map(bare, one.short))]
    return replace(entry, id=sure[0].id) if len(sure) == 1 else entry


def _of_kind(entry: Entry, kinds: dict[str, str]) -> Entry:
    """The entry with the kind that the newsroom gives to its id or to one of its names."""
    kind = next((kinds[key] for key in (entry.id, *map(bare, entry.aliases)) if key in kinds), entry.kind)
    return replace(entry, kind=kind)

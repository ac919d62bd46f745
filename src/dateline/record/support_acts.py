"""Compares the acts of a claim with those of its source: who does it, to whom, and whether it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dateline.record.support_align import Alignment
from dateline.record.support_clauses import Act, Party, acts_of
from dateline.record.support_lexicon import GENERAL, NEAR, SAME, SPECIAL, Lexicon
from dateline.record.support_source import Source, is_family
from dateline.record.support_words import Word
from dateline.records import Lack

_MUTUAL = frozenset(
    "meet merge marry partner cooperate collaborate ally unite join agree trade talk discuss negotiate".split()
)
_SPEAKING = frozenset(
    "say add write tell explain argue report claim state note announce".split()
)  # by the speaker check
_WANTED = frozenset("recommend propose seek demand consider suggest urge request want plan need await".split())
_STAGES = {  # of a law, plan or bid
    **dict.fromkeys("propose draft consider debate discuss suggest recommend weigh".split(), 1),
    **dict.fromkeys("adopt approve pass enact sign ratify".split(), 2),
    **dict.fromkeys("reject repeal scrap withdraw veto abandon block".split(), 3),
}
_FORETOLD = frozenset("predict forecast anticipate expect assume".split())
_PENDING = frozenset("once until unless if".split())
_AKIN = {SAME, NEAR, GENERAL, SPECIAL}
GENERIC = frozenset(
    "company firm group business carmaker maker bank ministry agency union government team university club party "
    "organisation organization association institute start-up startup service operator court city country".split()
)
_SHORT = frozenset("company firm group team business maker carmaker service start-up startup club".split())
_THIRD, _HALF = 3, 2  # parts of the other words that stand beside the same verb, or one that means the same
_WINDOW = 2  # sentences before one in which stands whom its pronouns and "the company" mean
_MODES = {  # of the claim and of the source: what cannot both be
    ("fact", "planned"),
    ("fact", "hoped"),
    ("fact", "possible"),
    ("present", "planned"),
    ("present", "hoped"),
    ("present", "possible"),
    ("fact", "certain"),
    ("present", "certain"),
    ("certain", "fact"),
    ("certain", "hoped"),
    ("certain", "possible"),
    ("planned", "fact"),
    ("planned", "possible"),
    ("possible", "fact"),
    ("hoped", "fact"),
}
_HINDERED = frozenset(
    "postpone delay cancel scrap abandon drop plan propose consider block reject suspend oppose demand seek "
    "request await ban stop prevent halt need require recommend discuss review seek".split()
)


@lru_cache(maxsize=4096)
def _acts(words: tuple[Word, ...], lexicon: Lexicon) -> tuple[Act, ...]:
    return acts_of(words, lexicon)


def act_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    """Verbs of the claim that the source gives to others, or puts otherwise."""
    words, lexicon = alignment.line.words, source.lexicon
    seen: set[str] = set()
    for act in _acts(words, lexicon):
        for lack in _against(act, alignment, source):
            if lack.kind not in seen:
                seen.add(lack.kind)
                yield lack


def _against(act: Act, alignment: Alignment, source: Source) -> Iterator[Lack]:
    words = alignment.line.words
    spots = _spots(act, alignment, source)
    yield from _stage(act, alignment, source)
    if not spots:
        yield from _nominal(act, alignment, source)
        yield from _proposed(act, alignment, source)
        return
    verb = words[act.at].text
    cased = not words[0].text[0].islower()  # in small letters throughout, names cannot be told from words
    if cased and words[act.at].lemma not in _MUTUAL | _SPEAKING and words[act.at].lemma != "be":
        problems = [_parties(act, other, number, source) for number, other in spots]
        if all(problems):
            yield Lack("roles", verb, next(filter(None, problems)))
    if (
        act.mode == "fact"
        and not _is_pending(words, act.at)
        and all(_is_pending(source.lines[number].words, other.at) for number, other in spots)
    ):
        yield Lack("modality", verb, "in the source it is still to be done")
        return
    foretold = {word.lemma for word in words} & _FORETOLD
    if any(word.lemma in foretold for word in alignment.carrying(source)):
        return
    modes = {other.mode for _, other in spots}
    if act.mode and "" not in modes and all((act.mode, mode) in _MODES for mode in modes):
        yield Lack("modality", verb, f"in the source it is {' or '.join(sorted(modes))}")


def _is_pending(words: Sequence[Word], at: int) -> bool:
    """Whether the clause of a verb tells what must come first: once it has been finished, until it is."""
    clause = words[at].clause
    return any(word.lemma in _PENDING and word.clause in (clause, clause - 1) for word in words[max(0, at - 8) : at])


def _spots(act: Act, alignment: Alignment, source: Source) -> list[tuple[int, Act]]:
    """The acts of the source with this verb, in sentences that have something else of the claim's clause."""
    words, lexicon = alignment.line.words, source.lexicon
    lemma = words[act.at].lemma
    related = lexicon.related(lemma)
    clause = words[act.at].clause
    mine = {
        match.lemma
        for at, (word, match) in enumerate(zip(words, alignment.matches, strict=True))
        if at != act.at
        and word.lemma not in act.agents.wide
        and word.clause == clause
        and word.content
        and match.strength >= 0.9
    }
    found: dict[int, list[tuple[int, Act, int]]] = {0: [], 1: []}
    for number in _near_lines(mine, alignment, source):
        theirs = source.lines[number].words
        shared = len(mine & {word.lemma for word in theirs})
        for other in _acts(theirs, lexicon):
            same = theirs[other.at].lemma == lemma
            if (shared or not mine) and (same or (lemma != "be" and related.get(theirs[other.at].lemma) == SAME)):
                found[0 if same else 1].append((number, other, shared))
    best = found[0] or found[1]
    most = max((shared for _, _, shared in best), default=0)
    if most * (_THIRD if found[0] else _HALF) < len(mine):
        return []
    return [(number, other) for number, other, shared in best if shared * 2 >= most]


def _near_lines(mine: set[str], alignment: Alignment, source: Source) -> list[int]:
    lines = {source.line_of[place] for lemma in mine for place in source.places.get(lemma, ())[:40]}
    return sorted(lines | set(alignment.lines))[:60]


def _parties(mine: Act, theirs: Act, number: int, source: Source) -> str | None:
    """How the source's act has other parties; None: it has not, or it cannot be told."""
    if not (mine.patients.heads or mine.passive or mine.agents.names):
        return None
    for one, same, opposite in (
        (mine.agents, theirs.agents, theirs.patients),
        (mine.patients, theirs.patients, theirs.agents),
    ):
        if not one.heads:
            continue
        core = one.names or one.heads
        if one is mine.agents and not mine.patients.heads and not mine.passive:
            core = frozenset()  # "the satellite launched in May": a participle, or a verb that goes both ways
        if one is mine.agents and mine.agents.names and _receives(mine, theirs, source.lines[number].words):
            return "the source has them the other way round"
        if core & opposite.heads and not one.heads & same.wide and (same.heads or same.pronoun):
            return "the source has them the other way round"
        problem = _others(one, same, number, source) if one is mine.agents or one.names else None
        if problem:
            return problem
    return None


def _receives(mine: Act, theirs: Act, words: Sequence[Word]) -> bool:
    """Whether the claim's doer is in the source the one to whom it is done: "returned the masks to Congo"."""
    if theirs.passive or not mine.patients.heads & theirs.patients.heads or mine.agents.names & theirs.agents.wide:
        return False
    behind = [place for place in range(theirs.at + 1, len(words)) if words[place].clause == words[theirs.at].clause]
    to = next((place for place in behind if words[place].lemma == "to"), None)
    return to is not None and bool(mine.agents.names & {words[place].lemma for place in behind if to < place < to + 7})


def _others(one: Party, same: Party, number: int, source: Source) -> str | None:  # noqa: PLR0911 - a list of decisions
    if not one.names and one.around and same.around and one.around <= source.places.keys() and not same.pronoun:
        here = {word.lemma for word in source.lines[number].words}
        if not one.around & here:
            return f"in the source it is {' '.join(sorted(same.wide))}"
    if not one.names and one.around and same.names and not one.heads & same.wide and not one.around & same.wide:
        return f"in the source it is {' '.join(sorted(same.names))}" if one.around <= source.places.keys() else None
    if not one.names and one.heads and not same.pronoun and not akin(one.heads, same.wide, source.lexicon):
        return _elsewhere(one, same, number, source)
    if one.heads & same.heads and not same.names:
        return None
    if not one.names or not one.names <= source.places.keys() or not (same.heads or same.pronoun):
        return None
    if one.names & same.wide:
        return None
    if same.names:
        return f"in the source it is {' '.join(sorted(same.names))}"
    first = 0 if same.heads & GENERIC else max(0, number - _WINDOW)
    around = {word.lemma for line in source.lines[first : number + 1] for word in line.words}
    if not one.names & around:
        return f"in the source it is {' '.join(sorted(same.heads)) or 'somebody else'}"
    return None


def _elsewhere(one: Party, same: Party, number: int, source: Source) -> str | None:
    """Who else does it, where the claim's party does something else in the same sentence of the source."""
    if same.heads & _SHORT or not same.heads:
        return None
    lines = source.lines[max(0, number - 1) : number + 2]
    for act in (act for line in lines for act in _acts(line.words, source.lexicon)):
        if act.agents.wide != same.wide and one.heads <= act.agents.wide:
            return f"in the source it is {' '.join(sorted(same.heads))}"
    return None


def _stage(act: Act, alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A law proposed where the source has it adopted, by the same, or the other way round."""
    mine = _STAGES.get(alignment.line.words[act.at].lemma)
    found: dict[int, str] = {}
    for number in alignment.lines if mine else ():
        theirs = source.lines[number].words
        for other in _acts(theirs, source.lexicon):
            stage = _STAGES.get(theirs[other.at].lemma)
            if stage and other.patients.heads & act.patients.heads and other.agents.heads & act.agents.heads:
                found[stage] = theirs[other.at].text
    if found and mine not in found:
        text = alignment.line.words[act.at].text
        yield Lack("modality", text, f"the source has “{next(iter(found.values()))}”")


def _proposed(act: Act, alignment: Alignment, source: Source) -> Iterator[Lack]:
    """Something done to what the source has only as wanted: signed an agreement, where one is recommended."""
    words = alignment.line.words
    heads = act.patients.heads - act.patients.names
    if act.mode != "fact" or not heads or any(word.lemma in _HINDERED | _SPEAKING for word in words):
        return
    spots = [place for lemma in heads for place in source.places.get(lemma, ())]
    if spots and all(_is_wanted(place, source) for place in spots):
        yield Lack("modality", words[act.at].text, "in the source it is only wanted")


def _is_wanted(place: int, source: Source) -> bool:
    before = source.flat[max(0, place - 3) : place]
    clause, line = source.flat[place].clause, source.line_of[place]
    first = place - len(before)
    return any(
        word.lemma in _WANTED and word.clause == clause and source.line_of[first + at] == line
        for at, word in enumerate(before)
    )


def _nominal(act: Act, alignment: Alignment, source: Source) -> Iterator[Lack]:
    """A verb for which the source has only a noun, of something put off, planned or stopped."""
    words, lexicon = alignment.line.words, source.lexicon
    if act.mode != "fact" or alignment.places[act.at] < 0 or alignment.matches[act.at].strength < 0.9:
        return
    if any(word.lemma in _HINDERED for word in words):
        return
    lemma = alignment.matches[act.at].lemma
    hindered = []
    for place in source.places.get(lemma, ()):
        number = source.line_of[place]
        if number not in alignment.lines:
            continue
        theirs, at = source.lines[number].words, place - source.starts[number]
        verb = next((other.at for other in reversed(_acts(theirs, lexicon)) if other.at < at), None)
        hindered.append(
            any(word.lemma in _HINDERED and word.clause == theirs[at].clause for word in theirs[max(0, at - 3) : at])
            or (
                verb is not None
                and at - verb <= 4
                and theirs[verb].lemma in _HINDERED
                and theirs[verb].clause == theirs[at].clause
            )
        )
    if hindered and all(hindered):
        yield Lack("modality", words[act.at].text, "in the source it is put off, planned or stopped")


def akin(one: frozenset[str], other: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether two parties may be one, by their nouns."""
    return bool(one & other) or any(lexicon.related(a).get(b) in _AKIN or is_family(a, b) for a in one for b in other)


def saying(words: Sequence[Word], lexicon: Lexicon) -> tuple[Act, ...]:
    """The acts of a sentence, for who says it."""
    return _acts(tuple(words), lexicon)

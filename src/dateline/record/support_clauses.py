"""Who does what in an English sentence: its verbs with those that act and those acted on, by rules for word order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.record.support_lexicon import Lexicon
from dateline.record.support_words import Word

_BE = frozenset("be get".split())
_AUX = frozenset("be have do will would shall should can could may might must not n't".split())
_DETERMINERS = frozenset("a an the its his her their our my your this these those no any s each every".split())
_PREPOSITIONS = frozenset(
    "of in on at for with without from to into onto over under above below about against between among through during "
    "before after across behind beyond near towards upon within via per amid along by until since as than like".split()
)
_RELATIVE = frozenset("who which that".split())
_PRONOUNS = frozenset("i you he she it we they who which that one".split())
_JOINS = frozenset("and or but then".split())
_ADVERBS = frozenset("also never already yet still now just even only not n't soon later not".split())
_POSSIBLE = frozenset("may might could possibly perhaps maybe reportedly allegedly".split())
_SURE_PLAN = frozenset("will would shall should must due about going expect schedule slate set agree".split())
_HOPED = frozenset(
    "hope wish want consider seek propose discuss talk talks negotiate bid try request demand ask".split()
)
_SAY = frozenset("say add write warn explain argue".split())
_CONTROL = frozenset(
    "ask urge order tell want expect allow force help invite persuade require encourage permit "
    "instruct warn cause lead".split()
)
_ONE_FORM = frozenset("cut put hit set cost beat let shut spread quit split bid outbid".split())  # the same when past
_QUANTIFIERS = frozenset("none some many most all both few several half each one any either neither".split())
_CONJUNCTIONS = frozenset("as before after since until".split())
_OF_MANY = frozenset("group number dozen pair couple series crowd handful".split())  # of whom it is told
_BACK = 9  # words before an infinitive among which what governs it stands


@dataclass(frozen=True, slots=True)
class Group:
    """A run of words that name somebody or something."""

    first: int
    last: int
    governor: str  # the preposition before it; empty: none


@dataclass(frozen=True, slots=True)
class Party:
    """Those who act in a clause, or are acted on."""

    heads: frozenset[str] = frozenset()  # base forms of the group's own words
    wide: frozenset[str] = frozenset()  # with what hangs on it: "regulators in Portugal", names beside it
    names: frozenset[str] = frozenset()  # of the heads those written with a capital
    around: frozenset[str] = frozenset()  # names of what hangs on them: "regulators in Portugal"
    pronoun: bool = False  # a pronoun stands there: who is meant is not told


@dataclass(frozen=True, slots=True)
class Act:
    """A verb with its parties."""

    at: int
    agents: Party
    patients: Party
    mode: str  # fact, present, certain (will), planned, hoped, possible; empty: it cannot be told
    passive: bool


def acts_of(words: Sequence[Word], lexicon: Lexicon) -> tuple[Act, ...]:
    """The verbs of a sentence with their parties."""
    verbs = [at for at in range(len(words)) if is_verb(words, at, lexicon)]
    groups = _groups(words, set(verbs), lexicon)
    acts: list[Act] = []
    for at in verbs:
        acts.append(_act(words, at, groups, acts, lexicon))
    return tuple(acts)


def is_verb(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:  # noqa: C901, PLR0911, PLR0912 - decisions
    """Whether a word is a verb here, by its form and the word before it."""
    word = words[at]
    form = word.text.casefold()
    before = _before(words, at)
    helped = before >= 0 and words[before].lemma in ("be", "have") and form.endswith("ed")
    if word.number or (at and word.text[0].isupper()) or not (helped or lexicon.may_be(word.lemma, "v")):
        return word.lemma == "say"
    if word.lemma in _AUX:
        return word.lemma == "be" and _is_copula(words, at, lexicon)
    lemma = words[before].lemma if before >= 0 else ""
    if word.lemma == "say" or not (word.content or form in ("owns", "owned")):
        return word.lemma == "say"
    if lemma in _DETERMINERS or (before >= 0 and words[before].number and form.endswith(("ed", "ing"))):
        return False
    if lemma in ("not", "n't") and before and words[before - 1].lemma in ("have", "be") and form != word.lemma:
        return not form.endswith("s")
    if lemma in ("to", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "do", "not", "n't"):
        return form == word.lemma
    if before >= 0 and words[before].number and form.endswith("s"):
        return False
    if form.endswith("ing"):
        return lemma in _BE
    if lemma in _BE or lemma == "have":
        return (form != word.lemma and not form.endswith("s")) or form in _ONE_FORM
    if lemma in _PREPOSITIONS:
        return False
    if form != word.lemma and not form.endswith("s"):
        return True
    if form != word.lemma:
        if at + 1 < len(words) and words[at + 1].lemma in _AUX - {"not", "n't", "be"}:
            return False  # "engineers had"
        if before >= 0 and lexicon.part(lemma) == "a" and not words[before].text[0].isupper():
            return False
        if words[before].text.endswith("ing") or lemma in _PREPOSITIONS or not lexicon.may_be(word.lemma, "v"):
            return False
        then = words[at + 1].lemma if at + 1 < len(words) else ""
        return before >= 0 and (lexicon.part(word.lemma) == "v" or lemma in _PRONOUNS or then == "that")
    following = words[at + 1] if at + 1 < len(words) else None
    if word.lemma in _ONE_FORM and before >= 0 and following is not None:
        return following.number or not following.content or following.text[0].isupper() or following.text.endswith("ly")
    plural = before >= 0 and words[before].text.casefold() != lemma and words[before].text.endswith("s")
    return lexicon.part(word.lemma) == "v" and (plural or lemma in ("they", "we", "who", "i", "you"))


def _is_copula(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a form of be stands alone, before what somebody is."""
    following = next((word for word in words[at + 1 : at + 4] if word.lemma not in _ADVERBS), None)
    if following is None or following.text.endswith(("ed", "ing")) or following.lemma == "be":
        return False
    return following.text.casefold() == following.lemma or not lexicon.may_be(following.lemma, "v")


def _before(words: Sequence[Word], at: int) -> int:
    """The word before one in its clause, adverbs left out; -1: there is none."""
    place = at - 1
    while place >= 0 and words[place].clause == words[at].clause:
        word = words[place]
        if word.lemma not in _ADVERBS - {"not", "n't"} and not word.text.endswith("ly"):
            return place
        place -= 1
    return -1


def _groups(words: Sequence[Word], verbs: set[int], lexicon: Lexicon) -> tuple[Group, ...]:
    found: list[Group] = []
    first = -1
    for at in range(len(words) + 1):
        inside = at < len(words) and at not in verbs and _names(words, at, lexicon)
        fresh = inside and first >= 0 and _is_edge(words[at - 1], words[at])
        if first >= 0 and (not inside or fresh):
            found.append(Group(first, at - 1, _governor(words, first)))
            first = -1
        if inside and first < 0:
            first = at
    return tuple(found)


def _is_edge(before: Word, word: Word) -> bool:
    """Whether a new group begins: in a new clause, and behind which and who."""
    return before.clause != word.clause or before.lemma in _RELATIVE


def _names(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    word = words[at]
    if word.lemma == "s":
        return at + 1 < len(words)
    if not word.content:
        return word.lemma in _PRONOUNS and word.lemma != "that"
    return word.number or word.text[0].isupper() or not word.text.endswith("ly")


def _governor(words: Sequence[Word], first: int) -> str:
    """The preposition before a group, with a determiner, quantifier or hedge between."""
    for place in range(first - 1, max(-1, first - 4), -1):
        if words[place].clause != words[first].clause:
            return ""
        if words[place].lemma in _PREPOSITIONS:
            of_some = place and words[place].lemma == "of" and words[place - 1].lemma in _QUANTIFIERS
            opens = words[place].lemma in _CONJUNCTIONS and (
                place == 0 or words[place - 1].clause != words[place].clause
            )
            return "" if of_some or opens else words[place].lemma
        if words[place].content or words[place].lemma in _JOINS:
            return ""
    return ""


def _act(words: Sequence[Word], at: int, groups: Sequence[Group], acts: Sequence[Act], lexicon: Lexicon) -> Act:
    start = _chain_start(words, at)
    passive = is_passive(words, at) or _goes_on_passive(words, at, start, acts)
    subject = _subject(words, at, start, groups, acts, lexicon)
    mode = _mode(words, at, acts, lexicon)
    if passive:
        doers = _joined(words, groups, at, "by", lexicon)
        return Act(at, doers, subject, mode, passive)
    return Act(at, subject, _object(words, at, groups, acts, lexicon), mode, passive)


def _goes_on_passive(words: Sequence[Word], at: int, start: int, acts: Sequence[Act]) -> bool:
    """Whether a participle shares the helper of a passive before it: "was convicted and fined"."""
    joined = bool(acts) and start == at > 0 and words[at - 1].lemma in _JOINS
    return joined and acts[-1].passive and words[at].text.endswith("ed")


def is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is said of those it is done to: "was bought", "led by"."""
    form = words[at].text.casefold()
    if words[at].lemma in _AUX or form.endswith("ing") or (form == words[at].lemma and not _behind_be(words, at)):
        return False
    return _behind_be(words, at) or (at + 1 < len(words) and words[at + 1].lemma == "by")


def _behind_be(words: Sequence[Word], at: int) -> bool:
    before = _before(words, at)
    while before >= 0 and words[before].lemma in _ADVERBS:
        before -= 1
    return before >= 0 and words[before].lemma in _BE


def _chain_start(words: Sequence[Word], at: int) -> int:
    """The first word of a verb with its helpers."""
    place = at
    while place and words[place - 1].clause == words[at].clause:
        word = words[place - 1]
        if word.lemma in _AUX or word.lemma in _ADVERBS or word.text.endswith("ly"):
            place -= 1
        else:
            break
    return place


def _subject(
    words: Sequence[Word], at: int, start: int, groups: Sequence[Group], acts: Sequence[Act], lexicon: Lexicon
) -> Party:
    clause = words[at].clause
    before = words[start - 1] if start and words[start - 1].clause == clause else None
    if acts and before is not None and (before.lemma == "to" or before.lemma in _JOINS):
        last = acts[-1]
        controls = before.lemma == "to" and words[last.at].lemma in _CONTROL and last.patients.heads
        return last.patients if last.passive or controls else last.agents
    inside = [group for group in groups if group.last < start and words[group.first].clause == clause]
    spoken = max((act.at for act in acts if words[act.at].clause == clause), default=-1)
    free = [group for group in inside if not group.governor and group.first > spoken]
    if free and words[free[-1].first].lemma in _RELATIVE:
        return _antecedent(words, free[-1].first, groups, lexicon)
    if before is not None and before.lemma == "that" and not free:
        return _antecedent(words, start - 1, groups, lexicon)
    if free:
        return _party(words, [group for group in inside if group.first >= free[-1].first], lexicon)
    if words[at].lemma in _SAY:
        behind = [group for group in groups if at < group.first <= at + 3]
        if behind and not any(is_verb(words, place, lexicon) for place in _rest(words, behind[0].last + 1)):
            return _party(words, behind[:1], lexicon)
    return _resumed(words, clause, groups, acts, lexicon)


def _rest(words: Sequence[Word], start: int) -> list[int]:
    """The places from one to the end of its clause."""
    return [at for at in range(start, len(words)) if words[at].clause == words[start - 1].clause]


def _antecedent(words: Sequence[Word], at: int, groups: Sequence[Group], lexicon: Lexicon) -> Party:
    """Whom who, which and that stand for: the words right before."""
    before = [group for group in groups if group.last < at]
    if not before:
        return Party(pronoun=True)
    clause = words[before[-1].first].clause
    return _party(words, [group for group in before if words[group.first].clause == clause][-2:], lexicon)


def _resumed(
    words: Sequence[Word], clause: int, groups: Sequence[Group], acts: Sequence[Act], lexicon: Lexicon
) -> Party:
    """The subject of a clause that goes on behind words put in."""
    busy = {words[act.at].clause for act in acts}
    idle = [group for group in groups if words[group.first].clause < clause and not group.governor]
    idle = [group for group in idle if words[group.first].clause not in busy]
    if idle:
        return _party(words, idle, lexicon)
    if acts:
        return acts[0].patients if acts[0].passive else acts[0].agents
    return Party()


def _object(words: Sequence[Word], at: int, groups: Sequence[Group], acts: Sequence[Act], lexicon: Lexicon) -> Party:
    clause = words[at].clause
    for group in groups:
        if group.first > at and words[group.first].clause == clause:
            between = {word.lemma for word in words[at + 1 : group.first]}
            if group.governor or group.first > at + 4 or "to" in between:
                return Party()
            party = _party(words, [group], lexicon)
            behind = [other for other in groups if other.first == group.last + 2 and other.governor == "of"]
            if party.heads & _OF_MANY and behind:
                return _party(words, [Group(behind[0].first, behind[0].last, "")], lexicon)
            return party
    return Party()


def _joined(words: Sequence[Word], groups: Sequence[Group], at: int, governor: str, lexicon: Lexicon) -> Party:
    """The groups behind a verb that a preposition governs."""
    clause = words[at].clause
    found = [
        group
        for group in groups
        if group.first > at and group.governor == governor and words[group.first].clause == clause
    ]
    return _party(words, [group for group in found if not words[group.first].number], lexicon)


def _party(words: Sequence[Word], groups: Sequence[Group], lexicon: Lexicon) -> Party:
    if not groups:
        return Party()
    heads = [words[at] for group in groups if not group.governor or group.governor == "by" for at in _span(group)]
    heads = [word for word in heads if word.content and not word.number]
    every = [words[at] for group in groups for at in _span(group) if words[at].content and not words[at].number]
    pronoun = all(words[at].lemma in _PRONOUNS for at in _span(groups[0]))
    names = frozenset(word.lemma for word in heads if word.text[0].isupper() and not _is_common(word, words, lexicon))
    capitals = frozenset(
        word.lemma for word in every if word.text[0].isupper() and not _is_common(word, words, lexicon)
    )
    return Party(
        frozenset(word.lemma for word in heads),
        frozenset(word.lemma for word in every),
        names,
        capitals - names,
        pronoun and not names,
    )


def party_behind(words: Sequence[Word], at: int, lexicon: Lexicon) -> Party:
    """The party whose words begin at a place or right behind it."""
    for group in _groups(words, set(), lexicon):
        if at <= group.first <= at + 2:
            return _party(words, [Group(group.first, group.last, "")], lexicon)
    return Party()


def _span(group: Group) -> range:
    return range(group.first, group.last + 1)


def _is_common(word: Word, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a capital is only that of the sentence's first word."""
    return word is words[0] and lexicon.knows(word.lemma)


def _mode(words: Sequence[Word], at: int, acts: Sequence[Act], lexicon: Lexicon) -> str:  # noqa: PLR0911 - a list of decisions
    """How a verb is put, by its helpers or, of an infinitive, by what governs it."""
    start = _chain_start(words, at)
    helpers = {word.lemma for word in words[start:at]}
    if helpers & _POSSIBLE:
        return "possible"
    if start and words[start - 1].lemma == "to" and words[start - 1].clause == words[at].clause:
        return _governed(words, start - 1, acts, lexicon)
    if helpers & {"will", "shall"}:
        return "certain"
    if helpers & _SURE_PLAN:
        return "planned"
    if helpers & {"can", "do"}:
        return ""
    form = words[at].text.casefold()
    if words[at].lemma in _ONE_FORM and not helpers and form == words[at].lemma:
        return "fact"
    if form.endswith("ing") or form == words[at].lemma:
        return "fact" if "have" in helpers else "present" if form == words[at].lemma and not helpers else ""
    if words[at].lemma == "be":
        return "fact" if form in ("was", "were", "been") else "present"
    if helpers or not form.endswith("s"):
        return "fact" if helpers or not is_passive(words, at) else ""
    return "present"


def _governed(words: Sequence[Word], to: int, acts: Sequence[Act], lexicon: Lexicon) -> str:
    if to and words[to + 1].lemma != "blame" and words[to - 1].text.casefold() in ("is", "are", "was", "were"):
        return "planned"  # "is to leave"
    for place in range(to - 1, max(-1, to - _BACK), -1):
        word = words[place]
        if word.clause != words[to].clause:
            return ""
        if word.lemma in _HOPED:
            return "hoped"
        if word.lemma in lexicon.cues["plan"] and word.lemma not in ("call",):
            return "planned"
        act = next((act for act in acts if act.at == place), None)
        if act is not None:
            return act.mode if act.mode in ("certain", "planned", "hoped", "possible") else ""
    return ""

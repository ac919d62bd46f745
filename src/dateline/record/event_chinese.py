"""Events of Chinese text: the verb of a clause between commas types it, 将 and 拟 plan it, 不 and 未 deny it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.record.event_actors import Actors, in_order
from dateline.record.event_clauses import chinese_clauses
from dateline.record.event_dates import find_when, without_saying
from dateline.record.event_words import tables
from dateline.record.quote_cast import Mention
from dateline.records import Event, Name, Span
from dateline.sentences import sentences

_LONGEST = 1500  # characters of a sentence; a longer one is a list or no prose
_WINDOW = 12  # characters before a verb that can plan or deny it
_NOUN_BEHIND = re.compile("(?:计划|計劃|者|商|人|额|額|率|力度|公司|部门|会议|大会|价|伙伴|夥伴|方|关系|以来|前|后的)")
_LIGHT = re.compile("(?:宣布|正式|已|已经|成功|共同|联合|日前|近日|今日|同日|此前|还|並|并|再次|首次|全资|战略|了)*$")


@dataclass(frozen=True, slots=True)
class _Rule:
    type: str
    objects: tuple[str, ...]


def find_chinese_events(text: str, names: Sequence[Name], published: date | None) -> tuple[Event, ...]:
    """The events of a Chinese text in order."""
    actors = Actors(text, [Mention(one.start, one.end, one.name, one.kind, one.role) for one in names])
    return tuple(event for one in sentences(text) for event in _events(text, one, actors, published))


def _events(text: str, sentence: Span, actors: Actors, published: date | None) -> Iterator[Event]:
    if sentence.end - sentence.start > _LONGEST:
        return
    some = False
    lead = ""
    for clause in chinese_clauses(text, sentence):
        found = _verb(text, clause)
        if found is None:
            lead = lead or text[clause.start : clause.end]
            continue
        some = True
        yield _event(text, Span(sentence.start, clause.end), clause, found, (actors, published, lead))
    if not some:
        actors.named(sentence)


def _verb(text: str, clause: Span) -> tuple[str, Span] | None:
    """The type of a clause and its verb; None where nothing happens in it."""
    pattern, rules, negated = _lexicon()
    best: tuple[str, Span] | None = None
    for match in pattern.finditer(text, clause.start, clause.end):
        before = text[max(clause.start, match.start() - _WINDOW) : match.start()]
        if negated.search(before[-4:]) or _NOUN_BEHIND.match(text, match.end(), clause.end):
            continue
        behind = text[match.end() : clause.end]
        for rule in rules[match.group()]:
            if not rule.objects or any(word in behind for word in rule.objects):
                best = rule.type, Span(*match.span())
                break
        if best:
            break
    return best


def _event(
    text: str, sentence: Span, clause: Span, found: tuple[str, Span], around: tuple[Actors, date | None, str]
) -> Event:
    (kind, verb), (actors, published, lead) = found, around
    words = text[clause.start : clause.end]
    planned = bool(_planned().search(text, max(clause.start, verb.start - _WINDOW), verb.start))
    passive = _passive().search(text, clause.start, verb.start)
    subject = actors.subject(sentence, Span(clause.start, clause.end), passive.start() if passive else verb.start)
    by = [one for one in actors.within(passive.end(), verb.start) if one.kind != "place"][:1] if passive else []
    beside = [one for one in actors.within(clause.start, verb.start) if one.kind != "place" and one not in by]
    actors.told(subject)
    told, lead = (without_saying(words), without_saying(lead)) if planned else (words, lead)
    return Event(
        type=kind,
        text=words,
        start=clause.start,
        end=clause.end,
        actors=in_order(subject, [*beside, *actors.objects(verb.end, clause)], by, passive=bool(by)),
        when=find_when(told, "zh", published, planned=planned) or find_when(lead, "zh", published, planned=planned),
        tense="planned" if planned else "happened",
    )


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[_Rule, ...]], re.Pattern[str]]:
    rules: dict[str, list[_Rule]] = {}
    table = tables()["zh"]
    for entry in table["rule"]:
        rule = _Rule(str(entry["type"]), tuple(str(entry.get("objects", "")).split()))
        for verb in str(entry["verbs"]).split():
            rules.setdefault(verb, []).append(rule)
    longest_first = sorted(rules, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return pattern, {verb: tuple(some) for verb, some in rules.items()}, _any_of(str(table["negated"]))


@cache
def _planned() -> re.Pattern[str]:
    return _any_of(str(tables()["zh"]["planned"]))


@cache
def _passive() -> re.Pattern[str]:
    return re.compile("[被由遭获獲](?!得|取|批|奖|悉)")


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words.split())))

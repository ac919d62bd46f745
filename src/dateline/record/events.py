"""What happened or is planned, by whom and when: one event a clause, typed by its verb or noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.record.event_actors import Actors, in_order
from dateline.record.event_chinese import find_chinese_events
from dateline.record.event_clauses import clauses
from dateline.record.event_dates import find_when, without_saying
from dateline.record.event_words import SPACED, Form, Lexicon, lexicon_of
from dateline.record.plans import with_plans
from dateline.record.quote_cast import Cast, Mention
from dateline.record.quote_words import Words, words_of
from dateline.records import Event, Name, Span
from dateline.sentences import sentences

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_HAN = re.compile("[\u3400-\u9fff]")
_MONEY = re.compile(
    r"[$€£¥]\s?\d|\d\s*(?:million|billion|trillion|bn|mn|Mio\.?|Mrd\.?|Millionen|Milliarden|millones|millions|milliards)?"
    r"\s*(?:d[e’']\s?)?(?:euros?|dollars?|yuan|pounds|dólares|rmb|usd|eur)\b",
    re.I,
)
_HABIT = re.compile(r"\b(?:annually|each|every|usually|often|always|typically)\b", re.I)
_FURTHER = re.compile(r"\s(?:through|via|after|under|amid|thanks to|because of|despite)\s", re.I)
_FUTURE = re.compile(r"(?:r[áa]|r[áa]n|ront)$")  # firmará, signera, lanceront
_PARTICLES = frozenset("out along away back".split())
_LONGEST = 2500  # characters of a sentence; a longer one is a list or no prose
_WINDOW = 7  # words before a verb that can plan or deny it
_HAVE = frozenset("has have had hat haben hatte a ont avait ha han había".split())
_ADVERB = re.compile(
    r"(?!family|italy|july|supply|reply|ally|assembly).*ly|.*[aeé]mment|.*mente|also|soon|already|just|now|later|further|auch|bereits"
)
_ATTRIBUTIVE = frozenset("a an the newly recently its their his her of this that these those some most more".split())


@dataclass(frozen=True, slots=True)
class _Token:
    word: str  # in lower case
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A verb of a clause that says an event."""

    form: Form
    start: int
    end: int
    planned: bool
    passive: bool


def find_events(text: str, language: str | None, names: Sequence[Name], published: date | None) -> tuple[Event, ...]:
    """The events of a text in order; relative words of time count from `published`.

    Denied and merely possible ones are none. Actors are `names` (Name.name), the one who acts first; where no names
    are given, sequences of capitals stand in.
    """
    if language == "zh" or (language not in SPACED and len(_HAN.findall(text[:2000])) * 4 > len(text[:2000])):
        return with_plans(text, "zh", published, find_chinese_events(text, names, published))
    reader = _Reader(text, language, names, published)
    found = tuple(event for sentence in sentences(text) for event in reader.events(sentence))
    return with_plans(text, language, published, found)


class _Reader:
    """Reads the sentences of one text in order."""

    def __init__(self, text: str, language: str | None, names: Sequence[Name], published: date | None):
        self.text, self.language, self.published = text, language, published
        self.lexicon: Lexicon = lexicon_of(language)
        self.words: Words = words_of(language if language in SPACED else "en")
        cast = Cast(text, names, self.words, german=language == "de")
        self.actors = Actors(text, [one for one in cast.mentions if one.kind or not names])

    def events(self, sentence: Span) -> Iterator[Event]:
        """The events of one sentence."""
        if sentence.end - sentence.start > _LONGEST:
            return
        some = False
        for clause in clauses(self.text, sentence):
            found = sorted(self._verbs(sentence, clause), key=lambda one: (one.form.rule.rank, one.start))
            if found:
                yield self._event(sentence, clause, found[0])
                some = True
        if not some:
            self.actors.named(sentence)

    def _event(self, sentence: Span, clause: Span, found: _Found) -> Event:
        subject = self.actors.subject(sentence, clause, found.start)
        objects = [*self.actors.beside(subject, found.start), *self.actors.objects(found.end, clause)]
        by = self._doers(found, clause) if found.passive else []
        self.actors.told(subject)
        lead = self.text[sentence.start : clause.start].split(",")[0] if clause.start > sentence.start else ""
        words = self.text[clause.start : clause.end]
        told, lead = (without_saying(words), without_saying(lead)) if found.planned else (words, lead)
        when = find_when(told, self.language, self.published, planned=found.planned)
        return Event(
            type=found.form.rule.type,
            text=words,
            start=clause.start,
            end=clause.end,
            actors=in_order(subject, objects, by, passive=found.passive),
            when=when or find_when(lead, self.language, self.published, planned=found.planned),
            tense="planned" if found.planned else "happened",
        )

    def _doers(self, found: _Found, clause: Span) -> list[Mention]:
        """Who does it, in a passive clause: the names behind "by"."""
        low = found.end if self.language == "en" else clause.start
        behind = [
            one for one in _WORD.finditer(self.text, low, clause.end) if one.group().casefold() in self.lexicon.by
        ]
        if not behind:
            return []
        near = self.actors.within(behind[0].end(), clause.end)
        return [one for one in near if one.kind != "place"][:1]

    # -- the verbs of a clause

    def _verbs(self, sentence: Span, clause: Span) -> Iterator[_Found]:
        tokens = [
            _Token(match.group().casefold(), match.start(), match.end())
            for match in _WORD.finditer(self.text, clause.start, clause.end)
        ]
        for at, token in enumerate(tokens):
            for form in self.lexicon.forms.get(token.word, ()):
                end = at + len(form.words)
                if tuple(one.word for one in tokens[at:end]) != form.words:
                    continue
                found = self._judge(sentence, clause, tokens, at, form)
                if found:
                    yield found
                    break

    def _judge(self, sentence: Span, clause: Span, tokens: list[_Token], at: int, form: Form) -> _Found | None:
        """Whether the form at `at` tells an event here, and how."""
        before, behind = [one.word for one in tokens[:at]], tokens[at + len(form.words) :]
        particle = bool(behind) and behind[0].word in _PARTICLES  # another verb: started out as …
        if particle or self._denied(before[-_WINDOW:], behind):
            return None
        voice = self._voice(clause, before, tokens[at], form)
        if voice is None:
            return None
        found = _Found(form, tokens[at].start, tokens[at + len(form.words) - 1].end, *voice)
        return found if self._fits(sentence, clause, found, before) else None

    def _fits(self, sentence: Span, clause: Span, found: _Found, before: list[str]) -> bool:
        """Whether around the verb stands what its rule asks for."""
        rule = found.form.rule
        if (rule.future and not found.planned) or (rule.before and not rule.before & set(before)):
            return False
        if rule.person and not self._is_person(sentence, clause, found.start):
            return False
        if rule.noun:
            return bool(self.actors.within(sentence.start, sentence.end))
        low = clause.start if found.passive or rule.either else found.end
        return not rule.objects or self._has_object(rule.objects, low, clause, found.start, found.end)

    def _denied(self, before: list[str], behind: list[_Token]) -> bool:
        negated = self.lexicon.negated
        if any(word in negated or word.endswith(("n't", "n’t")) for word in before):
            return True
        joined = " ".join(before)
        if any(" " in phrase and phrase in joined for phrase in negated):
            return True
        return self.language == "de" and any(one.word in ("nicht", "kein", "keine", "keinen") for one in behind[:6])

    def _voice(self, clause: Span, before: list[str], token: _Token, form: Form) -> tuple[bool, bool] | None:
        """Planned and passive, or None where the form does not tell an event: a noun, an attribute, a purpose."""
        near = before[-_WINDOW:]
        planned = bool(self.lexicon.planned & set(near)) or any(
            " " in phrase and phrase in " ".join(near) for phrase in self.lexicon.planned
        )
        if "any" in form.kinds:
            future = self.language in ("fr", "es") and bool(_FUTURE.search(form.words[-1]))
            return planned or future, bool(self.lexicon.passive & set(near[-6:]))
        while near and _ADVERB.fullmatch(near[-1]):
            near = near[:-1]
        if near[-1:] == ["to"] and "noun" not in form.kinds:
            return self._infinitive(near[:-1], token, planned)
        return (planned, False) if "noun" in form.kinds else self._finite(clause, near, token, form, planned)

    def _finite(
        self, clause: Span, near: list[str], token: _Token, form: Form, planned: bool
    ) -> tuple[bool, bool] | None:
        """As _voice, for a verb with its subject: what its auxiliary or the word before it makes of it."""
        last, kinds = near[-1] if near else "", form.kinds
        attributive = last in _ATTRIBUTIVE
        if "participle" in kinds and last in self.lexicon.passive:
            rule_of_life = last in ("is", "are") and not self.actors.within(clause.start, clause.end)
            return None if rule_of_life else (planned and last in ("be", "being"), True)
        if "ing" in kinds:
            going_on = planned or last in self.lexicon.passive or self._follows_comma(token)
            return (planned, False) if going_on else None
        if "participle" in kinds and last in _HAVE:
            return False, False
        if "past" in kinds and not attributive and last not in self.words.prepositions:
            return False, bool(re.match(r"\s+by\b", self.text[token.end : token.end + 5]))
        return self._present(clause, token, form, planned and not attributive)

    def _present(self, clause: Span, token: _Token, form: Form, planned: bool) -> tuple[bool, bool] | None:
        """Will launch; X launches; Firms launch is too weak, and a habit is no event."""
        if planned and "base" in form.kinds:
            return True, False
        habit = "present" in form.kinds and _HABIT.search(self.text, clause.start, clause.end)
        return (False, False) if not habit and form.kinds & {"base", "present"} and self._follows_name(token) else None

    def _infinitive(self, near: list[str], token: _Token, planned: bool) -> tuple[bool, bool] | None:
        happened = self.lexicon.past_infinitive & set(near[-2:])
        if happened:
            return False, False
        if planned or self._follows_name(token, behind="to"):
            return True, False
        return None

    def _follows_comma(self, token: _Token) -> bool:
        """Whether a participle follows a comma: X grew, acquiring Y."""
        return self.text[max(0, token.start - 2) : token.start] == ", "

    def _follows_name(self, token: _Token, behind: str = "") -> bool:
        """Whether a name stands right before the verb, as in headlines: X buys Y, X to buy Y."""
        low = max(0, token.start - 90)
        end = low + len(self.text[low : token.start].rstrip().removesuffix(behind).rstrip())
        near = self.actors.within(low, end)
        return bool(near) and near[-1].end == end

    def _is_person(self, sentence: Span, clause: Span, verb: int) -> bool:
        before = {match.group().casefold() for match in _WORD.finditer(self.text, clause.start, verb)}
        if before & self.words.he or before & self.words.roles:
            return True
        subject = self.actors.subject(sentence, clause, verb)
        return subject is not None and subject.kind in ("person", "")

    def _has_object(self, objects: frozenset[str], low: int, clause: Span, start: int, end: int) -> bool:
        high = min(clause.end, end + 140)
        if "MONEY" in objects and _MONEY.search(self.text, end, high):
            return True
        if "NAME" in objects and any(one.end <= start or one.start >= end for one in self.actors.within(low, high)):
            return True
        if "ORGANISATION" in objects and any(one.kind in ("organisation", "") for one in self.actors.within(end, high)):
            return True
        behind = _FURTHER.search(self.text, end, high)
        high = behind.start() if behind else high
        return any(match.group().casefold() in objects for match in _WORD.finditer(self.text, low, high))

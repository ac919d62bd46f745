"""Whom a phrase of the text names: the subject of a verb of saying, with pronouns and short names made out.

All look at the blanked text (quotations hidden), by offsets of the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.record.quote_cast import Cast, Mention
from dateline.record.quote_words import Words
from dateline.sentences import sentences

WORD = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*")
_STOP = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bProf)(?<!\bSr)(?<!\bSra)(?<!\bSt)(?<!\bM)(?<!\b[A-Z])[.!?]"
_CLAUSE_END = re.compile(rf"[,;:()“”„«»\"\n–—]|{_STOP}(?=\s|$)| - ")
_LAST_BREAK = re.compile(rf"[,;:()“”„«»\"\n–—](?!\d)|{_STOP}(?=\s)| - ")
_POSSESSIVE = re.compile(r"^(?:['’]s?\b|['’](?=\s))")
_ROLE_BEHIND = re.compile(r"\s?(?:,|\(|–|—)\s*([^,;()“”\n]{3,140}(?:\band\b[^,;()“”.\n]{3,80})?)")


_SUBJECT_BEHIND = re.compile(r",\s(?:the\s)?(?=[A-ZÀ-Þ])")
_ADDRESSEE = re.compile(r"\s(?:al?|à|aux?)\s")  # pidió a la población
_LATTER = frozenset(("latter", "letzterer", "letztere", "último", "última", "dernier", "dernière"))
_AGED = re.compile(r"\d+-(?:jährigen?|year-old)")
_NEAR = 900  # characters before a role noun that are looked through for its person
_BACK = 2000  # characters of a sentence that are looked through for whom a pronoun stands for


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it, and what the text calls them."""

    name: str
    role: str | None = None
    person: bool = False


def _lowered(words: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(words)}


class Phrases:
    """Reads subjects off a text whose quotations are blanked."""

    def __init__(self, text: str, blanked: str, cast: Cast, words: Words):
        self.text, self.blanked, self.cast, self.words = text, blanked, cast, words
        self.sentences = sentences(text)
        self._starts = [one.start for one in self.sentences]
        self.last: Speaker | None = None  # of the quotation before
        self._pronouns = (words.he | words.speaking | words.they | words.who) - words.determiners
        self._verbs = words.verb_words - words.documents - words.roles - words.companies
        self._plural = {f"{word}s" for word in words.roles}
        self._nouns = words.roles | words.companies | words.documents | self._plural | {"one", "people"}

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    def subject_before(self, low: int, verb: int) -> Speaker | None:
        """The subject of the verb at `verb`, in the text from `low` on."""
        end = self._without_auxiliaries(low, verb)
        region = self.blanked[low:end]
        if region.endswith(")") and "(" in region:
            end = low + region.rfind("(")
            region = self.blanked[low:end].rstrip()
            end = low + len(region)
        if region.endswith((",", "–", "—", " -")):
            return self._before_apposition(low, end)
        breaks = list(_LAST_BREAK.finditer(region))
        start = low + (breaks[-1].end() if breaks else 0)
        for word in WORD.finditer(self.blanked, start, end):
            if word.group().casefold() in self.words.splitters | {"and", "or"} and self._splits(word, start, end):
                start = word.end()
        who = WORD.findall(self.blanked[start:end])
        if (who and who[-1].casefold() in self.words.who and len(who) == 1) or (not who and breaks):
            return self._antecedent(low, start)
        return self._phrase(start, end) if who else None

    def _splits(self, word: re.Match[str], start: int, end: int) -> bool:
        """Whether a conjunction begins the clause of the subject: not that of "Industry and Technology"."""
        if word.group().casefold() not in ("and", "or"):
            return True
        return bool(self.words.any_verb.search(self.blanked, start, word.start()))

    def _without_auxiliaries(self, low: int, end: int) -> int:
        while True:
            region = self.blanked[low:end].rstrip()
            end = low + len(region)
            word = re.search(r"[^\W_]+(?:['’-][^\W_]+)*$", region)
            lowered = word.group().casefold() if word else ""
            if not word or not (lowered in self.words.auxiliaries or (lowered.endswith("ly") and len(lowered) > 4)):
                return end
            if word.group()[0].isupper():
                return end
            end = low + word.start()

    def _before_apposition(self, low: int, end: int) -> Speaker | None:
        """X, a partner at Y, which Z backs, said: the first name that a comma follows and no preposition rules."""
        parted = max(self.blanked.rfind(mark, low, end) for mark in ";:")
        low = max(low, parted + 1)
        for one in self.cast.within(low, end):
            behind = self.blanked[one.end : end].lstrip()
            if not behind.startswith((",", "(", "–", "—", "- ")):
                continue
            if self._follows_role(low, one):
                return Speaker(one.name, self._role_at(one, low), person=True)
            if one.kind == "place":
                continue
            start = self._phrase_start(low, one.start)
            before = WORD.findall(self.blanked[low:start])[-1:]
            if before and before[0].casefold() in self.words.prepositions:
                continue
            return self.named(one, low)
        region = self.blanked[low:end].rstrip(" ,–—-")
        comma = region.find(",")
        return self._phrase(low, low + (comma if comma > 0 else len(region)))

    def _follows_role(self, low: int, one: Mention) -> bool:
        """Whether a name stands in apposition to a role: her doctoral supervisor, X,"""
        ahead = self.blanked[max(low, one.start - 60) : one.start]
        words = WORD.findall(ahead)
        return ahead.endswith(", ") and bool(words) and words[-1].casefold() in self.words.roles

    def _antecedent(self, low: int, at: int) -> Speaker | None:
        """Whom a "who" or "which" at `at` stands for."""
        end = low + len(self.blanked[low:at].rstrip(" ,"))
        named = self.cast.within(max(0, end - 120), end)
        return self.named(named[-1], low) if named and end - named[-1].end < 3 else None

    def phrase_behind(self, start: int, high: int) -> Speaker | None:
        """The phrase that follows a verb of saying or "according to"."""
        end = high
        stop = _CLAUSE_END.search(self.blanked, start, high)
        if (stop and not self.blanked[start : stop.start()].strip()) or _ADDRESSEE.match(self.blanked, start):
            return None
        end = stop.start() if stop else end
        words = list(WORD.finditer(self.blanked, start, end))
        for at, word in enumerate(words):
            lowered = word.group().casefold()
            ends = lowered in self.words.stops | self.words.who | self.words.auxiliaries and word.group().islower()
            if at and ends and not self._is_link(words, at, end):
                end = word.start()
                break
        end = start + len(self.blanked[start:end].rstrip())
        return self._apposed(start, end) or (self._phrase(start, end) if end > start else None)

    def _apposed(self, start: int, end: int) -> Speaker | None:
        """The person behind a role and a comma: the report's author, Nia Obi."""
        words = [word.casefold() for word in WORD.findall(self.blanked[start:end])]
        comma = re.match(r",\s+", self.blanked[end : end + 3])
        if not comma or not words or not (set(words) & self.words.roles or words[0] in self.words.determiners):
            return None
        if any(one.kind == "person" and one.end == end for one in self.cast.within(start, end)):
            return None
        named = self.cast.within(end, end + 60)
        if not named or named[0].start != end + comma.end() or named[0].kind != "person":
            return None
        return Speaker(named[0].name, re.sub(r"\s+", " ", self.blanked[start:end].strip()), person=True)

    def _is_link(self, words: list[re.Match[str]], at: int, end: int) -> bool:
        """Whether a preposition continues a speaker without a name: an analyst at Y, a spokesman for Z."""
        if words[at].group().casefold() not in self.words.links or at + 1 >= len(words):
            return False
        named = [one for one in self.cast.within(words[0].start(), words[at].start()) if one.kind == "person"]
        return not named and words[at + 1].group()[:1].isupper() and words[at].group().casefold() not in ("on", "from")

    def _phrase(self, start: int, end: int) -> Speaker | None:
        """Whom the noun phrase names: a person in it, its last name, the one a pronoun stands for, or its own words."""
        spans = list(WORD.finditer(self.blanked, start, end))
        if not spans:
            return None
        last = spans[-1].group().casefold()
        if last in self.words.he | self.words.it | self.words.they and len(spans) <= 6:
            return self.pronoun(spans[-1].start(), last)
        owner = self._owner(spans, end)
        if owner:
            return owner
        named = self.cast.within(start, end)
        people = [one for one in named if one.kind == "person" and not _POSSESSIVE.match(self.blanked[one.end : end])]
        final = [one for one in named[-1:] if one.end >= spans[-1].end()]
        for one in (*people[-1:], *final):
            if not self._ruled(one, start, end):
                return self.named(one, start)
        return (None if named else self._meant(start, spans, end)) or self._words(spans, end)

    def _meant(self, start: int, spans: list[re.Match[str]], end: int) -> Speaker | None:
        """The organisation or report that the text has told of before: "the company", "the report"."""
        lowered = [one.group().casefold() for one in spans]
        person = self.person_meant(start, lowered)
        if person or not self._definite(lowered):
            return person
        if lowered[-1] in self.words.companies:
            return self._of_kind(start, lowered[-1])
        return self._document(spans, end) if lowered[-1] in self.words.documents else None

    def _owner(self, spans: list[re.Match[str]], end: int) -> Speaker | None:
        """Whose the words of "his note to employees" are; that of "according to its release, X …" follows."""
        lowered = [one.group().casefold() for one in spans[:4]]
        if lowered[0] not in self.words.possessives or not set(lowered) & self.words.documents:
            return None
        at = spans[0].start()
        behind = _SUBJECT_BEHIND.match(self.blanked, end)
        named = self.cast.within(behind.end(), behind.end() + 60) if behind else []
        if behind and named and named[0].start == behind.end():
            return self.named(named[0], at)
        company = self._company(at)
        if lowered[0] in ("its", "their"):
            return company
        return self._nearest(at, ("person",)) or company

    def person_meant(self, at: int, lowered: list[str]) -> Speaker | None:
        """The person named before whom "the professor", "the latter" or "der 63-Jährige" at `at` stands for."""
        if not lowered or lowered[0] not in self.words.articles or len(lowered) > 4:
            return None
        head = lowered[-1]
        if head in _LATTER:
            return self._latter(at)
        if _AGED.fullmatch(head):
            return self._nearest(at, ("person",))
        if head not in self.words.roles:
            return None
        if self.last and head in _lowered(f"{self.last.name} {self.last.role or ''}"):
            return self.last
        return self._of_role(at, head)

    def _latter(self, at: int) -> Speaker | None:
        people = [one for one in self.cast.within(max(0, at - _NEAR), at) if one.kind == "person"]
        shown = [one for one in people if self.blanked[one.start] != "\0"]
        return self.named(shown[-1], at - _NEAR) if shown else None

    def _of_role(self, at: int, head: str) -> Speaker | None:
        """The person of that role in the sentences before; else one whose role the text keeps to itself."""
        index, low = self.sentence(at), max(0, at - _NEAR)
        first = self.sentences[max(0, index - 5)].start
        known: Speaker | None = None
        near = [one for one in self.cast.within(max(low, first), at) if one.kind == "person"]
        for one in reversed(near):
            if self.blanked[one.start] == "\0":
                continue
            speaker = self.with_role(self.named(one, low))
            role = _lowered(speaker.role or "") if speaker else set()
            if head in role:
                return speaker
            is_open = head in self.words.generic or not role & self.words.roles
            if is_open and self.sentence(one.start) >= index - 3 and (known is None or one.start >= self._start(index)):
                known = speaker
        return known

    def _start(self, index: int) -> int:
        return self.sentences[index].start

    def _definite(self, lowered: list[str]) -> bool:
        return any(word in self.words.determiners and word not in ("a", "an", "ein", "une", "un") for word in lowered)

    def _ruled(self, one: Mention, start: int, end: int) -> bool:
        """Whether the name hangs on a preposition behind a noun: a spokesman for X, one of X."""
        before = WORD.findall(self.blanked[start : self._phrase_start(start, one.start)])
        if not before or before[-1].casefold() not in self.words.prepositions | self.words.links:
            return False
        return len(before) > 1 and bool({word.casefold() for word in before[:-1]} & self._nouns)

    def _phrase_start(self, low: int, at: int) -> int:
        """Where the words begin that stand before a name without a preposition or comma: "its founder" Ren."""
        start = at
        for word in reversed(list(WORD.finditer(self.blanked, max(low, at - 120), at))):
            between = self.blanked[word.end() : start]
            lowered = word.group().casefold()
            if (
                between.strip() not in ("", "’s", "'s", "-")
                or lowered in self.words.prepositions | self.words.splitters
            ):
                break
            if lowered in self.words.verb_words and word.group()[0].islower():
                break
            start = word.start()
        return start

    def _words(self, spans: list[re.Match[str]], end: int) -> Speaker | None:
        """The phrase's own words, without what stands before its article: "a 50-something woman"."""
        nouns, definite = self._nouns, False
        whole = {one.group().casefold() for one in spans}
        while spans and spans[0].group().casefold() in self.words.determiners:
            spans, definite = spans[1:], True
        for at in range(len(spans) - 1, 0, -1):
            if spans[at].group().casefold() in self.words.determiners and not self._linked(spans, at, nouns):
                spans, definite = spans[at + 1 :], True
                break
        if not spans or len(spans) > 10 or (spans[0].group()[0].isdigit() and len(spans) == 1):
            return None
        words = [one.group().casefold() for one in spans]
        if not definite and not set(words) & nouns and not self.cast.within(spans[0].start(), spans[-1].end()):
            return None
        if whole & self._pronouns or set(words) & self._verbs:
            return None
        told = re.sub(r"\s+", " ", self.text[spans[0].start() : spans[-1].end()]).replace("- ", "-")
        return None if words[-1] in self.words.prepositions else Speaker(told)

    def _linked(self, spans: list[re.Match[str]], at: int, nouns: frozenset[str]) -> bool:
        before = [one.group().casefold() for one in spans[:at]]
        if spans[at].group().casefold() in self.words.links:  # German: der Sprecher des Ministeriums
            return bool(before) and before[-1] in nouns
        return len(before) > 1 and before[-1] in self.words.links and before[-2] in nouns

    def named(self, one: Mention, low: int) -> Speaker:
        return Speaker(one.name, one.role or self._role_at(one, low), one.kind == "person")

    def _role_at(self, one: Mention, low: int) -> str | None:
        """Title and organisation before the name ("company founder") or behind it (", a partner at Y")."""
        if one.kind not in ("person", ""):
            return None
        before = self.blanked[self._phrase_start(low, one.start) : one.start].strip(" ,-’'")
        if {word.casefold() for word in WORD.findall(before)} & self.words.roles:
            return re.sub(r"\s+", " ", before)
        ahead = re.search(r"(?:^|[,.]\s)([^,.]{3,80}),\s$", self.blanked[max(low, one.start - 100) : one.start])
        if (
            ahead
            and WORD.findall(ahead.group(1))[-1:]
            and WORD.findall(ahead.group(1))[-1].casefold() in self.words.roles
        ):
            return re.sub(r"\s+", " ", ahead.group(1).strip())
        behind = _ROLE_BEHIND.match(self.blanked[one.end : one.end + 260])
        if not behind:
            return None
        role = re.split(r"(?<=[\w)])\.(?=\s|$)", behind.group(1))[0].strip()
        first = role.split()[0].casefold() if role.split() else ""
        if (
            first in self.words.who | {"and", "or", "und", "y", "et"}
            or not {w.casefold() for w in WORD.findall(role)} & self.words.roles
        ):
            return None
        return re.sub(r"\s+", " ", role)

    def with_role(self, speaker: Speaker | None) -> Speaker | None:
        """A later mention has the role that the text gave at an earlier one."""
        if speaker is None or speaker.role:
            if speaker:
                self.cast.roles.setdefault(speaker.name, speaker.role or "")
            return speaker
        role = self.cast.roles.get(speaker.name)
        if role is None and speaker.person:
            found = (
                self._role_at(one, max(0, one.start - 200)) for one in self.cast.mentions if one.name == speaker.name
            )
            role = next((one for one in found if one), "")
            self.cast.roles[speaker.name] = role
        return Speaker(speaker.name, role or None, speaker.person)

    # -- whom pronouns and nouns stand for

    def pronoun(self, at: int, word: str) -> Speaker | None:
        if word in self.words.he or word in ("ils", "elles"):
            return self._nearest(at, ("person",)) or self._nearest(at, ("",))
        if word in self.words.it:
            return self._company(at)
        return self._several(at) or self.last

    def _several(self, at: int) -> Speaker | None:
        """Whom "they" stands for, where the sentence or the one before tells of several: analysts at X."""
        index = self.sentence(at)
        for number in range(index, max(-1, index - 2), -1):
            low = max(self.sentences[number].start, at - _NEAR)
            for word in WORD.finditer(self.blanked, low, min(self.sentences[number].end, at)):
                lowered = word.group().casefold()
                if lowered in self._plural:
                    return self.phrase_behind(
                        self._phrase_start(low, word.start()), min(at, self.sentences[number].end)
                    )
        return None

    def _of_kind(self, at: int, noun: str) -> Speaker | None:
        """The organisation "the company" stands for; "the ministry" is only one that has it in its name."""
        if noun in self.words.anaphors:
            return self._company(at)
        index = self.sentence(at)
        low = max(0, at - _BACK)
        for one in reversed(self.cast.within(max(low, self.sentences[max(0, index - 8)].start), at)):
            if noun in one.name.casefold().split() and self.blanked[one.start] != "\0":
                return Speaker(one.name)
        return None

    def _company(self, at: int) -> Speaker | None:
        return self._nearest(at, ("organisation", "")) or self._nearest(at, ("place",))

    def _nearest(self, at: int, kinds: Sequence[str]) -> Speaker | None:
        """The first fitting name of the nearest sentence before `at` that has one outside quotations."""
        index = self.sentence(at)
        for number in range(index, max(-1, index - 8), -1):
            sentence = self.sentences[number]
            for one in self.cast.within(max(sentence.start, sentence.end - _BACK), min(sentence.end, at)):
                if one.kind in kinds and self.blanked[one.start] != "\0":
                    return self.named(one, sentence.start)
        return None

    def _document(self, spans: list[re.Match[str]], end: int) -> Speaker | None:
        """The report: with its author, where the text has told it."""
        noun = spans[-1].group()
        index = self.sentence(spans[0].start())
        for number in range(index, max(-1, index - 4), -1):
            sentence = self.sentences[number]
            low, region_end = sentence.start, min(sentence.end, spans[0].start())
            if region_end - low > _BACK:
                continue
            place = re.search(rf"\b{noun}\b", self.blanked[sentence.start : region_end], re.I)
            if not place:
                continue
            for verb in self.words.verb.finditer(self.blanked, sentence.start, sentence.start + place.start()):
                quoted = self.blanked.rfind("\0", sentence.start, verb.start())
                low = quoted + 2 if quoted >= 0 else sentence.start  # behind the closing mark
                author = self.subject_before(low, verb.start())
                if author:
                    return Speaker(f"{noun} of {author.name}")
        return self._words(spans, end)

"""Whose a quotation is in Chinese text: X表示，“……”; “……”X说; 据X介绍; 他说."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from dateline.record.quote_cast import names_as_told
from dateline.record.quote_marks import Quotation
from dateline.record.quote_phrases import Speaker
from dateline.record.quote_words import tables
from dateline.record.speakers import blank
from dateline.records import Name, Span

_TERM = 10  # characters of a term with its marks
_FAR = 120  # characters on either side that are looked at
_NEAR = 300  # characters before 他 that are looked through for a name behind a title
_MENTIONS = 5  # of a person that are looked at for a role
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CLAUSE = re.compile(r"[，。！？；：,;!?“”「」『』\n\0]")
_ADVERB = re.compile(
    r"(?:在|于|於|对|對|向|接受|日前|近日|昨日|昨天|今天|今日|随后|隨後|此前|曾|也|还|還|则|則|进一步|同时|同時|当时|當時|再次|公开|\d|就|通过|又|"
    r"指出|坦言|如此|这样|這樣|周[一二三四五六日]|星期|本月|上月|去年|今年|明确|明確|首次|特别|特別|笑着|笑著|补充|補充|中|首先|最后|最後|继续|繼續)"
)
_ISSUES = re.compile("印发|发布|公布|出台|召开|举行|举办|發布|公佈|召開|舉行")
_NOT_SAYING = re.compile("[的是叫有与與和跟、]")  # behind a name: what follows is not what that person says
_AFTER_NAME = re.compile(rf"(?=$|[，,：:（(]|{_ADVERB.pattern})")


class ChineseSpeakers:
    """Finds the speakers of the quotations in a Chinese text, in the order of the text."""

    def __init__(self, text: str, quotations: Sequence[Quotation], names: Sequence[Name]):
        self.text, self.quotations = text, quotations
        self.blanked = blank(text, quotations)
        told = _full_names(names_as_told(text, names, han=True), names)
        self.names = [
            replace(one, name=told[one.name]) for one in names if one.kind in ("person", "organisation", "place")
        ]
        self._starts = [one.start for one in self.names]
        self._previous: tuple[int, Speaker | None] = (-_FAR, None)  # end of the last quotation, speaker
        self._roles: dict[str, str | None] = {}
        self._person: Speaker | None = None
        self._organisation: Speaker | None = None

    def speaker(self, index: int, *, speech: bool) -> Speaker | None:
        """The speaker of the quotation at `index`; to be asked in order."""
        one = self.quotations[index]
        floor = self.quotations[index - 1].end if index else 0
        roof = self.quotations[index + 1].start if index + 1 < len(self.quotations) else len(self.text)
        low = max(self._sentence_start(one.start), floor, one.start - _FAR)
        if not speech and self._is_term(low, one):
            return None
        found = self._before(low, one.start, speech=speech)
        if found is None:
            found = self._behind(one, min(roof, one.end + _FAR), speech=speech)
        if found is None and speech and one.start - self._previous[0] < 60 and low >= self._previous[0]:
            found = self._previous[1]
        if speech or found:
            self._previous = (one.end, found)
        return found

    def _is_term(self, low: int, one: Quotation) -> bool:
        """Whether a quotation is but a word of the sentence (“复兴号”列车), which no verb of naming introduces."""
        if not re.match(rf"[{_HAN}]", self.text[one.end : one.end + 1]) or one.end - one.start > _TERM:
            return False
        verbs = list(_any_verb().finditer(self.blanked, low, one.start))
        return not verbs or bool(self.blanked[verbs[-1].end() : one.start].strip())

    def joins(self, index: int) -> bool:
        """Whether only the words that tell the speaker part this quotation from the next: “……，”张三说，“……。”"""
        one, other = self.quotations[index], self.quotations[index + 1]
        gap = self.blanked[one.end : other.start].strip()
        if len(gap) > 40 or not gap.endswith(("，", ",")) or "。" in gap:
            return False
        return bool(_verb().search(gap)) and gap.rstrip("，,").count("，") <= 1

    def _sentence_start(self, at: int) -> int:
        low = max(self.blanked.rfind(mark, max(0, at - _FAR), at) for mark in "。！？\n")
        return low + 1 if low >= 0 else max(0, at - _FAR)

    def _before(self, low: int, at: int, *, speech: bool) -> Speaker | None:
        region = self.blanked[low:at]
        verbs = list((_verb() if speech else _any_verb()).finditer(region))
        for verb in reversed(verbs):
            found = self._subject(low, low + verb.start())
            if found:
                return found
        if region.rstrip().endswith(("：", ":")):
            return self._subject(low, low + len(region.rstrip()) - 1)
        return None if speech else self._feels(low, at)

    def _feels(self, low: int, at: int) -> Speaker | None:
        """Whose predicate a quotation without a verb is: 总干事张三对此“十分担忧”."""
        clause = self._clause(low, at)
        first = bisect_left(self._starts, clause.start)
        named = next((one for one in self.names[first : first + 1] if one.end <= clause.end), None)
        match = None if named else _titled_name().search(self.blanked, clause.start, clause.end)
        if named and named.kind == "person":
            start, end, name = named.start, named.end, named.name
        elif match:
            (start, end), name = match.span("name"), match.group("name")
        else:
            return None
        role = self.blanked[clause.start : start]
        titled = not role or role.endswith(_table("role"))
        if not titled or _NOT_SAYING.match(self.blanked, end) or self._spoken_to(start):
            return None
        return self._person_named(start, end, clause, name)

    def _shown(self, at: int) -> Speaker | None:
        """The person whose gesture follows the speech: “……。”张三摇摇头。"""
        first = bisect_left(self._starts, at)
        for one in self.names[first : first + 1]:
            if one.start == at and one.kind == "person" and not _NOT_SAYING.match(self.blanked, one.end):
                return self._person_named(one.start, one.end, Span(at, one.end), one.name)
        return None

    def _behind(self, one: Quotation, high: int, *, speech: bool) -> Speaker | None:
        region = self.blanked[one.end : high]
        stop = re.search(r"[。！？；\n]", region)
        region = region[: stop.start()] if stop else region
        lead = len(region) - len(region.lstrip("，, —–-"))
        if self.blanked[one.end : one.end + 2] in ("——", "--") and region[lead:]:
            return self._subject(one.end + lead, one.end + len(region))
        verb = _verb().search(region, lead)
        if verb is None and speech:
            return self._shown(one.end + lead)
        if verb is None or verb.start() - lead > 60 or (re.search(r"[，,]", region[lead : verb.start()]) and lead == 0):
            return None
        return self._subject(one.end + lead, one.end + verb.start())

    def _subject(self, low: int, high: int) -> Speaker | None:
        """Who stands before the verb: a named person, a person by surname and title, an organisation, a pronoun."""
        clause = self._clause(low, high)
        words = self.blanked[clause.start : clause.end]
        low, high = bisect_left(self._starts, clause.start), bisect_left(self._starts, clause.end)
        named = [one for one in self.names[low:high] if one.end <= clause.end]
        people = [one for one in named if one.kind == "person" and not self._spoken_to(one.start)]
        if people:
            return self._person_named(people[0].start, people[0].end, clause, people[0].name)
        own = self._own_person(clause)
        if own:
            return self._person_named(own.start, own.end, clause, self.text[own.start : own.end])
        pronoun = re.match(rf"[，,\s]*(?:但|而|不过|不過|同时|同時)?({_either('he')})", words)
        if pronoun:
            return self._last_person(clause.start)
        if named:
            self._organisation = Speaker(named[0].name)
            return self._organisation
        if re.match(rf"[，,\s]*(?:{_either('it')})", words):
            return self._last_organisation(clause.start)
        return self._own_words(words)

    def _clause(self, low: int, high: int) -> Span:
        """The clause before `high`, with the clause before it when that one holds no subject (在……时，)."""
        words = self.blanked[low:high].rstrip("，, ：:")
        breaks = [match.end() for match in _CLAUSE.finditer(words)]
        start = breaks[-1] if breaks else 0
        if len(words) - start < 2 or _ADVERB.match(words, start):
            start = breaks[-2] if len(breaks) > 1 else 0
        return Span(low + start, low + len(words))

    def _spoken_to(self, start: int) -> bool:
        return self.text[max(0, start - 1) : start] in ("对", "對", "向", "给", "給")

    def _own_person(self, clause: Span) -> Span | None:
        """A name by its surname, behind a title or at the clause's beginning, followed by an adverb or the verb."""
        match = _own_name().search(self.blanked, clause.start, clause.end)
        match = match or _owned_name().search(self.blanked, clause.start, clause.end)
        if match is None:
            return None
        return Span(*match.span("name"))

    def _person_named(self, start: int, end: int, clause: Span, name: str) -> Speaker:
        role = self.blanked[clause.start : start].strip("，, 而但据據")
        titled = any(role.endswith(word) for word in _table("role")) and len(role) <= 40
        known = role if titled else self._earlier_role(name)
        self._person = Speaker(name, known, person=True)
        return self._person

    def _earlier_role(self, name: str) -> str | None:
        if name in self._roles:
            return self._roles[name]
        self._roles[name] = None
        for match in islice(re.finditer(re.escape(name), self.blanked), _MENTIONS):
            low = max(0, match.start() - 40)
            before = self.blanked[low : match.start()]
            words = re.split(_CLAUSE, before)[-1]
            if any(words.endswith(one) for one in _table("role")) and len(words) <= 40:
                self._roles[name] = words.lstrip("据據而但")
                break
        return self._roles[name]

    def _last_person(self, at: int) -> Speaker | None:
        low = max(0, at - _NEAR)
        own = [match.span("name") for match in _titled_name().finditer(self.blanked, low, at)]
        start, end = own[-1] if own else (-1, -1)
        for one in reversed(self.names[: bisect_left(self._starts, at)]):
            if one.kind != "person" or self.blanked[one.start] == "\0":
                continue
            if one.end > start:
                return Speaker(one.name, self._earlier_role(one.name), person=True)
            break
        if own:
            name = self.text[start:end]
            return Speaker(name, self._earlier_role(name), person=True)
        return self._person

    def _last_organisation(self, at: int) -> Speaker | None:
        near = self.names[: bisect_left(self._starts, at)]
        found = next((one for one in reversed(near) if one.kind == "organisation"), None)
        return Speaker(found.name) if found else self._organisation

    def _own_words(self, words: str) -> Speaker | None:
        words = re.sub(r"^[，,\s]*(?:据|據|但|而|不过|同时)?", "", words)
        stop = _ADVERB.search(words) or _ISSUES.search(words)
        words = words[: stop.start()] if stop and stop.start() >= 2 else words
        if re.match("[并並也同但而还還]", words) or words.endswith(("的", "地", "被")):
            return None
        if not 2 <= len(words) <= 16 or (stop and stop.start() < 2) or not re.fullmatch(rf"[{_HAN}\w·]+", words):
            return None
        self._organisation = Speaker(words)
        return self._organisation


def _full_names(told: dict[str, str], names: Sequence[Name]) -> dict[str, str]:
    """The names told, a transliterated surname by the full name before it: 波拉德 is 安德鲁·波拉德."""
    whole: dict[str, str] = {}
    for one in names:
        name = told[one.name]
        if one.kind == "person" and "·" in name:
            whole.setdefault(name.rsplit("·", 1)[1], name)
    return {name: whole.get(form, form) for name, form in told.items()}


@cache
def _table(key: str) -> tuple[str, ...]:
    return tuple(sorted(str(tables()["zh"][key]).split(), key=lambda word: (-len(word), word)))


def _either(key: str) -> str:
    return "|".join(map(re.escape, _table(key)))


@cache
def _verb() -> re.Pattern[str]:
    one_character = "说称道說稱"
    longer = "|".join(re.escape(word) for word in _table("say") if len(word) > 1)
    return re.compile(
        rf"{longer}|(?<![{_HAN}]{{0}}[小学传据據传據名简簡俗])(?:[{one_character}])(?=[，,：:“「。\s\0]|$)"
    )


@cache
def _any_verb() -> re.Pattern[str]:
    return re.compile(rf"{_verb().pattern}|{_either('think')}|[说称說稱](?!明|为|為)")


@cache
def _own_name() -> re.Pattern[str]:
    before = r"(?:(?<=^)|(?<=[，,。据據\s“”])|(?<=[者长員员裁师師授人官理家士席任记記監监事]))"
    return re.compile(before + _name() + _AFTER_NAME.pattern)


@cache
def _owned_name() -> re.Pattern[str]:
    """A name behind what tells of the person, right before the verb: 在码头开店的周小红说."""
    return re.compile(f"(?<=的){_name()}$")


@cache
def _titled_name() -> re.Pattern[str]:
    """A name between a role and what is said of it: 教授张三认为, 副主任李四在会上."""
    roles = "|".join(f"(?<={re.escape(word)})" for word in _table("role") if len(word) > 1)
    return re.compile(rf"(?:{roles}){_name()}(?:{_AFTER_NAME.pattern}|(?={_any_verb().pattern}))")


def _name() -> str:
    return rf"(?P<name>(?:{_either('surnames')})[{_HAN}]{{1,2}}?)"

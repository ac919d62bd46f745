"""Whose a quotation is, in languages with spaces: the subject of the verb of saying beside it, by name.

The words of all quotations are blanked first, so that nothing said inside one is taken for what the text says. Looked
at in turn: a verb right before the mark, the clause right behind it (“…” said X; “…” X, a partner at Y, said), the
clause before it, the end of its sentence, and for speech that stands alone the speaker of the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.record.quote_cast import Cast
from dateline.record.quote_marks import Quotation
from dateline.record.quote_phrases import WORD, Phrases, Speaker
from dateline.record.quote_words import Words
from dateline.records import Span

_FAR = 400  # characters on either side that are looked at
_VERBS = 5  # verbs before a quotation that are tried, the nearest first
_MARKS = "“”„«»\"‘’‹›'"
_BESIDE = re.compile(r"(?:\s+(?:that|que|dass|simply|only))?\s*[,:：]?\s*[–—-]?\s*$")
_DASH = re.compile(r"^\s*\n?\s*[–—-]{1,2}\s*(?=[^\W\d_a-z])")
_FRENCH = re.compile(
    r"^[\s,»”\"]*(?:(?:a|ont|avait|avaient)[-‑](?:t[-‑])?(ils?|elles?)\s+\w+|\w+[-‑](?:t[-‑])?(ils?|elles?)\b)", re.I
)
_NO_SUBJECT = re.compile(r"[,.;:]|\s(?:al?|en|que|tras|durante|ante|sobre)\s|$")
_TITLED = re.compile(
    r"(?:\b(?:called|titled|entitled|headlined|named|known as|Titel|genannt|intitulée?s?|titulad[oa]s?|titre|título)"
    r"|\b(?:book|song|film|movie|album|novel|Buch|Film|Lied|Roman|livre|libro|película|canción|chanson))[,:]?\s$"
)
_TRANSCRIPT = re.compile(r":\s*$")


class Speakers:
    """Finds the speakers of a text's quotations, in the order of the text."""

    def __init__(self, text: str, quotations: Sequence[Quotation], cast: Cast, words: Words):
        self.text, self.cast, self.words = text, cast, words
        self.blanked = blank(text, quotations)
        self.quotations = quotations
        self.phrases = Phrases(text, self.blanked, cast, words)
        self.sentences = self.phrases.sentences
        self._previous: tuple[int, Speaker | None] = (-9, None)  # last quotation's sentence and speaker

    def speaker(self, index: int, *, speech: bool) -> Speaker | None:
        """The speaker of the quotation at `index`; to be asked in order, as later ones lean on earlier ones."""
        one = self.quotations[index]
        first, last = self.phrases.sentence(one.start), self.phrases.sentence(one.end - 1)
        floor = self.quotations[index - 1].end if index else 0
        low = max(self._introduced(one, first), one.start - _FAR)
        roof = self.quotations[index + 1].start if index + 1 < len(self.quotations) else len(self.text)
        high = min(self._tail(one, last), roof, one.end + _FAR)
        found = self._previous[1] if low < self.sentences[first].start and self._previous[0] == first - 1 else None
        found = (
            found
            or self._verb_before(low, one.start, beside=True)
            or self._behind(one.end, high)
            or self._verb_before(low, one.start, beside=False)
            or self._at_end(one.end, high)
        )
        if found is None and index and low < floor:  # a second quotation in the clause of the first
            found = self._previous[1] if self._previous[0] == first else None
        if found is None:
            found = self._inside(one)
        if found is None and speech and not self._is_titled(one):
            found = self._from_before(first)
        found = self.phrases.with_role(found)
        self._previous = (last, found)
        self.phrases.last = found
        return found

    def _introduced(self, one: Quotation, first: int) -> int:
        """Where the sentence begins that introduces a quotation: its own, or the one before a block after a colon."""
        start = self.sentences[first].start
        if first and not self.blanked[start : one.start].strip():
            before = self.sentences[first - 1]
            if self.blanked[max(before.start, before.end - 20) : one.start].rstrip().endswith(":"):
                return before.start
        return start

    def joins(self, index: int) -> bool:
        """Whether only words that tell the speaker, between commas, part this quotation from the next."""
        one, other = self.quotations[index], self.quotations[index + 1]
        gap = self.blanked[one.end : other.start]
        if len(gap) > _FAR or not gap.rstrip().endswith(",") or re.search(r"\n\s*\n", gap):
            return False
        if (
            self.phrases.sentence(one.end - 1) != self.phrases.sentence(other.start)
            and not one.end - one.parts[-1].end > 1
        ):
            return False
        clause = gap.rstrip().rstrip(",").lstrip(" ,")
        verb = self.words.verb.search(clause)
        return bool(verb) and not re.search(r"\w+(?:ing|ant)$", clause) and not re.search(r"[.;]\s+[A-ZÀ-Þ]\w{3}", gap)

    def _tail(self, one: Quotation, last: int) -> int:
        """Where the sentence ends that may say whose it is: that of the quotation, or the one behind “…?”."""
        end = self.sentences[last].end if self.sentences else len(self.text)
        asks = self.text[one.parts[-1].end - 1] in "?!…,"
        if (
            end <= one.end
            and last + 1 < len(self.sentences)
            and (asks or _DASH.match(self.text[one.end : one.end + 9]))
        ):
            return self.sentences[last + 1].end
        return end

    # -- the places to look at

    def _verb_before(self, low: int, at: int, *, beside: bool) -> Speaker | None:
        region = self.blanked[low:at]
        pattern = self.words.verb if beside else self.words.any_verb
        verbs = [verb for verb in pattern.finditer(region) if not _is_title(region, verb)]
        if beside:
            return self._right_before(low, at, region, verbs)
        for verb in verbs[: -_VERBS - 1 : -1]:
            found = self._teller(low, verb, at)
            if found is None and self.words.drops_subject and not region[: verb.start()].strip():
                found = self._from_before(self.phrases.sentence(low))  # Añadió que …
            if found:
                return found
        match = self.words.according.search(region)
        return self.phrases.phrase_behind(low + match.end(), at) if match else None

    def _teller(self, low: int, verb: re.Match[str], at: int) -> Speaker | None:
        """The subject of a verb found between `low` and the quotation at `at`; it follows an inverted verb."""
        start = low + verb.start()
        before = self.blanked[low:start].rstrip()
        last = WORD.findall(before[-40:])[-1:]
        if last and last[0].casefold() in self.words.passive and not verb.group().casefold().endswith("ing"):
            return None  # was called “…”: whoever says it is told elsewhere
        if before.endswith(",") and verb.group().casefold().endswith("ing"):
            return None  # …, saying “…”: the subject is that of the verb before
        if before.endswith(",") and self._participle(verb, start, at):
            return None
        if self._inverted(low, verb) or self._parenthesis(before, start + len(verb.group()), at):
            found = self.phrases.phrase_behind(low + verb.end(), at)
            if found:
                return found
        return self.phrases.subject_before(low, start)

    def _right_before(self, low: int, at: int, region: str, verbs: list[re.Match[str]]) -> Speaker | None:
        if verbs and _BESIDE.match(region, verbs[-1].end()):
            found = self._teller(low, verbs[-1], at)
            if found or not verbs[-1].group().casefold().endswith("ing"):
                return found
            return self._verb_before(low, low + verbs[-1].start(), beside=False) or self._opens(low, at)
        if not _TRANSCRIPT.search(region):
            return None
        colon = low + region.rstrip().rfind(":")
        for verb in reversed(verbs):
            found = self._teller(low, verb, colon)
            if found:
                return found
        named = self.cast.within(low, colon)
        if named and named[-1].end == colon and colon - low < 80:  # a transcript: Name, role: “…”
            return self.phrases.named(named[-1], low)
        return self._opens(low, colon) if colon - low < _FAR and not verbs else None

    def _opens(self, low: int, high: int) -> Speaker | None:
        """The name that opens the sentence: X shook his head: “…”"""
        named = self.cast.within(low, high)
        if not named or len(WORD.findall(self.blanked[low : named[0].start])) > 4:
            return self._opening_noun(low, high)
        first = WORD.findall(self.blanked[low : named[0].start])[:1]
        if first and first[0].casefold() in self.words.prepositions | self.words.splitters:
            return None
        return self.phrases.named(named[0], low)

    def _opening_noun(self, low: int, high: int) -> Speaker | None:
        """Whom the sentence's first words stand for: The professor shook his head: “…”"""
        spans = list(WORD.finditer(self.blanked, low, min(high, low + 80)))[:4]
        for last in range(len(spans)):
            lowered = [one.group().casefold() for one in spans[: last + 1]]
            if last == 0 and lowered[0] in self.words.he:
                return self.phrases.pronoun(spans[0].start(), lowered[0])
            found = self.phrases.person_meant(spans[0].start(), lowered)
            if found:
                return found
        return None

    def _participle(self, verb: re.Match[str], start: int, at: int) -> bool:
        """Whether a verb of naming right before the quotation names a thing: the paper, called “…”."""
        word = verb.group().casefold()
        beside = not self.blanked[start + len(word) : at].strip()
        return beside and word.endswith("ed") and word not in self.words.say

    def _parenthesis(self, before: str, at: int, high: int) -> bool:
        """Whether a verb between commas has its subject behind it: What is new, says X, a partner at Y, is “…”."""
        if not before.endswith(","):
            return False
        named = self.cast.within(at, min(high, at + 60))
        if not named or named[0].kind != "person" or self.blanked[named[0].end : named[0].end + 1] != ",":
            return False
        return not self.blanked[at : named[0].start].strip() or bool(
            {word.casefold() for word in WORD.findall(self.blanked[at : named[0].start])} & self.words.roles
        )

    def _inverted(self, low: int, verb: re.Match[str]) -> bool:
        """Whether the verb opens its clause, so that its subject follows: said X:, dijo X:, “…”, sagte X, …"""
        before = self.blanked[max(low, low + verb.start() - 3) : low + verb.start()].rstrip(" ,")
        return not before or before[-1] in _MARKS or before[-1] == "\0"

    def _behind(self, at: int, high: int) -> Speaker | None:
        """The speaker told right behind the closing mark."""
        region = self.blanked[at:high]
        lead = len(region) - len(region.lstrip(" ,\u00a0\u202f\n-–—"))
        if not region or region[0] in ".:;":
            return None
        french = _FRENCH.match(region)
        if french:
            return self.phrases.pronoun(at, (french.group(1) or french.group(2)).casefold())
        verb = self.words.verb.match(region, lead) or self._late_verb(region, lead)
        if verb and not verb.group().casefold().endswith("ing"):
            found = self.phrases.phrase_behind(at + verb.end(), high) or self._dropped(at, region[verb.end() :])
            if found:
                return found
        according = self.words.according.match(region, lead)
        if according:
            return self.phrases.phrase_behind(at + according.end(), high)
        by = self.words.by.match(region)
        if by:
            return self.phrases.phrase_behind(at + by.end(), high)
        return self._clause_behind(at, at + lead, region) or self._dash(at, high)

    def _dropped(self, at: int, rest: str) -> Speaker | None:
        """Whom a verb without a subject goes on with: «…», añadió."""
        if not self.words.drops_subject or not _NO_SUBJECT.match(rest):
            return None
        return self._from_before(self.phrases.sentence(at - 1))

    def _late_verb(self, region: str, lead: int) -> re.Match[str] | None:
        """A verb behind its auxiliary: a déclaré X, ha dicho X, hat X …"""
        match = WORD.match(region, lead)
        if (
            match
            and match.group().casefold() in self.words.auxiliaries
            and region[match.end() : match.end() + 1] == " "
        ):
            return self.words.verb.match(region, match.end() + 1)
        return None

    def _dash(self, at: int, high: int) -> Speaker | None:
        dash = _DASH.match(self.blanked[at : at + 80])
        if not dash:
            return None
        named = self.cast.within(at + dash.end(), at + dash.end() + 60)
        return self.phrases.named(named[0], at) if named and named[0].start == at + dash.end() else None

    def _clause_behind(self, at: int, start: int, region: str) -> Speaker | None:
        """X said; X, a partner at Y, said: the clause begins right here with its subject."""
        for verb in self.words.verb.finditer(region, start - at):
            place = at + verb.start()
            words = WORD.findall(self.blanked[start:place])
            if not words or words[0].casefold() in self.words.prepositions | self.words.splitters | {
                "and",
                "und",
                "et",
            }:
                return None
            if len(words) > 45 or (words[0][:1].islower() and not self._begins_phrase(words)):
                return None
            found = self.phrases.subject_before(start, place)
            if found:
                return found
        return None

    def _begins_phrase(self, words: list[str]) -> bool:
        lowered = [word.casefold() for word in words]
        known = self.words.determiners | self.words.he | self.words.it | self.words.they
        return lowered[0] in known or any(word in self.words.roles | self.words.companies for word in lowered[:6])

    def _at_end(self, at: int, high: int) -> Speaker | None:
        """… the “bold” plan, Fan said. … the “bold” plan, according to Fan."""
        region = self.blanked[at:high]
        match = self.words.according.search(region)
        if match:
            return self.phrases.phrase_behind(at + match.end(), high)
        comma = region.rfind(", ")
        while comma >= 0:
            verb = self.words.verb.search(region, comma)
            if verb and len(WORD.findall(region[comma : verb.start()])) <= 12:
                inverted = not region[comma + 1 : verb.start()].strip()
                if inverted:
                    return self.phrases.phrase_behind(at + verb.end(), high)
                return self.phrases.subject_before(at + comma + 1, at + verb.start())
            comma = region.rfind(", ", 0, comma)
        return None

    def _inside(self, one: Quotation) -> Speaker | None:
        """French puts the words that tell the speaker between the marks: « Nous, explique X, ne ferons rien. »"""
        if self.text[one.start] != "«" or one.end - one.start > 2 * _FAR:
            return None
        told = Phrases(self.text, self.text, self.cast, self.words)
        for comma in re.finditer(r",(?=\s)", self.text[one.start : one.end]):
            at = one.start + comma.end()
            french = _FRENCH.match(self.text[at : at + 60])
            if french:
                return self.phrases.pronoun(one.start, (french.group(1) or french.group(2)).casefold())
            verb = self.words.verb.match(self.text, at + 1) or self._late_verb(self.text, at + 1)
            found = told.phrase_behind(verb.end(), one.end) if verb else None
            if found:
                return found
        return None

    def _is_titled(self, one: Quotation) -> bool:
        """Whether the words before a quotation make it the title of a thing: a paper called “…”, mit dem Titel „…“."""
        return bool(_TITLED.search(self.blanked[max(0, one.start - 40) : one.start]))

    def _from_before(self, first: int) -> Speaker | None:
        """Speech that stands alone goes on with the speaker of the sentence before."""
        sentence, speaker = self._previous
        if first - sentence in (0, 1):
            return speaker
        if first == 0:
            return None
        before = self.sentences[first - 1]
        if first - sentence == 2 and speaker and self.text[before.end - 1] == "?":
            return speaker  # “No.” And at the second time? “Also no.”
        before = Span(max(before.start, before.end - 2 * _FAR), before.end)
        for verb in self.words.verb.finditer(self.blanked, before.start, before.end):
            found = self.phrases.subject_before(before.start, verb.start())
            if found:
                return found
        behind = self._at_end(before.start, before.end)
        people = [one for one in self.cast.within(before.start, before.end) if one.kind == "person"]
        return behind or (self.phrases.named(people[0], before.start) if people else None)


def _is_title(region: str, verb: re.Match[str]) -> bool:
    """Whether a word that may be a verb is part of a name: the United States, the Washington Post(s)."""
    return verb.group()[0].isupper() and bool(re.search(r"\w,?\s$", region[max(0, verb.start() - 4) : verb.start()]))


def blank(text: str, quotations: Sequence[Quotation]) -> str:
    """The text with NUL for each character inside a quotation; its marks stay, offsets too."""
    out, at = [], 0
    for one in quotations:
        inner = one.end - 1 if one.end > one.parts[-1].end else one.end
        out += [text[at : one.start + 1], "\0" * (inner - one.start - 1)]
        at = inner
    return "".join([*out, text[at:]])

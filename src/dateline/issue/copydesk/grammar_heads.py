"""Agreement at a distance: the head of a noun phrase against its verb, where both are sure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.running import Fault

_STARTS = re.compile(
    r"(?:^|[.!?;:] |, (?:and|but|so|while|because|although|as|which means) |\b(?:because|"
    r"while|although|that|said|says|when|if) )"
    r"(?=[A-Za-z])"
)
_TOKEN = re.compile(r" ?([A-Za-z][A-Za-z’'-]*|\d[\d,.]*\d|\d)")
_SINGULAR_WORDS = frozenset("a an each every this that another neither".split())
_PLURAL_WORDS = frozenset(
    "these those many several both few two three four five six seven eight nine ten dozens".split()
)
_OPEN_WORDS = frozenset("the its their his her our your".split())
_PREPOSITIONS = frozenset("of in for from on between by with at to against about into under over behind across".split())
_SINGULAR_VERBS = frozenset(
    "is was has does isn’t wasn’t hasn’t doesn’t says goes makes takes gives becomes "
    "includes seems appears wants believes "
    "expects allows provides requires begins contains comes brings keeps knows argues "
    "tells depends suggests enables".split()
)
_PLURAL_VERBS = frozenset("are were have do aren’t weren’t haven’t don’t".split())
_COUNTED = frozenset(
    "number majority minority couple group team range series variety host lot half "
    "third quarter rest most bulk handful percent "
    "percentage part staff police data media total dozen hundred thousand million "
    "billion pair trio flood wave string raft set "
    "mix crowd generation share proportion plenty kind type sort one all some any "
    "none array collection combination "
    "wealth abundance shortage spate slew first second last best more less fraction remainder".split()
)
_MASSES = frozenset(
    "administration organisation organization commission federation association coalition "
    "opposition delegation population "
    "corporation union government management leadership parliament department community "
    "university management armament".split()
)
_SINGULAR_NOUNS = frozenset(
    "head president minister director chief founder owner leader spokesman spokeswoman "
    "chairman mayor governor author editor "
    "price cost rate size value level amount quality speed rise fall increase decrease "
    "growth demand supply use result outcome "
    "cause effect impact purpose aim goal plan project programme program system law "
    "rule policy decision report study survey "
    "paper article book letter document list model machine robot car plant factory "
    "shop store house building bridge road "
    "station port ship satellite rocket engine battery chip phone device product market "
    "economy industry city country state "
    "region province village river island problem question answer issue case trial "
    "ruling verdict vote election campaign "
    "visit meeting summit conference talk deal contract treaty agreement offer bid "
    "sale purchase merger idea name age year "
    "day week month length width weight range-finder temperature pressure danger risk "
    "threat lack absence presence existence "
    "arrival departure opening closure launch release discovery loss death birth rise "
    "success failure cost role task job work "
    "money water oil gas coal power energy software hardware technology research evidence "
    "information equipment traffic".split()
)
_SINGULAR_FORM = re.compile(r"(?:tion|sion|ment|ness|ity|ship|ance|ence|ism|sis|logy)$")
_NOT_PLURAL = re.compile(
    r"(?:ss|us|is|ics|news|series|species|means|headquarters|always|perhaps|years|months|"
    r"weeks|days|hours|miles|euros|dollars|tons|points|cents|works|times|ways|games|"
    r"sales|politics)$"
)
_IRREGULAR = frozenset("people men women children".split())
_NOT_IN_PHRASE = frozenset(
    "that which who whom whose and or but nor than as if when while because not only "
    "what how why where there it he she they "
    "we you i this these those is are was were be been being has have had do does "
    "did will would can could may might must "
    "should said say says also now then so such like including".split()
)
_ADVERBS = frozenset("also now still already currently often usually always never not".split())
_MOST = 12  # words from the beginning of the phrase to the verb


def heads(text: str) -> Iterator[Fault]:
    """Clauses whose verb does not agree with the head of the phrase before it."""
    for start in _STARTS.finditer(text):
        fault = _clause(text, start.end())
        if fault:
            yield fault


def _clause(text: str, at: int) -> Fault | None:
    """The clause that begins here, read up to its verb."""
    words: list[str] = []
    begin = at
    while len(words) <= _MOST:
        match = _TOKEN.match(text, at)
        if not match:
            return None
        word, at = match.group(1), match.end()
        small = word.casefold().replace("'", "’")
        if words and small in _SINGULAR_VERBS | _PLURAL_VERBS:
            return _judged(words, small, begin, at)
        is_end = small in _NOT_IN_PHRASE or (len(words) > 1 and small.endswith(("ing", "ed")))
        is_shown = small in ("these", "those", "this", "that") and words and words[-1] in _PREPOSITIONS
        if words and is_end and not is_shown:
            return None
        words.append(small if not words or small in _PREPOSITIONS else word)
    return None


def _judged(words: list[str], verb: str, start: int, end: int) -> Fault | None:
    while words and (words[-1] in _ADVERBS or words[-1].endswith("ly")):
        words = words[:-1]
    number = _number(words)
    if number is None or (number == "plural") == (verb in _PLURAL_VERBS):
        return None
    return Fault(start, end, f"the subject is a {number}, the verb is not")


def _number(words: list[str]) -> str | None:
    """Whether a phrase is a singular or plural; None: it cannot be told."""
    if not words or words[0] in _PREPOSITIONS:
        return None
    stop = next((n for n, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    phrase = words[:stop]
    if not phrase or any(word[0].isupper() for word in phrase[1:]) or not words[-1][0].islower():
        return None
    first, head = phrase[0], phrase[-1]
    if stop < len(words) and words[stop] == "of" and " ".join(phrase) == "the number":
        return "singular"
    if head in _COUNTED or head in _MASSES or any(word in _COUNTED for word in phrase):
        return None
    return _by_form(first, head, len(phrase), has_more=stop < len(words))


def _by_form(first: str, head: str, length: int, *, has_more: bool) -> str | None:
    plural = head in _IRREGULAR or (head.endswith("s") and len(head) > 4 and not _NOT_PLURAL.search(head))
    singular = not head.endswith("s") and (head in _SINGULAR_NOUNS or bool(_SINGULAR_FORM.search(head)))
    if first in _OPEN_WORDS and length > 1:
        return "plural" if plural else "singular" if singular else None
    if first in _PLURAL_WORDS and length > 1 and plural and not has_more:
        return "plural"
    if first in _SINGULAR_WORDS and length > 1 and singular and first not in ("that", "neither"):
        return "singular"
    is_sure = bool(re.search(r"(?:tions|sions|ments|ers|ors|ists|ities|ances|ies|isms)$", head)) and length == 2
    return (
        "plural"
        if is_sure and first.endswith(("ed", "al", "ic", "ish", "ese", "ian", "ive", "ous", "ant", "new", "ign"))
        else None
    )

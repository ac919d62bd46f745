"""The forms in which a report's sentence may be printed by a writer: as it stands, and very little else.

Each form is made here from the report's own characters; a model's text only chooses among them. What may differ: an
amount in another currency or an acronym in brackets is left out, and who says it stands in front.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dateline.issue.gate_words import FUNCTION_WORDS, MONTHS, VERBS, WEEKDAYS

_QUOTES = str.maketrans("’‘‚“”„«»‐‑", '\'\'\'"""""--')
_LONGEST = 2_000  # characters of a sentence that has forms besides itself
_UNITS = r"(?:yuan|dollars?|euros?|pounds?|yen|rupees|won|roubles|francs|[美港欧日英]元|英镑|人民币|元)"
_MONEY = (
    r"(?:about |around |some |roughly |约合|约|合)?(?:(?:US|HK|NT|[ACS])?[$€£¥]\s?\d[\d.,]*(?: ?(?:thousand|million"
    rf"|billion|trillion|bn|m|[万亿]))?|\d[\d.,]*(?: ?(?:thousand|million|billion|trillion|[万亿]+))? ?{_UNITS})"
)
_CONVERSION = re.compile(
    rf"(?:(?<=\d)|(?<=元)|(?<=\d[万亿])|(?<=lion)|(?<=yuan)|(?<=euros)|(?<=dollars)) ?[(（]{_MONEY}[)）]"
)
_ACRONYM = re.compile(r"((?:\b[A-Z][\w-]+(?: (?:of|for|and|the|on|in) | )){1,6}[A-Z][\w-]+) \(([A-Z]{2,8})\)")
_SPEAKER = r"(?:(?:the|an?) (?:[a-z-]+ ){0,3}[a-z-]+|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4})"
_ON_DAY = rf"(?: on (?:{'|'.join(sorted(WEEKDAYS))}))?"
_BEHIND = re.compile(
    rf"(?P<what>[^\"“”:;!?]+), (?:(?P<who>{_SPEAKER}) (?P<said>said|says)(?P<day>{_ON_DAY})"
    rf"|(?P<said2>said|says) (?P<who2>{_SPEAKER})|according to (?P<whom>{_SPEAKER}))\."
)
_COORDINATE = re.compile(r", (?:and|but|while|or|yet|though|although) ")


def is_question(text: str) -> bool:
    """Whether it asks or cries out, so that without its mark it would say something else."""
    return bool(re.search(r"[?？!！]", text.rstrip(" \"”'’」』）)")[-2:]))


def forms(source: str, language: str) -> list[str]:
    """The sentence as it stands and in the other forms that say all that it says."""
    flat = " ".join(source.split())
    found = [flat]
    if language in ("en", "zh") and len(flat) <= _LONGEST:
        found += _without_brackets(flat)
        if language == "en":
            found += [moved for one in tuple(found) for moved in _speaker_in_front(one)]
    return list(dict.fromkeys(found))


def form_of(claim: str, source: str, language: str, *, headline: bool = False) -> str | None:
    """The form of the source's sentence that the claim spells in any way; None: it spells none.

    A claim's marks, width and capitals do not matter, since the form is printed and not the claim; its end mark does.
    A headline has no full stop.
    """
    key = _key(claim)
    for one in forms(source, language):
        shown = one.rstrip(".。") if headline else one
        if key in (_key(shown), _key(one)):
            return shown
    return None


def named_within(text: str) -> str:
    """The sentence as it stands within another: a first word that is no name loses its capital."""
    word = re.match(r"[A-Za-z]+\b", text)
    plain = (
        word is not None
        and word.group().casefold() in FUNCTION_WORDS
        and word.group()[1:].islower() | (len(word.group()) == 1)
    )
    return text[:1].lower() + text[1:] if plain else text


def _key(text: str) -> str:
    flat = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES).casefold()
    return " ".join(flat.split())


def _without_brackets(text: str) -> list[str]:
    spans = [one.span() for one in _CONVERSION.finditer(text) if not _is_quoted(text, one.start())]
    for one in _ACRONYM.finditer(text):
        initials = "".join(word[0] for word in re.split(r"[ -]", one[1]) if word[0].isupper())
        if initials.endswith(one[2]) and text.count(one[2]) == 1 and not _is_quoted(text, one.start()):
            spans.append((one.end(1), one.end()))
    cut = ["".join((text[:start], text[end:])) for start, end in spans]
    if len(spans) > 1:
        left = text
        for start, end in sorted(spans, reverse=True):
            left = left[:start] + left[end:]
        cut.append(left)
    return cut


def _is_quoted(text: str, at: int) -> bool:
    head = text[:at]
    return head.count("“") > head.count("”") or head.count('"') % 2 == 1 or head.count("「") > head.count("」")


def _speaker_in_front(text: str) -> Iterator[str]:
    """“X said that A” of “A, X said”."""
    match = _BEHIND.fullmatch(text)
    if match is None or _COORDINATE.search(match["what"]) or re.search(r"\.(?: |$)", match["what"]):
        return
    who = match["who"] or match["who2"] or match["whom"]
    first = match["what"].partition(",")[0].split()
    verb = next((at for at, one in enumerate(first) if is_verb(one)), None)
    relative = {"who", "which", "that", "whose", "where"} & {one.casefold() for one in first[:verb]}
    if verb is None or relative or any(map(is_verb, who.split())) or who.split()[0] in WEEKDAYS | MONTHS | {"I", "We"}:
        return
    if who.split()[0] in ("He", "She", "It", "They"):
        return
    begun, body = who[:1].upper() + who[1:], named_within(match["what"])
    if match["whom"]:
        yield f"According to {who}, {body}."
    else:
        yield f"{begun} {match['said'] or match['said2']}{match['day'] or ''} that {body}."


def is_verb(word: str) -> bool:
    """Whether the word is a verb that stands in a sentence of its own, as far as a list can tell."""
    return word in VERBS or (word.islower() and word.endswith("ed") and len(word) > 3)

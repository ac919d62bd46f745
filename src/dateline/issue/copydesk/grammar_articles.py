"""Articles: a before a vowel, an before a consonant, and the ones that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.running import Fault

_ARTICLE = re.compile(
    r"(?<![\w.’'&/-])(?:(a|an)|(?:(?<=^)|(?<=[.!?] ))(A|An)) ([A-Za-z]+\b|\d[\d,.]*)"
    r"(?![.]\w)(?![’'&/])"
)
_YOO = re.compile(
    r"(?:uni(?!n|m[^a]|d)|us(?:e|age|ual|urp|able|ur)|ut(?:il|op|er)|ub(?:iq|er)|uk|"
    r"ur(?:an|ol|in)|eu|ew|one(?!rous)|once|ou(?:i|ija)|u\b|ufo|yt)",
    re.IGNORECASE,
)
_MUTE = re.compile(r"(?:hour|heir|honest|hono)", re.IGNORECASE)
_OLD = re.compile(
    r"(?:hist|hote|hab|hall|hered|hero|hyst|hyp|hila|humb|hum|herb|hosp|hor|hars|hex|hier)", re.IGNORECASE
)
_NOT_WORDS = frozenset("a e i o u is are in on or and as at of to un el la al il et en est av ao os esto era".split())
_MISSING_THE = re.compile(
    r"\bone of (?:most|(?:big|larg|fast|old|rich|long|strong|young|new|small|great|"
    r"high)[a-z]*est|world[’']s|country[’']s|first|few)\b"
)
_COUNTRIES = re.compile(
    r"\b(?:in|of|from|with|across|to|by|for) (United States|United Kingdom|European "
    r"Union|Netherlands|Philippines|White House|Middle East|Czech Republic|Soviet Union|"
    r"United Nations)(?=[.,;]| (?:and|in|on|has|is|was|after|which|who|said|by|for|"
    r"to)\b)"
)


def articles(text: str) -> Iterator[Fault]:
    """Wrong and missing articles."""
    for match in _ARTICLE.finditer(text):
        article, word = (match.group(1) or match.group(2)), match.group(3)
        right = _right(word)
        if right and article.casefold() != right:
            mended = (right.capitalize() if article[0].isupper() else right) + " " + word
            yield Fault(*match.span(), f"“{article}” before {word}", mended)
    for match in _MISSING_THE.finditer(text):
        if not text.startswith(("one of few", "one of first"), match.start()) or "first" in match.group():
            yield Fault(*match.span(), "the article is missing")
    for match in _COUNTRIES.finditer(text):
        yield Fault(*match.span(), f"“the” is missing before {match.group(1)}")


def _right(word: str) -> str | None:
    """The article that belongs before a word; None: it depends on how one says it."""
    if word[0].isdigit():
        return _right_number(re.split(r"[,.]", word)[0])
    if len(word) > 1 and word.isupper():
        return _right_letters(word)
    if word.casefold() in _NOT_WORDS or len(word) == 1 or any(one.isupper() for one in word[1:]):
        return None
    return _right_sound(word)


def _right_number(digits: str) -> str | None:
    if digits.startswith("8") or digits in ("11", "18"):
        return "an"
    return "a" if digits[0] in "2345679" else None


def _right_sound(word: str) -> str | None:
    if word[0] in "aeiou" or (word[0] in "AEIO" and len(word) > 3):
        return "a" if _YOO.match(word) else "an"
    if word[0].casefold() == "h":
        return "an" if _MUTE.match(word) else None if _OLD.match(word) else "a"
    return "a" if word[0] in "bcdfgjklmnpqrstvwz" else None


def _right_letters(word: str) -> str | None:
    if len(word) > 4 or word in ("ONE", "EURO"):
        return None
    if word[0] in "BCDGJKPQTVWYZ":
        return "a"
    return "an" if word[0] in "AEIO" else None

"""The words that past issues are read by: headings, labels and marks of language, in many languages."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_WORDS = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
_AROUND = " \t\u3000*_=~#-–—·•|:：.。[]【】()（）《》<>«»「」“”\"'"


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def folded(text: str) -> str:
    """A line as the lists hold it: case folded, without the marks around it, typographic apostrophes plain."""
    return " ".join(text.strip(_AROUND).replace("’", "'").casefold().split())


INTRODUCTION = frozenset(_WORDS["introduction"])
SECTION = frozenset(_WORDS["section"])
CLOSING = frozenset(_WORDS["closing"])
CLOSING_PHRASES: tuple[str, ...] = tuple(_WORDS["closing_phrases"])
MAILING = frozenset(_WORDS["mailing"])
MAILING_PHRASES: tuple[str, ...] = tuple(_WORDS["mailing_phrases"])
NOTES = frozenset(_WORDS["notes"])
RELATED = frozenset(_WORDS["related"])
LINK = frozenset(_WORDS["link"])
LANGUAGES: dict[str, str] = {word: code for code, words in _WORDS["languages"].items() for word in words}

SOURCE_LABEL = re.compile(rf"(?:{_alternatives(_WORDS['source'])})\s*[:：]\s*", re.I)
AUTHOR_LABEL = re.compile(
    rf"(?:(?:{_alternatives([word for word in _WORDS['author'] if not word.isascii()])})\s*[:：]"
    rf"|(?:{_alternatives([word for word in _WORDS['author'] if word.isascii()])})\b\s*[:：]?)\s*",
    re.I,
)
DATE_LABEL = re.compile(
    rf"(?:(?:{_alternatives([word for word in _WORDS['date'] if not word.isascii()])})\s*[:：]?"
    rf"|(?:{_alternatives([word for word in _WORDS['date'] if word.isascii()])})\b\s*[:：]?)\s*",
    re.I,
)
LINK_LABEL = re.compile(rf"(?:{_alternatives(_WORDS['link'])})\s*(?:[:：>→»]+|(?=\W*https?:))\s*", re.I)
_LANGUAGE_MARK = re.compile(
    rf"[(（\[【]\s*(?:in\s+|仅|原文为?)?({_alternatives(list(LANGUAGES))})(?:\s+only|版|原文|网页)?\s*[)）\]】]", re.I
)


def language_mark(text: str) -> tuple[str | None, str]:
    """The language that a mark such as （英文） or (in Chinese) names, and the text without it; None: no mark."""
    found = _LANGUAGE_MARK.search(text)
    if found is None:
        return None, text
    rest = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    return LANGUAGES["".join(found.group(1)).casefold()], rest

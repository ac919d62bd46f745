"""The quotations of a text with their speakers: who says what, in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.record.quote_cast import Cast
from dateline.record.quote_chinese import ChineseSpeakers
from dateline.record.quote_marks import Quotation, find_quotations
from dateline.record.quote_phrases import Speaker
from dateline.record.quote_words import SPACED, words_of
from dateline.record.speakers import Speakers
from dateline.records import Name, Quote
from dateline.tokens import count_words

_HAN = re.compile("[\u3400-\u9fff]")
_SPEECH_WORDS = 5  # a quotation of so many words is speech, a shorter one may be a term
_SPOKEN_END = tuple(",.!?，。！？…")


def find_quotes(text: str, language: str | None, names: Sequence[Name] = ()) -> tuple[Quote, ...]:
    """The direct quotations and quoted terms of a text, in order, each with its speaker where the text tells one.

    `names` give full names and kinds; without them sequences of capitals and Chinese surnames stand in.
    """
    quotations = find_quotations(text)
    if not quotations:
        return ()
    finder = _finder(text, language, quotations, names)
    found: list[Quote] = []
    joined = False
    for index, one in enumerate(quotations):
        words = text[one.parts[0].start : one.parts[-1].end]
        speaker = finder.speaker(index, speech=_is_speech(words))
        continued = index + 1 < len(quotations) and finder.joins(index)
        if speaker and not continued and _is_name(words) and not _said_beside(text, one):
            speaker = None  # the name of a thing between marks, within what somebody says of it
        if joined:
            found[-1] = _join(text, found[-1], one)
        else:
            found.append(_quote(text, one, speaker))
        joined = continued
    return tuple(found)


def _finder(
    text: str, language: str | None, quotations: Sequence[Quotation], names: Sequence[Name]
) -> Speakers | ChineseSpeakers:
    chinese = language in ("zh", "ja") or (
        language not in SPACED and len(_HAN.findall(text[:2000])) * 4 > len(text[:2000])
    )
    if chinese:
        return ChineseSpeakers(text, quotations, names)
    words = words_of(language)
    return Speakers(text, quotations, Cast(text, names, words, german=language == "de"), words)


def _is_speech(words: str) -> bool:
    """Whether a quotation is what somebody says, rather than a term of theirs."""
    if count_words(words) >= _SPEECH_WORDS:
        return True
    return words.endswith(_SPOKEN_END) and count_words(words) >= 1 and (words[:1].isupper() or bool(_HAN.match(words)))


def _is_name(words: str) -> bool:
    """Whether the quoted words are the name of a thing: capitals throughout, or figures."""
    parts = words.strip(",.").split()
    if not parts or len(parts) > 5 or words.endswith(("!", "?", "。")) or (words.endswith(".") and len(parts) < 3):
        return False
    small = frozenset("a an and at de der des die du et for in la le of on the to und y".split())
    return all(part[0].isupper() or not part[0].isalpha() or part in small for part in parts) and not _HAN.match(words)


def _said_beside(text: str, one: Quotation) -> bool:
    """Whether the marks around a short quotation are those of speech: a comma or colon before, or one inside."""
    before = text[max(0, one.start - 3) : one.start].rstrip()
    return before.endswith((",", ":", "：", "，")) or text[one.parts[-1].end - 1] in ",.!?"


def _quote(text: str, one: Quotation, speaker: Speaker | None) -> Quote:
    return Quote(
        text=_words(text, one),
        start=one.start,
        end=one.end,
        speaker=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        parts=tuple(one.parts),
    )


def _words(text: str, one: Quotation) -> str:
    return " … ".join(text[part.start : part.end] for part in one.parts)


def _join(text: str, first: Quote, second: Quotation) -> Quote:
    """One quotation of two that only the words of attribution part."""
    return Quote(
        text=f"{first.text} … {_words(text, second)}",
        start=first.start,
        end=second.end,
        speaker=first.speaker,
        role=first.role,
        parts=(*first.parts, *second.parts),
    )

"""German numbers written as one word: dreihundertzwölftausend."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from dateline.record.figure_words import Vocabulary


def compound(word: str, words: Vocabulary) -> float | None:
    """The value of a number written as one word: dreihundertzwölftausend."""
    return _compound(word, _roots(words.language, tuple(words.numbers.items())))


@lru_cache(maxsize=4)
def _roots(_language: str, numbers: tuple[tuple[str, float], ...]) -> Callable[[str], float | None]:
    small = dict(numbers)
    units = "|".join(sorted((w for w, v in small.items() if 0 < v < 10), key=len, reverse=True))
    tens = "|".join(sorted((w for w, v in small.items() if 20 <= v < 100), key=len, reverse=True))
    plain = "|".join(sorted(small, key=len, reverse=True))
    below = rf"(?:(?P<u{{0}}>{units})und(?P<t{{0}}>{tens})|(?P<p{{0}}>{plain}))"
    hundreds = rf"(?:(?P<hm{{0}}>{units})?(?P<h{{0}}>hundert)(?:und)?)?(?:{below})?"
    thousands = hundreds.format(1)
    pattern = re.compile(rf"(?:(?P<th>{thousands})(?P<k>tausend)(?:und)?)?{hundreds.format(2)}")

    def value(word: str) -> float | None:
        match = pattern.fullmatch(word)
        if match is None or not word:
            return None
        total = 0.0
        for level, factor in ((1, 1000), (2, 1)):
            part = 0.0
            if match[f"h{level}"]:
                part += 100 * small.get(match[f"hm{level}"] or "", 1)
            if match[f"u{level}"]:
                part += small[match[f"u{level}"]] + small[match[f"t{level}"]]
            if match[f"p{level}"]:
                part += small[match[f"p{level}"]]
            total += (part or (1.0 if level == 1 and match["k"] else 0.0)) * factor
        return total

    return value


@lru_cache(maxsize=8192)
def _compound(word: str, value: Callable[[str], float | None]) -> float | None:
    return value(word) if len(word) < 120 else None

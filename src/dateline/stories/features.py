"""What the lexical channel sees of a report: hashed words and character n-grams of its beginning, and its kind."""

from __future__ import annotations

import math
import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dateline.scripts import simplified
from dateline.stories.capitals import names_in
from dateline.tokens import count_words, is_unspaced, tokens

Ids = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]

SPACE = 1 << 20  # hash buckets: words in the lower half, character n-grams in the upper
_HALF = SPACE >> 1
LEAD_WORDS = 160  # news says what happened first; more words lower the agreement of reports of one event
_LEAD_CHARACTERS = LEAD_WORDS * 16
_LEAD = 120  # words: below them, reports of one event share fewer
_LONG = 3000  # characters: no lead has more
_GRAMS = (3, 4, 5)
_MOST = 4 * LEAD_WORDS * 40  # more often than a term can occur in what is read
_DAMPED = np.array([1.0, *(1 + math.log(count) for count in range(1, _MOST + 1))])
_NAME_WEIGHT = 3.5  # who and where tell events of one sort apart better than what
_FIGURE = re.compile(r"\b(?=[A-Za-z]{0,20}[-.]?\d)[A-Za-z0-9]{1,30}(?:[-.,][A-Za-z0-9]*\d[A-Za-z0-9]*)+")
_CLOSING = re.compile(r"[.!?…。！？][\"'”’»)\]」』）】]*$")


class Kind(StrEnum):
    """How much of a report there is; thresholds belong to it."""

    HEADLINE = "headline"
    LEAD = "lead"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct hashed terms in ascending order with their damped frequencies: 1 + ln(count)."""

    ids: Ids
    weights: Weights

    @property
    def words(self) -> int:
        """How many of the terms are words; they come before the n-grams."""
        return int(np.searchsorted(self.ids, _HALF))


def kind_of(title: str, text: str) -> Kind:
    """Headline: no text but a title, or one short line that ends in no stop; lead: up to 120 words; else whole."""
    title, text = title.strip(), text.strip()
    if not text or text == title:
        return Kind.HEADLINE
    if not title and len(text) <= 200 and "\n" not in text and not _CLOSING.search(text) and count_words(text) <= 20:
        return Kind.HEADLINE
    return Kind.LEAD if len(text) <= _LONG and count_words(text) + count_words(title) <= _LEAD else Kind.WHOLE


def terms(title: str, text: str) -> Terms:
    """The terms of a report's title and first 160 words (two characters of an unspaced script count as one word)."""
    title, text = simplified(title[:_LEAD_CHARACTERS]), simplified(text[:_LEAD_CHARACTERS])
    beginning = f"{title}\n{text}"
    found, room = [], float(LEAD_WORDS)
    for word in tokens(beginning):
        hashed, length = _hashed(word)
        room -= length
        if room < 0:
            break
        found.append(hashed)
    figures = [term_id(figure.casefold()) for figure in _FIGURE.findall(beginning)]
    every = np.concatenate((np.frombuffer(b"".join(found), dtype=np.int32), np.array(figures, dtype=np.int32)))
    ids, counts = np.unique(every.astype(np.int64), return_counts=True)
    weights = _DAMPED[counts]
    names = np.array(sorted(_names(title, text).union(figures)), dtype=np.int64)
    weights[_among(ids, names)] *= _NAME_WEIGHT
    return Terms(ids, weights.astype(np.float32))


def _among(ids: Ids, some: Ids) -> npt.NDArray[np.intp]:
    """Where those of `some` that are in `ids` stand; both ascend."""
    at = np.searchsorted(ids, some)
    at = at[at < len(ids)]
    found: npt.NDArray[np.intp] = at[ids[at] == some[: len(at)]]
    return found


def _names(title: str, text: str) -> set[int]:
    return {term_id(word) for word in tokens(" ".join(names_in(title, text)))}


@lru_cache(maxsize=1 << 16)
def _hashed(word: str) -> tuple[bytes, float]:
    """The ids of a word and its character n-grams as int32, and its length in words.

    An n-gram of a word has its ends marked; a bigram of an unspaced script is its own n-gram.
    """
    if is_unspaced(word):
        grams, length = [word], 0.5
    else:
        marked = f" {word[:40]} "
        grams, length = [marked[at : at + size] for size in _GRAMS for at in range(len(marked) - size + 1)], 1.0
    return np.array([term_id(word), *(_HALF + term_id(gram) for gram in grams)], dtype=np.int32).tobytes(), length


def term_id(term: str) -> int:
    """The id of a word as `Terms` has it: the same bucket in every process, unlike Python's own hash."""
    return zlib.crc32(term.encode("utf-8", "surrogatepass")) % _HALF

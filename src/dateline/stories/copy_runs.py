"""The runs of five tokens that a text is compared by, and the sample of them that finds it again."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from dateline.agencies import stripped
from dateline.stories.copy_index import Keys
from dateline.stories.copy_spelling import one_script, one_spelling
from dateline.tokens import tokens

Shingles = npt.NDArray[np.uint64]

WIDTH = 5  # tokens in a run: independent reports share names and short quotations, seldom five tokens in a row
_READ = 400_000  # characters; nobody reprints more
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)  # the lowest bit of a run: it stands in a quotation
_KEY = np.uint64(0xFFFFFFFF)
_LEAST, _MOST, _SHARE = 64, 4096, 16  # runs in a sample: one in sixteen, within these bounds
_LEAD = 16  # runs of the beginning are sampled too: a short extract has them
_ALL = (1 << 63) - 1
_HEAD = struct.Struct("<IIQ")
_QUOTATION = re.compile(
    r"“[^“”\n]{20,}[”\n]|„[^„“”\n]{20,}[“”\n]|«[^«»\n]{20,}[»\n]|「[^「」\n]{10,}[」\n]|(?<!\w)\"[^\"\n]{20,}[\"\n]"
    r"|``[^`\n]{20,}?(?:''|``|\n)"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """Of an article's runs, those it can be found by."""

    number: int  # of the article, in order of placing
    size: int  # runs of the whole text
    top: int  # every run of the text up to this value is in the sample
    keys: Keys  # the runs to 32 bits, ascending
    lowest: Shingles  # the runs up to `top`, ascending; empty in a sample that was read from bytes

    def comparable(self, other_size: int, other_top: int) -> int:
        """How many of the shorter text's runs both samples would hold if the longer text had them all."""
        top = min(self.top, other_top)
        if self.size <= other_size:
            return int(np.searchsorted(self.lowest, np.uint64(top), side="right"))
        return int(other_size * (top / _ALL))

    def to_bytes(self) -> bytes:
        """What `from_bytes` reads, in 16 bytes and four for each run."""
        return _HEAD.pack(self.number, self.size, self.top) + self.keys.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Sample:
        """The sample, without the values of its lowest runs."""
        number, size, top = _HEAD.unpack_from(kept)
        keys = np.frombuffer(kept, dtype="<u4", offset=_HEAD.size).astype(np.uint32)
        return cls(number, size, top, keys, np.empty(0, dtype=np.uint64))


def shingles(text: str) -> Shingles:
    """A text's distinct runs of five tokens, hashed, in order; the lowest bit tells those in quotations.

    Agency lines are left out, and spellings and Chinese scripts made alike. Empty for a text with fewer tokens.
    """
    words, is_quoted = _words(one_script(stripped(text[:_READ])))
    if len(words) < WIDTH:
        return np.empty(0, dtype=np.uint64)
    (hashed,) = RMinHash.hash_token_sets([words])
    values = np.array(hashed, dtype=np.uint64)
    runs = np.zeros(len(values) - WIDTH + 1, dtype=np.uint64)
    for at in range(WIDTH):
        runs = (runs ^ (runs >> np.uint64(29))) * _PRIME + values[at : at + len(runs)]
    runs = (runs ^ (runs >> np.uint64(32))) >> _ONE
    first = np.sort(np.unique(runs, return_index=True)[1])
    middle = np.array(is_quoted, dtype=np.uint64)[first + WIDTH // 2]
    marked: Shingles = (runs[first] << _ONE) | middle
    return marked


def sampled(runs: Shingles, number: int) -> Sample:
    """The sample of a text: its lowest runs, the same ones in each text that has them, and those of its beginning."""
    values = runs >> _ONE
    count = min(len(values), max(_LEAST, min(_MOST, len(values) // _SHARE)))
    if count == len(values):
        lowest, top = np.sort(values), _ALL
    else:
        lowest = np.sort(np.partition(values, count)[:count])
        top = int(lowest[-1])
    keys = np.unique((np.concatenate((lowest, values[:_LEAD])) & _KEY).astype(np.uint32))
    return Sample(number, len(values), top, keys, lowest)


def containment(small: Shingles, large: Shingles) -> float:
    """The share of some runs that others have, in quotations or not, 0…1; both ascend."""
    if not len(small) or not len(large):
        return 0.0
    few, many = small >> _ONE, large >> _ONE
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return float(np.count_nonzero(many[at] == few) / len(few))


def unquoted(runs: Shingles) -> Shingles:
    """The runs that stand in no quotation."""
    return runs[(runs & _ONE) == 0]


def _words(text: str) -> tuple[list[str], list[bool]]:
    """The tokens as they are compared, and which of them stand in quotations."""
    words: list[str] = []
    is_quoted: list[bool] = []
    end = 0
    for match in _QUOTATION.finditer(text):
        _add(words, is_quoted, text[end : match.start()], False)
        _add(words, is_quoted, match.group(), True)
        end = match.end()
    _add(words, is_quoted, text[end:], False)
    return words, is_quoted


def _add(words: list[str], is_quoted: list[bool], part: str, quoted: bool) -> None:
    found = one_spelling(tokens(part))
    words += found
    is_quoted += [quoted] * len(found)

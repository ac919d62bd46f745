"""The runs of five tokens that a text is compared by, and the sample of them that finds it again."""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from dateline.agencies import stripped
from dateline.stories.copy_index import Keys
from dateline.stories.copy_spelling import one_script, spelling

Shingles = npt.NDArray[np.uint64]

WIDTH = 5  # tokens in a run: independent reports share names and short quotations, seldom five tokens in a row
_READ = 400_000  # characters; nobody reprints more
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)  # the lowest bit of a run: it stands in a quotation
_KEY = np.uint64(0xFFFFFFFF)
_LEAST, _MOST, _SHARE = 40, 4096, 16  # runs in a sample: one in sixteen, within these bounds
_LEAD = 12  # runs of the beginning are sampled too: a short extract has them
_ALL = (1 << 63) - 1
_HEAD = struct.Struct("<IIQI")
_SPACED = re.compile(r"[\0-\u0dff\u1e00-\u2e7f]*")  # no script that is written without spaces
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")  # Han, kana
_LETTER = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer: no spaces either
_SIGNS, _LETTERS = 3, 16  # in a piece
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_UNSPACED = f"{_SIGN.pattern[1:-1]}{_LETTER.pattern[1:-1]}"
_RUN = re.compile(rf"{_SIGN.pattern}+|{_LETTER.pattern}+|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)?")
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
    count: int  # runs in the sample
    keys: Keys  # the runs to 32 bits, ascending; in an index, those of them that are noted for this article
    lowest: Shingles  # the runs up to `top`, ascending; empty in a sample that was read from bytes

    def comparable(self, other_size: int, other_top: int) -> int:
        """How many of the shorter text's runs both samples would hold if the longer text had them all."""
        if self.size > other_size:
            return int(other_size * (min(self.top, other_top) / _ALL))
        if other_top >= self.top:
            return len(self.lowest)
        return int(self.lowest.searchsorted(np.uint64(other_top), side="right"))

    def to_bytes(self) -> bytes:
        """What `from_bytes` reads, in 20 bytes and four for each run."""
        return _HEAD.pack(self.number, self.size, self.top, self.count) + self.keys.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Sample:
        """The sample, without the values of its lowest runs."""
        number, size, top, count = _HEAD.unpack_from(kept)
        keys = np.frombuffer(kept, dtype="<u4", offset=_HEAD.size).astype(np.uint32)
        return cls(number, size, top, count, keys, np.empty(0, dtype=np.uint64))


def shingles(text: str) -> Shingles:
    """A text's distinct runs of five tokens, hashed, in order; the lowest bit tells those in quotations.

    Agency lines are left out, and spellings and Chinese scripts made alike. Empty for a text with fewer tokens.
    """
    words, is_quoted = _words(one_script(stripped(text[:_READ])))
    if len(words) < WIDTH:
        return np.empty(0, dtype=np.uint64)
    values = np.frombuffer(b"".join(words), dtype="<u8").astype(np.uint64)
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
    return Sample(number, len(values), top, len(keys), keys, lowest)


def containment(small: Shingles, large: Shingles) -> float:
    """The share of some runs that others have, in quotations or not, 0…1; both ascend."""
    if not len(small) or not len(large):
        return 0.0
    few, many = small >> _ONE, large >> _ONE
    at = many.searchsorted(few)
    at[at == len(many)] = 0
    return int(np.count_nonzero(many[at] == few)) / len(few)


def unquoted(runs: Shingles) -> Shingles:
    """The runs that stand in no quotation."""
    kept: Shingles = runs[(runs & _ONE) == 0]
    return kept


def _words(text: str) -> tuple[list[bytes], list[bool]]:
    """The hashes of the words as they are compared, and which of them stand in quotations."""
    words: list[bytes] = []
    is_quoted: list[bool] = []
    end = 0
    for match in _QUOTATION.finditer(text):
        words += map(_hashed, _tokens(text[end : match.start()]))
        is_quoted += [False] * (len(words) - len(is_quoted))
        words += map(_hashed, _tokens(match.group()))
        is_quoted += [True] * (len(words) - len(is_quoted))
        end = match.end()
    words += map(_hashed, _tokens(text[end:]))
    return words, is_quoted + [False] * (len(words) - len(is_quoted))


def _tokens(text: str) -> list[str]:
    """Words; of scripts without spaces overlapping pieces, so long that five of them are as much text as five words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _SPACED.fullmatch(folded):
        return _WORD.findall(folded)
    found: list[str] = []
    for run in _RUN.findall(folded):
        size = _SIGNS if _SIGN.match(run) else _LETTERS if _LETTER.match(run) else len(run)
        found += [run[at : at + size] for at in range(max(1, len(run) - size + 1))]
    return found


@lru_cache(maxsize=1 << 16)
def _hashed(word: str) -> bytes:
    return blake2b(spelling(word).encode("utf-8", "surrogatepass"), digest_size=8).digest()

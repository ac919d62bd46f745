"""Words of any script: what grouping, ranking and extracting count.

Scripts without spaces (Chinese, Japanese, Thai …) give overlapping bigrams; all others the runs of letters and digits.
"""

from __future__ import annotations

import re
import unicodedata

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)?")
_UNSPACED_CHARACTER = re.compile(rf"[{_UNSPACED}]")


def is_unspaced(text: str) -> bool:
    """Whether the text begins with a character of a script that is written without spaces."""
    return bool(_UNSPACED_CHARACTER.match(text))


def tokens(text: str) -> list[str]:
    """Case-folded words, and bigrams of unspaced runs (a run of one character gives itself), in order."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if is_unspaced(run):
            found += [run[at : at + 2] for at in range(len(run) - 1)] or [run]
        else:
            found.append(run)
    return found


def count_words(text: str) -> int:
    """The length of a text in words; two characters of an unspaced script count as one word, rounded up."""
    unspaced = len(_UNSPACED_CHARACTER.findall(text))
    return (unspaced + 1) // 2 + sum(not is_unspaced(run) for run in _RUN.findall(text))

"""Words of any script: what grouping, ranking and extracting count, and what search compares.

Scripts without spaces (Chinese, Japanese, Thai …) give overlapping bigrams; all others the runs of letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)?")
_UNSPACED_CHARACTER = re.compile(rf"[{_UNSPACED}]")
# A letter or digit of a script that is written with spaces: a term does not begin or end beside one.
_SPACED = r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_BEFORE, _AFTER = f"(?<!{_SPACED})", f"(?!{_SPACED})"  # once a pattern: compiling them is what takes time


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


def term_pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many terms.

    A term matches whole words, as a prefix when it ends in a star, and anywhere when it begins with a character of a
    script without spaces. Latin terms match beside such characters too (“AI大模型”). No term matches nothing.
    """
    kept = sorted({term.strip() for term in terms if term.strip("* ")}, key=lambda term: (-len(term), term))
    unspaced = [_spelt(term) for term in kept if is_unspaced(term)]
    whole = [_spelt(term) for term in kept if not is_unspaced(term) and not term.endswith("*")]
    begun = [_spelt(term) for term in kept if not is_unspaced(term) and term.endswith("*")]
    latin = [f"(?:{'|'.join(whole)}){_AFTER}"] * bool(whole) + [f"(?:{'|'.join(begun)})"] * bool(begun)
    parts = [f"{_BEFORE}(?:{'|'.join(latin)})"] * bool(latin) + unspaced
    return re.compile("|".join(parts) or r"(?!)", re.I)


def _spelt(term: str) -> str:
    return r"\s+".join(re.escape(word) for word in term.removesuffix("*").split())


class Word(NamedTuple):
    """A word as search compares it, with its place."""

    key: str
    start: int  # code points
    end: int  # exclusive


def search_words(text: str) -> Iterator[Word]:
    """The words that search compares, in order: folded, without accents, plurals of English as their singular.

    An unspaced run gives its bigrams and its last character, so that a single character is the beginning of some word
    wherever it stands. Index, query and snippet all read their texts here. Give the text in NFC: a mark that stands
    apart from its letter ends a word.
    """
    for match in _PIECE.finditer(text):
        start, end, run = match.start(), match.end(), match.group()
        if is_unspaced(run):
            folded = run if len(run) == 1 else _same_length(run)
            for at in range(start, end):
                yield Word(folded[at - start : at - start + 2], at, min(at + 2, end))
        elif run[0] not in "'’" and (key := search_key(run)):
            yield Word(key, start, end)


@lru_cache(maxsize=100_000)
def search_key(word: str) -> str:
    """What search compares of one word; an acronym that is also a common word keeps apart from it."""
    plain = folded_word(word)
    return plain + _ACRONYM if plain in _ACRONYMS and word.isupper() else _singular(plain)


def folded_word(word: str) -> str:
    """A word without case, width and accents."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    if not folded.isascii() and not is_unspaced(folded):
        marked = unicodedata.normalize("NFD", folded)
        folded = unicodedata.normalize("NFC", "".join(one for one in marked if not unicodedata.combining(one)))
    return folded if folded.isalnum() else "".join(one for one in folded if one.isalnum())


def _singular(word: str) -> str:
    """The singular of an English plural by its ending; other words as they are."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui" or word in _NO_PLURALS:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-1] if word in _IE else word[:-3] + "y"
    is_long = len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")) and word not in _E
    return word[:-2] if is_long else word[:-1]


def _same_length(run: str) -> str:
    folded = unicodedata.normalize("NFKC", run)
    return folded if len(folded) == len(run) else run


_PIECE = re.compile(rf"[{_UNSPACED}]+|(?<=\w)['’][sS](?![^\W_])|[^\W_{_UNSPACED}]+")  # the 's is read and dropped
_ACRONYM = "\ue001"  # for private use: nobody types it
_ACRONYMS = frozenset("us it who un mit led aids".split())
_NO_PLURALS = frozenset("news series species always perhaps chaos texas christmas whereas overseas besides".split())
_IE = frozenset(
    "movies cookies zombies rookies calories selfies hoodies veggies foodies smoothies brownies genies prairies "
    "junkies hippies newbies indies freebies techies goalies".split()
)
_E = frozenset("caches aches headaches niches axes avalanches moustaches porsches shoes canoes horseshoes".split())
_SINGULARS = dict(
    pair.split(":")
    for pair in (
        "buses:bus gases:gas viruses:virus bonuses:bonus campuses:campus statuses:status focuses:focus crises:crisis "
        "surpluses:surplus choruses:chorus prospectuses:prospectus censuses:census lenses:lens biases:bias "
        "atlases:atlas aliases:alias analyses:analysis quizzes:quiz menus:menu gurus:guru taxis:taxi gpus:gpu cpus:cpu "
        "npus:npu tpus:tpu apis:api evs:ev tvs:tv pcs:pc vcs:vc ads:ad"
    ).split()
)

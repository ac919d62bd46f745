"""How near two names or texts are: folded keys, edit distance, and the words that carry content."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dateline.proofs import Surroundings
from dateline.tokens import is_unspaced, tokens

_FUNCTION = frozenset(
    """
    a about above after again against all also although am among an and any are as at be because been before being
    between both but by can could did do does during each few for from further had has have he her here hers his how
    however i if in into is it its itself just may might more most much must my no nor not now of off on once one only
    or other our out over own per said same say says she should since so some such than that the their them then there
    these they this those though through to told too under until up upon us very was we were what when where whether
    which while who whom whose why will with within without would yet you your
    """.split()
)
_ARTICLE = re.compile(r"^the\s+|^《|》$", re.I)
_MARKS = re.compile(r"[\W_]+")


def content(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, folded; bigrams of scripts without spaces."""
    return _content(text)


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    plain = (word.removesuffix("'s").removesuffix("’s") for word in tokens(text))
    return frozenset(word for word in plain if word not in _FUNCTION and (len(word) > 1 or is_unspaced(word)))


def is_written_unspaced(text: str) -> bool:
    """Whether a text begins, for the most part, in a script without spaces between words."""
    letters = [one for one in text[:400] if one.isalpha()]
    return 2 * sum(map(is_unspaced, letters)) > len(letters)


def squeezed(name: str) -> str:
    """A name without case, spaces and marks: two spellings that differ in these only give one key."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name).casefold())


def plain_outlet(name: str, around: Surroundings | None = None) -> str:
    """The key of an outlet's name; with `around`, of the outlet that has it as an alias."""
    key = squeezed(_ARTICLE.sub("", name.strip()))
    for outlet in around.outlets.values() if around else ():
        if key in {squeezed(_ARTICLE.sub("", one)) for one in (outlet.name, *outlet.aliases)}:
            return squeezed(_ARTICLE.sub("", outlet.name))
    return key


def distance(first: str, second: str, most: int = 2) -> int:
    """Letters to add, drop, change or swap with their neighbour to make one word of the other; over `most`: more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before, row = list[int](), list(range(len(second) + 1))
    for i, one in enumerate(first, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != other))
            if i > 1 and j > 1 and one == second[j - 2] and first[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]

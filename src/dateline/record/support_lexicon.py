"""What the support check knows of words: base forms, how common they are, which mean the same, more or the opposite.

English comes from WordNet 3.1 and word vectors (data/support/ABOUT.md), other languages from the lists of words.toml.
"""

from __future__ import annotations

import gzip
import json
import math
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]
_DIMENSIONS = 64
_SUFFIXES = {
    "n": (
        ("s", ""),
        ("ses", "s"),
        ("xes", "x"),
        ("zes", "z"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("men", "man"),
        ("ies", "y"),
    ),
    "v": (
        ("s", ""),
        ("ies", "y"),
        ("es", "e"),
        ("es", ""),
        ("ied", "y"),
        ("ed", "e"),
        ("ed", ""),
        ("ing", "e"),
        ("ing", ""),
    ),
    "a": (("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")),
}
_REGULAR = (("ies", "y"), ("ers", "er"), ("ors", "or"), ("izes", "ize"), ("ized", "ize"), ("izing", "ize"))
_LEVELS = 4  # steps up in WordNet within which a wider word stands for a narrower one
_VERB_PREFIXES = ("over", "under", "out", "re", "fore", "mis", "up", "with")
_PREFIXES = ("un", "in", "im", "non", "dis", "ir", "il")
_NONE: frozenset[int] = frozenset()
SAME, GENERAL, NEAR, OPPOSITE, SPECIAL, SISTER, OTHER = (
    "same",
    "general",
    "near",
    "opposite",
    "special",
    "sister",
    "other",
)


class Lexicon:
    """Base forms, weights and relations of words."""

    def __init__(self, words: dict[str, Any], lists: dict[str, Any], vectors: Vector) -> None:
        """`words` as tools/support_lexicon.py builds it, `lists` our own words.toml, `vectors` by rank in `common`."""
        self._synsets: list[tuple[str, list[str], list[int], list[int]]] = words["synsets"]
        self._rank = {word: rank for rank, word in enumerate(words["common"])}
        self._vectors = vectors
        self._senses: dict[str, list[int]] = {}
        for number, (_, members, _, _) in enumerate(self._synsets):
            for member in members:
                self._senses.setdefault(member, []).append(number)
        self._sense_sets = {word: frozenset(numbers) for word, numbers in self._senses.items()}
        self._wider: dict[str, frozenset[int]] = {}
        self._below: dict[int, list[int]] = {}
        for number, (_, _, up, _) in enumerate(self._synsets):
            for above in up:
                self._below.setdefault(above, []).append(number)
        function = frozenset(lists["function"].split())
        strong = [pair for pair in words["opposites"] if not function & {*pair}]
        self._opposites = _both_ways(strong + lists["opposites"])
        self._derived = _both_ways(words["derived"])
        self._synonyms = _groups(lists["synonyms"])
        self._function = function
        forms = {**lists["nations"], **lists["irregular"]}
        self._digits: dict[str, str] = lists["numbers"]
        self._irregular: dict[str, str] = {
            form: base for base, written in forms.items() for form in written.split() if form != "us"
        }
        self.cues = {name: frozenset(text.split()) for name, text in lists["cues"].items()}
        self.chinese: dict[str, Any] = lists["chinese"]
        self.classes = {word: name for name, members in lists["classes"].items() for word in members.split()}
        self.measures: dict[str, str] = {
            form: name for name, forms in lists["measures"].items() for form in forms.split()
        }
        self.directions: dict[str, str] = {
            word: name for name, members in lists["directions"].items() for word in members.split()
        }
        self.quantifiers: dict[str, int] = lists["quantifiers"]
        self._lemmas: dict[str, str] = {}
        self._related: dict[str, dict[str, str]] = {}

    def lemma(self, word: str) -> str:
        """The base form, case folded: "mice" and "mouse", "fell" and "fall" are one."""
        found = self._lemmas.get(word)
        if found is None:
            found = self._lemmas[word] = self._base(word.casefold().replace("’", "'"))
        return found

    def _base(self, word: str) -> str:
        if "." in word:
            return word.replace(".", "")
        found = self._digits.get(word) or self._irregular.get(word) or self._prefixed(word)
        if found or not word.isascii() or len(word) < 4 or word in self._function:
            return found or word
        return self._stripped(word) or word

    def _prefixed(self, word: str) -> str | None:
        """overtook as took, but for the commonest verbs, as "rehad" is none."""
        for prefix in _VERB_PREFIXES:
            if word.startswith(prefix) and self._irregular.get(word[len(prefix) :], "be") not in ("be", "have", "do"):
                return prefix + self._irregular[word[len(prefix) :]]
        return None

    def _stripped(self, word: str) -> str | None:
        for pos, rules in _SUFFIXES.items():
            for ending, instead in rules:
                if word.endswith(ending) and not word.endswith("ss"):
                    base = self._known(word[: len(word) - len(ending)] + instead, pos, ending)
                    if base:
                        return base
        for ending, instead in _REGULAR:
            if word.endswith(ending) and word[: -len(ending)] + instead in self._rank:
                return word[: -len(ending)] + instead
        return None

    def _known(self, base: str, pos: str, ending: str) -> str | None:
        if len(base) < 3:
            return None
        if base in self._opposites or any(self._synsets[number][0] == pos for number in self._senses.get(base, ())):
            return base
        doubled = ending in ("ed", "ing", "er", "est") and len(base) > 3 and base[-1] == base[-2]
        if doubled and base[:-1] in self._opposites:
            return base[:-1]
        if doubled and any(self._synsets[number][0] == pos for number in self._senses.get(base[:-1], ())):
            return base[:-1]
        return None

    def has_content(self, lemma: str) -> bool:
        """Whether a word carries meaning of its own."""
        return lemma not in self._function

    def weight(self, lemma: str) -> float:
        """How much a word tells, 0.2 (common) to 1 (rare or unknown), from its rank by frequency."""
        rank = self._rank.get(lemma)
        return 1.0 if rank is None else min(1.0, 0.2 + math.log10(rank + 10) / 5.75)

    def knows(self, lemma: str) -> bool:
        """Whether this is a common word of the language and not a name or number."""
        return lemma in self._senses

    def part(self, lemma: str) -> str:
        """n, v, a or r: the part of speech with the most senses; empty for a word that is not known."""
        parts = [self._synsets[number][0] for number in self._senses.get(lemma, ())]
        return max("vnar", key=parts.count) if parts else ""

    def may_be(self, lemma: str, part: str) -> bool:
        """Whether the word has a sense as this part of speech: n, v, a or r."""
        return any(self._synsets[number][0] == part for number in self._senses.get(lemma, ()))

    def vector(self, lemma: str) -> Vector | None:
        """Unit vector of a common word; None: it has none."""
        rank = self._rank.get(lemma)
        return None if rank is None or rank >= len(self._vectors) else self._vectors[rank]

    def related(self, lemma: str) -> dict[str, str]:
        """Words whose meaning stands in a relation to this one: the claim's word is `lemma`, the source's the key.

        general: the claim's word is the wider one (the source carries it); special: it is the narrower one.
        """
        found = self._related.get(lemma)
        if found is None:
            found = self._related[lemma] = self._relate(lemma)
        return found

    def _relate(self, lemma: str) -> dict[str, str]:
        found: dict[str, str] = {}
        senses = self._senses.get(lemma, [])
        for number in senses:
            self._around(number, found)
        for number in senses:
            found.update({word: SAME for word in self._synsets[number][1]})
        found.update({word: SAME for word in self._derived.get(lemma, ())})
        found.update({word: SAME for word in self._synonyms.get(lemma, ())})
        found.update({word: OPPOSITE for word in self._opposed(lemma, senses)})
        found.pop(lemma, None)
        return found

    def _around(self, number: int, found: dict[str, str]) -> None:
        """Words of the synsets beside one; verbs that share a wider word are nearer than nouns that do."""
        part, _, up, near = self._synsets[number]
        for above in up:
            for sister in self._below[above]:
                for word in self._synsets[sister][1]:
                    found.setdefault(word, NEAR if part == "v" else SISTER)
        for head in near:
            for other in self._synsets[head][3]:
                found.update(dict.fromkeys(self._synsets[other][1], NEAR))
        for head in near:
            found.update(dict.fromkeys(self._synsets[head][1], SAME))

    def senses(self, lemma: str) -> frozenset[int]:
        """The synsets of a word."""
        return self._sense_sets.get(lemma, _NONE)

    def wider(self, lemma: str) -> frozenset[int]:
        """The synsets above a word: a word of one of them says less than this one, and is carried by it."""
        found = self._wider.get(lemma)
        if found is None:
            level = above = {up for number in self._senses.get(lemma, ()) for up in self._synsets[number][2]}
            for _ in range(_LEVELS - 1):
                level = {up for number in level for up in self._synsets[number][2]}
                above = above | level
            found = self._wider[lemma] = frozenset(above)
        return found

    def _opposed(self, lemma: str, senses: list[int]) -> set[str]:
        """Opposites of a word, of an adjective also those of the word that it is a shade of."""
        found = set(self._opposites.get(lemma, ())) | {prefix + lemma for prefix in _PREFIXES}
        found |= {
            lemma[len(prefix) :] for prefix in _PREFIXES if lemma.startswith(prefix) and len(lemma) > len(prefix) + 3
        }
        for opposite in list(self._opposites.get(lemma, ())):
            found |= self._synonyms.get(opposite, set())
        for synonym in self._synonyms.get(lemma, ()):
            found |= self._opposites.get(synonym, set())
        found -= {lemma} | self._synonyms.get(lemma, set())
        for number in senses:
            part, _, _, near = self._synsets[number]
            for head in near if part == "a" else ():
                for member in self._synsets[head][1]:
                    found |= self._opposites.get(member, set())
        return found


def _both_ways(pairs: list[list[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _groups(lines: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in lines:
        members = line.split()
        for member in members:
            found.setdefault(member, set()).update(members)
    return found


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The shipped lexicon, read once a process."""
    folder = files("dateline.record") / "data" / "support"
    words = json.loads(gzip.decompress((folder / "words.json.gz").read_bytes()))
    lists = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    raw = np.frombuffer(gzip.decompress((folder / "vectors.bin.gz").read_bytes()), dtype=np.int8)
    vectors = raw.reshape(-1, _DIMENSIONS).astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)
    return Lexicon(words, lists, vectors)

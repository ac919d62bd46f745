"""Terms of the beat, found in texts of any script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from dateline.records import Beat, Topic, Watched
from dateline.tokens import is_unspaced

# A letter or digit of a script that is written with spaces: a term does not begin or end beside one.
_SPACED = r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_BEFORE, _AFTER = f"(?<!{_SPACED})", f"(?!{_SPACED})"  # once a pattern: compiling them is what takes time


def pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many terms.

    A term matches whole words, as a prefix when it ends in a star, and anywhere when it begins with a character of a
    script without spaces. Latin terms match beside such characters too (“AI大模型”). No term matches nothing.
    """
    kept = sorted({term.strip() for term in terms if term.strip("* ")}, key=lambda term: (-len(term), term))
    unspaced = [_words(term) for term in kept if is_unspaced(term)]
    whole = [_words(term) for term in kept if not is_unspaced(term) and not term.endswith("*")]
    begun = [_words(term) for term in kept if not is_unspaced(term) and term.endswith("*")]
    latin = [f"(?:{'|'.join(whole)}){_AFTER}"] * bool(whole) + [f"(?:{'|'.join(begun)})"] * bool(begun)
    parts = [f"{_BEFORE}(?:{'|'.join(latin)})"] * bool(latin) + unspaced
    return re.compile("|".join(parts) or r"(?!)", re.I)


def _words(term: str) -> str:
    return r"\s+".join(re.escape(word) for word in term.removesuffix("*").split())


class BeatTerms:
    """The terms of a beat, ready to be searched for."""

    def __init__(self, beat: Beat):
        self.beat = beat

    @cached_property
    def topics(self) -> tuple[tuple[Topic, re.Pattern[str]], ...]:
        """Each topic with its pattern."""
        return tuple((topic, pattern(topic.terms)) for topic in self.beat.topics)

    @cached_property
    def watched(self) -> tuple[tuple[Watched, re.Pattern[str]], ...]:
        """Each watched name with the pattern of its name and aliases."""
        return tuple((name, pattern((name.name, *name.aliases))) for name in self.beat.watch)

    @cached_property
    def excluded(self) -> re.Pattern[str]:
        """What takes a report off the beat."""
        return pattern(self.beat.exclude)

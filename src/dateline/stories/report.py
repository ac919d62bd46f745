"""A report as the stage takes it in, and as its channels see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from dateline.stories.background import Vector
from dateline.stories.features import Kind, Terms
from dateline.stories.traits import Traits
from dateline.tokens import is_unspaced, tokens


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article that is to be placed."""

    id: str
    title: str
    text: str
    published: datetime | None  # None: undated
    language: str  # ISO 639-1 (a region is passed over); und or empty: told by the script
    vector: npt.NDArray[np.floating]  # the embedder's, of `embedders.lead(title, text)`, not centred
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """An article as the channels see it."""

    id: str
    kind: Kind
    language: str
    published: datetime | None  # None: undated
    terms: Terms
    vector: Vector  # centred, of length 1
    traits: Traits


def language_of(named: str, text: str) -> str:
    """ISO 639-1 without a region; told by the script (zh or en) when it is not known."""
    code = named.replace("_", "-").split("-")[0].lower()
    if code and code != "und":
        return code
    found = tokens(text[:400])
    return "zh" if 2 * sum(map(is_unspaced, found)) > len(found) else "en"

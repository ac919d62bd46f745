"""How fast the readers are: CPU time on the same articles in one process, in turns, nothing left to load."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from peers.reader import Asked, Loaded, Peer

_TURN = 10  # articles a reader reads before the next one has its turn
_LONGEST = 60.0  # CPU seconds a reader may use up


@dataclass(slots=True)
class Pace:
    """What one reader has read of one language so far."""

    peer: Peer
    articles: int = 0
    seconds: float = 0.0  # CPU seconds, of all threads
    failures: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Articles a CPU second."""
        return self.articles / self.seconds if self.seconds else 0.0


def race(readers: Iterable[Loaded], texts: Sequence[str], language: str) -> list[Pace]:
    """Every reader of the language over all texts, in turns that begin with another reader each time."""
    runs = [(reader, Pace(reader.peer)) for reader in readers if language in reader.peer.languages]
    for turn, first in enumerate(range(0, len(texts), _TURN)):
        shift = turn % len(runs) if runs else 0
        for reader, pace in runs[shift:] + runs[:shift]:
            if pace.seconds < _LONGEST:
                _read(reader, pace, texts[first : first + _TURN], language)
    return [pace for _, pace in runs]


def _read(reader: Loaded, pace: Pace, texts: Sequence[str], language: str) -> None:
    gc.collect()
    started = time.process_time()
    for text in texts:
        try:
            reader.read(Asked(text, language))
        except Exception as error:  # counted and told, as in accuracy.answer
            pace.failures.append(f"{type(error).__name__}: {error}")
    pace.seconds += time.process_time() - started
    pace.articles += len(texts)

"""The exact model, asked only where the cheap channels are in doubt: it costs some twenty times as much as the fast."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from dateline.protocols import Embedder
from dateline.stories.background import Centres, Vector
from dateline.stories.live import Sample
from dateline.stories.settings import StorySettings, stored_means

_KEPT = 5000  # vectors remembered


class Exactly:
    """Compares the beginnings of reports by the exact model's vectors, centred by the mean of each language so far.

    The means move with the reports that it was asked about, each counted once when it came.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._centres = Centres(stored_means("exact"), StorySettings().stored_weight)
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self._newest = ""

    def to_bytes(self) -> bytes:
        """What a newsroom keeps of it between runs."""
        return self._centres.to_bytes()

    def load(self, data: bytes) -> None:
        """Take in what `to_bytes` gave."""
        self._centres.load(data)

    def cosine(self, report: Sample, story: Sequence[Sample]) -> float:
        """The cosine of a report that is being placed with the mean of those kept of a story."""
        if report.article != self._newest:
            self._centres.add(report.language, self._vector(report))
            self._newest = report.article
        one = self._centres.centred(report.language, self._vector(report))
        centre = np.sum([self._centres.centred(other.language, self._vector(other)) for other in story], axis=0)
        return float(np.dot(one, centre)) / max(float(np.linalg.norm(centre)), 1e-9)

    def _vector(self, sample: Sample) -> Vector:
        known = self._vectors.get(sample.article)
        if known is None:
            known = self._vectors[sample.article] = self._embedder.embed([sample.lead])[0]
            if len(self._vectors) > _KEPT:
                self._vectors.popitem(last=False)
        return known

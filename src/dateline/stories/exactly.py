"""The exact model, asked only where the cheap channels are in doubt: it costs some twenty times as much as the fast."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from dateline.protocols import Embedder
from dateline.stories.background import Vector
from dateline.stories.live import Sample
from dateline.stories.settings import stored_means

_KEPT = 5000  # vectors remembered


class Exactly:
    """Compares the beginnings of reports by the exact model's vectors, centred by the stored mean of each language."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._means = stored_means("exact")
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self.asked = 0  # how many texts were embedded

    def cosine(self, report: Sample, story: Sequence[Sample]) -> float:
        """The cosine of a report with the mean of those kept of a story."""
        centre = np.sum([self._vector(one) for one in story], axis=0)
        return float(np.dot(self._vector(report), centre)) / max(float(np.linalg.norm(centre)), 1e-9)

    def _vector(self, sample: Sample) -> Vector:
        known = self._vectors.get(sample.article)
        if known is None:
            known = self._vectors[sample.article] = self._embedded(sample)
            self.asked += 1
            if len(self._vectors) > _KEPT:
                self._vectors.popitem(last=False)
        return known

    def _embedded(self, sample: Sample) -> Vector:
        vector = self._embedder.embed([sample.lead])[0]
        default = np.mean([*self._means.values()], axis=0) if self._means else np.zeros_like(vector)
        centred = vector - self._means.get(sample.language, default)
        unit: Vector = (centred / max(float(np.linalg.norm(centred)), 1e-9)).astype(np.float32)
        return unit

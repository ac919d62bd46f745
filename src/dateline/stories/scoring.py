"""How well a report fits a story: the channels put together, what speaks for it, and what forbids it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.stories.report import Report
from dateline.stories.settings import Rule
from dateline.stories.siblings import are_siblings
from dateline.stories.traits import Traits


@dataclass(frozen=True, slots=True)
class Channels:
    """What the channels say of a report and a story."""

    dense: float  # cosine of the vectors
    lexical: float | None  # cosine of the terms; None: the story has no report in the report's language
    late: float  # from -1, within the story's days, to 1, a week away or more; 0: either is undated


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a report fits a story."""

    margin: float  # at least 0 is enough
    similarity: float
    channel: str  # what decided: lexical, dense, both
    veto: str = ""  # why it is refused however alike; empty: it is not
    parts: tuple[tuple[str, float], ...] = ()  # what was added up to the margin, by name


def fit(rule: Rule, report: Report, story: Traits, channels: Channels) -> Fit:
    """How well a report fits a story of these traits under the rule of its kind."""
    veto = "numbered siblings" if are_siblings(report.traits.numbers, story.numbers) else ""
    late = -rule.late * channels.late
    if channels.lexical is None:
        parts: tuple[tuple[str, float], ...] = (("dense", channels.dense), ("days", late), ("threshold", -rule.across))
        return Fit(sum(value for _, value in parts), channels.dense, "dense", veto, parts)
    words = rule.lexical * channels.lexical
    similarity = words + (1 - rule.lexical) * channels.dense
    strong = [name for name, value in (("lexical", channels.lexical), ("dense", channels.dense)) if value >= similarity]
    parts = (("lexical", words), ("dense", similarity - words), ("days", late), ("threshold", -rule.same))
    margin = sum(value for _, value in parts)
    return Fit(margin, similarity, "both" if len(strong) != 1 else strong[0], veto, parts)

"""A figure as it is read from tokens, before its period and modality are known."""

from __future__ import annotations

from dataclasses import dataclass

DURATIONS = frozenset(
    {"years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades", "centuries", "quarters"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure at tokens `first` to `end` (exclusive), before period and modality are known."""

    first: int
    end: int
    kind: str
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    counted: str | None = None
    hedge: str | None = None
    core: int = 0  # the token at which the number begins
    factor: float = 1.0  # of the unit: a cent is a hundredth
    scale: float = 1.0  # of the number: million


def scaled(value: float | None, factor: float) -> float | None:
    """A value times the factor of its unit (a cent is a hundredth), without the noise of binary fractions."""
    return value if value is None or factor == 1 else round(value * factor, 10)

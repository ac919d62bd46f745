"""quantulum3 with its classifier for ambiguous units."""

from __future__ import annotations

import logging
import warnings
from typing import Any

from quantulum3 import parser

from peers.reader import Asked, Row

logging.getLogger("quantulum3").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", module="quantulum3")


def read(asked: Asked) -> list[Row]:
    """The quantities of an English text."""
    return [_row(asked.text, quantity) for quantity in parser.parse(asked.text)]


def _row(text: str, quantity: Any) -> Row:
    start, end = quantity.span
    kind, unit = _unit(quantity.unit)
    value, spread = quantity.value, quantity.uncertainty
    low, high = (value - spread, value + spread) if spread else (None, None)
    return {
        "text": text[start:end],
        "start": start,
        "end": end,
        "kind": kind,
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "hedge": None,
        "period": None,
        "modality": "stated",
    }


def _unit(unit: Any) -> tuple[str, str | None]:
    """The contract's kind and unit for a unit of quantulum3."""
    if unit.name in ("percentage", "percent"):
        return "percent", "percent"
    if unit.entity.name == "currency":
        return "money", unit.currency_code or unit.name
    if unit.name == "dimensionless":
        return "number", None
    return "measure", unit.name

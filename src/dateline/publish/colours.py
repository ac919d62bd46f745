"""The colours of an edition, kept readable: contrast as WCAG 2.2 has it (section 1.4.3), 4.5 to 1 for all text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ENOUGH = 4.5
_STEPS = 40  # of mixing, until there is enough contrast
_LIGHT_SHARE = 0.14  # of the edition's background in a box on dark paper


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one ground, as #rrggbb."""

    paper: str
    ink: str
    quiet: str
    accent: str  # of text: headings, links
    stripe: str  # of rules, which need no contrast of text
    tint: str  # of boxes


LIGHT = Scheme("#fdfcf9", "#1d1b19", "#5c574f", "#7d1d2c", "#7d1d2c", "#f5f0e7")
DARK = Scheme("#161514", "#e8e4dc", "#aba498", "#eda2a6", "#eda2a6", "#201d1b")
PAPER = Scheme("#ffffff", "#000000", "#5c574f", "#7d1d2c", "#7d1d2c", "#f7f3ec")  # of the PDF


def is_colour(text: str) -> bool:
    """Whether a text is a colour as an edition writes it: #rrggbb."""
    return bool(_COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def scheme(base: Scheme, accent: str, background: str) -> Scheme:
    """The ground with the edition's colours; one that is no colour, or that text cannot be read on, stays the ground's.

    An accent that is too pale for text on light ground is used for rules only; on dark ground it is made lighter.
    """
    dark = _luminance(base.paper) < 0.5
    tint = _tint(base, background) if is_colour(background) else base.tint
    if not is_colour(accent):
        return Scheme(base.paper, base.ink, base.quiet, _legible(base.accent, base, tint), base.stripe, tint)
    wanted = _lighter(accent, base.paper, tint) if dark else accent
    text = wanted if min(contrast(wanted, base.paper), contrast(wanted, tint)) >= _ENOUGH else base.ink
    return Scheme(base.paper, base.ink, base.quiet, text, wanted, tint)


def _legible(colour: str, base: Scheme, tint: str) -> str:
    return colour if contrast(colour, tint) >= _ENOUGH else base.ink


def _tint(base: Scheme, background: str) -> str:
    """The background, mixed with the paper until the text can be read on it."""
    start = _LIGHT_SHARE if _luminance(base.paper) < 0.5 else 1.0
    for step in range(_STEPS):
        tint = _mixed(background, base.paper, start * (1 - step / _STEPS))
        if min(contrast(tint, base.ink), contrast(tint, base.quiet)) >= _ENOUGH:
            return tint
    return base.tint


def _lighter(colour: str, *grounds: str) -> str:
    for step in range(_STEPS + 1):
        found = _mixed("#ffffff", colour, step / _STEPS)
        if min(contrast(found, ground) for ground in grounds) >= _ENOUGH:
            return found
    return "#ffffff"


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(one: str, other: str, share: float) -> str:
    """So much of one colour in the other."""
    mixed = (round(a * share + b * (1 - share)) for a, b in zip(_parts(one), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Which of the things newly told are news of the event, and which its background.

A retelling sets an event in what everybody knows: countries and towns, well-known companies, rounded figures. News has
somebody nobody had heard of, an exact figure, words that were said, and a day that had not come yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.memory import Fresh
from dateline.records import Article, Facts
from dateline.stories.days import event_day

_BEGINNING = 300  # characters of the text: further down a report may look back at anything
_LOOKS_BACK = re.compile(
    r"\blast month\b|\bearlier this (?:month|year)\b|\b(?:weeks|months) ago\b"
    r"|\b(?:at|from|since) the (?:start|beginning|middle|end) of (?:the|last) month\b"
    r"|\b(?:vor (?:\w+ )?(?:wochen|monaten)|(?:im )?vergangenen monat|le mois dernier|el mes pasado)\b"
    r"|上个?月|[上中下]旬|本月初",
    re.IGNORECASE,
)
_ACTING = frozenset(("person", "organisation", "product"))  # kinds of names that may do something


def acting(found: Iterable[Fresh], facts: Mapping[str, Facts]) -> tuple[str, ...]:
    """What was newly told, each once, without places, names that are widely known, and hedged figures."""
    told = dict.fromkeys((one.article, words) for one in found for words in one.told)
    background = {key: _background(facts.get(key, Facts())) for key, _ in told}
    return tuple(dict.fromkeys(words for key, words in told if words not in background[key]))


def _background(facts: Facts) -> frozenset[str]:
    names = (one.text for one in facts.names if one.entry is not None or one.kind not in _ACTING)
    return frozenset((*names, *(one.text for one in facts.figures if one.hedge is not None)))


def later(now: Sequence[Article], before: Iterable[Article]) -> float:
    """How far reports tell of a day after the last report before: 1 all do, -1 all look back instead, 0 unknown."""
    days = [one.day for one in before if one.day is not None]
    if not now:
        return 0.0
    until = max(days).toordinal() if days else None
    return sum(_later(one, until) for one in now) / len(now)


def _later(article: Article, until: int | None) -> int:
    day = event_day(article.text, article.day)
    if until is not None and day is not None and day > until:
        return 1
    return -1 if _LOOKS_BACK.search(f"{article.title}\n{article.text[:_BEGINNING]}") else 0

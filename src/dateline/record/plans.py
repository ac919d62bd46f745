"""Plans with a date: clauses that say what is to happen on a day, in a month, quarter or half-year to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dateline.record.event_clauses import chinese_clauses, clauses
from dateline.record.event_dates import find_coming
from dateline.records import Event, Span
from dateline.sentences import sentences

_LONGEST = 1500  # characters of a sentence; a longer one is a list or no prose
_MODAL = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were|has|have) to|due|scheduled|slated|expected|plans?|planned|aims?|"
    r"intends?|hopes?|wants?|promised|pledged|going to|set to|opens?|(?:come|take|go)s? (?:in)?to (?:force|effect)|"
    r"takes? effect)\b"
    r"|’ll\b|'ll\b"
)
_DATED_ONLY = re.compile(r"\b(?:from|until|till|begins?|starts?|ends?|ending|starting|beginning)\b", re.I)
_UNSURE = re.compile(
    r"\b(?:not|never|no longer|unlikely|could|may|might|if|unless|whether|rather|since|declined|refused)\b|n[’']t\b"
)
_SAID = re.compile(r"\b(?:said|told|announced|reported|wrote|promised|confirmed|added)\b(?:\W+\w+){0,3}\W+$", re.I)
_CHINESE_PLAN = re.compile(
    "将|將|拟(?!合|人|态)|擬|计划|計劃|预计|預計|定于|起(?=施行|实施|執行|执行|正式|生效|实行|开始)|施行|生效"
)
_CHINESE_UNSURE = re.compile("不|未|没|可能|或将|若|如果|曾|已经|此前|去年")
_CHINESE_SAID = re.compile("表示|说|說|称|稱|指出|介绍|透露|强调|认为|获悉|报道|日电|日讯|消息")
Found = tuple[str, int]  # when, and where its words begin


def with_plans(text: str, language: str | None, published: date | None, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of a text with the dated plans of its English or Chinese sentences that are none of them yet.

    A planned event without a day or month gets that of its clause. Years alone date no plan: they are deadlines and
    forecasts. Without a day of publication nothing can be told to come.
    """
    if published is None or language not in ("en", "zh"):
        return tuple(events)
    known = list(events)
    for plan in _plans(text, language, published):
        at = next((at for at, one in enumerate(known) if one.start < plan.end and plan.start < one.end), None)
        if at is None:
            known.append(plan)
        elif known[at].tense == "planned" and len(known[at].when or "") <= len("2017"):
            known[at] = replace(known[at], when=plan.when)
    return tuple(sorted(known, key=lambda one: (one.start, one.end)))


def _plans(text: str, language: str, published: date) -> Iterator[Event]:
    split, read = (chinese_clauses, _chinese) if language == "zh" else (clauses, _english)
    for sentence in sentences(text):
        if sentence.end - sentence.start <= _LONGEST:
            for clause in split(text, sentence):
                when = read(text[clause.start : clause.end], published)
                if when and _is_later(when, published):
                    yield _event(text, clause, when)


def _event(text: str, clause: Span, when: str) -> Event:
    return Event("other", text[clause.start : clause.end], clause.start, clause.end, when=when, tense="planned")


def _english(words: str, published: date) -> str | None:
    """The date that the clause plans for: behind what plans it, and not when it was said."""
    if _UNSURE.search(words):
        return None
    for when, start, told in find_coming(words, "en", published):
        before = words[:start]
        planned = _MODAL.search(before) or (told and (_DATED_ONLY.search(before) or _DATED_ONLY.match(words[start:])))
        opens = not before.strip(" ,") and _MODAL.search(words)
        if (planned or opens) and not _SAID.search(before):
            return when
    return None


def _chinese(words: str, published: date) -> str | None:
    if _CHINESE_UNSURE.search(words):
        return None
    for when, start, _ in find_coming(words, "zh", published):
        plan = next(iter(_CHINESE_PLAN.finditer(words)), None)
        if plan is not None and not _CHINESE_SAID.search(words[start:]):
            return when
    return None


def _is_later(when: str, published: date) -> bool:
    return when[: len("2017-01")] > published.isoformat()[: len("2017-01")] or (
        len(when) >= len("2017-01-01") and when[: len("2017-01-01")] > published.isoformat()
    )

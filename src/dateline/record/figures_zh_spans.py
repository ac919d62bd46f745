"""Periods of Chinese text that take two dates or a count of years: 1至5月, 18日至20日, 过去五年."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dateline.record.figures_zh_periods import Stretch, find_periods
from dateline.record.numbers_zh import read_number

_LINK = re.compile(r"\s?(?:[-–—~至到]|－)\s?")
_FROM_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])\s?月?\s?(?:[-–—~至到]|－)\s?$")
_YEARS = re.compile(
    r"(?P<past>过去|最近|近)(?=[\d一二两三四五六七八九十]{1,3}年)|(?:未来|今后)(?=[\d一二两三四五六七八九十]{1,3}年)"
)


def find_spans(text: str, published: date | None) -> tuple[Stretch, ...]:
    """The periods of a plain text in order, those that name a beginning and an end put together."""
    spans = list(_joined(text, find_periods(text, published)))
    if published is not None:
        spans = sorted([*spans, *_counted_years(text, published)], key=lambda span: span.start)
    return tuple(spans)


def _joined(text: str, periods: Iterable[Stretch]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for period in periods:
        span = _since_month(text, period)
        if last is None:
            last = span
            continue
        if both := _both(text, last, span):
            last = both
        else:
            yield last
            last = span
    if last is not None:
        yield last


def _since_month(text: str, period: Stretch) -> Stretch:
    """1至5月: the month with the one before it that is a bare number."""
    first = _FROM_MONTH.search(text, max(0, period.start - 7), period.start)
    if first is None or not period.iso or "/" in period.iso or text[period.end - 1] not in "月份":
        return period
    year, month = int(period.iso[:4]), int(period.iso[5:7])
    if int(first[1]) >= month:
        return period
    iso = f"{year}-{int(first[1]):02}-01/{year}-{month:02}-{monthrange(year, month)[1]}"
    return replace(period, start=first.start(1), iso=iso)


def _both(text: str, first: Stretch, last: Stretch) -> Stretch | None:
    """Two dates with 至 between them, or a year right before months without one, as one period."""
    if not first.iso or not last.iso or first.basis:
        return None
    if first.end == last.start and len(first.iso) == 4 and len(last.iso) == 21:
        dated = "/".join(first.iso + half[4:] for half in last.iso.split("/"))
        return replace(last, start=first.start, iso=dated)
    if not _LINK.fullmatch(text, first.end, last.start):
        return None
    begins, ends = first.iso.partition("/")[0], last.iso.rpartition("/")[2]
    if text[last.end - 1] in "日号" and "月" not in text[last.start : last.end] and len(begins) == 10:
        ends = begins[:8] + ends[8:]
    return replace(last, start=first.start, iso=f"{begins}/{ends}") if begins < ends else None


def _counted_years(text: str, published: date) -> Iterator[Stretch]:
    """过去五年, 未来三年, from the year of publication; the count of years stays a figure."""
    for match in _YEARS.finditer(text):
        count = read_number(text, match.end())
        if count is not None and count.value and count.value < 100 and count.value % 1 == 0:
            step = int(count.value)
            year = published.year
            iso = f"{year - step}/{year}" if match["past"] else f"{year}/{year + step}"
            yield Stretch(match.start(), match.end(), iso, blocks=False)
